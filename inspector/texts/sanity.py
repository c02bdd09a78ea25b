"""What the look at a dataset before a training found, in words: what, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple, Protocol

from inspector.texts.formats import size
from inspector.texts.translate import CountedText, Param, Text


class SanityPhrase(NamedTuple):
    """With parameters in braces: {names}, {n}, {n_groups}, {splits}, {split}, {bits}, {expected}, {size}."""

    what: Text | CountedText
    to_do: Text


SAME_FRAME = CountedText(
    "sanity", "{n} pictures are in two splits, such as {names} ({splits}).",
    "A picture is in two splits: {names} ({splits}).", 1,
)  # fmt: skip
NEAR_TWINS = CountedText(
    "sanity", "{n} surfaces lie in two splits as near twins, such as {names} ({splits}).",
    "A surface lies in two splits as near twins: {names} ({splits}).", 1,
)  # fmt: skip
CLASS_TINY = CountedText(
    "sanity", "{names} is in {n} training frames of {n_groups} groups only.",
    "{names} is in one training frame only.", 1,
)  # fmt: skip
SMALL_FRAMES = CountedText(
    "sanity", "{n} frames are smaller than the views of {size} px, such as {names}.",
    "A frame is smaller than the views of {size} px: {names}.", 1,
)  # fmt: skip

SPLIT_ANEW = Text("sanity", "Split the dataset anew: whole groups and near twins then stay together.")
ADD_FRAMES = Text("sanity", "Label more frames of it, from other pieces; or balance the dataset.")

# By the name of the kind of finding, which the presenter and the command line know.
PHRASES: dict[str, SanityPhrase] = {
    "SAME_FRAME": SanityPhrase(SAME_FRAME, SPLIT_ANEW),
    "NEAR_TWINS": SanityPhrase(
        NEAR_TWINS, Text("sanity", "Scores would look better than the line will be. Split the dataset anew.")
    ),
    "NO_TRAIN": SanityPhrase(
        Text("sanity", "No frame is in the train split: there is nothing to learn from."), SPLIT_ANEW
    ),
    "NO_VAL": SanityPhrase(
        Text("sanity", "No frame is in the val split, by which weights and thresholds are chosen."), SPLIT_ANEW
    ),
    "NO_TEST": SanityPhrase(
        Text("sanity", "No frame is in the test split: the model gets no score that it was not chosen by."), SPLIT_ANEW
    ),
    "NOTHING_TO_LEARN": SanityPhrase(
        Text("sanity", "No frame of the train split holds a defect: there is nothing to learn."),
        Text("sanity", "Label frames with defects, or split the dataset anew."),
    ),
    "CLASS_UNLEARNED": SanityPhrase(
        Text("sanity", "Cannot be learned: {names}. It is in val or test, and in no training frame."), SPLIT_ANEW
    ),
    "CLASS_NOWHERE": SanityPhrase(
        Text("sanity", "On no frame at all: {names}. The model will know the name and never find it."),
        Text("sanity", "Label frames of it, or make the dataset without this class."),
    ),
    "CLASS_UNJUDGED": SanityPhrase(
        Text("sanity", "On no frame of the {split} split: {names}. How well it is found there cannot be told."),
        SPLIT_ANEW,
    ),
    "CLASS_TINY": SanityPhrase(CLASS_TINY, ADD_FRAMES),
    "MODEL_LACKS": SanityPhrase(
        Text("sanity", "Not known to the model in use: {names}. Learned from these frames alone."),
        Text("sanity", "Check the spelling: a class is its name. Else nothing needs to be done."),
    ),
    "DATASET_LACKS": SanityPhrase(
        Text(
            "sanity",
            "Found by the model in use, and not in the dataset: {names}. A new model would not find it.",
        ),
        Text("sanity", "Train on frames that hold it too, or say yes to losing it."),
    ),
    "BITS_DIFFER": SanityPhrase(
        Text("sanity", "The frames have {bits} bits, mixed."),
        Text("sanity", "Each is scaled by its own depth. Import them with the right bits if that is wrong."),
    ),
    "OTHER_BITS": SanityPhrase(
        Text("sanity", "The frames have {bits} bits; the model in use was trained on {expected} bits."),
        Text("sanity", "Train on frames as the line's camera delivers them."),
    ),
    "SMALL_FRAMES": SanityPhrase(
        SMALL_FRAMES, Text("sanity", "They are padded by reflection. A network with smaller views loses less.")
    ),
    "NO_CLEAN": SanityPhrase(
        Text("sanity", "No training frame is clean: the model would not learn what good steel looks like."),
        Text("sanity", "Add frames without a defect."),
    ),
}  # fmt: skip
REFUSES = Text("sanity", "Refused")
WARNS = Text("sanity", "Mind")
NOTHING_FOUND = Text("sanity", "Nothing speaks against a training.")


class Finding(Protocol):
    """As ``datasets/sanity.py`` gives it."""

    @property
    def kind(self) -> Enum: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def n(self) -> int: ...
    @property
    def n_groups(self) -> int: ...
    @property
    def splits(self) -> Sequence[Enum]: ...
    @property
    def bits(self) -> tuple[int, ...]: ...
    @property
    def expected_bits(self) -> tuple[int, ...]: ...
    @property
    def size_px(self) -> tuple[int, int] | None: ...


def finding_texts(finding: Finding) -> tuple[str, str]:
    """What was found, and what to do about it."""
    phrase = PHRASES[finding.kind.name]
    splits = ", ".join(str(split.value) for split in finding.splits)
    height, width = finding.size_px or (0, 0)
    params: dict[str, Param] = {
        "names": ", ".join(finding.names), "n_groups": finding.n_groups, "splits": splits, "split": splits,
        "bits": ", ".join(map(str, finding.bits)), "expected": ", ".join(map(str, finding.expected_bits)),
        "size": size(width, height, "px").removesuffix(" px"),
    }  # fmt: skip
    if isinstance(phrase.what, CountedText):
        what = phrase.what.translated(n=finding.n, **params)
    else:
        what = phrase.what.translated(**params)
    return what, phrase.to_do.translated()
