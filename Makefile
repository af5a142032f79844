# Tocsin. `make demo` tries it out, `make test` checks it, `make desk` rebuilds the front end,
# `make tour` the outputs in docs/tour.md.
# Needs: Python 3.11 or later with its venv module, and make. PYTHON names another interpreter.

PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
EDITABLE := $(VENV)/.editable
SOURCES := pyproject.toml hatch_build.py $(shell find src -type f -not -path '*/__pycache__/*' -not -name '*.sqlite')
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test lint chromium desk tour clean

demo: $(INSTALLED)
	$(BIN)/tocsin demo $(ARGS)

# All of it runs, so that one call shows every fault.
test: $(EDITABLE) chromium
	@status=0; $(MAKE) --no-print-directory lint || status=$$?; $(BIN)/python -m pytest $(ARGS) || status=$$?; exit $$status

lint: $(EDITABLE)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

desk:
	cd desk && npm ci && npm run build

tour: $(EDITABLE)
	$(BIN)/python scripts/refresh_tour.py

clean:
	rm -rf $(VENV) build dist

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Tocsin needs Python 3.11 or later: make PYTHON=python3.11 ..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "The venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }

# An editable installation is left as it is: it already runs what is in src/.
$(INSTALLED): $(SOURCES) | $(BIN)/python
	@test -e $(EDITABLE) || echo "Installing Tocsin into $(VENV); the first time takes a minute or two"
	@test -e $(EDITABLE) || $(PIP) install --quiet .
	@touch $@

$(EDITABLE): pyproject.toml hatch_build.py | $(BIN)/python
	@echo "Installing an editable Tocsin and its tools into $(VENV); the first time takes a minute or two"
	@$(PIP) install --quiet --editable '.[dev]'
	@touch $@

# The desk is tested in a real browser: Debian's chromium.
chromium:
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; \
	else \
		echo "The desk's tests need chromium on the PATH; on Debian: sudo apt-get install chromium" >&2; exit 1; \
	fi
