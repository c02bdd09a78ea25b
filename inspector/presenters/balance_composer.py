"""What the Balance page shows, made from a survey and settings: rows, previews, library. Off the Qt thread, no Qt."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inspector.core.balancing import BalanceSettings, ClassRules, Zone
from inspector.core.bits import to_eight_bit
from inspector.core.calibration import Calibration
from inspector.core.classes import BACKGROUND_INDEX, DefectClass
from inspector.core.messages import DatasetError, Message
from inspector.core.rendering import outlines
from inspector.datasets.balancing.donors import Donor, Side
from inspector.datasets.balancing.injecting import Blend, Injection, Rejected
from inspector.datasets.balancing.snapshot import Plan, plan_snapshot
from inspector.datasets.balancing.survey import Preview, Survey, preview
from inspector.screens.balance import BarRow, Drawing, Fact, LibraryItem, PreviewState, Shot

FEW_GROUPS = 4  # a class in fewer groups can hardly be judged, however often it is injected
_NO_OUTLINE = np.zeros((0, 4), np.int32)

_REJECTED_WORDS = {
    Rejected.NO_PLACE: "no place", Rejected.WRONG_ANGLE: "wrong angle", Rejected.WRONG_SIZE: "wrong size",
    Rejected.UNSEEN: "hardly seen", Rejected.CLIPPED: "too bright or dark", Rejected.UNREAL: "does not look real",
}  # fmt: skip
_BLEND_WORDS = {Blend.OFFSET: "blended over its outline", Blend.CUT_PASTE: "cut and pasted"}
_SIDE_WORDS = {Side.TOP: "upper", Side.BOTTOM: "lower", Side.LEFT: "left", Side.RIGHT: "right"}


@dataclass(frozen=True, slots=True, eq=False)
class Balanced:
    """What settings make of a survey."""

    settings: BalanceSettings
    rows: tuple[BarRow, ...]
    headline: str
    snapshot_words: str
    problem: Message | None  # why there is no plan


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    drawing: Drawing
    settings: BalanceSettings
    shown: PreviewState | None
    injection: Injection | None
    problem: Message | None  # why nothing could be drawn


def look_of(survey: Survey, class_index: int) -> DefectClass:
    return DefectClass.with_default_look(class_index, survey.version.class_names[class_index])


def balanced(
    survey: Survey, settings: BalanceSettings, kept: BalanceSettings | None, chosen: int, scale: Calibration | None
) -> Balanced:
    """Rows, headline and what a snapshot would hold; without a plan the rows say what is there."""
    problem = None
    plan: Plan | None = None
    try:
        plan = plan_snapshot(survey, settings)
    except DatasetError as error:
        problem = error.message
    rows = tuple(_rows(survey, settings, plan, chosen, scale))
    if plan is None:
        return Balanced(settings, rows, _hosts_words(survey, settings), "", problem)
    before, after = plan.evenness
    headline = f"{_hosts_words(survey, settings)} · evenness {before:.2f} → {after:.2f}"
    if kept is not None:
        try:
            headline += f" (kept: {plan_snapshot(survey, kept).evenness[1]:.2f})"
        except DatasetError:
            headline += " (kept: none)"
    n_injections, n_frames = sum(plan.n_injections), len(survey.version.samples) + plan.n_hosts_used
    words = f"{n_frames:,} frames, {plan.n_hosts_used:,} of them with {n_injections:,} injections"
    return Balanced(settings, rows, headline, words, None)


def _hosts_words(survey: Survey, settings: BalanceSettings) -> str:
    words = f"{len(survey.hosts):,} clean frames"
    return f"{words} and {len(survey.crops):,} clean parts" if settings.uses_crops else words


def _rows(
    survey: Survey, settings: BalanceSettings, plan: Plan | None, chosen: int, scale: Calibration | None
) -> list[BarRow]:
    """One per class, or per class and band as the plan has them."""
    rows = []
    n_bands = 1 if plan is None else len(plan.names) // max(1, len(survey.version.class_names) - 1)
    for index, name in enumerate(survey.version.class_names):
        if index == BACKGROUND_INDEX:
            continue
        of_class = [defect for defect in survey.defects if defect.class_index == index]
        n_pictures = sum(bool(sample.n_pixels[index]) for sample in survey.training)
        groups = Counter(defect.group for defect in of_class)
        n_px = sum(defect.area_px for defect in of_class)
        area = f"{n_px * scale.mm_per_px_across * scale.mm_per_px_along:,.0f} mm²" if scale else f"{n_px:,} px"
        counts = f"{n_pictures:,} pictures · {len(of_class):,} defects · {area} · {len(groups)} groups"
        share = settings.target.get(name, 0.0) if settings.target else 1.0
        for place in range((index - 1) * n_bands, index * n_bands):
            shown, before, after, has_donors = name, float(n_pictures), float(n_pictures), True
            if plan is not None:
                shown, before, after = plan.names[place], plan.before[place], plan.after[place]
                has_donors = shown not in plan.without_donors
            look = DefectClass.with_default_look(index, shown)
            warning = _warning(of_class, groups, has_donors=has_donors)
            rows.append(BarRow(look, before, after, share, counts, warning, is_chosen=index == chosen))
    return rows


def _warning(of_class: Sequence[Donor], groups: Counter[str], *, has_donors: bool) -> str:
    if not of_class:
        return "no defects: nothing to inject"
    if not has_donors:
        return "nothing to inject of this size, or all excluded"
    largest, n = groups.most_common(1)[0]
    if len(groups) < FEW_GROUPS:
        return f"from {len(groups)} {'group' if len(groups) == 1 else 'groups'} only: scores will be uncertain"
    if n > len(of_class) / 2:
        return f"{n} of {len(of_class)} defects in group {largest}"
    return ""


def drawn(survey: Survey, settings: BalanceSettings, kept: BalanceSettings | None, drawing: Drawing) -> Drawn:
    """The injection as the page shows it; with ``kept`` the same numbers under both settings, those at the left."""
    started = time.perf_counter()
    try:
        made = preview(survey, settings, drawing.class_index, drawing.number, drawing.attempt)
        spent_ms = 1000 * (time.perf_counter() - started)
        other = preview(survey, kept, drawing.class_index, drawing.number, drawing.attempt) if kept else None
    except DatasetError as error:
        return Drawn(drawing, settings, None, None, error.message)
    shots = (_shot(made, ""),) if other is None else (_shot(other, "kept settings"), _shot(made, "these settings"))
    defect_class = look_of(survey, drawing.class_index)
    rules = settings.rules[defect_class.name]
    attempt = f", draw {drawing.attempt + 1}" if drawing.attempt else ""
    caption = f"injection {drawing.number + 1}{attempt} · into {made.host.name}"
    if made.injected is None or made.donor is None:
        shown = PreviewState(defect_class, caption, shots, min_score=rules.min_realism, draw_ms=spent_ms)
        return Drawn(drawing, settings, shown, None, None)
    injection, donor = made.injected.injection, made.donor
    shown = PreviewState(
        defect_class, caption, shots, to_eight_bit(donor.pixels, donor.bits), _outline_of(donor),
        f"from {donor.frame_name}, {_size(donor)}",
        score=injection.realism.score, min_score=rules.min_realism, facts=_facts(injection),
        reasons=tuple(_reasons(injection, donor, rules, made.rejected)), draw_ms=spent_ms,
        donor_key=donor.key, is_donor_excluded=donor.key in settings.excluded,
        is_donor_favourite=donor.key in settings.favourites,
    )  # fmt: skip
    return Drawn(drawing, settings, shown, injection, None)


def _shot(made: Preview, title: str) -> Shot:
    before = to_eight_bit(made.before, made.bits)
    if made.injected is None:
        why = ", ".join(f"{n} × {_REJECTED_WORDS[reason]}" for reason, n in made.rejected.most_common())
        label = np.zeros(made.before.shape[:2], np.uint8)
        return Shot(title, before, before, label, _NO_OUTLINE, f"No draw fitted: {why}")
    label = np.where(
        (made.injected.class_map == made.class_index) & (made.class_map != made.class_index), made.class_index, 0
    ).astype(np.uint8)
    outline = outlines(label).get(made.class_index, _NO_OUTLINE)
    return Shot(title, before, to_eight_bit(made.injected.pixels, made.bits), label, outline)


def _outline_of(donor: Donor) -> np.ndarray:
    return outlines(donor.mask.astype(np.uint8)).get(1, _NO_OUTLINE)


def _size(donor: Donor) -> str:
    rows, columns = (np.flatnonzero(donor.mask.any(axis)) for axis in (1, 0))
    return f"{columns[-1] - columns[0] + 1} × {rows[-1] - rows[0] + 1} px"


def _facts(injection: Injection) -> tuple[Fact, ...]:
    realism = injection.realism
    return (
        Fact("seam", f"{realism.seam:.2f}", realism.seam < 0.5),
        Fact("texture", f"{realism.texture:.2f}", realism.texture < 0.5),
        Fact("light", f"{realism.light:.2f}", realism.light < 0.5),
        Fact("size", f"{injection.width} × {injection.height} px"),
        Fact("label", f"{injection.n_pixels:,} px"),
    )


def _reasons(injection: Injection, donor: Donor, rules: ClassRules, rejected: Counter[Rejected]) -> list[str]:
    """Why here and so: one line per rule that applied."""
    transform = injection.transform
    moves = [
        word for is_so, word in (
            (transform.mirrored, "mirrored left to right"), (transform.flipped, "mirrored top to bottom"),
            (abs(transform.turn_deg) >= 0.05, f"turned by {transform.turn_deg:+.1f}°"),
            (transform.stretch != (1.0, 1.0), "stretched to cross the frame as it crossed its own"),
            (abs(transform.scale - 1) >= 0.005, f"scaled to {100 * transform.scale:.0f} %"),
        ) if is_so
    ]  # fmt: skip
    lines = ["Donor " + (", ".join(moves) if moves else "as it was")]
    zone = {
        Zone.ANYWHERE: "Anywhere on the frame",
        Zone.AS_DONOR: "Where its donor lay, shifted by 6 % of the frame at most",
        Zone.EDGE: f"Within {rules.zone_px:.0f} px of the product's edge",
        Zone.CENTRE: f"At least {rules.zone_px:.0f} px from the product's edges",
        Zone.FACE: "On the bright face of the rail",
    }[rules.zone]
    lines.append(f"{zone}: {injection.left} across, {injection.top} down")
    if rules.keeps_sides and donor.sides is not Side.NONE:
        sides = " and ".join(word for side, word in _SIDE_WORDS.items() if donor.sides & side)
        lines.append(f"Its donor was cut off by the {sides} border: so is it, and it is not turned")
    blend = _BLEND_WORDS.get(injection.blend, injection.blend.value)
    if injection.blend is Blend.OFFSET:
        lines.append(f"{blend.capitalize()}, contrast × {injection.contrast:.2f}")
    else:
        lines.append(
            f"{blend.capitalize()}" + (", its light shifted to the frame's" if rules.matches_brightness else "")
        )
    if rejected:
        why = ", ".join(f"{n} × {_REJECTED_WORDS[reason]}" for reason, n in rejected.most_common())
        n = rejected.total()
        lines.append(f"{n} {'draw' if n == 1 else 'draws'} before it not taken: {why}")
    return lines


def library_of(
    survey: Survey, settings: BalanceSettings, class_index: int, flags: Mapping[str, Sequence[str]]
) -> tuple[LibraryItem, ...]:
    """All donors of a class as tiles; ``flags`` in words by donor key."""
    return tuple(
        item_of(survey, donor, settings, flags.get(donor.key, ()))
        for donor in survey.donors
        if donor.class_index == class_index
    )


def item_of(survey: Survey, donor: Donor, settings: BalanceSettings, flags: Sequence[str]) -> LibraryItem:
    row, column = donor.position
    details = "\n".join(
        [
            f"{donor.frame_name}, {column} px across and {row} px along",
            f"group {donor.group}",
            f"{donor.area_px:,} px",
            *flags,
        ]
    )
    look = look_of(survey, donor.class_index)
    return LibraryItem(
        donor.key, look, to_eight_bit(donor.pixels, donor.bits), _outline_of(donor), _size(donor), details,
        donor.area_px,
        donor.key in settings.excluded, donor.key in settings.favourites, tuple(flags),
    )  # fmt: skip
