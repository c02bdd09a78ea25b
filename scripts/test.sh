#!/bin/sh
# Every check, cheapest first; ends at the first stage that fails. The last line is pytest's own.
#
#   scripts/test.sh [--lint-only]
set -eu
cd "$(dirname "$0")/.."

# Standard output as it comes, so that headings and tools keep their order in a log.
export PYTHONUNBUFFERED=1

stage() {
    heading=$1
    shift
    printf '\n== %s\n' "$heading"
    "$@" || {
        code=$?
        printf '\n== STOPPED: %s failed; later stages did not run\n' "$heading" >&2
        exit "$code"
    }
}

stage "set-up" scripts/setup.sh development
stage "lint (ruff check)" .venv/bin/ruff check --quiet .
stage "format (ruff format --check)" .venv/bin/ruff format --check .
stage "types (mypy, strict)" .venv/bin/mypy
stage "import directions (import-linter)" .venv/bin/lint-imports
[ "${1:-}" != --lint-only ] || exit 0

# A process for each: windows are tested without what the unit tests loaded (PyTorch above all), as the program is.
pytest() { scripts/with_display.sh --virtual .venv/bin/python -m pytest -q "$@"; }
stage "unit tests" pytest -n 2 --dist loadfile tests/unit  # a file's tests share what they made
stage "GUI tests" pytest tests/gui
stage "end-to-end tests" pytest tests/end_to_end
