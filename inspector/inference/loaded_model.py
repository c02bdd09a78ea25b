"""A model that is open and ready: what the rest of the program knows of it, without what runs it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.core.model_card import ModelCard
from inspector.inference.backend import Backend, ProviderReport


@dataclass(frozen=True, slots=True)
class LoadedModel:
    path: Path
    sha256: str
    card: ModelCard
    backend: Backend
    fixed_tile: tuple[int, int] | None  # (height, width) where the graph takes no other

    @property
    def provider(self) -> ProviderReport:
        return self.backend.provider
