"""The score of a shadow in one line, for the Models page and for ``inspector run --shadow``."""

from __future__ import annotations

import math

from inspector.pipeline.shadow import ClassAgreement, KnownTo, ShadowScore
from inspector.texts import models_page as texts
from inspector.texts.formats import decimal, number
from inspector.texts.messages import message_text
from inspector.texts.progress import PART


def shadow_line(score: ShadowScore) -> str:
    """The running score, or how the last one ended."""
    if score.ended is None:
        return score_line(score)
    said = message_text(score.ended)
    return " ".join(part for part in (said.what, said.why) if part)


def score_line(score: ShadowScore) -> str:
    """How far both agreed, whether it goes on or not."""
    names = {"model": score.candidate, "active": score.active}
    if not score.n_compared:
        parts = [texts.SHADOW_WAITS.translated(**names)]
    else:
        agreed = math.floor(1000 * score.n_agreed / score.n_compared) / 10  # never said to be more than it is
        parts = [
            texts.SHADOW_RUNS.translated(
                compared=number(score.n_compared), live=number(score.n_live), percent=f"{decimal(agreed, 1)} %", **names
            ),
            *(_of_class(one) for one in score.classes if one.n_only_active or one.n_only_candidate),
        ]
    if score.n_kept:
        parts.append(texts.SHADOW_KEPT.translated(n=score.n_kept))
    if score.n_passed_over:
        parts.append(texts.SHADOW_PASSED_OVER.translated(n=score.n_passed_over))
    return PART.join(parts)


def _of_class(one: ClassAgreement) -> str:
    if one.known_to is KnownTo.CANDIDATE:
        return texts.SHADOW_NEW_CLASS.translated(name=one.class_name, n=one.n_only_candidate)
    if one.known_to is KnownTo.ACTIVE:
        return texts.SHADOW_OLD_CLASS.translated(name=one.class_name, n=one.n_only_active)
    told = (texts.SHADOW_ONLY_CANDIDATE, one.n_only_candidate), (texts.SHADOW_ONLY_ACTIVE, one.n_only_active)
    found = [text.translated(n=n) for text, n in told if n]
    return f"{one.class_name}: {', '.join(found)}"
