"""What the values of masks' pixels mean: decided once for all masks of an import, said, and then applied to each.

    MaskValues.reader_of(mask)   lists a mask, and gives what will read its class map
    MaskValues.decide()          looks at every mask listed, keeps counts only, decides, and returns words

Grey masks, palettes, colours and JPEGs are decided apart, each by the first rule that fits:

    what the options say        values that they leave out mean nothing
    a table of colours          of palettes and colours, whatever the order of the entries; of greys that are in it
    greys, however stored       by the list where all levels are in it; else of one class every level but 0 is it, or
                                what is above half of the highest where edges fade
    VOC's colours               the standard palette means its indices
    colours of one class        every one but black is it

255 is ignored where the list says so ("__ignore__"), or where the format does and some mask holds it beside a class.
What is transparent is background. What no rule tells is refused, with what was found and the option that tells it.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND, BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.polygons import Mask
from inspector.datasets.formats.mask_pixels import (
    TRANSPARENT,
    Kind,
    MaskPixels,
    brightness_of,
    code_of,
    colour_text,
    is_grey,
    mask_pixels,
    read_mask_file,
)
from inspector.datasets.formats.mask_tally import Tally, run_starts
from inspector.datasets.formats.reading import (
    AnnotatedMap,
    BrokenPair,
    Fault,
    ImportOptions,
    content_of,
)
from inspector.datasets.formats.value_names import ValueNames, given_options
from inspector.datasets.formats.value_options import Foreground
from inspector.pictures.decoding import probe_size

BORDER = code_of(224, 224, 192)  # VOC draws it around objects: ignored
N_SAID = 12  # values in one sentence
_UNKNOWN = -1
_QUARTER = 4  # dark is below a quarter of the highest level, bright above three, background at least one of the pixels
_MIN_SHADES = 32  # levels of an edge that fades; below, they are numbers of things
_MIN_SOFT = 4  # levels but 0: below, those of things that touch climb as edges do
_MIN_PEAK = 64  # of a JPEG: of fewer levels it keeps none as it was
_BY_LIST = "by their place in the list of classes"


@dataclass(frozen=True, slots=True)
class MaskFile:
    frame: Path
    path: Path
    where: str  # below the folder, for words


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the values of one kind of masks mean."""

    says: str
    classes: Mapping[int, int] = field(default_factory=dict)  # index by level, colour or entry
    above: int | None = None  # of what is not in it: brighter than that is class 1, the rest background
    by_entry: bool = False  # values of palettes are entries, not colours
    fault: Fault | None = None  # why none of these masks can be read; ``says`` has the words

    def indices(self, values: npt.NDArray[np.int64], brightness: npt.NDArray[np.int64]) -> npt.NDArray[np.int16]:
        """Class index of each value, -1 where it means nothing."""
        found = np.full(values.shape, _UNKNOWN, np.int16)
        if self.above is not None:
            found[:] = brightness > self.above
        for value, index in self.classes.items():
            found[values == value] = index
        return found


