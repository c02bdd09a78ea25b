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
    Code.LABELS_HELD: Phrase(
        Tier.WARN,
        Text("messages", "The labels are only looked at here."),
        Text("messages", "{user} has them open on {pc} since {since}."),
        Text("messages", "Nothing that is done here changes them."),
        Text("messages", "To paint, close the other program, then open this page anew."),
    ),
    Code.LABELS_REVIEWER_IS_AUTHOR: Phrase(
        Tier.NOTE,
        Text("messages", "This frame was not marked as reviewed."),
        Text("messages", "{name} drew some of its labels; a review is a second person's look."),
        Text("messages", "Its state stays as it is."),
        Text(
            "messages", "Let somebody else look, under their own name: “Your name” beside the button says who you are."
        ),
    ),
    Code.LABELS_FRAME_CHANGED: Phrase(
        Tier.STOP,
        Text("messages", "The file of “{name}” was changed or deleted while it is labelled."),
        Text("messages", "The labels belong to the picture that is shown, which is in the memory only."),
        Text("messages", "The labels are saved as before."),
        Text("messages", "Put the file back: without it these labels cannot go into a dataset version."),
    ),
    Code.LABELS_STEPS_LOST: Phrase(
        Tier.WARN,
        Text("messages", "The newest changes of “{name}” may be missing."),
        Text("messages", "A part of its journal cannot be read: it was cut off, or the disk has damaged it."),
        Text(
            "messages",
            "The labels are as the last change that can be read left them. The rest is in “{path}”, ending in .lost.",
        ),
        Text("messages", "Look at the frame. If it happens again, check the disk."),
    ),
    Code.LABELS_FOLDERS_LEFT_OUT: Phrase(
        Tier.WARN,
        Text("messages", "The list lacks what is in “{path}”."),
        Text("messages", "Folders that cannot be listed: {n}. The first of them: {detail}."),
        Text("messages", "All other pictures are listed."),
        Text("messages", "Check the permissions of the folder, then open the list again."),
    ),
    Code.LABELS_FRAME_UNOPENED: Phrase(
        Tier.WARN,
        Text("messages", "The frame “{name}” cannot be opened."),
        Text("messages", "{detail}"),
        Text("messages", "Its labels, if there are any, stay as they are."),
        Text("messages", "Put the file right and open it again, or go on with another frame."),
    ),
    Code.LABELS_PART_UNREAD: Phrase(
        Tier.WARN,
        Text("messages", "A part of “{name}” cannot be read."),
        Text("messages", "{detail}"),
        Text("messages", "What cannot be read is shown coarsely; the labels stay as they are."),
        Text("messages", "Put the file right, go to another frame, and come back."),
    ),
    Code.LABELS_NAME_WRONG: Phrase(
        Tier.NOTE,
        Text("messages", "“{name}” cannot be used as a name."),
        Text("messages", "{detail}."),
        Text("messages", "Nothing was changed."),
        None,
    ),
    Code.LABELS_NONE_OPEN: Phrase(
        Tier.NOTE,
        Text("messages", "No frame of this list waits any more in that direction."),
        Text("messages", "All of them are done or reviewed."),
        None,
        Text("messages", "Go the other way, change the filter, or open another list."),
    ),
    Code.LABELS_MANY_DONE: Phrase(
        Tier.NOTE,
        Text("messages", "Frames that are done now: {n}."),
        Text("messages", "{detail}"),
        None,
        Text("messages", "“Take back” makes them open again, until you mark others or close the window."),
    ),
    Code.LABELS_NONE_DONE: Phrase(
        Tier.NOTE,
        Text("messages", "No frame was marked as done."),
        Text("messages", "{detail}"),
        None,
        Text("messages", "Look at each for a moment. “Done” on the frame itself says what is in doubt here."),
    ),
    Code.LABELS_TAKEN_BACK: Phrase(
        Tier.NOTE,
        Text("messages", "Frames that are open again: {n}."),
        Text("messages", "Changed or reviewed since, and left as they are: {n_left}."),
        None,
        None,
    ),
    Code.LABELS_CLASS_EDITED: Phrase(
        Tier.NOTE,
        Text("messages", "“{before}” is “{after}” now, on frames: {n}; not changed: {n_failed}."),
        Text("messages", "{detail}"),
        None,
        None,
    ),
    Code.LABELS_CLASS_SPLIT: Phrase(
        Tier.NOTE,
        Text(
            "messages",
            "Instances of “{before}” that are “{after}” now: {n}, on frames: {n_frames}; painted over meanwhile: "
            "{n_gone}.",
        ),
        Text("messages", "{detail}"),
        None,
        Text("messages", "Each frame can undo it in its history."),
    ),
    Code.LABELS_VERSION_MADE: Phrase(
        Tier.NOTE,
        Text("messages", "The dataset version “{name}” was made; it has {n_frames} frames."),
        Text(
            "messages",
            "Labelled here: {n_labelled}; left out, since they do not fit: {n_left_out}; classes that the version it "
            "goes on from lacks: {new}.",
        ),
        None,
        Text("messages", "Look at it, balance it and export it on the page Balance."),
    ),
    Code.CLASS_GUIDES_UNUSABLE: Phrase(
        Tier.WARN,
        Text("messages", "What the classes mean cannot be read or saved."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "The file was left as it is. Labels are not concerned."),
        Text("messages", "Correct the file, or put it away: new definitions then begin anew."),
    ),
    Code.CLASS_EXAMPLES_FULL: Phrase(
        Tier.NOTE,
        Text("messages", "“{name}” has {n} examples already."),
        Text("messages", "Whoever labels should be able to see all of them."),
        None,
        Text("messages", "Remove one by a click on it, then add the new one."),
    ),
    Code.CLASS_NO_EXAMPLE: Phrase(
        Tier.NOTE,
        Text("messages", "Nothing under the mouse can be an example."),
        Text("messages", "What counts is an instance that is labelled; what does not is any place of the frame."),
        None,
        Text("messages", "Point at one and press the key again."),
    ),
    Code.LABELS_NOT_LISTED: Phrase(
        Tier.NOTE,
        Text("messages", "This frame is not in the list."),
        Text("messages", "Another list is open, or a filter leaves it out."),
        None,
        Text("messages", "Open “All labelled frames”, without a filter."),
    ),
    Code.LABELS_NO_MODEL: Phrase(
        Tier.NOTE,
        Text("messages", "Likely label errors cannot be looked for."),
        Text("messages", "No model is loaded that could be asked."),
        None,
        Text("messages", "Choose one on the page Live."),
    ),
    Code.CLICK_MODEL_UNFIT: Phrase(
        Tier.WARN,
        Text("messages", "“{path}” cannot be used to segment by clicks."),
        Text("messages", "{detail}."),
        Text("messages", "All other tools go on as before."),
        Text("messages", "Choose the encoder and the decoder of one export; docs/manual/annotating.md says what fits."),
    ),
    Code.CLICK_MODEL_FILES: Phrase(
        Tier.NOTE,
        Text("messages", "Segmenting by clicks needs two files."),
        Text("messages", "{n} were chosen."),
        None,
        Text("messages", "Choose the encoder and the decoder together, as .onnx files in one folder."),
    ),
    Code.LABELS_VERSION_UNFIT: Phrase(
        Tier.STOP,
        Text("messages", "No version was made: {n} labelled frames do not fit."),
        Text("messages", "“{frame}”: {detail}."),
        Text("messages", "Nothing was written."),
        Text("messages", "Correct them, or make the version without them."),
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
