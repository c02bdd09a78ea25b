"""What every page offers where there is no workspace yet: to make it."""

from __future__ import annotations

from inspector.core.messages import Code, Message
from inspector.screens.shell import EmptyState
from inspector.texts.messages import message_text

MAKE = "window.make_workspace"
FIRST_STEPS = "window.first_steps"


def offered(reason: Message) -> EmptyState | None:
    """None where something else is wrong with it."""
    if reason.code is not Code.WORKSPACE_MISSING:
        return None
    return EmptyState(message_text(reason).line, (MAKE,))
