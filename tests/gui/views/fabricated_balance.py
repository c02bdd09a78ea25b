"""A dataset with a rare class being balanced, as the presenter would show it: fabricated state for the views' tests."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.balancing import ClassRules, Unit, Zone
from inspector.core.classes import DefectClass
from inspector.core.rendering import outlines
from inspector.screens.balance import (
    BalanceState,
    BarRow,
    Fact,
    LibraryItem,
    PreviewImage,
    PreviewState,
    RulesState,
    WorkState,
)
from inspector.screens.shell import EmptyState
from inspector.texts.messages import MessageText, Tier

NAMES = ("blowhole", "break", "crack", "fray", "uneven")
BEFORE = (115.0, 85.0, 57.0, 32.0, 103.0)
CRACK = DefectClass.with_default_look(3, "crack")
OPEN_FIRST = EmptyState("No dataset is open. Choose one above and open it.", ("balance.open",))
READING = WorkState("Reading magnetic-tile · 312 of 1\u202f344 frames · 4 s left", 312 / 1344)
SURVEY_FAILED = MessageText(
    "The dataset “magnetic-tile” could not be read.",
    "The mask of exp3_num_991 has 240 columns, its frame has 248.",
    "Nothing was changed; the dataset stays as it is.",
    "Correct or remove this mask, then open the dataset again.",
    Tier.STOP,
    "dataset.mask_size",
)


def rows(chosen: int = 3, *, share_of_fray: float = 1.0) -> tuple[BarRow, ...]:
    made = []
    for place, (name, before) in enumerate(zip(NAMES, BEFORE, strict=True)):
        share = share_of_fray if name == "fray" else 1.0
        warning = {
            "fray": "from 2 groups only: scores will be uncertain",
            "break": "12 of 14 defects in group tile-31",
        }.get(name, "")
        made.append(
            BarRow(
                DefectClass.with_default_look(place + 1, name),
                before,
                max(before, 115.0 * share),
                share,
                f"{before:.0f} frames · {before * 1.4:.0f} instances · {before * 722:,.0f} px · 12 groups",
                warning,
                is_chosen=place + 1 == chosen,
            )
        )
    return tuple(made)


def band_rows() -> tuple[BarRow, ...]:
    """24 rows: six classes in four bands of size."""
    bands = ("under 16 px", "16 to 32 px", "32 to 64 px", "64 px and more")
    made = []
    for index, name in enumerate((*NAMES, "inclusion"), start=1):
        for band, words in enumerate(bands):
            before = float((37 * index + 61 * band) % 90)
            look = replace(DefectClass.with_default_look(index, name), name=f"{name}, {words}")
            made.append(
                BarRow(
                    look, before, max(before, 89.0) if before else 0.0, 1.0, f"{before:.0f} instances · 9 groups",
                    "" if before else "nothing to inject of this size, or all excluded", is_chosen=index == 3,
                )
            )  # fmt: skip
    return tuple(made)


def state(**changed: object) -> BalanceState:
    known = BalanceState(
        datasets=("magnetic-tile", "neu-seg", "rail-400"),
        dataset="magnetic-tile",
        rows=rows(),
        headline="952 clean frames · evenness 0.87 → 1.00",
        snapshot_text="a snapshot would hold 1\u202f624 frames, 280 of them injected",
        is_open=True,
        can_undo=True,
    )
    return replace(known, **changed)  # type: ignore[arg-type]


CLOSED = BalanceState(datasets=("magnetic-tile", "neu-seg", "rail-400"))
BANDS = state(unit=Unit.SIZE_BANDS, rows=band_rows(), seed=7)
TARGET_CHANGED = state(
    rows=rows(4, share_of_fray=1.75),
    is_used_in_training=True,
    can_redo=True,
    headline="952 clean frames · evenness 0.87 → 0.94",
)


def steel(rows_px: int = 384, columns_px: int = 320, seed: int = 0) -> npt.NDArray[np.uint8]:
    rng = np.random.default_rng(seed)
    light = np.linspace(120, 172, columns_px)[None] + 14 * np.sin(np.arange(rows_px) / 70)[:, None]
    grain = cv2.GaussianBlur(rng.normal(0, 30, (rows_px, columns_px)), (0, 0), 1.2, sigmaY=6)
    return np.clip(light + grain, 0, 255).astype(np.uint8)


def crack_mask(rows_px: int, columns_px: int) -> npt.NDArray[np.uint8]:
    mask = np.zeros((rows_px, columns_px), np.uint8)
    points = np.array([(0.42, 0.30), (0.47, 0.36), (0.45, 0.43), (0.52, 0.50), (0.50, 0.58), (0.55, 0.66)])
    cv2.polylines(mask, [(points * (columns_px, rows_px)).astype(np.int32)], False, 1, max(2, rows_px // 90))
    return mask


def image(title: str = "", note: str = "", *, rows_px: int = 384, columns_px: int = 320, seed: int = 0) -> PreviewImage:
    before = steel(rows_px, columns_px, seed)
    mask = crack_mask(rows_px, columns_px)
    if seed % 2:
        mask = np.ascontiguousarray(mask[:, ::-1])
    if note:
        return PreviewImage(title, before, before, np.zeros_like(mask), np.zeros((0, 4), np.int32), note)
    after = np.where(mask > 0, before * 0.45, before).astype(np.uint8)
    return PreviewImage(title, before, after, mask * np.uint8(CRACK.index), outlines(mask)[1])


def preview(*images: PreviewImage, score: float | None = 0.62, **changed: object) -> PreviewState:
    donor = image().after[100:270, 110:200]
    mask = crack_mask(384, 320)[100:270, 110:200]
    known = PreviewState(
        CRACK,
        "injection 12 · into exp1_num_4567",
        images or (image(),),
        donor,
        outlines(np.ascontiguousarray(mask))[1],
        "from exp3_num_991, 14 × 62 px",
        score,
        0.35,
        (
            Fact("seam", "0.93"),
            Fact("brightness", "0.88"),
            Fact("texture", "0.31", needs_attention=True),
            Fact("turned", "−6°"),
            Fact("scale", "1.08"),
            Fact("laid on", "blended"),
        ),
        (
            "Away from both edges by 40 px: 112 px.",
            "Long axis 12° to travel, within −30 to 30°.",
            "Third attempt: 2 × wrong size before.",
        ),
        4.2,
        "exp3_num_991/0",
    )
    return replace(known, **changed)  # type: ignore[arg-type]


NO_ATTEMPT = preview(
    image(note="No attempt fitted: 5 × no room, 3 × wrong size"),
    score=None, donor=None, donor_outline=None, donor_caption="", donor_key="", facts=(), reasons=(), spent_ms=38.0,
)  # fmt: skip


def compared() -> PreviewState:
    return preview(image("kept settings"), image("these settings", seed=1))


def rules(**changed: object) -> RulesState:
    known = ClassRules(zone=Zone.CENTRE, size_px=(4.0, 64.0), angle_deg=(-30.0, 30.0))
    return RulesState(CRACK, replace(known, **changed), 0.05, 5, 2)  # type: ignore[arg-type]


def donor_items(n: int = 24) -> list[LibraryItem]:
    sheet = image().after
    made = []
    for number in range(n):
        high, wide = 40 + 13 * number % 50, 30 + 17 * number % 40
        top, left = 7 * number % 200, 11 * number % 180
        pixels = sheet[top : top + high, left : left + wide]
        mask = np.zeros((high, wide), np.uint8)
        mask[high // 4 : high // 4 + 4 + number % 9, wide // 4 : 3 * wide // 4] = 1
        made.append(
            LibraryItem(
                f"donor-{number}", CRACK, pixels, outlines(mask)[1], f"{wide} × {high} px",
                f"exp3_num_{number} · group tile-{number % 7} · {int(mask.sum())} px", int(mask.sum()),
                is_excluded=number % 6 == 4, is_favourite=number % 8 == 1,
                flags=("like 2 others",) if number % 5 == 2 else (),
            )
        )  # fmt: skip
    return made
