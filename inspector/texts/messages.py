"""Every message of the program in sentences: what, why, meanwhile, next step.

The sentences stand by subject in ``texts/phrases``. Qt-free: the command line and the window give the same.
``tests/unit/texts/test_messages.py`` proves that no code lacks its sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector.core.messages import Code, Message
from inspector.logs import log_file
from inspector.texts.phrase import NOTHING_STARTED, Phrase
from inspector.texts.phrase import Tier as Tier  # belongs to a MessageText, so it is found beside it
from inspector.texts.phrases import (
    alarms,
    backups,
    datasets,
    frames,
    grading,
    models,
    plant,
    program,
    records,
    review,
    sources,
    workspace,
)
from inspector.texts.translate import Text

PHRASES: dict[Code, Phrase] = {
    **frames.PHRASES,
    **sources.PHRASES,
    **models.PHRASES,
    **records.PHRASES,
    **review.PHRASES,
    **workspace.PHRASES,
    **backups.PHRASES,
    **datasets.PHRASES,
    **grading.PHRASES,
    **program.PHRASES,
    **plant.PHRASES,
    **alarms.PHRASES,
}

NO_MODEL_MEANWHILE = Text("messages", "Nothing can be inspected before a model is loaded.")
PIECE_GOES_ON = Text("messages", "{piece} goes on being inspected.")
NO_MODEL_NEXT = Text("messages", "Choose a model, or put the file back and start again.")


@dataclass(frozen=True, slots=True)
class MessageText:
    """A message as people read it, in the language of the program; "" for a sentence that it does not need."""

    what: str
    why: str
    meanwhile: str
    next_step: str
    tier: Tier
    code: str  # for the log and for support

    def as_text(self) -> str:
        return "\n".join(
            part for part in (self.what, self.why, self.meanwhile, self.next_step, f"[{self.code}]") if part
        )

    @property
    def line(self) -> str:
        """What and why."""
        return f"{self.what} {self.why}".strip()


def message_text(message: Message) -> MessageText:
    phrase = PHRASES[message.code]
    params = {**message.params, "log": str(log_file())}
    what, why, meanwhile, next_step = (text.translated(**params) if text is not None else "" for text in phrase[1:])
    why = why.replace("..", ".")  # details of the operating system bring their own full stop
    return MessageText(what, why, meanwhile, next_step, phrase.tier, message.code.value)


def text_at_start(message: Message) -> MessageText:
    """For a command that could not start: no model was in use before, and no training failed on its way."""
    text = message_text(message)
    if message.code.value.startswith(("model.", "training.")):
        return replace(text, meanwhile=NOTHING_STARTED.translated())
    return text


def text_without_model(message: Message) -> MessageText:
    """For the window while no model is loaded: what would be a warning beside a model in use stops everything."""
    meanwhile, next_step = NO_MODEL_MEANWHILE.translated(), NO_MODEL_NEXT.translated()
    return replace(message_text(message), tier=Tier.STOP, meanwhile=meanwhile, next_step=next_step)


def text_beside(message: Message, piece: str) -> MessageText:
    """For the window while ``piece`` is inspected: what kept another source from being opened ends nothing."""
    meanwhile = PIECE_GOES_ON.translated(piece=piece)
    return replace(message_text(message), tier=Tier.WARN, meanwhile=meanwhile)


def one_line(message: Message) -> str:
    """What and why, for logs and lists."""
    return message_text(message).line
