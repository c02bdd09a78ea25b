"""From what was read and proved to what the Models page shows. Pure: no Qt, no disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from inspector.audit.words import break_text
from inspector.core.classes import BACKGROUND
from inspector.core.messages import Message
from inspector.evaluation.class_rule import ComparedBy
from inspector.evaluation.intervals import Interval
from inspector.evaluation.proof import (
    Compared,
    ConfusionCell,
    Cost,
    Curve,
    CurvePoint,
    FramePair,
    FrameScore,
    Proof,
    cheapest_point,
    cost_of,
)
from inspector.models_store import proof_words
from inspector.models_store.gate import CheckId, GateReport, StoredProof
from inspector.models_store.lineage import Lineage, LineageScore
from inspector.models_store.promotions import Promotion
from inspector.presenters.models_reading import Chain, Details, Listing
from inspector.screens import models as screens
from inspector.screens.balance import Fact
from inspector.screens.models import (
    BandLine,
    CardSection,
    CheckLine,
    CheckState,
    ClassLine,
    ConfusionState,
    CurveLine,
    FrameList,
    FrameRow,
    HistoryLine,
    HistoryState,
    ModelMark,
    ModelRow,
    ProofState,
    Tendency,
    WorkingPointState,
)
from inspector.texts import models_page as texts
from inspector.texts.formats import area_px, decimal, length_px, local_time, number
from inspector.texts.messages import message_text
from inspector.texts.progress import PART
from inspector.texts.translate import Text

UNKNOWN = "–"
ORDER = (CheckState.FAILED, CheckState.NOT_CHECKED, CheckState.PASSED)  # of the gate's checks on the page


def when(utc: str) -> str:
    """UTC text in the time of this PC, to the minute; as it stands where it is no time."""
    try:
        return local_time(datetime.fromisoformat(utc))
    except ValueError:
        return utc


# The list and the headline


def rows(listing: Listing) -> tuple[ModelRow, ...]:
    """The one in use on top, then the workspace's, the program's, and those that cannot be used."""
    active = listing.active_model
    models = [*([active] if active is not None else []), *(one for one in listing.models if one is not active)]
    shown = []
    for model in models:
        card, latest = model.card, _latest(listing.history, model.sha256)
        if model.is_shipped:
            origin = texts.SHIPPED.translated()
        elif card.variant_of is not None:
            origin = texts.VARIANT_OF.translated(kind=card.variant_of.arithmetic.value, model=card.variant_of.title)
        elif card.training_run:
            origin = texts.OF_RUN.translated(run=card.training_run)
        else:
            origin = texts.FROM_DISK.translated()
        if latest is not None:
            details = texts.PROMOTED_BY.translated(at=when(latest.at), by=latest.by)
        else:
            at = [] if model.is_shipped else [local_time(listing.changed_at[model.file])]
            details = PART.join([*at, texts.NEVER_PROMOTED.translated()])
        mark = ModelMark.ACTIVE if model is active and listing.fault is None else ModelMark.USUAL
        shown.append(ModelRow(str(model.file), model.title, PART.join([card.network, origin]), details, mark))
    for broken in listing.broken:
        said = message_text(broken.reason)
        shown.append(ModelRow(str(broken.file), broken.file.name, said.what, said.why, ModelMark.BROKEN))
    return tuple(shown)


def _latest(history: Sequence[Promotion], sha256: str) -> Promotion | None:
    return next((one for one in reversed(history) if one.model_sha256 == sha256 and not one.kind.is_back), None)


def headline(listing: Listing, in_use: tuple[str, str] | None) -> tuple[str, str]:
    """What inspects, and since when; ``in_use``: sha256 and title of what the session has loaded."""
    active = listing.active
    if listing.fault is not None or active is None:
        said = message_text(listing.fault) if listing.fault is not None else None
        head = texts.NOTHING_IN_USE.translated()
        if in_use is not None:  # as it was opened before its file went: a line goes on with it
            head = texts.STILL_IN_USE.translated(model=in_use[1])
        return head, said.line if said is not None else ""
    if in_use is not None and in_use[0] != active.sha256:
        head = texts.ON_TRIAL.translated(model=in_use[1], promoted=active.title)
    else:
        head = texts.INSPECTS.translated(model=active.title)
    if not listing.history:
        return head, texts.BY_DEFAULT.translated()
    last = listing.history[-1]
    since = texts.BACK_SINCE if last.kind.is_back else texts.SINCE
    return head, since.translated(at=when(last.at), by=last.by, because=last.because)


def subtitle(listing: Listing, sha256: str) -> str:
    """What the model of this content is for the line."""
    if listing.active is not None and listing.active.sha256 == sha256:
        if not listing.history:
            return texts.IS_DEFAULT.translated()
        return texts.IS_IN_USE.translated(at=when(listing.history[-1].at))
    latest = _latest(listing.history, sha256)
    if latest is not None:
        return texts.WAS_PROMOTED.translated(at=when(latest.at), by=latest.by)
    return texts.IS_CANDIDATE.translated()


# The card


def card(details: Details) -> tuple[CardSection, ...]:
    lineage = details.lineage
    return tuple(
        section
        for section in (_origin(lineage), _knowledge(lineage), _quality(lineage), _use(lineage), _terms(lineage))
        if section.facts
    )


def _origin(lineage: Lineage) -> CardSection:
    found, run = lineage.card, lineage.run
    facts = [Fact(texts.NETWORK.translated(), found.network or texts.NOT_STATED.translated())]
    if run is not None:
        started = texts.RUN_AT.translated(run=run.name, at=when(run.started_at)) if run.started_at else run.name
        facts += [
            Fact(texts.RUN.translated(), started),
            Fact(texts.DATASETS.translated(), ", ".join(run.datasets) or texts.NOT_STATED.translated()),
            Fact(texts.RECIPE.translated(), texts.RECIPE_STEPS.translated(recipe=run.recipe, steps=run.n_steps)),
            Fact(texts.SEED.translated(), str(run.seed)),
            Fact(texts.BEGUN_WITH.translated(), run.begun_with or found.begun_with or texts.NOT_STATED.translated()),
            Fact(texts.CODE_VERSION.translated(), run.code_version or texts.NOT_STATED.translated()),
        ]
        if run.command:
            facts.append(Fact(texts.COMMAND.translated(), run.command))
    else:
        if found.training_run:
            facts.append(Fact(texts.RUN.translated(), found.training_run))
        if found.data_hash:
            facts.append(Fact(texts.DATA_ID.translated(), found.data_hash))
        if found.begun_with:
            facts.append(Fact(texts.BEGUN_WITH.translated(), found.begun_with))
        if lineage.run_problem:
            facts.append(Fact(texts.RUN_PROBLEM.translated(), lineage.run_problem, needs_attention=True))
    facts += _made_from(lineage)
    if lineage.imported_from:
        facts.append(Fact(texts.IMPORTED_FROM.translated(), lineage.imported_from))
    if lineage.variants:
        facts.append(Fact(texts.VARIANTS.translated(), ", ".join(lineage.variants)))
    facts += [Fact(texts.FILE.translated(), str(lineage.file)), Fact(texts.CONTENT.translated(), lineage.sha256)]
    return CardSection(texts.WHERE_FROM.translated(), tuple(facts))


def _made_from(lineage: Lineage) -> list[Fact]:
    of = lineage.card.variant_of
    if of is None:
        return []
    facts = [
        Fact(texts.MADE_FROM.translated(), texts.MADE_FROM_MODEL.translated(model=of.title, sha256=of.sha256[:12])),
        Fact(texts.ARITHMETIC.translated(), texts.ARITHMETICS[of.arithmetic].translated()),
        Fact(texts.MADE_BY.translated(), of.made_by),
    ]
    if of.calibrated_on:
        told = texts.CALIBRATION.translated(n=of.n_frames, data=", ".join(of.calibrated_on))
        facts.append(Fact(texts.CALIBRATED_ON.translated(), told))
    return facts


def _knowledge(lineage: Lineage) -> CardSection:
    found = lineage.card
    facts = []
    for index, name in enumerate(found.class_names):
        if index in found.defect_indices:
            limits = texts.CLASS_LIMITS.translated(
                score=decimal(found.thresholds[index], 2), area=area_px(found.min_area_px[index])
            )
            facts.append(Fact(name, limits))
        elif index in found.non_defect_indices:
            facts.append(Fact(name, texts.NO_DEFECT.translated()))
    takes = texts.INPUT_GREY if found.input_channels == 1 else texts.INPUT_COLOUR
    facts.append(Fact(texts.INPUT.translated(), takes.translated(side=length_px(found.tile_px))))
    bits = ", ".join(map(str, found.input_bits)) or texts.NOT_STATED.translated()
    facts.append(Fact(texts.BITS.translated(), bits))
    return CardSection(texts.WHAT_IT_KNOWS.translated(), tuple(facts))


def _quality(lineage: Lineage) -> CardSection:
    of = lineage.card.variant_of
    if of is not None:
        return CardSection(
            texts.HOW_GOOD.translated(),
            (Fact(texts.SCORES.translated(), texts.SCORES_OF_PARENT.translated(model=of.title)),),
        )
    facts = tuple(Fact(one.metric, _score(one)) for one in lineage.scores)
    none = (Fact(texts.SCORES.translated(), texts.NO_SCORES.translated(), needs_attention=True),)
    return CardSection(texts.HOW_GOOD.translated(), facts or none)


def _score(one: LineageScore) -> str:
    value = decimal(one.value, 3)
    if one.low is None or one.high is None:
        return texts.SCORE_ALONE.translated(value=value, data=one.data)
    return texts.SCORE_INTERVAL.translated(
        value=value, low=decimal(one.low, 3), high=decimal(one.high, 3), data=one.data
    )


def _use(lineage: Lineage) -> CardSection:
    facts = [Fact(when(one.at), f"{_kind(one)}, {one.by}: {_because(one)}") for one in reversed(lineage.promotions)]
    if lineage.lines:
        facts.append(Fact(texts.LINES.translated(), ", ".join(lineage.lines)))
    return CardSection(texts.WHO_PROMOTED.translated(), tuple(facts))


def _terms(lineage: Lineage) -> CardSection:
    found, unknown = lineage.card, texts.NOT_STATED.translated()
    facts = [
        Fact(texts.LICENCE.translated(), found.licence or unknown),
        Fact(texts.DATA_TERMS.translated(), found.data_terms or unknown),
    ]
    if found.notes:
        facts.append(Fact(texts.NOTES.translated(), found.notes))
    if found.is_demonstration:
        facts.append(Fact(texts.DEMONSTRATION.translated(), texts.IS_DEMONSTRATION.translated(), needs_attention=True))
    return CardSection(texts.TERMS.translated(), tuple(facts))


# History


def history(listing: Listing, chain: Chain | None) -> HistoryState:
    lines = tuple(
        HistoryLine(when(one.at), _kind(one), one.model, one.by, _because(one), bool(one.overridden))
        for one in reversed(listing.history)
    )
    audit, is_broken = _audit(chain)
    if not lines:
        audit = PART.join(part for part in (texts.NO_HISTORY.translated(), audit) if part)
    return HistoryState(lines, audit, is_broken)


def _kind(one: Promotion) -> str:
    kind = texts.KINDS[one.kind.value].translated()
    return texts.OVERRIDDEN.translated(kind=kind) if one.overridden else kind


def _because(one: Promotion) -> str:
    if not one.overridden:
        return one.because
    return texts.OVERRODE.translated(because=one.because, checks="; ".join(one.overridden))


def _audit(chain: Chain | None) -> tuple[str, bool]:
    if chain is None:
        return "", False
    if chain.check is None:
        assert chain.fault is not None  # see Chain
        return texts.AUDIT_UNREADABLE.translated(reason=message_text(chain.fault).why), True
    check = chain.check
    if check.breaks:
        return texts.AUDIT_BROKEN.translated(how=break_text(check.breaks[0])), True
    parts = [texts.AUDIT_WHOLE.translated(n=check.n_entries)]
    if check.mended:
        parts.append(texts.AUDIT_MENDED.translated(n=len(check.mended)))
    return " ".join(parts), False


# The proof


def no_proof(fault: Message | None) -> str:
    """What stands in the verdict's place."""
    if fault is None:
        return texts.NOT_PROVED.translated()
    return texts.PROOF_UNREADABLE.translated(reason=message_text(fault).why)


