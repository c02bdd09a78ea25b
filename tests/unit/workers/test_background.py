"""Work off the Qt thread: in order, answered on the Qt thread, and only as long as somebody wants the answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from inspector.core.messages import Code, Message, SourceError, message
from inspector.workers import background as background_module
from inspector.workers.background import Background

TIMEOUT_MS = 10_000


class Ran:
    """A background at work, and what nobody else heard of."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.failures: list[Message] = []
        self.background = Background(self.failures.append)
        self.background.start()

    def calm(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.is_busy, timeout=TIMEOUT_MS)


@pytest.fixture
def ran(qtbot: QtBot) -> Iterator[Ran]:
    made = Ran(qtbot)
    yield made
    made.background.end()
    assert made.background.join(120)


class Held:
    """Work that has begun, and ends when it may."""

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.has_begun, self.may_end = threading.Event(), threading.Event()

    def __call__(self) -> object:
        self.has_begun.set()
        assert self.may_end.wait(120)
        return self.answer


def test_work_runs_in_order_off_the_qt_thread_and_is_answered_on_it(ran: Ran) -> None:
    worked: list[tuple[int, threading.Thread]] = []
    answered: list[tuple[int, threading.Thread]] = []

    def work(n: int) -> int:
        worked.append((n, threading.current_thread()))
        return 10 * n

    for n in range(3):
        ran.background.run(
            lambda n=n: work(n), done=lambda result: answered.append((result, threading.current_thread()))
        )
    ran.calm()
    assert [n for n, _ in worked] == [0, 1, 2]
    assert len({thread for _, thread in worked} | {threading.main_thread()}) == 2
    assert answered == [(n, threading.main_thread()) for n in (0, 10, 20)]


def test_an_answer_of_none_is_an_answer(ran: Ran) -> None:
    answers: list[None] = []
    ran.background.run(lambda: None, done=answers.append)
    ran.calm()
    assert answers == [None]


def test_known_trouble_keeps_its_message_and_a_bug_of_ours_is_named_as_such(ran: Ran) -> None:
    lost = message(Code.CAMERA_NOT_FOUND, address="9")
    reasons: list[Message] = []

    def not_there() -> None:
        raise SourceError(lost)

    ran.background.run(not_there, failed=reasons.append)
    ran.background.run(lambda: 1 // 0, failed=reasons.append)
    ran.calm()
    assert reasons[0] == lost
    assert (reasons[1].code, reasons[1].params["detail"]) == (
        Code.UNEXPECTED, "ZeroDivisionError: integer division or modulo by zero",
    )  # fmt: skip
    assert ran.failures == []


def test_what_fails_without_a_listener_of_its_own_reaches_the_common_one_and_does_not_stop_what_follows(
    ran: Ran,
) -> None:
    answers: list[str] = []
    ran.background.run(lambda: 1 // 0, done=lambda _: answers.append("never"))
    ran.background.run(lambda: "next", done=answers.append)
    ran.calm()
    assert [one.code for one in ran.failures] == [Code.UNEXPECTED]
    assert answers == ["next"]


def test_a_newer_call_of_a_key_outdates_the_one_that_runs_and_those_that_wait(ran: Ran) -> None:
    begun: list[str] = []
    answers: list[object] = []
    held = Held("first")

    def work(name: str) -> str:
        begun.append(name)
        return name

    ran.background.run(held, done=answers.append, key="preview")
    assert held.has_begun.wait(120)
    for name in ("second", "third"):
        ran.background.run(lambda name=name: work(name), done=answers.append, key="preview")
    ran.background.run(lambda: work("other"), done=answers.append, key="library")
    held.may_end.set()
    ran.calm()
    assert begun == ["third", "other"]
    assert answers == ["third", "other"]


def test_the_failure_of_outdated_work_is_not_heard_either(ran: Ran) -> None:
    held = Held("x")

    def fails() -> object:
        held()
        raise RuntimeError("nobody wants to know")

    ran.background.run(fails, key="preview")
    assert held.has_begun.wait(120)
    ran.background.run(lambda: None, key="preview")
    held.may_end.set()
    ran.calm()
    assert ran.failures == []


def test_what_follows_a_slider_is_answered_once_begun_and_skips_what_waits(ran: Ran) -> None:
    answers: list[object] = []
    held = Held("first")
    ran.background.run(held, done=answers.append, key="preview", answers_begun=True)
    assert held.has_begun.wait(120)
    for name in ("second", "third"):
        ran.background.run(lambda name=name: name, done=answers.append, key="preview", answers_begun=True)
    held.may_end.set()
    ran.calm()
    assert answers == ["first", "third"]


def test_what_nobody_wants_any_more_is_neither_begun_nor_answered(ran: Ran) -> None:
    begun: list[str] = []
    answers: list[object] = []
    held = Held("running")
    ran.background.run(held, done=answers.append, key="start")
    assert held.has_begun.wait(120)
    ran.background.run(lambda: begun.append("waiting"), done=answers.append, key="library")
    ran.background.outdate("start")
    ran.background.outdate("library")
    held.may_end.set()
    ran.calm()
    assert (begun, answers) == ([], [])


def test_the_end_waits_for_what_was_asked_before_and_passes_over_what_comes_later(ran: Ran) -> None:
    done: list[str] = []
    ran.background.run(lambda: done.append("saved"))
    ran.background.end()
    ran.background.run(lambda: done.append("too late"))
    assert ran.background.join(120)
    assert done == ["saved"]
    ran.calm()


def test_work_waits_for_the_first_paint_but_not_for_one_that_never_comes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background_module, "PAINT_S", 120)
    painted, done = threading.Event(), threading.Event()
    waits = Background(lambda _: None)
    waits.start(painted)
    waits.run(done.set)
    assert not done.wait(0.05)
    painted.set()
    assert done.wait(TIMEOUT_MS)
    monkeypatch.setattr(background_module, "PAINT_S", 0.01)
    hidden, done = Background(lambda _: None), threading.Event()
    hidden.start(threading.Event())
    hidden.run(done.set)
    assert done.wait(TIMEOUT_MS)
    for one in (waits, hidden):
        one.end()
        assert one.join(120)
