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

# Commands (without quotes, a word each for xargs), two at once for two cores, each told of as a whole when it is done.
together() {
    logs=$(mktemp -d)
    code=0
    printf '%s\n' "$@" | LOGS=$logs xargs -P 2 -I{} sh -c '{} >"$LOGS/$$" 2>&1; code=$?; cat "$LOGS/$$"; exit $code' || code=$?
    rm -r "$logs"
    return "$code"
}

stage "set-up" scripts/setup.sh development
stage "lint (ruff check)" .venv/bin/ruff check --quiet .
stage "format (ruff format --check)" .venv/bin/ruff format --check .
stage "types (mypy, strict), import directions (import-linter)" together .venv/bin/mypy .venv/bin/lint-imports
[ "${1:-}" != --lint-only ] || exit 0

# Two processes on two cores: threads of theirs would wait for each other, a quarter of the time.
export OMP_NUM_THREADS=1

pytest="scripts/with_display.sh --virtual .venv/bin/python -m pytest -q --durations=15 --durations-min=3"
# A file's tests share what they made. A process that dies ends the stage in words: with another in its place it hangs.
# shellcheck disable=SC2086  # its words
stage "unit tests" $pytest -n 2 --dist loadfile --max-worker-restart=0 tests/unit
# A process and a display for each, the longest first: windows are tested without what the unit tests loaded (PyTorch
# above all), as the program is.
stage "GUI and end-to-end tests" together \
    "$pytest tests/gui --ignore tests/gui/views" \
    "$pytest tests/end_to_end/test_[a-h]*.py" \
    "$pytest tests/end_to_end/test_[i-z]*.py" \
    "$pytest tests/gui/views/test_[a-l]*.py" \
    "$pytest tests/gui/views/test_[m-z]*.py"