def proof(stored: StoredProof, active_sha256: str) -> ProofState:
    found, gate = stored.proof, stored.gate
    # Of the model in use itself, the one it was promoted with: of course against the one before it.
    is_stale = active_sha256 not in (gate.active_sha256, gate.candidate_sha256)
    return ProofState(
        verdict=" ".join((proof_words.verdict(found), *_faster(gate))), about=_about(found, gate), is_stale=is_stale,
        pair=texts.PAIR.translated(active=found.active.title, candidate=found.candidate.title), gate=_gate(gate),
        checks=tuple(
            CheckLine(CheckState(one.state.value), proof_words.check_name(one), proof_words.check_text(one))
            for one in sorted(gate.checks, key=lambda one: ORDER.index(CheckState(one.state.value)))
        ),
        classes=class_lines(found), bands=band_lines(found), notes=notes(found),
    )  # fmt: skip


def _faster(gate: GateReport) -> list[str]:
    """Of a variant: whether it is worth it on this PC."""
    return [proof_words.check_text(one) for one in gate.checks if one.id is CheckId.FASTER]


def _about(found: Proof, gate: GateReport) -> str:
    data = found.data
    common: dict[str, str] = {
        "data": data.name, "split": data.split, "active": found.active.title, "at": when(gate.made_at), "by": gate.by,
    }  # fmt: skip
    if data.has_groups:
        return texts.PROOF_ABOUT.translated(n=data.n_groups, frames=data.n_frames, **common)
    return texts.PROOF_ABOUT_UNGROUPED.translated(n=data.n_frames, **common)


