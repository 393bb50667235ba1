# `make run` and `make test` need nothing but make and some Python; the rest installs itself into this folder.

.DEFAULT_GOAL := help
.PHONY: messages help run test audit coverage prove backup sbom bench screenshots lint types contracts tests init-uv install

# Where Python may not keep what it compiled, each of the many processes that the tests start compiles all of Django.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
# Of pytest. Each waits now and then, for a browser, a database or a worker: two of them leave a fifth of two cores idle.
PROCESSES ?= 3

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1	\2/p' Makefile | expand -t 18

run: ## start the whole line with a demo, until Ctrl-C
	@.ci/install
	@exec $(BIN)/python -m tipline.standalone

test: ## everything that a change must pass
	@$(MAKE) --no-print-directory --keep-going -j2 lint types contracts tests

lint: install ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install ## mypy, strict
	$(BIN)/mypy

contracts: install ## import-linter: who may import whom
	$(BIN)/lint-imports

tests: install ## pytest, in a real browser too where there is one
	TIPLINE_CHROMIUM="$$(.ci/chromium)" TIPLINE_EXIFTOOL="$$(.ci/exiftool)" $(BIN)/python -m pytest -n $(PROCESSES) --dist loadfile --no-loadscope-reorder --cov --cov-report=

audit: install ## pip-audit: does what is installed have a known hole? Without a network it says so, and passes
	$(BIN)/python .ci/audit.py "$$(.ci/uv)"

coverage: ## which lines the last `make test` ran: looking takes eight seconds of a processor
	$(BIN)/coverage report --skip-covered

prove: install ## the proofs of anonymity, telling what was tried and found; PROOF=steal-db, steal-worker, … for one of them
	$(BIN)/python -m pytest tests/privacy -s $(if $(PROOF),-k "$(subst -,_,$(PROOF))")

backup: install ## sealed backups of the sets that have a folder (TIPLINE_BACKUP_TIPS, _KEYS, _SECRETS)
	$(BIN)/python manage.py backup $(SETS)

sbom: install ## the list of what the image holds (CycloneDX), as sbom.json; GROUPS=bucket as in the build
	$(BIN)/python -m tipline.parts "$$(git describe --tags --always)" $(GROUPS) > sbom.json

bench: install ## one table of speed, beside a bare Django form
	$(BIN)/python -m benchmarks

screenshots: install ## take the pictures in docs/screenshots anew
	TIPLINE_CHROMIUM="$$(.ci/chromium)" $(BIN)/python -m pytest -q tests/public/screenshots.py

messages: install ## bring the translations up to date: locale/*/LC_MESSAGES/django.po and .mo
	DJANGO_SETTINGS_MODULE=tipline.settings_for_types $(BIN)/python manage.py messages

install:
	@.ci/install

init-uv: ## get uv, if there is none
	@.ci/uv > /dev/null
