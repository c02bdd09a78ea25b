"""What commands print: one strict JSON document on standard output, or trouble in words on standard error."""

from __future__ import annotations

from typing import Any

import click

from inspector.core.json_text import json_text
from inspector.core.messages import Message
from inspector.texts.messages import text_at_start


def print_json(facts: dict[str, Any]) -> None:
    """One document, nothing else. UTF-8 as JSON demands, whatever the console's encoding is."""
    click.echo(json_text(facts, indent=1).encode())


def print_trouble(trouble: Message) -> None:
    """What, why, meanwhile, next step: one line each, on standard error."""
    text = text_at_start(trouble)
    for part in (text.what, text.why, text.meanwhile, text.next_step):
        if part:
            click.echo(part, err=True)
