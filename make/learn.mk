# The judge's weights, from documents with truth.
.PHONY: learn

learn: $(BIN)/.dev ## fit the weights of readings and of confidence; writes normalize/judge/weights.toml
	$(BIN)/python -m benchmarks.learn $(LEARN)

.PHONY: survey

survey: $(BIN)/.dev ## documents without truth: figures printed against published, the lowest signs, pictures in build/survey
	$(BIN)/python -m benchmarks.survey