def _gate(gate: GateReport) -> str:
    if gate.failed:
        return texts.GATE_FAILED.translated(n=len(gate.failed))
    if not gate.passes:
        return texts.GATE_EMPTY.translated()
    if gate.not_checked:
        return texts.GATE_PASSED_BUT.translated(n=len(gate.not_checked))
    return texts.GATE_PASSED.translated(n=len(gate.checks))


def compared(found: Compared, *, is_share: bool = True, less_is_better: bool = False) -> screens.Compared:
    """One figure of both. Shares are told to a hundredth and their difference in percentage points."""

    def shown(value: float | None) -> str:
        return UNKNOWN if value is None else decimal(value, 2 if is_share else 3)

    difference, tendency = _difference(found.difference, is_share=is_share, less_is_better=less_is_better)
    return screens.Compared(shown(found.active), shown(found.candidate), difference, tendency)


def _difference(found: Interval | None, *, is_share: bool, less_is_better: bool) -> tuple[str, Tendency]:
    if found is None:
        return "", Tendency.OPEN
    ends = proof_words.ends_of(found)
    if ends is None:
        return texts.TOO_FEW.translated(), Tendency.TOO_FEW
    low, high = ends
    factor, n_digits = (100, 0) if is_share else (1, 3)
    half = factor * (high - low) / 2
    value = factor * found.value
    sign = "+" if value > 0 else "−" if value < 0 else ""
    text = f"{sign}{decimal(abs(value), n_digits)} ± {decimal(half, n_digits)}"
    text = texts.POINTS.translated(difference=text) if is_share else text
    if low <= 0 <= high:
        return text, Tendency.OPEN
    return text, Tendency.BETTER if (found.value < 0) is less_is_better else Tendency.WORSE


