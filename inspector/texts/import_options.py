"""What an import can be told about its data, in one wording for the command line and for the window's form."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.texts.dataset_formats import NAMES
from inspector.texts.translate import Text

WITH_VALUES = ("folder-pairs", "masks", "voc")  # masks of several classes, whose values say which
WITH_LINES = ("cvat", "labelme")
WITH_BOXES = ("coco", "voc-boxes", "yolo-seg")  # boxes of detections, which are masks only where somebody says so
MIN_LINE_PX = 1.0

# The window's form
TITLE = Text("importing", "Import data")
FOLDER = Text("importing", "Folder")
HINT = Text("importing", "All of it is read first: nothing is written where something is broken.")
OK = Text("importing", "Import")
TERMS_UNSAID = Text("importing", "not stated: the gate asks for them")
TERMS_HELP = "Licence and terms of the data; the gate of a model that learned from them asks for them."


@dataclass(frozen=True, slots=True)
class ImportOption:
    label: Text
    says: Text
    formats: tuple[str, ...]  # that read it; others refuse it

    @property
    def help(self) -> str:
        """For the command line."""
        says = self.says.source
        if len(self.formats) == len(NAMES):
            return says
        return f"{', '.join(self.formats)}: {says[0].lower()}{says[1:]}"


LEVELS = ImportOption(
    Text("importing", "Levels"), Text("importing", "The class of each level, as 0=background,255=crack."), WITH_VALUES
)
COLOURS = ImportOption(
    Text("importing", "Colours"),
    Text("importing", "A file with CLASS:R,G,B a line, as labelmap.txt has it."),
    WITH_VALUES,
)
FOREGROUND = ImportOption(
    Text("importing", "Foreground"),
    Text("importing", "Of masks of one class: its level (255, 128+) or R,G,B."),
    (*WITH_VALUES, "mvtec"),
)
BACKGROUND = ImportOption(
    Text("importing", "Background"),
    Text("importing", "The class that is background, whatever it is called."),
    tuple(NAMES),
)
LINE_WIDTH = ImportOption(
    Text("importing", "Line width (px)"), Text("importing", "How wide drawn lines are; without it, they are refused."),
    WITH_LINES,
)  # fmt: skip
BOXES_AS_MASKS = ImportOption(
    Text("importing", "Take boxes for masks"),
    Text("importing", "All of a box is taken for the defect; without it, boxes are refused."),
    WITH_BOXES,
)
CONTRADICT = Text("importing", "Levels, colours and foreground contradict each other: give one of them.")
WRONG = Text("importing", "{option}: {detail}.")
NO_WIDTH = Text("importing", "“{text}” is no width of 1 px or more")
