"""Messages: datasets: importing, splitting, balancing."""

from __future__ import annotations

from inspector.core.messages import Code
from inspector.texts.phrase import Phrase, Tier
from inspector.texts.translate import Text

PHRASES = {
    Code.DATASET_BROKEN: Phrase(
        Tier.STOP,
        Text("messages", "The dataset “{path}” cannot be used."),
        Text("messages", "{detail}."),
        Text("messages", "It was left as it is."),
        Text("messages", "Import it again."),
    ),
    Code.LABELS_UNSAVED: Phrase(
        Tier.STOP,
        Text("messages", "Labels cannot be saved."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "All of them are kept in the memory, and saving goes on by itself as soon as it can."),
        Text("messages", "Make room, or connect the drive again; leave the program open until then."),
    ),
    Code.LABELS_UNUSABLE: Phrase(
        Tier.STOP,
        Text("messages", "The labels in “{path}” cannot be used."),
        Text("messages", "{detail}."),
        Text("messages", "They were left as they are."),
        Text("messages", "Restore the file from a backup, or move it away and label the frame anew."),
    ),
    Code.DATASET_NOT_BALANCED: Phrase(
        Tier.STOP,
        Text("messages", "The dataset “{path}” cannot be balanced so."),
        Text("messages", "{detail}."),
        Text("messages", "Nothing was written."),
        Text(
            "messages",
            "Change the settings, use clean parts of frames too, or import frames that it lacks.",
        ),
    ),
    Code.BALANCE_CHOICES_DROPPED: Phrase(
        Tier.WARN,
        Text("messages", "Saved choices about single defects of “{dataset}” were dropped: {n}; kept: {n_kept}."),
        Text(
            "messages",
            "An older program saved them by the number of a defect on its frame, and these numbers cannot be matched "
            "with this version for certain.",
        ),
        Text("messages", "All other settings stay."),
        Text("messages", "Look through the donor library, and exclude or favour these defects again."),
    ),
    Code.DATASET_NAME_WRONG: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” is no name for a dataset."),
        Text(
            "messages",
            "It names a folder: letters, digits, blanks and . _ - only, at most 100 of them, and no point or blank at "
            "its beginning.",
        ),
        Text("messages", "Nothing was written."),
        Text("messages", "Choose another name."),
    ),
    Code.DATASET_NAME_TAKEN: Phrase(
        Tier.STOP,
        Text("messages", "There is a dataset “{name}” already."),
        Text("messages", "What was written once stays as it is: trainings name it."),
        Text("messages", "Nothing was written."),
        Text("messages", "Choose another name."),
    ),
    Code.DATASET_IMPORTED: Phrase(
        Tier.NOTE,
        Text("messages", "The dataset “{name}” is written."),
        Text("messages", "Frames: {n_frames}; left out as broken: {n_left_out}."),
        None,
        None,
    ),
    Code.DATASET_DOUBTFUL: Phrase(
        Tier.WARN,
        Text("messages", "Look at the dataset “{name}” before you train on it."),
        Text("messages", "{detail}"),
        Text("messages", "It is written as it is."),
        Text("messages", "If its labels were misunderstood, import it again under another name."),
    ),
    Code.DATASET_LEAK: Phrase(
        Tier.STOP,
        Text("messages", "The dataset “{path}” cannot be used."),
        Text("messages", "Group {group} lies in several splits ({splits}): scores on it would be too good to be true."),
        Text("messages", "Nothing was written."),
        Text("messages", "Give each group one split."),
    ),
    Code.DATASET_INJECTED_JUDGE: Phrase(
        Tier.STOP,
        Text("messages", "The dataset “{path}” cannot be used."),
        Text("messages", "“{name}” holds injected defects and lies in a split that judges models: only real ones may."),
        Text("messages", "Nothing was written."),
        Text("messages", "Keep pictures with injected defects in the train split."),
    ),
    Code.DATASET_DUPLICATES_LEAK: Phrase(
        Tier.STOP,
        Text("messages", "The splits of the dataset “{path}” leak."),
        Text(
            "messages",
            "Surfaces that lie in several splits: {n}. For one, “{one}” in {one_split} and “{other}” in "
            "{other_split} show the same: scores would be too good to be true.",
        ),
        Text("messages", "It was left as it is."),
        Text("messages", "Split it anew, which keeps duplicates together: inspector dataset split."),
    ),
    Code.DATASET_FEW_GROUPS: Phrase(
        Tier.STOP,
        Text("messages", "The dataset “{path}” cannot be split."),
        Text(
            "messages",
            "A group is never torn apart. Groups, those that duplicates connect counted as one: {n_groups}; "
            "parts asked for: {n_parts}.",
        ),
        Text("messages", "Nothing was written."),
        Text("messages", "Import more coils or rails, or ask for fewer parts."),
    ),
    Code.DATASET_CHANGED: Phrase(
        Tier.STOP,
        Text("messages", "The dataset “{path}” cannot be used."),
        Text("messages", "{file} was changed after the version was made."),
        Text("messages", "Training stopped before it read more."),
        Text("messages", "Import it again as a new version."),
    ),
    Code.DATASET_FOREIGN: Phrase(
        Tier.STOP,
        Text("messages", "“{path}” was not imported."),
        Text("messages", "{detail}."),
        Text("messages", "Nothing was written."),
        Text("messages", "Check that folder and format belong together; a dry run tells what would be imported."),
    ),
    Code.DATASET_EXPORT_DIFFERS: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not exported."),
        Text("messages", "Read back as {data_format}, the data would not be the same: {detail}."),
        Text("messages", "Nothing was written."),
        Text("messages", "Choose another format, or other names where a name is the reason."),
    ),
    Code.DATASET_PAIRS_BROKEN: Phrase(
        Tier.STOP,
        Text("messages", "“{path}” was not imported."),
        Text(
            "messages",
            "Pairs or files that cannot be imported: {n_broken}; frames that can: {n_importable}. "
            "The report names each and why.",
        ),
        Text("messages", "Nothing was written."),
        Text("messages", "Correct them, or import the rest: “Leave out what is broken”, --skip-broken."),
    ),
}
