"""What the guide of the first start shows and is given, as finished data. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector.screens.settings_page import Choice

THIS_PC, WORKSPACE, SEE_IT = 0, 1, 2  # its steps
WAYS = ("live.open_demo", "live.open_folder", "live.open_camera")  # to see it work: actions of the Live page, in order


@dataclass(frozen=True, slots=True)
class WorkspaceDetails:
    """As typed or shown."""

    folder: str = ""
    name: str = ""
    kind: str = "coil"
    mm_per_px: str = ""  # "": later
    language: str = ""


@dataclass(frozen=True, slots=True)
class FirstStepsState:
    step: int = THIS_PC
    intro: str = ""  # of the step
    details: WorkspaceDetails = field(default_factory=WorkspaceDetails)
    n_filled: int = 0  # rises when ``details`` are to be put into the fields, over what is typed there
    can_choose_folder: bool = True
    kinds: tuple[Choice, ...] = ()
    languages: tuple[Choice, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)  # by field of ``WorkspaceDetails``; "": of none of them
    note: str = ""
    next_text: str = ""
    is_busy: bool = False  # the workspace is being made
    tried: tuple[str, ...] = ()  # of WAYS
