"""What is said of classes' definitions and examples."""

from __future__ import annotations

from inspector.texts.translate import Text

EXAMPLE_TIP = Text("class_guide", "{frame}\nchosen by {author}, {time}")
EXAMPLE_GONE = Text("class_guide", "{frame}\nIts file cannot be read: {detail}")