class MaskValues:
    """``are_indices``: by the format masks hold indices, and 255 for ignored. ``counts_all``: all that is not
    background is the one class, fading edges too. ``table``: what ``names.colours`` stand in, for words."""

    def __init__(
        self, names: ValueNames, options: ImportOptions, *,
        are_indices: bool = True, counts_all: bool = False, table: str = "",
    ) -> None:  # fmt: skip
        self._names = names
        self._options = options
        self._are_indices = are_indices
        self._counts_all = counts_all
        self._table = table
        self._masks: list[MaskFile] = []
        self._readings: Mapping[Kind, _Reading] | None = None

    def reader_of(self, mask: MaskFile) -> Callable[[int, int], AnnotatedMap]:
        """List a mask; what comes back reads its class map, once all are listed."""
        self._masks.append(mask)
        return lambda height, width: AnnotatedMap(self._class_map(mask, height, width))

    def _class_map(self, mask: MaskFile, height: int, width: int) -> ClassMap:
        pixels = mask_pixels(read_mask_file(mask.path, mask.where, height, width), mask.where)
        if self._readings is None:
            self.decide(lambda done, total: None)
        assert self._readings is not None
        reading = self._readings[pixels.kind]
        if reading.fault is not None:
            raise BrokenPair(reading.fault, f"{mask.where}: {reading.says}")
        return _applied(reading, pixels, mask.where)

    def decide(self, report: Callable[[int, int], None]) -> tuple[str, ...]:
        classes = frozenset(level for level, index in self._names.levels.items() if 0 < index < IGNORE_INDEX)
        tallies = {kind: Tally(classes) for kind in Kind}
        for done, mask in enumerate(self._masks):
            report(done, len(self._masks))
            if probe_size(mask.path) == probe_size(mask.frame):  # else the pair is broken, and the size may be a lie
                try:
                    pixels = mask_pixels(content_of(mask.path), mask.where)
                except (BrokenPair, OSError, ValueError):  # told when the pair is read
                    continue
                tallies[pixels.kind].add(pixels)
        report(len(self._masks), len(self._masks))
        levels = tallies[Kind.GREY]
        in_greys = [kind for kind in (Kind.PALETTE, Kind.COLOUR) if self._is_of_levels(kind, tallies[kind])]
        for kind in in_greys:
            levels = levels.plus(tallies[kind])
        of_levels = self._of_levels(levels)
        readings = {Kind.GREY: of_levels, Kind.JPEG: self._of_jpeg(tallies[Kind.JPEG])}
        for kind in (Kind.PALETTE, Kind.COLOUR):
            reading = _in_colours(of_levels) if kind in in_greys else self._of_colours(kind, tallies[kind])
            readings[kind] = self._with_transparent(kind, reading, tallies[kind])
        self._readings = readings
        return tuple(self._said(kind, tallies[kind], readings[kind]) for kind in Kind if tallies[kind].n_masks)

    def _said(self, kind: Kind, tally: Tally, reading: _Reading) -> str:
        what = f"{kind.value} ({tally.n_masks}): {reading.says}"
        if reading.fault is not None or reading.above is not None:
            return what
        if reading.by_entry:
            values = {str(entry): entry for entry in sorted(tally.entries)}
        elif kind in (Kind.PALETTE, Kind.COLOUR):
            values = {colour_text(colour): colour for colour in sorted(tally.colours)}
        else:
            values = {str(level): level for level in tally.levels}
        return f"{what}: {_some([f'{text} is {self._class(reading, value)}' for text, value in values.items()])}"

    def _class(self, reading: _Reading, value: int) -> str:
        index = reading.classes.get(value)
        if index is None:
            return "unknown"
        return "ignored" if index == IGNORE_INDEX else self._names.class_names[index]

    # levels

    def _of_levels(self, tally: Tally) -> _Reading:
        names = self._names
        if names.given_levels:
            return _Reading("as --levels says", names.given_levels)
        if names.given_colours:
            return _Reading("as --colours says", _greys(names.given_colours))
        if self._options.foreground is not None:
            return self._of_foreground(self._options.foreground, tally.levels)
        by_table = _greys(names.colours) if _covers(_greys(names.colours), tally.levels) else {}
        by_list = self._listed(tally)
        if by_table and by_list and any(by_table[level] != by_list[level] for level in tally.levels):
            detail = f"what is one class in the list and another by its grey in {self._table}"
            return self._refused(detail, tally.levels)
        if by_list:
            return self._checked(by_list, tally)
        if by_table:
            return _Reading(f"by the colours of {self._table}", by_table)
        return self._of_one_class(tally) if names.one_class else self._of_some_listed(tally)

    def _listed(self, tally: Tally) -> Mapping[int, int]:
        """The class of each level by its place in the list; empty where a level has none."""
        if not self._names.levels:
            return {}
        classes = {0: BACKGROUND_INDEX, **self._names.levels}
        if self._are_indices and tally.has_ignored_beside_class:
            classes.setdefault(IGNORE_INDEX, IGNORE_INDEX)
        return classes if _covers(classes, tally.levels) else {}

    def _checked(self, by_list: Mapping[int, int], tally: Tally) -> _Reading:
        if tally.has_white_of_1_bit and not self._names.one_class:
            return self._refused("white of 1 bit, which may be any class or ignored", tally.levels)
        if self._names.has_late_background and by_list.get(0):
            n_background = sum(int(tally.pixels[level]) for level, index in by_list.items() if not index)
            if tally.pixels[0] > n_background:
                return self._refused("more of 0 than of what the list of classes has as background", tally.levels)
        return _Reading(_BY_LIST, by_list)

    def _of_some_listed(self, tally: Tally) -> _Reading:
        """Of several classes, where not all levels are listed: masks without the others can be read all the same."""
        levels, listed = tally.levels, self._names.levels
        if not any(0 < listed.get(level, 0) < IGNORE_INDEX for level in levels):
            return self._refused("no index of a class", levels)
        if IGNORE_INDEX in levels and IGNORE_INDEX not in listed and not tally.has_ignored_beside_class:
            return self._refused("255 only where there is no class, so is it ignored or one of them?", levels)
        ignored = {IGNORE_INDEX: IGNORE_INDEX} if self._are_indices else {}
        return self._checked({0: BACKGROUND_INDEX, **ignored, **listed}, tally)

    def _of_one_class(self, tally: Tally) -> _Reading:
        """Every level but 0 is the class, or what is above half of the highest one."""
        levels = [level for level in tally.levels if level]
        if 0 not in tally.levels and len(levels) > 1:
            return self._refused("no 0, so which level is background?", levels)
        every = f"every level but 0 is {self._names.one_class} ({_some([str(level) for level in levels]) or 'none'})"
        if self._names.levels.get(0):
            return self._refused("levels that are not in the list of classes, where 0 is no background", tally.levels)
        if self._counts_all or len(levels) < 2:
            return _Reading(every, above=0)
        if IGNORE_INDEX in levels and self._names.levels.get(IGNORE_INDEX) == IGNORE_INDEX:
            return _Reading(f"{every}, but 255 is ignored", {IGNORE_INDEX: IGNORE_INDEX}, above=0)
        if self._are_indices and levels[-1] < _MIN_SHADES:
            return self._refused("numbers that have no place in the list of classes", tally.levels)
        is_soft = levels[-1] >= _MIN_SHADES and tally.is_soft
        others = [level for level in levels if level != IGNORE_INDEX]
        n_numbers = len(others) if others == list(range(1, len(others) + 1)) else 0
        if IGNORE_INDEX in levels and 0 < n_numbers < (_MIN_SHADES if is_soft else IGNORE_INDEX - 1):
            return self._refused("255 beside small numbers, so is it ignored or the class?", tally.levels)
        if not is_soft:
            return _Reading(every, above=0)
        if tally.pixels[0] * _QUARTER < tally.pixels.sum():
            return self._refused("more shades than background: pictures, it seems, not masks", levels)
        if len(levels) < _MIN_SOFT:
            detail = "few levels beside each other, edges that fade or several things of the class"
            return self._refused(detail, tally.levels, f"--foreground 1+ (all) or {levels[-1] // 2 + 1}+ (the inside)")
        half = levels[-1] // 2
        return _Reading(f"edges fade, so what is above {half} is {self._names.one_class}", above=half)

    def _of_jpeg(self, tally: Tally) -> _Reading:
        if not any(tally.levels):
            return _Reading("all of it is background", {0: BACKGROUND_INDEX})
        foreground, peak = self._options.foreground, tally.levels[-1]
        if foreground is not None and foreground.and_above:
            return self._of_foreground(foreground, tally.levels)
        if not self._names.one_class or given_options(self._options):
            says = "a JPEG keeps no value as it was; save masks as PNG, or with one class give --foreground LEVEL+"
            return _Reading(says, fault=Fault.CONTRADICTION)
        quarter = peak // _QUARTER
        n_dark, n_bright = int(tally.pixels[:quarter].sum()), int(tally.pixels[peak - quarter :].sum())
        n_between = int(tally.pixels.sum()) - n_dark - n_bright
        if peak < _MIN_PEAK or n_between > n_bright or n_dark * _QUARTER < tally.pixels.sum():
            return self._refused("no two sides, dark and bright", tally.levels, "--foreground, such as 128+")
        return _Reading(f"what is above {peak // 2} is {self._names.one_class}", above=peak // 2)

    def _of_foreground(self, wished: Foreground, values: Sequence[int]) -> _Reading:
        """Of levels or entries; a colour is a level where it is a grey."""
        wish = wished.value
        if wished.is_colour:
            wish = wish & 255 if is_grey(wish) else _UNKNOWN
        is_there = any(value >= wish if wished.and_above else value == wish for value in values)
        if not is_there and len(values) > 1:
            return self._refused(f"nothing that is {wished}", values, "--foreground")
        says = f"{wished} is {self._names.one_class}, all else is background"
        if wished.and_above:
            return _Reading(says, above=wish - 1)
        return _Reading(says, {value: int(value == wish) for value in values})

    def _refused(self, holds: str, levels: Sequence[int], way_out: str = "") -> _Reading:
        if not way_out and self._counts_all:
            way_out = "--foreground"
        elif not way_out:
            pairs = zip(levels, [BACKGROUND, *self._names.class_names[1:]], strict=False)
            way_out = f"--levels, such as {','.join(f'{level}={name}' for level, name in pairs)}"
        found = _some([str(level) for level in levels])
        says = f"the masks hold {holds} (levels {found}); say what they mean with {way_out}"
        return _Reading(says, fault=Fault.CONTRADICTION)

    # colours

    def _is_of_levels(self, kind: Kind, tally: Tally) -> bool:
        """Whether the colours are greys and mean no more than their level."""
        opaque = _opaque(tally)
        if not opaque or tally.has_too_many or not all(is_grey(colour) for colour in tally.colours):
            return False
        if kind is Kind.PALETTE and _is_of_one_colour(tally):
            return False
        if self._names.given_colours or _covers(self._table_colours(), opaque):
            return False
        palette = None if tally.has_palettes else tally.palette
        is_plain = palette is not None and all(palette[entry] & 255 == entry for entry in tally.entries)
        return is_plain or bool(given_options(self._options)) or not self._are_of_voc(opaque)

    def _table_colours(self) -> Mapping[int, int]:
        return {BORDER: IGNORE_INDEX, **self._names.colours} if self._names.colours else {}

    def _voc_colours(self) -> Mapping[int, int]:
        """The class of each colour of VOC's palette by its place in the list; none where 0 is not background there."""
        levels = {0: BACKGROUND_INDEX, **self._names.levels}
        if levels[0] != BACKGROUND_INDEX or not self._names.levels:
            return {}
        palette = voc_palette().tolist()
        classes = {code_of(*palette[level]): index for level, index in levels.items() if level < IGNORE_INDEX}
        return {BORDER: IGNORE_INDEX, **classes}

    def _are_of_voc(self, colours: set[int]) -> bool:
        """Each is VOC's, and one of them means a class."""
        known = self._voc_colours()
        return _covers(known, colours) and any(0 < known[colour] < IGNORE_INDEX for colour in colours)

    def _of_colours(self, kind: Kind, tally: Tally) -> _Reading:
        names, foreground = self._names, self._options.foreground
        is_by_entry = names.given_levels or (foreground is not None and not foreground.is_colour)
        if kind is Kind.PALETTE and _is_of_one_colour(tally) and not is_by_entry:
            return self._refused_colours("several entries of palettes, all of one colour", tally, "--levels")
        if names.given_colours:
            return _Reading("as --colours says", names.given_colours)
        if foreground is not None and foreground.is_colour:
            classes = {colour & 0xFFFFFF: int(colour & 0xFFFFFF == foreground.value) for colour in tally.colours}
            if len(classes) > 1 and not any(classes.values()):
                return self._refused_colours(f"none of their colours is {foreground}", tally, "--foreground")
            return _Reading(f"{foreground} is {names.one_class}, all else is background", classes)
        if is_by_entry:
            if kind is Kind.COLOUR:
                return self._refused_colours("levels are given, and they show colours", tally)
            if foreground is not None:
                return replace(self._of_foreground(foreground, sorted(tally.entries)), by_entry=True)
            return _Reading("by their entries as --levels says", names.given_levels, by_entry=True)
        if names.colours:
            return _Reading(f"by the colours of {self._table}", self._table_colours())
        if tally.has_too_many:
            return self._refused_colours("so many colours are no classes", tally)
        if self._are_of_voc(_opaque(tally)):
            return _Reading("by VOC's colours", self._voc_colours())
        if names.one_class:
            return self._of_one_colour(tally)
        way_out = "--levels (of the entries) or --colours FILE" if kind is Kind.PALETTE else ""
        return self._refused_colours("nothing says which class a colour is", tally, way_out)

    def _of_one_colour(self, tally: Tally) -> _Reading:
        """Every colour but black is the class; VOC's border is ignored beside another."""
        opaque = _opaque(tally)
        shown = sorted(opaque - {0, BORDER})
        if 0 not in opaque and len(opaque) > 1 and not any(colour & TRANSPARENT for colour in tally.colours):
            return self._refused_colours("no black, so which colour is background?", tally)
        if BORDER in opaque and not shown:
            return self._refused_colours("only VOC's colour of borders, which is ignored there", tally)
        by_level = self._of_one_class(tally)
        if by_level.fault is not None:
            return self._refused_colours("too many shades", tally)
        if by_level.above:
            return replace(by_level, classes={}, says=f"{by_level.says} (the largest part of a colour)")
        says = f"every colour but black is {self._names.one_class} ({_some([colour_text(one) for one in shown])})"
        return _Reading(says, {BORDER: IGNORE_INDEX} if BORDER in opaque else {}, above=0)

    def _with_transparent(self, kind: Kind, reading: _Reading, tally: Tally) -> _Reading:
        """What is transparent is background, unless a table says that an entry of a palette is a class."""
        hidden = {colour for colour in tally.colours if colour & TRANSPARENT}
        if not hidden or reading.fault is not None or reading.by_entry:
            return reading
        classes = dict(reading.classes)
        for colour in hidden:
            shown = colour & 0xFFFFFF
            is_class = shown not in classes and shown in tally.colours and shown != 0 and reading.above is not None
            classes[colour] = classes.get(shown, BACKGROUND_INDEX)
            if is_class or (classes[colour] and kind is Kind.COLOUR):
                return self._refused_colours("colours of classes where they are transparent", tally)
        says = f"{reading.says}; what is transparent is background"
        reading = replace(reading, says=says, classes=classes)
        values = np.array(sorted(tally.colours))
        if not (reading.indices(values, brightness_of(values).astype(np.int64)) > 0).any():
            return self._refused_colours("nothing but background, some of it transparent", tally)
        return reading

    def _refused_colours(self, holds: str, tally: Tally, way_out: str = "") -> _Reading:
        way_out = way_out or ("--foreground" if self._counts_all else "--colours FILE")
        found = _some([colour_text(colour) for colour in sorted(tally.colours)])
        says = f"the masks hold {holds} (colours {found}); say what they mean with {way_out}"
        return _Reading(says, fault=Fault.COLOUR)


def mask_of_base64(text: object, where: str) -> Mask:
    """A picture inside a text file, as labelme keeps masks: where it is not 0. Raises BrokenPair."""
    if not isinstance(text, str):
        raise BrokenPair(Fault.CORRUPTED, f"{where}: a mask without its picture")
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BrokenPair(Fault.CORRUPTED, f"{where}: a mask's picture is no base64 text") from error
    found: Mask = mask_pixels(data, where).brightness > 0
    return found


def voc_palette() -> npt.NDArray[np.uint8]:
    """VOC's 256 colours (256, 3): the bits of the index, dealt over red, green and blue from the highest down."""
    index = np.arange(256)
    colours = np.zeros((256, 3), np.uint8)
    for bit in range(8):
        for channel in range(3):
            colours[:, channel] |= ((index >> (3 * bit + channel) & 1) << (7 - bit)).astype(np.uint8)
    return colours


def _applied(reading: _Reading, mask: MaskPixels, where: str) -> ClassMap:
    """Raises BrokenPair for a value that means nothing."""
    flat = mask.values.ravel()
    starts = run_starts(flat)
    values = flat[starts]
    is_coloured = mask.kind in (Kind.PALETTE, Kind.COLOUR) and not reading.by_entry
    if mask.palette is not None and is_coloured:
        values = mask.palette[values]
    brightness = brightness_of(values) if is_coloured else values
    indices = reading.indices(values.astype(np.int64), brightness.astype(np.int64))
    if (unknown := values[indices == _UNKNOWN]).size:
        found = f"the colour {colour_text(int(unknown[0]))}" if is_coloured else f"the value {int(unknown[0])}"
        raise BrokenPair(Fault.UNKNOWN_CLASS, f"{where} holds {found}, which is no class ({reading.says})")
    lengths = np.diff(starts, append=flat.size)
    return np.repeat(indices.astype(np.uint8), lengths).reshape(mask.values.shape)


def _opaque(tally: Tally) -> set[int]:
    return {colour for colour in tally.colours if not colour & TRANSPARENT}


def _is_of_one_colour(tally: Tally) -> bool:
    """Whether all looks the same, and some palette has several entries for it."""
    return tally.has_one_look and len({colour & 0xFFFFFF for colour in tally.colours}) == 1


def _covers(classes: Mapping[int, int], values: Sequence[int] | set[int]) -> bool:
    return bool(classes) and all(value in classes for value in values)


def _greys(colours: Mapping[int, int]) -> dict[int, int]:
    """Of a table of colours, the class of each level of grey."""
    return {colour & 255: index for colour, index in colours.items() if is_grey(colour)}


def _in_colours(reading: _Reading) -> _Reading:
    """A reading of levels for colours that are greys."""
    classes = {code_of(level, level, level): index for level, index in reading.classes.items() if level < 256}
    return replace(reading, classes=classes)


def _some(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - N_SAID} more" if len(texts) > N_SAID else ""
    return ", ".join(texts[:N_SAID]) + more
