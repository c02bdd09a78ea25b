"""What of an NVIDIA GPU is in this PC, and what keeps networks from running on it: card, driver, CUDA's libraries.

    card on the PCI bus ► driver loads ► starts ► is new enough ► each library that ONNX Runtime's CUDA part needs loads

The first of these that fails is the reason, with the exact library or version. Linux and Windows; what only Linux tells
(cards, the version of the kernel's module) is left out elsewhere.

Sources: which driver runs which CUDA, https://docs.nvidia.com/deploy/cuda-compatibility/; results of cuInit,
https://docs.nvidia.com/cuda/cuda-driver-api/group__CUDA__TYPES.html
"""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnxruntime

from inspector.inference.elf import needed_libraries
from inspector.texts import gpu as texts
from inspector.texts.translate import Text

IS_WINDOWS = sys.platform == "win32"
DRIVER_LIBRARY = "nvcuda.dll" if IS_WINDOWS else "libcuda.so.1"
CUDA_PART = "onnxruntime_providers_cuda.dll" if IS_WINDOWS else "libonnxruntime_providers_cuda.so"
CUDNN = "libcudnn.so.9"  # ONNX Runtime loads it by this name, so the file of its CUDA part does not name it
WINDOWS_LIBRARIES = ("cublasLt64_{0}.dll", "cublas64_{0}.dll", "cudart64_{0}.dll", "cudnn64_9.dll")
MODULE_FILE, PCI_FOLDER = Path("/proc/driver/nvidia/version"), Path("/sys/bus/pci/devices")
NVIDIA_VENDOR, DISPLAY_CLASS = "0x10de", "0x03"  # as the PCI bus tells them
OLDEST_DRIVER = {11: 450, 12: 525, 13: 580}  # by the major version of CUDA
BUILT_FOR_CUDA = 13  # where the file of the CUDA part does not tell
NO_DEVICE_CODE, MISMATCH_CODE = 100, 803

Loads = Callable[[str], Any]  # a library by its name; raises OSError


@dataclass(frozen=True, slots=True)
class LibraryFault:
    """A library that CUDA needs and does not get."""

    name: str
    other: str = ""  # of another version, which is there
    detail: str = ""  # the loader's words, where it is there and does not load

    def in_words(self) -> str:
        if self.other:
            return texts.LIBRARY_OTHER.translated(library=self.name, other=self.other)
        if self.detail:
            return texts.LIBRARY_FAILS.translated(library=self.name, detail=self.detail)
        return texts.LIBRARY_GONE.translated(library=self.name)


@dataclass(frozen=True, slots=True)
class GpuTrouble:
    """Why no network runs on a GPU here."""

    code: str  # "gpu.library_missing"
    why: str
    to_do: str = ""
    could_run: bool = True  # there is a GPU, or its driver: something can be done about it


@dataclass(frozen=True, slots=True)
class Driver:
    """As its own library tells."""

    result: int = 0  # of its start; 0 is well
    cuda: tuple[int, int] | None = None  # the newest that it runs


def gpu_trouble(
    *,
    module_file: Path = MODULE_FILE,
    pci_folder: Path = PCI_FOLDER,
    cuda_part: Path | None = None,
    loads: Loads = ctypes.CDLL,
) -> GpuTrouble | None:
    """None where nothing speaks against CUDA, as far as can be told without running a network on it."""
    part = cuda_part or Path(onnxruntime.__file__).parent / "capi" / CUDA_PART
    needed = libraries_of(part)
    major = _cuda_of(needed)
    wanted = OLDEST_DRIVER.get(major, max(OLDEST_DRIVER.values()))
    version = driver_version(module_file)
    driver = _started(loads)
    if driver is None:
        return _without_driver(has_nvidia_card(pci_folder) or bool(version), wanted)
    too_old = _too_old(version, driver, major, wanted)
    if too_old is not None:
        return too_old
    if driver.result:
        return _not_started(driver.result, version)
    if not part.is_file():
        why = texts.NO_CUDA_BUILD.translated(library=CUDA_PART)
        return GpuTrouble("gpu.no_cuda_part", why, texts.ADD_GPU_PART.translated())
    faults = [fault for name in needed if (fault := _fault_of(name, loads)) is not None]
    if faults:
        why = texts.LIBRARIES_MISSING.translated(libraries=", ".join(one.in_words() for one in faults))
        return GpuTrouble("gpu.library_missing", why, texts.ADD_GPU_PART.translated())
    return None


