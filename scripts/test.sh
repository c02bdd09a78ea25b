#!/bin/sh
# Every check, cheapest first; ends at the first stage that fails. The last line is pytest's own.
#
#   scripts/test.sh [--lint-only | --parts]    --parts: only list what pytest is called with, a process a line
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

# Commands from standard input (without quotes, a word each for xargs), so many at once, each told of as a whole when it
# is done.
together() {
    logs=$(mktemp -d)
    code=0
    LOGS=$logs xargs -P "$1" -I{} sh -c '{} >"$LOGS/$$" 2>&1; code=$?; cat "$LOGS/$$"; exit $code' || code=$?
    rm -r "$logs"
    return "$code"
}

# The longest first. PyTorch is loaded where it is tested: not by windows, which are tested as the program is. Unit tests
# that no name leads to are in the part that leaves out the others.
parts() {
    unit=tests/unit
    learning=$unit/training
    networks="$unit/models $unit/models_store $unit/inference $unit/research"
    printf '%s\n' \
        "$learning" \
        "tests/gui/test_[a-l]*.py" \
        "$unit$(for each in $learning $networks; do printf ' --ignore %s' "$each"; done)" \
        "tests/end_to_end/test_[i-z]*.py" \
        "$networks" \
        "tests/gui/test_[m-z]*.py" \
        "tests/end_to_end/test_[a-h]*.py" \
        "tests/gui/views/test_[a-l]*.py" \
        "tests/gui/views/test_[m-z]*.py"
}

if [ "${1:-}" = --parts ]; then
    parts
    exit
fi

stage "set-up" scripts/setup.sh development
stage "lint (ruff check)" .venv/bin/ruff check --quiet .
stage "format (ruff format --check)" .venv/bin/ruff format --check .
printf '%s\n' .venv/bin/mypy .venv/bin/lint-imports |
    stage "types (mypy, strict), import directions (import-linter)" together 2
[ "${1:-}" != --lint-only ] || exit 0

# As many processes as cores, and more: threads of theirs would wait for each other, a quarter of the time.
export OMP_NUM_THREADS=1

pytest="scripts/with_display.sh --virtual .venv/bin/python -m pytest -q --durations=15 --durations-min=3"
# A process and a display for each. Three at once for two cores, since tests wait for processes, disks and timers; in one
# stage, since at the end of each a core has nothing to do.
parts | sed "s|^|$pytest |" | stage "unit, GUI and end-to-end tests" together 3
