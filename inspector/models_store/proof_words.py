"""A proof and its gate in words, for the page and the command line; the sentences stand in ``texts/proof.py``."""

from __future__ import annotations

from inspector.evaluation.proof import Proof
from inspector.models_store.gate import GateCheck


def verdict(proof: Proof) -> str:
    """One sentence: what the intervals carry, what is too few to say, which classes only one of the two has."""
    raise NotImplementedError


def check_text(check: GateCheck) -> str:
    """One sentence for one check: what was measured, against what, or why it was not made."""
    raise NotImplementedError
