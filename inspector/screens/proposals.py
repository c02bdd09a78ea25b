"""What the Annotate page shows of a model's help: proposals that wait for somebody, and likely label errors."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.core.classes import DefectClass


@dataclass(frozen=True, slots=True)
class ProposalThreshold:
    """From which probability on a class is proposed. By class name: the model's classes are numbered otherwise."""

    look: DefectClass
    value: float
    own: float  # that the model inspects with
    counts: tuple[int, ...] = ()  # of the frame's pixels of the class, in equal steps of probability from 0 to 1


@dataclass(frozen=True, slots=True)
class ProposalState:
    """The bar over the canvas; it stays as long as proposals are wanted, whether there are any or not."""

    is_wanted: bool = False
    text: str = ""  # "5 proposals of steel-anet"
    detail: str = ""  # what is selected, what keys do; why there are none
    n: int = 0
    n_rejected: int = 0  # of this frame, that can be brought back
    can_decide: bool = False
    missing: tuple[str, ...] = ()  # classes of the model that the labels do not have
    thresholds: tuple[ProposalThreshold, ...] = ()


@dataclass(frozen=True, slots=True)
class ErrorState:
    """The bar of likely label errors."""

    is_wanted: bool = False
    text: str = ""  # "Likely error 1 of 3"
    detail: str = ""  # what the model says there
    n: int = 0
    can_take: bool = False  # label it as the model has it