def has_nvidia_card(pci_folder: Path = PCI_FOLDER) -> bool:
    """One that shows or computes pictures; False where the system does not tell."""

    def told(path: Path) -> str:
        try:
            return path.read_text("ascii", "replace").strip()
        except OSError:
            return ""

    return any(
        told(device / "vendor") == NVIDIA_VENDOR and told(device / "class").startswith(DISPLAY_CLASS)
        for device in pci_folder.glob("*")
    )


def driver_version(module_file: Path = MODULE_FILE) -> str:
    """Of the module that the kernel runs, "580.65.06"; "" where it does not tell."""
    try:
        text = module_file.read_text("ascii", "replace")
    except OSError:
        return ""
    found = re.search(r"\b\d{3,4}\.\d+(?:\.\d+)?\b", text)
    return found[0] if found else ""


def libraries_of(cuda_part: Path) -> tuple[str, ...]:
    """What ONNX Runtime's CUDA part needs of CUDA and cuDNN; () where that file is not there or tells nothing."""
    if IS_WINDOWS:
        return tuple(name.format(BUILT_FOR_CUDA) for name in WINDOWS_LIBRARIES) if cuda_part.is_file() else ()
    try:
        named = needed_libraries(cuda_part)
    except (OSError, ValueError):
        return ()
    return (*(one for one in named if one.startswith("libcu") and one != DRIVER_LIBRARY), CUDNN)


def _cuda_of(needed: tuple[str, ...]) -> int:
    found = next((name for name in needed if name.startswith("libcudart.so.")), "")
    number = found.rpartition(".")[2]
    return int(number) if number.isdecimal() else BUILT_FOR_CUDA


def _started(loads: Loads) -> Driver | None:
    """None where no driver answers at all."""
    try:
        library = loads(DRIVER_LIBRARY)
        number = ctypes.c_int()
        is_told = library.cuDriverGetVersion(ctypes.byref(number)) == 0  # 13000 is 13.0
        result = int(library.cuInit(0))
    except (OSError, AttributeError):
        return None
    return Driver(result, (number.value // 1000, number.value % 1000 // 10) if is_told and number.value else None)


def _without_driver(has_card: bool, wanted: int) -> GpuTrouble:
    if not has_card:
        return GpuTrouble("gpu.none", texts.NO_DRIVER.translated(), could_run=False)
    to_do = texts.INSTALL_DRIVER.translated(wanted=str(wanted))
    return GpuTrouble("gpu.no_driver", texts.CARD_WITHOUT_DRIVER.translated(), to_do)


def _too_old(version: str, driver: Driver, needed: int, wanted: int) -> GpuTrouble | None:
    params = {"driver": version, "needed": str(needed), "wanted": str(wanted)}
    if driver.cuda is not None and driver.cuda[0] < needed:
        why = texts.DRIVER_TOO_OLD.translated(cuda="{}.{}".format(*driver.cuda), **params)
    elif driver.cuda is None and version and int(version.split(".")[0]) < wanted:
        why = texts.DRIVER_TOO_OLD_PLAIN.translated(**params)
    else:
        return None
    return GpuTrouble("gpu.driver_too_old", why, texts.INSTALL_DRIVER.translated(wanted=str(wanted)))


def _not_started(result: int, version: str) -> GpuTrouble:
    known: dict[int, tuple[str, Text, Text]] = {
        NO_DEVICE_CODE: ("gpu.no_device", texts.NO_DEVICE, texts.LOOK_AT_DEVICE),
        MISMATCH_CODE: ("gpu.driver_mismatch", texts.DRIVER_OFF, texts.RESTART),
    }
    code, why, to_do = known.get(result, ("gpu.driver_fails", texts.DRIVER_FAILS, texts.RESTART))
    return GpuTrouble(code, why.translated(driver=version, code=str(result)), to_do.translated())


def _fault_of(name: str, loads: Loads) -> LibraryFault | None:
    """Why the system does not load it; None where it does."""
    try:
        loads(name)
    except OSError as error:
        detail = str(error)
    else:
        return None
    if (name in detail and ("No such file" in detail or "cannot open shared object" in detail)) or IS_WINDOWS:
        return LibraryFault(name, _other_version(name, loads))
    return LibraryFault(name, detail=detail)


def _other_version(name: str, loads: Loads) -> str:
    """The same library of a neighbouring version, where that is there."""
    stem, _, number = name.rpartition(".")
    if not number.isdecimal():
        return ""
    for other in (int(number) - 1, int(number) + 1, int(number) - 2):
        try:
            loads(f"{stem}.{other}")
        except OSError:
            continue
        return f"{stem}.{other}"
    return ""
