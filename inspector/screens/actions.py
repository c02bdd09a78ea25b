"""One registry of everything a person can do, with its words and keys. The windows, tooltips and F1 read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Where keys act: everywhere, or on one page. Two actions of one scope never share a key."""

    WINDOW = "window"
    LIVE = "live"
    BALANCE = "balance"


@dataclass(frozen=True, slots=True)
class Action:
    id: str  # "live.freeze"
    scope: Scope
    text: str  # as a button or menu says it
    keys: tuple[str, ...] = ()  # in Qt's portable form: "Ctrl+O", "P"
    icon: str = ""  # name of an SVG in resources/icons
    is_held: bool = False  # acts while the key is held down
    help: str = ""  # one line for F1, where the text alone does not say it


ACTIONS = (
    Action("window.keys", Scope.WINDOW, "Keys", ("F1",), "keyboard", help="Show or hide this list"),
    Action("window.full_screen", Scope.WINDOW, "Full screen", ("F11",), "full-screen"),
    Action("window.quit", Scope.WINDOW, "Quit", ("Ctrl+Q",)),
    Action("window.page_live", Scope.WINDOW, "Live", ("Alt+1",), "live"),
    Action("window.page_balance", Scope.WINDOW, "Balance", ("Alt+4",), "balance"),
    Action("live.start_stop", Scope.LIVE, "Start", ("F5",), "start", help="Start or stop the inspection"),
    Action("live.open_folder", Scope.LIVE, "Open folder…", ("Ctrl+O",), "folder"),
    Action("live.open_video", Scope.LIVE, "Open video…", ("Ctrl+Shift+O",), "video"),
    Action("live.open_camera", Scope.LIVE, "Open camera…", ("Ctrl+Shift+C",), "camera"),
    Action("live.open_demo", Scope.LIVE, "Demo strip", ("Ctrl+D",), "strip"),
    Action("live.open_model", Scope.LIVE, "Open model…", ("Ctrl+M",), "model"),
    Action(
        "live.new_piece", Scope.LIVE, "New piece…", ("Ctrl+N",), "piece", help="Begin a new rail or coil with its id"
    ),
    Action(
        "live.freeze", Scope.LIVE, "Freeze picture", ("P",), "freeze",
        help="The picture stands still; inspection goes on",
    ),
    Action("live.hide_overlay", Scope.LIVE, "Hide overlay", ("H",), "hide", is_held=True, help="Hidden while held"),
    Action("live.overlay_style", Scope.LIVE, "Fill, outline, both", ("O",), "overlay", help="Next overlay style"),
    Action("live.opacity_up", Scope.LIVE, "Overlay stronger", ("+", "=")),
    Action("live.opacity_down", Scope.LIVE, "Overlay weaker", ("-",)),
    Action("live.fit", Scope.LIVE, "Fit", ("F",), "fit", help="Whole frame in view"),
    Action(
        "live.actual_size", Scope.LIVE, "100 %", ("Ctrl+0",), "actual-size", help="One frame pixel on one screen pixel"
    ),
    Action("live.pan", Scope.LIVE, "Move picture", ("Space",), is_held=True, help="Hold and drag"),
    Action("live.next_defect", Scope.LIVE, "Next defect", ("Right",), help="Newer; freezes the picture"),
    Action("live.previous_defect", Scope.LIVE, "Previous defect", ("Left",), help="Older; freezes the picture"),
    Action("live.newest", Scope.LIVE, "Back to live", ("Escape", "End"), "live", help="Unfreeze and follow the strip"),
    Action("live.dismiss", Scope.LIVE, "Close message", ("Ctrl+Backspace",)),
    *(
        Action(f"live.solo_{n}", Scope.LIVE, f"Show class {n} alone", (f"{n}",), help="Again: show all")
        for n in range(1, 9)
    ),
    Action("balance.open", Scope.BALANCE, "Open dataset", ("Ctrl+O",), "folder", help="Read the chosen one"),
    Action("balance.next", Scope.BALANCE, "Next injection", ("Right",), "next", help="Another clean frame"),
    Action("balance.previous", Scope.BALANCE, "Previous injection", ("Left",), "previous"),
    Action("balance.again", Scope.BALANCE, "Draw again", ("R",), "again", help="Another defect on the same frame"),
    Action("balance.before", Scope.BALANCE, "Show before", ("B",), "before", is_held=True, help="While held"),
    Action("balance.wipe", Scope.BALANCE, "Before and after", ("W",), "wipe", help="A line to drag parts both"),
    Action("balance.blink", Scope.BALANCE, "Blink", ("K",), "blink", help="Before and after by turns"),
    Action("balance.outline", Scope.BALANCE, "Label outline", ("O",), "overlay", help="Show or hide it"),
    Action("balance.fit", Scope.BALANCE, "Fit", ("F",), "fit", help="Whole frame in view"),
    Action(
        "balance.accept", Scope.BALANCE, "Looks real", ("A",), "accept",
        help="Accept; the least realism of the class learns from it",
    ),
    Action(
        "balance.reject", Scope.BALANCE, "Looks wrong", ("X",), "reject",
        help="Reject; the least realism of the class learns from it",
    ),
    Action("balance.exclude", Scope.BALANCE, "Exclude donor", ("E",), "hide", help="It gives nothing, or again does"),
    Action("balance.favour", Scope.BALANCE, "Favourite donor", ("V",), "favourite", help="Drawn three times as often"),
    Action("balance.undo", Scope.BALANCE, "Undo", ("Ctrl+Z",), "undo"),
    Action("balance.redo", Scope.BALANCE, "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Action(
        "balance.compare", Scope.BALANCE, "Compare", ("C",), "compare",
        help="Keep these settings at the left and change a copy at the right; again: end",
    ),
    Action(
        "balance.use_in_training", Scope.BALANCE, "Use in training", ("Ctrl+U",), "training",
        help="Trainings on this dataset inject while they run",
    ),
    Action("balance.snapshot", Scope.BALANCE, "Make a snapshot…", ("Ctrl+S",), "snapshot"),
    Action(
        "balance.contact_sheet", Scope.BALANCE, "Contact sheet…", ("Ctrl+E",), "sheet",
        help="A picture of many injections, before and after",
    ),
    Action("balance.cancel", Scope.BALANCE, "Cancel", ("Escape",), "stop", help="End what is running"),
    Action("balance.dismiss", Scope.BALANCE, "Close message", ("Ctrl+Backspace",)),
    *(
        Action(f"balance.class_{n}", Scope.BALANCE, f"Class {n}", (f"{n}",), help="Its injections and rules")
        for n in range(1, 9)
    ),
)  # fmt: skip


def action(action_id: str) -> Action:
    """Raises KeyError for an unknown id."""
    for known in ACTIONS:
        if known.id == action_id:
            return known
    raise KeyError(action_id)
