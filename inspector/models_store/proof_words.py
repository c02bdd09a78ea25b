"""A proof and its gate in words, for the page and the command line; the sentences stand in ``texts/proof.py``.

A verdict says what the intervals carry, and names what is too little to be told: never a figure without its interval.
"""

from __future__ import annotations

from collections.abc import Sequence

from inspector.evaluation.class_rule import ComparedBy
from inspector.evaluation.intervals import Interval, share_that_may_differ
from inspector.evaluation.proof import ClassProof, Proof
from inspector.models_store.gate import CheckId, CheckState, GateCheck, Why
from inspector.texts import proof as texts
from inspector.texts.formats import decimal, percent
from inspector.texts.translate import CountedText, Text

MINUS = "\N{MINUS SIGN}"


def verdict(proof: Proof) -> str:
    """What the intervals carry, what is too few to say, and which classes only one of the two has."""
    if proof.candidate.sha256 == proof.active.sha256:
        return texts.ITSELF.translated()
    is_by_defect = proof.data.compared_by is ComparedBy.DEFECT_OR_NOT
    said = [texts.DEFECT_OR_NONE.translated()] if is_by_defect else []
    common = [one for one in proof.classes if one.is_common and one.is_defect and one.n_defects]
    said += [*_recalls(common), _alarms(proof), *_without_spread(proof, common), *_few(common)]
    if new := [_new(one, proof) for one in proof.classes if one.in_candidate and not one.in_active]:
        said.append(texts.NEW_CLASSES.translated(classes=", ".join(new)))
    if proof.only_active:
        said.append(texts.GONE_CLASSES.translated(classes=", ".join(proof.only_active)))
    return " ".join(said)


def _recalls(common: Sequence[ClassProof]) -> list[str]:
    if not common:
        return [texts.NO_DEFECTS.translated()]
    more, fewer, n_told = [], [], 0
    for one in common:
        ends = ends_of(one.recall.difference)
        if ends is None:
            continue
        n_told += 1
        found, spread = one.recall.difference, (ends[1] - ends[0]) / 2
        assert found is not None
        text = texts.CLASS_CHANGE.translated(
            name=one.name, change=points(found.value, spread), spread=points(spread, spread, is_signed=False)
        )
        if ends[0] > 0:
            more.append(text)
        elif ends[1] < 0:
            fewer.append(text)
    said = [texts.FINDS_MORE.translated(classes=", ".join(more))] if more else []
    said += [texts.FINDS_FEWER.translated(classes=", ".join(fewer))] if fewer else []
    return said or ([texts.FINDS_AS_MANY.translated()] if n_told else [])


def _few(common: Sequence[ClassProof]) -> list[str]:
    few = [one.name for one in common if ends_of(one.recall.difference) is None]
    return [texts.TOO_FEW.translated(classes=", ".join(few))] if few else []


def _alarms(proof: Proof) -> str:
    is_per_km = proof.data.length_m > 0
    found = (proof.alarms.per_m if is_per_km else proof.alarms.per_frame).difference
    ends = ends_of(found)
    if found is None or ends is None:
        return texts.TOO_FEW_FOR_ALARMS.translated()
    if ends[0] <= 0 <= ends[1]:
        return texts.AS_MANY_ALARMS.translated()
    more, fewer = (
        (texts.MORE_ALARMS_PER_KM, texts.FEWER_ALARMS_PER_KM)
        if is_per_km
        else (texts.MORE_ALARMS_PER_FRAMES, texts.FEWER_ALARMS_PER_FRAMES)
    )
    spread = 1000 * (ends[1] - ends[0]) / 2
    return (more if found.value > 0 else fewer).translated(
        n=_rounded(abs(1000 * found.value), spread), spread=_rounded(spread, spread)
    )


def _without_spread(proof: Proof, common: Sequence[ClassProof]) -> list[str]:
    """That an interval of no width proves less than it seems, by the fewest groups that one stands on."""
    alarms = proof.alarms.per_m if proof.data.length_m > 0 else proof.alarms.per_frame
    told = [found for found in (*(one.recall.difference for one in common), alarms.difference) if ends_of(found)]
    n_groups = [found.n_groups for found in told if found is not None and found.is_without_spread]
    return [texts.NO_SPREAD.translated(agree=alike(min(n_groups)))] if n_groups else []


