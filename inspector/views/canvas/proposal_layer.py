"""What a model proposes, as a class map that shrinks while somebody decides about it."""

from __future__ import annotations

from inspector.core.class_map import ClassMap
from inspector.views.canvas.label_layer import LabelLayer
from inspector.views.canvas.proposal_raster import proposal_picture
from inspector.views.canvas.raster import Indices


class ProposalLayer(LabelLayer):
    """Colours are ``colour_tables.proposal_table``."""

    def _picture(self, values: ClassMap, phase: tuple[int, int], scale: int, margin: int) -> Indices:
        return proposal_picture(values, phase, scale, margin)
