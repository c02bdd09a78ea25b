"""What pyproject.toml cannot say: the manual lies in docs/, and goes into the wheel with the package ``resources``."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
DOCUMENTS = runpy.run_path(str(ROOT / "resources" / "__init__.py"))["DOCUMENTS"]


class BuildWithDocuments(build_py):
    def run(self) -> None:
        super().run()
        if self.editable_mode:  # a source tree has them already
            return
        for name in DOCUMENTS:
            source, target = ROOT / name, Path(self.build_lib) / "resources" / "documents" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, dirs_exist_ok=True)
            else:
                shutil.copyfile(source, target)


setup(cmdclass={"build_py": BuildWithDocuments})
