"""The program's own sources, read and parsed once for all tests of a process that judge them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def walked(file: Path) -> tuple[ast.AST, ...]:
    """All its nodes."""
    return tuple(ast.walk(parsed(file)))
