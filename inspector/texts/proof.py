"""What is said of a proof and of the gate's checks. ``models_store/proof_words.py`` puts it together."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

# The verdict: sentences that the intervals carry, one after the other
ITSELF = Text("proof", "This is the active model itself: nothing can differ.")
DEFECT_OR_NONE = Text("proof", "Classes have other names, so only defect or none is compared.")
NO_DEFECTS = Text("proof", "These data show no defect that both models know.")
FINDS_MORE = Text("proof", "Finds more: {classes}.")
FINDS_FEWER = Text("proof", "Finds fewer: {classes}.")
FINDS_AS_MANY = Text("proof", "Finds no kind of defect clearly more or less often.")
CLASS_CHANGE = Text("proof", "{name} ({change} ± {spread} points)")
MORE_ALARMS_PER_KM = Text("proof", "{n} ± {spread} more false alarms per km.")
FEWER_ALARMS_PER_KM = Text("proof", "{n} ± {spread} fewer false alarms per km.")
MORE_ALARMS_PER_FRAMES = Text("proof", "{n} ± {spread} more false alarms per 1,000 frames.")
FEWER_ALARMS_PER_FRAMES = Text("proof", "{n} ± {spread} fewer false alarms per 1,000 frames.")
AS_MANY_ALARMS = Text("proof", "No clear difference in false alarms.")
ALL_ALIKE = Text("proof", "All {n} groups agree; up to {share} of further ones may still differ.")
NO_SPREAD = Text("proof", "Where nothing varies (± 0): {agree}")
TOO_FEW = Text("proof", "Too few to say: {classes}.")
TOO_FEW_FOR_ALARMS = Text("proof", "Too few groups to compare false alarms.")
NEW_CLASSES = Text("proof", "New: {classes}.")
NEW_CLASS = Text("proof", "{name} ({n_found} of {n} found)")
NEW_UNSEEN = Text("proof", "{name} (not in these data)")
GONE_CLASSES = Text("proof", "Does not know any more: {classes}.")

# Names of the checks
GOLDEN = Text("proof", "Same answers as in training")
AS_IN_32_BITS = Text("proof", "Same answers as in 32 bits")
FASTER = Text("proof", "Faster than in 32 bits")
RECALL = Text("proof", "Finds as much: {subject}")
NAMED = Text("proof", "Called by its name: {subject}")
FALSE_ALARMS = Text("proof", "No more false alarms")
SPEED = Text("proof", "Fast enough")
CARD = Text("proof", "Card complete")
UNTOUCHED = Text("proof", "Held-out data unseen")

# What each found
GOLDEN_OK = CountedText(
    "proof",
    "{n} tiles answered as {by} did; the largest difference of a score is {measured}, {limit} is allowed.",
    "{n} tile answered as {by} did; the largest difference of a score is {measured}, {limit} is allowed.",
    1,
)
GOLDEN_OK_ON_AVERAGE = CountedText(
    "proof",
    "{n} tiles answered nearly as {by} did; scores differ by {measured} on average, {limit} is allowed.",
    "{n} tile answered nearly as {by} did; scores differ by {measured} on average, {limit} is allowed.",
    1,
)
GOLDEN_CLASSES = Text("proof", "Only {measured} of the pixels get the class that {by} gave them; {limit} is asked.")
GOLDEN_SCORES = Text("proof", "A score differs by {measured} from that of {by}; {limit} is allowed.")
GOLDEN_SCORES_ON_AVERAGE = Text(
    "proof", "Scores differ by {measured} on average from those of {by}; {limit} is allowed."
)
GOLDEN_VERDICTS = CountedText(
    "proof", "{n} frames report other classes than with {by}.", "{n} frame reports other classes than with {by}.",
    1,
)  # fmt: skip
GOLDEN_FEW = Text("proof", "The file of golden tiles holds {measured}; a run keeps {limit} at least.")
GOLDEN_NONE = Text("proof", "No golden tiles are kept with this model, so nobody can tell.")
GOLDEN_BROKEN = Text("proof", "The golden tiles cannot be used: {detail}.")
RECALL_FOUND = Text("proof", "The difference may be as low as {measured} points; {limit} is allowed.")
RECALL_TOO_FEW = CountedText(
    "proof", "{n} groups show such defects: too few to say.", "{n} group shows such defects: too few to say.", 1
)
RECALL_WORSE = CountedText(
    "proof",
    "{n} groups are too few for a proof, and all that they say is worse than the {limit} points that are allowed.",
    "{n} group is too few for a proof, and all that it says is worse than the {limit} points that are allowed.",
    1,
)
RECALL_NONE = Text("proof", "These data show no such defect.")
NAMED_OK = Text(
    "proof",
    "The overlap with what is annotated so (IoU) is not clearly lower: it may differ by up to {measured} points.",
)
NAMED_WORSE = Text(
    "proof",
    "The overlap with what is annotated so (IoU) differs by {measured} points at best; {limit} is allowed. Such "
    "defects get another name or a worse outline: see Confusion.",
)
CLASS_GONE = Text("proof", "The new model does not know this class.")
ALARMS_FOUND = Text("proof", "There may be up to {measured} more in 1,000 frames; {limit} are allowed.")
ALARMS_TOO_FEW = CountedText("proof", "{n} groups are too few to say.", "{n} group is too few to say.", 1)
ALARMS_WORSE = CountedText(
    "proof",
    "{n} groups are too few for a proof, and all that they say is more than the {limit} in 1,000 frames that are "
    "allowed.",
    "{n} group is too few for a proof, and all that it says is more than the {limit} in 1,000 frames that are allowed.",
    1,
)
SPEED_OF_LINE = Text("proof", "{measured} frames a second on {device}; the line delivers {limit}.")
SPEED_BESIDE = Text("proof", "{measured} of the active model's speed on {device}; {limit} is asked.")
SPEED_NOT_TIMED = Text("proof", "It was not timed.")
FASTER_OK = Text("proof", "{times} times as fast as {model} on {device}.")
FASTER_NOT = Text(
    "proof", "{times} times as fast as {model} on {device}: it gains nothing here, and answers a little otherwise."
)
FASTER_BESIDE_ANOTHER = Text("proof", "It was not timed beside {model}, from which it was made.")
CARD_OK = Text("proof", "Data, classes, thresholds, scores and licence are stated.")
CARD_OK_VARIANT = Text(
    "proof", "Data, classes, thresholds and licence are stated. Scores are those of {model}: see the checks beside it."
)
CARD_MISSING = Text("proof", "Its card does not state: {names}.")
UNTOUCHED_OK = Text("proof", "None of these pictures was in its training, by their content.")
UNTOUCHED_BUT = Text(
    "proof",
    "None of these pictures was in its training, by their content. It began with {names}, whose data are not here.",
)
UNTOUCHED_SEEN = CountedText(
    "proof", "{n} pictures were in its training: {names}.", "{n} picture was in its training: {names}.", 1
)
UNTOUCHED_GONE = Text("proof", "The data that it learned from are not here any more, so nobody can tell.")
AND_MORE = Text("proof", "{names}, …")

# Entries of a card
ENTRIES = {
    "data_hash": Text("proof", "the data"),
    "data_terms": Text("proof", "the terms of the data (stated where data are imported: for the next training)"),
    "scores": Text("proof", "scores"),
    "licence": Text("proof", "the licence (Settings, New models: for the next training)"),
    "training_run": Text("proof", "the run"),
    "thresholds": Text("proof", "thresholds"),
    "min_area_px": Text("proof", "minimum areas"),
}
