# Everything that is done with a checkout. `make` alone lists it.
#
# All of it needs only Python 3.11 or newer with venv, and make. Arguments for the program go into
# ARGS: make run ARGS="--config other.yml"

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
RASA_VENV := .venv-rasa
PY := $(VENV)/bin/python
ARGS ?=
# How many tests run at the same time.
JOBS ?= 2
UV ?= uv

# The first Python of this machine that starts and is new enough. It is run and not only looked up,
# because version managers leave commands behind that do nothing but complain.
FIND_PYTHON = for p in python3.13 python3.12 python3.11 python3 python; do \
	if $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	>/dev/null 2>&1; then echo $$p; break; fi; done

.PHONY: help
help: ## List what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

.PHONY: setup
setup: nlu/model/.trained ## Build .venv and train the engine that understands messages

.PHONY: run
run: setup ## Migrate the database and serve; the simulator's address is printed
	@$(PY) -m bot run $(ARGS)

.PHONY: chat
chat: setup ## Write as a citizen, in the terminal
	@$(PY) -m bot chat $(ARGS)

.PHONY: test
test: setup check browser ## Check everything, then run all tests
	$(PY) -m pytest -n $(JOBS) $(ARGS)

.PHONY: test-rasa
test-rasa: setup $(VENV)/.dev $(RASA_VENV)/.installed ## Train a real Rasa on a part and test the engine
	$(PY) -m pytest -m rasa tests/contract $(ARGS)

.PHONY: check
check: $(VENV)/.dev nlu/model/.trained ## Style, types, directions of imports, training data
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) -m nlu validate

.PHONY: format
format: $(VENV)/.dev ## Put the code into the one format
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

.PHONY: bench
bench: $(VENV)/.dev nlu/model/.trained ## Measure messages per second, webhook to reply
	$(PY) -m tests.load.bench $(ARGS)

.PHONY: bench-console
bench-console: $(VENV)/.dev nlu/model/.trained ## Measure the console's pages with a million complaints
	$(PY) -m tests.load.bench_console $(ARGS)

.PHONY: pictures
pictures: browser $(VENV)/.dev nlu/model/.trained ## Take the pictures of the officers' guide anew
	$(PY) -m tests.browser.pictures $(ARGS)

.PHONY: crash
crash: $(VENV)/.dev nlu/model/.trained ## Kill processes at random for five minutes, then count
	$(PY) -m tests.load.crash --minutes 5 $(ARGS)

.PHONY: nlu-compare
nlu-compare: setup $(RASA_VENV)/.installed ## Train and measure the built-in engine and Rasa (an hour)
	$(PY) -m nlu compare $(ARGS)

.PHONY: rasa-train
rasa-train: $(RASA_VENV)/.installed ## Train Rasa on nlu/data (an hour on two cores)
	$(RASA) train nlu --nlu nlu/data --config nlu/rasa/config.yml --domain nlu/rasa/domain.yml \
		--out nlu/rasa/models $(ARGS)

.PHONY: rasa-run
rasa-run: $(RASA_VENV)/.installed ## Serve the trained Rasa model on 127.0.0.1:5005
	$(RASA) run --enable-api --interface 127.0.0.1 --port 5005 --model nlu/rasa/models $(ARGS)

.PHONY: clean
clean: ## Remove what was built; the database in data/ stays
	rm -rf $(VENV) $(RASA_VENV) nlu/model nlu/rasa/models .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- The environment -----------------------------------------------------------------------------

$(VENV)/.runtime: requirements.txt
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 or newer with venv is needed (on Debian: apt-get install python3-venv)."; \
		exit 1; \
	fi; \
	echo "Building $(VENV) with $$($$python --version). This is done once and takes a minute."; \
	$$python -m venv --clear $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Adding what the tests need."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Rasa needs Python 3.10 and TensorFlow 2.12, so it lives apart. It must not report to its makers.
RASA := RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=2 SQLALCHEMY_SILENCE_UBER_WARNING=1 \
	$(RASA_VENV)/bin/rasa
FIND_PYTHON_310 = for p in python3.10 "$$HOME"/.pyenv/versions/3.10.*/bin/python \
	"$$($(UV) python find 3.10 2>/dev/null || true)"; do \
	if $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 10))' \
	>/dev/null 2>&1; then echo $$p; break; fi; done

$(RASA_VENV)/.installed: nlu/rasa/requirements.txt
	@python=$$($(FIND_PYTHON_310)); \
	if [ -z "$$python" ]; then \
		echo "Rasa needs Python 3.10 with venv. Get it with \`uv python install 3.10\`"; \
		echo "or \`pyenv install 3.10\`, then run this again."; \
		exit 1; \
	fi; \
	echo "Building $(RASA_VENV) with $$($$python --version): TensorFlow, 2 GB, some minutes."; \
	$$python -m venv --clear $(RASA_VENV)
	@$(RASA_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r nlu/rasa/requirements.txt
	@touch $@

# The folder is named beside its files because its time changes when a file is taken away. The
# command itself does nothing where the data are those of the last training.
nlu/model/.trained: $(VENV)/.runtime nlu/data $(wildcard nlu/data/*.yml nlu/*.yml nlu/*.py)
	@$(PY) -m nlu train
	@mkdir -p $(@D) && touch $@

# Chromium is the one thing that tests need from the system. Without it the tests say so.
.PHONY: browser
browser:
ifneq ($(wildcard tests/browser/test_*.py),)
	@if [ ! -x /usr/bin/chromium ]; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			(apt-get update && apt-get install -y --no-install-recommends chromium) >/dev/null \
			|| echo "chromium could not be installed; the tests in tests/browser need it."; \
		else \
			echo "The tests in tests/browser need Chromium (on Debian: apt-get install chromium)."; \
		fi; \
	fi
endif

# --- The lock files ------------------------------------------------------------------------------

# A lock file names no address: where packages come from is a matter of the machine that installs.
LOCK = env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u UV_FIND_LINKS -u UV_INDEX \
	-u UV_INDEX_URL -u UV_DEFAULT_INDEX -u UV_EXTRA_INDEX_URL \
	$(UV) --no-config pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-header --no-emit-index-url --no-emit-find-links $(ARGS) pyproject.toml
RASA_LOCK = $(subst --python-version 3.11,--python-version 3.10,$(subst pyproject.toml,,$(LOCK)))

.PHONY: lock
lock: ## Write the requirements anew from pyproject.toml (needs uv; ARGS=--upgrade for newer ones)
	@command -v $(UV) >/dev/null || { echo "uv is needed: pip install uv"; exit 1; }
	$(LOCK) -o requirements.txt >/dev/null
	$(LOCK) --group dev -c requirements.txt -o requirements-dev.txt >/dev/null
	$(RASA_LOCK) nlu/rasa/requirements.in -o nlu/rasa/requirements.txt >/dev/null
	@for file in requirements.txt requirements-dev.txt nlu/rasa/requirements.txt; do \
		if grep -nE '://|^ *-[fi-]|@ ' $$file | grep -v -- '--hash='; then \
			echo "$$file names an address or a path."; exit 1; \
		fi; \
		sed -i '1i # Written by `make lock`; do not edit.' $$file; \
	done
