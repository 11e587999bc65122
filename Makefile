# make run    start touyan with a demonstration        make test   everything that must hold
# make check  style, types, layers, translations       make bench  measurements
# make demo SIZE=office|nation|year                    make stop-test-database
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SIZE ?= nation
PORT ?= 8000
export PYTHONUTF8 := 1

.PHONY: run demo test check bench install install-dev browser clean

run: install
	@$(BIN)/python -m touyan run --port $(PORT) --demo $(SIZE)

demo: install
	@$(BIN)/python -m touyan demo --size $(SIZE)

test: install-dev browser check
	@$(BIN)/python -m pytest -q -n 2 tests/rules
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal --durations=40 tests/files tests/database tests/screens
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --durations=15 tests/journeys

check: install-dev
	@tools/check.sh

bench: install-dev
	@$(BIN)/python tools/bench.py

bench-figures: install-dev
	@$(BIN)/python tools/bench_figures.py

install: $(VENV)/run.stamp
install-dev: $(VENV)/dev.stamp

$(VENV)/python.stamp:
	@$(PYTHON) tools/require_python.py
	@echo "   install │ virtual environment"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/python.stamp requirements/run.txt
	@echo "   install │ packages, checked against their hashes (the first time takes a minute)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/run.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@echo "   install │ packages for tests"
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

browser:
	@tools/browser.sh
