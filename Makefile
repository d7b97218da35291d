# The two commands that a newcomer needs: make demo, make test.
GO ?= go
export GOFLAGS ?=

# What the tests use besides Go: the reference tokenizer and model runner, a
# second translation engine and its server, a database, a browser and its accessibility checker's source.
TEST_PACKAGES = sentencepiece python3-numpy apertium apertium-eng-spa apertium-rus-ukr apertium-apy postgresql chromium

.PHONY: all
all: build

.PHONY: build
build: ## build/dragoman, static, without tables for debuggers
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags="-s -w" -o build/dragoman ./cmd/dragoman

.PHONY: demo
demo: build model ## run the whole wire on three sample news sites; make demo TO=ar, DEMOFLAGS=--once
	$(GO) run ./demo $(if $(TO),--to $(TO)) $(DEMOFLAGS)

.PHONY: screenshots
screenshots: build model ## docs/screenshots, of the demo's site
	mkdir -p docs/screenshots
	$(GO) run ./demo -listen 127.0.0.1:8089 -screenshots docs/screenshots

.PHONY: model
model: ## build/models/en-ru, the model that the demo and the tests use
	scripts/get-test-model

.PHONY: test
test: packages model ## every test
	$(GO) test ./...
	cd nmt/oracle && $(GO) test ./...
	scripts/check-links

.PHONY: packages
packages: ## what the tests need from Debian
	scripts/install-packages $(TEST_PACKAGES)
	command -v npm >/dev/null || scripts/install-packages npm

.PHONY: lint
lint: ## formatting, vet and the linters
	$(GO) tool -modfile=tools/go.mod golangci-lint run ./...
	cd nmt/oracle && $(GO) tool -modfile=../../tools/go.mod golangci-lint run -c ../../.golangci.yaml ./...
	$(GO) mod tidy -diff

.PHONY: bench
bench: model ## nmt beside the oracle in one run
	cd nmt/oracle && $(GO) run ./bench

.PHONY: bench-nmt
bench-nmt: model ## nmt beside the oracle, on two threads, and every tier of kernels
	cd nmt/oracle && $(GO) run ./bench $(BENCHFLAGS)

.PHONY: bench-store
bench-store: ## the store with 10,000 and 100,000 articles: front page, search, size, memory (takes half an hour)
	$(GO) run ./internal/store/storetest/bench $(BENCHFLAGS)

.PHONY: bench-quality
bench-quality: model ## names, quotations, currencies, links and chrF of the plain engine and the chain; what checks catch (needs DRAGOMAN_EVAL)
	$(GO) run ./internal/translate/bench $(BENCHFLAGS)
	$(GO) test ./internal/translate -run 'Markup|Link|Masks' -count=1 -v | grep -E '^ *(---|ok|FAIL)'
	$(GO) test ./internal/check -run TestMeasured -count=1 -v | grep -v '^==='

.PHONY: bench-wire
bench-wire: ## feeds polled per CPU second, an article from feed to page by stage, pictures scaled
	$(GO) test ./internal/pipeline -run '^$$' -bench . -benchtime 5x

.PHONY: bench-site
bench-site: ## a page of the site from the cache, made anew, and by nginx
	scripts/install-packages nginx-light
	$(GO) run ./internal/web/site/bench $(BENCHFLAGS)

.PHONY: fuzz
fuzz: model ## every fuzz target; make fuzz FUZZTIME=5m
	scripts/fuzz $(FUZZTIME)
FUZZTIME ?= 60s

.PHONY: generate
generate: ## everything that is generated and committed
	$(GO) generate ./...

.PHONY: help
help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 20
