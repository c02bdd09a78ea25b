"""What the Balance page shows, made from a survey and settings: rows, previews, library. Off the Qt thread, no Qt."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.balancing import BalanceSettings, ClassRules, Zone
from inspector.core.bits import to_eight_bit
from inspector.core.calibration import Calibration
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, ClassCatalogue, DefectClass
from inspector.core.messages import DatasetError, Message
from inspector.core.rendering import outlines
from inspector.datasets.balancing.blending import Mask
from inspector.datasets.balancing.donor_flags import MAX_OTHERS, MIN_PX, Flag, FlagKind
from inspector.datasets.balancing.donors import Donor, Side
from inspector.datasets.balancing.forecast import Trial, expected
from inspector.datasets.balancing.injecting import Blend, Injection, Rejected
from inspector.datasets.balancing.snapshot import Plan, plan_snapshot
from inspector.datasets.balancing.survey import Preview, Survey, preview
from inspector.screens.balance import BarRow, Fact, LibraryItem, PreviewImage, PreviewRequest, PreviewState
from inspector.texts import balance as texts
from inspector.texts.balance import band_text
from inspector.texts.formats import area_mm2, area_px, decimal, length_px, number, percent, size
from inspector.texts.progress import PART

FEW_GROUPS = 4  # a class in fewer groups can hardly be judged, however often it is injected
TILE_PX = 256  # longer side of a donor's picture in the library, which shows it smaller
_NO_OUTLINE = np.zeros((0, 4), np.int32)

_REJECTED = {
    Rejected.NO_ROOM: texts.NO_ROOM, Rejected.WRONG_ANGLE: texts.WRONG_ANGLE, Rejected.WRONG_SIZE: texts.WRONG_SIZE,
    Rejected.UNSEEN: texts.UNSEEN, Rejected.CLIPPED: texts.CLIPPED, Rejected.UNREAL: texts.UNREAL,
}  # fmt: skip
_SIDES = {Side.TOP: texts.UPPER, Side.BOTTOM: texts.LOWER, Side.LEFT: texts.LEFT, Side.RIGHT: texts.RIGHT}
_ZONES = {
    Zone.ANYWHERE: texts.ANYWHERE, Zone.AS_DONOR: texts.AS_DONOR, Zone.EDGE: texts.NEAR_EDGE,
    Zone.CENTRE: texts.CENTRE, Zone.FACE: texts.ON_FACE,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Balanced:
    """What settings make of a survey."""

    settings: BalanceSettings
    rows: tuple[BarRow, ...]
    headline: str
    snapshot_text: str
    problem: Message | None  # why there is no plan
    plan: Plan | None = None  # of the settings, before trials


@dataclass(frozen=True, slots=True, eq=False)
class ComposedPreview:
    request: PreviewRequest
    settings: BalanceSettings
    shown: PreviewState | None
    injection: Injection | None
    problem: Message | None  # why there is none


def look_of(survey: Survey, class_index: int, catalogue: ClassCatalogue) -> DefectClass:
    names = survey.version.class_names
    return catalogue.with_names(names[BACKGROUND_INDEX + 1 :]).look_of(names[class_index], class_index)


def balanced(
    survey: Survey, settings: BalanceSettings, kept: BalanceSettings | None, chosen: int, scale: Calibration | None,
    catalogue: ClassCatalogue, trials: Sequence[Trial] = (),
) -> Balanced:  # fmt: skip
    """Rows, headline and what a snapshot would hold; without a plan the rows say what is there.

    ``trials`` of each row of the plan: without them it says what is wished, with them what will fit.
    """
    problem = None
    plan: Plan | None = None
    try:
        plan = plan_snapshot(survey, settings)
    except DatasetError as error:
        problem = error.message
    wished = plan
    if plan is not None and trials:
        plan = expected(plan, trials, settings)
    rows = tuple(_rows(survey, settings, plan, chosen, scale, catalogue, trials))
    if plan is None:
        return Balanced(settings, rows, _hosts_text(survey, settings), "", problem)
    headline = PART.join((_hosts_text(survey, settings), _evenness_text(survey, plan, kept)))
    n_injections, n_frames = sum(plan.n_injections), len(survey.version.samples) + plan.n_hosts_used
    says = texts.SNAPSHOT_ABOUT if trials else texts.SNAPSHOT_AT_MOST
    injections = says.translated(n=n_injections, n_hosts=plan.n_hosts_used)
    if trials and not n_injections and any(trial.n_tried for trial in trials):
        injections = texts.SNAPSHOT_NONE_FITS.translated()
    parts = (texts.SNAPSHOT_FRAMES.translated(n=n_frames), injections)
    return Balanced(settings, rows, headline, ", ".join(parts), None, wished)


def _hosts_text(survey: Survey, settings: BalanceSettings) -> str:
    frames = texts.CLEAN_FRAMES.translated(n=len(survey.hosts))
    return texts.AND_CLEAN_PARTS.translated(n=len(survey.crops), frames=frames) if settings.uses_crops else frames


def _evenness_text(survey: Survey, plan: Plan, kept: BalanceSettings | None) -> str:
    before, after = (decimal(evenness, 2) for evenness in plan.evenness)
    if kept is None:
        return texts.EVENNESS.translated(before=before, after=after)
    try:
        of_kept = decimal(plan_snapshot(survey, kept).evenness[1], 2)
    except DatasetError:
        return texts.EVENNESS_KEPT_NONE.translated(before=before, after=after)
    return texts.EVENNESS_KEPT.translated(before=before, after=after, kept=of_kept)


def _rows(
    survey: Survey, settings: BalanceSettings, plan: Plan | None, chosen: int, scale: Calibration | None,
    catalogue: ClassCatalogue, trials: Sequence[Trial],
) -> list[BarRow]:  # fmt: skip
    """One per class, or per class and band as the plan has them."""
    rows = []
    n_bands = 1 if plan is None else len(plan.names) // max(1, len(survey.class_indices))
    for position, index in enumerate(survey.class_indices):
        name = survey.version.class_names[index]
        of_class = [defect for defect in survey.defects if defect.class_index == index]
        n_frames = sum(bool(sample.n_pixels[index]) for sample in survey.training)
        own = [donor for donor in survey.donors if donor.class_index == index]
        groups = Counter(donor.group for donor in own)  # an injected defect is no new evidence
        n_injected = len(of_class) - len(own)
        n_px = sum(defect.area_px for defect in of_class)
        parts = (
            texts.FRAMES.translated(n=n_frames), texts.DEFECTS.translated(n=len(of_class)),
            area_mm2(n_px * scale.mm_per_px_across * scale.mm_per_px_along) if scale else area_px(n_px),
            texts.GROUPS.translated(n=len(groups)),
            *((texts.INJECTED_DEFECTS.translated(n=n_injected),) if n_injected else ()),
        )  # fmt: skip
        share = settings.target.get(name, 0.0) if settings.target else 1.0
        for band in range(n_bands):
            shown, before, after, has_donors = name, float(n_frames), float(n_frames), True
            trial = Trial()
            if plan is not None:
                row = position * n_bands + band
                before, after = plan.before[row], plan.after[row]
                trial = trials[row] if trials else trial
                has_donors = plan.names[row] not in plan.without_donors
                shown = band_text(name, settings.bands_px, band, "px") if n_bands > 1 else name
            look = replace(look_of(survey, index, catalogue), name=shown)
            warning = _warning(own, groups, trial, has_donors=has_donors)
            rows.append(BarRow(look, before, after, share, PART.join(parts), warning, is_chosen=index == chosen))
    return rows


def _warning(of_class: Sequence[Donor], groups: Counter[str], trial: Trial, *, has_donors: bool) -> str:
    if not of_class:
        return texts.NO_DEFECTS.translated()
    if not has_donors:
        return texts.NO_DONORS.translated()
    if trial.n_tried and not trial.n_fitted:
        return texts.NONE_FITS.translated(reasons=_rejected_text(trial.rejected))
    largest, n = groups.most_common(1)[0]
    if len(groups) < FEW_GROUPS:
        return texts.FEW_GROUPS.translated(n=len(groups))
    if n > len(of_class) / 2:
        return texts.ONE_GROUP.translated(n_in_group=n, n_defects=len(of_class), group=str(largest))
    if trial.n_fitted < trial.n_tried / 2:
        share = percent(trial.n_fitted / trial.n_tried)
        return texts.FEW_FIT.translated(share=share, reasons=_rejected_text(trial.rejected))
    return ""


def compose_preview(
    survey: Survey,
    settings: BalanceSettings,
    kept: BalanceSettings | None,
    request: PreviewRequest,
    catalogue: ClassCatalogue,
) -> ComposedPreview:
    """The injection as the page shows it; with ``kept`` the same injection under both settings, those at the left."""
    started = time.perf_counter()
    try:
        made = preview(survey, settings, request.class_index, request.injection_index, request.attempt)
        spent_ms = 1000 * (time.perf_counter() - started)
        other = preview(survey, kept, request.class_index, request.injection_index, request.attempt) if kept else None
    except DatasetError as error:
        return ComposedPreview(request, settings, None, None, error.message)
    if other is None:
        images: tuple[PreviewImage, ...] = (_image(made, ""),)
    else:
        images = (
            _image(other, texts.KEPT_SETTINGS.translated()), _image(made, texts.THESE_SETTINGS.translated()),
        )  # fmt: skip
    defect_class = look_of(survey, request.class_index, catalogue)
    rules = settings.rules[defect_class.name]
    number, attempt, host = request.injection_index + 1, request.attempt + 1, made.host.name
    if request.attempt:
        caption = texts.CAPTION_AGAIN.translated(number=number, attempt=attempt, host=host)
    else:
        caption = texts.CAPTION.translated(number=number, host=host)
    if made.injected is None or made.donor is None:
        shown = PreviewState(defect_class, caption, images, min_score=rules.min_realism, spent_ms=spent_ms)
        return ComposedPreview(request, settings, shown, None, None)
    injection, donor = made.injected.injection, made.donor
    shown = PreviewState(
        defect_class, caption, images, to_eight_bit(donor.pixels, donor.bits), _outline_of(donor),
        texts.DONOR_CAPTION.translated(frame=donor.frame_name, size=_size(donor)),
        score=injection.realism.score, min_score=rules.min_realism, facts=_facts(injection),
        reasons=tuple(_reasons(injection, donor, rules, made.rejected)), spent_ms=spent_ms,
        donor_key=donor.key, is_donor_excluded=donor.key in settings.excluded,
        is_donor_favourite=donor.key in settings.favourites,
    )  # fmt: skip
    return ComposedPreview(request, settings, shown, injection, None)


def _image(made: Preview, title: str) -> PreviewImage:
    before = to_eight_bit(made.before, made.bits)
    if made.injected is None:
        note = texts.NO_ATTEMPT_FITTED.translated(reasons=_rejected_text(made.rejected))
        label = np.zeros(made.before.shape[:2], np.uint8)
        return PreviewImage(title, before, before, label, _NO_OUTLINE, note)
    label = np.where(
        (made.injected.class_map == made.class_index) & (made.class_map != made.class_index), made.class_index, 0
    ).astype(np.uint8)
    outline = outlines(label).get(made.class_index, _NO_OUTLINE)
    return PreviewImage(title, before, to_eight_bit(made.injected.pixels, made.bits), label, outline)


def _outline_of(donor: Donor) -> np.ndarray:
    return outlines(donor.mask.astype(np.uint8)).get(1, _NO_OUTLINE)


def _size(donor: Donor) -> str:
    rows, columns = (np.flatnonzero(donor.mask.any(axis)) for axis in (1, 0))
    return size(columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1, "px")


def _rejected_text(rejected: Counter[Rejected]) -> str:
    """ "5 × no room, 3 × wrong size"."""
    return ", ".join(f"{number(n)} × {_REJECTED[reason].translated()}" for reason, n in rejected.most_common())


def _facts(injection: Injection) -> tuple[Fact, ...]:
    realism = injection.realism
    scores = ((texts.SEAM, realism.seam), (texts.TEXTURE, realism.texture), (texts.LIGHT, realism.light))
    return (
        *(Fact(name.translated(), decimal(score, 2), score < 0.5) for name, score in scores),
        Fact(texts.SIZE.translated(), size(injection.width, injection.height, "px")),
        Fact(texts.LABEL.translated(), area_px(injection.n_pixels)),
    )


def _reasons(injection: Injection, donor: Donor, rules: ClassRules, rejected: Counter[Rejected]) -> list[str]:
    """Why here and so: one line per rule that applied."""
    transform = injection.transform
    moves = [
        text for is_so, text in (
            (transform.mirrored, texts.MIRRORED.translated()), (transform.flipped, texts.FLIPPED.translated()),
            (abs(transform.turn_deg) >= 0.05, texts.TURNED.translated(angle=f"{transform.turn_deg:+.1f}")),
            (transform.stretch != (1.0, 1.0), texts.STRETCHED.translated()),
            (abs(transform.scale - 1) >= 0.005, texts.SCALED.translated(percent=percent(transform.scale))),
        ) if is_so
    ]  # fmt: skip
    lines = [texts.DONOR_MOVED.translated(moves=", ".join(moves)) if moves else texts.DONOR_AS_IT_WAS.translated()]
    lines.append(
        _ZONES[rules.zone].translated(distance=length_px(rules.zone_px), across=injection.left, along=injection.top)
    )
    if rules.keep_touching_border and donor.sides is not Side.NONE:
        sides = ", ".join(name.translated() for side, name in _SIDES.items() if donor.sides & side)
        lines.append(texts.TOUCHES_BORDER.translated(sides=sides))
    if injection.blend is Blend.OFFSET:
        lines.append(texts.BLENDED.translated(contrast=decimal(injection.contrast, 2)))
    else:
        lines.append((texts.PASTED_IN_LIGHT if rules.matches_brightness else texts.PASTED).translated())
    if rejected:
        lines.append(texts.ATTEMPTS_REJECTED.translated(n=rejected.total(), reasons=_rejected_text(rejected)))
    return lines


def flag_text(flag: Flag) -> str:
    """What is doubtful about a donor."""
    n = len(flag.others)
    if flag.kind is FlagKind.HARDLY_SEEN:
        return texts.HARDLY_DIFFERS.translated()
    if flag.kind is FlagKind.TINY:
        return texts.TINY.translated(size=area_px(MIN_PX))
    return (texts.LIKE_MANY_OTHERS if n == MAX_OTHERS else texts.LIKE_OTHERS).translated(n=n)


def library_of(
    survey: Survey,
    settings: BalanceSettings,
    class_index: int,
    flags: Mapping[str, Sequence[str]],
    catalogue: ClassCatalogue,
) -> tuple[LibraryItem, ...]:
    """All donors of a class as tiles; ``flags`` in words by donor key."""
    return tuple(
        item_of(survey, donor, settings, flags.get(donor.key, ()), catalogue)
        for donor in survey.donors
        if donor.class_index == class_index
    )


def item_of(
    survey: Survey, donor: Donor, settings: BalanceSettings, flags: Sequence[str], catalogue: ClassCatalogue
) -> LibraryItem:
    donor = donor.in_depth(donor.bits)  # its crop, which may have to be read again, once
    row, column = donor.position
    details = "\n".join(
        [
            texts.DONOR_AT.translated(frame=donor.frame_name, across=int(column), along=int(row)),
            texts.DONOR_GROUP.translated(group=str(donor.group)),
            area_px(donor.area_px),
            *flags,
        ]
    )
    look = look_of(survey, donor.class_index, catalogue)
    pixels, mask = _as_tile(to_eight_bit(donor.pixels, donor.bits), donor.mask)
    return LibraryItem(
        donor.key, look, pixels, outlines(mask).get(1, _NO_OUTLINE), _size(donor), details,
        donor.area_px,
        donor.key in settings.excluded, donor.key in settings.favourites, tuple(flags),
    )  # fmt: skip


def _as_tile(pixels: npt.NDArray[np.uint8], mask: Mask) -> tuple[npt.NDArray[np.uint8], ClassMap]:
    """Small enough to be kept for each donor of a class; nothing of a mask is lost by it."""
    over = max(mask.shape) / TILE_PX
    if over <= 1:
        return pixels, mask.astype(np.uint8)
    to = max(1, round(mask.shape[1] / over)), max(1, round(mask.shape[0] / over))
    covered = cv2.resize(mask.astype(np.float32), to, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(pixels, to, interpolation=cv2.INTER_AREA), np.uint8), (covered > 0).astype(np.uint8)
