"""Screening on the Settings page: which screens fit the model in use, what they keep, the yes and the end of it.

    page_shown, a file ► read (background) ► figures ► the yes ► Session.use_screen (background) ► shown

The figures shown are those of the screen that a yes would be given to, of its val splits, and the yes goes to that file
alone. Runs on the Qt thread and never waits. It imports no widget.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.messages import Message, ModelError
from inspector.core.screen_card import Kept, ScreenCard
from inspector.in_use import InUse
from inspector.screens.screening import KeptRow, ScreenFigures, ScreeningState
from inspector.screens.settings_page import Choice
from inspector.session import Session
from inspector.texts import formats
from inspector.texts import settings as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.inference.screening import ScreenFile
    from inspector.models_store.screens import ScreenUse
    from inspector.views.settings.settings_page import SettingsPage

log = logging.getLogger("inspector.settings")

N_SHA = 8  # letters of a sha256 that people are shown


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """What was found out of the model in use."""

    in_use: InUse | None = None
    use: ScreenUse | None = None  # the yes that holds in the workspace; what runs here is ``in_use.screening``
    screens: tuple[ScreenFile, ...] = ()  # that fit, the one with the yes first
    fault: str = ""
    is_read: bool = True  # who said yes could be read


class ScreeningDesk:
    def __init__(self, page: SettingsPage, session: Session, background: Background) -> None:
        self._page, self._session, self._background = page, session, background
        self._known = _Known()
        self._opened: ScreenFile | None = None  # the file that was chosen last
        self._chosen = ""  # sha256
        self._shown: ScreenFile | None = None  # whose figures the page shows: a yes is given to nothing else
        page.screen_opened.connect(self.open)
        page.screen_chosen.connect(self.choose)
        page.screen_approved.connect(self.approve)
        page.screening_ended.connect(self.end)

    def refresh(self) -> None:
        """Look again: another model may be in use."""
        self._background.run(self._look, done=self._show, failed=self._refused, key="screening")

    def open(self, file: str) -> None:
        """A file that somebody chose; nothing is used yet."""

        def read() -> ScreenFile | None:
            from inspector.inference.screening import check_fits, read_screen

            in_use = self._session.in_use
            if in_use is None:
                return None
            found = read_screen(Path(file))
            check_fits(found, in_use.model.sha256, in_use.card)
            return found

        def done(found: ScreenFile | None) -> None:
            if found is not None:
                self._opened, self._chosen = found, found.sha256
            self.refresh()

        self._background.run(read, done=done, failed=self._refused)

    def choose(self, sha256: str) -> None:
        """One of those that fit."""
        self._chosen = sha256
        self._show(self._known)

    def approve(self) -> None:
        """Say yes to the screen whose figures are shown."""
        if self._shown is not None:
            self._use(self._shown)

    def end(self) -> None:
        self._use(None)

    def _use(self, file: ScreenFile | None) -> None:
        """For the model that is shown, whichever is in use by then."""
        shown = self._known.in_use
        if shown is not None:
            self._background.run(
                lambda: self._session.use_screen(file, shown.model.sha256),
                done=lambda _: self.refresh(),
                failed=self._not_done,
            )

    def _not_done(self, reason: Message) -> None:
        """Look again, and say it over what is so now: another model may be in use, or the screen ended all the same."""
        log.info("%s", reason.to_json())
        self._background.run(
            self._look,
            done=lambda known: self._show(replace(known, fault=_words(reason))),
            failed=self._refused,
            key="screening",
        )

    def _look(self) -> _Known:
        from inspector.models_store.screens import Screens

        in_use = self._session.in_use
        if in_use is None:
            return _Known()
        screens = Screens(self._session.open_workspace().models)
        sha256 = in_use.model.sha256
        try:
            use = screens.use_of(sha256)
        except ModelError as error:
            return _Known(in_use, fault=_words(error.message), is_read=False)
        fault = "" if in_use.screen_trouble is None else _words(in_use.screen_trouble)
        kept = screens.fitting(sha256, in_use.card)
        if use is not None:
            kept = tuple(sorted(kept, key=lambda file: file.sha256 != use.screen_sha256))
        return _Known(in_use, use, kept, fault)

    def _to_show(self) -> ScreenFile | None:
        files = self._files()
        return next((file for file in files if file.sha256 == self._chosen), files[0] if files else None)

    def _files(self) -> tuple[ScreenFile, ...]:
        known, opened = self._known, self._opened
        is_other = opened is not None and all(file.sha256 != opened.sha256 for file in known.screens)
        if opened is None or known.in_use is None or opened.card.model_sha256 != known.in_use.model.sha256:
            return known.screens
        return (*known.screens, opened) if is_other else known.screens

    def _show(self, known: _Known) -> None:
        self._known = known
        self._show_with(known.fault)

    def _refused(self, reason: Message) -> None:
        log.info("%s", reason.to_json())
        self._show_with(_words(reason))

    def _show_with(self, fault: str) -> None:
        self._shown = self._to_show()
        self._page.show_screening(self._state(fault))

    def _state(self, fault: str) -> ScreeningState:
        known, file = self._known, self._shown
        if known.in_use is None:
            return ScreeningState(texts.SCREENING_NO_MODEL.translated(), fault=fault)
        running = known.in_use.screening
        used = running.screen.sha256 if running is not None else ""
        agreed = used if known.use is not None and known.use.screen_sha256 == used else ""
        return ScreeningState(
            _line(known),
            tuple(Choice(one.sha256, _entry(one, is_used=one.sha256 == used)) for one in self._files()),
            file.sha256 if file is not None else "", figures_of(file.card) if file is not None else None, fault,
            can_choose=True, can_approve=file is not None and file.sha256 != agreed,
            can_end=known.use is not None or running is not None,
        )  # fmt: skip


def _line(known: _Known) -> str:
    """What really runs comes first: the yes may have been given, changed or ended by another program since."""
    in_use, use = known.in_use, known.use
    assert in_use is not None
    running, model = in_use.screening, in_use.card.title
    if running is None:
        off = texts.SCREENING_OFF.translated(model=model)
        if use is None:
            return off
        # Said yes to elsewhere since the model was loaded, or it cannot be opened; the fault says which.
        return texts.SCREENING_NOT_USABLE.translated(name=use.approved_by, date=_date(use.approved_at), why=off)
    screen = running.screen.card.name
    if known.is_read and (use is None or use.screen_sha256 != running.screen.sha256):
        return texts.SCREENING_OUTLIVED.translated(model=model, screen=screen)
    return texts.SCREENING_IN_USE.translated(
        model=model, name=running.approved_by, screen=screen, date=_date(running.approved_at)
    )


def _date(utc: str) -> str:
    return utc[:16].replace("T", " ")


def figures_of(card: ScreenCard) -> ScreenFigures:
    """Of the val splits, which chose the threshold: what a yes is given to."""
    val = card.val
    on_val = texts.SCREEN_ON_VAL.translated(
        data=val.data, n_frames=val.n_frames, n_groups=val.n_groups, looked_at=_percent(val.looked_at)
    )
    if val.clean_looked_at is not None:
        on_val += " " + texts.SCREEN_ON_CLEAN.translated(looked_at=_percent(val.clean_looked_at))
    return ScreenFigures(
        texts.SCREEN_TITLE.translated(screen=card.name, model=card.model_title), card.training, on_val,
        tuple(_row(row) for row in val.rows),
    )  # fmt: skip


def _row(row: Kept) -> KeptRow:
    of = row.name or texts.ALL_DEFECTS.translated()
    if row.share is None or row.low is None or row.high is None:
        return KeptRow(of, "", texts.KEPT_UNKNOWN.translated(), "", is_known=False)
    low, high = (formats.decimal(_down(share), 1) for share in (row.low, row.high))
    return KeptRow(
        of, texts.KEPT_OF.translated(n_kept=row.n_kept, n_found=row.n_found),
        f"{formats.decimal(_down(row.share), 1)} %", texts.KEPT_INTERVAL.translated(low=low, high=high),
    )  # fmt: skip


def _percent(share: float) -> str:
    return f"{formats.decimal(100 * share, 1)} %"


def _down(share: float) -> float:
    """In percent with one digit, rounded down: what is kept is never said to be more than it is."""
    return int(1000 * share + 1e-9) / 10


def _entry(file: ScreenFile, *, is_used: bool) -> str:
    text = texts.SCREEN_ENTRY_IN_USE if is_used else texts.SCREEN_ENTRY
    return text.translated(name=file.card.name, sha256=file.sha256[:N_SHA])


def _words(reason: Message) -> str:
    text = message_text(reason)
    return f"{text.what} {text.why}".strip()
