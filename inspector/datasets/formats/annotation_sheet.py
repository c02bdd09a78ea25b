"""A contact sheet of what an import understood: one PNG of some frames with their class maps, to look at.

    Survey  ->  frames that show every class, the same for one seed  ->  FILE.png

Frames are shown whole, made smaller or enlarged by whole factors to fit a tile. Ignored pixels are striped.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from inspector.core.bits import to_eight_bit
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX, ClassCatalogue, DefectClass
from inspector.core.files import write_whole
from inspector.datasets.formats.importing import FoundFrame, Survey, pair_of
from inspector.datasets.formats.reading import Pair
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

N_FRAMES = 24
N_CLEAN = 3  # of them at most, where there are enough others
_TILE_PX = 256
_A_ROW = 6
_LEGEND_COLUMNS = 3
_FILL = 0.35  # how much of a class's colour lies over its pixels
_STRIPE_PX = 4

Colour = npt.NDArray[np.uint8]  # (H, W, 3)


def write_annotation_sheet(file: Path, surveyed: Survey, *, seed: int = 0) -> None:
    """Draw ``N_FRAMES`` frames with what was read of them, and write them whole.

    Raises DatasetError where a file has changed since the survey, OSError where the file cannot be written.
    """
    if not file.parent.is_dir():  # before the work, not after it
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file.parent))
    names = surveyed.class_names
    catalogue = ClassCatalogue().with_names(names[BACKGROUND_INDEX + 1 :])
    looks = [catalogue.look_of(name, index) for index, name in enumerate(names) if index != BACKGROUND_INDEX]
    chosen = chosen_frames(surveyed.found, seed)
    tiles = [_tile(one, pair_of(surveyed, one), looks) for one in chosen]
    encoded = io.BytesIO()
    _sheet(surveyed, looks, tiles, seed).save(encoded, "PNG")
    write_whole(file, encoded.getvalue())


def chosen_frames(found: Sequence[FoundFrame], seed: int) -> list[FoundFrame]:
    """At most ``N_FRAMES``, in the order of the data: one of each class, rare classes first, then others and some
    clean ones, drawn by the seed."""
    order = np.random.default_rng(seed).permutation(len(found)).tolist()
    of_class: dict[int, list[int]] = {}
    for k in order:
        for index in found[k].classes:
            of_class.setdefault(index, []).append(k)
    chosen: dict[int, None] = {}
    for _, holding in sorted(of_class.items(), key=lambda each: (len(each[1]), each[0])):
        if not any(k in chosen for k in holding):
            chosen[holding[0]] = None
    clean = [k for k in order if not found[k].classes]
    n_others = max(0, N_FRAMES - min(N_CLEAN, len(clean)) - len(chosen))
    chosen |= dict.fromkeys([k for k in order if found[k].classes and k not in chosen][:n_others])
    chosen |= dict.fromkeys(clean)
    return [found[k] for k in sorted(list(chosen)[:N_FRAMES])]


def _tile(one: FoundFrame, pair: Pair, looks: Sequence[DefectClass]) -> Image.Image:
    """The frame with its classes, and below it its name and theirs."""
    class_map = pair.annotated.class_map
    grey = to_eight_bit(pair.picture.pixels, pair.picture.bits)
    scale = _TILE_PX / max(class_map.shape)
    if scale >= 2:
        factor = np.ones((int(scale), int(scale)), np.uint8)
        grey = np.kron(grey, factor[..., None] if grey.ndim == 3 else factor)
        class_map = np.kron(class_map, factor)
        scale = 1.0
    shown = scaled(grey, min(1.0, scale))
    for look in looks:
        if look.index in one.classes:
            colour = np.array(tuple(bytes.fromhex(look.colour[1:])), np.uint8)
            inside, edge = _part(class_map == look.index, shown), outline(class_map == look.index, shown.shape)
            shown[inside] = np.rint((1 - _FILL) * shown[inside] + _FILL * colour).astype(np.uint8)
            shown[edge] = colour
    ignored = _part(class_map == IGNORE_INDEX, shown)
    rows, columns = np.indices(ignored.shape)
    shown[ignored & ((rows + columns) // _STRIPE_PX % 2 == 0)] = 255
    tile = Image.new("RGB", (_TILE_PX, _TILE_PX + 2 * LINE_PX), PAPER)
    tile.paste(Image.fromarray(shown), (0, _TILE_PX - shown.shape[0]))
    draw, font = ImageDraw.Draw(tile), ImageFont.load_default(TEXT_PX)
    classes = ", ".join(look.name for look in looks if look.index in one.classes) or "no defect"
    for row, line in enumerate((one.name, classes)):
        draw.text((0, _TILE_PX + 2 + row * LINE_PX), fitted(line, font, _TILE_PX), GREY if row else INK, font)
    return tile


def _part(label: npt.NDArray[np.bool_], shown: Colour) -> npt.NDArray[np.bool_]:
    """The label as large as the tile; however thin, it is not lost."""
    size = (shown.shape[1], shown.shape[0])
    small = cv2.resize(label.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return np.asarray(small > 0)


def _sheet(surveyed: Survey, looks: Sequence[DefectClass], tiles: Sequence[Image.Image], seed: int) -> Image.Image:
    legend = [(look, f"{look.index}  {look.name}, {_on_frames(surveyed, look.index)}") for look in looks]
    n_legend_rows = -(-len(legend) // _LEGEND_COLUMNS)
    legend_top = 2 * MARGIN_PX + TITLE_PX
    tiles_top = legend_top + n_legend_rows * (HEADING_PX + MARGIN_PX // 2) + MARGIN_PX
    across, down = _TILE_PX + MARGIN_PX, _TILE_PX + 2 * LINE_PX + MARGIN_PX
    width = MARGIN_PX + _A_ROW * across
    sheet = Image.new("RGB", (width, tiles_top + -(-len(tiles) // _A_ROW) * down), PAPER)
    draw, large = ImageDraw.Draw(sheet), ImageFont.load_default(TITLE_PX)
    report = surveyed.report
    ignored = "; striped: ignored" if report.n_ignored_px else ""
    shown = f"{len(tiles)} of {len(surveyed.found)} frames, seed {seed}{ignored}"
    title = f"{surveyed.path.name} as {report.data_format}: {shown}"
    draw.text((MARGIN_PX, MARGIN_PX), fitted(title, large, width - 2 * MARGIN_PX), INK, large)
    column_px = (width - MARGIN_PX) // _LEGEND_COLUMNS
    for position, (look, text) in enumerate(legend):
        row, column = divmod(position, _LEGEND_COLUMNS)
        at = (MARGIN_PX + column * column_px, legend_top + row * (HEADING_PX + MARGIN_PX // 2))
        draw_class(draw, look, text, at, column_px - MARGIN_PX)
    for position, tile in enumerate(tiles):
        row, column = divmod(position, _A_ROW)
        sheet.paste(tile, (MARGIN_PX + column * across, tiles_top + row * down))
    return sheet


def _on_frames(surveyed: Survey, index: int) -> str:
    n = surveyed.report.classes[index - 1].n_frames
    return f"on {n} frames" if n else "on no frame"
