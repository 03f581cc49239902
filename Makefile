# Songbang 松绑. `make` alone lists the commands.
.DEFAULT_GOAL := help
.PHONY: help setup system fonts demo spark test forms tested-on-postgresql check format format-check lint types contracts docs docs-check sbom lock clean bundle bundle-tried machine-tried fuzz

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
CORES ?= $(shell nproc 2>/dev/null || echo 2)
# One more than there are cores: tests that wait for a browser or a server leave one idle. Those on PostgreSQL do not:
# a third of them on two cores only gathers the tests a third time.
JOBS ?= $(shell expr $(CORES) + 1)
SERVE ?= 1
EXTRAS ?= ocr
SECONDS ?= 600
SETUP := .venv/.setup-done
# Some machines keep Python from writing what it compiled: each of the hundreds of commands that tests start would then
# compile all it imports again. Here it lies in .venv and beside our own files, which git ignores.
unexport PYTHONDONTWRITEBYTECODE

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(SETUP) ## make .venv with the songbang command in it; quick when nothing changed

$(SETUP): requirements.lock pyproject.toml scripts/setup.sh
	@PYTHON="$(PYTHON)" sh scripts/setup.sh
	@touch $@

system: ## install what the tests need of Debian (chromium, Chinese fonts, PostgreSQL, Java), saying what and why
	@sh scripts/system_packages.sh chromium fonts postgresql java

fonts:
	@sh scripts/system_packages.sh fonts

demo: setup fonts ## the report on a sample district (out/demo), then the site with it on 127.0.0.1:8000 (SERVE=0: no site)
	@rm -rf out/demo
	@mkdir -p out/demo
	@$(BIN)/python -m samples.maker out/demo/district --seed 1 --style demo > out/demo/made.txt
	@$(BIN)/songbang report out/demo/district/registers --units out/demo/district/units.csv \
		--period 2019-01:2019-07 --baseline 2018-01:2018-07 --out out/demo/report \
		--issuer 南湖区基层减负督查组 --report-on 2019-08-30
ifneq ($(SERVE),0)
	@$(BIN)/songbang demo --home out/demo/office
	@SONGBANG_HOME=out/demo/office SONGBANG_DEMO=1 $(BIN)/songbang serve --no-input
endif

spark: setup ## install Spark itself (485 MB), of whose cluster a test kills a worker
	@sh scripts/spark.sh

# What comes from the network comes side by side: Debian's packages beside Python's, Spark beside the first tests.
tested-on-postgresql: setup system
	@JOBS=$(CORES) sh scripts/test_on_postgresql.sh

test: ## pass every test, the office's on PostgreSQL too
	@$(MAKE) --no-print-directory -j 2 tested-on-postgresql spark
	@$(BIN)/pytest -n $(JOBS) --dist worksteal -m "$$(ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && echo 'not either_engine')"

forms: setup ## hold every set of drawn forms against what it reached (four minutes; make test takes the newest)
	@$(BIN)/python -m benchmarks.drawn_forms --floors

check: setup format-check lint types contracts docs-check test ## everything that must hold before a commit

format: setup ## bring the code to our layout
	@$(BIN)/ruff check --select I --fix --quiet .
	@$(BIN)/ruff format .

format-check: setup
	@$(BIN)/ruff format --check .

lint: setup ## ruff
	@$(BIN)/ruff check .

types: setup ## mypy, strict
	@$(BIN)/mypy

contracts: setup ## which way imports may point
	@$(BIN)/lint-imports

docs: setup ## write the generated pages of docs/
	@$(BIN)/python scripts/make_docs.py
	@$(BIN)/python -m scripts.make_states
	@$(BIN)/python -m scripts.make_findings
	@$(BIN)/python -m scripts.make_citus

docs-check: setup
	@$(BIN)/python scripts/make_docs.py --check
	@$(BIN)/python -m scripts.make_states --check
	@$(BIN)/python -m scripts.make_findings --check
	@$(BIN)/python -m scripts.make_citus --check

sbom: setup ## what we are made of (CycloneDX) and its licences, into out/sbom
	@mkdir -p out/sbom
	@$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-format JSON \
		--output-file out/sbom/songbang.cdx.json .venv
	@$(BIN)/pip-licenses --with-system --format=csv --order=license --output-file out/sbom/licences.csv

bundle: setup ## an archive that installs on a machine without a network, into out/bundle (EXTRAS="ocr scale")
	@mkdir -p out/bundle
	@$(BIN)/python -m scripts.make_bundle out/bundle $(foreach extra,$(EXTRAS),--extra $(extra))

machine-tried: bundle ## the same on a Debian of its own, made for it and without a network (as root; mmdebstrap)
	@sh scripts/try_machine.sh out/bundle

bundle-tried: bundle ## the same, installed and checked in a scratch folder where no network is (as root)
	@sh scripts/try_bundle.sh out/bundle

fuzz: setup ## ten minutes of broken files for each reader of files (SECONDS=60 READERS="xlsx pdf"), two hours and a half
	@$(BIN)/python -m benchmarks.fuzzing $(READERS) --seconds $(SECONDS)

lock: ## write requirements.lock anew from pyproject.toml (see docs/decisions)
	@PYTHON="$(PYTHON)" sh scripts/lock.sh

clean: ## remove what was made, all but .venv
	@rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
