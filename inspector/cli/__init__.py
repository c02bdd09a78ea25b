"""The command line: one module per group of commands. Each parses, and hands a dataclass to ``inspector.commands``."""

from inspector.cli.root import cli, main, window

__all__ = ["cli", "main", "window"]
