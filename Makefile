# Every routine action. `make` alone prints the list.

SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input
# The newest Python that this has been tested with, or else any that is new enough.
NEW_ENOUGH := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
FIND_PYTHON = for python in python3.13 python3.12 python3.11 python3 python; do \
	if $$python -c '$(NEW_ENOUGH)' 2> /dev/null; then echo $$python; exit; fi; done; \
	echo "Guidepost needs Python 3.11 or newer, with its venv module." >&2; exit 1

.PHONY: help
help:
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: run
run: $(VENV)/run.stamp ## the whole product on this machine, until Ctrl-C
	@exec $(BIN)/guidepost up

.PHONY: test
test: $(VENV)/dev.stamp ## every test, on real servers
	@$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist worksteal --quiet \
		--ignore tests/faults

.PHONY: faults
faults: $(VENV)/dev.stamp ## the whole stack killed, cut off and lied to (minutes)
	@$(BIN)/pytest --quiet tests/faults

.PHONY: quick
quick: $(VENV)/dev.stamp ## the tests of rules and promises, after every save
	@$(BIN)/pytest --quiet tests/unit tests/contract

.PHONY: check
check: $(VENV)/dev.stamp ## format, lint, types, imports, documents
	@$(BIN)/ruff format --check --quiet . || { echo "Run make fmt."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest --quiet tests/contract

.PHONY: demo
demo: ## twelve goals, twelve weeks, on the stack that runs here
	@if [ -n "$$(docker compose ps --quiet --status running 2> /dev/null)" ]; \
	then docker compose run --rm --no-deps demo; \
	else $(MAKE) --no-print-directory $(VENV)/run.stamp && $(BIN)/guidepost demo; fi

.PHONY: bench
bench: $(VENV)/dev.stamp ## each figure beside its floor, measured in the same run
	@$(BIN)/python -m bench

.PHONY: up
up: ## the same product in containers; waits until it is healthy
	@$(COMPOSE) build --quiet
	@docker compose run --rm --env GUIDEPOST_DEMO=on setup
	@docker compose --profile dev-mail up --detach --wait
	@echo "Guidepost is ready"
	@echo "  goals          http://$$(docker compose port goals-api 8001)"
	@echo "  notifications  http://$$(docker compose port notifications-api 8002)"
	@echo "  reporting      http://$$(docker compose port reporting-api 8003)"
	@echo "  bearer token   docker compose exec goals-api cat /run/guidepost/guidepost_token"
	@echo "  caught mail    docker compose exec mail wget -qO- http://localhost:8025/api/v1/messages"
	@echo "  logs           docker compose logs --follow goals-api"

.PHONY: down
down: ## stop the containers and remove all that they kept
	@$(COMPOSE) down --volumes --remove-orphans

.PHONY: compose-test
compose-test: $(VENV)/dev.stamp ## the product in containers, put to the test (minutes)
	@$(BIN)/pytest --quiet tests/compose/acceptance.py

COMPOSE = docker compose --profile '*'

.PHONY: clean
clean: ## remove the environment, the data of make run and all caches
	@python=$$($(FIND_PYTHON)) && $$python -B -m shared.clean
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache .grimp_cache *.egg-info build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: fmt
fmt: $(VENV)/dev.stamp ## format and repair what a machine can
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

.PHONY: docs
docs: $(VENV)/dev.stamp ## write the generated documents: events and schemas
	@$(BIN)/python docs/generate.py

.PHONY: lock
lock: $(VENV)/lock.stamp ## choose versions anew and write down their hashes
	@$(call COMPILE,pyproject.toml) --output-file requirements/runtime.txt
	@$(call COMPILE,pyproject.toml) --extra embedded --output-file requirements/embedded.txt
	@$(call COMPILE,pyproject.toml) --extra embedded --extra dev --output-file requirements/dev.txt
	@echo 'setuptools>=77' | $(call COMPILE,-) --output-file requirements/build.txt

.PHONY: migration
migration: $(VENV)/dev.stamp ## begin a migration: name=… service=…
	@$(BIN)/python -m shared.new_migration "$(service)" "$(name)"

COMPILE = $(VENV)/lock/bin/uv pip compile $(1) --python-version 3.11 --universal --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --upgrade --quiet > /dev/null

$(BIN)/python:
	@echo "Installing into $(VENV), which takes a minute ..."
	@python=$$($(FIND_PYTHON)) && $$python -m venv $(VENV)

$(VENV)/build.stamp: requirements/build.txt | $(BIN)/python
	@$(PIP) install --require-hashes --requirement requirements/build.txt
	@touch $@

# A changed pyproject.toml may have new entry points, so it is installed again.
$(VENV)/run.stamp: requirements/embedded.txt pyproject.toml $(VENV)/build.stamp
	@$(PIP) install --require-hashes --requirement requirements/embedded.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

$(VENV)/lock.stamp: | $(BIN)/python
	@$(BIN)/python -m venv $(VENV)/lock
	@$(VENV)/lock/bin/python -m pip --disable-pip-version-check --quiet install uv
	@touch $@
