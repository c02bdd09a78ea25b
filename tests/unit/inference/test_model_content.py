"""Model files as one thing in memory: weights and cards of other files belong to them, and no file is read again."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import numpy as np
import onnx
import onnx.external_data_helper
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx_models import blur_model, card, pixel_model, save

from inspector.core.files import sha256_of
from inspector.core.messages import Code, ModelError
from inspector.core.model_card import CARD_KEY
from inspector.inference.backend import Provider
from inspector.inference.model_content import MAX_BYTES, card_beside, read_content
from inspector.inference.model_file import open_model
from inspector.inference.onnx_wire import metadata_of, with_metadata, with_weights
from inspector.inference.predictor import Predictor


def in_parts(path: Path, *, location: str = "weights.bin") -> Path:
    """The blurring model, its weights in a file beside it."""
    model = onnx.load(blur_model(path, 2))
    onnx.save(model, path, save_as_external_data=True, location=location, size_threshold=0)
    return path


def pointing(path: Path, **entries: str) -> Path:
    """The pixel model with the first weights where ``entries`` say."""
    model = onnx.load(pixel_model(path))
    tensor = model.graph.initializer[0]
    tensor.data_location = TensorProto.EXTERNAL
    tensor.ClearField("raw_data")
    for key, value in entries.items():
        entry = tensor.external_data.add()
        entry.key, entry.value = key.rstrip("_"), value
    path.write_bytes(model.SerializeToString())
    return path


def refusal(path: Path) -> str:
    with pytest.raises(ModelError) as caught:
        read_content(path)
    assert caught.value.message.code is Code.MODEL_WEIGHTS
    assert caught.value.message.params["path"] == str(path)
    return str(caught.value.message.params["detail"])


def grey() -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (40, 60), np.uint8)


def test_a_model_of_one_file_is_called_by_the_sha256_of_that_file(tmp_path: Path):
    path = pixel_model(tmp_path / "m.onnx")
    content = read_content(path)
    assert (content.onnx, content.sha256, content.others) == (path.read_bytes(), sha256_of(path.read_bytes()), ())


def test_the_same_graph_with_other_weights_is_another_model(tmp_path: Path):
    path = in_parts(tmp_path / "m.onnx")
    before = read_content(path)
    assert before.others == ("weights.bin",)
    weights = bytearray((tmp_path / "weights.bin").read_bytes())
    weights[100] ^= 1
    (tmp_path / "weights.bin").write_bytes(weights)
    after = read_content(path)
    assert before.sha256 != after.sha256
    (tmp_path / "weights.bin").rename(tmp_path / "elsewhere.bin")  # another name, and the same numbers
    model = onnx.load(path, load_external_data=False)
    for tensor in model.graph.initializer:
        next(entry for entry in tensor.external_data if entry.key == "location").value = "elsewhere.bin"
    path.write_bytes(model.SerializeToString())
    assert read_content(path).sha256 == after.sha256


def test_with_its_weights_in_it_the_model_is_what_the_onnx_library_makes_of_it(tmp_path: Path):
    whole = onnx.load(blur_model(tmp_path / "whole.onnx", 2))
    merged = onnx.load_from_string(read_content(in_parts(tmp_path / "m.onnx")).onnx)
    assert [numpy_helper.to_array(one).tolist() for one in merged.graph.initializer] == [
        numpy_helper.to_array(one).tolist() for one in whole.graph.initializer
    ]
    assert not any(map(onnx.external_data_helper.uses_external_data, merged.graph.initializer))
    assert (merged.graph.node, merged.metadata_props) == (whole.graph.node, whole.metadata_props)


@pytest.mark.parametrize("provider", [Provider.CPU, Provider.OPENVINO])
def test_what_happens_to_the_weights_on_disk_later_changes_nothing(tmp_path: Path, provider: Provider):
    path = in_parts(tmp_path / "m.onnx")
    model = open_model(path, provider)
    assert model.provider.used is provider
    before = Predictor(model).predict(grey(), 8)
    (tmp_path / "weights.bin").write_bytes(b"")  # a mapped file would end the program by a bus error
    path.write_bytes(b"")
    after = Predictor(model).predict(grey(), 8)
    assert np.array_equal(before.probability, after.probability)
    model.backend.close()


def test_weights_in_graphs_in_nodes_are_found(tmp_path: Path):
    def branch(name: str) -> onnx.GraphProto:
        weights = numpy_helper.from_array(np.array([1, 2, 3], np.float32).reshape(3, 1, 1), f"{name}-w")
        node = helper.make_node("Mul", ["frame", f"{name}-w"], [f"{name}-out"])
        return helper.make_graph(
            [node], name, [], [helper.make_tensor_value_info(f"{name}-out", TensorProto.FLOAT, None)], [weights]
        )

    truth = helper.make_node("Constant", [], ["truth"], value=numpy_helper.from_array(np.array(True)))
    node = helper.make_node("If", ["truth"], ["scores"], then_branch=branch("a"), else_branch=branch("b"))
    path = save(tmp_path / "m.onnx", [truth, node], {})
    model = onnx.load(path)
    onnx.external_data_helper.convert_model_to_external_data(
        model, location="w.bin", size_threshold=0, convert_attribute=True
    )
    for graph in (model.graph.node[1].attribute[0].g, model.graph.node[1].attribute[1].g):
        tensor = graph.initializer[0]
        if not tensor.external_data:
            onnx.external_data_helper.set_external_data(tensor, "w.bin")
    onnx.save(model, path)
    content = read_content(path)
    assert content.others == ("w.bin",)
    assert b"w.bin" not in content.onnx
    assert open_model(path, Provider.CPU).sha256 == content.sha256


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"location": "../out.bin"}, "no path below its folder"),
        ({"location": "/etc/hostname"}, "no path below its folder"),
        ({"location": ""}, "no path below its folder"),
        ({"location": "none.bin"}, "“none.bin”: No such file"),
        ({"location": "w.bin", "offset": "8", "length": "8"}, "has 12 bytes, 16 are needed"),
        ({"location": "w.bin", "offset": "999999999999"}, "has 12 bytes, 999999999999 are needed"),
        ({"location": "w.bin", "offset": "-4"}, "“-4” is no place"),
        ({"location": "w.bin", "length": "9" * 30}, "is no place"),
        ({"location": "w.bin", "location_": "v.bin"}, "the location of some weights is there twice"),
        ({"offset": "0", "note": "location"}, "that it does not name"),
        ({"location": "folder"}, "no regular file|Is a directory"),
    ],
)
def test_weights_that_cannot_be_had_are_told(tmp_path: Path, entries: dict[str, str], said: str):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "folder").mkdir()
    (tmp_path / "out.bin").write_bytes(bytes(12))
    (tmp_path / "m" / "w.bin").write_bytes(bytes(12))
    assert any(part in refusal(pointing(tmp_path / "m" / "m.onnx", **entries)) for part in said.split("|"))


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of this kind are not there")
def test_a_link_out_of_the_folder_and_a_pipe_are_no_weights(tmp_path: Path):
    (tmp_path / "m").mkdir()
    (tmp_path / "out.bin").write_bytes(bytes(12))
    (tmp_path / "m" / "link").symlink_to(tmp_path / "out.bin")
    os.mkfifo(tmp_path / "m" / "pipe")
    assert "leads out of its folder" in refusal(pointing(tmp_path / "m" / "a.onnx", location="link"))
    assert "no regular file" in refusal(pointing(tmp_path / "m" / "b.onnx", location="pipe"))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files there")
@pytest.mark.parametrize("beside", [False, True])
def test_a_pipe_and_a_device_are_never_waited_for(tmp_path: Path, beside: bool):
    path = tmp_path / "m.onnx"
    target = path
    if beside:
        target = card_beside(pixel_model(path, card_text=None))
    for make in (os.mkfifo, lambda file: file.symlink_to("/dev/zero")):
        make(target)
        with pytest.raises(ModelError) as caught:
            read_content(path)
        assert caught.value.message.code is (Code.MODEL_CARD_BROKEN if beside else Code.MODEL_NOT_ONNX)
        assert "no regular file" in str(caught.value.message.params["detail"])
        target.unlink()


def test_files_beyond_the_limit_are_not_read(tmp_path: Path):
    path = tmp_path / "m.onnx"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)  # a hole, which takes no room
    with pytest.raises(ModelError, match="larger than"):
        read_content(path)
    path = pixel_model(tmp_path / "n.onnx", card_text=None)
    card_beside(path).write_bytes(b" " * 1_000_001)
    with pytest.raises(ModelError, match="larger than"):
        read_content(path)


def test_another_card_beside_the_same_file_is_another_model(tmp_path: Path):
    """It has other thresholds, so it gives other answers."""
    path = pixel_model(tmp_path / "m.onnx", card_text=None)
    names = set()
    for threshold in (0.25, 0.5):
        card_beside(path).write_text(card(thresholds=(0.0, threshold, threshold)).to_json())
        content = read_content(path)
        assert (content.others, content.card.thresholds[1]) == (("m.card.json",), threshold)
        names.add(content.sha256)
    assert len(names) == 2


def test_a_card_is_in_the_metadata_where_the_library_looks_for_it(tmp_path: Path):
    bare = pixel_model(tmp_path / "m.onnx", card_text=None).read_bytes()
    carded = onnx.load_from_string(with_metadata(bare, CARD_KEY, "größer"))
    assert [(entry.key, entry.value) for entry in carded.metadata_props] == [(CARD_KEY, "größer")]
    assert metadata_of(with_metadata(bare, CARD_KEY, "größer")) == {CARD_KEY: "größer"}


def test_a_second_card_is_refused(tmp_path: Path):
    path = pixel_model(tmp_path / "m.onnx")
    path.write_bytes(with_metadata(path.read_bytes(), CARD_KEY, json.dumps({})))
    with pytest.raises(ModelError) as caught:
        read_content(path)
    assert caught.value.message.code is Code.MODEL_CARD_BROKEN
    assert "twice" in str(caught.value.message.params["detail"])


def test_graphs_in_graphs_without_end_are_refused():
    inner = b"location"
    for _ in range(100):
        for number in (6, 5, 1):  # a graph in an attribute in a node
            inner = bytes([number << 3 | 2]) + length(len(inner)) + inner
    with pytest.raises(ValueError, match="nests too deeply"):
        with_weights(b"\x3a" + length(len(inner)) + inner, lambda name: b"")


def length(size: int) -> bytes:
    written = bytearray()
    while size > 0x7F:
        written.append(size & 0x7F | 0x80)
        size >>= 7
    return bytes([*written, size])


def test_the_numbers_of_fields_are_those_of_the_format():
    fields = {
        kind: {field.name: field.number for field in proto.DESCRIPTOR.fields}
        for kind, proto in (
            ("model", onnx.ModelProto), ("graph", onnx.GraphProto), ("node", onnx.NodeProto),
            ("attribute", onnx.AttributeProto), ("tensor", onnx.TensorProto), ("sparse", onnx.SparseTensorProto),
            ("function", onnx.FunctionProto), ("training", onnx.TrainingInfoProto),
        )
    }  # fmt: skip
    assert [fields["model"][name] for name in ("graph", "metadata_props", "training_info", "functions")] == [
        7, 14, 20, 25,
    ]  # fmt: skip
    assert [fields["graph"][name] for name in ("node", "initializer", "sparse_initializer")] == [1, 5, 15]
    assert fields["node"]["attribute"] == 5
    names = ("t", "g", "tensors", "graphs", "sparse_tensor", "sparse_tensors")
    assert [fields["attribute"][name] for name in names] == [5, 6, 10, 11, 22, 23]
    assert [fields["tensor"][name] for name in ("raw_data", "external_data", "data_location")] == [9, 13, 14]
    assert [fields["sparse"][name] for name in ("values", "indices")] == [1, 2]
    assert [fields["function"][name] for name in ("node", "attribute_proto")] == [7, 11]
    assert [fields["training"][name] for name in ("initialization", "algorithm")] == [1, 2]
