"""A tiny pair of real ONNX graphs in the form of SAM: the encoder keeps the grey of each pixel, the decoder marks all
pixels that are more like the pixels clicked as the defect than like those clicked as something else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FLOAT, INT64, UINT8 = TensorProto.FLOAT, TensorProto.INT64, TensorProto.UINT8
SIDE = 64
LIKE = 0.75  # grey, normalised


def _info(name: str, kind: int, shape: Sequence[int | str]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, list(shape))


def _save(
    path: Path, nodes: Sequence[onnx.NodeProto], taken: Sequence[onnx.ValueInfoProto],
    given: Sequence[onnx.ValueInfoProto], constants: dict[str, np.ndarray],
) -> Path:  # fmt: skip
    graph = helper.make_graph(
        list(nodes), "click", list(taken), list(given),
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)
    return path


def write_encoder(
    path: Path, *, shape: Sequence[int | str] = (1, 3, SIDE, SIDE), kind: int = FLOAT, name: str = "image_embeddings"
) -> Path:
    """Rank 3 is (h, w, 3) of 0 to 255, which the graph shrinks to the usual values itself, and fills up to SIDE."""
    node = helper.make_node
    if len(shape) == 4:
        nodes = [
            node("Cast", ["image"], ["floats"], to=FLOAT),
            node("ReduceMean", ["floats", "one_axis"], [name], keepdims=1),
        ]
        constants = {"one_axis": np.array([1], np.int64)}
        if kind == UINT8:  # as floats are normalised outside
            nodes[1] = node("ReduceMean", ["floats", "one_axis"], ["mean"], keepdims=1)
            nodes += [node("Sub", ["mean", "middle"], ["around"]), node("Div", ["around", "wide"], [name])]
            constants |= {"middle": np.array(116, np.float32), "wide": np.array(57, np.float32)}
    else:
        nodes = [
            node("ReduceMean", ["image", "last_axis"], ["grey"], keepdims=0),
            node("Sub", ["grey", "middle"], ["around"]),
            node("Div", ["around", "wide"], ["normal"]),
            node("Unsqueeze", ["normal", "first_axes"], ["placed"]),
            node("Shape", ["placed"], ["size"]),
            node("Sub", ["whole", "size"], ["missing"]),
            node("Concat", ["nothing", "missing"], ["pads"], axis=0),
            node("Pad", ["placed", "pads"], [name]),
        ]
        constants = {
            "last_axis": np.array([2], np.int64), "middle": np.array(116, np.float32),
            "wide": np.array(57, np.float32), "first_axes": np.array([0, 1], np.int64),
            "whole": np.array([1, 1, 1024, 1024], np.int64), "nothing": np.zeros(4, np.int64),
        }  # fmt: skip
    return _save(path, nodes, [_info("image", kind, shape)], [_info(name, FLOAT, (1, 1, "rows", "columns"))], constants)


def write_decoder(
    path: Path, *, side: int = SIDE, n_points: int | str = "points", has_size: bool = True, n_masks: int = 1,
    feature: str = "image_embeddings", poison: bool = False, squeezes: bool = False,
) -> Path:  # fmt: skip
    """Without ``has_size`` the mask covers what was filled up too, in half of the resolution. Of several masks the
    last is right, and scored so; the others mark everything. ``poison``: it gives no numbers. ``squeezes``: the whole
    mask is resized to the size that is asked for, as SAM 2 is exported, where SAM cuts off what was filled up."""
    node = helper.make_node
    nodes = [
        node("Reshape", [feature, "minus_one"], ["flat"]),
        node("Squeeze", ["point_coords", "axis_0"], ["places"]),
        node("Floor", ["places"], ["floors"]),
        node("Cast", ["floors"], ["whole"], to=INT64),
        node("Gather", ["whole", "zero"], ["x"], axis=1),
        node("Gather", ["whole", "one"], ["y"], axis=1),
        node("Mul", ["y", "side"], ["lines"]),
        node("Add", ["lines", "x"], ["index"]),
        node("Gather", ["flat", "index"], ["values"]),
        node("Squeeze", ["point_labels", "axis_0"], ["labels"]),
    ]
    for name in ("yes", "no"):
        nodes += [
            node("Equal", ["labels", f"label_{name}"], [f"is_{name}"]),
            node("Cast", [f"is_{name}"], [f"w_{name}"], to=FLOAT),
            node("Mul", ["values", f"w_{name}"], [f"wv_{name}"]),
            node("ReduceSum", [f"wv_{name}"], [f"sum_{name}"], keepdims=0),
            node("ReduceSum", [f"w_{name}"], [f"n_{name}"], keepdims=0),
            node("Max", [f"n_{name}", "tiny"], [f"some_{name}"]),
            node("Div", [f"sum_{name}", f"some_{name}"], [f"mean_{name}"]),
            node("Sub", [feature, f"mean_{name}"], [f"away_{name}"]),
            node("Abs", [f"away_{name}"], [f"distance_{name}"]),
        ]
    nodes += [
        node("Sub", ["like", "distance_yes"], ["near"]),
        node("Less", ["n_no", "half"], ["none"]),
        node("Cast", ["none"], ["none_float"], to=FLOAT),
        node("Mul", ["none_float", "much"], ["free"]),
        node("Sub", ["distance_no", "distance_yes"], ["between"]),
        node("Add", ["between", "free"], ["allowed"]),
        node("Min", ["near", "allowed"], ["whole_mask"]),
    ]
    taken = [
        _info(feature, FLOAT, (1, 1, side, side)), _info("point_coords", FLOAT, (1, n_points, 2)),
        _info("point_labels", FLOAT, (1, n_points)), _info("mask_input", FLOAT, (1, 1, side // 4, side // 4)),
        _info("has_mask_input", FLOAT, (1,)),
    ]  # fmt: skip
    constants = {
        "minus_one": np.array([-1], np.int64), "axis_0": np.array([0], np.int64), "zero": np.array(0, np.int64),
        "one": np.array(1, np.int64), "side": np.array(side, np.int64), "label_yes": np.array(1, np.float32),
        "label_no": np.array(0, np.float32), "tiny": np.array(1e-9, np.float32), "like": np.array(LIKE, np.float32),
        "half": np.array(0.5, np.float32), "much": np.array(1000, np.float32),
    }  # fmt: skip
    if has_size:
        taken.append(_info("orig_im_size", FLOAT, (2,)))
        nodes += [
            node("Cast", ["orig_im_size"], ["size"], to=INT64),
            node("Concat", ["ones", "size"], ["shape"], axis=0)
            if squeezes
            else node("Slice", ["whole_mask", "corner", "size", "axes"], ["one_mask"]),
        ]
        if squeezes:
            nodes.append(node("Resize", ["whole_mask", "", "", "shape"], ["one_mask"], mode="linear"))
        constants |= {
            "corner": np.zeros(2, np.int64), "axes": np.array([2, 3], np.int64), "ones": np.ones(2, np.int64),
        }  # fmt: skip
    else:
        nodes.append(node("AveragePool", ["whole_mask"], ["one_mask"], kernel_shape=[2, 2], strides=[2, 2]))
    if poison:
        nodes += [node("Mul", ["one_mask", "nan"], ["poisoned"])]
        constants["nan"] = np.array(np.nan, np.float32)
    last = "poisoned" if poison else "one_mask"
    if n_masks == 1:
        nodes.append(node("Identity", [last], ["masks"]))
    else:
        nodes += [node("Abs", [last], ["all"]), node("Add", ["all", "half"], ["full"])]
        nodes.append(node("Concat", [*["full"] * (n_masks - 1), last], ["masks"], axis=1))
    scores = np.full((1, n_masks), 0.2, np.float32)
    scores[0, -1] = 0.9
    constants["scores"] = scores
    nodes.append(node("Identity", ["scores"], ["iou_predictions"]))
    given = [_info("masks", FLOAT, (1, n_masks, "h", "w")), _info("iou_predictions", FLOAT, (1, n_masks))]
    return _save(path, nodes, taken, given, constants)


def write_endless_decoder(path: Path, *, ends_on_blanks: bool = False) -> Path:
    """Its loop has no end that anybody lives to see; or only where what the encoder gives is not 0."""
    body = helper.make_graph(
        [
            helper.make_node("Identity", ["go"], ["go_on"]),
            helper.make_node("Sin", ["before"], ["after"]),
        ],
        "body",
        [_info("n", INT64, ()), _info("go", TensorProto.BOOL, ()), _info("before", FLOAT, (1, 1, SIDE, SIDE))],
        [_info("go_on", TensorProto.BOOL, ()), _info("after", FLOAT, (1, 1, SIDE, SIDE))],
    )  # fmt: skip
    node = helper.make_node("Loop", ["times", "yes", "image_embeddings"], ["masks"], body=body)
    taken = [
        _info("image_embeddings", FLOAT, (1, 1, SIDE, SIDE)), _info("point_coords", FLOAT, (1, "n", 2)),
        _info("point_labels", FLOAT, (1, "n")),
    ]  # fmt: skip
    constants = {"yes": np.array(True)}
    nodes = [node]
    if ends_on_blanks:
        nodes[:0] = [
            helper.make_node("Abs", ["image_embeddings"], ["size"]),
            helper.make_node("ReduceMax", ["size"], ["most"], keepdims=0),
            helper.make_node("Mul", ["most", "many"], ["how_often"]),
            helper.make_node("Cast", ["how_often"], ["times"], to=INT64),
        ]
        constants["many"] = np.array(1e15, np.float32)
    else:
        constants["times"] = np.array(2**60, np.int64)
    return _save(path, nodes, taken, [_info("masks", FLOAT, (1, 1, SIDE, SIDE))], constants)
