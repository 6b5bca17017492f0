# Every target sets up what it needs on a fresh machine: Python 3.11 or later and a network.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test scores bench peers picture clean

demo: $(READY)  ## set up, then run the main job on samples/
	$(BIN)/greffier run samples/ --out outputs/
	@echo "Look at outputs/webinaire-2024-12-05/index.html, and at outputs/report.csv for the batch"

test: $(READY)  ## set up, then run every check and test
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -q -n auto --dist worksteal

scores: $(READY)  ## every metric over every recording whose right answers are known
	$(BIN)/python tests/scores.py

bench: $(READY)  ## what it costs, side by side with other libraries
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m tests.bench --save

peers: $(READY)  ## French numbers and dates, beside other packages on their own test suites
	$(BIN)/python -m tests.peers

picture: demo  ## the README pictures, from the page and the review of the demo (needs Chromium)
	$(BIN)/python samples/picture.py outputs/webinaire-2024-12-05

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,browser,dask,export,s3]'
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis
