"""What somebody asks for on the command line, and what is no backend."""

from __future__ import annotations

import pytest

from inspector.inference.backend import POSSIBLE, WITH_GRAPH, BackendChoice, Precision, Provider


@pytest.mark.parametrize(
    ("text", "provider", "precision", "has_graph"),
    [
        ("auto", Provider.AUTO, Precision.F32, False),
        ("openvino:bf16", Provider.OPENVINO, Precision.BF16, False),
        ("cuda+graph", Provider.CUDA, Precision.F32, True),
        ("cuda:tf32+graph", Provider.CUDA, Precision.TF32, True),
        ("tensorrt:f16", Provider.TENSORRT, Precision.F16, False),
    ],
)
def test_a_choice_is_read_and_written_as_one_word(text: str, provider: Provider, precision: Precision, has_graph: bool):
    choice = BackendChoice.parse(text)
    assert choice == BackendChoice(provider, precision, has_graph)
    assert str(choice) == text


def test_every_possible_choice_comes_back_from_its_word():
    choices = [
        BackendChoice(provider, precision, has_graph)
        for provider, precisions in POSSIBLE.items()
        for precision in precisions
        for has_graph in {False, provider in WITH_GRAPH}
    ]
    assert len(choices) == 1 + 1 + 3 + 4 + 4
    assert [BackendChoice.parse(str(choice)) for choice in choices] == choices


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tpu", "no backend is called “tpu”; there are auto, cpu, openvino, cuda, tensorrt"),
        ("", "no backend is called “”"),
        ("cuda:f16", "cuda computes in f32, tf32"),
        ("cpu:bf16", "cpu computes in f32"),
        ("openvino:", "not in “”"),
        ("openvino:int8", "openvino computes in f32, bf16, f16, not in “int8”"),
        ("openvino+graph", "openvino captures no graph; cuda and tensorrt can"),
        ("auto+graph", "auto captures no graph"),
    ],
)
def test_what_is_no_choice_is_told_with_what_is(text: str, said: str):
    with pytest.raises(ValueError, match=r".") as error:
        BackendChoice.parse(text)
    assert said in str(error.value)
