# One entry for every task. `make demo` and `make test` set up what they need themselves.

VIRTUAL := scripts/with_display.sh --virtual

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-long fuzz kills monkey bench lint format translations screenshots clean \
	package package-check package-workbench package-check-workbench

help: ## list every task
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-24s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make .venv with everything for development and training (several GB with PyTorch)
	@scripts/setup.sh development

demo: ## watch a moving synthetic strip being inspected; no camera, no data needed
	@scripts/demo.sh

test: ## every check: lint, types, imports, unit, GUI and end-to-end tests
	@scripts/test.sh

test-long: ## the same with all that is marked slow, and more examples; an hour and more
	@INSPECTOR_SLOW=1 scripts/test.sh

fuzz: ## attack everything that reads files with seeded hostile input, for minutes; counts faults
	@scripts/setup.sh development
	@.venv/bin/python -m tests.fuzz

kills: ## kill recording and training processes at random instants, for minutes; counts losses
	@scripts/setup.sh development
	@INSPECTOR_SLOW=1 .venv/bin/python -m pytest -q -rP tests/end_to_end/test_kill_and_recover.py \
	    tests/end_to_end/test_damage_and_recover.py tests/unit/runs/test_checkpoint_files.py tests/unit/training/test_resuming.py \
	    tests/unit/training/test_kills.py tests/unit/training/test_several.py

monkey: ## turn the wheel, press keys and click at random in the real window for an hour; nothing may end or change
	@scripts/setup.sh development
	@$(VIRTUAL) .venv/bin/python -m tests.monkey

bench: ## run the benchmarks; prints a table, writes out/bench.json
	@scripts/setup.sh development
	@$(VIRTUAL) .venv/bin/python -m tests.benchmarks

lint: ## check style, format, types and import directions
	@scripts/setup.sh development
	@scripts/test.sh --lint-only

format: ## bring every Python file into the one format
	@scripts/setup.sh development
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

translations: ## collect every text for translators in resources/translations, and build what they translated
	@scripts/setup.sh development
	@.venv/bin/python scripts/translations.py

package: ## build the Debian package of the Station in out/package, with licences and bill of materials
	@scripts/setup.sh packaging
	@.venv/bin/python packaging/build.py station

package-check: package ## install it in a clean root without Python: start, pages, 50 frames as from sources, update, removal
	@.venv/bin/python packaging/check.py $(if $(INSPECTOR_FRAMES),--frames $(INSPECTOR_FRAMES))

package-workbench: ## the Station, the training part and NVIDIA's libraries (4 GB)
	@scripts/setup.sh packaging
	@.venv/bin/python packaging/build.py gpu
	@.venv/bin/python packaging/build.py workbench

package-check-workbench: package-workbench ## the same check, and two epochs of training
	@.venv/bin/python packaging/check.py --workbench $(if $(INSPECTOR_FRAMES),--frames $(INSPECTOR_FRAMES))

screenshots: export INSPECTOR_LANGUAGE = en
screenshots: ## save pictures of the window in out/screenshots, and small ones of them for the manual in docs/images
	@scripts/setup.sh demo
	@test -f out/screenshots/workspace/workspace.toml || .venv/bin/inspector workspace init out/screenshots/workspace
	@for surface in hot-rolled rail; do \
	    $(VIRTUAL) .venv/bin/inspector demo --workspace out/screenshots/workspace --seconds 15 --surface $$surface \
	        --screenshot out/screenshots/live-$$surface.png || exit 1; \
	done
	@test -d out/screenshots/workspace/datasets/synthetic || \
	    .venv/bin/inspector dataset import synthetic --name synthetic --strips 120 --workspace out/screenshots/workspace
	@$(VIRTUAL) .venv/bin/python scripts/picture_of_balance.py out/screenshots/workspace synthetic \
	    out/screenshots/balance.png
	@for language in de zh_CN en; do \
	    suffix=.$$language; [ $$language = en ] && suffix=; \
	    INSPECTOR_LANGUAGE=$$language $(VIRTUAL) .venv/bin/python scripts/picture_of_operator.py out/screenshots/workspace \
	        out/screenshots/operator$$suffix.png out/screenshots/operator-marks$$suffix.png || exit 1; \
	done
	@$(VIRTUAL) .venv/bin/python scripts/pictures_of_pages.py out/screenshots/workspace synthetic out/screenshots
	@.venv/bin/python scripts/small_pictures.py out/screenshots
	@ls out/screenshots/*.png

clean: ## remove everything that was made here: .venv, caches, out
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
