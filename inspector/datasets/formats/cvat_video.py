"""CVAT for video 1.1: objects as tracks over the frames of one video, by their numbers.

    track       one object: its label, and its shape in every frame that the file lists
    frame N     the picture called frame_NNNNNN, six digits at least, as CVAT writes them beside the document
    meta/task   from which frame to which the video was annotated, and in which steps; a job does not tell, and what
                lies before its first listed frame or behind its last is not annotated

CVAT lists a track in every frame where it is seen, and one frame more, marked ``outside``, where it is gone. A file
that lists fewer is read by CVAT's own rules, as far as they are plain:

- before its first frame, and from an ``outside`` on until it is listed again, a track is not there;
- between two listed frames a box or ellipse moves evenly, turning the shorter way; a polygon stays if both are the
  same. Polygons that change are refused there: how CVAT pairs their corners is nowhere described;
- after the last listed frame it stays as it is to the end of the video; a mask does not, each is of one frame.

One thing CVAT's files leave open: a shape of a single frame, the last but one, is written like a track that goes on.
What the last frame shows cannot be told then; it is refused.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from bisect import bisect_right
from dataclasses import dataclass

from inspector.datasets.formats.cvat_shapes import number_of, whole_of
from inspector.datasets.formats.reading import BrokenPair, Fault

_STEP = re.compile(r"step\s*=\s*(\d+)")
_MOVED = {"box": ("xtl", "ytl", "xbr", "ybr"), "ellipse": ("cx", "cy", "rx", "ry")}


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One object of a video."""

    name: str  # in words
    label: str
    listed: tuple[int, ...]  # frames, rising
    shapes: tuple[ET.Element, ...]  # of each of them

    def shape_in(self, frame: int, frames: range) -> ET.Element | None:
        """What it looks like in a frame of the video's ``frames``; None where it is not there. Raises BrokenPair."""
        at = bisect_right(self.listed, frame) - 1
        if at < 0 or is_outside(self.shapes[at]):
            return None
        shape, begin = self.shapes[at], self.listed[at]
        if begin == frame:
            return shape
        if at + 1 < len(self.listed):
            end = self.listed[at + 1]
            return self._between(shape, self.shapes[at + 1], (frame - begin) / (end - begin))
        if shape.tag == "mask":
            return None
        if len(self.listed) == 1 and begin + 2 * frames.step >= frames.stop:
            detail = f"{self.name} is listed in frame {begin} alone: whether it goes on here cannot be told"
            raise BrokenPair(Fault.CONTRADICTION, detail)
        return shape

    def _between(self, before: ET.Element, after: ET.Element, share: float) -> ET.Element | None:
        if before.tag == "mask":
            return None
        if before.tag == after.tag and before.tag in _MOVED:
            facts = {name: _mixed(before, after, name, share) for name in _MOVED[before.tag]}
            turn = (_rotation(after) - _rotation(before) + 180) % 360 - 180
            facts["rotation"] = repr(_rotation(before) + turn * share)
            return ET.Element(before.tag, {**before.attrib, **facts})
        if before.tag == after.tag and before.get("points") == after.get("points") is not None:
            return before
        detail = f"the {before.tag} of {self.name} changes over frames that are not listed; export it from CVAT anew"
        raise BrokenPair(Fault.MISSING_MASK, detail)


@dataclass(frozen=True, slots=True, eq=False)
class Video:
    tracks: tuple[Track, ...]
    frames: range  # annotated ones
    size: tuple[int, int] | None  # (height, width)
    subset: str

    @property
    def seen(self) -> set[int]:
        """Frames in which a track is listed and not outside."""
        return {
            frame
            for track in self.tracks
            for frame, shape in zip(track.listed, track.shapes, strict=True)
            if not is_outside(shape)
        }

    def shapes_in(self, frame: int) -> list[tuple[str, ET.Element]]:
        """Label and shape of every track that is there. Raises BrokenPair."""
        found = ((track.label, track.shape_in(frame, self.frames)) for track in self.tracks)
        return [(label, shape) for label, shape in found if shape is not None]


def read_video(root: ET.Element) -> Video:
    """Raises ValueError, or BrokenPair, where the document does not say which frames its tracks are of."""
    tasks = [*root.iterfind("meta/task"), *root.iterfind("meta/project/tasks/task"), *root.iterfind("meta/job")]
    if len(tasks) > 1:
        raise ValueError(f"its frames are of {len(tasks)} videos: export each of them by itself")
    if tasks and tasks[0].findtext("mode", "").strip() == "annotation":
        raise ValueError("its task is one of images, which their numbers do not name: export it for images")
    tracks = tuple(_track(element, at) for at, element in enumerate(root.iterfind("track")))
    listed = [frame for track in tracks for frame in track.listed]
    frames = range(min(listed), max(listed) + 1) if listed else range(0)
    size = None
    if tasks:
        frames = _frames_of(tasks[0]) or frames
        original = root.find("meta//original_size")
        if original is not None and original.find("height") is not None:
            size = _whole_text(original, "height"), _whole_text(original, "width")
    if outside := [frame for frame in listed if frame not in frames]:
        raise ValueError(f"a track is listed in frame {outside[0]}, which is none of its task")
    return Video(tracks, frames, size, tasks[0].findtext("subset", "") if tasks else "")


def is_outside(shape: ET.Element) -> bool:
    return shape.get("outside") == "1"


def _track(element: ET.Element, at: int) -> Track:
    name = f"track {element.get('id', at)}"
    shapes = sorted(((whole_of(shape, "frame"), shape) for shape in element), key=lambda one: one[0])
    listed = tuple(frame for frame, _ in shapes)
    if len(set(listed)) != len(listed):
        raise ValueError(f"{name} has two shapes in one frame")
    for _, shape in shapes:
        if shape.get("outside") not in ("0", "1") and shape.tag != "skeleton":  # whose points say it, each for itself
            raise ValueError(f"{name}: outside is neither 0 nor 1")
    return Track(name, element.get("label", ""), listed, tuple(shape for _, shape in shapes))


def _frames_of(task: ET.Element) -> range | None:
    """The frames of a task; None where it does not tell."""
    if task.tag == "job" or task.find("start_frame") is None or task.find("stop_frame") is None:
        return None  # a job counts from the first frame of its task, whose number is not there
    step = _STEP.search(task.findtext("frame_filter", "") or "")
    return range(
        _whole_text(task, "start_frame"), _whole_text(task, "stop_frame") + 1, max(1, int(step[1])) if step else 1
    )


def _whole_text(element: ET.Element, name: str) -> int:
    text = element.findtext(name, "")
    try:
        return int(text)
    except ValueError as error:
        raise ValueError(f"{name} is no whole number: {text[:40]!r}") from error


def _rotation(shape: ET.Element) -> float:
    return number_of(shape, "rotation") if shape.get("rotation") else 0.0


def _mixed(before: ET.Element, after: ET.Element, name: str, share: float) -> str:
    first, last = number_of(before, name), number_of(after, name)
    return repr(first + (last - first) * share)
