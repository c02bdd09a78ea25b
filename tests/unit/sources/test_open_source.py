from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image

from inspector.core.messages import Code, SourceError
from inspector.sources.open_source import open_source
from inspector.sources.source import SourceKind


def code(text: str) -> Code:
    with pytest.raises(SourceError) as caught:
        open_source(text)
    return caught.value.message.code


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0", "camera:0"),
        ("camera:12", "camera:12"),
        ("rtsp://u:p@10.0.0.5/live", "rtsp://10.0.0.5/live"),
        ("HTTP://cam/x.mjpg", "http://cam/x.mjpg"),
        ("udp://127.0.0.1:5000", "udp://127.0.0.1:5000"),
    ],
)
def test_indices_and_addresses_are_cameras(text, shown):
    source = open_source(text)  # opened, and looked for, when its frames are asked for
    assert (source.info.kind, source.info.name, source.info.is_live) == (SourceKind.CAMERA, shown, True)
    source.close()


def test_demo_and_synthetic_are_synthetic_strips():
    for text in ("demo", "synthetic", "synthetic:7"):
        source = open_source(text)
        assert source.info.kind == SourceKind.SYNTHETIC
        source.close()
    assert open_source("synthetic:7").strip.seed == 7


def test_paths_are_opened_by_what_lies_there(tmp_path):
    pixels = np.zeros((8, 8), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    Image.fromarray(pixels).save(tmp_path / "no extension", "PNG")
    (tmp_path / "cut.TIF").touch()  # a picture by name: its frame will say what is wrong with it
    writer = cv2.VideoWriter(str(tmp_path / "v.avi"), cv2.VideoWriter_fourcc(*"MJPG"), 25, (64, 48))
    writer.write(np.zeros((48, 64, 3), np.uint8))
    writer.release()
    kinds = {}
    for path in (tmp_path, *tmp_path.iterdir()):
        source = open_source(str(path), is_continuous=True)
        kinds[path.name] = (source.info.kind, source.info.n_frames, source.info.is_continuous)
        source.close()
    assert kinds == {
        tmp_path.name: (SourceKind.FOLDER, 4, True),
        "a.png": (SourceKind.FOLDER, 1, True),
        "no extension": (SourceKind.FOLDER, 1, True),
        "cut.TIF": (SourceKind.FOLDER, 1, True),
        "v.avi": (SourceKind.VIDEO, 1, True),
    }


def test_a_folder_may_be_watched_before_it_holds_anything(tmp_path):
    assert code(str(tmp_path)) == Code.SOURCE_EMPTY
    source = open_source(str(tmp_path), watch=True)
    assert source.info.n_frames is None
    source.close()


def test_what_cannot_be_a_source_is_said(tmp_path):
    (tmp_path / "notes.txt").write_text("hello")
    assert code(str(tmp_path / "nowhere")) == Code.SOURCE_MISSING
    assert code(str(tmp_path / "notes.txt")) == Code.SOURCE_NOT_UNDERSTOOD
    assert code("") == code("   ") == code("a\0b") == Code.SOURCE_NOT_UNDERSTOOD
    assert code("ftp://server/pictures") == Code.SOURCE_NOT_UNDERSTOOD
    assert code("x" * 5000) in (Code.SOURCE_UNREADABLE, Code.SOURCE_MISSING)


def test_a_folder_called_0_is_reached_by_its_path(tmp_path, monkeypatch):
    (tmp_path / "0").mkdir()
    Image.fromarray(np.zeros((8, 8), np.uint8)).save(tmp_path / "0" / "a.png")
    monkeypatch.chdir(tmp_path)
    source = open_source("./0")
    assert source.info.kind == SourceKind.FOLDER
    source.close()
