"""A contact sheet: one PNG of sample injections, before and after, to look at and to pass on.

    survey + settings  ->  previews 0, 1, … of each class  ->  FILE.png

Frames that fit a tile are shown whole and others by a window around the injection, both pixel by pixel; where the
injection itself is larger than a tile, the window is scaled down, and the caption says so.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inspector.core.audit import utc_now
from inspector.core.balancing import BalanceSettings
from inspector.core.bits import to_eight_bit
from inspector.core.classes import BACKGROUND_INDEX, ClassCatalogue, DefectClass
from inspector.core.files import write_whole
from inspector.datasets.balancing.survey import Preview, Report, Survey, preview
from inspector.datasets.sheet_drawing import (
    GREY,
    HEADING_PX,
    INK,
    LINE_PX,
    MARGIN_PX,
    PAPER,
    TEXT_PX,
    TITLE_PX,
    draw_class,
    fitted,
    outline,
    scaled,
)

_PAIRS_A_ROW = 3
_CAPTION_LINES = 3

Window = tuple[int, int, int, int]  # top, bottom, left, right; one past the end


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    file: Path
    n_made: dict[str, int]  # by class name
    n_given_up: dict[str, int]
    without_donors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A class with its previews; none where it has no donors."""

    look: DefectClass
    heading: str
    pairs: list[Image.Image]


def write_contact_sheet(
    file: Path,
    survey: Survey,
    settings: BalanceSettings,
    catalogue: ClassCatalogue,
    *,
    per_class: int = 6,
    tile_px: int = 192,
    report: Report = lambda done, total: None,
) -> SheetOutcome:
    """Draw the first ``per_class`` injections of each class, as ``preview`` makes them, and write them whole.

    ``report`` takes injections drawn and in all; what it raises ends the work, and nothing is written. Raises OSError
    where the file cannot be written, and DatasetError as ``preview`` where there is no host or a frame is broken.
    """
    if not file.parent.is_dir():  # before the work, not after it
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file.parent))
    names = survey.version.class_names
    catalogue = catalogue.with_names(names[BACKGROUND_INDEX + 1 :])
    with_donors = [k for k in survey.class_indices if survey.donors_of(k, settings)]
    total = len(with_donors) * per_class
    rows, n_made, n_given_up, done = [], {}, {}, 0
    for class_index in survey.class_indices:
        look = catalogue.look_of(names[class_index], class_index)
        if class_index not in with_donors:
            rows.append(_Row(look, f"{look.name}: no donors in the train split, or all are excluded", []))
            continue
        pairs, made, n_rejected = [], 0, 0
        for injection_index in range(per_class):
            report(done, total)
            shown = preview(survey, settings, class_index, injection_index)
            pairs.append(_pair(shown, look, tile_px))
            made += shown.injected is not None
            n_rejected += shown.rejected.total()
            done += 1
        n_made[look.name], n_given_up[look.name] = made, per_class - made
        share = n_rejected / max(1, n_rejected + made)
        heading = f"{look.name}: {made} made, {per_class - made} given up, {share:.0%} of attempts rejected"
        rows.append(_Row(look, heading, pairs))
    report(total, total)
    version = survey.version
    title = f"{version.name} {version.id}, seed {settings.seed}, {utc_now():%Y-%m-%d}"
    encoded = io.BytesIO()
    _sheet(title, rows, tile_px).save(encoded, "PNG")
    write_whole(file, encoded.getvalue())
    without = tuple(names[k] for k in survey.class_indices if k not in with_donors)
    return SheetOutcome(file, n_made, n_given_up, without)


def window_around(box: Window | None, frame: Sequence[int], tile_px: int) -> Window:
    """The part of a frame (height, width) to show of an injection in ``box``, or of its middle where there is none.

    As large as a tile where the box with its margin fits one, else as large as that, and never beyond the frame.
    """
    top, bottom, left, right = box if box is not None else (frame[0] // 2,) * 2 + (frame[1] // 2,) * 2
    side = max(tile_px, bottom - top + 2 * MARGIN_PX, right - left + 2 * MARGIN_PX)
    ends = []
    for first, last, length in ((top, bottom, frame[0]), (left, right, frame[1])):
        shown = min(side, length)
        start = min(max(0, (first + last - shown) // 2), length - shown)
        ends += [start, start + shown]
    return ends[0], ends[1], ends[2], ends[3]


def _pair(shown: Preview, look: DefectClass, tile_px: int) -> Image.Image:
    """Before and after beside each other, and their caption below."""
    injected = shown.injected
    height, width = shown.before.shape[:2]
    box = None
    if injected is not None:
        made = injected.injection
        box = (made.top, made.top + made.height, made.left, made.left + made.width)
    top, bottom, left, right = window_around(box, (height, width), tile_px)
    part = np.s_[top:bottom, left:right]
    scale = min(1.0, tile_px / max(bottom - top, right - left))
    picture = Image.new("RGB", (2 * tile_px + 2, tile_px + _CAPTION_LINES * LINE_PX), PAPER)
    picture.paste(Image.fromarray(scaled(to_eight_bit(shown.before[part], shown.bits), scale)), (0, 0))
    if injected is not None:
        after = scaled(to_eight_bit(injected.pixels[part], shown.bits), scale)
        after[outline(injected.class_map[part] == look.index, after.shape)] = tuple(bytes.fromhex(look.colour[1:]))
        picture.paste(Image.fromarray(after), (tile_px + 2, 0))
        kind = injected.injection
        size = "pixel by pixel" if scale == 1 else f"scaled to {scale:.0%}"
        caption = f"realism {kind.realism.score:.2f}, {kind.blend.value}, {size}"
        source = f"from {'?' if shown.donor is None else shown.donor.frame_name}"
    else:
        source = "no attempt fitted"
        caption = ", ".join(f"{n} {reason.value}" for reason, n in sorted(shown.rejected.items()))
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(TEXT_PX)
    for row, line in enumerate((f"into {shown.host.name}", source, caption)):
        fitting = fitted(line, font, picture.width)
        draw.text((0, tile_px + 2 + row * LINE_PX), fitting, GREY if row else INK, font)
    return picture


def _sheet(title: str, rows: Sequence[_Row], tile_px: int) -> Image.Image:
    pair_px = (2 * tile_px + 2 + MARGIN_PX, tile_px + _CAPTION_LINES * LINE_PX + MARGIN_PX)
    heading_px = HEADING_PX + MARGIN_PX
    n_lines = [-(-len(row.pairs) // _PAIRS_A_ROW) for row in rows]
    height = MARGIN_PX + TITLE_PX + MARGIN_PX + sum(heading_px + n * pair_px[1] for n in n_lines) + MARGIN_PX
    sheet = Image.new("RGB", (_PAIRS_A_ROW * pair_px[0] + MARGIN_PX, height), PAPER)
    draw = ImageDraw.Draw(sheet)
    text_px = sheet.width - 2 * MARGIN_PX
    large = ImageFont.load_default(TITLE_PX)
    draw.text((MARGIN_PX, MARGIN_PX), fitted(title, large, text_px), INK, large)
    top = MARGIN_PX + TITLE_PX + MARGIN_PX
    for row, n in zip(rows, n_lines, strict=True):
        draw_class(draw, row.look, row.heading, (MARGIN_PX, top), text_px)
        for index, pair in enumerate(row.pairs):
            down, across = divmod(index, _PAIRS_A_ROW)
            sheet.paste(pair, (MARGIN_PX + across * pair_px[0], top + heading_px + down * pair_px[1]))
        top += heading_px + n * pair_px[1]
    return sheet
