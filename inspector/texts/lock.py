"""The lock: what it says on the window."""

from __future__ import annotations

from inspector.core.roles import Role
from inspector.texts.translate import Text

LOCKED = Text("lock", "Locked: an engineer unlocks with {key}")
GIVE_PIN = Text("lock", "PIN of the engineer")
PIN_OF = Text("lock", "PIN of {name}")
WHO_IS_THERE = Text("lock", "Name and PIN")
LOOKING = Text("lock", "One moment …")
WRONG = Text("lock", "That is not the PIN. Try again in {wait}")
TRY_AGAIN = Text("lock", "Try again")
NO_PIN = Text("lock", "Nothing is locked: no PIN is set (Settings, or: inspector workspace pin)")
NOBODY_CAN = Text(
    "lock",
    "Nobody can sign in: [[people]] in workspace.toml cannot be used ({detail}). Correct it, or: "
    "inspector workspace pin --reset",
)

OPERATOR = Text("lock", "Operator")
ENGINEER = Text("lock", "Engineer")
ADMINISTRATOR = Text("lock", "Administrator")
ROLES = {Role.OPERATOR: OPERATOR, Role.ENGINEER: ENGINEER, Role.ADMINISTRATOR: ADMINISTRATOR}
NAMED = Text("lock", "{name} ({role})")


def shown_name(name: str, role: Role) -> str:
    """As people call each other; who has no name is known by the role."""
    return name or ROLES[role].translated()