def class_lines(found: Proof) -> tuple[ClassLine, ...]:
    defects = [one for one in found.classes if one.is_defect]
    total = ClassLine(
        texts.ALL_CLASSES.translated(), sum(one.n_defects for one in defects if one.is_common),
        iou=compared(found.miou_defects), recall=compared(found.recall),
        false_alarms=compared(found.alarms.per_frame, is_share=False, less_is_better=True), is_total=True,
    )  # fmt: skip
    lines = [
        ClassLine(
            one.name, one.n_defects, iou=compared(one.iou), recall=compared(one.recall),
            false_alarms=screens.Compared(number(one.n_false_active), number(one.n_false_candidate)),
        )
        for one in found.classes
    ]  # fmt: skip
    return (total, *lines)


def band_lines(found: Proof) -> tuple[BandLine, ...]:
    lines = [BandLine("", one.name, one.n_defects, compared(one.recall)) for one in found.bands if one.n_defects]
    lines += [
        BandLine(
            one.class_name, one.band, one.n_defects,
            screens.Compared(_share(one.n_found_active, one.n_defects), _share(one.n_found_candidate, one.n_defects)),
        )
        for one in found.class_bands
    ]  # fmt: skip
    return tuple(lines)


def _share(n: int, of: int) -> str:
    return decimal(n / of, 2) if of else UNKNOWN


