# Every target sets up what it needs on a fresh machine: Python 3.11 or later and a network.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint clean

demo: $(READY)  ## set up, then run the main job on samples/
	$(BIN)/greffier run samples/ --out outputs/
	@echo "Look at outputs/webinaire-2024-12-05/webinar.json and at outputs/report.csv"

test: $(READY)  ## set up, then run every check and test
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -q

lint: $(READY)
	$(BIN)/ruff check .

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis
