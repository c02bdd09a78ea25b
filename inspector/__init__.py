"""Inspector: live surface inspection of rails and steel strip."""

__version__ = "0.1.0"
