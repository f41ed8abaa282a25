# How well and how fast tables are found in PDFs.
.PHONY: bench bench-scaling

bench: $(BIN)/.dev ## F1, TEDS, false tables on the private bench; CPU time beside pdfplumber and camelot in the same run
	$(BIN)/python -m benchmarks.tables --peers

bench-scaling: $(BIN)/.dev ## pages with very many objects, tables over very many pages: is the time linear? (needs nothing beside the checkout)
	$(BIN)/python -m benchmarks.scaling --peers
	$(BIN)/python -m benchmarks.long_tables
