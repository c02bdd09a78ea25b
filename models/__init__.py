"""PyTorch networks for segmentation of surface defects: ``models.build("a-net", n_classes=4)``."""

from models.registry import REGISTRY, NetworkEntry, Option, build, entry_of

__all__ = ["REGISTRY", "NetworkEntry", "Option", "build", "entry_of"]
