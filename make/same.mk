# Does a refactoring change what is published?
.PHONY: same

BEFORE ?= HEAD

same: $(BIN)/.dev ## the published Parquet of this tree against an earlier commit's, byte by byte (BEFORE=<commit>)
	$(BIN)/python -m benchmarks.same --before $(BEFORE)
