"""Run before anything of a packaged program: what the PC has of its own must not get in.

Python's own variables are not read by a packaged program. Qt's are, and would bring plugins of another Qt into it.
LD_LIBRARY_PATH is searched by the loader as it was when a process began: where the PC sets it, the program begins anew
without. Programs of the system that it starts, as a lamp's command, get it as the PC has it.
"""

import os
import sys

OF_PC = "INSPECTOR_LD_LIBRARY_PATH"  # what it was, over the second beginning

for name in ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML_IMPORT_PATH", "QML2_IMPORT_PATH"):
    os.environ.pop(name, None)
of_pc = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")  # PyInstaller puts our folder before it
os.environ.pop("LD_LIBRARY_PATH", None)
if of_pc and sys.platform.startswith("linux"):
    fresh = {**os.environ, OF_PC: of_pc, "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    os.execve(sys.executable, [sys.executable, *sys.argv[1:]], fresh)
if OF_PC in os.environ:
    os.environ["LD_LIBRARY_PATH"] = os.environ.pop(OF_PC)
# A program of ours that this one starts is to find our libraries by itself: it would take them for inherited.
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
