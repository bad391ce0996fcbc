# `make run` and `make test` need Python 3.11+, make and, the first time, a package index.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
BIN := .venv/bin
APPS := accounts articles editorial
UV_VERSION := 0.13.9

# The recipes of `check` are separate targets: `make -k check` shows all that is wrong, `make types` one thing.
CHECKS := lint format-check types imports templates migrations system addresses

.PHONY: help
help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: install install-dev
install: ## Make .venv and install what running needs
	@$(PYTHON) -m scripts.install base

install-dev: ## The same, with what testing needs
	@$(PYTHON) -m scripts.install dev

.PHONY: run
run: export DEMO := 1
run: export COLLECTED := 1
run: install ## Set up, load the demo and serve it on 127.0.0.1 (PORT=8000)
	@$(BIN)/python -m scripts.port $(PORT)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py seed
	@$(BIN)/python manage.py render_pages
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@printf '  %s\n' '' \
		'Imprimatur is at http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)' \
		'Sign in as author@, editor@, oncologist@, generalist@ or admin@demo.test' \
		'with the password let-it-be-printed: authors at /write/, the desk at /admin/' ''
	@exec $(BIN)/python -m scripts.serve $(PORT)

.PHONY: dev
dev: export DEBUG := 1
dev: export DEMO := 1
dev: install-dev ## The same with DEBUG=1, reloading when a file changes
	@$(BIN)/python -m scripts.port $(PORT)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py seed
	@exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

.PHONY: test
test: install-dev ## Checks, tests on SQLite and PostgreSQL (ARGS='-k words' goes to pytest)
	@$(BIN)/python -m scripts.suites $(ARGS)

.PHONY: check $(CHECKS)
check: $(CHECKS) ## Style, types, import contracts, templates, migrations

lint: install-dev
	$(BIN)/ruff check

format-check: install-dev
	$(BIN)/ruff format --check

types: install-dev
	$(BIN)/mypy $(APPS) scripts

imports: install-dev
	$(BIN)/lint-imports

templates: install-dev
	$(BIN)/djlint templates --lint --quiet

migrations: install-dev
	$(BIN)/python manage.py makemigrations --check --dry-run

system: install-dev
	$(BIN)/python manage.py check --fail-level WARNING

# A lock or a setting that names a package index would bind everybody to that index.
addresses: INDEXES := pypi[.]org|pythonhosted[.]org|registry[.]npmjs|deb[.]debian[.]org|--(extra-)?index-url|--find-links
addresses:
	@echo 'Looking for addresses of package indexes'
	@git grep --untracked -nIE '$(INDEXES)' -- ':!Makefile' ':!tests/vendor'; test $$? -eq 1

.PHONY: format
format: install-dev ## Let ruff put the code in order
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format

# uv has its own environment, so that no lock ever depends on what happens to be installed.
.PHONY: lock
lock: UV := var/uv/bin/uv
lock: COMPILE = $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate $(if $(UPGRADE),--upgrade)
lock: ## Lock the dependencies of pyproject.toml anew (UPGRADE=1: to their newest versions)
	@$(UV) --version 2>/dev/null | grep -qF 'uv $(UV_VERSION)' || \
		{ $(PYTHON) -m venv var/uv && var/uv/bin/pip install --quiet uv==$(UV_VERSION); }
	$(COMPILE) --output-file requirements/base.txt
	$(COMPILE) --output-file requirements/dev.txt --extra dev --constraint requirements/base.txt

.PHONY: clean
clean: ## Remove .venv, caches and test reports (var/ with the demo's database stays)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache var/tests var/uv
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
