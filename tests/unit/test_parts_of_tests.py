"""``scripts/test.sh`` makes every test, and none twice."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def test_every_file_of_tests_is_in_one_part():
    command = ["sh", "scripts/test.sh", "--parts"]
    parts = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=True).stdout
    found = Counter(file for part in parts.splitlines() for file in files_of(part.split()))
    assert found == Counter((REPOSITORY / "tests").rglob("test_*.py"))


def files_of(words: list[str]) -> set[Path]:
    """As pytest and the shell understand them: folders, patterns of files, and what is left out."""
    named = set[Path]()
    left_out = {REPOSITORY / words[place + 1] for place, word in enumerate(words) if word == "--ignore"}
    for place, word in enumerate(words):
        if word != "--ignore" and words[place - 1] != "--ignore":
            for path in REPOSITORY.glob(word):
                named.update(path.rglob("test_*.py") if path.is_dir() else [path])
    assert named, words
    return {file for file in named if not left_out & {*file.parents}}
