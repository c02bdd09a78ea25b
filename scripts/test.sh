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

# Two at once, for machines with two cores: the first is told of when both are done.
beside() {
    log=$(mktemp)
    ( "$1" ) >"$log" 2>&1 &
    first=$!
    code=0
    "$2" || code=$?
    wait "$first" || code=$?
    cat "$log"
    rm -f "$log"
    return "$code"
}

stage "set-up" scripts/setup.sh development
stage "lint (ruff check)" .venv/bin/ruff check --quiet .
stage "format (ruff format --check)" .venv/bin/ruff format --check .
types() { .venv/bin/mypy; }
imports() { .venv/bin/lint-imports; }
stage "types (mypy, strict), import directions (import-linter)" beside imports types
[ "${1:-}" != --lint-only ] || exit 0

# A process for each: windows are tested without what the unit tests loaded (PyTorch above all), as the program is.
pytest() { scripts/with_display.sh --virtual .venv/bin/python -m pytest -q --durations=15 --durations-min=3 "$@"; }
# Two processes on two cores: threads of theirs would wait for each other, a quarter of the time.
export OMP_NUM_THREADS=1
# A file's tests share what they made. A process that dies ends the stage in words: with another in its place it hangs.
stage "unit tests" pytest -n 2 --dist loadfile --max-worker-restart=0 tests/unit
gui() { pytest tests/gui --ignore tests/gui/views; }
end_to_end() { pytest tests/end_to_end && pytest tests/gui/views; }  # about as long as the others
stage "end-to-end and GUI tests" beside gui end_to_end
