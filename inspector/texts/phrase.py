"""The shape of a message: how loud it is, and its four sentences."""

from __future__ import annotations

from typing import NamedTuple

from inspector.core.messages import Tier as Tier  # belongs to a phrase, so it is found beside it
from inspector.texts.translate import Text


class Phrase(NamedTuple):
    """A message with its parameters in braces, and the log's path as {log}."""

    tier: Tier
    what: Text
    why: Text | None
    meanwhile: Text | None
    next_step: Text | None  # None where nothing needs to be done


NEXT_FRAME = Text("messages", "Inspection goes on with the next frame; this one is listed as not inspected.")
OLD_MODEL = Text("messages", "The model used so far stays in use.")
NOTHING_STARTED = Text("messages", "Nothing was started; what is recorded stays.")
ROWS_WAIT = Text(
    "messages", "Nothing recorded is lost: records wait in memory, and inspection waits when that is full."
)
