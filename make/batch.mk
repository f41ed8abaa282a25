# What keeps a night run whole: long tests that are not part of `make test`.
.PHONY: fuzz soak cluster reliability

FUZZ_COUNT ?= 10000
SOAK_KILLS ?= 1000

fuzz: $(BIN)/.dev ## mutated documents against every reader (FUZZ_COUNT=10000)
	PYTHONPATH=. $(BIN)/python benchmarks/fuzz.py --count $(FUZZ_COUNT)

soak: $(BIN)/.dev ## random kills of worker, run and publisher; the dataset must not notice (SOAK_KILLS=1000)
	PYTHONPATH=. $(BIN)/python benchmarks/soak.py --kills $(SOAK_KILLS)

cluster: $(BIN)/.dev ## the same job on a real Dask cluster of several processes, one of them killed
	RAJUT_CLUSTER=1 $(BIN)/python -m pytest -q tests/batch/test_cluster.py

reliability: $(BIN)/.dev ## cost of isolation, speed-up of a second worker, memory, a document of 3,000 pages
	for what in isolation speedup memory long; do PYTHONPATH=. $(BIN)/python benchmarks/reliability.py $$what || exit 1; done
