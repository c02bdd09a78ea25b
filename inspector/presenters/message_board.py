"""The messages on a page: each kind of trouble stands there once, until somebody closes it or it is over."""

from __future__ import annotations

from typing import Protocol

from inspector.core.messages import Message
from inspector.texts.messages import MessageText, message_text


class ShowsMessages(Protocol):
    """The part of a page that this needs."""

    def show_message(self, message: MessageText, /, *, is_answer: bool = False) -> None: ...

    def drop_message(self, code: str, /) -> None: ...


class MessageBoard:
    def __init__(self, page: ShowsMessages) -> None:
        self._page = page
        self._shown: set[str] = set()  # codes
        self._answers: set[str] = set()  # of those, that answer something somebody did

    def show(self, message: Message | MessageText, *, is_answer: bool = False) -> None:
        """An answer to what somebody did is shown anew each time, and before others as loud."""
        text = message_text(message) if isinstance(message, Message) else message
        if is_answer or text.code not in self._shown:
            self._shown.add(text.code)
            self._answers.update({text.code} if is_answer else ())
            self._page.show_message(text, is_answer=is_answer)

    def drop(self, code: str) -> None:
        """Its cause is over."""
        self._shown.discard(code)
        self._answers.discard(code)
        self._page.drop_message(code)

    def drop_answers(self) -> None:
        """What somebody did since went well: nobody needs to be told any more what did not."""
        for code in sorted(self._answers):
            self.drop(code)

    def drop_family(self, prefix: str) -> None:
        for code in [code for code in self._shown if code.startswith(prefix)]:
            self.drop(code)

    def closed(self, code: str) -> None:
        """Somebody closed it: it may come again."""
        self._shown.discard(code)
        self._answers.discard(code)

    def forget(self) -> None:
        """What stands there stays; from now on each kind is shown anew, with its new names."""
        self._shown.clear()
