"""What concerns all labels and not one frame: classes renamed or merged, likely errors, a dataset version.

    a wish ► what it would change, counted ► job with progress and cancel ► words

The open frame is saved and let go before all labels are changed, and opened again afterwards. No frame is opened in
between: of two editors of one frame, each would number its steps as the other does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from inspector.annotation.class_edits import ClassEdit, ClassEditDone, OneClass, apply, counted
from inspector.annotation.frame_file import read_listed
from inspector.annotation.frame_list import Reason, Why
from inspector.annotation.frame_queue import QueueOrder
from inspector.annotation.label_index import LabelIndex
from inspector.annotation.label_sheet import LabelState
from inspector.annotation.mask_step import StepFacts
from inspector.core.audit import utc_now, utc_text
from inspector.core.data_terms import NOT_STATED
from inspector.core.files import is_plain_name
from inspector.core.frame import MAX_PIXELS
from inspector.core.messages import Code, DatasetError, InspectorError, Message, message
from inspector.jobs.job import JobProgress, JobState, JobStatus
from inspector.pictures.large_picture import LargePicture
from inspector.presenters.balance_editing import catching_disk_errors
from inspector.presenters.balance_importing import free_name
from inspector.presenters.work_in_hand import work_of
from inspector.screens.annotate import ClassEditState, VersionAsked, VersionOffer
from inspector.screens.balance import WorkState
from inspector.texts import annotate as texts
from inspector.workers.job_worker import ENDED, JobWorker

if TYPE_CHECKING:
    from inspector.annotation.label_store import LabelStore
    from inspector.annotation.to_version import Gathered
    from inspector.datasets.version import DatasetVersion
    from inspector.presenters.annotate_presenter import AnnotatePresenter
    from inspector.session import Session
    from inspector.views.annotate.annotate_page import AnnotatePage

T = TypeVar("T")
NEW_NAME = "labelled"


class LabelSets:
    """One job at a time."""

    def __init__(self, frames: AnnotatePresenter, page: AnnotatePage, session: Session) -> None:
        self._frames, self._page, self._session = frames, page, session
        self._jobs = JobWorker()
        self._edit: ClassEdit | None = None  # that was counted and waits for its button
        self._changing = ""  # the job that changes labels, from the wish for it to its end
        self._ended: Callable[[], object] = lambda: None  # told of its end
        self._is_unwritten = False  # the disk has not taken all that it changed
        self._made = ""  # the dataset version that was made last
        page.class_edit_asked.connect(self._count)
        page.class_edit_applied.connect(self._apply)
        page.version_asked.connect(self._make_version)
        self._jobs.status_changed.connect(self._job_moved)

    @property
    def is_busy(self) -> bool:
        return self._jobs.is_busy or bool(self._changing)

    def acts(self) -> dict[str, Callable[[], object]]:
        return {
            "annotate.errors": self.find_errors,
            "annotate.make_version": self._offer_version,
            "annotate.train": lambda: self._page.training_wished.emit(self._made),
            "annotate.cancel": self._jobs.cancel,
        }

    def end(self, timeout_s: float) -> bool:
        return self._jobs.end(timeout_s)

    def find_datasets(self, found: Callable[[tuple[str, ...]], object]) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        folder = workspace.datasets
        self._frames.in_background(
            lambda: tuple(sorted(path.parent.name for path in folder.glob("*/manifest.json"))), found
        )

    # classes

    def _count(self, before: str, after: str) -> None:
        """What the edit would do, as it is typed."""
        self._edit = None
        try:
            edit = ClassEdit(before, after.strip())
        except ValueError as error:
            self._page.show_class_edit(ClassEditState(f"{error}.".capitalize(), can_apply=False))
            return
        found = counted(self._frames.listing.known.labels, edit)
        text = texts.EDIT_NONE if not found.n_frames else texts.EDIT_MERGE if found.is_merge else texts.EDIT_RENAME
        self._edit = edit
        self._page.show_class_edit(
            ClassEditState(
                text.translated(
                    before=edit.before, after=edit.after, n_frames=found.n_frames, n=found.n_instances,
                    n_reviewed=found.n_reviewed,
                ),
                can_apply=True,
            )
        )  # fmt: skip

    def _apply(self) -> None:
        edit, store = self._edit, self._frames.desk.store
        if edit is None or store is None or self.refuses(store):
            return
        author, session = self._frames.author, self._session

        def work(progress: JobProgress) -> ClassEditDone:
            name = texts.MERGE_STEP.translated(before=edit.before, after=edit.after)
            is_known = edit.after in (entry.name for entry in session.catalogue.entries)
            _keep_look(session, edit)
            store.wait_or_raise()
            with LabelIndex(store) as index:  # the frame that was open has been saved since the edit was counted
                labels = index.labels()
            return apply(
                store, labels, edit, StepFacts(name, author, utc_text(utc_now())), progress.report,
                session.catalogue.non_defects if is_known else None,
            )  # fmt: skip

        def done(result: ClassEditDone) -> None:
            first = result.failed[0] if result.failed else None
            detail = texts.EDIT_FAILED.translated(frame=first[0], detail=first[1]) if first is not None else ""
            self._frames.answer(
                message(
                    Code.LABELS_CLASS_EDITED, before=edit.before, after=edit.after, n=result.n_frames,
                    n_failed=len(result.failed), detail=detail,
                )
            )  # fmt: skip

        title = texts.EDITING.translated(before=edit.before, after=edit.after)
        self._edit = None
        self.change_labels(title, work, done)

    def refuses(self, store: LabelStore) -> bool:
        """While the disk does not take what was changed, no file says how the labels are."""
        if store.trouble is not None:
            self._frames.answer(store.trouble)
        return store.trouble is not None

    # likely errors

    def find_errors(self) -> None:
        """Labels of the list that the model of today contradicts, the likeliest errors first."""
        in_use, store = self._session.in_use, self._frames.desk.store
        if in_use is None or store is None:
            self._frames.answer(message(Code.LABELS_NO_MODEL))
            return
        listing = self._frames.listing
        known = listing.known
        frames = [
            (listing.frames[at], sha)
            for at in range(len(listing.frames))
            if (facts := known.labels.get(sha := known.sha_at(listing.frames, at))) is not None and not facts.fault
            and (facts.counts or facts.state in (LabelState.DONE, LabelState.REVIEWED))
        ]  # fmt: skip
        workspace = self._session.open_workspace().folder

        def work(progress: JobProgress) -> dict[str, Reason]:
            from inspector.annotation.comparing import disagreements, in_model_classes
            from inspector.inference.predictor import Predictor

            predictor = Predictor(in_use.model)
            found = {}
            for done, (frame, sha) in enumerate(frames):
                progress.report(done, len(frames))
                sheet = store.read_sheet(sha)
                if sheet is None or sheet.height * sheet.width > MAX_PIXELS:
                    continue  # the manual says so of such frames
                try:
                    read = read_listed(replace(frame, frame_sha256=sha), workspace, sheet.source.bits)
                    labels = store.read_map(sheet)
                except InspectorError:
                    continue  # opening it says why
                assert not isinstance(read.pixels, LargePicture)  # by its size
                prediction = predictor.predict(read.pixels, read.bits or 16)
                labels = in_model_classes(labels, sheet.class_names, in_use.card.class_names)
                worst = next(iter(disagreements(labels, prediction)), None)
                if worst is not None:
                    name = in_use.card.class_names[worst.model_index or worst.label_index]
                    kind = texts.KINDS[worst.kind.value].translated()
                    detail = texts.DISAGREES.translated(kind=kind, name=name)
                    found[sha] = Reason(Why.DISAGREES, worst.weight, detail)
            progress.report(len(frames), len(frames))
            return found

        def done(found: dict[str, Reason]) -> None:
            listing.know(disagreements=found)
            listing.choose(replace(listing.wish, order=QueueOrder.DISAGREEMENT))

        self.start(texts.LOOKING_FOR_ERRORS.translated(), work, done)

    # versions

    def _offer_version(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        source = self._frames.listing.source
        base = source.name if source.kind == "dataset" else ""

        def offer(names: tuple[str, ...]) -> None:
            wanted = f"{base}-{NEW_NAME}" if base else NEW_NAME
            self._page.show_version_offer(VersionOffer(free_name(workspace.datasets, wanted), names, base))

        self.find_datasets(offer)

    def _make_version(self, asked: VersionAsked) -> None:
        workspace, store = self._session.workspace, self._frames.desk.store
        name = asked.name.strip()
        if workspace is None or store is None or self.refuses(store):
            return
        if not is_plain_name(name):
            self._frames.answer(message(Code.DATASET_NAME_WRONG, name=name))
            return
        folder = workspace.datasets / name
        states = frozenset({LabelState.REVIEWED, *([LabelState.DONE] if asked.with_done else [])})
        in_use, catalogue = self._session.in_use, self._session.catalogue
        known = in_use.card.class_names if in_use is not None else ()
        non_defects = catalogue.non_defects_of(in_use.card) if in_use is not None else ()

        def work(progress: JobProgress) -> tuple[DatasetVersion, Gathered]:
            from inspector.annotation.to_version import VersionWish, gather, write
            from inspector.datasets.version import open_version

            store.wait_or_raise()
            if folder.exists():
                raise DatasetError(message(Code.DATASET_NAME_TAKEN, name=name))
            base = open_version(workspace.datasets / asked.base) if asked.base else None
            wish = VersionWish(states, base, class_names=known, non_defects=non_defects)
            gathered = gather(store, wish, progress.report)
            if gathered.left_out and not asked.leaves_unfit:
                first = gathered.left_out[0]
                raise DatasetError(
                    message(Code.LABELS_VERSION_UNFIT, n=len(gathered.left_out), frame=first.name, detail=first.reason)
                )
            with catching_disk_errors(folder):
                made = write(
                    gathered, store, folder, name=name, terms=asked.terms.strip() or NOT_STATED,
                    report=progress.report,
                )  # fmt: skip
            return made, gathered

        def done(made: tuple[DatasetVersion, Gathered]) -> None:
            version, gathered = made
            self._made = name
            self._page.show_version_offer(None)
            self._page.show_version_made()
            self._frames.answer(
                message(
                    Code.LABELS_VERSION_MADE, name=name, n_frames=len(version.samples),
                    n_labelled=len(gathered.frames), n_left_out=len(gathered.left_out),
                    new=", ".join(gathered.new_classes) or "–",
                )
            )  # fmt: skip

        title = texts.MAKING.translated(name=name)
        self._frames.with_nothing_open(lambda: self.start(title, work, done))  # its mask is saved before

    # jobs

    def start(self, name: str, work: Callable[[JobProgress], T], done: Callable[[T], object]) -> None:
        if self.is_busy:
            self._frames.answer(message(Code.WORK_BUSY, name=name))
            return
        self._run(name, work, done)

    def change_labels(
        self, name: str, work: Callable[[JobProgress], T], done: Callable[[T], object],
        ended: Callable[[], object] = lambda: None,
    ) -> bool:  # fmt: skip
        """``work`` writes labels: no frame is open from now on until all of it is on the disk. ``ended`` is told after
        ``done``, and where it failed or was cancelled. False: it is refused."""
        store = self._frames.desk.store
        if self.is_busy or store is None:
            self._frames.answer(message(Code.WORK_BUSY, name=name))
            return False

        def written(progress: JobProgress) -> T:
            try:
                return work(progress)
            finally:  # also what was changed before somebody cancelled it
                store.wait_or_raise()

        def begin() -> None:
            desk = self._frames.desk
            if desk.current is not None or self._frames.is_opening:  # that was on its way meanwhile
                self._frames.with_nothing_open(begin)
            elif desk.has_unsaved:
                self._changing = ""
                self._frames.answer(_unsaved(store, "the mask of a frame that was left is not saved yet"))
                self._frames.go_on()
            else:
                self._run(name, written, done)

        self._changing, self._ended = name, ended
        self._frames.with_nothing_open(begin)
        return True

    def refuses_frames(self) -> bool:
        """A job has all labels, or the disk has not taken yet what it changed: that is said."""
        if self._changing:
            self._frames.answer(message(Code.WORK_BUSY, name=texts.OPENING_FRAME.translated()))
            return True
        store = self._frames.desk.store
        self._is_unwritten = self._is_unwritten and store is not None and store.n_unwritten > 0
        if self._is_unwritten:
            assert store is not None
            self._frames.answer(_unsaved(store, "the disk has not taken all labels that were changed"))
        return self._is_unwritten

    def _run(self, name: str, work: Callable[[JobProgress], T], done: Callable[[T], object]) -> None:
        self._page.show_work(WorkState(name, None))
        self._jobs.start(name, work, done=done)

    def _job_moved(self, status: JobStatus) -> None:
        if status.state not in ENDED:
            self._page.show_work(work_of(status))
            return
        self._page.show_work(None)
        if status.state is not JobState.DONE and status.reason is not None:
            self._frames.answer(status.reason)
        store = self._frames.desk.store
        self._is_unwritten = bool(self._changing) and store is not None and store.n_unwritten > 0
        if self._changing:
            self._changing = ""
            self._ended()
        self._frames.go_on()


def _unsaved(store: LabelStore, detail: str) -> Message:
    return store.trouble or message(Code.LABELS_UNSAVED, path=str(store.folder), detail=detail)


def _keep_look(session: Session, edit: ClassEdit) -> None:
    """A name that is new looks as the one before it, and means what that meant. Raises WorkspaceError."""
    from inspector.workspace.class_guides import rename_guide
    from inspector.workspace.setting_edits import SettingEdit

    entries = {entry.name: entry for entry in session.catalogue.entries}
    session.meet_classes(OneClass(edit.after))
    before = entries.get(edit.before)
    if before is not None and edit.after not in entries:
        looks = {"colour": before.colour, "hatch": before.hatch.value, "is_defect": before.is_defect}
        session.change_settings([SettingEdit(("classes", edit.after, key), value) for key, value in looks.items()])
    rename_guide(session.open_workspace().classes, edit.before, edit.after)
