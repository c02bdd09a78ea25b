"""Where the packaged program begins."""

import sys
from multiprocessing import freeze_support

if __name__ == "__main__":
    freeze_support()  # before anything is imported: a process that the program starts is this file again
    if sys.argv[1:2] == ["check-package"]:
        from smoke import main
    elif sys.platform == "win32" and sys.executable.endswith("inspector-window.exe"):
        from inspector.cli import window as main
    else:
        from inspector.cli import main
    main()
