# The two commands that a newcomer types, and what CI calls.
SWIFT ?= swift
PACKAGES = libxml2-dev libssl-dev zlib1g-dev libzstd-dev pkg-config python3
FOURFIELD = .build/release/fourfield

LIBRARIES = FourfieldCore FourfieldText FourfieldMarkup FourfieldLexicons FourfieldMatching FourfieldTagging \
  FourfieldPipeline FourfieldEvaluation FourfieldReport Fourfield

.PHONY: quickstart test build setup docs bench format lint clean

## Installs what is missing, builds, tags Examples/ and shows a record.
quickstart: build
	$(FOURFIELD) tag Examples --out Output/quickstart --overwrite
	@echo && echo "The first labelled passage of Output/quickstart/passages.jsonl:" && grep -m1 '"reason":"labelled"' Output/quickstart/passages.jsonl

## Runs the whole test suite.
test: setup
	$(SWIFT) build --build-tests
	@$(SWIFT) test --parallel >.build/tests.log 2>&1 && tail -n 1 .build/tests.log \
	  || { grep -A 12 "recorded an issue\|error:" .build/tests.log; tail -n 5 .build/tests.log; exit 1; }
	$$($(SWIFT) build --show-bin-path)/fourfield lexicon test

build: setup
	$(SWIFT) build -c release --product fourfield

## Installs the system's libraries through apt where they are missing.
setup:
	@missing=$$(for p in $(PACKAGES); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  if [ $$(id -u) -eq 0 ]; then apt-get update -q && apt-get install -qy --no-install-recommends $$missing; \
	  else sudo apt-get update -q && sudo apt-get install -qy --no-install-recommends $$missing; fi; fi

## The documentation of the libraries; a broken link is an error.
docs: setup
	@for library in $(LIBRARIES); do \
	  $(SWIFT) package generate-documentation --target $$library --warnings-as-errors >.build/docs.log 2>&1 \
	    || { cat .build/docs.log; exit 1; }; echo "$$library: documented"; done

## Speed, memory and start-up; BENCH takes options, as BENCH='--quick --rounds 1'.
bench: build
	python3 Benchmarks/bench.py $(BENCH)

format:
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

clean:
	rm -rf .build Output/quickstart