def notes(found: Proof) -> tuple[str, ...]:
    said = []
    if found.data.compared_by is ComparedBy.DEFECT_OR_NOT:
        said.append(texts.DEFECT_OR_NOT.translated())
    if found.only_active:
        said.append(texts.ONLY_ONE.translated(model=found.active.title, names=", ".join(found.only_active)))
    if found.only_candidate:
        said.append(texts.ONLY_ONE.translated(model=found.candidate.title, names=", ".join(found.only_candidate)))
    if found.data.non_defects:
        said.append(texts.NON_DEFECTS.translated(names=", ".join(found.data.non_defects)))
    return tuple(said)


# The working point


def _per(curve: Curve) -> float:
    """What a count of false alarms is multiplied with: per km where the length is known, else per 1,000 frames."""
    return 1000 / curve.length_m if curve.length_m > 0 else 1000 / curve.n_frames


def _line(title: str, curve: Curve, found: float | None, n_alarms: int) -> CurveLine:
    at = None if found is None else (n_alarms * _per(curve), found)
    return CurveLine(
        title, tuple(point.n_false * _per(curve) for point in curve.points),
        tuple(curve.recall(point) or 0.0 for point in curve.points), at,
    )  # fmt: skip


def working_point(found: Proof, index: int | None, miss_cost: float, stop_cost: float) -> WorkingPointState | None:
    """``index`` None: the cheapest. None where there is nothing to find."""
    curve, active = found.curve_candidate, found.curve_active
    if not curve.n_defects:
        return None
    best = cheapest_point(curve, miss_cost, stop_cost)
    index = best.index if index is None else min(len(curve.points) - 1, max(0, index))
    here, point = cost_of(curve, index, miss_cost, stop_cost), curve.points[index]
    reading = texts.POINT_PER_KM if best.is_per_km else texts.POINT_PER_1000
    return WorkingPointState(
        candidate=_line(found.candidate.title, curve, found.recall.candidate, found.alarms.n_candidate),
        active=_line(found.active.title, active, found.recall.active, found.alarms.n_active),
        alarms_title=(texts.ALARMS_PER_KM if best.is_per_km else texts.ALARMS_PER_1000).translated(),
        index=index, cheapest_index=best.index,
        reading=reading.translated(
            score=decimal(point.score, 2), found=point.n_found, total=curve.n_defects,
            alarms=point.n_false * _per(curve),
        ),
        reading_active=_beside(found, point), miss_cost=miss_cost, stop_cost=stop_cost,
        costs=_cost(here, texts.COSTS_PER_KM, texts.COSTS_PER_1000),
        cheapest=texts.IS_CHEAPEST.translated()
        if here.cost <= best.cost
        else _cost(best, texts.CHEAPEST_PER_KM, texts.CHEAPEST_PER_1000, curve.points[best.index].score),
    )  # fmt: skip


