"""Texts that can be translated, without Qt: the command line shows them in English, the window in its language.

    TITLE = Text("live", "Nothing to inspect yet")
    FRAMES = CountedText("live", "{n} frames", "{n} frame", 1)
    TITLE.translated()      FRAMES.translated(n=12)

Qt's lupdate finds both forms by their names (``scripts/translations.py`` tells it), as long as context and source are
literals that stand here: a variable or a key word in their place is passed over without a word, which a test notices.
A ``Text`` is no ``str``: the type checker refuses one that is shown before it was translated.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Literal, Protocol

from inspector.texts.formats import plain

log = logging.getLogger("inspector.texts")

Param = str | int | float


class Translator(Protocol):
    def __call__(self, context: str, source: str, comment: str, n: int) -> str:
        """The translation of ``source``, in the form for ``n`` where that is not -1; "" where there is none.

        Called on any thread.
        """
        ...


@dataclass(slots=True)
class _Language:
    """What translates now, for the whole program: None for the sources themselves."""

    translator: Translator | None = None


_language = _Language()


def set_translator(translator: Translator | None) -> None:
    """Translate from now on with ``translator``; None shows the English sources. What is shown stays as it is."""
    _language.translator = translator


class _Params(dict[str, str]):
    """A parameter that is missing shows as a question mark rather than hiding the sentence."""

    def __missing__(self, key: str) -> str:
        return "?"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in English, with parameters in braces: "“{name}” was not inspected."."""

    context: str  # groups texts for translators
    source: str
    comment: str = ""  # tells two meanings of one source apart

    def translated(self, **params: Param) -> str:
        """In the language of the program, with its parameters; whole numbers get their thousands parted."""
        return _filled(_looked_up(self.context, self.source, self.comment, -1), self.source, params)


@dataclass(frozen=True, slots=True)
class CountedText:
    """A sentence that depends on a number, ``{n}``.

    English knows two forms; a translation has as many as its language needs. The last argument must be written as
    the literal 1: it is how lupdate knows that this text has forms.
    """

    context: str
    source: str  # for any other number: "{n} frames"
    one: str  # for 1: "{n} frame"
    is_one: Literal[1]

    def translated(self, *, n: int, **params: Param) -> str:
        english = self.one if n == self.is_one else self.source
        found = _looked_up(self.context, self.source, self.one, n)
        return _filled(english if found == self.source else found, english, {"n": n, **params})


def _looked_up(context: str, source: str, comment: str, n: int) -> str:
    translator = _language.translator
    return (translator(context, source, comment, n) if translator is not None else "") or source


def _filled(template: str, source: str, params: dict[str, Param]) -> str:
    shown = _Params({name: plain(value) for name, value in params.items()})
    try:
        return template.format_map(shown)
    except (ValueError, IndexError, AttributeError):  # a translation with a brace too many hides no message
        log.warning("the translation %r of %r cannot be filled in", template, source)
        return source.format_map(shown)
