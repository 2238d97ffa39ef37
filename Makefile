# Everything a person does with this checkout. No Docker, no root, no service to start first.
.DEFAULT_GOAL := help
.PHONY: run test flows unit journey fire lint format lock setup help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FLOWS ?= tests/flows/bot tests/flows/courier
KILLS := tests/journeys/test_nothing_is_lost_to_a_kill.py tests/journeys/test_eight_agents_press_take.py
# Tests at once: they mostly wait, so that two cores carry four.
WORKERS ?= 4

run: $(VENV)/.runs  ## set everything up and start the desk (without a token: the sandbox)
	$(BIN)/python -m bot

test: $(VENV)/.tests  ## every test but the browser's, PostgreSQL included
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

# Where three programs run in each test, two cores carry two.
flows: $(VENV)/.tests  ## the flows and the kills on PostgreSQL, by one process and by three
	TESTED_ON=postgresql $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(FLOWS)
	TESTED_ON=three $(BIN)/python -m pytest -n 2 --dist worksteal $(FLOWS)
	$(BIN)/python -m pytest -m "not browser" $(KILLS)

unit: $(VENV)/.tests  ## the rules and the knowledge alone, in seconds
	$(BIN)/python -m pytest tests/unit

journey: $(VENV)/.tests  ## the story on the page, in a Chromium
	$(BIN)/python -m pytest -m browser -n 2 --dist worksteal tests/journeys

fire: $(VENV)/.tests  ## kills, faults and floods, with a table of what they did (FIRE=long for hours of it)
	$(BIN)/python -m pytest -m fire -n $(WORKERS) --dist worksteal $(if $(FIRE),-o faulthandler_timeout=0) tests/fire

lint: $(VENV)/.tests  ## style, types and the layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports

format: $(VENV)/.tests  ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## write the lock files anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

setup: $(VENV)/.tests  ## only install, into .venv/

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

# Where uv is installed it is used, being faster; otherwise a venv and pip, with the same hashes.
define install
	@if command -v uv >/dev/null 2>&1; then \
		test -x $(BIN)/python || uv venv -q $(VENV); \
		VIRTUAL_ENV=$(abspath $(VENV)) uv pip install -q --require-hashes -r $(1); \
	else \
		test -x $(BIN)/python || $(PYTHON) -m venv $(VENV); \
		$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1); \
	fi
endef

$(VENV)/.runs: requirements.lock
	$(call install,requirements.lock)
	@touch $@

$(VENV)/.tests: requirements-dev.lock
	$(call install,requirements-dev.lock)
	@touch $@ $(VENV)/.runs
