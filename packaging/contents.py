"""What a package holds, and what it does without: read by inspector.spec, and listed in the package."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

# Modules that libraries name and nothing here uses.
NEVER = [
    "tkinter", "matplotlib", "IPython", "jupyter", "pandas", "pytest", "_pytest", "hypothesis", "mypy",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets", "PySide6.QtQuick3D", "PySide6.QtDesigner",
    "PySide6.QtHelp", "PySide6.QtNetwork", "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtUiTools",
    "pyqtgraph.opengl", "pyqtgraph.console", "pyqtgraph.flowchart", "pyqtgraph.examples",
    "setuptools", "pip", "skimage", "sklearn", "research", "tests", "pycocotools", "openvino.tools",
    "onnxruntime.transformers", "onnxruntime.tools", "tensorboard", "triton", "scipy.datasets", "cuda",
    "huggingface_hub", "hf_xet", "httpx2", "rich", "readline",
]  # fmt: skip
NEVER_IN_STATION = ["torch", "torchvision", "timm", "onnx", "onnxscript", "sympy", "networkx", "training", "models"]

# Files that come with what is used. PyInstaller's names, with "/" on every system; those of Windows, which nobody has
# seen yet, go without "Qt/" and "lib".
_LEFT_OUT = re.compile(
    r"""
      PySide6/(Qt/)?(qml|metatypes|libexec|resources)/
    | PySide6/(Qt/)?translations/(?!qtbase_(de|zh_CN)\.qm)  # Qt's own words, in our languages
    | PySide6/(Qt/)?plugins/(qmltooling|designer|sqldrivers|assetimporters|sceneparsers|networkinformation|tls|generic)/
    | PySide6/Qt/plugins/(egldeviceintegrations/|platformthemes/libqgtk3)
    | PySide6/Qt/plugins/platforms/libq(eglfs|linuxfb|minimal|minimalegl|vnc|vkkhrdisplay)\.
    | (PySide6/Qt/lib/lib|PySide6/|lib)?Qt6
      (Network|Qml|Quick|Designer|Test|Sql|Help|WaylandCompositor|Labs|UiTools|EglFS)\w*\.(so|dll)
    # OpenVINO runs on the processor alone here, and reads nothing but ONNX.
    | openvino/libs/(lib)?openvino_(intel_gpu|intel_npu|auto|auto_batch|hetero)_plugin\.(so|dll)
    | openvino/libs/(lib)?openvino_(tensorflow|tensorflow_lite|pytorch|paddle|jax|gguf)_frontend\.(so|dll)
    | openvino/libs/cache\.json$
    | torch/(include|share|test)/ | torch/bin/(?!torch_shm_manager)
    | .*\.(a|h|hpp|pyi|cu|cuh|lib|pdb)$
    """,
    re.VERBOSE,
)
# CUDA and what runs on it: an add-on, 3 GB; the program finds it where these links lead.
_OF_GPU = re.compile(
    r"""
      nvidia/
    | (onnxruntime/capi/)?(lib)?onnxruntime_providers_(cuda|tensorrt)\.
    | (torch/lib/)?lib(cu(da|blas|fft|rand|sparse|solver|dnn|pti|file)|nv|nccl)\w*\.so
    """,
    re.VERBOSE,
)


def is_left_out(name: str) -> bool:
    return _LEFT_OUT.match(name.replace("\\", "/")) is not None


def is_of_gpu(name: str) -> bool:
    return _OF_GPU.match(name.replace("\\", "/")) is not None


# Of the system wherever there is a screen: with ours in their place the graphics driver of a newer one would not load.
OF_SYSTEM = {  # library -> Debian package
    "libstdc++.so.6": "libstdc++6", "libgcc_s.so.1": "libgcc-s1",
    "libX11.so.6": "libx11-6", "libX11-xcb.so.1": "libx11-xcb1", "libXext.so.6": "libxext6",
    "libxcb.so.1": "libxcb1", "libxcb-glx.so.0": "libxcb-glx0",
    "libfontconfig.so.1": "libfontconfig1", "libfreetype.so.6": "libfreetype6", "libexpat.so.1": "libexpat1",
    "libdbus-1.so.3": "libdbus-1-3", "libsystemd.so.0": "libsystemd0",
    "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libGLX.so.0": "libglx0", "libOpenGL.so.0": "libopengl0",
    "libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1", "libdrm.so.2": "libdrm2",
}  # fmt: skip


def needed_of(file: str) -> set[str]:
    """Names of the libraries that a file itself is linked with; none where it is no program and no library."""
    said = subprocess.run(["readelf", "-dW", file], capture_output=True, text=True, check=False).stdout
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", said))


def used(binaries: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Without libraries of the build machine that nothing of these needs (any more), and without those OF_SYSTEM.

    ``binaries`` is PyInstaller's table: name in the package, file here, kind.
    """
    entries = [one for one in binaries if Path(one[0]).name not in OF_SYSTEM]
    of_machine = {Path(name).name: file for name, file, _ in entries if _is_of_machine(name, file)}
    wanted: set[str] = set()
    waiting = [file for name, file, _ in entries if Path(name).name not in of_machine]
    while waiting:
        needed = {name for name in needed_of(waiting.pop()) if name in of_machine} - wanted
        wanted |= needed
        waiting += [of_machine[name] for name in needed]
    return [one for one in entries if Path(one[0]).name not in of_machine or Path(one[0]).name in wanted]


def _is_of_machine(name: str, file: str) -> bool:
    return "/" not in name and file.startswith(("/lib/", "/usr/lib/"))
