"""What the Train page shows beside its messages and actions. ``presenters/train_composer.py`` puts it together."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

# States of a run, as the list has them
STATES = {
    "starting": Text("train", "starting"),
    "queued": Text("train", "waiting for its turn"),
    "loading": Text("train", "loading"),
    "training": Text("train", "training"),
    "scoring": Text("train", "scoring"),
    "paused": Text("train", "paused"),
    "done": Text("train", "done"),
    "stopped": Text("train", "stopped"),
    "cancelled": Text("train", "thrown away"),
    "failed": Text("train", "failed"),
    "interrupted": Text("train", "cut off"),
}
UNKNOWN_STATE = Text("train", "unknown")
IN_QUEUE = CountedText("train", "{n} runs before it", "{n} run before it", 1)
NO_SCORE = "–"

# The verdict
NO_RUN = Text("train", "No training is chosen.")
STEP_OF = Text("train", "step {step} of {n_steps}")
TRAINING = Text("train", "Training: {parts}.")
LOADING = Text("train", "Loading: the frames are looked through, and this PC is tried.")
STARTING = Text("train", "Starting: its process is being made.")
SCORING = Text("train", "Scoring: thresholds, scores and the model file are being made.")
QUEUED = Text("train", "Waiting for its turn, behind {names}.")
QUEUED_FIRST = Text("train", "Waiting for its turn: it is the next one.")
PAUSED = Text("train", "Paused at step {step} of {n_steps}. It waits in memory; “Go on” lets it go on.")
DONE = Text("train", "Done: mIoU {score} on val. Add it to the models to use it.")
DONE_BEFORE = Text("train", "Done: mIoU {score} on val ({before} in {run} before). Add it to the models to use it.")
DONE_ADDED = Text("train", "Done: mIoU {score} on val. It waits on the Models page.")
DONE_BARE = Text("train", "Done, without a score on val.")
KEPT_EARLY = Text("train", "Kept at step {step} of {n_steps}, as asked.")
STOPPED = Text("train", "Stopped at step {step} of {n_steps}, as asked. “Go on” continues from there.")
CANCELLED = Text("train", "Thrown away, as asked. Only what was asked for is left.")
FAILED = Text("train", "Failed: {detail}. Mend that, then “Go on”: it continues from its last checkpoint.")
FAILED_DUMB = Text("train", "Failed without a word; its log.txt may say why. “Go on” tries again.")
INTERRUPTED = Text(
    "train", "Cut off at step {step} of {n_steps}: its process is gone. “Go on” continues from its last checkpoint."
)
ASKED = {  # by Control, while it has not heard
    "pause": Text("train", "Asked to pause."),
    "stop": Text("train", "Asked to stop."),
    "keep": Text("train", "Asked to stop and keep."),
    "cancel": Text("train", "Asked to end, thrown away."),
}
NOTHING_TOLD = Text("train", "It has told nothing yet.")
UNREADABLE = Text("train", "Its progress cannot be read: {detail}.")
MIOU = Text("train", "mIoU {score}")
RISING = Text("train", "mIoU {score} and rising")
FALLING = Text("train", "mIoU {score} and falling")
EVEN = Text("train", "mIoU {score}, no longer rising")
FALLING_SINCE = 3  # validations that are looked at

# Facts of a run
DEVICE = Text("train", "computes on")
SPEED = Text("train", "views/s")
MEMORY = Text("train", "memory")
GPU_MEMORY = Text("train", "GPU memory")
WAITING = Text("train", "waits for data")
BEHIND_LINE = Text("train", "beside the line")
WORKS = Text("train", "works {share}")
BEHIND_LINE_DETAILS = Text(
    "train",
    "A line inspects on this PC and comes first: the run works with what is left. The time left follows slowly.",
)
BUDGET = Text("train", "time given")
BEGAN = Text("train", "began")
TOOK = Text("train", "took")
SKIPPED = Text("train", "steps skipped")
INJECTED = Text("train", "injected")
INJECTED_DETAILS = Text("train", "Views with an injected defect, per view: {shares}")
TRIED = Text("train", "Tried on this PC: {trials}")
GIGABYTES = Text("train", "{n} GB")
MINUTES_OF = Text("train", "{minutes} min")
UNTIL_TIME = Text("train", "until {time}")

# The recipe in plain words
ON_DATASET = Text("train", "Learns from {dataset}.")
ON_DATASETS = Text("train", "Learns from {datasets}.")
WITH_NETWORK = Text("train", "Network {network}: {cost}; {licence}.")
COST = Text("train", "{parameters} M parameters, {mac} G multiplications a megapixel")
FROM_SCRATCH = Text("train", "Begins from scratch.")
FROM_RUN = Text("train", "Begins with the weights of {run}.")
FROM_MODEL = Text("train", "Begins with the model {model}.")
NEW_TO_IT = Text("train", "{beginning} A class is new to it: it teaches what it knows, by the recipe for new kinds.")
FROM_PUBLISHED = Text("train", "Begins with published weights of the encoder.")
FROM_FILE = Text("train", "Begins with published weights of the encoder, from {file}.")
NO_BALANCE = Text("train", "Rare classes are left as they are.")
STEPS = CountedText("train", "{n} steps of {batch} views.", "{n} step of {batch} views.", 1)
STEPS_WITHIN = Text("train", "At most {n} steps of {batch} views, as many as fit into {minutes} min.")
STEPS_UNTIL = Text("train", "At most {n} steps of {batch} views, to be done by {time}.")
NO_REQUEST = Text("train", "What was asked for cannot be read: {detail}.")

# Methods against rare classes
BALANCES = {
    "none": Text("train", "None against rare classes"),
    "dli": Text("train", "Injected defects (as on the Balance page)"),
    "oversampling": Text("train", "Frames with rare classes more often"),
    "weighted-ce": Text("train", "Loss weighted by class"),
    "focal": Text("train", "Focal loss"),
    "class-balanced": Text("train", "Class-balanced loss"),
    "dli-paper": Text("train", "Injection as the paper has it"),
    "dli-released": Text("train", "Injection as its authors' code has it"),
}
AS_SAVED = Text("train", "As the Balance page says, else as the network's recipe does")
BALANCED_BY = Text("train", "Against rare classes: {method}.")

# Choices of the form
DATASET_DETAILS = Text("train", "{n_frames} frames, {n_classes} classes")
BROKEN_DATASET = Text("train", "cannot be used: {detail}")
MEASURED = Text("train", "{speed} Mpx/s a core on this PC ({model})")
NOT_MEASURED = Text("train", "speed on this PC not measured yet")
BEST_HERE = Text("train", "mIoU {score} here in {run}")
PUBLISHED_SCORE = Text("train", "mIoU {score} on {dataset}")
SCRATCH = Text("train", "From scratch")
PUBLISHED_PACKAGE = Text("train", "Published weights that were installed")
PUBLISHED_CACHE = Text("train", "Published weights that this PC keeps")
RUN = Text("train", "Run {run}")
MODEL = Text("train", "Model {model}")
SHIPPED = Text("train", "comes with the program")

# Faults of the form
GIVE_NAME = Text("train", "Give the run a name.")
NAME_TAKEN = Text("train", "A run of this name is there. Choose another.")
NO_DATASET = Text("train", "There is no dataset yet: import one, or make a synthetic one.")
CHOOSE_DATASET = Text("train", "Choose a dataset.")
NO_MINUTES = Text("train", "Give a number of minutes above 0, such as 20.")
NO_STEPS = Text("train", "Give a whole number of steps above 0, such as 1500.")
NO_TIME = Text("train", "Give a time of day, such as 05:30.")
CHECK_FIRST = Text("train", "Correct what is marked first.")
REFUSED = CountedText(
    "train", "{n} things refuse this training.", "One thing refuses this training.", 1
)  # fmt: skip
LOOKS_FIRST = Text(
    "train", "“Check and start” looks through the dataset first, and starts at once where nothing is found."
)
LOOKING_THROUGH = Text("train", "Looking through {name}")
SANITY_NONE = Text("train", "Nothing speaks against a training on {name}.")
SANITY_FOUND = CountedText(
    "train", "{n} things to mind in {name}. Press “Start all the same” to say yes to them.",
    "One thing to mind in {name}. Press “Start all the same” to say yes to it.", 1,
)  # fmt: skip
SANITY_REFUSED = CountedText(
    "train", "{n} things in {name} refuse this training.", "One thing in {name} refuses this training.", 1
)
FRAMES_IN_GROUPS = CountedText("train", "{n} in {n_groups} groups", "{n} in {n_groups} group", 1)
STARTING_RUN = Text("train", "Starting {run}")

# What cannot be done
NO_WORKSPACE = Text("train", "There is no workspace yet that could hold it")
WHEN_ENDED = Text("train", "When what is running has ended, or was cancelled")
NO_RUN_CHOSEN = Text("train", "Choose a run first")
NOT_RUNNING = Text("train", "The run does not work now")
IS_PAUSED = Text("train", "The run is paused already")
PAUSE_IS_ASKED = Text("train", "It was asked, and pauses after the step in hand")
IS_WAITING = Text("train", "It waits for its turn; stop it where it shall not begin")
IS_ASKED = Text("train", "It was asked, and ends after the step in hand")
GOES_ON = Text("train", "The run works: there is nothing to go on with")
IS_DONE = Text("train", "The run is done")
NOT_LEARNING = Text("train", "It is not learning any more, or not yet")
NOT_DONE = Text("train", "The run is not done: it has no model yet")
IS_ADDED = Text("train", "Its model is among the models already")
ONE_RUN = Text("train", "There is no second run to compare with")
BACK_FIRST = Text("train", "Back to the runs first")
NOT_SETTING_UP = Text("train", "“New training…” first")
CANCEL_COSTS = Text("train", "This throws away all that {run} has learned")
AGAIN = Text("train", "Press again within 5 s")

# Empty
NO_RUNS = Text("train", "No training yet. Set one up: it works in the background while the line goes on inspecting.")
NO_LOOKS = Text("train", "The worst and best validation frames stand here after the first validation.")
NO_LOOKS_LEFT = Text("train", "This run keeps no validation frames.")
LOOKS_AT = Text("train", "Validation at step {step}")
LOOK_SCORE = Text("train", "mIoU {score}")
LOOK_FALSE = CountedText("train", "{n} px false", "{n} px false", 1)
LOOK_DETAILS = Text("train", "{frame}, {caption}. Solid: as labelled. Dashed: as the network says.")

# Charts
LOSS = Text("train", "loss")
MEAN = Text("train", "mIoU with background")
LEARNING_RATE = Text("train", "learning rate")
TERMS = {"auxiliary": Text("train", "auxiliary maps"), "teachers": Text("train", "teachers")}

# Adding to the models
ADDING = Text("train", "Adding {run} to the models")

# Comparing
COMPARED = Text("train", "{first} beside {second}")
MIOU_WITH_BACKGROUND = Text("train", "mIoU with background")
MIOU_DEFECTS = Text("train", "mIoU of defects")
IOU = Text("train", "IoU {class_name}")
INTERVAL = Text("train", "{value} ({low} to {high})")
FEW_GROUPS = Text("train", "{value} (few groups)")
SAME_SETTINGS = Text("train", "Both were asked for the same.")
NOT_PAIRED = Text("train", "They were not tested on the same frames: the scores cannot be subtracted.")
NOT_SCORED = Text("train", "{run} has no scores on a test split.")

# Splitting
NO_SHARES = Text("train", "Give at least one share above 0.")
SPLIT_TITLE = Text("train", "Split a dataset")
SPLIT_NAME = Text("train", "New name")
SPLIT_HINT = Text("train", "The dataset stays as it is; the same frames become a new version with other splits.")
SPLIT_OK = Text("train", "Split")
SPLITTING = Text("train", "Splitting {name}")
FRAMES = Text("train", "frames")
GROUPS = Text("train", "groups")
SPLIT_NOTE = Text("train", "Near twins are looked for when it is made; groups that they connect stay together.")
SPLIT_ALONE = Text("train", "Near twins are not looked for: a surface may lie in two splits.")

# The line at the foot of the window
FOOT = Text("train", "training: {parts}")
STEP_SHORT = Text("train", "{step} of {n_steps}")
