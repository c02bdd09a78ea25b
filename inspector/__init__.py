"""Inspector: live surface inspection of rails and steel strip."""

import os

__version__ = "0.1.0"

# ONNX Runtime queues usage events in the user's home, with an address to send them to, unless it finds this when
# it is imported. Nothing leaves this PC, and nothing is kept to leave it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
