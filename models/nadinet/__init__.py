"""NaDiNet, normalised attention and dual-scale interaction, on VGG-16, ResNet-34 or DenseNet-201."""

from models.nadinet.network import NaDiNet, nadinet_d, nadinet_r, nadinet_v

__all__ = ["NaDiNet", "nadinet_d", "nadinet_r", "nadinet_v"]
