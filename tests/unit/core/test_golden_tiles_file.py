"""The file of golden tiles: what was written is read, and whatever else is refused in words."""

from __future__ import annotations

import io
import pickle
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from inspector.core.golden_tiles import GoldenFrame, GoldenTiles, named, quantised, scores_of
from inspector.core.model_card import Output
from tests.tiny_model import tiny_golden


def test_what_was_written_is_read():
    golden = tiny_golden(3)
    deep = GoldenFrame(np.full((5, 7, 3), 4095, np.uint16), 12, (1, 2))
    golden = replace(golden, frames=(*golden.frames, deep))
    found = GoldenTiles.from_bytes(golden.to_bytes())
    for name in ("pixels", "bits", "index", "score"):
        before, after = getattr(golden, name), getattr(found, name)
        assert (before.dtype, before.tobytes()) == (after.dtype, after.tobytes())
    assert found.n_classes == 3
    assert [(f.bits, f.classes, f.pixels.tobytes()) for f in found.frames] == [
        (f.bits, f.classes, f.pixels.tobytes()) for f in golden.frames
    ]


def test_the_score_is_that_of_the_class_which_wins():
    """Two classes at logits 0 and ln 3 have 1/4 and 3/4; of independent ones, 0 and ln 3 leave 1 - 3/4."""
    scores = np.log(np.array([[[1.0, 3.0]], [[3.0, 1.0]]], np.float32))
    index, score = named(scores, Output.LOGITS)
    assert index.tolist() == [[1, 0]]
    assert score == pytest.approx(np.full((1, 2), 0.75))
    assert quantised(score).tolist() == [[49151, 49151]]  # 0.75 * 65535 = 49151.25
    single = np.log(np.array([[[1.0]], [[3.0]]], np.float32))
    assert scores_of(single, Output.SIGMOID, np.array([[1]], np.uint8)).item() == pytest.approx(0.75)
    assert scores_of(single, Output.SIGMOID, np.array([[0]], np.uint8)).item() == pytest.approx(0.25)


def npz(**changed: np.ndarray) -> bytes:
    golden = tiny_golden(2)
    parts = dict(np.load(io.BytesIO(golden.to_bytes()))) | changed
    content = io.BytesIO()
    np.savez(content, **{name: part for name, part in parts.items() if part is not None})
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no whole file"),
        (tiny_golden(2).to_bytes()[:-40], "no whole file"),
        (npz(format=np.array(2)), "format 2"),
        (npz(score=None), "it lacks score"),
        (npz(more=np.zeros(3, np.uint8)), "more, which nobody knows"),
        (npz(score=np.zeros((2, 128, 127), np.uint16)), "its score are uint16"),
        (npz(index=np.full((2, 128, 128), 3, np.uint8)), "a class that is none of 3"),
        (npz(bits=np.array([8, 12], np.uint8)), "do not have 12 bits"),
        (npz(bits=np.array([8, 99], np.uint8)), "8 to 16 bits"),
        (npz(pixels=np.zeros((2, 128, 128), np.float64)), "array of <f8"),
        (npz(frame_classes=np.zeros((3, 4), np.bool_)), "another shape"),
        (npz(frame_classes=np.ones((3, 3), np.bool_)), "a class that is none of 3"),  # background is reported nowhere
    ],
)
def test_what_is_no_such_file_is_refused_in_words(content: bytes, why: str):
    with pytest.raises(ValueError, match=why):
        GoldenTiles.from_bytes(content)


def member(content: bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as file:
        file.writestr("pixels.npy", content)
    return found.getvalue()


class Attack:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return pytest.fail, ("a file was unpickled",)


def test_nothing_is_unpickled_and_no_header_is_believed():
    objects = io.BytesIO()
    np.lib.format.write_array(objects, np.array([None]), allow_pickle=True)
    header = objects.getvalue().split(b"\n")[0] + b"\n"
    huge = header.replace(b"'|O'", b"'|u1'").replace(b"(1,)", b"(99999999999,)")
    for content, why in (
        (header + pickle.dumps(Attack()), "array of"),
        (huge, "array of"),
        (b"\x93NUMPY\x01\x00\xff\xff" + b"x" * 80, "no array"),
        (b"\x93NUMPY\x01\x00\x05\x00((((\n", "no array"),
    ):
        with pytest.raises(ValueError, match=why):
            GoldenTiles.from_bytes(member(content))
