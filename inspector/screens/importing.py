"""What somebody wants imported as a dataset, and what the window offers for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportWish:
    folder: str
    data_format: str
    name: str
    class_names: tuple[str, ...] = ()  # by index from 1; empty: as the format says
    is_skipping: bool = False  # leaves out what is broken
    boxes_as_masks: bool = False  # takes all that a detection's box holds for the defect
    # As they were typed; empty where nothing is said. See ``texts.import_options``.
    levels: str = ""
    colours: str = ""  # a file
    foreground: str = ""
    background: str = ""
    line_width: str = ""
    terms: str = ""  # licence and terms of the data


@dataclass(frozen=True, slots=True)
class ImportOffer:
    """What a folder seems to be."""

    folder: str
    data_format: str  # "" where nothing speaks for one
    name: str  # one that is free
    says: str  # "It looks like COCO instances."
