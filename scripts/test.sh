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

# Commands (without quotes, a word each for xargs), so many at once, each told of as a whole when it is done.
together() {
    n_at_once=$1
    shift
    logs=$(mktemp -d)
    code=0
    printf '%s\n' "$@" | LOGS=$logs xargs -P "$n_at_once" -I{} sh -c '{} >"$LOGS/$$" 2>&1; code=$?; cat "$LOGS/$$"; exit $code' ||
        code=$?
    rm -r "$logs"
    return "$code"
}

stage "set-up" scripts/setup.sh development
stage "lint (ruff check)" .venv/bin/ruff check --quiet .
stage "format (ruff format --check)" .venv/bin/ruff format --check .
stage "types (mypy, strict), import directions (import-linter)" together 2 .venv/bin/mypy .venv/bin/lint-imports
[ "${1:-}" != --lint-only ] || exit 0

# As many processes as cores, and more: threads of theirs would wait for each other, a quarter of the time.
export OMP_NUM_THREADS=1

pytest="scripts/with_display.sh --virtual .venv/bin/python -m pytest -q --durations=15 --durations-min=3"
gui=tests/gui/test_
unit=tests/unit
learning=$unit/training
networks="$unit/models $unit/models_store $unit/inference $unit/research"
# A process and a display for each, the longest first. PyTorch is loaded where it is tested: not by windows, which are
# tested as the program is. Three at once for two cores, since tests wait for processes, disks and timers; one stage,
# since at the end of each a core has nothing to do. Unit tests that no name leads to are in the part that leaves out the
# others.
stage "unit, GUI and end-to-end tests" together 3 \
    "$pytest $learning" \
    "$pytest ${gui}[a-l]*.py" \
    "$pytest ${gui}[m-z]*.py" \
    "$pytest $unit $(for each in $learning $networks; do printf ' --ignore %s' "$each"; done)" \
    "$pytest tests/end_to_end/test_[i-z]*.py" \
    "$pytest $networks" \
    "$pytest tests/end_to_end/test_[a-h]*.py" \
    "$pytest tests/gui/views/test_[a-l]*.py" \
    "$pytest tests/gui/views/test_[m-z]*.py"
