"""What the program tells people, as codes with parameters; ``inspector.texts`` puts them into sentences.

Two kinds of trouble: the user's world (camera unplugged, disk full), which is an
``InspectorError`` carrying a ``Message`` and is shown in four sentences; and a bug of
ours, which is any other exception and is logged with its trace.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Self, TypeAlias

from inspector.core.typed_json import parsed_json
from inspector.core.untrusted import storable

Value: TypeAlias = str | int | float


class Tier(StrEnum):
    """How loud a message or an alarm is."""

    STOP = "stop"  # something is not being inspected or recorded, or is grave
    WARN = "warn"
    NOTE = "note"


class Code(StrEnum):
    """Every message the program can give, with the names of its parameters; its sentences stand in ``texts/phrases``.

    Whoever gives a message gives all of its parameters: ``tests/unit/texts/test_messages.py`` reads every call.
    """

    params: tuple[str, ...]

    def __new__(cls, value: str, *params: str) -> Self:
        made = str.__new__(cls, value)
        made._value_ = value
        made.params = params
        return made

    # frames
    FRAME_TRUNCATED = "frame.truncated", "name"
    FRAME_EMPTY_FILE = "frame.empty_file", "name"
    FRAME_NOT_A_PICTURE = "frame.not_a_picture", "name"
    FRAME_TOO_LARGE = "frame.too_large", "name", "width", "height", "limit_mpx"
    FRAME_UNSUPPORTED = "frame.unsupported", "name", "detail"
    FRAME_UNREADABLE = "frame.unreadable", "name", "detail"  # the operating system's reason
    FRAME_VANISHED = "frame.vanished", "name"
    FRAME_SKIPPED = "frame.skipped", "name"  # dropped because the model was too slow
    FRAME_PAUSED = "frame.paused", "name"  # dropped because the records, or another sink, held up the line
    STRETCH_UNSEEN = "frame.stretch_unseen", "name"  # the piece moved on further than the camera saw, before this frame
    FRAME_NOT_REACHED = "frame.not_reached", "name"  # stopped before its turn
    FRAME_FAILED = "frame.failed", "name", "detail"  # inference or measuring failed on it
    FRAME_BITS_EXCEEDED = "frame.bits_exceeded", "name", "bits", "highest", "limit", "needed"  # a value needs more bits
    FRAME_FLOAT_RANGE = "frame.float_range", "name", "detail"  # floating-point values outside of black and white
    FRAME_NO_ANSWER = "frame.no_answer", "name", "limit_s"  # reading it hangs
    FRAME_DARK = "frame.dark", "name"  # no product to be seen in it
    FRAME_SATURATED = "frame.saturated", "name"
    FRAME_FLAT = "frame.flat", "name"  # one grey, without any noise
    FRAME_NO_PRODUCT = "frame.no_product", "name"
    FRAME_OUTSIDE = "frame.outside", "name"  # the fixed columns lie beyond it
    EDGES_JUMPED = "frame.edges_jumped", "name", "jump_px"  # of the product; inspected all the same
    EDGES_UNCLEAR = "frame.edges_unclear", "name"  # so more of the frame is inspected
    FRAME_BLANK_ROWS = "frame.blank_rows", "name", "first_row", "last_row", "n_rows"  # inspected but for these rows
    # sources
    SOURCE_MISSING = "source.missing", "path"
    SOURCE_EMPTY = "source.empty", "path"
    SOURCE_UNREADABLE = "source.unreadable", "path", "detail"
    DEMO_STRIP = ("source.demo",)  # defects and alarms are shown on purpose
    SOURCE_IS_OURS = "source.is_ours", "path", "written"  # what is inspected would hold what is written meanwhile
    SOURCE_NO_ANSWER = "source.no_answer", "path", "limit_s"  # listing or opening it hangs, or reading a video
    SOURCE_NOT_UNDERSTOOD = "source.not_understood", "text"
    REST_UNKNOWN = "source.rest_unknown", "name", "detail"  # stopped, and what was left cannot be listed
    SOURCE_TWICE = "source.twice", "text", "first_mm", "second_mm"  # among the lanes
    FOLDER_UNREADABLE = "source.folder_unreadable", "path", "detail"  # a sub-folder was left out
    FOLDER_LOST = "source.folder_lost", "path", "detail"  # a watched one, as a whole
    FOLDER_BACK = "source.folder_back", "path"
    FILE_KEEPS_GROWING = "source.file_grows", "name", "grows_s"  # of a watched folder
    SOURCE_AGAIN = "source.again", "name", "piece"  # a folder or video that was inspected before, from its beginning
    VIDEO_UNREADABLE = "source.video_unreadable", "path"
    VIDEO_ENDED_EARLY = "source.video_ended_early", "path", "n_frames", "n_expected"
    SOURCE_BITS_UNKNOWN = "source.bits_unknown", "source", "bits", "highest", "n_frames", "n_watched"  # of 16
    CAMERA_NOT_FOUND = "camera.not_found", "address"
    CAMERA_NO_SUCH_NUMBER = "camera.no_such_number", "number"
    CAMERA_LOST = "camera.lost", "address", "retry_s"
    CAMERA_BACK = "camera.back", "address", "lost_s"
    # models
    MODEL_MISSING = "model.missing", "path"
    MODEL_NOT_ONNX = "model.not_onnx", "path", "detail"
    MODEL_OPSET_TOO_NEW = "model.opset_too_new", "path", "detail"
    MODEL_NO_CARD = "model.no_card", "path"
    MODEL_CARD_BROKEN = "model.card_broken", "path", "detail"
    MODEL_TWO_CARDS = "model.two_cards", "path", "beside", "detail"
    MODEL_WEIGHTS = "model.weights", "path", "detail"  # in other files, that cannot be used
    MODEL_TRIED = "model.tried", "path"  # in a process of its own, and that takes a while
    MODEL_TRY_FAILED = "model.try_failed", "path", "detail"
    MODEL_GIVEN_UP = "model.given_up", "path"  # while it was tried
    MODEL_WRONG_RANK = "model.wrong_rank", "path", "detail"
    MODEL_OPERATION = "model.operation", "path", "name"  # that the runtime does not have
    MODEL_CARD_CONTRADICTED = "model.card_contradicted", "path", "detail"  # by the network itself
    MODEL_OWN_CHANGED = "model.own_changed", "path"  # a file of the program's
    MODEL_CHANGED = "model.changed", "path", "detail"  # it does not answer as it did when it was exported
    MODEL_FAILED = "model.failed", "path", "detail"
    MODEL_OUT_OF_MEMORY = "model.out_of_memory", "path", "detail"
    MODEL_UNKNOWN = "model.unknown", "name", "detail"  # what there is instead
    MODEL_NAME_TAKEN = "models.name_taken", "name", "version", "path", "taken_by"
    PROMOTED_MODEL_LOST = "model.promoted_lost", "model", "path", "detail"  # its file is gone, or another one by now
    PROMOTIONS_BROKEN = "models.promotions_broken", "path", "detail"
    PROMOTION_REFUSED = "models.promotion_refused", "model", "detail"
    NOTHING_TO_ROLL_BACK = ("models.nothing_to_roll_back",)
    ROLL_BACK_ELSEWHERE = "models.roll_back_elsewhere", "model"  # that a way back leads to by now
    ROLL_BACK_NOT_RECORDED = "models.roll_back_not_recorded", "model", "detail"  # it was made
    MODEL_PROMOTED = "models.promoted", "model", "before", "by", "because"
    MODEL_ROLLED_BACK = "models.rolled_back", "model", "before", "by", "because"
    MODEL_ROLLED_BACK_BY_RULE = "models.rolled_back_by_rule", "model", "before", "because"
    PROMOTED_ELSEWHERE = "models.promoted_elsewhere", "model", "by"  # by another program, since this one started
    SHADOW_BEGUN = "shadow.begun", "model", "active", "every_n"
    SHADOW_ENDED = "shadow.ended", "model", "active", "n_compared", "n_live", "n_agreed", "n_kept", "classes"
    SHADOW_OUTDATED = (  # another model is in use by now
        "shadow.outdated", "model", "active", "n_compared", "n_live", "n_agreed", "n_kept", "classes", "other"
    )  # fmt: skip
    SHADOW_FAILED = (
        "shadow.failed", "model", "active", "n_compared", "n_live", "n_agreed", "n_kept", "classes", "detail"
    )  # fmt: skip
    SHADOW_OF_ITSELF = "shadow.of_itself", "model"
    MODEL_ON_TRIAL = "models.on_trial", "model", "promoted"  # it was chosen by hand
    BUNDLE_BROKEN = "models.bundle_broken", "path", "detail"
    MODEL_ADDED = "models.added", "model", "path"
    MODEL_EXPORTED = "models.exported", "model", "path"
    MODELS_UNWRITABLE = "models.unwritable", "path", "detail"
    VARIANT_MADE = "models.variant_made", "model", "of", "mb", "mb_of"
    VARIANT_FAILED = "models.variant_failed", "model", "kind", "detail"
    AUDIT_UNWRITABLE = "audit.unwritable", "path", "detail"
    AUDIT_UNREADABLE = "audit.unreadable", "path", "detail"
    PROVIDER_NOT_USED = "model.provider_not_used", "wanted", "used", "detail"
    PROOF_BROKEN = "models.proof_broken", "path", "detail"
    PROOF_NOT_BEGUN = "models.proof_not_begun", "model", "detail"
    NOT_COMPARABLE = "models.not_comparable", "candidate", "active", "detail"
    CLASSES_NOT_MAPPED = "evaluation.classes_not_mapped", "model", "data", "detail"
    SCREEN_BROKEN = "screen.broken", "path", "detail"
    SCREEN_FOREIGN = "screen.foreign", "path", "model", "sha256", "detail"  # made for another model
    SCREEN_OTHER_MODEL = "screen.other_model", "model"  # is in use by now than the one that was shown
    SCREEN_NOT_GOOD = "screen.not_good", "model", "detail"  # enough: it would lose too much, or nobody can tell
    SCREENING_ON = "screening.on", "screen", "kept", "low", "high", "data", "looked_at", "approved_by", "approved_at"
    SCREENING_FROM = "screening.from", "screen", "frame", "name"  # of this frame on, in the middle of a piece
    SCREENING_OFF = "screening.off", "frame", "name"  # the same
    SCREENING_CHECKED = "screening.checked", "n_whole", "n_frames", "n_found", "n_missed", "looked_at"
    SCREENING_MISSED = "screening.missed", "name", "n_missed", "n_found"  # in a frame that was looked at whole
    SCREENING_BEYOND = "screening.beyond", "screen"  # thresholds below those that it was measured at
    # recording
    STORE_DISK_FULL = "store.disk_full", "path", "detail"
    STORE_LOCKED = "store.locked", "path", "detail"
    STORE_IN_USE = "store.in_use", "path", "detail"  # locked, and nothing of ours runs that could wait
    STORE_NO_ROOM = "store.no_room", "path", "detail"  # the disk is full, the same
    STORE_BROKEN = "store.broken", "path", "detail"
    STORE_TOO_NEW = "store.too_new", "path", "found", "known"
    STORE_UNWRITABLE = "store.unwritable", "path", "detail"
    STORE_PAUSED = "store.paused", "n_waiting"  # inspection waits for the disk
    STORE_GAVE_UP = "store.gave_up", "path", "n_frames"  # stopped while records waited, these are not recorded
    STORE_REJECTED = "store.rejected", "path", "detail"  # a record that the database refused, and no retry helps
    STORE_MISCOUNTED = "store.miscounted", "path", "n_frames", "n_recorded", "n_defects", "n_defects_recorded"
    STORE_DAMAGED = "store.damaged", "path", "kept", "detail"  # while it was open; recording goes on in a fresh file
    CLOCK_JUMPED = "store.clock_jumped", "by_s"  # the PC's clock, against the time that really passed
    BACKUP_FAILED = "store.backup_failed", "path", "detail"
    SETTINGS_CHANGED = "inspection.settings_changed", "from_frame", "settings"  # of every class
    EVIDENCE_QUOTA = "store.evidence_quota", "path", "limit_mb"  # oldest crops make room
    EVIDENCE_FAILED = "store.evidence_failed", "path", "detail"  # rows are recorded, crops are not
    EVIDENCE_AGED = "store.evidence_aged", "n", "mb", "n_pieces", "pieces"  # removed by the plant's rule of age
    REGIONS_BROKEN = "store.regions_broken", "frame", "detail"  # what the overlay showed cannot be read
    PRODUCT_BROKEN = "store.product_broken", "frame", "detail"  # what of it was inspected cannot be read
    REGIONS_TOO_MANY = "store.regions_too_many", "frame", "detail"  # what the overlay shows is not recorded
    INSPECTION_UNFINISHED = "store.inspection_unfinished", "piece", "started_at"  # found at start
    # workspace and settings
    WORKSPACE_MISSING = "workspace.missing", "path"
    WORKSPACE_BROKEN = "workspace.broken", "path", "detail"
    WORKSPACE_TOO_NEW = "workspace.too_new", "path", "found", "known"
    WORKSPACE_EXISTS = "workspace.exists", "path"
    PIN_UNFIT = "workspace.pin_unfit", "detail"
    PEOPLE_UNFIT = "workspace.people_unfit", "detail"  # what was asked for, and why it cannot be
    PEOPLE_BROKEN = "workspace.people_broken", "path", "detail"  # the table of people; nobody can sign in
    BACKUP_MADE = "backup.made", "path", "n_files", "mb"
    BACKUP_NOT_MADE = "backup.not_made", "path", "detail"
    BACKUP_UNUSABLE = "backup.unusable", "path", "detail"
    BACKUP_WHOLE = "backup.whole", "path", "n_files", "mb", "made_at", "by", "pc"
    BACKUP_RESTORED = "backup.restored", "path", "folder", "n_files", "mb"
    BACKUP_NOT_RESTORED = "backup.not_restored", "path", "folder", "detail"
    WINDOW_FORGOTTEN = "workspace.window_forgotten", "path", "detail"  # where its windows were, what was open
    KEYS_FORGOTTEN = "workspace.keys_forgotten", "path", "detail"  # those that somebody chose
    OUTPUT_TAKEN = "output.taken", "path", "detail"  # why results cannot go there
    OUTPUT_IN_USE = "output.in_use", "path", "user", "pc", "process", "since"  # by another program, or this one
    OUTPUT_UNWRITABLE = "output.unwritable", "path", "detail"
    CALIBRATION_WRONG = "calibration.wrong", "text"
    LANES_NEED_SCALE = "calibration.lanes_need_scale"
    LANES_APART = "calibration.lanes_apart", "left", "right", "mm"  # between two neighbours
    LANES_OVERLAP = "calibration.lanes_overlap", "left", "right", "mm"
    POSITIONS_NEED_SCALE = "calibration.positions_need_scale"
    POSITION_IMPOSSIBLE = "position.impossible", "name", "detail"  # where a frame would lie, by its name or time
    POSITIONS_ASSUMED = "position.assumed", "name"  # rows counted for a frame of unknown length
    POSITION_PATTERN_WRONG = "position.pattern_wrong", "pattern", "detail"
    SEVERITY_CLASSES_UNKNOWN = "severity.classes_unknown", "model", "names"  # rules for them never fire
    THRESHOLD_SET_WRONG = "thresholds.set_wrong", "name", "detail"
    THRESHOLD_SET_MISSING = "thresholds.set_missing", "name", "model", "known"
    CALIBRATION_FILE_WRONG = "calibration.file_wrong", "path", "detail"
    # grading
    GRADING_TABLE_MISSING = "grading.table_missing", "name", "detail"  # what there is instead
    GRADING_TABLE_BROKEN = "grading.table_broken", "path", "detail"
    GRADING_TABLE_CHANGED = "grading.table_changed", "name", "found", "based_on"  # somebody saved a version meanwhile
    GRADING_TABLE_WRONG = "grading.table_wrong", "name", "detail"  # as it stands in the form
    GRADING_CLASSES_UNKNOWN = "grading.classes_unknown", "table", "model", "names"  # rules for them are never met
    GRADING_EDIT_UNSAVED = "grading.edit_unsaved", "name"  # another table was asked for
    GRADING_TABLE_SAVED = "grading.table_saved", "name", "version"
    GRADING_VERDICTS_RECORDED = "grading.verdicts_recorded", "name", "version", "n"
    PIECE_UNKNOWN = "report.piece_unknown", "name", "path"
    PIECE_AMBIGUOUS = "report.piece_ambiguous", "name", "n"  # several inspections begin so; they are listed
    REPORT_MADE = "report.made", "path"
    # datasets and training
    DATASET_BROKEN = "dataset.broken", "path", "detail"
    DATASET_NOT_BALANCED = "dataset.not_balanced", "path", "detail"  # nothing could be injected, or not as asked
    BALANCE_CHOICES_DROPPED = "dataset.balance_choices_dropped", "dataset", "n", "n_kept"  # about single defects
    DATASET_NAME_WRONG = "dataset.name_wrong", "name"
    DATASET_NAME_TAKEN = "dataset.name_taken", "name"  # versions never change
    DATASET_IMPORTED = "dataset.imported", "name", "n_frames", "n_left_out"
    DATASET_DOUBTFUL = "dataset.doubtful", "name", "detail"  # signs that its labels were misunderstood
    DATASET_LEAK = "dataset.leak", "path", "group", "splits"
    DATASET_INJECTED_JUDGE = "dataset.injected_judge", "path", "name"
    DATASET_DUPLICATES_LEAK = "dataset.duplicates_leak", "path", "n", "one", "one_split", "other", "other_split"
    DATASET_FEW_GROUPS = "dataset.few_groups", "path", "n_groups", "n_parts"
    DATASET_CHANGED = "dataset.changed", "path", "file"
    DATASET_FOREIGN = "dataset.foreign", "path", "detail"  # another program's files that are not read
    DATASET_EXPORT_DIFFERS = "dataset.export_differs", "name", "data_format", "detail"  # read back, it is not the same
    DATASET_PAIRS_BROKEN = "dataset.pairs_broken", "path", "n_broken", "n_importable"
    LABELS_UNSAVED = "labels.unsaved", "path", "detail"  # they are on the screen, and not on the disk
    LABELS_UNUSABLE = "labels.unusable", "path", "detail"
    LABELS_HELD = "labels.held", "user", "pc", "since"  # by another program: they are only looked at
    LABELS_REVIEWER_IS_AUTHOR = "labels.reviewer_is_author", "name"
    LABELS_FRAME_CHANGED = "labels.frame_changed", "name"  # its file, while it is labelled
    LABELS_FRAME_UNOPENED = "labels.frame_unopened", "name", "detail"
    LABELS_FOLDERS_LEFT_OUT = "labels.folders_left_out", "path", "n", "detail"  # could not be listed; the first of n
    LABELS_STEPS_LOST = "labels.steps_lost", "name", "path"  # the end of a journal cannot be read; it lies below path
    LABELS_PART_UNREAD = "labels.part_unread", "name", "detail"  # of a frame too large to be held
    LABELS_NAME_WRONG = "labels.name_wrong", "name", "detail"  # of a class or a person
    LABELS_NONE_OPEN = ("labels.none_open",)  # every frame of the list is finished
    LABELS_MANY_DONE = "labels.many_done", "n", "detail"  # by one press; why others stay open
    LABELS_NONE_DONE = "labels.none_done", "detail"  # likewise
    LABELS_TAKEN_BACK = "labels.taken_back", "n", "n_left"  # of those; changed since
    LABELS_CLASS_EDITED = "labels.class_edited", "before", "after", "n", "n_failed", "detail"
    LABELS_CLASS_SPLIT = "labels.class_split", "before", "after", "n", "n_frames", "n_gone", "detail"
    LABELS_VERSION_MADE = "labels.version_made", "name", "n_frames", "n_labelled", "n_left_out", "new"
    CLASS_GUIDES_UNUSABLE = "classes.guides_unusable", "path", "detail"  # what classes mean
    CLASS_EXAMPLES_FULL = "classes.examples_full", "name", "n"
    CLASS_NO_EXAMPLE = ("classes.no_example",)  # nothing under the mouse can be one
    LABELS_NOT_LISTED = ("labels.not_listed",)  # a frame that should be opened is not in the list that is shown
    LABELS_NO_MODEL = ("labels.no_model",)  # that could look for errors
    CLICK_MODEL_UNFIT = "labels.click_model_unfit", "path", "detail"
    CLICK_MODEL_FILES = "labels.click_model_files", "n"  # that were chosen: not two
    LABELS_VERSION_UNFIT = "labels.version_unfit", "n", "frame", "detail"
    REQUEST_BROKEN = "training.request_broken", "path", "detail"
    RUN_MISSING = "training.run_missing", "run", "path"
    RUN_OTHER_CLASSES = "training.other_classes", "start", "kept", "new", "left"  # class names
    RUN_WITHOUT_MODEL = "training.run_without_model", "run", "detail"
    RUN_UNREADABLE = "training.run_unreadable", "run", "path", "detail"
    RUN_NOT_STARTED = "training.run_not_started", "run", "path", "detail"
    RUN_NOT_ASKED = "training.run_not_asked", "run", "path", "detail"
    RUN_TAKEN = "training.run_taken", "run", "detail"  # why it cannot be started under this name
    CHECKPOINTS_UNUSABLE = "training.checkpoints_unusable", "run", "path", "detail"  # the newest and the one before
    TRAINING_FAILED = "training.failed", "run", "detail"
    TRAINING_MODEL_ADDED = "training.model_added", "run", "model"
    TRAINING_NOTES_UNSAVED = "training.notes_unsaved", "run", "detail"
    TRAINING_DIVERGED = "training.diverged", "run", "step", "detail"
    TRAINING_TOO_LARGE = "training.too_large", "run", "width", "height"  # not one view fits into memory
    TRAINING_DEVICE_MISSING = "training.device_missing", "device", "n_gpus"  # that PyTorch can use
    TRAINING_PROCESSES = "training.processes", "detail"
    # pages of the window
    PROGRAM_REPLACED = ("program.replaced",)  # an update came while it ran
    STILL_RUNNING = ("live.still_running",)  # it was asked to stop and has not ended
    FRAME_FILE_GONE = "review.file_gone", "name", "path"  # read again, long after its inspection
    FRAME_NOT_READ_AGAIN = "review.not_read_again", "name", "path", "detail"
    FRAME_CHANGED = "review.frame_changed", "name", "found", "expected"  # its size or bits
    FRAME_FILE_TOUCHED = "review.file_touched", "name", "then", "now"  # the same size, written anew since
    FRAME_ONLY_CROPS = "review.only_crops", "name", "n"  # of its defects were kept
    FRAME_NOT_KEPT_THEN = "review.not_kept", "name"  # no source to read again, and no evidence
    PICTURE_AGED = "review.picture_aged", "name", "days", "at"  # removed by the plant's rule of age
    PICTURE_MADE_ROOM = "review.picture_made_room", "name", "at"
    PICTURE_NOT_RESTORED = "review.picture_not_restored", "name", "at"  # the backup did not hold it
    PICTURE_GONE = "review.picture_gone", "name", "path"  # its row says that it is kept, and the file is not there
    FRAME_NOT_RECORDED = "review.not_recorded", "frame"
    NO_MODEL_LOADED = ("review.no_model",)
    SEARCH_NOT_UNDERSTOOD = "review.search_not_understood", "detail"
    NO_FRAME_THERE = "review.no_frame_there", "what"  # in that direction
    OVERLAY_BOXES_ONLY = "review.boxes_only", "name"  # inspected by a program that did not record regions
    INSPECTION_NOT_FOUND = "review.inspection_not_found", "piece"
    DEFECTS_EXPORTED = "review.defects_exported", "n", "path"
    EXPORT_FAILED = "review.export_failed", "path", "detail"
    PICTURE_COPIED = "review.picture_copied", "name"
    COPIED_ROWS = "review.copied_rows", "n"
    FRAME_KEPT = "live.frame_kept", "name"
    FRAME_NOT_KEPT = "live.frame_not_kept", "name"
    NO_FRAME_TO_KEEP = "live.no_frame_to_keep"
    DROPPED_UNKNOWN = "live.dropped_unknown", "name"  # onto the window, and it is nothing that it opens
    DROPPED_SEVERAL = "live.dropped_several", "n"
    WORK_BUSY = "balance.busy", "name"  # of the work that was not started
    SNAPSHOT_MADE = "balance.snapshot_made", "name", "n_frames", "n_injections", "n_given_up", "shares"
    SHEET_MADE = "balance.sheet_made", "path"
    # alarms
    ALARM_CRITICAL_DEFECT = "alarm.critical_defect", "class_name", "size", "position", "piece"
    ALARM_COVERAGE_LOW = "alarm.coverage_low", "percent", "limit", "piece"
    ALARM_BLIND = "alarm.blind", "name", "limit_s"  # no young picture of a live source
    ALARM_FROZEN_PICTURE = "alarm.frozen_picture", "name", "n_frames"  # identical ones of a camera
    ALARM_MODEL_MEMORY = "alarm.model_memory", "name"  # of the first frame that did not fit
    ALARM_MORE = "alarm.more", "newest"  # than are listed one by one
    ALARM_NO_SOUND = "alarm.no_sound", "detail"
    ALARM_COMMAND_FAILED = "alarm.command_failed", "command", "detail"
    ALARM_FILE_FAILED = "alarm.file_failed", "path", "detail"
    # jobs
    JOB_CANCELLED = "job.cancelled", "name"
    NO_DISPLAY = "program.no_display", "detail"
    # the program itself in the plant: updates, starting with the PC, ends that nobody wished
    UPDATE_UNREADABLE = "update.unreadable", "path", "detail"
    UPDATE_NOT_SIGNED = "update.not_signed", "path", "signature"  # the file that should lie beside it
    UPDATE_OTHER_KEY = "update.other_key", "path", "key", "known"
    UPDATE_ALTERED = "update.altered", "path", "detail"
    UPDATE_UNFIT = "update.unfit", "path", "detail"  # for another program, edition or PC
    UPDATE_SAME = "update.same", "version"
    UPDATE_OLDER = "update.older", "path", "version", "installed"
    UPDATE_NO_ROOM = "update.no_room", "path", "detail"
    UPDATE_BUSY = "update.busy", "detail"  # something runs on this PC that it would interrupt
    UPDATE_TWICE = ("update.twice",)
    UPDATE_NO_PACKAGE = "update.no_package", "path"  # this program was not installed from one
    UPDATE_FAILED = "update.failed", "version", "before", "detail"
    UPDATE_WENT_BACK = "update.went_back", "version", "before", "detail"
    UPDATE_LEFT_BROKEN = "update.left_broken", "version", "detail"  # and nothing before it answers
    UPDATE_NOTHING_BEFORE = "update.nothing_before", "path"
    UPDATE_BEFORE_BROKEN = "update.before_broken", "version", "detail"
    UPDATE_NOT_SWITCHED = "update.not_switched", "path", "detail"
    UPDATE_DONE = "update.done", "version", "before"
    UPDATE_WAITS = "update.waits", "version"  # for this program's end: Windows
    UPDATE_ARRIVED = "update.arrived", "version", "before"  # told by the program that was started after it
    AUTOSTART_FAILED = "autostart.failed", "path", "detail"
    WAS_AWAY = "program.was_away", "since", "away_s"  # between two inspections of one piece
    ENDED_UNEXPECTEDLY = "program.ended_unexpectedly", "at", "missed", "report"
    RESTARTED_TOO_OFTEN = "program.restarted_too_often", "n", "minutes", "report"
    BUNDLE_FAILED = "program.bundle_failed", "path", "detail"
    BUNDLE_SAVED = "program.bundle_saved", "path", "n_files"
    MANUAL_MISSING = "program.manual_missing", "path"
    SINK_FAILED = "program.sink_failed", "name", "detail"  # one of best effort: inspection goes on without it
    UNEXPECTED = "program.unexpected", "detail"  # a bug of ours; the trace is in the log


@dataclass(frozen=True, slots=True)
class Message:
    code: Code
    params: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        params = {name: storable(value) if isinstance(value, str) else value for name, value in self.params.items()}
        object.__setattr__(self, "params", MappingProxyType(params))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.code, dict(self.params)) == (other.code, dict(other.params))

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted(self.params.items()))))

    def to_json(self) -> str:
        return json.dumps({"code": self.code.value, "params": dict(self.params)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Message:
        """Raises ValueError for what is no message, or one of a newer program."""
        loaded = parsed_json(text)
        if not isinstance(loaded, dict) or loaded.keys() != {"code", "params"}:
            raise ValueError("it is no message")
        params = loaded["params"]
        if not isinstance(params, dict) or not all(isinstance(one, Value) for one in params.values()):
            raise ValueError("it is no message")
        return cls(Code(loaded["code"]), params)


def message(code: Code, **params: Value) -> Message:
    return Message(code, params)


class InspectorError(Exception):
    """Something in the user's world went wrong; ``message`` says what in code and parameters.

    Raise it where the facts are known, with ``from error`` so that the log keeps the cause.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(f"{message.code.value} {dict(message.params)}")
        self.message = message


class FrameError(InspectorError):
    """One frame cannot be inspected; the rest goes on."""


class SourceError(InspectorError):
    """A folder, video or camera cannot deliver frames."""


class ModelError(InspectorError):
    """A model cannot be used; the one before stays in use."""


class StoreError(InspectorError):
    """Records cannot be written or read."""


class WorkspaceError(InspectorError):
    """Settings, calibration or an output folder cannot be used."""


class DatasetError(InspectorError):
    """A dataset version or its source cannot be used."""


class LabelError(InspectorError):
    """Labels of a frame cannot be read or saved."""


class DisplayError(InspectorError):
    """No window can be opened here."""


class TrainingError(InspectorError):
    """A training run cannot go on."""
