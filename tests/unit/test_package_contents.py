"""What a package may hold: licences that may ship, libraries that something needs, nothing of the GPU."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
sys.path.insert(0, str(PACKAGING))  # its scripts are no package

import bill_of_materials  # noqa: E402  the path is set above
import contents  # noqa: E402  likewise
import licences  # noqa: E402  likewise


def part(licence: str, name: str = "some-library") -> licences.Part:
    return licences.Part(name, "1.2", licence, (), "pypi")


@pytest.mark.parametrize(
    "licence",
    [
        "MIT", "BSD License", "Apache-2.0 OR BSD-2-Clause", "MPL-2.0 AND MIT", "LGPL-3.0-only", "PSF-2.0", "MIT-CMU",
        "GPL with an exception for packed programs", "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
        "GPL-2.0 OR MIT", "GNU Lesser General Public License v3 (LGPLv3)",
    ],
)  # fmt: skip
def test_licences_of_our_list_may_ship(licence: str):
    assert licences.may_ship(part(licence))


@pytest.mark.parametrize(
    "licence",
    [
        "", "GPL-3.0-only", "GNU General Public License v2 (GPLv2)", "AGPL-3.0", "MIT AND GPL-2.0", "Proprietary",
        "CC-BY-NonCommercial-4.0", "GPL-2.0 OR AGPL-3.0", "a licence of our own",
    ],
)  # fmt: skip
def test_others_and_those_that_nobody_looked_up_may_not(licence: str):
    assert not licences.may_ship(part(licence))


def test_each_file_has_an_owner_and_one_that_nobody_knows_ends_the_build(tmp_path: Path):
    import click
    import yaml

    parts = {
        one.name: one for one in licences.parts_of([Path(click.__file__), Path(yaml.__file__), Path(json.__file__)])
    }
    assert {"click", "PyYAML", "Python", "pyinstaller"} == set(parts)
    assert parts["PyYAML"].texts, "its text ships"
    stray = tmp_path / "libstray.so"
    stray.touch()
    with pytest.raises(licences.Refused, match=r"libstray\.so"):
        licences.parts_of([stray])


@pytest.mark.parametrize(
    ("name", "is_left_out", "is_of_gpu"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False, False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", True, False),
        ("PySide6/Qt/qml/QtQuick/libqtquick2plugin.so", True, False),
        ("PySide6\\Qt\\translations\\qtbase_de.qm", False, False),
        ("PySide6/Qt/translations/qtbase_fr.qm", True, False),
        ("PySide6/Qt/lib/libQt6Network.so.6", True, False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", False, False),
        ("PySide6\\Qt6Network.dll", True, False),
        ("PySide6\\Qt6Widgets.dll", False, False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", False, False),
        ("PySide6\\plugins\\tls\\qschannelbackend.dll", True, False),
        ("openvino\\libs\\openvino_intel_npu_plugin.dll", True, False),
        ("openvino\\libs\\openvino_onnx_frontend.dll", False, False),
        ("openvino/libs/libopenvino_intel_cpu_plugin.so", False, False),
        ("openvino/libs/libopenvino_intel_gpu_plugin.so", True, False),
        ("openvino/libs/libopenvino_onnx_frontend.so.2641", False, False),
        ("onnxruntime/capi/libonnxruntime_providers_cuda.so", False, True),
        ("onnxruntime/capi/libonnxruntime_providers_shared.so", False, False),
        ("nvidia/cu13/lib/libcublas.so.13", False, True),
        ("libcudart.so.13", False, True),
        ("torch/lib/libtorch_cuda.so", False, False),
        ("torch/include/torch/torch.h", True, False),
        ("torch/bin/torch_shm_manager", False, False),
        ("torch/bin/protoc", True, False),
    ],
)
def test_what_goes_along(name: str, is_left_out: bool, is_of_gpu: bool):
    assert (contents.is_left_out(name), contents.is_of_gpu(name)) == (is_left_out, is_of_gpu)


@pytest.mark.skipif(sys.platform != "linux", reason="libraries of Linux")
def test_libraries_of_the_build_machine_stay_where_something_needs_them():
    """A program that is linked with libc alone needs none of them."""
    at = next(Path("/usr/lib").glob("*/libz.so.1"))
    program = sys.executable
    entries = [
        ("inspector", program, "EXECUTABLE"),
        ("libz.so.1", str(at), "BINARY"),
        ("libGL.so.1", "/usr/lib/libGL.so.1", "BINARY"),
    ]
    kept = [name for name, _, _ in contents.used(entries)]
    assert kept == (["inspector", "libz.so.1"] if "libz.so.1" in contents.needed_of(program) else ["inspector"])


def test_the_bill_of_materials_is_the_same_for_the_same_parts():
    parts = (part("MIT", "one"), part("BSD-3-Clause", "two"))
    written = [bill_of_materials.written(parts, "1.2.3", "abc", "2026-01-01T00:00:00+00:00") for _ in range(2)]
    assert written[0] == written[1]
    bill = json.loads(written[0])
    assert bill["bomFormat"] == "CycloneDX"
    assert [(one["name"], one["licenses"][0]["license"]["name"]) for one in bill["components"]] == [
        ("one", "MIT"), ("two", "BSD-3-Clause"),
    ]  # fmt: skip
