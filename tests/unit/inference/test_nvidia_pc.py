"""Why a GPU is not used, to the exact library and version: against files as a system has them, and libraries that are
really loaded, or really not there."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

import onnxruntime
import pytest

from inspector.inference.elf import needed_libraries
from inspector.inference.nvidia_pc import CUDA_PART, CUDNN, driver_version, gpu_trouble, has_nvidia_card, libraries_of

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF files and /proc are Linux's")

OPEN_MODULE = (
    "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build  (root@pc)\nGCC version:\n"
)
OLD_MODULE = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC 2023\n"

requires_compiler = pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler makes the libraries here")


def library(folder: Path, name: str, code: str = "", needs: tuple[str, ...] = ()) -> Path:
    """A real shared library that needs others. It has no name of its own inside: a process that loaded it once must not
    take it for the system's."""
    source, made = folder / f"{name}.c", folder / name
    source.write_text(code or f"int of_{abs(hash(name))}(void) {{ return 0; }}\n")
    others = [f"-l:{other}" for other in needs]
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-o", made, source, "-Wl,--no-as-needed", f"-L{folder}", *others],
        check=True,
        timeout=60,
    )
    return made


def driver(folder: Path, cuda: int, result: int = 0) -> None:
    code = f"int cuInit(unsigned f) {{ return {result}; }} int cuDriverGetVersion(int *v) {{ *v = {cuda}; return 0; }}"
    library(folder, "libcuda.so.1", code)


