# Every target that needs .venv sees to it first, which costs nothing once it is set up.
#   make report CORPUS=../clippings OUT=../pages    another corpus, another place for the pages
#   make test PYTHON=python3.13                     another Python than the first suitable one

.DEFAULT_GOAL := help
.PHONY: help setup report nightly test test-slow test-lab test-nights test-setup test-long test-peers validity fuzz lab refresh new lint lock clean

bin := .venv/bin
# What runs keep for themselves; people's own settings and history stay out of reports and tests.
var := $(CURDIR)/.venv/var

unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME
export JUPYTER_PREFER_ENV_PATH := 1

# The same numbers and pictures on every machine.
report nightly test test-slow test-nights test-long validity refresh new: export PYTHONHASHSEED := 0
report nightly test test-slow test-nights test-long validity refresh new: export TZ := UTC
report nightly test test-slow test-nights test-long validity refresh new: export LC_ALL := C.UTF-8
report nightly test test-slow test-nights test-long validity refresh new: export MPLBACKEND := Agg
report nightly test test-slow test-nights test-long validity refresh new: export OMP_NUM_THREADS := 1
report nightly test test-slow test-nights test-long validity refresh new: export PYDEVD_DISABLE_FILE_VALIDATION := 1
report nightly test test-slow test-nights test-long validity refresh new: export MPLCONFIGDIR := $(var)/matplotlib
report nightly test test-slow test-nights test-long validity refresh new: export IPYTHONDIR := $(var)/ipython
report nightly test test-slow test-nights test-long validity refresh new: export JUPYTER_CONFIG_DIR := $(var)/jupyter/config
report nightly test test-slow test-nights test-long validity refresh new: export JUPYTER_DATA_DIR := $(var)/jupyter/data
test test-slow test-nights: export DATELINES_CACHE := $(var)/cache

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup:
	@sh tools/setup.sh

report: setup ## run all notebooks and publish their pages in reports/
	@$(bin)/datelines report $${CORPUS:+--corpus "$$CORPUS"} $${OUT:+--out "$$OUT"}

nightly: setup ## run and publish what nightly.toml names, if it has news (CONFIG=other.toml)
	@$(bin)/datelines nightly --config "$(or $(CONFIG),nightly.toml)"

test: lint ## check the code, the helpers and the outputs stored in the notebooks
	@rm -rf .venv/var/cache
	$(bin)/python -m pytest -n auto --dist loadfile
	$(bin)/python -m pytest --nbval notebooks

test-slow: setup ## simulate comparisons, run notebooks over and over (some minutes)
	$(bin)/python -m pytest -m 'slow and not long' -n auto --dist load $$(grep -l mark.slow tests/*.py)

test-nights: setup ## run whole nights, kill some, fill disks (some minutes)
	$(bin)/python -m pytest -m 'nights and not long' -n auto --dist load $$(grep -l mark.nights tests/*.py)

test-setup: setup ## check the set-up itself, with real installations (some minutes)
	$(bin)/python -m pytest -m installs tests/test_setup.py

test-long: setup ## try many more inputs, new ones each time (some minutes)
	$(bin)/python -m pytest -m 'long or hypothesis' --hypothesis-profile=search tests

test-lab: setup ## use JupyterLab and a published site in a browser, where there is one (some minutes)
	$(bin)/python -m pytest -m lab -n auto --dist loadfile $$(grep -l mark.lab tests/*.py)

# They want other versions of numpy than the lock file has.
peers := $(var)/peers
test-peers: setup ## compare with other packages, in an environment of their own
	@test -x $(peers)/bin/pytest || { rm -rf $(peers) && $(bin)/python -m venv $(peers) && \
	$(peers)/bin/python -m pip install --quiet --editable . pytest hypothesis \
	ppi-python==0.2.3 krippendorff==0.8.1 pyLDAvis==3.4.1 keyflux==0.2.0 pycorpdiff==0.1.0a27 \
	convokit==3.0.0 "setuptools<80" spacy==3.8.18 flashtext==2.7 six==1.17.0 && \
	$(peers)/bin/python -m pip install --quiet --no-deps scattertext==0.2.2; }
	$(peers)/bin/pytest -p no:cacheprovider -m peers $$(grep -l mark.peers tests/*.py)

validity: setup ## measure the scores of tone against people's ratings, which it fetches
	$(bin)/python tools/validity.py $(var)/validity

# The fuzzer is in no lock file: it runs on fewer platforms than the rest does.
fuzz: export PYTHONHASHSEED := 0
fuzz: setup ## look for files that break intake (RUNS=20000 for fewer)
	@$(bin)/python -c 'import atheris' 2>/dev/null || \
	uv pip install --quiet --python $(bin)/python atheris==3.0.0 || \
	$(bin)/python -m pip install --quiet atheris==3.0.0 || \
	{ echo "Fuzzing needs atheris 3.0.0, which could not be installed: connect to the internet," \
	"and use Linux or macOS with Python 3.11 to 3.13." >&2; exit 1; }
	@mkdir -p $(var)/fuzz/corpus
	$(bin)/python fuzz/intake.py -runs=$(or $(RUNS),1000000) \
	-artifact_prefix=$(var)/fuzz/ $(var)/fuzz/corpus

lab: setup ## open JupyterLab on notebooks/
	@$(bin)/jupyter lab notebooks

refresh: setup ## run the notebooks, store their outputs in them, show what changed
	@$(bin)/python -m helpers.reporting.refresh

new: setup ## start a notebook and its test: make new NAME=papers QUESTION="Which papers?"
	@$(bin)/python tools/new_notebook.py "$(NAME)" --question "$(QUESTION)"

lint: setup ## check style, format and types
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy

lock: setup ## renew requirements.lock and environment.yml after a change of pyproject.toml
	$(bin)/python tools/lock.py
	$(bin)/python tools/environment.py

clean: ## remove .venv and what the tools leave behind; reports stay
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -prune -exec rm -rf {} +
