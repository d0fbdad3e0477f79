# `make help` lists what can be done here.
PYTHON ?= python3
BIN := .venv/bin
export BIND ?= 127.0.0.1:8000
run serve: export LICH_PUBLIC_URL ?= http://$(BIND)

.DEFAULT_GOAL := help
.PHONY: help run test check bench serve explain lock

help: ## list these targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

run: $(BIN)/.installed ## install, load the samples, publish them, start web and scheduler; Ctrl-C stops all
	@$(BIN)/flask --app calendar_app demo
	@scripts/serve

serve: $(BIN)/.installed ## start web and scheduler on what is there
	@scripts/serve

test: ## install what the tests need, then run every test; CI=true makes a missing tool a failure
	@PYTHON=$(PYTHON) scripts/test

check: $(BIN)/.installed-dev ## ruff, mypy --strict, import-linter, tests
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest

bench: $(BIN)/.installed-dev ## measure speed as ratios within one run
	@$(BIN)/python -m tests.bench

explain: $(BIN)/.installed ## which date forms fire on TEXT="…", and which one wins
	@$(BIN)/python -m content.explain "$(TEXT)"

lock: $(BIN)/.installed-dev ## write the lock files anew from requirements*.txt
	@scripts/lock

$(BIN)/.installed: requirements.lock
	@$(PYTHON) -m venv .venv
	@echo "Đang cài đặt (khoảng nửa phút) / installing"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(BIN)/.installed-dev: requirements-dev.lock $(BIN)/.installed
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