def alike(n_groups: int) -> str:
    return texts.ALL_ALIKE.translated(n=n_groups, share=percent(share_that_may_differ(n_groups)))


def _new(one: ClassProof, proof: Proof) -> str:
    if not one.n_defects:
        return texts.NEW_UNSEEN.translated(name=one.name)
    n_found = sum(each.n_found_candidate for each in proof.class_bands if each.class_name == one.name)
    return texts.NEW_CLASS.translated(name=one.name, n_found=n_found, n=one.n_defects)


def ends_of(found: Interval | None) -> tuple[float, float] | None:
    """Of an interval that is to be relied on."""
    if found is None or found.low is None or found.high is None or found.has_too_few_groups:
        return None
    return found.low, found.high


def points(share: float, spread: float, *, is_signed: bool = True) -> str:
    """A difference of two shares in points: 0.061 with a spread of 0.03 is "+6"."""
    text = _rounded(abs(100 * share), 100 * spread)
    sign = MINUS if share < 0 else "+"
    return f"{sign}{text}" if is_signed and text.strip("0.") else text


def _rounded(value: float, spread: float) -> str:
    """To what the spread allows: whole numbers from a spread of 1 on, else tenths."""
    return decimal(value, 0 if spread >= 1 else 1).removesuffix(".0")


def check_name(check: GateCheck) -> str:
    named = {
        CheckId.GOLDEN: texts.GOLDEN, CheckId.FALSE_ALARMS: texts.FALSE_ALARMS, CheckId.SPEED: texts.SPEED,
        CheckId.CARD: texts.CARD, CheckId.UNTOUCHED: texts.UNTOUCHED, CheckId.AS_IN_32_BITS: texts.AS_IN_32_BITS,
        CheckId.FASTER: texts.FASTER,
    }  # fmt: skip
    if check.id in named:
        return named[check.id].translated()
    of_class = texts.NAMED if check.id is CheckId.NAMED else texts.RECALL
    return of_class.translated(subject=check.subject)


def check_text(check: GateCheck) -> str:
    """One sentence for one check: what was measured, against what, or why it was not made."""
    made = {
        CheckId.GOLDEN: _golden, CheckId.RECALL: _recall, CheckId.RECALL_OF_SIZE: _recall, CheckId.NAMED: _named,
        CheckId.FALSE_ALARMS: _false_alarms, CheckId.SPEED: _speed, CheckId.CARD: _card, CheckId.UNTOUCHED: _untouched,
        CheckId.AS_IN_32_BITS: _golden, CheckId.FASTER: _faster,
    }  # fmt: skip
    return made[check.id](check)


def _golden(check: GateCheck) -> str:
    measured, limit = check.measured or 0.0, check.limit or 0.0
    by = check.detail or "PyTorch"  # a report of an older program does not say who
    match check.why:
        case Why.NO_GOLDEN:
            return texts.GOLDEN_NONE.translated()
        case Why.GOLDEN_BROKEN:
            return texts.GOLDEN_BROKEN.translated(detail=check.detail)
        case Why.FEW_TILES:
            return texts.GOLDEN_FEW.translated(measured=round(measured), limit=round(limit))
        case Why.CLASSES_DIFFER:
            shares = {"measured": _percent_below(measured), "limit": f"{decimal(100 * limit, 2)} %"}
            return texts.GOLDEN_CLASSES.translated(by=by, **shares)
        case Why.VERDICTS_CHANGE:
            return texts.GOLDEN_VERDICTS.translated(n=round(measured), by=by)
    numbers = {"measured": f"{measured:.2g}", "limit": f"{limit:g}"}
    is_ok = check.state is CheckState.PASSED
    if check.why is Why.SCORES_DIFFER_ON_AVERAGE:
        told: Text | CountedText = texts.GOLDEN_OK_ON_AVERAGE if is_ok else texts.GOLDEN_SCORES_ON_AVERAGE
    else:
        told = texts.GOLDEN_OK if is_ok else texts.GOLDEN_SCORES
    return told.translated(n=check.n, by=by, **numbers)


