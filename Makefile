# Everything from a bare machine with Python 3.11 or newer and make.
# Each target makes .venv at need; `make PYTHON=python3.12 demo` chooses the Python it is made of.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
SECOND_HALF := $(addprefix tests/,live score smart plan precision acceptance addin functions clicks \
  judges/test_docket.py test_ribbon.py test_cli.py test_commands.py)

.PHONY: help demo test first-half second-half wheel lint bench templates rules acceptance pictures clean
.DELETE_ON_ERROR:

help:
	@echo "make demo       the coffee-shop plan, checked and scored, in build/demo"
	@echo "make test       lint, tests, every judge, and the demo from the built wheel"
	@echo "make lint       ruff, mypy and the import contracts"
	@echo "make bench      benchmarks"
	@echo "make templates  builds templates/*.xlsx anew"
	@echo "make rules      docs/rules.md, from the rules themselves"
	@echo "make acceptance builds tests/acceptance/test_smart.xlsx anew from its text"
	@echo "make pictures   docs/images: a picture of each sheet of the demo"
	@echo "make clean      removes what make made, but for .venv"

$(READY): pyproject.toml requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "'$(PYTHON)' is missing or older than Python 3.11: name a newer one, as in 'make PYTHON=python3.12 demo'." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "'$(PYTHON)' cannot make virtual environments: install its venv package (on Debian and Ubuntu: apt-get install python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@# Python compiles what it imports when it does, which is a small part of all.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)
	$(BIN)/okrsheet demo build/demo --force
	@echo "The workbook is build/demo/coffee-shop.xlsx"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The last line names every judge that could not be installed, and fails on a CI machine.
test: $(READY)
	$(BIN)/python -m tools.fetch_judges
	@mkdir -p build
	@# Two halves of about the same length, side by side: there are two cores. Lint first, the wheel last.
	$(MAKE) --no-print-directory --jobs=2 lint first-half second-half wheel
	@$(BIN)/python -m tools.fetch_judges --report

first-half: $(READY)
	$(BIN)/python -m pytest $(addprefix --ignore=,$(SECOND_HALF))

second-half: $(READY)
	@$(BIN)/python -m pytest $(SECOND_HALF) > build/second.log 2>&1; ended=$$?; \
	  tail -n 60 build/second.log; exit $$ended

wheel: $(READY)
	$(BIN)/python -m tools.wheel_demo

bench: $(READY)
	$(BIN)/python -m pytest benchmarks

templates: $(READY)
	$(BIN)/python -m okrsheet.templates templates

rules: $(READY)
	$(BIN)/python -m tools.rulebook

acceptance: $(READY)
	$(BIN)/python -m tests.acceptance.build

pictures: demo
	$(BIN)/python -m tools.fetch_judges
	$(BIN)/python -m tools.pictures build/demo/coffee-shop.xlsx docs/images 1

clean:
	rm -rf build dist .benchmarks .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
