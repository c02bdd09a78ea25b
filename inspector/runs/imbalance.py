"""Methods against rare classes, each as a change of a recipe: losses, oversampling, injection."""

from __future__ import annotations

from dataclasses import replace

from inspector.core.balancing import BalanceMode, BalanceSettings
from inspector.runs.request import Activation, Balance, LossTerm, Recipe

INJECTING = tuple(mode.value for mode in BalanceMode if mode is not BalanceMode.NONE)
IMBALANCE_METHODS = ("none", *INJECTING, "oversampling", "weighted-ce", "focal", "class-balanced")
OVERSAMPLED_SHARE = 0.67  # of the views show a defect, each class as often as the others
_CLASSIFYING = ("cross-entropy", "bce", "ohem", "weighted-bce", "focal", "class-balanced")


def with_imbalance_method(recipe: Recipe, method: str) -> Recipe:
    """The recipe with one method against rare classes instead of whatever it has; "none" takes all of them away.

    Methods of the loss change its classifying term and leave overlap terms alone. Raises ValueError for an unknown
    method, or a loss without a classifying term.
    """
    if method not in IMBALANCE_METHODS:
        raise ValueError(f"there is no imbalance method {method!r}; there are {', '.join(IMBALANCE_METHODS)}")
    augmentation = recipe.augmentation
    if method == "oversampling":
        augmentation = replace(augmentation, defect_share=OVERSAMPLED_SHARE, balance_classes=True)
    elif augmentation.balance_classes:  # views of defects as they come are no method for rare classes, and stay
        augmentation = replace(augmentation, defect_share=0.0)
    return replace(recipe, loss=_loss(recipe, method), balance=_balance(recipe, method), augmentation=augmentation)


def _loss(recipe: Recipe, method: str) -> tuple[LossTerm, ...]:
    is_softmax = recipe.activation is Activation.SOFTMAX
    plain = LossTerm("cross-entropy" if is_softmax else "bce")
    weighted = LossTerm("cross-entropy", 1.0, {"weights": "inverse"}) if is_softmax else LossTerm("weighted-bce")
    instead = {
        "weighted-ce": weighted, "focal": LossTerm("focal"), "class-balanced": LossTerm("class-balanced")
    }.get(method)  # fmt: skip
    if instead is not None and not any(term.name in _CLASSIFYING for term in recipe.loss):
        raise ValueError(f"{method} changes a classifying term of the loss, and the recipe has none")

    def changed(term: LossTerm) -> LossTerm:
        if term.name not in _CLASSIFYING:
            return term
        has_method = term.name not in (plain.name, "ohem") or "weights" in term.options
        new = instead or (plain if has_method else term)
        return replace(new, weight=term.weight)

    return tuple(map(changed, recipe.loss))


def _balance(recipe: Recipe, method: str) -> Balance:
    mode = BalanceMode(method) if method in INJECTING else BalanceMode.NONE
    if mode is BalanceMode.DLI:
        return replace(recipe.balance, mode=mode)
    if mode is BalanceMode.NONE:
        return Balance()
    return Balance(mode, BalanceSettings(target=recipe.balance.settings.target))
