"""What is no ONNX file is told by what it is, with what to do."""

from __future__ import annotations

import gzip
import io
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from onnx_models import pixel_model

from inspector.core.messages import Code, ModelError
from inspector.inference.model_content import read_content
from inspector.inference.other_files import what_else

LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1666934\n"


def saved_by_torch(*, is_zip: bool) -> bytes:
    file = io.BytesIO()
    torch.save({"weight": torch.zeros(4)}, file, _use_new_zipfile_serialization=is_zip)
    return file.getvalue()


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("config.json", "{}")
    return file.getvalue()


def safetensors() -> bytes:
    head = b'{"weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'
    return len(head).to_bytes(8, "little") + head + bytes(4)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (LFS, "a pointer of Git LFS, not the model itself; fetch that with “git lfs pull”"),
        (b"\n<!DOCTYPE html>\n<html><head>", "a web page that was saved under this name"),
        (b"<HTML><body>404", "a web page that was saved under this name"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><net name="m">', "as OpenVINO writes its networks"),
        (saved_by_torch(is_zip=True), "a PyTorch file (.pt, .pth)"),
        (saved_by_torch(is_zip=False), "a Python pickle, as PyTorch writes weights"),
        (pickle.dumps({"a": 1}), "a Python pickle"),
        (zipped(), "a ZIP archive"),
        (b"\x89HDF\r\n\x1a\n" + bytes(40), "an HDF5 file, as Keras writes weights"),
        (b"\x1c\x00\x00\x00TFL3" + bytes(40), "a TensorFlow Lite file"),
        (safetensors(), "a safetensors file"),
        (gzip.compress(b"\x08\x09"), "compressed with gzip"),
        (bytes(5000), "it begins with zeros: a copy was broken off"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_each_kind_has_its_words(tmp_path: Path, content: bytes, words: str):
    path = tmp_path / "m.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelError) as error:
        read_content(path)
    assert error.value.message.code is Code.MODEL_NOT_ONNX
    assert words in str(error.value.message.params["detail"])


def test_an_onnx_file_is_taken_for_nothing_else(tmp_path: Path):
    content = pixel_model(tmp_path / "m.onnx").read_bytes()
    assert what_else(content) == ""
    assert what_else(np.random.default_rng(0).bytes(0) + content) == ""
