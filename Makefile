# Chancery: every command of daily life. `make help` lists them.
# Needs Python 3.12 or newer and git; everything else is set up on first use, inside this folder.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench lock clean python

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/base.stamp ## Set everything up and serve the wiki at http://127.0.0.1:8000
	@exec $(BIN)/python manage.py start

test: $(VENV)/dev.stamp ## Run the whole suite, on SQLite, on PostgreSQL and in a browser
	@exec $(BIN)/python -m tests.run $(ARGS)

lint: $(VENV)/dev.stamp ## Check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .

format: $(VENV)/dev.stamp ## Bring the code into the house's form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: $(VENV)/dev.stamp ## Measure the speed of the main paths, as ratios of one run
	@exec $(BIN)/python -m benchmarks $(ARGS)

lock: $(VENV)/dev.stamp ## Write the lock files anew from requirements/*.in
	@for set in base dev; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url \
	    --no-annotate --custom-compile-command "make lock" requirements/$$set.in -o requirements/$$set.txt; \
	done

clean: ## Remove the virtual environment; what the wiki holds, in var/, stays
	rm -rf $(VENV)

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || { \
	  echo "Chancery needs Python 3.12 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1 | head -n 1). Name another: make PYTHON=python3.13 run" >&2; \
	  exit 1; }

$(BIN)/python: | python
	@echo "Making a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/base.stamp: requirements/base.txt | $(BIN)/python
	@echo "Installing the packages of requirements/base.txt ..."
	@$(PIP) -r requirements/base.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(BIN)/python
	@echo "Installing the packages of requirements/dev.txt ..."
	@$(PIP) -r requirements/dev.txt
	@touch $@ $(VENV)/base.stamp
