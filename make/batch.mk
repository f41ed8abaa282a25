# What keeps a night run whole: long tests that are not part of `make test`.
.PHONY: fuzz fuzz-readers soak cluster reliability night pace

FUZZ_COUNT ?= 10000
FUZZ_SECONDS ?= 600
SOAK_KILLS ?= 1000

fuzz: $(BIN)/.dev ## mutated documents against every reader (FUZZ_COUNT=10000)
	PYTHONPATH=. $(BIN)/python benchmarks/fuzz.py --count $(FUZZ_COUNT)

fuzz-readers: $(BIN)/.dev ## coverage-guided fuzzing of each reader with atheris, which it installs (FUZZ_SECONDS=600 each)
	@if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python $(BIN)/python --group fuzz; \
	else $(BIN)/python -m pip install --quiet --group fuzz; fi
	PYTHONPATH=. $(BIN)/python benchmarks/fuzz_readers.py --seconds $(FUZZ_SECONDS)

soak: $(BIN)/.dev ## random kills of worker, run and publisher; the dataset must not notice (SOAK_KILLS=1000)
	PYTHONPATH=. $(BIN)/python benchmarks/soak.py --kills $(SOAK_KILLS)

cluster: $(BIN)/.dev ## the same job on a real Dask cluster of several processes, one of them killed
	RAJUT_CLUSTER=1 $(BIN)/python -m pytest -q tests/rajut/workers/test_dask.py

reliability: $(BIN)/.dev ## cost of isolation, speed-up of a second worker, memory, a document of 3,000 pages
	for what in isolation speedup ceiling memory long; do PYTHONPATH=. $(BIN)/python benchmarks/reliability.py $$what || exit 1; done

night: $(BIN)/.dev ## every promise of docs/reliability.md at length: fuzz, kills, hostile files, flipped bits, full disk, clock, store, cluster (NIGHT_ONLY="fuzz kills")
	PYTHONPATH=. $(BIN)/python -m benchmarks.night $(if $(NIGHT_ONLY),--only $(NIGHT_ONLY))

PACE_BEFORE ?= HEAD

pace: $(BIN)/.dev ## many small documents against an earlier commit: throughput, staging, a rerun with nothing to do (PACE_BEFORE=<commit>)
	PYTHONPATH=. $(BIN)/python -m benchmarks.pace --before $(PACE_BEFORE)
