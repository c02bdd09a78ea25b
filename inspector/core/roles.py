"""Who may do what: three roles, each with all that the one before may."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    OPERATOR = "operator"  # inspects, acknowledges, looks, flags; without a PIN, and never locked out of it
    ENGINEER = "engineer"  # labels, balances, trains, grades, changes thresholds, promotes
    ADMINISTRATOR = "administrator"  # settings of the plant, people, updates, backups, retention

    def may(self, least: Role) -> bool:
        """Whether this role may do what ``least`` is the lowest role for."""
        order = tuple(Role)
        return order.index(self) >= order.index(least)
