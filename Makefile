# Each target does its own set-up. Nothing is needed beforehand but Python 3.11 or newer, git and make.

PYTHON ?= python3
WORKERS ?= 2
MINUTES ?= 60

RUN := .env-run/bin
TEST := .env-test/bin

.DEFAULT_GOAL := help
.PHONY: help demo serve test fast lint format bench fuzz cartridges golden docs wheel develop lock clean \
        run-environment test-environment check-python

help: ## list the targets
	@echo "Counterfoil: an order server that speaks OCAPI"
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18
	@echo
	@echo "PYTHON=python3.12 chooses another Python (now: $(PYTHON)), ARGS=… is handed on to the command."

demo: run-environment ## run the shop with demo data and place an order (ONCE=1: stop after that)
	@$(RUN)/counterfoil demo $(if $(ONCE),--once) $(ARGS)

serve: run-environment ## run the server (ARGS="--help" lists its options)
	@$(RUN)/counterfoil serve $(ARGS)

test: lint ## check everything: style, types, imports, the whole suite on SQLite and PostgreSQL
	@echo "Running the suite on SQLite and on a PostgreSQL of its own ($(WORKERS) workers)"
	@$(TEST)/python -m pytest -p tests.complete -n $(WORKERS) --dist loadscope $(ARGS)

fast: test-environment ## run the fast selection of the suite
	@$(TEST)/python -m pytest -m fast $(ARGS)

lint: test-environment ## check style, types and import directions
	@echo "Checking style"
	@$(TEST)/ruff check --quiet .
	@$(TEST)/ruff format --check --quiet . || { echo "Not formatted as agreed; make format does it."; exit 1; }
	@echo "Checking types"
	@$(TEST)/python -m mypy --strict
	@echo "Checking that imports go one way"
	@$(TEST)/lint-imports --no-cache --no-logo

format: test-environment ## format the code and repair what can be repaired
	@$(TEST)/ruff check --fix .
	@$(TEST)/ruff format .

bench: test-environment ## measure the order flow, as ratios to the floor of this machine
	@$(TEST)/python bench/run.py $(ARGS)

fuzz: check-python ## look for inputs that break a parser (MINUTES=60; ARGS="--keep json xml")
	@$(PYTHON) tools/environment.py .env-fuzz requirements/run.txt requirements/build.txt requirements/fuzz.txt
	@.env-fuzz/bin/python -m tests.fuzz.run --minutes $(MINUTES) $(ARGS)

cartridges: test-environment ## run the hooks of real cartridges (CARTRIDGES=PATH) and write the table of what ran
	@test -n "$(CARTRIDGES)" || { echo "Name a folder of cartridges: make cartridges CARTRIDGES=PATH"; exit 2; }
	@$(TEST)/python -m tests.tried.run $(CARTRIDGES) $(ARGS)

golden: test-environment ## compare the answers with the golden files and show every difference
	@$(TEST)/python -m pytest tests/http/test_golden.py -vv $(ARGS)

docs: test-environment ## write the reference pages from the tables
	@$(TEST)/python tools/make_docs.py $(ARGS)

wheel: check-python ## build the wheel and run the suite on it
	@$(PYTHON) tools/environment.py .env-wheel requirements/test.txt --no-package --node tests/node
	@echo "Building the wheel"
	@rm -rf dist && .env-wheel/bin/python -m hatchling build -t wheel
	@.env-wheel/bin/python -m pip install -q --no-deps --force-reinstall dist/*.whl
	@.env-wheel/bin/python -m pytest -p tests.complete -n $(WORKERS) --dist loadscope $(ARGS)

develop: check-python ## make .venv for an editor, with everything in it
	@$(PYTHON) tools/environment.py .venv requirements/test.txt --node tests/node
	@echo "Ready: .venv/bin/python -m pytest"

lock: check-python ## pin the newest allowed packages, with hashes and without addresses
	@$(PYTHON) tools/environment.py .env-lock requirements/lock.txt --no-package
	@.env-lock/bin/python tools/make_locks.py

clean: ## remove the environments and everything that was made
	rm -rf .env-run .env-test .env-wheel .env-lock .env-fuzz tests/node/node_modules build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

run-environment: check-python
	@$(PYTHON) tools/environment.py .env-run requirements/run.txt requirements/build.txt

test-environment: check-python
	@$(PYTHON) tools/environment.py .env-test requirements/test.txt --node tests/node

check-python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no $(PYTHON). Counterfoil needs Python 3.11 or newer (Debian: apt install python3 python3-venv);"; \
	  echo "name another one: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) tools/check_python.py
