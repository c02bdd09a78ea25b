"""``inspector run`` as the plant's scripts use it: exit codes, files, words; in a process where that is part of it."""

from __future__ import annotations

import json
import platform
import signal
import sqlite3
import struct
import subprocess
import sys
import time
import zlib
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from run_program import Program, Ran, drawn, fill, save, table

from inspector.store.database import reading
from inspector.store.queries import evidence, inspections
from inspector.store.records import InspectionState
from inspector.workspace.settings import SETTINGS_VERSION
from tests.tiny_model import BRIGHT, CLEAN, DULL, expected_map, write_tiny_model
from tests.waiting import wait_until

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


def says_four_parts(ran: Ran) -> None:
    """What, why, meanwhile, next step; no trace of ours, and nothing on standard output."""
    assert ran.out == ""
    assert "Traceback" not in ran.err
    lines = [line for line in ran.err.splitlines() if line.strip()]
    assert len(lines) == 4, ran.err


def accounts_for_all(program: Program, out: Path, names: set[str]) -> dict[str, dict[str, str]]:
    """frames.csv holds every name once, and summary and database say the same. Returns its rows by name."""
    found = table(out / "frames.csv")
    assert sorted(row["frame"] for row in found) == sorted(names)
    by_name = {row["frame"]: row for row in found}
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    records = program.records()
    assert set(records.frames) == names
    for name, row in by_name.items():
        record = records.frames[name]
        assert (record.frame_index, record.state.value) == (int(row["number"]), row["state"])
        assert row["reason_code"] == (record.reason.code.value if record.reason else "")
    n_inspected = sum(row["state"] == "inspected" for row in found)
    assert summary["n_frames"] == len(names)
    assert summary["n_inspected"] == records.inspection.n_inspected == n_inspected
    assert summary["n_not_inspected"] == records.inspection.n_not_inspected == len(names) - n_inspected
    assert {each["frame"] for each in summary["not_inspected"]} == {
        name for name, row in by_name.items() if row["state"] == "not_inspected"
    }
    assert summary["n_defects"] == records.inspection.n_defects == len(table(out / "defects.csv"))
    assert {int(row["number"]) for row in table(out / "defects.csv")} == set(records.defects)
    return by_name


# A class that is no defect


def test_a_class_that_is_no_defect_is_in_the_class_map_and_nowhere_else(commands, tmp_path):
    commands.model = write_tiny_model(tmp_path / "joint.onnx", non_defects=("bright",))
    joint, both = drawn(value=BRIGHT), drawn(value=BRIGHT)
    both[40:50, 40:50] = DULL
    save(tmp_path / "rail" / "both.png", both)
    save(tmp_path / "rail" / "joint.png", joint)
    out = tmp_path / "out"
    ran = commands.run(tmp_path / "rail", "--out", out, "--class-maps", "--overlays")
    assert ran.code == 0, ran.err
    assert "Not reported, since the model's card says that they are no defects: bright" in ran.out
    (row,) = table(out / "defects.csv")
    assert (row["class"], row["frame"], row["area_px"]) == ("dull", "both.png", "100")
    assert [defect.class_name for defect in commands.records().defects.values()] == ["dull"]
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["non_defects"], summary["n_defects_by_class"]) == (["bright"], {"dull": 1})
    for name, pixels in (("joint", joint), ("both", both)):
        assert np.array_equal(np.array(Image.open(out / "classmaps" / f"{name}.png")), expected_map(pixels))
    unpainted = np.array(Image.open(out / "overlays" / "joint.png"))
    assert np.array_equal(unpainted, np.repeat(joint[:, :, None], 3, axis=2))


# A whole day in one folder


