# Two commands matter:   make run    sets everything up and converts samples/documents into output/
#                        make test   sets everything up and runs the tests
# No system packages are needed beyond Python >= 3.11 and make. With a C compiler and Python's headers PDFs are read faster, see
# docs/adr/0009-compiled-loops.md.

PYTHON ?= $(firstword $(foreach v,python3.13 python3.12 python3.11 python3,$(shell $(v) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $(v))))
VENV ?= .venv
BIN := $(VENV)/bin
SHELL := /bin/sh

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint types imports accuracy samples lock clean docs docs-site docs-pictures kill-tests test-bi test-spark bench-publish

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/.dev: pyproject.toml requirements/dev.txt
	@test -n "$(PYTHON)" || { echo "No Python >= 3.11 found; set PYTHON=/path/to/python3"; exit 1; }
	$(call make_venv)
	$(call install,requirements/dev.txt)
	@touch $@

$(BIN)/.run: pyproject.toml requirements/run.txt
	@test -n "$(PYTHON)" || { echo "No Python >= 3.11 found; set PYTHON=/path/to/python3"; exit 1; }
	$(call make_venv)
	$(call install,requirements/run.txt)
	@touch $@

# venv needs ensurepip, which Debian splits off: then uv or virtualenv do it, whichever is there.
define make_venv
	@test -x $(BIN)/python || echo "Making an environment for Python in $(VENV) with $(PYTHON) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) 2>/dev/null || uv venv --quiet --python $(PYTHON) $(VENV) 2>/dev/null \
	|| $(PYTHON) -m virtualenv --quiet $(VENV) 2>/dev/null \
	|| { rm -rf $(VENV); echo "Cannot make a virtual environment: install python3-venv, uv or virtualenv"; exit 1; }
endef

define install
	@echo "Installing what $(1) lists into $(VENV), and Rajut itself: about a minute, once, then not again ..."
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@$(BIN)/python -c "from extract.pdfium.calls import COMPILED as c; c or print('No C compiler or no Python headers: PDFs are read without the extension, in half again the time.')"
endef

setup: $(BIN)/.dev ## everything needed to work on the code

run: $(BIN)/.run ## convert samples/documents into output/ and say how to open it
	$(BIN)/rajut convert samples/documents --out output

test: $(BIN)/.dev ## run the tests
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

properties: $(BIN)/.dev ## the property tests with fresh random examples
	HYPOTHESIS_PROFILE=hunt $(BIN)/python -m pytest -q -n 2 -m hypothesis

check: lint types imports ## lint, types, import rules

lint: $(BIN)/.dev ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(BIN)/.dev ## mypy --strict
	$(BIN)/mypy

imports: $(BIN)/.dev ## who may import whom
	$(BIN)/lint-imports

accuracy: $(BIN)/.dev ## recall, precision, silent errors, calibration on the private corpus
	$(BIN)/python benchmarks/accuracy.py

samples: $(BIN)/.dev ## make the sample documents again
	$(BIN)/python -m samples.make

lock: ## resolve the newest versions anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
	  --extra duckdb --extra xlsx --extra ocr --extra review pyproject.toml requirements/build.in -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
	  --extra duckdb --extra xlsx --extra ocr --extra review --group dev pyproject.toml requirements/build.in -o requirements/dev.txt

clean: ## remove what make made
	rm -rf $(VENV) output/* .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

-include make/*.mk

docs: $(BIN)/.dev ## write docs/dataset.md and docs/codes.md from the contract and the codes
	$(BIN)/python -m rajut.docs.pages

docs-site: docs ## the documentation as a site in build/site, strict: a dead link fails (installs mkdocs-material)
	@if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python $(BIN)/python --group site; \
	else $(BIN)/python -m pip install --quiet --group site; fi
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

docs-pictures: $(BIN)/.dev ## the pictures of the tutorial, from its document
	$(BIN)/python -m samples.tutorial_pictures

kill-tests: $(BIN)/.dev ## kill a publishing run 300 times at random instants, with readers watching
	$(BIN)/python tests/rajut/publish/kill.py --kills 300

test-bi: $(BIN)/.dev ## tests of report and desk in a browser and of Delta tables (installs the libraries; needs chromium)
	@if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python $(BIN)/python --group bi; \
	else $(BIN)/python -m pip install --quiet --group bi; fi
	$(BIN)/python -m pytest -q tests/rajut/dataset/test_bi.py tests/rajut/report/test_report.py tests/rajut/review

test-spark: run ## read output/ with Apache Spark, from an environment of its own (needs Java)
	@test -x .venv-spark/bin/python || $(BIN)/python -m venv .venv-spark 2>/dev/null || uv venv --quiet .venv-spark
	@if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python .venv-spark/bin/python pyspark; \
	else .venv-spark/bin/python -m pip install --quiet pyspark; fi
	.venv-spark/bin/python tests/rajut/publish/spark_read.py output

bench-publish: $(BIN)/.dev ## publishing beside pyarrow and DuckDB: time, size, query time, memory
	$(BIN)/python -m benchmarks.publish
