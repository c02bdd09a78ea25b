"""Pairs in the form of SAM, as tiny real graphs: whatever their files ask for, a click marks the same pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inspector.core.messages import Code, ModelError
from inspector.inference import click_model, known_models
from inspector.inference.click_model import Click, ClickMask, open_pair
from inspector.inference.first_try import TryLimits
from tests.click_graphs import UINT8, write_decoder, write_encoder, write_endless_decoder
from tests.tiny_model import write_tiny_model


def frame(height: int = 96, width: int = 160, *, scale: int = 1) -> np.ndarray:
    """Dark, with a bright square and a brighter one beside it."""
    pixels = np.full((height, width), 60, np.uint16 if scale > 1 else np.uint8)
    pixels[20:50, 40:80] = 180
    pixels[20:50, 80:110] = 230
    return pixels * scale


def whole(found: ClickMask, height: int, width: int) -> np.ndarray:
    mask = np.zeros((height, width), np.bool_)
    rows, columns = found.mask.shape
    mask[found.top : found.top + rows, found.left : found.left + columns] = found.mask
    return mask


def iou(one: np.ndarray, other: np.ndarray) -> float:
    return float((one & other).sum() / (one | other).sum())


SQUARE = np.zeros((96, 160), np.bool_)
SQUARE[20:50, 40:80] = True
BOTH = SQUARE.copy()
BOTH[20:50, 80:110] = True

PAIRS = {
    "as SAM is exported": ({}, {}),
    "masks of all that was filled up": ({}, {"has_size": False}),
    "a mask that is squeezed in": ({}, {"squeezes": True}),
    "three masks with scores": ({}, {"n_masks": 3}),
    "bytes, channels first": ({"kind": UINT8}, {}),
    "names of their own": ({"name": "features"}, {"feature": "embedding"}),
    "free size, filled up by the graph": ({"shape": ("h", "w", 3)}, {"side": 1024}),
    "free size": ({"shape": (1, 3, "h", "w")}, {"side": 1024}),
    "a fixed number of clicks": ({}, {"n_points": 5}),
    "the size that the file says": ({"shape": (1, 3, 128, 128)}, {"side": 128}),
}


@pytest.fixture
def tried_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """A trial, in a process of its own, takes a second; the refusals below are made in it."""
    monkeypatch.setattr(known_models, "is_known", lambda _sha256: True)


@pytest.mark.usefixtures("tried_before")
@pytest.mark.parametrize("kind", PAIRS)
def test_a_click_marks_what_is_like_it_and_another_takes_away(tmp_path: Path, kind: str):
    of_encoder, of_decoder = PAIRS[kind]
    encoder = write_encoder(tmp_path / "encoder.onnx", **of_encoder)  # type: ignore[arg-type]
    decoder = write_decoder(tmp_path / "decoder.onnx", **of_decoder)  # type: ignore[arg-type]
    model = open_pair(decoder, encoder)  # whichever comes first
    assert (model.encoder.path, model.decoder.path) == (encoder, decoder)
    encoded = model.encode(frame())
    # A pixel of 2.5 of the frame's, or of 5, is as fine as the answer can be.
    least = 0.6 if kind == "masks of all that was filled up" else 0.85
    one = model.segment(encoded, [Click(60.0, 35.0, is_defect=True)])
    assert iou(whole(one, 96, 160), SQUARE) > least
    two = model.segment(encoded, [Click(60.0, 35.0, is_defect=True), Click(100.0, 35.0, is_defect=True)])
    assert iou(whole(two, 96, 160), BOTH) > least
    less = [Click(60.0, 35.0, is_defect=True), Click(100.0, 35.0, is_defect=False)]
    assert iou(whole(model.segment(encoded, less), 96, 160), SQUARE) > least
    assert one.score == pytest.approx(0.9)


@pytest.mark.usefixtures("tried_before")
@pytest.mark.parametrize("pixels", [frame(scale=16), np.dstack([frame()] * 3), frame()[:, :96], frame()[:60]])
def test_frames_of_any_depth_and_form_are_seen(tmp_path: Path, pixels: np.ndarray):
    model = open_pair(write_encoder(tmp_path / "e.onnx"), write_decoder(tmp_path / "d.onnx"))
    found = model.segment(model.encode(pixels), [Click(60.0, 35.0, is_defect=True)])
    height, width = pixels.shape[:2]
    assert iou(whole(found, height, width), SQUARE[:height, :width]) > 0.85


@pytest.mark.usefixtures("tried_before")
def test_where_nothing_is_marked_the_mask_is_empty(tmp_path: Path):
    model = open_pair(write_encoder(tmp_path / "e.onnx"), write_decoder(tmp_path / "d.onnx"))
    clicks = [Click(60.0, 35.0, is_defect=True), Click(61.0, 35.0, is_defect=False)]  # both are alike
    assert not model.segment(model.encode(frame()), clicks).mask.any()


def refused(one: Path, other: Path) -> tuple[Code, str]:
    with pytest.raises(ModelError) as caught:
        open_pair(one, other)
    return caught.value.message.code, str(caught.value.message.params.get("detail", ""))


def test_what_does_not_fit_is_refused_in_words(tmp_path: Path):
    encoder, decoder = write_encoder(tmp_path / "e.onnx"), write_decoder(tmp_path / "d.onnx")
    assert refused(encoder, encoder)[1].startswith("both files are no decoder")
    assert refused(decoder, decoder)[1].startswith("both files are decoders")
    code, detail = refused(encoder, write_decoder(tmp_path / "other.onnx", side=32))
    assert code is Code.CLICK_MODEL_UNFIT
    assert "side 2 of what it takes is 32 and not 64" in detail
    two = write_encoder(tmp_path / "two.onnx", shape=(2, 3, 64, 64))
    assert refused(two, decoder)[1] == "it takes 2 pictures at once; one is possible"
    grey = write_encoder(tmp_path / "grey.onnx", shape=(1, 1, 64, 64))
    assert refused(grey, decoder)[1] == "it takes pictures with 1 channels; 3 are possible"
    large = write_encoder(tmp_path / "large.onnx", shape=(1, 3, 64, 100_000))
    assert "up to 4096 a side" in refused(large, decoder)[1]
    bad = write_decoder(tmp_path / "bad.onnx", poison=True)
    assert refused(encoder, bad)[1] == "it gave values that are no numbers"
    assert refused(write_tiny_model(tmp_path / "tiny.onnx"), decoder)[0] is Code.CLICK_MODEL_UNFIT
    assert refused(tmp_path / "none.onnx", decoder)[0] is Code.MODEL_MISSING
    (tmp_path / "page.onnx").write_bytes(b"<!doctype html>")
    assert "a web page" in refused(tmp_path / "page.onnx", decoder)[1]
    (tmp_path / "cut.onnx").write_bytes(decoder.read_bytes()[:200])
    assert refused(encoder, tmp_path / "cut.onnx")[0] is Code.MODEL_NOT_ONNX


@pytest.mark.parametrize("ends_on_blanks", [False, True])
def test_a_decoder_that_never_ends_is_refused_before_it_runs_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends_on_blanks: bool
):
    monkeypatch.setattr(click_model, "LIMITS", TryLimits(cpu_s=3.0))
    endless = write_endless_decoder(tmp_path / "endless.onnx", ends_on_blanks=ends_on_blanks)
    code, detail = refused(write_encoder(tmp_path / "e.onnx"), endless)
    assert code is Code.MODEL_TRY_FAILED
    assert "did not answer" in detail
