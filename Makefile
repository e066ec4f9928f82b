# Everything a developer or CI runs. `make demo` needs the light core only; `make test` everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
ARTICLE := seeds/g20-lavrov-blinken.id.txt

.PHONY: demo test lint format bench clean

demo: $(VENV)/core
	$(BIN)/dwibahasa summarize --show-translation $(ARTICLE)

test: $(VENV)/test
	$(BIN)/pytest

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/test
	$(BIN)/dwibahasa benchmark

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis results

$(VENV)/core: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --editable .
	touch $@

$(VENV)/test: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --editable '.[test]'
	touch $@
