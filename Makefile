# Two commands do everything: `make demo` shows Bellrock at work, `make test` proves it right.
# Both need Python 3.11 or newer and nothing else; each does its own set-up, once.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
DEMO_HOME ?= demo-home
PORT ?= 8420
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS ?=

.PHONY: help demo test lint bench build constraints clean

help:
	@echo "make demo    fill a fresh home with the demo town, print the first answers, serve them"
	@echo "make test    every check: style, types, layers, tests"
	@echo "make bench   the measurements, side by side with what one would use instead"
	@echo "make build   a wheel in dist/"
	@echo "make clean   remove what the others made"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Bellrock needs Python 3.11 or newer; none was found. Install it, or run make PYTHON=/path/to/python3"; exit 1; }
	@echo "Making a virtual environment with $(PYTHON) …"
	@$(PYTHON) -m venv $(VENV) 2>/dev/null \
	|| { rm -rf $(VENV); $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; } \
	|| { rm -rf $(VENV); echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }

# One stamp a set of packages; a change of the pins or of the project's needs installs again.
$(VENV)/.main: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing Bellrock and its pinned packages …"
	@$(PIP) install -c constraints.txt pip hatchling editables
	@$(PIP) install -c constraints.txt --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.main
	@echo "Installing what the tests need …"
	@$(PIP) install -c constraints.txt --group test
	@touch $@

$(VENV)/.bench: $(VENV)/.main
	@$(PIP) install -c constraints.txt --group bench
	@touch $@

demo: $(VENV)/.main
	@$(BIN)/bellrock demo --home $(DEMO_HOME) --port $(PORT) $(ARGS)

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

bench: $(VENV)/.bench
	$(BIN)/python -m bench $(ARGS)

build: $(VENV)/.test
	$(BIN)/python -m build --wheel --no-isolation

constraints: $(VENV)/.test $(VENV)/.bench
	$(BIN)/python -m pip freeze --all --exclude-editable --local > constraints.txt

clean:
	rm -rf $(VENV) $(DEMO_HOME) dist build .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
