"""From proofs, promotions and cards to the Models page, with values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from inspector.audit.log import AuditCheck, BreakKind, ChainBreak
from inspector.core.messages import Code, message
from inspector.core.model_card import Smaller, VariantOf
from inspector.evaluation.intervals import Interval
from inspector.evaluation.proof import Compared
from inspector.models_store.catalogue import BrokenModel, StoredModel
from inspector.models_store.gate import CheckId, CheckState, GateCheck
from inspector.models_store.lineage import Lineage, LineageScore
from inspector.models_store.promotions import PromotedModel, Promotion, PromotionKind
from inspector.presenters import models_composer as composer
from inspector.presenters.models_reading import Chain, Details, Listing, spoken_against
from inspector.screens.models import CheckState as ShownState
from inspector.screens.models import ModelMark, Tendency
from tests import fabricated_proof as made
from tests.tiny_model import card

AT = "2026-03-01T12:04:00.000Z"


def stored_model(name: str, sha256: str, *, is_shipped: bool = False) -> StoredModel:
    facts = card(name=name, training_run="" if is_shipped else "spring")
    return StoredModel(Path(f"/plant/models/{name}-1.onnx"), sha256, facts, is_shipped)


OLD, NEW = stored_model("old", made.ACTIVE), stored_model("new", made.CANDIDATE)
SHIPPED = stored_model("steel", "5" * 64, is_shipped=True)


def promotion(model: StoredModel, before: StoredModel, kind: PromotionKind = PromotionKind.PROMOTED) -> Promotion:
    return Promotion(
        kind, model.sha256, model.title, model.file.name, AT, "A. Meyer", "finds frays", before.sha256, before.title,
        before.file.name, 1, "0" * 64,
    )  # fmt: skip


def listing(*history: Promotion, **changed: object) -> Listing:
    active = history[-1].promoted if history else PromotedModel(SHIPPED.sha256, SHIPPED.title, "program:steel")
    facts: dict[str, object] = {
        "models": (NEW, OLD, SHIPPED), "broken": (),
        "changed_at": {one.file: datetime(2026, 3, 1, 12, 4).astimezone() for one in (NEW, OLD, SHIPPED)},
        "history": history, "active": active, "fault": None, "previous": history[-1].before if history else None,
        "datasets": ("line1-spring",), "has_training": True, "costs": (100, 10),
    }  # fmt: skip
    return Listing(**(facts | changed))  # type: ignore[arg-type]  # fields by name


def details(proof: object = None, **changed: object) -> Details:
    facts: dict[str, object] = {
        "title": NEW.title, "file": NEW.file, "sha256": NEW.sha256, "is_shipped": False, "card": NEW.card, "run": None,
        "run_problem": "its folder is gone", "scores": (), "promotions": (), "is_active": False, "active_since": "",
        "lines": (), "variants": (), "imported_from": "",
    }  # fmt: skip
    return Details(NEW, Lineage(**(facts | changed)), proof, None)  # type: ignore[arg-type]  # fields by name


def test_the_model_in_use_is_pinned_and_says_who_promoted_it() -> None:
    rows = composer.rows(listing(promotion(OLD, SHIPPED)))
    assert [row.title for row in rows] == ["old 1", "new 1", "steel 1"]
    assert [row.mark for row in rows] == [ModelMark.ACTIVE, ModelMark.USUAL, ModelMark.USUAL]
    assert rows[0].details == f"promoted {composer.when(AT)} by A. Meyer"
    assert rows[1].origin == "tiny · run spring"
    assert rows[1].details.endswith("never promoted")
    assert rows[2].origin == "tiny · comes with the program"


def test_a_file_that_cannot_be_used_stands_last_with_its_reason() -> None:
    reason = message(Code.MODEL_NOT_ONNX, path="bad.onnx", detail="the file ends early")
    rows = composer.rows(listing(broken=(BrokenModel(Path("/plant/models/bad.onnx"), reason),)))
    assert rows[-1].mark is ModelMark.BROKEN
    assert "the file ends early" in rows[-1].details


def test_a_lost_model_leaves_none_in_use_and_none_marked() -> None:
    fault = message(Code.PROMOTED_MODEL_LOST, model="old 1", path="old-1.onnx", detail="it is gone")
    found = listing(promotion(OLD, SHIPPED), fault=fault, models=(NEW, SHIPPED))
    head, why = composer.headline(found, None)
    assert head == "No model is in use"
    assert composer.headline(found, (OLD.sha256, "old 1"))[0].startswith("old 1 is in use until this program ends")
    assert "it is gone" in why
    assert all(row.mark is ModelMark.USUAL for row in composer.rows(found))


@pytest.mark.parametrize(
    ("history", "in_use", "head", "about"),
    [
        ((), None, "steel 1 is in use", "nothing was promoted here yet"),
        ((promotion(OLD, SHIPPED),), (OLD.sha256, "old 1"), "old 1 is in use", "by A. Meyer: finds frays"),
        ((promotion(OLD, SHIPPED),), (NEW.sha256, "new 1"), "new 1 is on trial; the promoted model is old 1", "by"),
        (
            (promotion(OLD, SHIPPED), promotion(SHIPPED, OLD, PromotionKind.ROLLED_BACK)), None, "steel 1 is in use",
            "rolled back to",
        ),
    ],
)  # fmt: skip
def test_the_headline(history: tuple[Promotion, ...], in_use: tuple[str, str] | None, head: str, about: str) -> None:
    said = composer.headline(listing(*history), in_use)
    assert said[0] == head
    assert about in said[1]


def test_what_a_model_is_for_the_line() -> None:
    found = listing(promotion(OLD, SHIPPED), promotion(NEW, OLD))
    assert composer.subtitle(found, NEW.sha256).startswith("in use since")
    assert composer.subtitle(found, OLD.sha256).startswith("was promoted last")
    assert composer.subtitle(found, SHIPPED.sha256) == "a candidate: never promoted here"
    assert composer.subtitle(listing(), SHIPPED.sha256) == "in use, as nothing was promoted yet"


def test_a_variant_says_what_it_was_made_from_and_claims_no_scores_of_its_own() -> None:
    of = VariantOf(OLD.title, OLD.sha256, Smaller.INT8, "onnxruntime 1.31.1", ("line2 0123456789abcdef",), 128)
    small = replace(OLD.card, version="1-int8", variant_of=of)
    facts = {fact.name: fact.value for section in composer.card(details(None, card=small)) for fact in section.facts}
    assert facts["made from"] == f"old 1 ({OLD.sha256[:12]})"
    assert facts["arithmetic"] == "8-bit whole numbers (int8)"
    assert facts["ranges of values by"] == "128 training frames of line2 0123456789abcdef"
    assert facts["scores"] == "none of its own; its proof holds it against old 1"
    model = replace(NEW, card=small)
    rows = composer.rows(listing(promotion(OLD, SHIPPED), models=(OLD, model, SHIPPED)))
    assert rows[1].origin == "tiny · int8 of old 1"


# The proof


def figure(value: float, low: float | None, high: float | None, *, few: bool = False) -> Compared:
    return Compared(0.5, 0.5 + value, Interval(value, low, high, 3 if few else 20, has_too_few_groups=few))


@pytest.mark.parametrize(
    ("found", "less_is_better", "text", "tendency"),
    [
        (figure(0.06, 0.03, 0.09), False, "+6 ± 3 points", Tendency.BETTER),
        (figure(-0.06, -0.09, -0.03), False, "−6 ± 3 points", Tendency.WORSE),
        (figure(-0.06, -0.09, -0.03), True, "−6 ± 3 points", Tendency.BETTER),
        (figure(0.06, 0.03, 0.09), True, "+6 ± 3 points", Tendency.WORSE),
        (figure(0.02, -0.01, 0.05), False, "+2 ± 3 points", Tendency.OPEN),
        (figure(0.02, None, None, few=True), False, "too few to say", Tendency.TOO_FEW),
        (figure(0.5, 0.4, 0.6, few=True), False, "too few to say", Tendency.TOO_FEW),
        (Compared(0.5, None, None), False, "", Tendency.OPEN),
    ],
)
def test_a_difference_says_only_what_its_interval_carries(
    found: Compared, less_is_better: bool, text: str, tendency: Tendency
) -> None:
    shown = composer.compared(found, less_is_better=less_is_better)
    assert (shown.difference, shown.tendency) == (text, tendency)
    assert shown.before == "0.50"
    assert shown.after == ("–" if found.candidate is None else f"{found.candidate:.2f}")


def test_checks_that_failed_stand_first() -> None:
    state = composer.proof(made.stored(), made.ACTIVE)
    kinds = [check.state for check in state.checks]
    assert kinds == [ShownState.FAILED] * 3 + [ShownState.NOT_CHECKED] + [ShownState.PASSED] * 4
    assert state.gate == "3 checks failed."
    assert not state.is_stale
    assert composer.proof(made.stored(), "another").is_stale
    assert not composer.proof(made.stored(), made.stored().gate.candidate_sha256).is_stale, "it was promoted since"
    assert "200 frames in 24 groups" in state.about


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        (
            (GateCheck(CheckId.RECALL, CheckState.PASSED, 0.01, -0.02, "crack"),),
            "The gate is passed: 1 check, none failed.",
        ),
        (
            (
                GateCheck(CheckId.RECALL, CheckState.PASSED, 0.01, -0.02, "crack"),
                GateCheck(CheckId.SPEED, CheckState.NOT_CHECKED),
            ),
            "The gate is passed; 1 check could not be made.",
        ),
        (
            (GateCheck(CheckId.SPEED, CheckState.NOT_CHECKED),),
            "The gate is not passed: of no class was it shown that as much is found.",
        ),
    ],
)
def test_the_gate_in_one_line(checks: tuple[GateCheck, ...], said: str) -> None:
    assert composer._gate(made.stored(checks).gate) == said  # noqa: SLF001  the sentence alone, of checks without words


def test_classes_of_one_model_alone_are_told() -> None:
    found = made.proof()
    classes = (replace(found.classes[0], in_active=False), replace(found.classes[1], in_candidate=False))
    said = composer.notes(replace(found, classes=classes))
    assert said == ("Only steel-plain 3 knows: scratch.", "Only line1-unet 4 knows: crack.")


# The working point: 100 defects in 200 frames; found 99 98 96 94 88 …, false alarms 260 130 66 34 18 … by rising score


def test_the_cheapest_point_by_hand() -> None:
    """A miss costs 100, a stop 10: 2700 1500 1060 940 1380 … for 200 frames; 940 is least, 4,700 per 1,000."""
    state = composer.working_point(made.proof(), None, 100, 10)
    assert state is not None
    assert state.index == state.cheapest_index == 3
    assert state.costs == "It costs 4\N{NARROW NO-BREAK SPACE}700 per 1,000 frames here."
    assert state.cheapest == "No other score costs less."
    assert state.reading == ("At a score of 0.40 it finds 94 of 100 defects, 170 false alarms per 1,000 frames.")
    assert state.reading_active == "At no more false alarms steel-plain 3 finds 88 of 100."  # 30 alarms, not 60
    assert state.candidate.alarms[0] == 1300
    assert state.active.card_point == (60, 0.84)


def test_dear_misses_move_the_point_down_and_dear_stops_up() -> None:
    misses, stops = (composer.working_point(made.proof(), None, *costs) for costs in ((1000, 1), (1, 1000)))
    assert misses is not None
    assert stops is not None
    assert misses.index == 0
    assert stops.index == 8


def test_a_point_that_somebody_chose_is_priced_beside_the_cheapest() -> None:
    state = composer.working_point(made.proof(length_m=500.0), 8, 100, 10)
    assert state is not None
    assert state.reading == "At a score of 0.90 it finds 12 of 100 defects, 0 false alarms per km."
    assert state.costs == "It costs 17\N{NARROW NO-BREAK SPACE}600 per km here."  # 88 misses in half a km
    assert state.cheapest == "Cheapest at a score of 0.40: 1\N{NARROW NO-BREAK SPACE}880 per km."
    assert composer.working_point(made.proof(), 99, 100, 10).index == 8  # type: ignore[union-attr]  # it has points


def test_nothing_to_find_has_no_working_point() -> None:
    found = made.proof()
    nothing = replace(found, curve_candidate=made.curve(0, (0, 0), (3, 0)))
    assert composer.working_point(nothing, None, 100, 10) is None


def test_the_model_in_use_that_has_more_alarms_at_every_score() -> None:
    found = replace(made.proof(), curve_active=made.curve(100, (97, 95), (210, 120)))
    state = composer.working_point(found, 8, 100, 10)
    assert state is not None
    assert state.reading_active == "steel-plain 3 has more false alarms at every score."


def test_confusion_and_the_frames_behind_a_cell() -> None:
    state = composer.confusion(made.proof(), (2, 0))
    assert state.class_names == ("background", "crack", "scratch", "fray")
    assert state.counts[2] == (1200, 0, 90_000, 0)
    assert state.shares[2][0] == pytest.approx(1200 / 91_200)
    assert state.frames is not None
    assert state.frames.title == "scratch, called background: 12 frames, those with most pixels first."
    assert [row.name for row in state.frames.rows][:1] == ["coil-17/frame_0000.png"]
    assert composer.confusion(made.proof(), (1, 1)).frames.rows == ()  # type: ignore[union-attr]  # it has a title
    assert "never called" in composer.confusion(made.proof(), (1, 2)).frames.title  # type: ignore[union-attr]  # as above
    assert composer.confusion(made.proof(), (9, 9)).cell is None
    assert composer.confusion(None, (1, 1)).class_names == ()


def test_the_worst_frames_say_what_both_made_of_them() -> None:
    shown = composer.worst_frames(made.proof())
    assert len(shown.rows) == 50
    assert shown.rows[0].caption == (
        "steel-plain 3: 1 of 4 missed, 0 false, IoU 0.71 · line1-unet 4: 3 of 4 missed, 2 false, IoU 0.20"
    )
    assert composer.worst_frames(replace(made.proof(), worst_of_candidate=())).rows == ()


# What speaks against a promotion


def test_a_passed_gate_against_the_model_in_use_speaks_for_itself() -> None:
    found = listing(promotion(OLD, SHIPPED))
    passed = made.stored((GateCheck(CheckId.RECALL, CheckState.PASSED, 0.01, -0.02, "crack"),))
    assert spoken_against(details(passed), found) == ()


def test_failed_checks_are_said_in_words() -> None:
    words = spoken_against(details(made.stored()), listing(promotion(OLD, SHIPPED)))
    assert len(words) == 3
    assert "256 px or more" in words[0]
    assert "licence" in words[2]


def test_no_proof_and_one_against_another_model_are_none() -> None:
    found = listing(promotion(OLD, SHIPPED))
    none = ("It was not proved against the model in use.",)
    assert spoken_against(details(), found) == none
    against_another = made.stored(
        (GateCheck(CheckId.RECALL, CheckState.PASSED, 0.01, -0.02, "crack"),), active="9" * 64
    )
    assert spoken_against(details(against_another), found) == none
    unchecked = made.stored((GateCheck(CheckId.SPEED, CheckState.NOT_CHECKED),))
    assert spoken_against(details(unchecked), found) == (
        "The gate is not passed: of no class was it shown that as much is found.",
    )


# History and card


def test_history_is_newest_first_and_says_what_was_overridden() -> None:
    second = replace(promotion(NEW, OLD), overridden=("false-alarms",))
    back = promotion(OLD, NEW, PromotionKind.ROLLED_BACK_BY_RULE)
    state = composer.history(listing(promotion(OLD, SHIPPED), second, back), Chain(AuditCheck(7), None))
    assert [row.what for row in state.rows] == ["rolled back by rule", "promoted, gate overridden", "promoted"]
    assert state.rows[1].because == "finds frays (against: false-alarms)"
    assert state.audit == "The audit chain is whole: 7 entries."
    assert not state.is_broken


def test_a_broken_chain_says_where() -> None:
    broken = Chain(AuditCheck(7, None, (ChainBreak(BreakKind.ALTERED, 4, 3),)), None)
    state = composer.history(listing(), broken)
    assert state.is_broken
    assert "broken. Line 4: entry 3 is not as it was written." in state.audit
    assert "Nothing was promoted here yet" in state.audit
    unreadable = Chain(None, message(Code.AUDIT_UNREADABLE, path="audit.jsonl", detail="no rights"))
    assert composer.history(listing(), unreadable).is_broken


def test_the_card_says_what_is_not_known() -> None:
    sections = composer.card(details())
    facts = {fact.name: fact for section in sections for fact in section.facts}
    assert facts["what its run was"].value == "its folder is gone"
    assert facts["licence"].value == "not stated"
    assert facts["dull"].value == "from score 0.50 and 4 px"
    assert facts["content (sha256)"].value == made.CANDIDATE
    assert facts["demonstration"].needs_attention
    assert any(fact.needs_attention and "none on its card" in fact.value for fact in facts.values())


def test_scores_with_and_without_an_interval() -> None:
    scores = (
        LineageScore("mIoU over defect classes", 0.7421, 0.70, 0.78, "line1-spring test", 24),
        LineageScore("recall", 0.9, None, None, "line1-spring test"),
    )
    facts = {fact.name: fact.value for section in composer.card(details(scores=scores)) for fact in section.facts}
    assert facts["mIoU over defect classes"] == "0.742 (0.700 to 0.780), line1-spring test"
    assert facts["recall"] == "0.900, line1-spring test"
