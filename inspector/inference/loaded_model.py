"""A model that is open and ready: what the rest of the program knows of it, without what runs it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.core.model_card import ModelCard
from inspector.inference.backend import Backend, ProviderReport, Tuning


@dataclass(frozen=True, slots=True)
class LoadedModel:
    path: Path
    sha256: str
    card: ModelCard
    backend: Backend
    fixed_tile: tuple[int, int] | None  # (height, width) where the graph takes no other
    tuning: Tuning | None = None  # what a trial on this PC found; None: tiles are as the card says

    @property
    def provider(self) -> ProviderReport:
        return self.backend.provider

    @property
    def tile_px(self) -> int:
        """Longest side of a tile on this PC."""
        return self.tuning.tile_px if self.tuning is not None else self.card.tile_px

    @property
    def overlap_px(self) -> int:
        return self.tuning.overlap_px if self.tuning is not None else self.card.overlap_px
