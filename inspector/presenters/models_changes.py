"""Promoting and rolling back on the Models page: asked in place, twice pressed, done off the Qt thread.

    promote, roll back ► panel (what it means, what speaks against it) ► first press: asked ► second press: done

Work has a thread of its own: a way back does not wait for a proof, a list or a picture.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from inspector.core.audit import current_actor, signed_in
from inspector.core.messages import Message
from inspector.presenters.models_reading import Details, Listing
from inspector.presenters.second_press import SecondPress
from inspector.screens.balance import WorkState
from inspector.screens.live import Asked
from inspector.screens.models import ChangeKind, ChangeState
from inspector.session import Session
from inspector.texts import models_page as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.models_store.catalogue import StoredModel
    from inspector.models_store.promotions import Promotion
    from inspector.views.models.models_page import ModelsPage


class ChangeDesk:
    """CLOSED ► OPEN ► ASKED ► WORKING ► CLOSED, or OPEN with what went wrong. Typing withdraws the question."""

    def __init__(
        self, page: ModelsPage, session: Session, background: Background, changed: Callable[[Promotion], object],
        second_press: SecondPress | None = None,
    ) -> None:  # fmt: skip
        """``changed``: another model is in use, and that is recorded."""
        self._page, self._session, self._background, self._changed = page, session, background, changed
        self._second = second_press or SecondPress()
        self._kind: ChangeKind | None = None  # None: closed
        self._model_title = self._before_title = ""
        self._model: StoredModel | None = None  # to be promoted
        self._back_to = ""  # sha256 of the model that a way back leads to, as it was shown
        self._failed: tuple[str, ...] = ()  # what speaks against it, in words
        self._fault = ""
        self._name = ""  # of who did it last, in this window
        self._is_working = False
        page.change_pressed.connect(self._pressed)
        page.change_typed.connect(self._typed)
        page.change_withdrawn.connect(self.close)

    @property
    def is_busy(self) -> bool:
        return self._is_working

    def promote(self, model: StoredModel, details: Details, listing: Listing) -> None:
        """Ask whether this model shall be the one in use."""
        from inspector.presenters.models_reading import spoken_against

        self._kind, self._model = ChangeKind.PROMOTE, model
        self._model_title = model.title
        self._before_title = listing.active.title if listing.active is not None else ""
        self._failed = spoken_against(details, listing)
        self._open()

    def roll_back(self, listing: Listing) -> None:
        """Ask whether the model before shall be in use again."""
        if listing.previous is None:
            return
        self._kind, self._model = ChangeKind.ROLL_BACK, None
        self._model_title, self._back_to = listing.previous.title, listing.previous.sha256
        self._before_title = listing.active.title if listing.active is not None else ""
        self._failed = ()
        self._open()

    def _open(self) -> None:
        self._fault = ""
        self._name = signed_in() or self._name or current_actor()
        self._second.withdraw()
        self._show()

    def close(self) -> None:
        if self._is_working:
            return
        self._kind = None
        self._second.withdraw()
        self._page.show_change(None)

    def _typed(self) -> None:
        if self._second.asked is not None:
            self._second.withdraw()
            self._show()

    def _pressed(self, name: str, because: str) -> None:
        kind = self._kind
        if kind is None or self._is_working or not name or not because:
            return
        self._fault = ""
        if (known := signed_in()) and name != known:  # whoever gave a PIN is whoever decides
            self._fault = texts.SIGNED_IN.translated(name=known)
            self._name = known
            self._show()
            return
        if not self._second.press(Asked(kind.value, self._model_title, "")):
            self._show()
            return
        self._name = name
        self._do(kind, name, because)

    def _do(self, kind: ChangeKind, name: str, because: str) -> None:
        session, model, back_to, were_told = self._session, self._model, self._back_to, bool(self._failed)
        self._is_working = True
        self._page.show_work(WorkState(texts.CHANGING.translated(model=self._model_title), None, can_cancel=False))

        def work() -> Promotion:
            if kind is ChangeKind.ROLL_BACK:
                return session.roll_back(because, name, back_to)
            from inspector.models_store.promotions import Promotions, objections, refused

            assert model is not None  # see ``promote``
            against = objections(Promotions(session.open_workspace().models), model.sha256)
            if against and not were_told:  # since the panel was opened; nobody has overridden that
                raise refused(model.title, "; ".join(against))
            return session.promote(model.file, because, name, against, sha256=model.sha256)

        def done(promotion: Promotion) -> None:
            self._is_working = False
            self._page.show_work(None)
            self.close()
            self._changed(promotion)

        def failed(reason: Message) -> None:
            self._is_working = False
            self._page.show_work(None)
            said = message_text(reason)
            self._fault = " ".join(part for part in (said.what, said.why, said.meanwhile, said.next_step) if part)
            self._show()

        self._background.run(work, done=done, failed=failed)
        self._show()

    def _show(self) -> None:
        kind = self._kind
        if kind is None:
            return
        is_back, is_asked = kind is ChangeKind.ROLL_BACK, self._second.asked is not None
        names = {"model": self._model_title, "before": self._before_title}
        if self._session.is_inspecting:
            happens = texts.BACK_RUNNING if is_back else texts.HAPPENS_RUNNING
        else:
            happens = texts.BACK_IDLE if is_back else texts.HAPPENS_IDLE
        does = texts.ROLL_BACK if is_back else texts.PROMOTE_ANYWAY if self._failed else texts.PROMOTE
        button = does.translated()
        title = texts.ROLL_BACK_TITLE if is_back else texts.PROMOTE_TITLE
        self._page.show_change(
            ChangeState(
                kind, title.translated(model=self._model_title), happens.translated(**names),
                texts.FAILED_FIRST.translated() if self._failed else "", self._failed,
                self._name, self._fault, is_asked,
                texts.PRESS_AGAIN.translated(action=button) if is_asked else button, is_working=self._is_working,
            )
        )  # fmt: skip
