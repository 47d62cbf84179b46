# Condica: what a person types. Everything installs itself, by the lock files; the second time it is quick.
PY := .venv/bin/python
export PYTHONDONTWRITEBYTECODE ?=

.PHONY: help run test lint types fmt assets bench screens clean
.DEFAULT_GOAL := help

help: ## ce se poate face
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: ## pornește Condica cu orașul demonstrativ; Ctrl-C oprește tot
	@tools/bootstrap run
	@exec .venv/bin/condica up --demo

test: ## toate verificările: stil, tipuri, contracte, migrări, teste cu acoperire, teste în navigator
	@tools/bootstrap test
	@$(PY) tools/check.py

lint: ## stil și contractele de import
	@tools/bootstrap run
	@$(PY) tools/check.py --steps lint

types: ## verificarea tipurilor
	@tools/bootstrap run
	@$(PY) tools/check.py --steps types

fmt: ## așază codul
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

assets: ## fișierele paginilor
	@tools/bootstrap run

bench: ## măsurătorile din bench/
	@tools/bootstrap run
	@$(PY) -m bench

screens: ## capturile din docs/screens, făcute din nou
	@tools/bootstrap test
	@CONDICA_KEEP_SCREENS=1 BROWSER_TOWN_ENTRIES=800 $(PY) -m pytest -q -n0 tests/browser/test_screens.py -k keep_the_chosen

clean: ## șterge ce se poate face la loc (nu și datele din var/)
	@rm -rf .venv node_modules build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@rm -rf condica/foundation/static/condica var/check var/test
	@find condica tests -name __pycache__ -type d -prune -exec rm -rf {} +