class Loader:
    """Loads from these folders alone, as the system does from its own."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders

    def __call__(self, name: str) -> ctypes.CDLL:
        for folder in self._folders:
            if (folder / name).exists():
                return ctypes.CDLL(str(folder / name))
        raise OSError(f"{name}: cannot open shared object file: No such file or directory")


@pytest.fixture
def pc(tmp_path: Path) -> Path:
    """A PC with an NVIDIA card among others."""
    for device, vendor, kind in (("0000:00:02.0", "0x8086", "0x030000"), ("0000:01:00.0", "0x10de", "0x030200"),
                                 ("0000:01:00.1", "0x10de", "0x040300")):  # fmt: skip
        folder = tmp_path / "pci" / device
        folder.mkdir(parents=True)
        (folder / "vendor").write_text(f"{vendor}\n")
        (folder / "class").write_text(f"{kind}\n")
    (tmp_path / "libraries").mkdir()
    return tmp_path


@pytest.fixture
def libraries(pc: Path) -> Path:
    return pc / "libraries"


@pytest.fixture
def cuda_part(libraries: Path) -> Path:
    """As that of ONNX Runtime for CUDA 13, with nothing in it."""
    for name in ("libcublas.so.13", "libcudart.so.13"):
        library(libraries, name)
    part = library(libraries, CUDA_PART, needs=("libcublas.so.13", "libcudart.so.13"))
    for name in ("libcublas.so.13", "libcudart.so.13"):
        (libraries / name).unlink()
    return part


def trouble(pc: Path, part: Path, module: str = OPEN_MODULE) -> tuple[str, str, str] | None:
    (pc / "version").write_text(module)
    found = gpu_trouble(
        module_file=pc / "version", pci_folder=pc / "pci", cuda_part=part, loads=Loader(pc / "libraries")
    )
    return (found.code, found.why, found.to_do) if found is not None else None


def test_the_kernel_tells_the_version_of_the_driver(tmp_path: Path):
    file = tmp_path / "version"
    for text, version in ((OPEN_MODULE, "580.65.06"), (OLD_MODULE, "535.104.05"), ("garbage", "")):
        file.write_text(text)
        assert driver_version(file) == version
    assert driver_version(tmp_path / "none") == ""


def test_a_card_is_one_that_shows_or_computes_and_not_its_sound(pc: Path, tmp_path: Path):
    assert has_nvidia_card(pc / "pci")
    shutil.rmtree(pc / "pci" / "0000:01:00.0")
    assert not has_nvidia_card(pc / "pci")  # what is left of it is the sound of its HDMI socket
    assert not has_nvidia_card(tmp_path / "no bus")


def test_without_a_card_and_a_driver_nothing_could_be_done(tmp_path: Path):
    found = gpu_trouble(module_file=tmp_path / "none", pci_folder=tmp_path / "no bus", loads=Loader())
    assert found is not None
    assert (found.code, found.could_run, found.to_do) == ("gpu.none", False, "")


def test_a_card_without_a_driver_is_never_passed_over_in_silence(pc: Path):
    found = gpu_trouble(module_file=pc / "none", pci_folder=pc / "pci", loads=Loader())
    assert found is not None
    assert (found.code, found.could_run) == ("gpu.no_driver", True)
    assert found.to_do == "Install the NVIDIA driver 580 or newer and restart this PC."


@requires_compiler
def test_a_driver_that_is_too_old_is_named_with_what_is_needed(pc: Path, libraries: Path, cuda_part: Path):
    driver(libraries, 12020)
    assert trouble(pc, cuda_part, OLD_MODULE) == (
        "gpu.driver_too_old",
        "the NVIDIA driver 535.104.05 runs CUDA 12.2 at most, and CUDA 13 is needed: driver 580 or newer",
        "Install the NVIDIA driver 580 or newer and restart this PC.",
    )


@requires_compiler
@pytest.mark.parametrize(
    ("result", "code", "words"),
    [
        (803, "gpu.driver_mismatch", "its parts are of different versions, as after an update"),
        (100, "gpu.no_device", "finds no GPU that this program may use"),
        (999, "gpu.driver_fails", "the NVIDIA driver 580.65.06 does not start (its error 999)"),
    ],
)
def test_a_driver_that_does_not_start_is_told_by_its_error(
    pc: Path, libraries: Path, cuda_part: Path, result: int, code: str, words: str
):
    driver(libraries, 13000, result)
    found = trouble(pc, cuda_part)
    assert found is not None
    assert found[0] == code
    assert words in found[1]
    assert found[2]


@requires_compiler
def test_each_library_that_is_missing_or_of_another_version_is_named(pc: Path, libraries: Path, cuda_part: Path):
    driver(libraries, 13000)
    library(libraries, "libcudart.so.12")
    library(libraries, "libcublas.so.13")
    found = trouble(pc, cuda_part)
    assert found is not None
    assert found[:2] == (
        "gpu.library_missing",
        "CUDA cannot start without libcudart.so.13 (not found; libcudart.so.12 is there, which is another version), "
        "libcudnn.so.9 (not found)",
    )
    assert "GPU add-on" in found[2]


@requires_compiler
def test_a_library_that_is_there_and_does_not_load_is_told_with_the_loaders_words(
    pc: Path, libraries: Path, cuda_part: Path
):
    driver(libraries, 13000)
    for name in ("libcudart.so.13", "libcublas.so.13"):
        library(libraries, name)
    (libraries / CUDNN).write_bytes(b"half of a download")
    found = trouble(pc, cuda_part)
    assert found is not None
    assert found[0] == "gpu.library_missing"
    assert f"{CUDNN} (found, but it does not load: " in found[1]
    assert "libcudart" not in found[1]


@requires_compiler
def test_nothing_speaks_against_a_gpu_whose_libraries_all_load(pc: Path, libraries: Path, cuda_part: Path):
    driver(libraries, 13010)
    for name in ("libcudart.so.13", "libcublas.so.13", CUDNN):
        library(libraries, name)
    assert trouble(pc, cuda_part) is None
    cuda_part.unlink()
    found = trouble(pc, cuda_part)
    assert found is not None
    assert found[0] == "gpu.no_cuda_part"


def test_what_onnx_runtime_really_needs_is_read_from_its_own_file():
    part = Path(onnxruntime.__file__).parent / "capi" / CUDA_PART
    if not part.is_file():
        pytest.skip("this onnxruntime comes without CUDA")
    found = libraries_of(part)
    assert "libc.so.6" in needed_libraries(part)
    assert {name.split(".so.")[0] for name in found} >= {"libcudart", "libcublas", "libcublasLt", "libcudnn"}
    assert "libcuda.so.1" not in found  # the driver's, which is told apart


def test_a_file_that_is_no_library_or_is_cut_off_is_refused(tmp_path: Path):
    file = tmp_path / "lib.so"
    whole = Path(sys.executable).resolve().read_bytes()
    for content in (b"", b"\x7fELF", b"x" * 200, whole[:64], whole[:1000], b"\x7fELF\x02\x01" + b"\xff" * 500):
        file.write_bytes(content)
        with pytest.raises(ValueError, match=r"it is|its table"):
            needed_libraries(file)
        assert libraries_of(file) == ()
