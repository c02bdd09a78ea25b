"""The network that makes masks of clicks: its two files, opened when they are first needed, and the frame it looks at.

    no files ► asked for ► kept in the workspace
    begin(pixels) ► opened ► the frame is looked at, once ► segment(pixels, clicks) ► a mask

All of it in a thread of its own; painting goes on meanwhile. Runs on the Qt thread and never waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from inspector.annotation.tools.painting import Patch
from inspector.core.frame import Pixels
from inspector.core.messages import Code, Message, message
from inspector.inference.opening import Opening
from inspector.presenters.painting_desk import Placed
from inspector.texts import painting as texts
from inspector.texts.translate import Text
from inspector.workers.background import Background
from inspector.workspace.setting_edits import SettingEdit

if TYPE_CHECKING:
    from inspector.inference.click_model import ClickModel, Encoded
    from inspector.presenters.label_desk import OpenFrame
    from inspector.session import Session
    from inspector.views.annotate.annotate_page import AnnotatePage

T = TypeVar("T")
Files = tuple[Path, Path]  # encoder, decoder
LOOK, CLICK, CHOOSE = "look", "click", "choose"  # keys of the background work; a choice is no frame's


class Segmenting:
    def __init__(self, page: AnnotatePage, session: Session, *, failed: Callable[[Message], object]) -> None:
        self._page, self._session, self._failed = page, session, failed
        self._background = Background(failed, name="segmenting")
        # Of the thread that works:
        self._model: tuple[Files, ClickModel] | None = None
        self._encoded: tuple[Pixels, Encoded] | None = None
        self._pixels: Pixels | None = None  # of the frame that is open, as the hand has it
        self._max_clicks: int | None = None
        self._opening = Opening()  # given up at the end
        self._told: Callable[[Text | None], object] = lambda text: None
        page.click_files_chosen.connect(self._chosen)

    @property
    def is_busy(self) -> bool:
        return self._background.is_busy

    def opened(self, frame: OpenFrame | None) -> None:
        """None: nothing is open."""
        if frame is None:
            self._pixels = None
            self._background.outdate(LOOK)
            self._background.outdate(CLICK)

    def end(self) -> None:
        self._pixels = None
        self._opening.give_up()
        self._background.end()

    def join(self, timeout_s: float) -> bool:
        return self._background.join(timeout_s)

    # for the hand; see ``Segmenter``

    @property
    def has_files(self) -> bool:
        return self._files is not None

    @property
    def max_clicks(self) -> int | None:
        return self._max_clicks

    def ask_files(self) -> None:
        self._page.ask_click_files()

    def begin(self, pixels: Pixels, told: Callable[[Text | None], object]) -> None:
        self._pixels, self._told = pixels, told
        files = self._files
        if files is None:
            told(texts.CLICKS_NO_FILES)
            return
        told(texts.CLICKS_LOOKING if self._max_known else texts.CLICKS_OPENING)
        self._run(lambda: self._seen(files, pixels), lambda _: told(None), LOOK)

    def segment(
        self, pixels: Pixels, clicks: Sequence[Placed], done: Callable[[Patch], object]
    ) -> None:  # fmt: skip
        self._pixels = pixels
        files = self._files
        if files is None:
            return

        def work() -> Patch:
            from inspector.inference.click_model import Click

            model, encoded = self._seen(files, pixels)
            found = model.segment(encoded, [Click(x, y, is_defect) for x, y, is_defect in clicks])
            return Patch(found.top, found.left, found.mask)

        self._run(work, done, CLICK)

    # inside

    @property
    def _files(self) -> Files | None:
        workspace = self._session.workspace
        if workspace is None:
            return None
        wished = workspace.settings.segmenting
        if not wished.encoder or not wished.decoder:
            return None
        return workspace.folder / wished.encoder, workspace.folder / wished.decoder  # absolute paths stay what they are

    @property
    def _max_known(self) -> bool:
        model = self._model
        return model is not None and model[0] == self._files

    def _run(self, work: Callable[[], T], done: Callable[[T], object], key: str) -> None:
        if not self._background.is_started:
            self._background.start()

        def ready(found: T) -> None:
            model = self._model
            self._max_clicks = model[1].max_clicks if model is not None else None
            done(found)

        def failed(reason: Message) -> None:
            self._failed(reason)
            self._told(texts.CLICKS_FAILED)

        self._background.run(work, done=ready, failed=failed, key=key)

    def _seen(self, files: Files, pixels: Pixels) -> tuple[ClickModel, Encoded]:
        """The network, and what it sees in the frame. On the thread that works. Raises ModelError."""
        from inspector.inference.click_model import open_pair

        if self._model is None or self._model[0] != files:
            self._model, self._encoded = None, None  # the memory of the one before is free first
            self._model = files, open_pair(*files, self._opening)
        if self._encoded is None or self._encoded[0] is not pixels:
            self._encoded = None
            self._encoded = pixels, self._model[1].encode(pixels)
        return self._model[1], self._encoded[1]

    def _chosen(self, paths: Sequence[str]) -> None:
        if len(paths) != 2:
            self._failed(message(Code.CLICK_MODEL_FILES, n=len(paths)))
            return
        session, pixels = self._session, self._pixels

        def work() -> None:
            from inspector.inference.click_model import open_pair

            self._model = self._encoded = None
            model = open_pair(Path(paths[0]), Path(paths[1]), self._opening)
            files = model.encoder.path, model.decoder.path
            session.change_settings(
                [
                    SettingEdit(("segmenting", name), str(path))
                    for name, path in zip(("encoder", "decoder"), files, strict=True)
                ]
            )
            self._model = files, model

        def done(_: None) -> None:
            if pixels is not None and pixels is self._pixels:
                self.begin(pixels, self._told)

        self._told(texts.CLICKS_OPENING)
        self._run(work, done, CHOOSE)
