"""What the window shows of the lock and of who is signed in, as finished data."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.core.roles import Role


@dataclass(frozen=True, slots=True)
class LockState:
    """``role``: what may be done now. ``has_lock``: there are people, so that it can be locked at all."""

    role: Role = Role.ADMINISTRATOR
    has_lock: bool = False
    who: str = ""  # whoever is signed in; "" for nobody

    @property
    def is_locked(self) -> bool:
        return self.has_lock and self.role is Role.OPERATOR


@dataclass(frozen=True, slots=True)
class SignIn:
    """The question who is there. ``names`` are to be chosen from, where there are several."""

    prompt: str
    names: tuple[str, ...] = ()
