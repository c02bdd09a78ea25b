"""What a session does about promotion: makes a model the workspace's own, leads back, keeps the one before warm.

    load_active  ►  promote ► (the plant's rule watches) ► roll_back  ►  close

Whoever has the session calls it by the session. It decides which model is in use; how one is opened and exchanged
between two frames is the session's. What was promoted by another program is followed when an inspection starts.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.messages import Code, InspectorError, Message, ModelError, Tier, WorkspaceError, message
from inspector.inference.backend import BackendChoice
from inspector.inference.loaded_model import LoadedModel

if TYPE_CHECKING:
    from inspector.in_use import InUse
    from inspector.inference.opening import Opening
    from inspector.models_store.promotions import PromotedModel, Promotion, Promotions
    from inspector.pipeline.promotion_rule import PromotionRule
    from inspector.session import Session
    from inspector.workspace.workspace import Workspace

log = logging.getLogger("inspector.session")

FOLLOW_TIMEOUT_S = 1.0  # longer than a promotion takes that is being written down; opening its model takes longer


class PromotionDesk:
    """One of each session. Off the Qt thread, but for ``rule``, ``on_trial`` and ``on_model_changed``: the others wait
    for the disk, for a model, and for each other."""

    def __init__(self, session: Session, niceness: int) -> None:
        """``niceness`` of a model that is opened while a line runs."""
        self._session = session
        self._niceness = niceness
        self._promoting = threading.RLock()  # one promotion or way back after the other; before all locks of a session
        self._warm: InUse | None = None  # what a way back leads to, ready
        self._known_promotion = 0  # number in the audit chain of the one that this session follows
        self._rule: PromotionRule | None = None
        self._rolling_back: threading.Thread | None = None  # by that rule
        self._listeners: list[Callable[[], object]] = []

    @property
    def rule(self) -> PromotionRule | None:
        """That watches over the newest promotion. Any thread."""
        return self._rule

    def on_model_changed(self, listener: Callable[[], object]) -> None:
        """Hear that another model is in use by a promotion or a way back, on the thread that made it."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Waits for a way back that the rule began."""
        if self._rolling_back is not None:
            self._rolling_back.join()

    # the model that was promoted

    def load_active(
        self, choice: BackendChoice | None = None, opening: Opening | None = None, *, tries: bool = True,
        is_screened: bool = True,
    ) -> LoadedModel:  # fmt: skip
        """Load the workspace's promoted model; the program's first where nothing was promoted. As ``load_model`` of the
        session.

        Raises ModelError also where the promoted model's file is gone or was replaced: no other takes its place.
        """
        from inspector.models_store.promotions import default_model
        from inspector.models_store.shipped import shipped_model

        try:
            promotions = self._promotions()
        except WorkspaceError:  # nothing starts without one, and then it is looked at again
            return self._session.load_model(shipped_model(), choice, opening, tries=tries, is_screened=is_screened)
        active = promotions.active()
        promoted = active.promoted if active is not None else default_model()
        path = promotions.path_of(promoted)
        model = self._load_promoted(path, promoted, choice, opening, tries=tries, is_screened=is_screened)
        self._known_promotion = active.audit_number if active is not None else 0
        return model

    def _load_promoted(
        self, path: Path, promoted: PromotedModel, choice: BackendChoice | None = None,
        opening: Opening | None = None, *, tries: bool = True, is_screened: bool = True,
    ) -> LoadedModel:  # fmt: skip
        from inspector.models_store.promotions import lost

        if not path.is_file():
            raise lost(promoted, path, "there is no such file any more")
        return self._session.load_model(
            path, choice, opening, tries=tries, is_screened=is_screened, promoted=promoted
        )  # fmt: skip

    def promoted_now(self) -> Promotion | None:
        """By which the active model is in use, noted as known; None where nothing was promoted, or nobody can say: a
        model that is chosen by hand is used in any case."""
        try:
            active = self._promotions().active()
        except InspectorError as error:
            log.warning("which model is promoted is not known: %s", error)
            return None
        self._known_promotion = active.audit_number if active is not None else 0
        return active

    def on_trial(self, active: Promotion | None, before: InUse | None, chosen: InUse) -> InUse:
        """``chosen`` by hand, as it is used where ``active`` was promoted. Waits for nothing."""
        if active is None or active.model_sha256 == chosen.model.sha256:
            return chosen
        if before is not None and before.model.sha256 == active.model_sha256:
            self._warm = before  # to which a promotion of the one on trial would lead back
        return replace(chosen, promoted=active.model)

    def _promotions(self) -> Promotions:
        """Raises WorkspaceError where there is no workspace."""
        from inspector.models_store.promotions import Promotions

        return Promotions(self._session.open_workspace().models)

    # forth and back

    def promote(
        self, file: Path, because: str, by: str = "", overridden: Sequence[str] = (), opening: Opening | None = None,
        *, sha256: str = "",
    ) -> Promotion:  # fmt: skip
        """Make the model of this file the workspace's own; a running inspection goes on with it between two frames.

        It is added to the catalogue, opened, its golden answers are asked for and a frame is predicted before anything
        changes. The model of before is kept warm. ``by`` "": the system's user. ``overridden``: what the gate said
        against it. Asks no gate: whoever calls does, of the model of this ``sha256``; a file that is another by now is
        refused. Off the Qt thread. Raises ModelError, WorkspaceError; nothing has changed then.
        """
        from inspector.models_store.catalogue import ModelCatalogue
        from inspector.models_store.promotions import promoted_model, refused

        with self._promoting:
            workspace, promotions = self._session.open_workspace(), self._promotions()
            stored = ModelCatalogue(workspace.models).add(file, opening)
            promoted = promoted_model(stored)
            if sha256 not in ("", promoted.sha256):
                raise refused(promoted.title, f"“{file.name}” is another model than the one that was looked at")
            in_use = self._session.in_use
            if in_use is not None and in_use.model.sha256 == promoted.sha256:
                model = in_use.model  # it is on trial: as warm as it can be
            else:
                model = self._warm_beside(stored.file, promoted, opening)
            with self._session.exchanging(model, opening) as exchange:
                promotion = promotions.promote(
                    promoted, because, by, overridden=overridden, line=workspace.settings.name
                )
                exchange(lambda before, made: self._promoted(promotion, before, made))
            self._tell(promotion)
            self._watch(promotion, workspace)
        return promotion

    def _promoted(self, promotion: Promotion, before: InUse | None, made: InUse) -> InUse:
        """What was in use stays warm, where a way back leads to it."""
        if before is not None and before.model is made.model:  # it was on trial: what a hand moved stays
            made = replace(before, screening=made.screening, screen_trouble=made.screen_trouble, promoted="")
        self._known_promotion = promotion.audit_number
        if before is not None and before.model.sha256 == promotion.previous_sha256:
            self._warm = before
        elif self._warm is not None and self._warm.model.sha256 != promotion.previous_sha256:
            self._warm = None
        return made

    def roll_back(self, because: str, by: str = "", to_sha256: str = "") -> Promotion:
        """Go back to the model before the newest promotion that still stands; from the next frame on.

        ``to_sha256`` of the model that whoever asks was shown: where the way back leads elsewhere by now, since the
        plant's rule or somebody else was faster, it is refused.

        Within 2 s where that model is warm. The line has it before that is recorded: raises ModelError
        (ROLL_BACK_NOT_RECORDED) where the disk refuses, and as ``promote`` where the model cannot be opened. Off the Qt
        thread.
        """
        return self._roll_back(because, by, to_sha256)

    def _roll_back(self, because: str, by: str, to_sha256: str = "", *, is_rule: bool = False) -> Promotion:
        from inspector.models_store.promotions import PromotionKind, refused

        with self._promoting:
            workspace, promotions = self._session.open_workspace(), self._promotions()
            to = promotions.previous()
            if to is None:
                raise ModelError(message(Code.NOTHING_TO_ROLL_BACK))
            if to_sha256 not in ("", to.sha256):
                raise ModelError(message(Code.ROLL_BACK_ELSEWHERE, model=to.title))
            if not because.strip():
                raise refused(to.title, "nothing says why")
            kept, in_use = self._warm, self._session.in_use
            if in_use is not None and in_use.model.sha256 == to.sha256:  # by hand, on trial
                kept = in_use
            if kept is not None and kept.model.sha256 == to.sha256:
                model = kept.model
            else:
                kept, model = None, self._warm_model(promotions.path_of(to), to, None)
            with self._session.exchanging(model) as exchange:
                exchange(lambda before, made: self._as_kept(kept, made))
            self._rule = None
            kind = PromotionKind.ROLLED_BACK_BY_RULE if is_rule else PromotionKind.ROLLED_BACK
            try:
                promotion = promotions.roll_back(to, because, by, kind=kind, line=workspace.settings.name)
            except InspectorError as error:
                self._tell_model_changed()
                detail = str(error.message.params.get("detail", error.message.code.value))
                told = message(Code.ROLL_BACK_NOT_RECORDED, model=to.title, detail=detail)
                raise ModelError(told) from error
            self._known_promotion = promotion.audit_number
            self._tell(promotion)
        return promotion

    def _as_kept(self, kept: InUse | None, made: InUse) -> InUse:
        """``kept``: how the model was used before, whose thresholds hold again. Nothing is warm any more."""
        self._warm = None
        if kept is None:
            return made
        return replace(made, settings=made.settings.with_limits(kept.settings.limits), threshold_set=kept.threshold_set)

    def _warm_model(self, path: Path, promoted: PromotedModel, opening: Opening | None) -> LoadedModel:
        """Open, its golden answers as they were at the export, and one picture predicted. Raises ModelError."""
        from inspector.core.golden import GOLDEN_SEED, golden_picture
        from inspector.inference.predictor import Predictor
        from inspector.models_store.promotions import lost

        if not path.is_file():
            raise lost(promoted, path, "there is no such file any more")
        model = self._session.open_model(path, opening, tries=not self._session.is_inspecting, promoted=promoted)
        height, width = model.fixed_tile or (model.tile_px, model.tile_px)
        Predictor(model).predict(golden_picture(GOLDEN_SEED, height, width, model.card.input_channels), 8)
        return model

    def _warm_beside(self, path: Path, promoted: PromotedModel, opening: Opening | None) -> LoadedModel:
        """As ``_warm_model``; where a line runs its frames go first, for a promotion may take its time."""
        from inspector.pipeline.prediction_pool import at_lower_priority

        if not self._session.is_inspecting:
            return self._warm_model(path, promoted, opening)
        return at_lower_priority(self._niceness, lambda: self._warm_model(path, promoted, opening))

    # who hears of it

    def _tell(self, promotion: Promotion) -> None:
        """In the records of the piece that is inspected, or beside all inspections; and whoever follows the model."""
        from inspector.models_store.promotions import PromotionKind

        names = {"model": promotion.model, "before": promotion.previous_model, "because": promotion.because}
        if promotion.kind is PromotionKind.ROLLED_BACK_BY_RULE:
            told = message(Code.MODEL_ROLLED_BACK_BY_RULE, **names)
        else:
            is_back = promotion.kind is PromotionKind.ROLLED_BACK
            told = message(Code.MODEL_ROLLED_BACK if is_back else Code.MODEL_PROMOTED, **names, by=promotion.by)
        self._session.record_event(told, promotion.line)  # the promotion itself is recorded where promotions are
        self._tell_model_changed()

    def _tell_model_changed(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    # the plant's rule

    def _watch(self, promotion: Promotion, workspace: Workspace) -> None:
        """By the plant's rule, where it has one."""
        from inspector.pipeline.promotion_rule import PromotionRule

        plant = workspace.settings.promotion
        self._rule = None
        if plant.rolls_back:
            self._rule = rule = PromotionRule(
                promotion.model_sha256, plant.within_frames, plant.max_percent,
                lambda because: self._roll_back_by_rule(rule, because),
            )  # fmt: skip

    def _roll_back_by_rule(self, rule: PromotionRule, because: str) -> None:
        """On the line's thread, which waits for none of it."""

        def roll_back() -> None:
            from inspector.audit.log import BY_PROGRAM

            try:
                with self._promoting:
                    active = self._promotions().active()
                    if active is None or active.model_sha256 != rule.sha256 or active.kind.is_back:
                        return  # somebody was faster: what the rule watched is not in use any more
                    self._roll_back(because, BY_PROGRAM, is_rule=True)
            except InspectorError as error:
                self._session.alarms.raise_(error.message, Tier.STOP)

        self._rolling_back = threading.Thread(target=roll_back, name="promotion-rule")
        self._rolling_back.start()

    # another program

    def follow(self) -> Message | None:
        """What another program promoted since this one looked: it is in use from this start on. Gives what people are
        to be told. Raises ModelError where it cannot be used: no other takes its place. While this program promotes or
        goes back itself, a start does not wait for that: the line goes on with the other model once it is ready."""
        if not self._promoting.acquire(timeout=FOLLOW_TIMEOUT_S):
            return None
        try:
            try:
                promotions = self._promotions()
                active = promotions.active()
            except InspectorError as error:  # what is in use was promoted when it was loaded, or chosen by hand
                return error.message
            if active is None or active.audit_number == self._known_promotion:
                return None
            in_use = self._session.in_use
            if in_use is None or in_use.model.sha256 != active.model_sha256 or in_use.promoted:
                self._load_promoted(promotions.path_of(active.promoted), active.promoted, tries=False)
                self._warm = self._rule = None
                if not active.kind.is_back:
                    self._watch(active, self._session.open_workspace())
            self._known_promotion = active.audit_number
        finally:
            self._promoting.release()
        self._tell_model_changed()
        return message(Code.PROMOTED_ELSEWHERE, model=active.model, by=active.by)
