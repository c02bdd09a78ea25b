"""What the Review page reads of the records: each call one look at one moment, in the background.

Opened with ``Records(workspace)``; where the records cannot be read, StoreError says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from inspector.core.bits import to_eight_bit
from inspector.core.classes import ClassCatalogue
from inspector.core.defect import Severity
from inspector.core.messages import Code, InspectorError, StoreError, message
from inspector.core.untrusted import file_inside
from inspector.presenters import review_composer as composer
from inspector.screens.live import DefectRow, Thumbnail
from inspector.screens.review import HappenedRow, OpenedPiece, ResultRow, SearchChoices, SearchForm, Wanted
from inspector.store.database import reading
from inspector.store.queries import defects, evidence, gaps, history, inspections, search
from inspector.store.queries.search import Search

if TYPE_CHECKING:
    from inspector.workspace.workspace import Workspace

RESULTS_AT_ONCE = 60
DEFECTS_AT_ONCE = 1500  # so many rows the window takes in while nobody notices
MAX_CROPS = 60
CROP_PX = 96

Key = tuple[str, int] | tuple[str, int, int]  # where a page of results begins


@dataclass(frozen=True, slots=True)
class Results:
    rows: tuple[ResultRow, ...]
    after: Key | None  # where the next page begins; None: there is none


@dataclass(frozen=True, slots=True)
class Opened:
    piece: OpenedPiece
    totals: dict[tuple[str, Severity], int]
    happened: tuple[HappenedRow, ...]
    n_defects: int
    is_over: bool  # the inspection has ended


@dataclass(frozen=True, slots=True)
class DefectPage:
    rows: tuple[DefectRow, ...]
    after: tuple[str, int, int] | None


class Records:
    def __init__(self, workspace: Workspace, catalogue: ClassCatalogue) -> None:
        self._workspace, self._catalogue = workspace, catalogue
        self._decimals_mm = workspace.settings.look.decimal_places_mm

    def choices(self) -> SearchChoices:
        with reading(self._workspace.database) as rows:
            found = search.choices(rows)
        return SearchChoices(found.class_names, found.lines, found.models)

    def results(self, form: SearchForm, after: Key | None) -> Results:
        asked = composer.search_of(form)
        with reading(self._workspace.database) as rows:
            if form.wanted is Wanted.PIECES:
                key = after if after is not None and len(after) == 2 else None
                found = search.inspections(rows, asked, limit=RESULTS_AT_ONCE, after=key)
                listed = tuple(composer.inspection_row(one) for one in found)
                return Results(listed, found[-1].key if len(found) == RESULTS_AT_ONCE else None)
            key_of_defect = after if after is not None and len(after) == 3 else None
            found_defects = search.defects(rows, asked, limit=RESULTS_AT_ONCE, after=key_of_defect)
        before, results = "", []
        for one in found_defects:
            results.append(composer.defect_result(one, self._catalogue, before, self._decimals_mm))
            before = one.inspection_id
        return Results(tuple(results), found_defects[-1].key if len(found_defects) == RESULTS_AT_ONCE else None)

    def open(self, inspection_id: str, piece_name: str) -> Opened:
        with reading(self._workspace.database) as rows:
            record = inspections.by_id(rows, inspection_id)
            if record is None:
                raise StoreError(message(Code.INSPECTION_NOT_FOUND, piece=piece_name))
            totals = search.totals(rows, inspection_id)
            n_defects = sum(totals.values())
            piece = composer.opened(
                record, search.verdict_of(rows, inspection_id), n_defects, search.extent_px(rows, inspection_id),
                gaps.of_inspection(rows, inspection_id), inspections.models_used(rows, inspection_id),
            )  # fmt: skip
            happened = tuple(composer.happened_row(one) for one in history.of_inspection(rows, inspection_id))
        return Opened(piece, totals, happened, n_defects, record.ended_at is not None)

    def defects(self, inspection_id: str, after: tuple[str, int, int] | None) -> DefectPage:
        with reading(self._workspace.database) as rows:
            found = search.defects(rows, Search(), inspection_id=inspection_id, limit=DEFECTS_AT_ONCE, after=after)
            needs_mm = composer.asks_for_mm(inspections.severity_table(rows, inspection_id))
        listed = tuple(
            composer.row_of_found(one, self._catalogue, self._decimals_mm, needs_mm=needs_mm) for one in found
        )
        return DefectPage(listed, found[-1].key if len(found) == DEFECTS_AT_ONCE else None)

    def crops(self, inspection_id: str) -> tuple[Thumbnail, ...]:
        """Of the worst defects, the worst last: the gallery shows the newest that it is given first."""
        with reading(self._workspace.database) as rows:
            kept = evidence.worst_crops(rows, inspection_id, limit=MAX_CROPS)
            known = {
                one.defect_id: one
                for one in (
                    defects.one(rows, inspection_id, crop.defect_id) for crop in kept if crop.defect_id is not None
                )
                if one is not None
            }
        order = {Severity.NONE: 0, Severity.MINOR: 1, Severity.MAJOR: 2, Severity.CRITICAL: 3}
        made: list[Thumbnail] = []
        for crop in kept:
            defect = known.get(crop.defect_id or 0)
            if defect is not None and (pixels := self._crop(crop.path)) is not None:
                from inspector.presenters.live_composer import row_of

                row = row_of(defect, self._catalogue, self._decimals_mm)
                caption = f"{row.defect_class.name}\n{row.size}\n{row.position}"
                made.append(Thumbnail(defect.defect_id, row.defect_class, defect.severity, pixels, caption))
        return tuple(sorted(made, key=lambda one: (order[one.severity], one.defect_id)))

    def _crop(self, path: str) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]] | None:
        import cv2

        from inspector.pictures.decoding import read_frame_pixels

        try:
            picture = read_frame_pixels(file_inside(self._workspace.frames, path))
        except (InspectorError, ValueError, OSError):  # it has made room meanwhile
            return None
        pixels = to_eight_bit(picture.pixels, picture.stated_bits or 8 * picture.pixels.itemsize)
        scale = CROP_PX / max(pixels.shape[:2])
        size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
        return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
