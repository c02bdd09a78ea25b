"""Words for what looks wrong in data that are imported."""

from __future__ import annotations

from typing import Final

from inspector.core.data_warnings import DataWarning, WarningKind
from inspector.texts.translate import CountedText, Text

N_NAMED: Final = 5  # classes

ALL_CLEAN = CountedText(
    "importing",
    "No frame shows a defect, all {n} are clean. If there are any, their labels were not understood.",
    "No frame shows a defect, the only one is clean. If there is any, its label was not understood.",
    1,
)
ALL_IGNORED = CountedText(
    "importing",
    "No pixel is a defect, and {n} are ignored (255). If 255 stands for the defect, say what the values of masks mean.",
    "No pixel is a defect, and {n} is ignored (255). If 255 stands for the defect, say what the values of masks mean.",
    1,
)
CLASS_IGNORED = Text("importing", "Every pixel of these classes is ignored: {names}.")
CLASS_COVERED = Text("importing", "Of these classes nothing is left, other regions lie over all of it: {names}.")
CLASS_UNUSED = Text("importing", "These classes are listed and on no frame: {names}.")
FOLDER_MISSING = Text(
    "importing", "The data name folders of frames that are not there: {names}. What is there was read without them."
)
INVERTED = CountedText(
    "importing",
    "On {n} of {of} frames more than 60 % of the pixels are defect, on {name} for one. Are masks inverted?",
    "On {n} of {of} frames more than 60 % of the pixels are defect, on {name}. Is its mask inverted?",
    1,
)
TURNED_MISFIT = CountedText(
    "importing",
    "{n} pictures are turned by their EXIF tag and their annotations fit them only unturned, {name} for one. They were "
    "annotated in a program that ignores the tag: remove it from the pictures.",
    "{n} picture is turned by its EXIF tag and its annotation fits it only unturned: {name}. It was annotated in a "
    "program that ignores the tag: remove it from the picture.",
    1,
)
TURNED = CountedText(
    "importing",
    "{n} pictures are turned by their EXIF tag, {name} for one. Their annotations have the right size, but look "
    "whether they lie right: not every program obeys the tag.",
    "{n} picture is turned by its EXIF tag: {name}. Its annotation has the right size, but look whether it lies right: "
    "not every program obeys the tag.",
    1,
)
FEWER_BITS = CountedText(
    "importing",
    "{n} frames of 16 bits seem to hold {bits} and do not say so. Import them with --bits {bits}, or they are taken "
    "for nearly black.",
    "{n} frame of 16 bits seems to hold {bits} and does not say so. Import it with --bits {bits}, or it is taken for "
    "nearly black.",
    1,
)
DUPLICATES = CountedText(
    "importing",
    "{n} surfaces lie in several splits, as {name} and {other}: scores will be too good to be true. Group the frames, "
    "or split the dataset anew.",
    "{n} surface lies in several splits, as {name} and {other}: scores will be too good to be true. Group the frames, "
    "or split the dataset anew.",
    1,
)
DUPLICATES_UNKNOWN = Text(
    "importing",
    "Whether the same surface lies in several splits was not looked for: there are {n} frames, more than {of}. Look "
    "for duplicates in the dataset.",
)

_COUNTED: Final = {
    WarningKind.ALL_CLEAN: ALL_CLEAN, WarningKind.ALL_IGNORED: ALL_IGNORED, WarningKind.INVERTED: INVERTED,
    WarningKind.TURNED_MISFIT: TURNED_MISFIT, WarningKind.TURNED: TURNED, WarningKind.FEWER_BITS: FEWER_BITS,
    WarningKind.DUPLICATES: DUPLICATES,
}  # fmt: skip
_NAMED: Final = {  # classes, or folders
    WarningKind.CLASS_IGNORED: CLASS_IGNORED, WarningKind.CLASS_COVERED: CLASS_COVERED,
    WarningKind.CLASS_UNUSED: CLASS_UNUSED, WarningKind.FOLDER_MISSING: FOLDER_MISSING,
}  # fmt: skip


def warning_text(warning: DataWarning) -> str:
    if warning.kind in _NAMED:
        more = ["…"] if len(warning.names) > N_NAMED else []
        return _NAMED[warning.kind].translated(names=", ".join([*warning.names[:N_NAMED], *more]))
    if warning.kind is WarningKind.DUPLICATES_UNKNOWN:
        return DUPLICATES_UNKNOWN.translated(n=warning.n, of=warning.of)
    name, other = (*warning.names, "", "")[:2]
    return _COUNTED[warning.kind].translated(n=warning.n, of=warning.of, name=name, other=other, bits=warning.bits)