def _faster(check: GateCheck) -> str:
    if check.measured is None:
        if check.why is Why.BESIDE_ANOTHER:
            return texts.FASTER_BESIDE_ANOTHER.translated(model=check.subject)
        return texts.SPEED_NOT_TIMED.translated()
    said = texts.FASTER_OK if check.state is CheckState.PASSED else texts.FASTER_NOT
    return said.translated(times=decimal(check.measured, 2), model=check.subject, device=check.detail)


def _percent_below(share: float) -> str:
    """Rounded down: what is below a limit never reads as the limit."""
    return f"{decimal(int(share * 1e6) / 1e4, 4)} %"


def _recall(check: GateCheck) -> str:
    limit = _points_exactly(check.limit)
    if check.why is Why.NO_DEFECTS:
        return texts.RECALL_NONE.translated()
    if check.why is Why.CLASS_GONE:
        return texts.CLASS_GONE.translated()
    if check.why is Why.TOO_FEW_GROUPS:
        if check.state is CheckState.FAILED:
            return texts.RECALL_WORSE.translated(n=check.n, limit=limit)
        return texts.RECALL_TOO_FEW.translated(n=check.n)
    found = texts.RECALL_FOUND.translated(measured=_points_exactly(check.measured), limit=limit)
    return f"{found} {alike(check.n)}" if check.why is Why.ALL_ALIKE else found


def _named(check: GateCheck) -> str:
    if check.why is Why.NO_DEFECTS:
        return texts.RECALL_NONE.translated()
    if check.why is Why.TOO_FEW_GROUPS:
        return texts.RECALL_TOO_FEW.translated(n=check.n)
    said = texts.NAMED_WORSE if check.state is CheckState.FAILED else texts.NAMED_OK
    return said.translated(measured=_points_exactly(check.measured), limit=_points_exactly(check.limit))


def _points_exactly(share: float | None) -> str:
    value = 100 * (share or 0.0)
    text = decimal(abs(value), 1).removesuffix(".0")
    return text if text == "0" else f"{MINUS if value < 0 else '+'}{text}"


def _false_alarms(check: GateCheck) -> str:
    measured, limit = (decimal(1000 * (value or 0.0), 1) for value in (check.measured, check.limit))
    if check.why is Why.TOO_FEW_GROUPS:
        if check.state is CheckState.FAILED:
            return texts.ALARMS_WORSE.translated(n=check.n, limit=limit)
        return texts.ALARMS_TOO_FEW.translated(n=check.n)
    found = texts.ALARMS_FOUND.translated(measured=measured, limit=limit)
    return f"{found} {alike(check.n)}" if check.why is Why.ALL_ALIKE else found


def _speed(check: GateCheck) -> str:
    if check.measured is None or check.limit is None:
        return texts.SPEED_NOT_TIMED.translated()
    if check.why is Why.LINE_BUDGET:
        return texts.SPEED_OF_LINE.translated(
            measured=decimal(check.measured, 1), limit=decimal(check.limit, 1), device=check.detail
        )
    return texts.SPEED_BESIDE.translated(
        measured=percent(check.measured), limit=percent(check.limit), device=check.detail
    )


def _card(check: GateCheck) -> str:
    if not check.names:
        of = check.detail  # which a variant was made from
        return texts.CARD_OK_VARIANT.translated(model=of) if of else texts.CARD_OK.translated()
    names = [texts.ENTRIES[name].translated() if name in texts.ENTRIES else name for name in check.names]
    return texts.CARD_MISSING.translated(names=", ".join(names))


def _untouched(check: GateCheck) -> str:
    if check.why is Why.RUN_GONE:
        return texts.UNTOUCHED_GONE.translated()
    if check.why is Why.SEEN:
        names = ", ".join(check.names)
        more = texts.AND_MORE.translated(names=names) if check.n > len(check.names) else names
        return texts.UNTOUCHED_SEEN.translated(n=check.n, names=more)
    if check.names:
        return texts.UNTOUCHED_BUT.translated(names=", ".join(check.names))
    return texts.UNTOUCHED_OK.translated()
