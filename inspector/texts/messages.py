"""Every message of the program in words: what, why, meanwhile, next step.

One entry per code, with the code's parameters, and the log's place as {log}, in braces. Qt-free: the command
line and the window say the same. ``tests/unit/presenters/test_words.py`` proves that no code lacks its words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from inspector.core.messages import Code, Message
from inspector.logs import log_file


class Tier(StrEnum):
    """How loud a message is."""

    STOP = "stop"  # something is not being inspected or recorded
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class MessageText:
    """A message as people read it, in four parts."""

    what: str
    why: str
    meanwhile: str
    next_step: str
    tier: Tier
    code: str  # for the log and for support

    def as_text(self) -> str:
        return "\n".join(
            part for part in (self.what, self.why, self.meanwhile, self.next_step, f"[{self.code}]") if part
        )


class Phrase(NamedTuple):
    tier: Tier
    what: str
    why: str
    meanwhile: str
    next_step: str


_NEXT_FRAME = "Inspection goes on with the next frame; this one is listed as not inspected."
_OLD_MODEL = "The model used so far stays in use."
_NOTHING_STARTED = "Nothing was started; what is recorded stays."
_ROWS_WAIT = "Nothing recorded is lost: records wait in memory, and inspection waits when that is full."

_PHRASES: dict[Code, Phrase] = {
    Code.FRAME_TRUNCATED: Phrase(
        Tier.STOP, "“{name}” was not inspected.", "The file is cut short: its end is missing.", _NEXT_FRAME,
        "Copy the file again, or check the program that writes it.",
    ),
    Code.FRAME_EMPTY_FILE: Phrase(
        Tier.STOP, "“{name}” was not inspected.", "The file is empty.", _NEXT_FRAME, "Copy the file again.",
    ),
    Code.FRAME_NOT_A_PICTURE: Phrase(
        Tier.STOP, "“{name}” was not inspected.", "It is not a picture, whatever its name says.", _NEXT_FRAME,
        "Remove it from the folder, or save it as PNG, JPEG, BMP or TIFF.",
    ),
    Code.FRAME_TOO_LARGE: Phrase(
        Tier.STOP, "“{name}” was not inspected.",
        "It is {width} × {height} pixels; up to {limit_mpx} megapixels are read.", _NEXT_FRAME,
        "Cut it into shorter frames.",
    ),
    Code.FRAME_UNSUPPORTED: Phrase(
        Tier.STOP, "“{name}” was not inspected.", "This kind of picture is not read: {detail}.", _NEXT_FRAME,
        "Save it as 8- or 16-bit grey or RGB in PNG, JPEG, BMP or TIFF.",
    ),
    Code.FRAME_UNREADABLE: Phrase(
        Tier.STOP, "“{name}” was not inspected.", "It could not be read: {detail}.", _NEXT_FRAME,
        "Check the permissions and the disk or network share.",
    ),
    Code.FRAME_VANISHED: Phrase(
        Tier.STOP, "“{name}” was not inspected.", "It was removed before its turn.", _NEXT_FRAME,
        "Keep files in the folder until they are inspected.",
    ),
    Code.FRAME_SKIPPED: Phrase(
        Tier.STOP, "“{name}” was not inspected.", "Frames arrive faster than this PC inspects them.",
        "The newest frames are inspected; what was left out is recorded as a gap.",
        "Slow the line, use a GPU, or choose a faster model.",
    ),
    Code.FRAME_NOT_REACHED: Phrase(
        Tier.NOTE, "“{name}” was not inspected.", "Inspection was stopped before its turn.",
        "It is listed as not inspected.", "Start again to inspect it.",
    ),
    Code.FRAME_FAILED: Phrase(
        Tier.STOP, "“{name}” was not inspected.", "Inspecting it failed: {detail}.", _NEXT_FRAME,
        "If it happens again, copy the details for support, and the log: {log}",
    ),
    Code.SOURCE_MISSING: Phrase(
        Tier.STOP, "There is nothing to inspect at “{path}”.", "No such file or folder.", _NOTHING_STARTED,
        "Check the path, or choose another folder.",
    ),
    Code.SOURCE_EMPTY: Phrase(
        Tier.STOP, "There is nothing to inspect in “{path}”.", "The folder holds no files.", _NOTHING_STARTED,
        "Choose a folder with frames, or wait for them with --watch.",
    ),
    Code.SOURCE_UNREADABLE: Phrase(
        Tier.STOP, "“{path}” cannot be opened.", "{detail}.", _NOTHING_STARTED,
        "Check the permissions and the disk or network share.",
    ),
    Code.SOURCE_NOT_UNDERSTOOD: Phrase(
        Tier.STOP, "“{text}” is no source.", "A source is a folder, a picture, a video, a camera's number or URL.",
        _NOTHING_STARTED, "Give one of these, or “demo” for the synthetic strip.",
    ),
    Code.FOLDER_UNREADABLE: Phrase(
        Tier.STOP, "The folder “{path}” was left out.", "{detail}.",
        "The other folders are inspected; nothing in this one is.", "Check its permissions, then start again.",
    ),
    Code.VIDEO_UNREADABLE: Phrase(
        Tier.STOP, "The video “{path}” cannot be opened.", "It is damaged, or of a kind that is not read.",
        _NOTHING_STARTED, "Play it elsewhere to check it, or convert it to MP4.",
    ),
    Code.VIDEO_ENDED_EARLY: Phrase(
        Tier.STOP, "The video “{path}” ended early.",
        "It holds {n_frames} of the {n_expected} frames that it promises.",
        "Those read were inspected; the rest is listed as not inspected.", "Copy the video again.",
    ),
    Code.CAMERA_NOT_FOUND: Phrase(
        Tier.STOP, "Camera “{address}” was not found.", "Nothing answers at this address.", _NOTHING_STARTED,
        "Check its power and cable, and the address; other programs must have released it.",
    ),
    Code.CAMERA_NO_SUCH_NUMBER: Phrase(
        Tier.STOP, "Camera {number} was not found.",
        "This PC has no camera of this number, or another program uses it. The first one is 0.", _NOTHING_STARTED,
        "Check its cable and close other programs; inspector doctor lists the cameras of this PC.",
    ),
    Code.CAMERA_LOST: Phrase(
        Tier.STOP, "Camera “{address}” is lost: the strip is not being inspected.", "It stopped sending frames.",
        "What passes now is recorded as not inspected; the next try comes in {retry_s} s.",
        "Check its power and cable. Inspection goes on by itself when it is back.",
    ),
    Code.CAMERA_BACK: Phrase(
        Tier.NOTE, "Camera “{address}” is back.", "It was away for {lost_s} s.", "Inspection goes on.",
        "The gap is in the records; look at that part of the piece again.",
    ),
    Code.MODEL_MISSING: Phrase(
        Tier.WARN, "The model was not loaded.", "There is no file “{path}”.", _OLD_MODEL, "Choose another file.",
    ),
    Code.MODEL_NOT_ONNX: Phrase(
        Tier.WARN, "The model “{path}” was not loaded.", "It is not a whole ONNX file: {detail}", _OLD_MODEL,
        "Copy the file again, or export the model again.",
    ),
    Code.MODEL_OPSET_TOO_NEW: Phrase(
        Tier.WARN, "The model “{path}” was not loaded.",
        "It was exported for a newer ONNX than this program reads: {detail}",
        _OLD_MODEL, "Export it with opset 18, or update Inspector.",
    ),
    Code.MODEL_NO_CARD: Phrase(
        Tier.WARN, "The model “{path}” was not loaded.",
        "It has no card: its classes, input and thresholds are not known.", _OLD_MODEL,
        "Put a card beside it: the same name, ending in .card.json. The README shows one.",
    ),
    Code.MODEL_CARD_BROKEN: Phrase(
        Tier.WARN, "The model “{path}” was not loaded.", "Its card cannot be used: {detail}.", _OLD_MODEL,
        "Correct the card, or export the model again.",
    ),
    Code.MODEL_WRONG_RANK: Phrase(
        Tier.WARN, "The model “{path}” was not loaded.",
        "It is no segmentation network that fits: {detail}.", _OLD_MODEL,
        "Export it with one input (N, channels, height, width) and one score per class and pixel.",
    ),
    Code.MODEL_FAILED: Phrase(
        Tier.STOP, "The model “{path}” failed.", "{detail}", "Frames on which it fails are listed as not inspected.",
        "Choose another model; copy the details for support.",
    ),
    Code.MODEL_OUT_OF_MEMORY: Phrase(
        Tier.STOP, "The model “{path}” ran out of memory.", "{detail}",
        "Frames on which it fails are listed as not inspected.", "Close other programs, or choose a smaller model.",
    ),
    Code.PROVIDER_NOT_USED: Phrase(
        Tier.WARN, "The model runs on the {used}, not on {wanted}.", "{detail}.",
        "Inspection goes on, slower than it could.", "Run “inspector doctor” to see what is missing.",
    ),
    Code.STORE_DISK_FULL: Phrase(
        Tier.STOP, "The disk is full: inspection cannot be recorded.", "“{path}”: {detail}.", _ROWS_WAIT,
        "Make room on the disk. Recording goes on by itself.",
    ),
    Code.STORE_LOCKED: Phrase(
        Tier.STOP, "The records are locked by another program.", "“{path}”: {detail}.", _ROWS_WAIT,
        "Close the program that has the database open. Recording goes on by itself.",
    ),
    Code.STORE_BROKEN: Phrase(
        Tier.STOP, "The records cannot be opened.", "“{path}” is damaged or no database: {detail}.",
        "The file was left as it is. " + _NOTHING_STARTED, "Move the file aside, or restore a backup.",
    ),
    Code.STORE_TOO_NEW: Phrase(
        Tier.STOP, "The records cannot be opened.",
        "“{path}” has version {found}; this program knows up to {known}.",
        "The file was left as it is. " + _NOTHING_STARTED, "Update Inspector on this PC.",
    ),
    Code.STORE_UNWRITABLE: Phrase(
        Tier.STOP, "The records cannot be written.", "“{path}”: {detail}.", _NOTHING_STARTED,
        "Check the permissions, or choose another workspace.",
    ),
    Code.STORE_PAUSED: Phrase(
        Tier.WARN, "Inspection waits for the disk.", "{n_waiting} records wait to be written.",
        "Nothing recorded is lost. Live frames that cannot wait are recorded as a gap.",
        "Check whether another program keeps the disk busy.",
    ),
    Code.STORE_GAVE_UP: Phrase(
        Tier.STOP, "Frames were not recorded: {n_frames}.",
        "“{path}” took no more records, and the inspection was stopped.", "What was recorded before stays.",
        "Make room on the disk or free the database, then inspect these frames again.",
    ),
    Code.SETTINGS_CHANGED: Phrase(
        Tier.NOTE, "Thresholds were changed.", "From frame {from_frame} on: {settings}.",
        "Frames before it keep what was found in them.", "",
    ),
    Code.EVIDENCE_QUOTA: Phrase(
        Tier.NOTE, "Old defect pictures make room for new ones.", "“{path}” has reached its {limit_mb} MB.",
        "Records stay; pictures somebody annotated stay too.", "Raise the quota in workspace.toml to keep more.",
    ),
    Code.EVIDENCE_FAILED: Phrase(
        Tier.WARN, "Defect pictures are not being kept.", "“{path}”: {detail}.",
        "Defects themselves are recorded.", "Make room on the disk or check the permissions.",
    ),
    Code.INSPECTION_UNFINISHED: Phrase(
        Tier.WARN, "The inspection of “{piece}” was not finished.",
        "The program ended during it, started {started_at}.", "What was inspected until then is kept.",
        "Inspect the rest of the piece again.",
    ),
    Code.WORKSPACE_MISSING: Phrase(
        Tier.STOP, "There is no workspace at “{path}”.", "Its workspace.toml was not found.", _NOTHING_STARTED,
        "Make one: inspector workspace init DIR.",
    ),
    Code.WORKSPACE_BROKEN: Phrase(
        Tier.STOP, "The workspace “{path}” cannot be used.", "{detail}.", "It was left as it is. " + _NOTHING_STARTED,
        "Correct workspace.toml, or restore a copy.",
    ),
    Code.WORKSPACE_TOO_NEW: Phrase(
        Tier.STOP, "The workspace “{path}” cannot be used.",
        "It has version {found}; this program knows up to {known}.", "It was left as it is. " + _NOTHING_STARTED,
        "Update Inspector on this PC.",
    ),
    Code.WORKSPACE_EXISTS: Phrase(
        Tier.STOP, "No workspace was made at “{path}”.", "There is one already.", "It was left as it is.",
        "Use it, or choose another folder.",
    ),
    Code.OUTPUT_TAKEN: Phrase(
        Tier.STOP, "Results cannot be written to “{path}”.", "{detail}.", _NOTHING_STARTED,
        "Choose a new or empty folder, or one that an earlier run wrote.",
    ),
    Code.OUTPUT_UNWRITABLE: Phrase(
        Tier.STOP, "The results cannot be written.", "“{path}”: {detail}.", "What is in the records stays.",
        "Choose another folder, or make room.",
    ),
    Code.CALIBRATION_WRONG: Phrase(
        Tier.STOP, "“{text}” is no pixel size.", "It takes one or two numbers above 0, in mm per pixel.",
        _NOTHING_STARTED, "Write, for example, 0.25 or 0.25,0.5 (across, along).",
    ),
    Code.CALIBRATION_FILE_WRONG: Phrase(
        Tier.STOP, "The calibration “{path}” cannot be used.", "{detail}.", _NOTHING_STARTED,
        "Give a TOML file with mm_per_px_across and mm_per_px_along.",
    ),
    Code.CLASSES_DIFFER: Phrase(
        Tier.STOP, "“{model}” cannot be scored on the dataset “{path}”.",
        "They do not fit: the model's classes are {model_classes}; those of the dataset are {dataset_classes}.",
        "Nothing was scored.", "Choose a model trained on these classes, or a dataset with the model's classes.",
    ),
    Code.DATASET_BROKEN: Phrase(
        Tier.STOP, "The dataset “{path}” cannot be used.", "{detail}.", "It was left as it is.",
        "Import it again.",
    ),
    Code.DATASET_NOT_BALANCED: Phrase(
        Tier.STOP, "The dataset “{path}” cannot be balanced so.", "{detail}.", "Nothing was written.",
        "Change the settings, use clean parts of frames too (--clean-crops), or import frames that it lacks.",
    ),
    Code.BALANCE_CHOICES_DROPPED: Phrase(
        Tier.WARN, "{n} saved choices about single defects of “{dataset}” were dropped; {n_kept} were kept.",
        "An older program saved them by the number of a defect on its frame, and these numbers cannot be matched with "
        "this version for certain.",
        "All other settings stay.", "Look through the donor library, and exclude or favour these defects again.",
    ),
    Code.DATASET_LEAK: Phrase(
        Tier.STOP, "The dataset “{path}” cannot be used.",
        "Group {group} lies in several splits ({splits}): scores on it would be too good to be true.",
        "Nothing was written.", "Give each group one split.",
    ),
    Code.DATASET_INJECTED_JUDGE: Phrase(
        Tier.STOP, "The dataset “{path}” cannot be used.",
        "“{name}” holds injected defects and lies in a split that judges models: only real ones may.",
        "Nothing was written.", "Keep pictures with injected defects in the train split.",
    ),
    Code.DATASET_DUPLICATES_LEAK: Phrase(
        Tier.STOP, "The splits of the dataset “{path}” leak.",
        "Surfaces that lie in several splits: {n}. For one, “{one}” in {one_split} and “{other}” in {other_split} show "
        "the same: scores would be too good to be true.",
        "It was left as it is.", "Split it anew, which keeps duplicates together: inspector dataset split.",
    ),
    Code.DATASET_FEW_GROUPS: Phrase(
        Tier.STOP, "The dataset “{path}” cannot be split.",
        "A group is never torn apart, and for {n_parts} parts there are {n_groups} groups (those that duplicates "
        "connect count as one).",
        "Nothing was written.", "Import more coils or rails, or ask for fewer parts.",
    ),
    Code.DATASET_CHANGED: Phrase(
        Tier.STOP, "The dataset “{path}” cannot be used.", "{file} was changed after the version was made.",
        "Training stopped before it read more.", "Import it again as a new version.",
    ),
    Code.DATASET_FOREIGN: Phrase(
        Tier.STOP, "“{path}” was not imported.", "{detail}.", "Nothing was written.",
        "Check that folder and format belong together; a dry run tells what would be imported.",
    ),
    Code.DATASET_PAIRS_BROKEN: Phrase(
        Tier.STOP, "“{path}” was not imported.",
        "{n_broken} pairs or files cannot be imported, {n_importable} frames can; the report names each and why.",
        "Nothing was written.", "Correct them, or import the rest with --skip-broken.",
    ),
    Code.REQUEST_BROKEN: Phrase(
        Tier.STOP, "The training was not started.", "“{path}”: {detail}.", _NOTHING_STARTED, "Correct the request.",
    ),
    Code.RUN_MISSING: Phrase(
        Tier.STOP, "There is no training run “{run}”.", "“{path}” holds no progress of one.", _NOTHING_STARTED,
        "Name a folder below runs of the workspace, and the workspace where it is not the default one.",
    ),
    Code.TRAINING_FAILED: Phrase(
        Tier.STOP, "The training “{run}” failed.", "{detail}.", _OLD_MODEL,
        "Start it again: it goes on from its last checkpoint.",
    ),
    Code.JOB_CANCELLED: Phrase(
        Tier.NOTE, "“{name}” was cancelled.", "Somebody asked for it.", "What it had finished is kept.", "",
    ),
    Code.NO_DISPLAY: Phrase(
        Tier.STOP, "The window cannot be opened.", "There is no screen here: {detail}.", _NOTHING_STARTED,
        "Start it at a screen, with xvfb-run, or inspect without a window: inspector run SOURCE.",
    ),
    Code.UNEXPECTED: Phrase(
        Tier.STOP, "Something went wrong in the program itself.", "{detail}.",
        "What is recorded stays.", "Copy the details for support, and the log: {log}",
    ),
}  # fmt: skip


class _Known(dict[str, object]):
    """Parameters; one that is missing shows as a question mark rather than hiding the message."""

    def __missing__(self, key: str) -> str:
        return "?"


def message_text(message: Message) -> MessageText:
    phrase = _PHRASES[message.code]
    params = _Known({key: _plain(value) for key, value in message.params.items()}, log=log_file())
    what, why, meanwhile, next_step = (part.format_map(params) for part in phrase[1:])
    why = why.replace("..", ".")  # details of the operating system bring their own full stop
    return MessageText(what, why, meanwhile, next_step, phrase.tier, message.code.value)


def _plain(value: str | int | float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def words_at_start(message: Message) -> MessageText:
    """MessageText for a command that could not start: no model was in use before, and no training failed on its way."""
    words = message_text(message)
    if message.code.value.startswith(("model.", "training.")):
        return replace(words, meanwhile=_NOTHING_STARTED)
    return words


def one_line(message: Message) -> str:
    """What and why, for logs and lists."""
    words = message_text(message)
    return f"{words.what} {words.why}"
