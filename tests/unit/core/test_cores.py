"""How many cores may be used, told by made-up folders of control groups."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inspector.core.cores import Cores, cores, usable_cores


@pytest.fixture(autouse=True)
def pc_of_64(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(48)), raising=False)


def groups(folder: Path, of_process: str, **files: str) -> Cores:
    """``files``: their content by path below the folder of all groups."""
    (folder / "cgroup").write_text(of_process)
    for named, content in files.items():
        path = folder / "groups" / named
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return cores(folder / "cgroup", folder / "groups")


def test_without_a_limit_all_that_the_system_gives_are_used(tmp_path: Path):
    assert groups(tmp_path, "0::/\n", **{"cpu.max": "max 100000\n"}) == Cores(64, 48, None)
    assert cores(tmp_path / "gone", tmp_path / "gone too") == Cores(64, 48, None)
    assert cores(tmp_path / "gone", tmp_path / "gone too").usable == 48


def test_where_the_system_tells_of_no_choice_all_cores_are_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(os, "sched_getaffinity")
    assert cores(tmp_path / "gone", tmp_path) == Cores(64, 64, None)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores(tmp_path / "gone", tmp_path) == Cores(1, 1, None)


@pytest.mark.parametrize(
    ("quota", "usable"), [("400000 100000", 4), ("150000 100000", 2), ("20000 100000", 1), ("9600000 100000", 48)]
)
def test_the_quota_of_a_container_counts_and_a_part_of_a_core_is_one(tmp_path: Path, quota: str, usable: int):
    assert groups(tmp_path, "0::/\n", **{"cpu.max": quota}).usable == usable


def test_a_service_is_held_by_the_groups_around_it_too(tmp_path: Path):
    found = groups(
        tmp_path, "0::/plant.slice/line.service\n",
        **{
            "plant.slice/line.service/cpu.max": "max 100000", "plant.slice/cpu.max": "250000 50000",
            "other.slice/cpu.max": "100000 100000",
        },
    )  # fmt: skip
    assert found == Cores(64, 48, 5.0)


def test_a_container_is_told_a_path_that_it_is_not_shown(tmp_path: Path):
    v1 = "12:memory:/docker/1f0e\n4:cpu,cpuacct:/docker/1f0e\n1:name=systemd:/docker/1f0e\n0::/\n"
    files = {"cpu/cpu.cfs_quota_us": "300000\n", "cpu/cpu.cfs_period_us": "100000\n"}
    assert groups(tmp_path, v1, **files) == Cores(64, 48, 3.0)
    assert groups(tmp_path, "4:cpu:/../outside\n", **files) == Cores(64, 48, 3.0)


def test_version_1_says_minus_one_where_there_is_no_limit(tmp_path: Path):
    files = {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}
    assert groups(tmp_path, "4:cpu,cpuacct:/\n", **files) == Cores(64, 48, None)


def test_groups_of_other_controllers_say_nothing_about_cores(tmp_path: Path):
    files = {"cpu/set/cpu.cfs_quota_us": "100000\n", "cpu/set/cpu.cfs_period_us": "100000\n"}
    assert groups(tmp_path, "3:cpuset:/set\n2:cpuacct:/set\n", **files) == Cores(64, 48, None)


@pytest.mark.parametrize("content", ["", "1", "a b", "100000 0", "0 100000", "1 2 3"])
def test_what_makes_no_sense_is_no_limit(tmp_path: Path, content: str):
    assert groups(tmp_path, "0::/\nnonsense\n", **{"cpu.max": content}).quota is None


def test_this_pc_gives_at_least_one():
    assert 1 <= usable_cores() <= 48
