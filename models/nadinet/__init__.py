"""NaDiNet, normalised attention and dual-scale interaction, on VGG-16, ResNet-34 or DenseNet-201."""

from models.nadinet.network import NaDiNet, nadinet_d, nadinet_r, nadinet_v
from models.nadinet.weights import load_backbone

__all__ = ["NaDiNet", "load_backbone", "nadinet_d", "nadinet_r", "nadinet_v"]
