"""What stands in a data.yaml: the part of YAML that such files use, read without running or resolving anything."""

from __future__ import annotations

import re
from collections.abc import Iterable

_QUOTED = re.compile(r"""'[^']*'|"[^"]*["]""")

Facts = dict[str, str | list[str] | dict[str, str]]


def read_sheet(text: str) -> Facts:
    """What stands at the top level of a data.yaml: texts, lists of texts, and tables of texts.

    Only the part of YAML that such files use is read; a block that is anything else is left out, and ValueError
    raised where ``names`` is one.
    """
    facts: Facts = {}
    lines = [stripped for line in text.splitlines() if (stripped := _without_comment(line)).strip() not in ("", "---")]
    at = 0
    while at < len(lines):
        key, colon, rest = lines[at].partition(":")
        at += 1
        if not colon or key != key.strip():
            raise ValueError(f"{lines[at - 1].strip()[:40]!r} is no line of the form name: value")
        block = [rest.strip()]
        while at < len(lines) and (lines[at][0] in " \t-]}"):
            block.append(lines[at].strip())
            at += 1
        if _scalar(key) in facts:
            raise ValueError(f"{key[:40]!r} stands in it twice")
        try:
            facts[_scalar(key)] = _value(block)
        except ValueError:
            if _scalar(key) == "names":
                raise
    return facts


def _without_comment(line: str) -> str:
    """The line up to a "#" that begins a comment: first or after a space, and not inside quotes."""
    quote = ""
    for at, letter in enumerate(line):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"" and (at == 0 or line[at - 1] in " [{,:-'"):
            quote = letter
        elif letter == "#" and (at == 0 or line[at - 1] in " \t"):
            return line[:at].rstrip()
    return line.rstrip()


def _value(block: list[str]) -> str | list[str] | dict[str, str]:
    first, rest = block[0], block[1:]
    if first[:1] in ("[", "{"):
        whole = " ".join(block)
        if whole[-1] != {"[": "]", "{": "}"}[first[0]]:
            raise ValueError(f"{whole[:40]!r} does not end")
        parts = [part.strip() for part in _parts(whole[1:-1])]
        parts = [part for part in parts if part]
        return [_scalar(part) for part in parts] if first[0] == "[" else _table(parts)
    if first:
        if rest:
            raise ValueError(f"{first[:40]!r} goes on in the next line")
        return _scalar(first)
    if all(line.startswith("- ") for line in rest):
        return [_scalar(line[2:].strip()) for line in rest]
    return _table(rest)


def _table(lines: Iterable[str]) -> dict[str, str]:
    table: dict[str, str] = {}
    for key, value in map(_entry, lines):
        if table.setdefault(key, value) != value:
            raise ValueError(f"{key[:40]!r} stands for {table[key][:40]!r} and for {value[:40]!r}")
    return table


def _parts(text: str) -> list[str]:
    """Text between commas that stand outside quotes."""
    if set(_QUOTED.sub("", text)) & {"'", '"'}:
        raise ValueError(f"a quote in {text[:40]!r} does not end")
    return re.findall(rf"""(?:[^,'"]|{_QUOTED.pattern})+""", text)


def _entry(text: str) -> tuple[str, str]:
    key, colon, value = text.partition(":")
    if not colon:
        raise ValueError(f"{text[:40]!r} is no entry of the form name: value")
    return _scalar(key.strip()), _scalar(value.strip())


def _scalar(text: str) -> str:
    if text[:1] in ("'", '"'):
        if len(text) < 2 or text[-1] != text[0]:
            raise ValueError(f"{text[:40]!r} does not end")
        return text[1:-1].replace("''", "'") if text[0] == "'" else text[1:-1].replace('\\"', '"')
    if text[:1] in ("&", "*", "!", "|", ">", "[", "{"):
        raise ValueError(f"{text[:40]!r} is a kind of YAML that is not read here")
    return text
