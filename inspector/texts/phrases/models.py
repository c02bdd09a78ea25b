"""Messages: models, their scoring and their training."""

from __future__ import annotations

from inspector.core.messages import Code
from inspector.texts.phrase import NOTHING_STARTED, OLD_MODEL, Phrase, Tier
from inspector.texts.translate import Text

SHADOW_SCORE = Text(
    "messages", "Agreed: {n_agreed} of {n_compared} frames. Regions of both, in use alone, candidate alone: {classes}."
)
SHADOW_KEPT = Text(
    "messages", "The line inspected {n_live} frames meanwhile; {n_kept} on which both differ are kept to be labelled."
)

PHRASES = {
    Code.MODEL_MISSING: Phrase(
        Tier.WARN,
        Text("messages", "The model was not loaded."),
        Text("messages", "There is no file “{path}”."),
        OLD_MODEL,
        Text("messages", "Choose another file."),
    ),
    Code.MODEL_NOT_ONNX: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "It cannot be read as an ONNX file: {detail}."),
        OLD_MODEL,
        Text("messages", "Copy the file again, or export the model again."),
    ),
    Code.MODEL_OPSET_TOO_NEW: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "It was exported for a newer ONNX than this program reads: {detail}."),
        OLD_MODEL,
        Text("messages", "Export it with opset 18, or update Inspector."),
    ),
    Code.MODEL_NO_CARD: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "It has no card: its classes, input and thresholds are not known."),
        OLD_MODEL,
        Text(
            "messages",
            "Put a card beside it: the same name, ending in .card.json; docs/manual/models.md shows one.",
        ),
    ),
    Code.MODEL_CARD_BROKEN: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "Its card cannot be used: {detail}."),
        OLD_MODEL,
        Text("messages", "Correct the card, or export the model again."),
    ),
    Code.MODEL_TWO_CARDS: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "The card in it and the card beside it, “{beside}”, differ in: {detail}."),
        OLD_MODEL,
        Text(
            "messages",
            "Remove the card beside it: then the one in the file counts. For another card, export the model with it.",
        ),
    ),
    Code.MODEL_WEIGHTS: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "Some of its weights lie in another file that cannot be used: {detail}."),
        OLD_MODEL,
        Text("messages", "Put the files with its weights into its folder, or export the model as one file."),
    ),
    Code.MODEL_TRIED: Phrase(
        Tier.NOTE,
        Text("messages", "The model “{path}” is tried first…"),
        Text("messages", "This PC has not run it before: it must answer in a process of its own."),
        OLD_MODEL,
        None,
    ),
    Code.MODEL_TRY_FAILED: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "It was tried in a process of its own: {detail}."),
        OLD_MODEL,
        Text("messages", "Choose another model. If you trust it, try again while this PC is less busy."),
    ),
    Code.MODEL_GIVEN_UP: Phrase(
        Tier.NOTE,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "Its trial was given up."),
        OLD_MODEL,
        None,
    ),
    Code.MODEL_WRONG_RANK: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "It is no segmentation network that fits: {detail}."),
        OLD_MODEL,
        Text("messages", "Export it with one input (N, channels, height, width) and one score per class and pixel."),
    ),
    Code.MODEL_OPERATION: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "It uses the operation “{name}”, which ONNX Runtime does not have."),
        OLD_MODEL,
        Text("messages", "Export it with the operations of ONNX alone, without those that only its own framework has."),
    ),
    Code.MODEL_CARD_CONTRADICTED: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "Its card and its network contradict each other: {detail}."),
        OLD_MODEL,
        Text("messages", "Correct the card as docs/manual/models.md shows, or export the model again."),
    ),
    Code.MODEL_OWN_CHANGED: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "It is not the file that came with the program: it was damaged or replaced."),
        OLD_MODEL,
        Text("messages", "Install Inspector again. Models of your own are added by: inspector models add."),
    ),
    Code.MODEL_CHANGED: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not loaded."),
        Text("messages", "It does not answer as it did when it was exported: {detail}."),
        OLD_MODEL,
        Text("messages", "Export the model again. A card that was changed by hand belongs back as it was."),
    ),
    Code.MODEL_FAILED: Phrase(
        Tier.STOP,
        Text("messages", "The model “{path}” failed."),
        Text("messages", "{detail}"),
        Text("messages", "Frames on which it fails are listed as not inspected."),
        Text("messages", "Choose another model; copy the details for support."),
    ),
    Code.MODEL_OUT_OF_MEMORY: Phrase(
        Tier.STOP,
        Text("messages", "The model “{path}” ran out of memory."),
        Text("messages", "{detail}"),
        Text("messages", "Frames on which it fails are listed as not inspected."),
        Text("messages", "Close other programs, or choose a smaller model."),
    ),
    Code.MODEL_UNKNOWN: Phrase(
        Tier.WARN,
        Text("messages", "The model “{name}” was not found."),
        Text("messages", "By this name {detail}."),
        OLD_MODEL,
        Text("messages", "Give one of these names, or the path of an ONNX file."),
    ),
    Code.MODEL_NAME_TAKEN: Phrase(
        Tier.WARN,
        Text("messages", "The model “{path}” was not added."),
        Text("messages", "Another model is called {name} {version}: “{taken_by}” has other content."),
        Text("messages", "The models there are stay as they are."),
        Text("messages", "Export it under another name or version."),
    ),
    Code.PROMOTED_MODEL_LOST: Phrase(
        Tier.STOP,
        Text("messages", "The promoted model {model} cannot be used."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "No other model takes its place by itself."),
        Text(
            "messages", "Put its file back, or choose a model and promote it; “inspector models history” shows who did."
        ),
    ),
    Code.PROMOTIONS_BROKEN: Phrase(
        Tier.STOP,
        Text("messages", "Which model was promoted is not known."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "No model is taken in its place; the file is left as it is."),
        Text("messages", "Put back a copy of the file; “inspector audit list” shows what was promoted."),
    ),
    Code.PROMOTION_REFUSED: Phrase(
        Tier.WARN,
        Text("messages", "{model} was not promoted."),
        Text("messages", "{detail}."),
        OLD_MODEL,
        Text("messages", "Put that right; or, knowing what it means, override it with a reason and a name."),
    ),
    Code.NOTHING_TO_ROLL_BACK: Phrase(
        Tier.WARN,
        Text("messages", "Nothing was rolled back."),
        Text("messages", "No model was promoted here before which another one was in use."),
        OLD_MODEL,
        Text("messages", "Choose a model and promote it."),
    ),
    Code.ROLL_BACK_ELSEWHERE: Phrase(
        Tier.WARN,
        Text("messages", "Nothing was rolled back."),
        Text("messages", "Somebody else or the plant's rule was faster; the way back leads to {model} by now."),
        OLD_MODEL,
        Text("messages", "Look at the history; roll back again if you want {model}."),
    ),
    Code.ROLL_BACK_NOT_RECORDED: Phrase(
        Tier.STOP,
        Text("messages", "{model} is in use again, but that is not recorded."),
        Text("messages", "{detail}."),
        Text(
            "messages", "It inspects from the next frame on; the next start of the program would take the other model."
        ),
        Text("messages", "Free the disk, then roll back once more with: inspector models rollback."),
    ),
    Code.MODEL_PROMOTED: Phrase(
        Tier.NOTE,
        Text("messages", "{model} was promoted by {by}; before it, {before} was in use."),
        Text("messages", "Because: {because}"),
        Text("messages", "It inspects from the next frame on."),
        None,
    ),
    Code.MODEL_ROLLED_BACK: Phrase(
        Tier.NOTE,
        Text("messages", "{by} rolled back to {model}; before it, {before} was in use."),
        Text("messages", "Because: {because}"),
        Text("messages", "It inspects from the next frame on."),
        None,
    ),
    Code.MODEL_ROLLED_BACK_BY_RULE: Phrase(
        Tier.WARN,
        Text("messages", "The plant's rule has rolled back from {before} to {model}."),
        Text("messages", "{because}"),
        Text("messages", "{model} inspects from the next frame on."),
        Text(
            "messages", "Look at the frames since the promotion; the rule stands under [promotion] in workspace.toml."
        ),
    ),
    Code.SHADOW_BEGUN: Phrase(
        Tier.NOTE,
        Text("messages", "{model} is in shadow beside {active}."),
        Text("messages", "It looks at one frame in {every_n}, as far as this PC has time."),
        Text("messages", "{active} goes on inspecting; nothing that the shadow finds is a defect of the piece."),
        None,
    ),
    Code.SHADOW_ENDED: Phrase(
        Tier.NOTE,
        Text("messages", "The shadow of {model} beside {active} has ended."),
        SHADOW_SCORE,
        SHADOW_KEPT,
        None,
    ),
    Code.SHADOW_OUTDATED: Phrase(
        Tier.NOTE,
        Text("messages", "The shadow of {model} beside {active} has ended: {other} is in use by now."),
        SHADOW_SCORE,
        SHADOW_KEPT,
        Text("messages", "Start it again to compare it with {other}."),
    ),
    Code.SHADOW_FAILED: Phrase(
        Tier.WARN,
        Text("messages", "The shadow of {model} has ended, since that model failed."),
        Text("messages", "{detail}. Until then it agreed with {active} on {n_agreed} of {n_compared} frames."),
        Text("messages", "The line goes on inspecting with {active}; no frame was lost."),
        Text("messages", "Do not promote it before that is understood."),
    ),
    Code.SHADOW_OF_ITSELF: Phrase(
        Tier.WARN,
        Text("messages", "No shadow was started."),
        Text("messages", "{model} is the model in use: beside itself it would agree with everything."),
        OLD_MODEL,
        Text("messages", "Choose another model."),
    ),
    Code.PROMOTED_ELSEWHERE: Phrase(
        Tier.WARN,
        Text("messages", "From this start on {model} inspects."),
        Text("messages", "{by} promoted it, or rolled back to it, in another program since this one took its model."),
        None,
        Text("messages", "“inspector models history” shows when and why."),
    ),
    Code.MODEL_ON_TRIAL: Phrase(
        Tier.NOTE,
        Text("messages", "{model} is on trial: it is not the promoted model, {promoted}."),
        Text("messages", "It was chosen by hand, for as long as this program runs."),
        Text("messages", "What it finds is recorded with its name."),
        Text("messages", "Promote it to keep it."),
    ),
    Code.MODEL_ADDED: Phrase(
        Tier.NOTE,
        Text("messages", "{model} is among the models of this workspace."),
        Text("messages", "It lies in “{path}”."),
        OLD_MODEL,
        Text("messages", "Prove it against the model in use, then promote it."),
    ),
    Code.MODEL_EXPORTED: Phrase(
        Tier.NOTE,
        Text("messages", "{model} was written to “{path}”."),
        Text("messages", "The file holds its golden tiles, its proof and its history, each with its checksum."),
        None,
        Text("messages", "Import it on the Models page of another PC."),
    ),
    Code.BUNDLE_BROKEN: Phrase(
        Tier.WARN,
        Text("messages", "No model was taken from “{path}”."),
        Text("messages", "{detail}."),
        Text("messages", "The models there are stay as they are."),
        Text("messages", "Copy the file again, or export the model again where it comes from."),
    ),
    Code.AUDIT_UNWRITABLE: Phrase(
        Tier.STOP,
        Text("messages", "What was decided cannot be recorded."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "What cannot be recorded is not done; what is recorded stays."),
        Text("messages", "Free space on the disk, or check the rights of the folder, and do it again."),
    ),
    Code.AUDIT_UNREADABLE: Phrase(
        Tier.STOP,
        Text("messages", "The record of decisions cannot be read."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "It is left as it is."),
        Text("messages", "Check the disk and the rights of the folder."),
    ),
    Code.PROOF_BROKEN: Phrase(
        Tier.WARN,
        Text("messages", "The proof “{path}” cannot be read."),
        Text("messages", "{detail}."),
        Text("messages", "It counts as if there were none; the file is left as it is."),
        Text("messages", "Prove the model once more: that writes the file anew."),
    ),
    Code.NOT_COMPARABLE: Phrase(
        Tier.WARN,
        Text("messages", "{candidate} and {active} were not compared."),
        Text("messages", "{detail}."),
        Text("messages", "Nothing was proved, and nothing has changed."),
        Text("messages", "Choose another dataset version, or other models."),
    ),
    Code.PROVIDER_NOT_USED: Phrase(
        Tier.WARN,
        Text("messages", "The model runs on the {used}, not on {wanted}."),
        Text("messages", "{detail}."),
        Text("messages", "Inspection goes on, slower than it could."),
        Text("messages", "Run “inspector doctor” to see what is missing."),
    ),
    Code.SCREEN_BROKEN: Phrase(
        Tier.WARN,
        Text("messages", "The screen “{path}” cannot be used."),
        Text("messages", "{detail}."),
        Text("messages", "Nothing is screened: the model looks at every frame whole."),
        Text("messages", "Copy the file again, or make the screen again; docs/manual/models.md says how."),
    ),
    Code.SCREEN_FOREIGN: Phrase(
        Tier.WARN,
        Text("messages", "The screen “{path}” is not for {model}."),
        Text("messages", "This model's sha256 begins {sha256}; the screen: {detail}."),
        Text("messages", "Nothing is screened: the model looks at every frame whole."),
        Text("messages", "Make a screen for this very model; docs/manual/models.md says how."),
    ),
    Code.SCREEN_OTHER_MODEL: Phrase(
        Tier.WARN,
        Text("messages", "Another model is in use by now: {model}."),
        Text("messages", "What was chosen about screening was for the model of before."),
        Text("messages", "Nothing has changed."),
        Text("messages", "Read what is shown for this model, and choose again."),
    ),
    Code.SCREEN_NOT_GOOD: Phrase(
        Tier.WARN,
        Text("messages", "The screen for {model} is not good enough."),
        Text("messages", "{detail}."),
        Text("messages", "No screen was written; the model looks at every frame whole, as before."),
        Text("messages", "Train it longer, or with more frames that hold defects."),
    ),
    Code.SCREENING_ON: Phrase(
        Tier.NOTE,
        Text("messages", "Screening on: {screen}, kept {kept} % ({low} to {high}) of what the model finds on {data}."),
        Text(
            "messages",
            "{approved_by} said yes to it on {approved_at}; there {looked_at} % of the surface was looked at.",
        ),
        Text("messages", "What it does not name is not predicted. Some frames are looked at whole, as a check on it."),
        Text(
            "messages",
            "“inspector run --no-screening” looks at everything once, “inspector models screen MODEL --off” always.",
        ),
    ),
    Code.SCREENING_FROM: Phrase(
        Tier.NOTE,
        Text("messages", "Screening on from frame {frame} on: {screen} names where the model looks."),
        Text("messages", "It was chosen while the piece was inspected; “{name}” is the first frame of its lane."),
        None,
        None,
    ),
    Code.SCREENING_OFF: Phrase(
        Tier.NOTE,
        Text("messages", "Screening off from frame {frame} on: the model looks at every frame whole."),
        Text("messages", "It was ended while the piece was inspected; “{name}” is the first frame of its lane."),
        None,
        None,
    ),
    Code.SCREENING_CHECKED: Phrase(
        Tier.NOTE,
        Text(
            "messages",
            "Screening would have missed {n_missed} of {n_found} defects in {n_whole} frames looked at whole.",
        ),
        Text("messages", "Of all {n_frames} frames, {looked_at} % of the surface was looked at."),
        None,
        None,
    ),
    Code.SCREENING_MISSED: Phrase(
        Tier.WARN,
        Text("messages", "Screening would have missed {n_missed} of {n_found} defects in “{name}”."),
        Text("messages", "This frame was looked at whole, as a check on the screen."),
        Text("messages", "These are recorded; their like in frames that are not looked at whole may be missed."),
        Text(
            "messages",
            "Look at them; “inspector models screen MODEL --off” ends screening, a new calibration may mend it.",
        ),
    ),
    Code.SCREENING_BEYOND: Phrase(
        Tier.WARN,
        Text("messages", "Thresholds are lower than those that {screen} was measured at."),
        Text("messages", "The model would report defects that the screen was never asked about."),
        Text("messages", "Screening goes on; how much it keeps of them is not known."),
        Text("messages", "Raise the thresholds again, or look at everything: “inspector models screen MODEL --off”."),
    ),
    Code.CLASSES_NOT_MAPPED: Phrase(
        Tier.STOP,
        Text("messages", "“{model}” cannot be scored on “{data}” with these classes."),
        Text("messages", "{detail}."),
        Text("messages", "Nothing was scored."),
        Text(
            "messages",
            "Say what each class of the data is with --map THEIRS=OURS; without --map only defect or none is compared.",
        ),
    ),
    Code.REQUEST_BROKEN: Phrase(
        Tier.STOP,
        Text("messages", "The training was not started."),
        Text("messages", "“{path}”: {detail}."),
        NOTHING_STARTED,
        Text("messages", "Correct the request."),
    ),
    Code.RUN_OTHER_CLASSES: Phrase(
        Tier.NOTE,
        Text("messages", "“{start}” knows other classes than the data. Kept: {kept}. New: {new}. Left out: {left}."),
        Text("messages", "Classes are taken for the same where they have the same name."),
        Text("messages", "The training keeps what it knows of the kept ones and learns the new ones from labels."),
        Text("messages", "Where a class only has another name, cancel the training and give it the same one."),
    ),
    Code.RUN_WITHOUT_MODEL: Phrase(
        Tier.WARN,
        Text("messages", "The training run “{run}” has no model to take."),
        Text("messages", "Of this run: {detail}."),
        NOTHING_STARTED,
        Text("messages", "Choose a run that is done, or name a model file."),
    ),
    Code.RUN_MISSING: Phrase(
        Tier.STOP,
        Text("messages", "There is no training run “{run}”."),
        Text("messages", "“{path}” holds no progress of one."),
        NOTHING_STARTED,
        Text(
            "messages", "Name a folder below runs of the workspace, and the workspace where it is not the default one."
        ),
    ),
    Code.RUN_UNREADABLE: Phrase(
        Tier.STOP,
        Text("messages", "The folder of the training run “{run}” cannot be used."),
        Text("messages", "“{path}”: {detail}."),
        NOTHING_STARTED,
        Text("messages", "Check its rights and the disk; other runs are not concerned."),
    ),
    Code.RUN_TAKEN: Phrase(
        Tier.STOP,
        Text("messages", "The training “{run}” was not started."),
        Text("messages", "A run of this name {detail}."),
        NOTHING_STARTED,
        Text("messages", "Choose another name, or wait until that run has ended."),
    ),
    Code.CHECKPOINTS_UNUSABLE: Phrase(
        Tier.STOP,
        Text("messages", "The training “{run}” cannot go on: none of its checkpoints can be used."),
        Text("messages", "In “{path}”: {detail}."),
        NOTHING_STARTED,
        Text(
            "messages",
            "Put a copy of a checkpoint back, or begin anew: under another name, or under this one after its folder "
            "“{path}” was moved away.",
        ),
    ),
    Code.TRAINING_MODEL_ADDED: Phrase(
        Tier.NOTE,
        Text("messages", "The model of the run “{run}” is among the models."),
        Text("messages", "It is called {model}."),
        Text("messages", "No line uses it yet."),
        Text("messages", "Prove it on the Models page, and promote it from there."),
    ),
    Code.TRAINING_NOTES_UNSAVED: Phrase(
        Tier.WARN,
        Text("messages", "The notes of the run “{run}” were not saved."),
        Text("messages", "{detail}."),
        Text("messages", "They stay on the page until another run is chosen."),
        Text("messages", "Make room or check the rights of the run's folder, then type a letter more."),
    ),
    Code.TRAINING_FAILED: Phrase(
        Tier.STOP,
        Text("messages", "The training “{run}” failed."),
        Text("messages", "{detail}."),
        OLD_MODEL,
        Text("messages", "Put that right and start it again: it goes on from its last checkpoint."),
    ),
    Code.TRAINING_DIVERGED: Phrase(
        Tier.STOP,
        Text("messages", "The training “{run}” no longer learns: its numbers ran over at step {step}."),
        Text("messages", "{detail}."),
        Text("messages", "Its checkpoint of before is kept, as are the best weights so far."),
        Text(
            "messages",
            "Train under another name, with a smaller learning rate, another loss or in 32 bits. It can begin with the "
            "best weights of this one.",
        ),
    ),
    Code.TRAINING_TOO_LARGE: Phrase(
        Tier.STOP,
        Text("messages", "The training “{run}” does not fit into memory."),
        Text("messages", "Not even one view of {width} x {height} pixels can be computed at a time."),
        Text("messages", "What it has learned is kept in its checkpoint."),
        Text(
            "messages",
            "Close other programs and start it again, or train under another name with smaller views or a smaller "
            "network.",
        ),
    ),
    Code.TRAINING_DEVICE_MISSING: Phrase(
        Tier.STOP,
        Text("messages", "The GPU “{device}” is not there."),
        Text("messages", "PyTorch can use {n_gpus} GPUs of this PC."),
        NOTHING_STARTED,
        Text("messages", "Check driver and PyTorch, or ask for the device cpu."),
    ),
    Code.TRAINING_PROCESSES: Phrase(
        Tier.STOP,
        Text("messages", "The training cannot be computed by so many processes."),
        Text("messages", "{detail}."),
        NOTHING_STARTED,
        Text("messages", "Ask for fewer processes, one for each GPU, or for the device cpu."),
    ),
}
