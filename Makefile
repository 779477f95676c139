# Two commands do all the set-up: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null \
	&& echo $$python && break; done)
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard site/locale*/*/LC_MESSAGES/*.po))
PATHS := manage.py site home contacts news search tests .ci

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/' | expand -t 18

.PHONY: run
run: .venv/installed $(TRANSLATIONS) ## Set up what is missing, then serve on http://localhost:8000/ (PORT=… for another)
	@exec $(MANAGE) serve

.PHONY: dev
dev: .venv/installed $(TRANSLATIONS) ## Serve for development: reloads itself, shows tracebacks
	@export DJANGO_SETTINGS_MODULE=cms.settings.local && $(MANAGE) prepare \
		&& { $(MANAGE) work --with-parent=$$$$ & } && exec $(MANAGE) runserver --nostatic $${PORT:-8000}

.PHONY: test
test: .venv/test-installed $(TRANSLATIONS) ## Run the default test suite (ARGS=… for pytest)
	@$(BIN)/python -m pytest $(ARGS)

.PHONY: bench
bench: .venv/test-installed $(TRANSLATIONS) ## Load test on a scratch database (ARGS=--help; needs wrk)
	@PYTHONPATH=site $(BIN)/python -m tests.bench $(ARGS)

.PHONY: lint
lint: .venv/test-installed $(TRANSLATIONS) ## Style, types, imports, migrations
	$(BIN)/ruff check $(PATHS)
	$(BIN)/ruff format --check $(PATHS)
	$(BIN)/mypy
	PYTHONPATH=site $(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=cms.settings.test $(MANAGE) makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=cms.settings.test $(MANAGE) check

.PHONY: format
format: .venv/test-installed ## Rewrite the code in the project's style
	$(BIN)/ruff check --fix $(PATHS)
	$(BIN)/ruff format $(PATHS)

.PHONY: schemas
schemas: export DJANGO_SETTINGS_MODULE := cms.settings.test
schemas: .venv/installed ## Write down the API's schemas after a change (openapi.json, schema.graphql)
	$(MANAGE) export_openapi_schema --api cms.content_api.rest.api --indent 1 --output tests/api/snapshots/openapi.json
	$(MANAGE) shell -v 0 -c "from cms.content_api.graphql import schema; print(schema)" > site/cms/content_api/schema.graphql

.PHONY: permissions
permissions: .venv/test-installed $(TRANSLATIONS) ## Write down who can do what after a change of it (docs/permissions.md)
	@WRITE_PERMISSIONS=1 $(BIN)/python -m pytest -n 0 -m matrix tests/permissions

.PHONY: messages
messages: .venv/installed ## Collect interface texts into site/locale (needs gettext)
	$(MANAGE) makemessages --all --no-wrap --no-location --ignore=.venv --ignore=var --ignore=tests

.PHONY: backup
backup: .venv/installed ## Write database and media to one file (FILE=…, else into var/backups)
	@$(MANAGE) backup $(if $(FILE),"$(FILE)")

.PHONY: restore
restore: .venv/installed ## Replace database and media by those of a backup (FILE=…)
	@test -n "$(FILE)" || { echo "Say which backup: make restore FILE=var/backups/….zip"; exit 1; }
	@$(MANAGE) restore "$(FILE)"

.PHONY: requirements
requirements: ## Pin anew what the two requirements.in ask for, each file by its hash (needs uv)
	@for folder in . tests; do uv pip compile --quiet --universal --python-version 3.11 \
		--generate-hashes --no-annotate --custom-compile-command "make requirements" \
		$$folder/requirements.in -o $$folder/requirements.txt; done

# --- What the commands stand on ---------------------------------------------------------------

.venv/installed: requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; none was found."; exit 1; }
	@test -w . || { echo "This folder cannot be written to: $(CURDIR)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing: apt install python3-venv"; exit 1; }
	@echo "Installing …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/test-installed: tests/requirements.txt .venv/installed
	@$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

%.mo: %.po .venv/installed
	@$(BIN)/python -c 'import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@
