"""Keys of other annotation tools, for people who know those: only where such a tool has a key for the same thing.

labelme: its default_config.yaml. CVAT: its list of shortcuts. napari: keys of its labels layer. 3D Slicer: the manual
of its Segment Editor. An action of ours that has to give a key way gets another one here, or none; a test holds that no
preset lets a key mean two things.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from inspector.screens.actions import Keymap


class KeyPreset(StrEnum):
    INSPECTOR = "inspector"
    LABELME = "labelme"
    CVAT = "cvat"
    NAPARI = "napari"
    SLICER = "slicer"


# Names of products: not translated.
PRESET_NAMES: Final = {
    KeyPreset.INSPECTOR: "Inspector",
    KeyPreset.LABELME: "labelme",
    KeyPreset.CVAT: "CVAT",
    KeyPreset.NAPARI: "napari",
    KeyPreset.SLICER: "3D Slicer",
}

_WEAKER_STRONGER: Final = {"annotate.opacity_up": ("Alt+=",), "annotate.opacity_down": ("Alt+-",)}

_LABELME: Final = {
    "annotate.of_folder": ("Ctrl+U", "Ctrl+O"),
    "annotate.next_frame": ("D", "Ctrl+Shift+D", "PgDown"),
    "annotate.previous_frame": ("A", "Ctrl+Shift+A", "PgUp"),
    "annotate.fit": ("Ctrl+F", "F"),
    "annotate.find": ("F3",),  # gives Ctrl+F way
    "annotate.polygon": ("Ctrl+N", "P"),
    "annotate.rectangle": ("Ctrl+R", "Y"),
    "annotate.relabel": ("Ctrl+E", "Shift+R"),
    "annotate.repeat": ("Ctrl+P", "R"),
}

_CVAT: Final = {
    "annotate.next_frame": ("F", "PgDown"),
    "annotate.previous_frame": ("D", "PgUp"),
    "annotate.fit": ("Home",),  # gives F way
    # Shift+D would be the next one while D is the one before.
    "annotate.next_open": ("Alt+F",),
    "annotate.previous_open": ("Alt+D",),
    "annotate.difference": ("Alt+C",),  # gives Alt+D way
    "annotate.turn": ("Ctrl+R", "Alt+R"),
    "annotate.turn_back": ("Ctrl+Shift+R", "Alt+Shift+R"),
}

_NAPARI: Final = {
    "annotate.eraser": ("1", "E"),
    "annotate.brush": ("2", "P"),
    "annotate.polygon": ("3",),
    "annotate.bucket": ("4", "F"),
    "annotate.pick": ("5", "L"),
    "annotate.lock": ("B",),  # what is painted stays
    "annotate.fit": ("Ctrl+R",),
    "annotate.next_class": ("=", "W"),
    "annotate.previous_class": ("-", "Q"),
    # The digits choose tools there.
    **{f"annotate.class_{n}": (f"Ctrl+{n}",) for n in range(1, 10)},
    **_WEAKER_STRONGER,
}

_SLICER: Final = {
    "annotate.undo": ("Z", "Ctrl+Z"),
    "annotate.redo": ("Y", "Ctrl+Shift+Z", "Ctrl+Y"),
    "annotate.smaller": ("-", "["),
    "annotate.larger": ("+", "=", "]"),
    "annotate.rectangle": ("Shift+Y",),  # gives Y way
    "annotate.zoom_in": ("Ctrl++", "Ctrl+="),
    "annotate.zoom_out": ("Ctrl+-",),
    **_WEAKER_STRONGER,
}

PRESET_KEYS: Final[dict[KeyPreset, Keymap]] = {
    KeyPreset.INSPECTOR: {},
    KeyPreset.LABELME: _LABELME,
    KeyPreset.CVAT: _CVAT,
    KeyPreset.NAPARI: _NAPARI,
    KeyPreset.SLICER: _SLICER,
}
