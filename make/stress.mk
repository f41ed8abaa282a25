# Generated documents with defects: what comes back of the data they were made from.
.PHONY: stress

STRESS_SEEDS ?= 0-2
STRESS_MINUTES ?= 10
WRITER_SEEDS ?= 0-19

stress: $(BIN)/.dev ## generated documents, one defect at a time, several together, as scans; one plan by five writers, with what each factor costs (STRESS_SEEDS=0-2 STRESS_MINUTES=10 WRITER_SEEDS=0-19)
	PYTHONPATH=. $(BIN)/python benchmarks/stress.py --format pdf --seeds $(STRESS_SEEDS) --minutes $(STRESS_MINUTES)
	PYTHONPATH=. $(BIN)/python benchmarks/stress.py --mode mixed --format pdf,docx,html,md --seeds $(STRESS_SEEDS) --minutes $(STRESS_MINUTES)
	PYTHONPATH=. $(BIN)/python benchmarks/stress.py --mode scan --kind iku --minutes $(STRESS_MINUTES)
	$(BIN)/python -m benchmarks.writers --seeds $(WRITER_SEEDS)