def bomb(path: Path) -> None:
    """A sound PNG header that claims 60,000 x 60,000 pixels, in 60 bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    content = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + content)


def test_a_folder_of_good_and_bad_files_is_accounted_for_to_the_last(commands, tmp_path):
    line = tmp_path / "line 2 – Überwachung"
    jpeg = save(line / "whole.jpg", quality=95).read_bytes()
    (line / "truncated.jpg").write_bytes(jpeg[: len(jpeg) // 2])
    (line / "zero.png").write_bytes(b"")
    (line / "text.png").write_text("not a picture at all, whatever its name says")
    (line / "notes.txt").write_text("shift 3")
    bomb(line / "bomb.png")
    save(line / "single.png", np.full((1, 1), DULL, np.uint8))
    save(line / "tall.png", drawn(20_000, 300))
    save(line / "small.bmp", drawn(40, 60))
    save(line / "grey16.png", drawn().astype(np.uint16) * 257)
    rgb = np.stack([drawn()] * 3, axis=2)
    save(line / "rgba.png", np.dstack([rgb, np.full(rgb.shape[:2], 7, np.uint8)]))
    Image.fromarray(rgb).convert("CMYK").save(line / "cmyk.jpg", quality=95)
    palette = Image.fromarray((drawn() == DULL).astype(np.uint8)).convert("P")
    palette.putpalette([CLEAN] * 3 + [DULL] * 3)
    palette.save(line / "palette.png")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90° clockwise
    Image.fromarray(drawn()).save(line / "turned.jpg", quality=95, exif=exif)
    save(line / "钢轨 скол ñ.png")
    long_name = "n" * 247 + ".png"
    save(line / long_name)
    save(line / "sub" / "a.jpg", quality=95)
    save(line / "sub" / "a.png", drawn(value=BRIGHT))
    deep = "/".join(["deep" * 20] * 8) + "/last.png"
    save(line / deep)
    (line / ".hidden").write_text("nobody's picture")
    good = {
        "whole.jpg", "single.png", "tall.png", "small.bmp", "grey16.png", "rgba.png", "cmyk.jpg", "palette.png",
        "turned.jpg", "钢轨 скол ñ.png", long_name, "sub/a.jpg", "sub/a.png", deep,
    }  # fmt: skip
    bad = {
        "truncated.jpg": "frame.truncated", "zero.png": "frame.empty_file", "text.png": "frame.not_a_picture",
        "notes.txt": "frame.not_a_picture", "bomb.png": "frame.too_large",
    }  # fmt: skip
    out = tmp_path / "out"

    ran = commands.run(line, "--recursive", "--out", out, "--class-maps", "--overlays", "--mm-per-px", "0.5,0.25")

    assert ran.code == 3, ran.err
    rows = accounts_for_all(commands, out, good | set(bad))
    assert {name: row["reason_code"] for name, row in rows.items() if row["state"] != "inspected"} == bad
    assert all(f"“{name}” was not inspected" in ran.err for name in bad)
    assert (rows["turned.jpg"]["n_rows"], rows["turned.jpg"]["n_columns"]) == ("96", "64")
    assert (rows["tall.png"]["n_rows"], rows["tall.png"]["n_columns"]) == ("20000", "300")

    # The rectangle is 16 rows of 0.25 mm along and 32 columns of 0.5 mm across.
    defects = {row["frame"]: row for row in table(out / "defects.csv")}
    assert set(defects) == good - {"single.png"}  # one pixel is below the minimum of 4
    for name in good - {"single.png", "turned.jpg", "small.bmp", "tall.png"}:
        found = defects[name]
        assert (found["length_mm"], found["width_mm"], found["area_mm2"]) == ("4", "16", "64"), name
        assert (found["length_px"], found["width_px"], found["area_px"]) == ("16", "32", "512")
        assert float(found["feret_max_mm"]) == pytest.approx(272**0.5)  # 4 and 16 at a right angle
        assert (found["box_x_px"], found["box_y_px"], found["box_width_px"], found["box_height_px"]) == (
            "24", "16", "32", "16",
        )  # fmt: skip
        assert found["offset_mm"] == "20"  # column 40
        assert (found["offset_px"], found["n_parts"]) == ("40", "1")
        begins_mm = float(rows[name]["position_px"]) * 0.25
        assert float(found["position_m"]) == pytest.approx((begins_mm + 6) / 1000)  # row 24 of the frame
        assert found["class"] == ("bright" if name == "sub/a.png" else "dull")
        assert found["severity"] == "major"  # 16.49 mm, and 10 mm are enough for that
    turned = defects["turned.jpg"]
    assert (turned["length_px"], turned["width_px"]) == ("32", "16")  # upright again: what lay across runs along
    assert (turned["length_mm"], turned["width_mm"]) == ("8", "8")

    # Pictures: one for each inspected frame, by the name that frames.csv tells; sub-folders kept.
    for kind, column in (("classmaps", "class_map"), ("overlays", "overlay")):
        assert {str(path.relative_to(out)) for path in (out / kind).rglob("*") if path.is_file()} == {
            rows[name][column] for name in good
        }
        assert {rows["sub/a.jpg"][column], rows["sub/a.png"][column]} == {
            f"{kind}/sub/a.png", f"{kind}/sub/a.png.png",
        }  # fmt: skip
    for name, value in (("whole.jpg", DULL), ("sub/a.png", BRIGHT), ("grey16.png", DULL), ("rgba.png", DULL)):
        with Image.open(out / rows[name]["class_map"]) as picture:
            assert np.array_equal(np.asarray(picture), expected_map(drawn(value=value))), name
    with Image.open(out / rows["tall.png"]["class_map"]) as picture:
        assert np.array_equal(np.asarray(picture), expected_map(drawn(20_000, 300)))
    with Image.open(out / rows["whole.jpg"]["overlay"]) as picture:
        assert picture.size == (96, 64)

    # The same in SQLite.
    records = commands.records()
    assert records.inspection.state is InspectionState.COMPLETED
    for row in defects.values():
        kept = records.defects[int(row["number"])]
        assert f"{kept.size_mm.length:.10g}" == row["length_mm"]
        assert kept.parts[0].frame_name == row["frame"]
        assert kept.severity.value == row["severity"]
        assert kept.rule == row["rule"]


# Exit codes


def test_all_inspected_is_0_some_not_is_3_no_start_is_1_and_wrong_usage_2(program, tmp_path):
    line = fill(tmp_path / "line", 3)
    ran = program.run(line, "--out", tmp_path / "out")
    assert (ran.code, ran.err) == (0, "")
    assert "3 of 3 frames inspected with tiny 1 (demonstration model)" in ran.out
    assert "Not calibrated" in ran.out
    (line / "frame9.png").write_bytes(b"")
    ran = program.run(line)
    assert ran.code == 3
    assert "“frame9.png” was not inspected. The file is empty." in ran.err
    assert program.run(tmp_path / "nowhere").code == 1
    assert program.run(line, "--no-such-option").code == 2


def test_a_single_picture_is_a_source(commands, tmp_path):
    save(tmp_path / "line" / "other.png")
    ran = commands.run(save(tmp_path / "line" / "one.png"), "--json")
    assert (ran.code, ran.facts["n_frames"], ran.facts["n_defects"]) == (0, 1, 1)


@pytest.mark.parametrize("case", ["no source", "empty", "not understood", "no model", "text as model", "no workspace"])
def test_what_cannot_start_ends_with_1_and_four_parts_of_words(commands, tmp_path, case):
    line = fill(tmp_path / "line", 1)
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.onnx").write_text("no model")
    words = {
        "no source": ("run", tmp_path / "nowhere", "--model", commands.model),
        "empty": ("run", tmp_path / "empty", "--model", commands.model),
        "not understood": ("run", "ftp://x/y", "--model", commands.model),
        "no model": ("run", line, "--model", tmp_path / "none.onnx"),
        "text as model": ("run", line, "--model", tmp_path / "text.onnx"),
        "no workspace": ("run", line, "--model", commands.model, "--workspace", tmp_path / "nowhere"),
    }[case]
    ran = commands(*words, "--json")
    assert ran.code == 1
    says_four_parts(ran)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("version = 9", f"It has version 9; this program knows up to {SETTINGS_VERSION}."),
        ("version = 9\n[something_new]\nx = 1", f"It has version 9; this program knows up to {SETTINGS_VERSION}."),
        ("version = 1\ncolour = 'red'", "workspace.toml, colour: there is no such entry."),
        ("version = 1\n[calibration]\nmm_per_px_across = inf\nmm_per_px_along = 1", "inf is no finite number"),
        (
            "version = 1\n[[severity.rules]]\nmeasure = 'girth'\nat_least = 1\nseverity = 'minor'",
            "“girth” is no measure",
        ),
        ("version = 'one'", "workspace.toml, version"),
        ("not toml at all", "workspace.toml is not understood"),
    ],
)
def test_a_workspace_that_cannot_be_used_is_left_as_it_is(commands, tmp_path, text, why):
    commands.workspace.mkdir()
    settings = commands.workspace / "workspace.toml"
    settings.write_text(text)
    ran = commands.run(fill(tmp_path / "line", 1))
    assert ran.code == 1
    says_four_parts(ran)
    assert why in ran.err
    assert settings.read_text() == text
    assert list(commands.workspace.iterdir()) == [settings]


def test_records_that_are_no_database_are_left_as_they_are(commands, tmp_path):
    commands("workspace", "init", commands.workspace)
    commands.database.write_bytes(b"this is somebody's letter, not a database" * 100)
    ran = commands.run(fill(tmp_path / "line", 1), "--json")
    assert ran.code == 1
    says_four_parts(ran)
    assert commands.database.read_bytes().startswith(b"this is somebody's letter")


@pytest.mark.parametrize(
    "words",
    [
        ("run",),
        ("run", "x", "--class-maps"),
        ("run", "x", "--overlays"),
        ("run", "x", "--mm-per-px", "1", "--calibration", "c.toml"),
        ("run", "x", "--backend", "tpu"),
        ("run", "x", "--backend", "cpu:f16"),
        ("run", "x", "--no-such-option"),
        ("no-such-command",),
    ],
)
def test_wrong_usage_ends_with_2(commands, words):
    ran = commands(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage:" in ran.err


def test_json_is_one_strict_document_whatever_the_console(program, tmp_path):
    line = fill(tmp_path / "line", 2)
    save(line / "钢.png")
    (line / "bad.png").write_bytes(b"")
    ran = program.run(line, "--json", "--piece", "R-7 ø", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ran.code == 3
    facts = ran.facts
    assert (facts["piece"], facts["n_frames"], facts["n_inspected"]) == ("R-7 ø", 4, 3)
    assert facts["n_defects_by_class"] == {"dull": 3}
    assert facts["outcome"] == "completed"
    assert program.records().inspection.piece_name == "R-7 ø"


def test_a_reader_that_leaves_ends_no_run(program, tmp_path):
    """As with ``inspector run … | head``: nobody reads the result."""
    frames = fill(tmp_path / "frames", 3)
    child = program.start_run(frames)
    child.stdout.close()
    assert child.stderr.read() == ""
    assert child.wait(timeout=60) == 0
    assert len(program.records().frames) == 3


def test_a_reader_of_messages_that_leaves_ends_no_run(program, tmp_path):
    frames = fill(tmp_path / "frames", 3)
    (frames / "broken.png").write_bytes(b"no picture")
    child = program.start_run(frames)
    child.stderr.close()
    assert "3 of 4 frames inspected" in child.stdout.read()
    assert child.wait(timeout=60) == 3
    assert len(program.records().frames) == 4


# Calibration and piece


def test_a_calibration_comes_from_option_file_or_workspace(commands, tmp_path):
    picture = save(tmp_path / "one.png")
    file = tmp_path / "scale.toml"
    file.write_bytes(
        b"\xef\xbb\xbf[calibration]\nmm_per_px_across = 0.5\nmm_per_px_along = 0.25\n"
    )  # as Notepad writes
    ran = commands.run(picture, "--json", "--calibration", file)
    assert ran.facts["mm_per_px"] == {"mm_per_px_across": 0.5, "mm_per_px_along": 0.25}
    settings = commands.workspace / "workspace.toml"
    text = "\n[calibration]\nmm_per_px_across = 2\nmm_per_px_along = 3\n"
    settings.write_text(settings.read_text() + text)
    assert commands.run(picture, "--json").facts["mm_per_px"] == {"mm_per_px_across": 2, "mm_per_px_along": 3}
    ran = commands.run(picture, "--json", "--mm-per-px", "0.1")  # what is asked for goes before
    assert ran.facts["mm_per_px"] == {"mm_per_px_across": 0.1, "mm_per_px_along": 0.1}


@pytest.mark.parametrize(
    ("words", "text", "why"),
    [
        (("--mm-per-px", "0"), None, "takes one or two numbers above 0"),
        (("--mm-per-px", "nan"), None, "takes one or two numbers above 0"),
        (("--mm-per-px", "1,2,3"), None, "takes one or two numbers above 0"),
        (("--calibration", "scale.toml"), None, "No such file or directory"),
        (("--calibration", "scale.toml"), "mm_per_px_across = 1", "it lacks mm_per_px_along"),
        (("--calibration", "scale.toml"), "mm_per_px_across = -1\nmm_per_px_along = 1", "above 0 mm, got -1"),
        (("--calibration", "scale.toml"), "calibration = 3", "scale.toml"),
    ],
)
def test_a_scale_that_is_none_is_told_before_anything_begins(commands, tmp_path, words, text, why):
    if text is not None:
        (tmp_path / "scale.toml").write_text(text)
    ran = commands.run(save(tmp_path / "one.png"), *words)
    assert ran.code == 1
    says_four_parts(ran)
    assert why in ran.err
    assert not commands.database.exists()


def test_the_piece_is_named_after_source_and_time_unless_said(commands, tmp_path):
    fill(tmp_path / "line 2", 1)
    assert commands.run("line 2").code == 0
    assert commands.records().inspection.piece_name.startswith("line 2 20")
    assert commands.run("line 2", "--piece", "coil 4711").code == 0
    assert commands.records().inspection.piece_name == "coil 4711"


# Cameras and videos


def test_a_camera_that_is_not_there_is_told(commands):
    ran = commands.run(97, "--json")
    assert ran.code == 1
    says_four_parts(ran)
    assert "Camera 97 was not found.\nThis PC has no camera of this number" in ran.err
    assert "address" not in ran.err


def video(path: Path, n_frames: int) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, (96, 64))
    assert writer.isOpened()
    for _ in range(n_frames):
        writer.write(cv2.cvtColor(drawn(), cv2.COLOR_GRAY2BGR))
    writer.release()
    return path


def test_a_video_is_inspected_to_its_last_frame(commands, tmp_path):
    out = tmp_path / "out"
    ran = commands.run(video(tmp_path / "pass.avi", 20), "--out", out, "--json")
    assert ran.code == 0, ran.err
    assert (ran.facts["source_kind"], ran.facts["n_defects"]) == ("video", 20)
    accounts_for_all(commands, out, {f"frame {number:06d}" for number in range(20)})


def test_a_video_cut_short_says_which_frames_are_lost(commands, tmp_path):
    path = video(tmp_path / "pass.avi", 20)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 7 // 10])  # half of a file this small is its header
    ran = commands.run(path, "--json")
    assert ran.code == 3
    facts = ran.facts
    (lost,) = facts["not_inspected"]
    assert 5 <= facts["n_inspected"] <= 12
    assert lost["frame"] == f"frame {facts['n_inspected']:06d} to 000019"
    assert "ended early" in ran.err


def test_a_video_that_is_none_is_told(commands, tmp_path):
    (tmp_path / "pass.avi").write_bytes(b"RIFF0000AVI nothing of the kind" * 20)
    ran = commands.run(tmp_path / "pass.avi", "--json")
    assert ran.code == 1
    says_four_parts(ran)


# Stopped, killed, disturbed


def slow_line(folder: Path, n_frames: int) -> Path:
    """Frames that keep the tiny model busy for a while: 4 megapixels each."""
    first = save(folder / "frame0000.png", drawn(2000, 2000))
    for number in range(1, n_frames):
        (folder / f"frame{number:04d}.png").write_bytes(first.read_bytes())
    return folder


@posix_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_in_good_order_and_every_file_is_accounted_for(program, tmp_path, number):
    line, out = slow_line(tmp_path / "line", 400), tmp_path / "out"
    child = program.start_run(line, "--out", out, "--json")
    program.wait_until_recorded(3)
    ran = program.interrupt(child, number)
    assert ran.code == 3
    assert "Traceback" not in ran.err
    assert ran.facts["outcome"] == "cancelled"
    rows = accounts_for_all(program, out, {f"frame{n:04d}.png" for n in range(400)})
    codes = [rows[f"frame{n:04d}.png"]["reason_code"] for n in range(400)]
    n_inspected = codes.count("")
    assert 3 <= n_inspected < 400
    assert codes == [""] * n_inspected + ["frame.not_reached"] * (400 - n_inspected)
    assert program.records().inspection.state is InspectionState.CANCELLED


@posix_only
def test_a_watched_folder_is_inspected_as_files_arrive_until_it_is_told_to_stop(program, tmp_path):
    line, out = tmp_path / "line", tmp_path / "out"
    line.mkdir()
    content = save(tmp_path / "picture.png").read_bytes()
    child = program.start_run(line, "--watch", "--out", out)
    wait_until(lambda: program.database.exists())
    (line / "first.png").write_bytes(content)
    with (line / "slow.png").open("wb") as file:  # another PC writes it over a second
        for start in range(0, len(content), len(content) // 5 + 1):
            file.write(content[start : start + len(content) // 5 + 1])
            file.flush()
            time.sleep(0.25)
    program.wait_until_recorded(2)
    (line / "too late.png").write_bytes(content)
    ran = program.interrupt(child, signal.SIGTERM)
    rows = accounts_for_all(program, out, {"first.png", "slow.png", "too late.png"})
    assert (rows["first.png"]["state"], rows["slow.png"]["state"]) == ("inspected", "inspected")
    if rows["too late.png"]["state"] == "inspected":  # it may have come just in time
        assert ran.code == 0
    else:
        assert (ran.code, rows["too late.png"]["reason_code"]) == (3, "frame.not_reached")


@posix_only
def test_a_watched_folder_without_leftovers_ends_with_0(program, tmp_path):
    line = fill(tmp_path / "line", 2)
    child = program.start_run(line, "--watch")
    program.wait_until_recorded(2)
    ran = program.interrupt(child)
    assert (ran.code, ran.err) == (0, "Watching line for frames; Ctrl-C ends it.\n")
    assert program.records().inspection.state is InspectionState.CANCELLED


@posix_only
def test_a_file_that_is_no_picture_is_told_as_that_when_watching_ends(program, tmp_path):
    line = fill(tmp_path / "line", 1)
    (line / "notes.txt").write_text("shift 3")
    child = program.start_run(line, "--watch")
    program.wait_until_recorded(1)
    time.sleep(1.5)  # it is tried half a second after it was seen
    ran = program.interrupt(child)
    assert ran.code == 3
    assert "“notes.txt” was not inspected. It is not a picture, whatever its name says." in ran.err
    assert "stopped before its turn" not in ran.err


def test_a_folder_emptied_meanwhile_is_told_file_by_file(program, tmp_path):
    line, out = slow_line(tmp_path / "line", 60), tmp_path / "out"
    child = program.start_run(line, "--out", out)
    program.wait_until_recorded(2)
    for path in line.iterdir():
        path.unlink()
    ran = program.finish(child)
    assert ran.code == 3
    rows = accounts_for_all(program, out, {f"frame{n:04d}.png" for n in range(60)})
    codes = {row["reason_code"] for row in rows.values()}
    assert codes == {"", "frame.vanished"}


def test_a_database_locked_for_a_while_loses_nothing(program, tmp_path):
    line = slow_line(tmp_path / "line", 30)
    child = program.start_run(line, "--json")
    program.wait_until_recorded(2)
    with closing(sqlite3.connect(program.database, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(3)  # longer than the busy time-out of 2 s
        other.execute("ROLLBACK")
    ran = program.finish(child)
    assert ran.code == 0, ran.err
    assert ran.facts["n_inspected"] == 30
    assert program.records().inspection.n_inspected == 30


def test_two_runs_at_once_on_a_new_workspace_both_complete(program, tmp_path):
    line = fill(tmp_path / "line", 40)
    children = [program.start_run(line, "--json", "--piece", f"coil {n}") for n in range(2)]
    for child in children:
        ran = program.finish(child)
        assert (ran.code, ran.err) == (0, "")
    with reading(program.database) as rows:
        found = {record.piece_name: record for record in inspections.recent(rows)}
    assert {piece: (record.n_inspected, record.state) for piece, record in found.items()} == {
        "coil 0": (40, InspectionState.COMPLETED),
        "coil 1": (40, InspectionState.COMPLETED),
    }


def test_the_plants_line_and_its_rule_for_whole_frames_arrive_in_the_records(commands, tmp_path):
    commands.workspace.mkdir()
    (commands.workspace / "workspace.toml").write_text(
        'name = "Line 2"\n[evidence]\nkeep_frames_with = "never"\nkeep_uncertain_band = 0\nkeep_every_nth = 2\n'
    )
    assert commands.run(fill(tmp_path / "line", 5)).code == 0
    inspection = commands.records().inspection
    assert (inspection.line, inspection.pc) == ("Line 2", platform.node())
    with reading(commands.database) as rows:
        kept = evidence.whole_frames(rows, inspection.inspection_id)
    assert [(one.frame_index, one.kept_because) for one in kept] == [(n, "every_nth") for n in (0, 2, 4)]
    for one in kept:
        with Image.open(commands.workspace / "frames" / one.path) as picture:
            np.testing.assert_array_equal(np.asarray(picture), drawn())


def test_a_killed_run_is_told_by_the_next_one(program, tmp_path):
    child = program.start_run(slow_line(tmp_path / "line", 400), "--piece", "coil 13")
    program.wait_until_recorded(2)
    child.kill()
    program.finish(child)
    picture = save(tmp_path / "one.png")
    ran = program.run(picture, "--json")
    assert ran.code == 0
    assert "The inspection of “coil 13” was not finished." in ran.err
    assert ran.facts["n_frames"] == 1
    assert "coil 13" not in program.run(picture).err  # once
    with reading(program.database) as rows:
        (killed,) = inspections.recent(rows, piece_name="coil 13")
    assert killed.state is InspectionState.UNFINISHED
    assert killed.n_inspected >= 2


def test_results_whose_folder_is_gone_end_with_1_and_the_records_are_complete(program, tmp_path):
    line, out = slow_line(tmp_path / "line", 25), tmp_path / "out"
    child = program.start_run(line, "--out", out, "--json")
    program.wait_until_recorded(2)
    out.rename(tmp_path / "away")  # as when a network share goes
    ran = program.finish(child)
    assert ran.code == 1
    assert "The results cannot be written." in ran.err
    assert "No such file or directory" in ran.err
    assert (ran.facts["outcome"], ran.facts["n_inspected"], ran.facts["n_defects"]) == ("failed", 25, 25)
    records = program.records()
    assert (records.inspection.n_inspected, len(records.frames), len(records.defects)) == (25, 25, 25)


def test_a_folder_is_used_again_for_the_results_of_one_run_only(commands, tmp_path):
    line, out = fill(tmp_path / "line", 3), tmp_path / "out"
    assert commands.run(line, "--out", out, "--overlays").code == 0
    one = save(tmp_path / "one.png")
    assert commands.run(one, "--out", out, "--overlays").code == 0
    assert [path.name for path in (out / "overlays").iterdir()] == ["one.png"]
    for words, why in (
        ((one, "--out", line), "no table of an earlier run"),
        ((out / "overlays", "--out", out), "The frames to inspect lie in it."),
        ((tmp_path, "--recursive", "--out", out), "results would be inspected too"),
    ):
        ran = commands.run(*words)
        assert ran.code == 1
        says_four_parts(ran)
        assert why in ran.err
    assert [path.name for path in (out / "overlays").iterdir()] == ["one.png"]
    assert len(list(line.iterdir())) == 3


@posix_only
def test_the_demo_strip_can_be_inspected_without_a_window(program, tmp_path):
    # The tiny model sees thousands of specks in a natural surface: none of them is large.
    model = write_tiny_model(tmp_path / "coarse.onnx", min_area_px=(0, 10**6, 10**6))
    child = program.start("run", "demo", "--model", model, "--json", "--mm-per-px", "0.5")
    program.wait_until_recorded(2)
    ran = program.interrupt(child)
    assert ran.code in (0, 3)  # 3 where a frame was waiting
    assert ran.facts["source_kind"] == "synthetic"


def test_help_and_version_answer_without_the_heavy_libraries(program):
    heavy = ("numpy", "cv2", "onnxruntime", "pydantic", "PySide6", "torch")
    code = (
        "import sys\n"
        "from inspector.cli import cli\n"
        "try:\n    cli(['run', '--help'])\n"
        f"finally:\n    print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2], timeout=60
    )
    assert (ran.returncode, ran.stderr.strip()) == (0, "[]")
    assert "Ends with 0 when every frame was inspected" in ran.stdout
    assert program("--version").out.startswith("inspector, version ")


def test_doctor_prints_one_strict_document(program):
    ran = program("doctor", "--json")
    assert ran.code == 0, ran.err
    assert {"cores", "disk_free_gb", "providers", "cameras", "libraries"} <= set(ran.facts)
    assert not program.workspace.exists()
