"""What screening did to one piece: how much was looked at, and what the frames that were looked at whole say of it."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.core.messages import Code, Message, message
from inspector.inference.inspect_frame import FrameInspection
from inspector.inference.screening import Screened, Screening
from inspector.measuring.inspection_settings import InspectionSettings


@dataclass(slots=True)
class ScreeningTally:
    n_frames: int = 0
    n_whole: int = 0  # of them, looked at whole as a check
    n_found: int = 0  # regions in those
    n_missed: int = 0  # of them, that the screen would not have let the model see
    looked_at: float = 0.0  # sum of the shares of the frames' surface, in the whole ones of what the screen named
    is_beyond: bool = False  # thresholds were below those that the screen was measured at

    def count(
        self, screening: Screening, screened: Screened, seen: FrameInspection, settings: InspectionSettings, name: str
    ) -> tuple[Message, ...]:
        """Of the next frame, ``name``; gives what people must be told."""
        told: list[Message] = []
        self.n_frames += 1
        self.looked_at += screened.looked_at
        if not self.is_beyond and screening.screen.card.is_outside(settings.thresholds, settings.min_area_px):
            self.is_beyond = True
            told.append(message(Code.SCREENING_BEYOND, screen=screening.screen.card.name))
        if screened.is_whole:
            least = settings.min_area_px  # smaller ones, at borders, may be part of a defect or none
            whole = [region for region in seen.regions if region.area_px >= least[region.class_index]]
            n_missed = screening.missed(screened, whole)
            self.n_whole += 1
            self.n_found += len(whole)
            self.n_missed += n_missed
            if n_missed:
                told.append(message(Code.SCREENING_MISSED, name=name, n_missed=n_missed, n_found=len(whole)))
        return tuple(told)

    @property
    def looked_at_percent(self) -> float:
        return round(100 * self.looked_at / self.n_frames, 1) if self.n_frames else 0.0

    @property
    def checked(self) -> Message:
        return message(
            Code.SCREENING_CHECKED, n_whole=self.n_whole, n_frames=self.n_frames, n_found=self.n_found,
            n_missed=self.n_missed, looked_at=self.looked_at_percent,
        )  # fmt: skip


def is_same(one: Screening | None, other: Screening | None) -> bool:
    """The same screen by the same yes, though it was opened again; or none both times."""
    if one is None or other is None:
        return one is other
    return (one.screen.sha256, one.approved_by, one.approved_at) == (
        other.screen.sha256, other.approved_by, other.approved_at
    )  # fmt: skip


def screening_on(screening: Screening) -> Message:
    card = screening.screen.card
    val, of_all = card.val, card.val.of_all
    assert of_all.share is not None  # a card without defects is not good enough to be one
    assert of_all.low is not None
    assert of_all.high is not None
    return message(
        Code.SCREENING_ON, screen=card.name, kept=_percent(of_all.share), low=_percent(of_all.low),
        high=_percent(of_all.high), data=val.data, looked_at=f"{100 * val.looked_at:.0f}",
        approved_by=screening.approved_by, approved_at=screening.approved_at,
    )  # fmt: skip


def _percent(share: float) -> str:
    """Rounded down: what is kept is never said to be more than it is."""
    return f"{int(share * 1000 + 1e-9) / 10:.1f}"
