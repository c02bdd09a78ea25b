"""What the Balance page shows beside its messages and actions. ``presenters/balance_composer.py`` puts it together."""

from __future__ import annotations

from itertools import pairwise

from inspector.texts.translate import CountedText, Text

# Before a dataset is open
OPEN_FIRST = Text("balance", "No dataset is open. Choose one above and open it.")
NO_DATASETS = Text(
    "balance", "This workspace holds no dataset yet. Import annotated frames, or make a synthetic one to try."
)
LOOKS_LIKE = Text("balance", "It looks like {format}.")
LOOKS_LIKE_NOTHING = Text("balance", "It looks like no format that is known here: choose one.")
CANNOT_LOOK = Text("balance", "It cannot be looked at: {detail}")
IMPORTING = Text("balance", "Importing {name}")
TICK_CROPS = Text("balance", "Tick “Clean parts too”.")

# Why no dataset can be brought in
WHEN_ENDED = Text("balance", "When what is running has ended, or was cancelled")
NO_WORKSPACE = Text("balance", "There is no workspace yet that could hold it")

# Names of long work
READING = Text("balance", "Reading {name}")
WRITING = Text("balance", "Writing {name}")
DRAWING = Text("balance", "PreviewRequest {name}")
LOOKING_FOR_FLAGS = Text("balance", "Looking for doubtful and repeated donors")

# The headline, and what a snapshot would hold
CLEAN_FRAMES = CountedText("balance", "{n} clean frames", "{n} clean frame", 1)
AND_CLEAN_PARTS = CountedText("balance", "{frames} and {n} clean parts", "{frames} and {n} clean part", 1)
EVENNESS = Text("balance", "evenness {before} → {after}")
EVENNESS_KEPT = Text("balance", "evenness {before} → {after} (kept: {kept})")
EVENNESS_KEPT_NONE = Text("balance", "evenness {before} → {after} (kept: none)")
SNAPSHOT_FRAMES = CountedText("balance", "{n} frames", "{n} frame", 1)
SNAPSHOT_AT_MOST = CountedText(
    "balance", "{n_hosts} of them with at most {n} injections", "{n_hosts} of them with at most {n} injection", 1
)
SNAPSHOT_ABOUT = CountedText(
    "balance", "{n_hosts} of them with about {n} injections", "{n_hosts} of them with about {n} injection", 1
)
SNAPSHOT_NONE_FITS = Text("balance", "no injection fits")

# One row: a class, or a class and a band of sizes
FRAMES = CountedText("balance", "{n} frames", "{n} frame", 1)
DEFECTS = CountedText("balance", "{n} defects", "{n} defect", 1)
GROUPS = CountedText("balance", "{n} groups", "{n} group", 1)
BAND_BELOW = Text("balance", "{class_name}, below {edge} {unit}")
BAND_BETWEEN = Text("balance", "{class_name}, {low} to {high} {unit}")
BAND_ABOVE = Text("balance", "{class_name}, {edge} {unit} or more")
INJECTED_DEFECTS = CountedText("balance", "{n} of them injected", "{n} of them injected", 1)
NONE_FITS = Text("balance", "no injection fits: {reasons}")
FEW_FIT = Text("balance", "about {share} of injections fit: {reasons}")
NO_DEFECTS = Text("balance", "no defects: nothing to inject")
NO_DONORS = Text("balance", "nothing to inject of this size, or all excluded")
FEW_GROUPS = CountedText(
    "balance", "from {n} groups only: scores will be uncertain", "from {n} group only: scores will be uncertain", 1
)
ONE_GROUP = Text("balance", "{n_in_group} of {n_defects} defects in group {group}")

# The preview
KEPT_SETTINGS = Text("balance", "kept settings")
THESE_SETTINGS = Text("balance", "these settings")
CAPTION = Text("balance", "injection {number} · into {host}")
CAPTION_AGAIN = Text("balance", "injection {number}, attempt {attempt} · into {host}")
DONOR_CAPTION = Text("balance", "from {frame}, {size}")
NO_ATTEMPT_FITTED = Text("balance", "No attempt fitted: {reasons}")
ATTEMPTS_REJECTED = CountedText(
    "balance", "{n} attempts before it not taken: {reasons}", "{n} attempt before it not taken: {reasons}", 1
)
NO_ROOM = Text("balance", "no room", "why an attempt was not taken")
WRONG_ANGLE = Text("balance", "wrong angle", "why an attempt was not taken")
WRONG_SIZE = Text("balance", "wrong size", "why an attempt was not taken")
UNSEEN = Text("balance", "hardly seen", "why an attempt was not taken")
CLIPPED = Text("balance", "too bright or dark", "why an attempt was not taken")
UNREAL = Text("balance", "does not look real", "why an attempt was not taken")

# Facts of an injection
SEAM = Text("balance", "seam")
TEXTURE = Text("balance", "texture")
LIGHT = Text("balance", "light")
SIZE = Text("balance", "size")
LABEL = Text("balance", "label")

# Why it lies there
DONOR_AS_IT_WAS = Text("balance", "Donor as it was")
DONOR_MOVED = Text("balance", "Donor {moves}")
MIRRORED = Text("balance", "mirrored left to right")
FLIPPED = Text("balance", "mirrored top to bottom")
TURNED = Text("balance", "turned by {angle}°")
STRETCHED = Text("balance", "stretched to cross the frame as it crossed its own")
SCALED = Text("balance", "scaled to {percent}")
ANYWHERE = Text("balance", "Anywhere on the frame: {across} across, {along} down")
AS_DONOR = Text("balance", "Where its donor lay, shifted by 6 % of the frame at most: {across} across, {along} down")
NEAR_EDGE = Text("balance", "Within {distance} of the product's edge: {across} across, {along} down")
CENTRE = Text("balance", "At least {distance} from the product's edges: {across} across, {along} down")
ON_FACE = Text("balance", "On the bright face of the rail: {across} across, {along} down")
TOUCHES_BORDER = Text("balance", "Its donor was cut off by these borders: {sides}. So is it, and it is not turned")
UPPER = Text("balance", "upper", "border of a frame")
LOWER = Text("balance", "lower", "border of a frame")
LEFT = Text("balance", "left", "border of a frame")
RIGHT = Text("balance", "right", "border of a frame")
BLENDED = Text("balance", "Blended over its outline, contrast × {contrast}")
PASTED = Text("balance", "Cut and pasted")
PASTED_IN_LIGHT = Text("balance", "Cut and pasted, its light shifted to the frame's")

# The library of donors
DONOR_AT = Text("balance", "{frame}, {across} px across and {along} px along")
DONOR_GROUP = Text("balance", "group {group}")
LIKE_OTHERS = CountedText("balance", "like {n} others", "like {n} other", 1)
LIKE_MANY_OTHERS = CountedText("balance", "like {n} or more others", "like {n} or more others", 1)
HARDLY_DIFFERS = Text("balance", "hardly differs from around it")
TINY = Text("balance", "smaller than {size}")


def band_text(class_name: str, edges: tuple[float, ...], band: int, unit: str) -> str:
    """A class and one of its bands of sizes; ``edges`` rise, band 0 lies below the first."""
    shown = [f"{edge:g}" for edge in edges]
    if not edges:
        return class_name
    if band == 0:
        return BAND_BELOW.translated(class_name=class_name, edge=shown[0], unit=unit)
    if band == len(edges):
        return BAND_ABOVE.translated(class_name=class_name, edge=shown[-1], unit=unit)
    low, high = list(pairwise(shown))[band - 1]
    return BAND_BETWEEN.translated(class_name=class_name, low=low, high=high, unit=unit)
