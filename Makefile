# `make` alone says what there is. Everything goes into .venv in the checkout; nothing else on the machine is changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
GAZETTEER := $(VENV)/.gazetteer
BENCH := $(VENV)/.bench
TRAIN := .venv-train
DATA := $(or $(SAYSO_BENCH_DATA),../shared/bench)

.DEFAULT_GOAL := help
.PHONY: help setup demo desk desk-speed test lint format bench speed model clean

help: ## show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 18

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "sayso needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …"; exit 1; }
	@echo "Setting up $(VENV) (once; a few minutes) …"
	@$(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed: install your system's python3-venv package"; exit 1; }

$(INSTALLED): $(BIN)/python pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(GAZETTEER): $(INSTALLED) src/sayso/knowledge/gazetteer.py
	@echo "Building the gazetteer (once; about half a minute) …"
	@$(BIN)/python -m sayso.knowledge.gazetteer
	@touch $@

$(BENCH): $(INSTALLED)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]' || \
		echo "The bench extra (spaCy) could not be installed: the ratio to the bare parser will be skipped"
	@touch $@

setup: $(GAZETTEER) ## make .venv and install sayso with what development needs

demo: setup ## read the sample reports, show who says what in them, and what they tell together
	@mkdir -p build
	@echo "Ten sample reports (their outlets are invented) on the nights of 28 January and 2 February 2024:"
	@$(BIN)/sayso read samples --output build/demo.html
	@$(BIN)/sayso read samples
	@rm -f build/demo.db build/demo.db-*
	@echo; echo "The same ten reports as a ledger: one incident out of many reports, contradicting tolls side by side:"
	@$(BIN)/sayso add samples --ledger build/demo.db
	@$(BIN)/sayso incidents --ledger build/demo.db
	@echo
	@echo "  In the browser, to read, check and correct:                 make desk"
	@echo "  One incident in full, every figure on one scale:   $(BIN)/sayso incident ID --ledger build/demo.db"
	@echo "  The same as a page, the words marked in the text:  file://$(CURDIR)/build/demo.html"
	@echo "  One report with all its words:                     $(BIN)/sayso read samples/1-tower22-first-reports.html"
	@echo "  Your own:                                          $(BIN)/sayso read FILE.html"

build/demo.db: | setup
	@mkdir -p build
	@$(BIN)/sayso add samples --ledger $@

desk: build/demo.db ## open the review desk over the sample reports in the browser
	@$(BIN)/sayso serve --ledger build/demo.db --open

desk-speed: setup ## time the desk's pages on a ledger of 100,000 claims (made once; a few minutes)
	@mkdir -p build
	@$(BIN)/python -m bench.desk build/desk-speed.db

test: setup ## run the tests
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
		echo "No chromium here: the tests of the HTML page in a browser will fail. On Debian: apt-get install chromium"
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
		echo "No PostgreSQL here: the tests of the ledger on it will fail. On Debian: apt-get install postgresql"
	@$(BIN)/python -m pytest

lint: setup ## check style, format, types and which room may import which
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: setup ## put the code into the one format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup $(BENCH) ## measure quality and speed beside the peers (sets: ../shared/bench, or SAYSO_BENCH_DATA)
	@$(BIN)/python -m bench run

speed: setup $(BENCH) ## time the reader alone, on one core
	@$(BIN)/python -m bench speed

$(TRAIN)/.installed: pyproject.toml
	@$(PYTHON) -m venv $(TRAIN)
	@$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	@touch $@

model: $(TRAIN)/.installed ## train the reader's model anew (needs the sets and torch; seeded; says how long it took)
	@$(TRAIN)/bin/python -m training "$(DATA)"

clean: ## remove what these commands made
	rm -rf $(VENV) $(TRAIN) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache bench/out