def _beside(found: Proof, point: CurvePoint) -> str:
    """What the model in use finds at no more false alarms than that point has."""
    active = found.curve_active
    able = [one.n_found for one in active.points if one.n_false <= point.n_false]
    if not able:
        return texts.ACTIVE_NEVER.translated(model=found.active.title)
    return texts.ACTIVE_AT_SAME.translated(model=found.active.title, found=max(able), total=active.n_defects)


def _cost(cost: Cost, per_km: Text, per_frames: Text, score: float = 0.0) -> str:
    return (per_km if cost.is_per_km else per_frames).translated(
        cost=decimal(cost.cost, 0 if cost.cost >= 100 else 1), score=decimal(score, 2)
    )


# Confusion and frames


def confusion(found: Proof | None, cell: tuple[int, int] | None) -> ConfusionState:
    if found is None:
        return ConfusionState((), (), ())
    cells = {(one.annotated, one.predicted): one for one in found.confusion_candidate}
    known = [BACKGROUND, *(one.name for one in found.classes)]
    others = [name for pair in cells for name in pair if name not in known]
    names = tuple(dict.fromkeys((*known, *others)))
    names = tuple(name for name in names if any(name in pair for pair in cells))
    counts = tuple(tuple(cells[row, column].n_px if (row, column) in cells else 0 for column in names) for row in names)
    shares = tuple(tuple(n / sum(row) if sum(row) else 0.0 for n in row) for row in counts)
    chosen = None if cell is None or max(cell) >= len(names) else cell
    frames = None
    if chosen is not None:
        pair = names[chosen[0]], names[chosen[1]]
        frames = replace(_cell_frames(*pair, cells.get(pair)), models=_titles(found))
    return ConfusionState(names, shares, counts, chosen, frames)


def _cell_frames(annotated: str, predicted: str, cell: ConfusionCell | None) -> FrameList:
    if annotated == predicted:
        return FrameList(texts.CELL_RIGHT.translated(name=annotated))
    if cell is None:
        return FrameList(texts.CELL_EMPTY.translated(annotated=annotated, predicted=predicted))
    title = texts.CELL_FRAMES.translated(n=cell.n_frames, annotated=annotated, predicted=predicted)
    return FrameList(title, tuple(FrameRow(one.name, texts.CELL_CAPTION.translated(n=one.n_px)) for one in cell.frames))


def worst_frames(found: Proof) -> FrameList:
    pairs = found.worst_of_candidate
    if not pairs:
        return FrameList(texts.NO_WORST_FRAMES.translated())
    return FrameList(
        texts.WORST_FRAMES.translated(), tuple(FrameRow(one.name, _worst(found, one)) for one in pairs), _titles(found)
    )


def _titles(found: Proof) -> tuple[str, str]:
    return found.active.title, found.candidate.title


def _worst(found: Proof, pair: FramePair) -> str:
    active, candidate = _titles(found)
    return texts.WORST_CAPTION.translated(
        active=active, of_active=_frame_score(pair.active), candidate=candidate,
        of_candidate=_frame_score(pair.candidate),
    )  # fmt: skip


def _frame_score(score: FrameScore) -> str:
    iou = UNKNOWN if score.iou is None else decimal(score.iou, 2)
    return texts.FRAME_SCORE.translated(missed=score.n_missed, defects=score.n_defects, false=score.n_false, iou=iou)
