"""What people paint with, without Qt: each tool gives pixels (a ``Patch``), and ``painting`` puts them into a mask."""
