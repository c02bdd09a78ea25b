"""Pictures of the frames behind a proof, read and predicted in the background as they come into view.

    names in view ► one after the other, the newest wish first ► page

Both models and the dataset version are opened at the first wish and kept until another proof is looked at. Names that
went out of view before their turn are not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.messages import Message
from inspector.presenters.models_reading import Listing
from inspector.screens.models import FramePictures
from inspector.session import Session
from inspector.texts import models_page as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.evaluation.frame_beside import FramesBeside
    from inspector.models_store.gate import StoredProof
    from inspector.views.models.models_page import ModelsPage


@dataclass(frozen=True, slots=True)
class _Ground:
    """What pictures are made from."""

    dataset: str  # name of the version
    content_id: str
    active: Path
    candidate: Path


class FrameReading:
    """One picture at a time, on a thread of its own: nothing else of the page waits for it."""

    def __init__(self, page: ModelsPage, session: Session, background: Background) -> None:
        self._page, self._session, self._background = page, session, background
        self._ground: _Ground | None = None
        self._why_none = ""
        self._open: tuple[_Ground, FramesBeside] | None = None  # used on the background alone
        self._waiting: list[str] = []
        self._side_px = 0
        self._is_reading = False

    def look_at(self, stored: StoredProof | None, listing: Listing | None) -> None:
        """From now on frames are those of this proof."""
        ground, why = self._ground_of(stored, listing)
        if (ground, why) != (self._ground, self._why_none):
            self._ground, self._why_none = ground, why
            self._waiting = []

    @staticmethod
    def _ground_of(stored: StoredProof | None, listing: Listing | None) -> tuple[_Ground | None, str]:
        if stored is None or listing is None:
            return None, ""
        name, _, content_id = stored.proof.data.name.rpartition(" ")
        files = []
        for one in (stored.proof.active, stored.proof.candidate):
            model = listing.by_sha256(one.sha256)
            if model is None:
                return None, texts.MODEL_GONE.translated(model=one.title)
            files.append(model.file)
        if name not in listing.datasets:
            return None, texts.DATASET_GONE.translated()
        return _Ground(name, content_id, *files), ""

    def wish(self, names: tuple[str, ...], side_px: int) -> None:
        """These are in view now; what waited from before is given up."""
        if self._ground is None:
            for name in names:
                self._page.show_pictures(FramePictures(name, trouble=self._why_none))
            return
        self._waiting, self._side_px = list(names), side_px
        self._next()

    def _next(self) -> None:
        ground = self._ground
        if self._is_reading or not self._waiting or ground is None:
            return
        name, side_px, session = self._waiting.pop(0), self._side_px, self._session
        self._is_reading = True

        def read() -> FramePictures:
            return FramePictures(name, self._beside(ground, session).pictures(name, side_px))

        def shown(found: FramePictures) -> None:
            self._is_reading = False
            if ground == self._ground:
                self._page.show_pictures(found)
            self._next()

        def failed(reason: Message) -> None:
            shown(FramePictures(name, trouble=message_text(reason).line))

        self._background.run(read, done=shown, failed=failed)

    def _beside(self, ground: _Ground, session: Session) -> FramesBeside:
        """On the background. Raises DatasetError where the version is another by now, ModelError as ``open_model``."""
        from inspector.core.messages import Code, DatasetError, message
        from inspector.datasets.version import open_version
        from inspector.evaluation.frame_beside import FramesBeside
        from inspector.inference.model_file import open_model
        from inspector.pipeline.prediction_pool import lower_priority
        from inspector.presenters.models_reading import BEHIND_THE_LINE

        if self._open is not None and self._open[0] == ground:
            return self._open[1]
        self._open = None  # two more models in memory are enough
        lower_priority(BEHIND_THE_LINE)  # of this thread alone, and of those that the models make
        version = open_version(session.open_workspace().datasets / ground.dataset)
        if version.id != ground.content_id:
            detail = texts.DATASET_GONE.translated()
            raise DatasetError(message(Code.DATASET_BROKEN, path=str(version.folder), detail=detail))
        active, candidate = open_model(ground.active), open_model(ground.candidate)
        made = FramesBeside(version, active, candidate, lambda owner: session.catalogue.classes_of(owner))
        self._open = (ground, made)
        return made
