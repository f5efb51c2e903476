# Everything here works on a fresh clone: the virtual environment is made when it is first needed.
# ARGS are passed on: make demo ARGS="--for 60"

PYTHON ?= python3
ARGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUNTIME := .venv/runtime-installed
DEV := .venv/dev-installed

.DEFAULT_GOAL := help
.PHONY: help demo run test check bench evaluate screenshot format clean
.SUFFIXES:

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## the whole product on this machine: invented feeds, a local Slack, the bot. Nothing to set up
	@$(BIN)/watchdesk demo $(ARGS)

run: $(RUNTIME) ## the bot and its watchers on your workspace, with the settings in .env
	@$(BIN)/watchdesk run $(ARGS)

test: check ## every check and every test
	$(BIN)/python -m pytest -n auto $(ARGS)

check: $(DEV) ## lint, format, types and the layers of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEV) ## how fast it is: ratios measured in one run, on invented data
	@$(BIN)/python -m tests.bench $(ARGS)

evaluate: $(RUNTIME) ## what it makes of labelled headlines: make -s evaluate ARGS=watch < ROWS.jsonl > ANSWERS.jsonl
	@$(BIN)/python -m tests.evaluate $(ARGS)

screenshot: $(DEV) ## plays the demo's minute and photographs the page for the README; needs /usr/bin/chromium
	@$(BIN)/python -m tests.page_shot

format: $(DEV) ## rewrite the code as the linter and formatter want it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## drop the virtual environment and every cache; data under .watchdesk stays
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache build dist *.egg-info

# --- the virtual environment -------------------------------------------------------------------------------------

$(RUNTIME): pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Watchdesk needs Python 3.11 or newer and $(PYTHON) is $$($(PYTHON) -V 2>&1). Name a newer one: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing Watchdesk into .venv: once, about half a minute ..." >&2
	@$(PYTHON) -m venv .venv
	@$(PIP) install --editable .
	@touch $@

# --group needs pip 25.1, and Python 3.11 brings an older one.
$(DEV): $(RUNTIME)
	@echo "Installing what the checks and tests need into .venv: once, about half a minute ..." >&2
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --group dev
	@$(PIP) install --editable '.[semantic]'
	@touch $@
