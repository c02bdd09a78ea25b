"""Run before anything of a packaged program: what the PC has of its own must not get in.

Python's own variables are not read by a packaged program. Qt's are, and would bring plugins of another Qt into it.
The loader's path holds our libraries, for this process alone: programs of the system, which we start, want theirs.
"""

import os

for name in ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML_IMPORT_PATH", "QML2_IMPORT_PATH"):
    os.environ.pop(name, None)
if "LD_LIBRARY_PATH_ORIG" in os.environ:
    os.environ["LD_LIBRARY_PATH"] = os.environ.pop("LD_LIBRARY_PATH_ORIG")
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
