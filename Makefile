# Each target makes its own virtual environment when there is none.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The tests start hundreds of processes; without compiled files each would compile the package again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test screenshots soak fuzz rules bench bench-quick lint lock schema clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The tests are looked through once here: each of their four processes would compile them, and list all characters, by
# itself. What is wrong with them `make test` tells.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pytest --collect-only fixtures tests >/dev/null 2>&1 || true
	$(BIN)/python -c 'from hypothesis import given, strategies; given(strategies.text())(lambda text: None)()'
	@touch $@

run: $(READY) ## read the sound fixture pages into output/peel.db and show the grades
	$(BIN)/peel run fixtures --sound-only

# Thousands of small tests take a third less in one process than handed out one by one: theirs runs beside those that wait.
# It has those that start no process and wait for nothing.
SMALL := tests/parsers tests/schemas tests/document tests/fuzz tests/test_house.py tests/test_citations.py \
	tests/test_renderings.py tests/fixtures_tool/test_mutants.py tests/fetcher/test_units.py tests/fetcher/test_forms.py \
	$(filter-out %/test_own_file.py,$(wildcard tests/catalogue/test_*.py))
test: $(READY) ## the whole test suite
	$(BIN)/python -m pytest fixtures $(SMALL) >$(VENV)/small.txt 2>&1 & small=$$!; \
	$(BIN)/python -m pytest tests $(SMALL:%=--ignore=%) -n 3 --dist loadfile --no-loadscope-reorder; rest=$$?; \
	wait $$small; small=$$?; cat $(VENV)/small.txt; exit $$((small + rest))

screenshots: $(READY) ## every page of the report and of peel browse, phone and desk, as output/screenshots/*.png (needs Chromium)
	$(BIN)/peel run fixtures --sound-only --quiet --db output/screenshots/peel.db --archive-dir output/screenshots/archive
	$(BIN)/python -m tests.browse.screenshots output/screenshots/peel.db output/screenshots
	BROWSE_LARGE=1 $(BIN)/python -m pytest tests/browse/test_tasks.py --quiet

soak: $(READY) ## the tests with all that each can try, five hundred kills, fifty full disks, eight forms, 120 nights, 200 more of odd answers, six thousand mutants, each rule deleted (some hours)
	TESTS_THOROUGH=1 $(BIN)/python -m pytest tests
	$(BIN)/python benchmarks/kill.py 500
	$(BIN)/python benchmarks/kill_web.py 20
	$(BIN)/python benchmarks/flaky_site.py
	$(BIN)/python benchmarks/full_disk.py 50
	$(BIN)/python benchmarks/nights.py 120 --write
	$(BIN)/python benchmarks/odd_answers.py 200
	$(BIN)/python benchmarks/forms.py
	$(BIN)/peel fixtures mutate -n 6000 --seed 1 --write
	$(BIN)/python -m tests.rules

fuzz: $(READY) ## two hundred thousand broken inputs for the parser
	$(BIN)/python -m tests.fuzz.long 200000

rules: $(READY) ## delete each rule of the parsers in turn, tell which of them no quick test misses
	$(BIN)/python -m tests.rules

lint: $(READY) ## ruff, mypy, the layers of imports, dependencies and dead code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .
	$(BIN)/vulture
	$(BIN)/vulture scraper schemas benchmarks tests

schema: $(READY) ## write schemas/json and the data dictionary again
	$(BIN)/peel schema --write

bench: $(READY) ## measure everything beside the floor and a naive design, write docs/performance.md
	$(BIN)/python -m benchmarks

bench-quick: $(READY) ## the same with few pages and rounds; writes nothing
	$(BIN)/python -m benchmarks --quick

lock: ## pin the newest allowed versions with their hashes (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras --generate-hashes --no-header --quiet --upgrade -o requirements.lock

clean: ## remove what is generated
	rm -rf $(VENV) output/peel.db output/state.db output/runs output/archive
