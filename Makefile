# Two commands to begin with: `make status` and `make test`.

PYTHON ?= python3

# The page of this checkout, whatever the caller's own tracker is set to.
override TRACKER_DB := .tracker/rapidus.db
export TRACKER_DB
export XDG_CONFIG_HOME := $(CURDIR)/.tracker
unexport TRACKER_FORMAT TRACKER_PROJECT TRACKER_UNITS TRACKER_LANGUAGE

bin := .venv/bin
pip := $(bin)/python -m pip --disable-pip-version-check --quiet

# axe-core is the judge of the page's accessibility; the version stands here alone.
axe_version := 4.14.1
axe := .venv/look/axe-core-$(axe_version).js

# Where the system has PostgreSQL, what speaks to a server runs on it too, and a round of commands.
system_postgres := /usr/lib/postgresql/15/bin
on_system_postgres = TRACKER_TEST_PG_BIN=$(system_postgres) \
  $(bin)/pytest -n auto -k postgresql tests/db tests/cli/test_round.py

.PHONY: status test lint format golden pictures look browser stress bench

status: .venv/.installed .venv/.compiled
	@if test -e $(TRACKER_DB); then $(bin)/tracker db upgrade --quiet; fi
	@$(bin)/tracker init --quiet
	@$(bin)/tracker status

test: lint
	$(bin)/pytest -n auto --dist worksteal
	@if test -x $(system_postgres)/initdb; then $(on_system_postgres); fi

lint: .venv/.installed-dev
	$(bin)/ruff format --check
	$(bin)/ruff check
	$(bin)/mypy
	$(bin)/lint-imports

# What every report prints over the small world, written anew; its diff says what a change shows.
golden: .venv/.installed-dev
	TRACKER_TEST_GOLDEN=write $(bin)/pytest -n auto tests/golden -k "prints_what_its_file_holds or every_file_has_its_report"

# The pictures of the README, drawn anew.
pictures: .venv/.installed-dev
	TRACKER_TEST_PICTURES=write $(bin)/pytest tests/docs/test_pictures.py

# The page of `tracker report` in a real browser; pictures of it are left in .venv/look.
look: browser .venv/.installed-dev $(axe)
	TRACKER_TEST_LOOK=$(CURDIR)/$(axe) $(bin)/pytest -n 2 --dist loadfile tests/look

browser:
	@for tool in chromium chromedriver npm; do \
	  if ! command -v $$tool >/dev/null; then \
	    echo "error: make look needs $$tool, and there is none on the PATH" >&2; \
	    echo "hint: apt-get install chromium chromium-driver fonts-noto-cjk npm" >&2; \
	    exit 1; \
	  fi; \
	done

$(axe): | $(bin)/pip
	@mkdir -p $(@D)/axe
	@cd $(@D)/axe && npm pack --silent axe-core@$(axe_version) >/dev/null && tar -xzf axe-core-*.tgz
	@mv $(@D)/axe/package/axe.min.js $@ && rm -r $(@D)/axe

# Most of an hour, on an otherwise idle machine: properties with many examples, a stopwatch, a
# million lines; and what commands leave that are disturbed, on every database, as a table.
stress: .venv/.installed-dev
	TRACKER_TEST_EXAMPLES=10000 $(bin)/pytest -n auto -m hypothesis tests/domain tests/files
	TRACKER_TEST_STRESS=1 $(bin)/pytest --capture=no --verbose tests/stress
	TRACKER_TEST_STRESS=1 $(bin)/pytest -n auto --dist worksteal tests/promises

bench: .venv/.installed
	@$(bin)/python tests/benchmarks/measure.py

format: .venv/.installed-dev
	$(bin)/ruff format
	$(bin)/ruff check --fix

# The first page after a change need not wait for the compiler.
.venv/.compiled: .venv/.installed $(shell find tracker -name '*.py' 2>/dev/null)
	@$(bin)/python -m compileall -q tracker
	@touch $@

# pip is the last thing a new environment gets: where it is missing, the environment is not whole.
$(bin)/pip:
	@for python in "$(PYTHON)" python3.14 python3.13 python3.12 python3.11; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec "$$python" -m venv .venv; \
	  fi; \
	done; \
	echo "error: Python 3.11 or newer is needed, and '$(PYTHON)' is not" >&2; \
	echo "hint: install one, or name it: make PYTHON=/path/to/python3" >&2; \
	exit 1

# The stamps: dependencies are installed again only when pyproject.toml changes.
.venv/.installed: pyproject.toml | $(bin)/pip
	@$(pip) install --editable .
	@touch $@

.venv/.installed-dev: pyproject.toml | $(bin)/pip
	@$(pip) install --editable '.[dev,postgres,png,xlsx,ics]'
	@touch .venv/.installed $@
