"""The library's networks: the counts of the paper and of the library, weights from files only, one convolution
per MobileOne block at inference, and the same promises as every network."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import segmentation_models_pytorch as smp
import timm
import torch
import torchvision
from safetensors.torch import save_file
from torch import nn

from models.baselines import (
    ARCHITECTURES,
    DLI_ENCODERS,
    BaselineNetwork,
    PyramidLevel,
    dli_unet,
    smp_network,
)
from models.pretrained import load_pretrained

REPOSITORY = Path(__file__).parents[3]
BASELINES = [
    ("unet", "resnet18"), ("unet", "resnet34"), ("unetplusplus", "resnet34"), ("deeplabv3plus", "resnet50"),
    ("deeplabv3plus", "mobilenet_v2"), ("pspnet", "resnet50"), ("fpn", "resnet34"), ("segformer", "tu-pvt_v2_b0"),
    ("deeplabv3", "resnet50"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    yield
    torch.set_num_threads(before)


@pytest.fixture(autouse=True)
def no_progress_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exporter's progress bars would start a thread that outlives the test."""
    monkeypatch.setattr("tqdm.tqdm.monitor_interval", 0)


def n_parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def with_lively_statistics(network: nn.Module) -> nn.Module:
    """Batch-norm statistics as after training: with fresh ones many faults cancel out."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 2)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.2)
    return network


def largest_difference_of_export(network: BaselineNetwork, path: Path) -> float:
    """Of the file's answers from the network's, relative to the largest answer."""
    free = {0: torch.export.Dim("batch", min=1, max=64)}
    for axis, name in ((2, "row_blocks"), (3, "column_blocks")):
        free[axis] = network.size_multiple * torch.export.Dim(name, min=1, max=512)
    program = torch.onnx.export(
        network, (torch.zeros(2, 1, 128, 128),), dynamo=True, opset_version=18, dynamic_shapes=(free,), verbose=False,
        input_names=["frame"],
    )  # fmt: skip
    program.save(path)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    differences = []
    for shape in [(1, 1, 96, 160), (2, 1, 64, 64)]:
        frames = torch.randn(shape)
        with torch.inference_mode():
            ours = network(frames).numpy()
        (theirs,) = session.run(None, {"frame": frames.numpy()})
        assert np.ptp(ours) > 0.1  # else this would show nothing
        differences.append(float(np.abs(ours - theirs).max() / np.abs(ours).max()))
    return max(differences)


@pytest.mark.parametrize(
    ("encoder", "of_encoder", "of_decoder", "whole"),
    [
        ("tu-resnest50d", 1_584_768, 1_208_192, 2_794_405),
        ("resnet18", 683_072, 544_640, 1_229_157),
        ("tu-mobileone_s1", 325_632, 655_232, 982_309),
    ],
)
def test_truncated_u_nets_have_the_parameters_of_the_paper(encoder: str, of_encoder: int, of_decoder: int, whole: int):
    network = dli_unet(n_classes=5, encoder=encoder)
    assert n_parameters(network.encoder) == of_encoder
    assert n_parameters(network.decoder) == of_decoder
    assert n_parameters(network.segmentation_head) == 32 * 9 * 5 + 5 == 1_445
    assert n_parameters(network) == whole


@pytest.mark.parametrize(
    ("encoder", "widths"),
    [("tu-resnest50d", (64, 256, 512)), ("resnet18", (64, 64, 128)), ("tu-mobileone_s1", (64, 96, 192))],
)
def test_truncated_encoders_stop_at_an_eighth(encoder: str, widths: tuple[int, int, int]):
    network = dli_unet(n_classes=5, encoder=encoder).eval()
    with torch.inference_mode():
        features = network.encoder(torch.zeros(1, 3, 64, 96))
        assert network(torch.zeros(1, 3, 72, 40)).shape == (1, 5, 72, 40)
    assert [tuple(feature.shape[1:]) for feature in features[1:]] == [
        (width, 64 // stride, 96 // stride) for width, stride in zip(widths, (2, 4, 8), strict=True)
    ]


@pytest.mark.slow("test_battery.py sees one of each kind learn")
@pytest.mark.parametrize("architecture_and_encoder", BASELINES, ids="-".join)
def test_every_parameter_of_a_baseline_learns(architecture_and_encoder: tuple[str, str]):
    learns_everywhere(smp_network(4, 1, *architecture_and_encoder))


@pytest.mark.parametrize(
    "encoder",
    [
        encoder if "mobileone" in encoder else pytest.param(encoder, marks=pytest.mark.slow("has no branches to merge"))
        for encoder in DLI_ENCODERS
    ],
)
def test_every_parameter_of_a_truncated_u_net_learns(encoder: str):
    learns_everywhere(dli_unet(4, 1, encoder))


def learns_everywhere(network: BaselineNetwork) -> None:
    with_lively_statistics(network).train()  # timm begins some norms at 0, which holds back what is before them
    for module in network.modules():
        if hasattr(module, "drop_prob"):  # a residual branch left out by chance learns nothing
            module.drop_prob = 0.0
    scores = network(torch.randn(2, 1, 64, 64))
    assert scores.shape == (2, 4, 64, 64)
    scores.square().mean().backward()
    idle = [
        name for name, parameter in network.named_parameters() if parameter.grad is None or not parameter.grad.any()
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("architecture", "encoder", "parameters"),
    [("unet", "resnet18", 14_328_209), ("unet", "resnet34", 24_436_369), ("deeplabv3plus", "resnet50", 26_677_585)],
)
def test_baselines_have_the_parameters_the_library_is_known_for(architecture: str, encoder: str, parameters: int):
    assert n_parameters(smp_network(1, 3, architecture, encoder)) == parameters


def test_a_cut_pspnet_answers_as_the_whole_one():
    ours = with_lively_statistics(smp_network(2, 3, "pspnet", "resnet18")).eval()
    whole = smp.PSPNet("resnet18", encoder_weights=None, classes=2).eval()
    n_dropped = sum(n_parameters(stage) for stage in (whole.encoder.layer3, whole.encoder.layer4))
    assert n_parameters(whole) - n_parameters(ours) == n_dropped > 0
    state = {name.replace(".convolution.", ".pool.1."): tensor for name, tensor in ours.state_dict().items()}
    lacking, unknown = whole.load_state_dict(state, strict=False)
    assert unknown == []
    assert all(name.startswith(("encoder.layer3", "encoder.layer4")) for name in lacking)
    frame = torch.randn(2, 3, 72, 136)
    with torch.inference_mode():
        assert torch.allclose(ours(frame), whole(frame), atol=1e-4)


@pytest.mark.parametrize("n", [1, 2, 3, 6])
@pytest.mark.parametrize(("height", "width"), [(8, 12), (9, 17), (4, 5)])
def test_pyramid_bins_are_those_of_adaptive_pooling(n: int, height: int, width: int):
    pooled: list[torch.Tensor] = []
    level = PyramidLevel(n, nn.Identity())
    level.convolution.register_forward_hook(lambda _, __, out: pooled.append(out))
    frame = torch.randn(2, 3, height, width)
    assert level(frame).shape == frame.shape
    assert torch.allclose(pooled[0], nn.AdaptiveAvgPool2d(n)(frame), atol=1e-6)


def test_mobileone_is_one_convolution_per_block_at_inference():
    network = with_lively_statistics(dli_unet(5, 3, "tu-mobileone_s1")).train()
    n_before = n_parameters(network)
    inference = network.for_inference()
    frame = torch.randn(2, 3, 64, 96)
    with torch.inference_mode():
        network.eval()
        ours, theirs = network(frame), inference(frame)
    assert np.ptp(ours.numpy()) > 0.1
    assert (ours - theirs).abs().max() <= 1e-5 * ours.abs().max()
    # One 3x3, then for each of 2 + 8 pairs a depthwise 3x3 and a 1x1, each with a bias
    pairs = [(64, 96)] + [(96, 96)] + [(96, 192)] + [(192, 192)] * 7
    expected = 3 * 9 * 64 + 64 + sum(10 * c_in + (c_in + 1) * c_out for c_in, c_out in pairs)
    assert n_parameters(inference.encoder) == expected
    assert not any(isinstance(module, nn.BatchNorm2d) for module in inference.encoder.modules())
    assert n_parameters(network) == n_before, "the network in training was changed"
    assert not inference.training


def test_asking_for_the_inference_form_leaves_training_on():
    network = dli_unet(2, 1, "resnet18").train()
    same = network.for_inference()
    assert network.training
    with torch.inference_mode():
        frame = torch.randn(1, 1, 32, 32)
        assert torch.equal(same(frame), network.eval()(frame))


@pytest.mark.parametrize(
    ("network", "multiple"),
    [
        (lambda: dli_unet(2), 8), (lambda: smp_network(2), 32), (lambda: smp_network(2, 3, "pspnet"), 8),
        (lambda: smp_network(2, 3, "deeplabv3plus"), 16),
    ],
)  # fmt: skip
def test_sizes_that_do_not_fit_are_refused_in_words(network: Callable[[], BaselineNetwork], multiple: int):
    built = network().eval()
    assert built.size_multiple == multiple
    with torch.inference_mode():
        assert built(torch.zeros(1, 3, 5 * multiple, 3 * multiple)).shape == (1, 2, 5 * multiple, 3 * multiple)
        with pytest.raises(ValueError, match=rf"multiples of {multiple}, got {5 * multiple} x {multiple + 1}"):
            built(torch.zeros(1, 3, 5 * multiple, multiple + 1))


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_each_architecture_takes_a_timm_encoder_by_its_own_name(architecture: str):
    network = smp_network(3, 1, architecture, "convnext_atto").eval()
    with torch.inference_mode():
        assert network(torch.zeros(1, 1, 96, 64)).shape == (1, 3, 96, 64)


@pytest.mark.parametrize(
    ("architecture", "encoder", "reason"),
    [
        ("unet", "swin_tiny_patch4_window7_224", r"unet does not go with the encoder 'swin_.*doesn't match model"),
        ("unet", "vit_tiny_patch16_224", "unet does not go with"),
        ("unetplusplus", "vit_tiny_patch16_224", "unetplusplus does not go with"),
        ("segformer", "mit_b0", "licence of its own.*pvt_v2_b0"),
        ("unet", "mobileone_s1", "licence of its own.*tu-mobileone_s1"),
        ("linknet", "resnet18", "an architecture is one of"),
        ("unet", "resnet19", "neither segmentation-models-pytorch nor timm has"),
        ("unet", "hf-hub:timm/resnet18", "neither segmentation-models-pytorch nor timm has"),
        ("unet", "tu-hf-hub:timm/resnet18", "neither segmentation-models-pytorch nor timm has"),
        ("unet", "local-dir:/tmp", "neither segmentation-models-pytorch nor timm has"),
    ],
)
def test_what_does_not_go_together_is_refused_in_words(architecture: str, encoder: str, reason: str):
    with pytest.raises(ValueError, match=reason):
        smp_network(2, 3, architecture, encoder)


def test_a_truncated_u_net_has_the_encoders_of_the_paper():
    with pytest.raises(ValueError, match="truncated U-Net is one of"):
        dli_unet(2, encoder="resnet34")


@pytest.mark.slow("nine seconds of another process")
def test_nothing_is_fetched_and_nothing_imported_before_it_is_asked_for():
    """In a process where any look-up or connection ends in an error and is counted."""
    code = """
import sys
attempts = []
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        attempts.append(event)
        raise PermissionError(f"{event} {arguments}")
sys.addaudithook(refuse)
import models, models.baselines as baselines
assert not {"segmentation_models_pytorch", "timm", "torchvision"} & set(sys.modules)
import urllib.request
try:
    urllib.request.urlopen("http://127.0.0.1:9")
except PermissionError:
    print(attempts.pop())
for encoder in baselines.DLI_ENCODERS:
    baselines.dli_unet(2, 1, encoder)
for encoder in ENCODERS + ["convnext_atto.d2_in1k"]:
    baselines.smp_network(2, 3, "unet", encoder)
print("built", len(attempts))
""".replace("ENCODERS + ", f"{sorted({encoder for _, encoder in BASELINES})} + ")
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY)
    assert (ran.returncode, ran.stdout.split()) == (0, ["urllib.Request", "built", "0"]), ran.stderr


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "segmentation_models_pytorch", None)
    for build in (smp_network, dli_unet):
        with pytest.raises(ImportError, match=r"needs segmentation-models-pytorch and timm.*pip install"):
            build(2)


def torchvision_file(folder: Path, name: str = "resnet18") -> Path:
    path = folder / f"{name}.pth"
    torch.save(with_lively_statistics(getattr(torchvision.models, name)(weights=None)).state_dict(), path)
    return path


def test_weights_of_torchvision_fill_the_encoder(tmp_path: Path):
    path = torchvision_file(tmp_path)
    given = torch.load(path, weights_only=True)
    for network in (smp_network(2, 3, "unet", "resnet18"), dli_unet(2, 3, "resnet18")):
        head_before = network.segmentation_head[0].weight.clone()
        load_pretrained(network, path)
        state = network.encoder.state_dict()
        assert torch.equal(state["layer2.1.bn2.running_var"], given["layer2.1.bn2.running_var"])
        assert all(torch.equal(tensor, given[name]) for name, tensor in state.items() if "tracked" not in name)
        assert torch.equal(network.segmentation_head[0].weight, head_before)


def test_grey_frames_are_seen_as_three_equal_planes(tmp_path: Path):
    path = torchvision_file(tmp_path)
    grey, colour = dli_unet(2, 1, "resnet18").eval(), dli_unet(2, 3, "resnet18").eval()
    for network in (grey, colour):
        load_pretrained(network, path)
    frame = torch.randn(1, 1, 64, 64)
    with torch.inference_mode():
        for a, b in zip(grey.encoder(frame)[1:], colour.encoder(frame.expand(1, 3, 64, 64))[1:], strict=True):
            assert torch.allclose(a, b, atol=1e-4)


@pytest.mark.parametrize("encoder", ["tu-mobileone_s1", "tu-resnest50d"])
def test_a_safetensors_file_of_a_whole_encoder_fills_a_truncated_one(encoder: str, tmp_path: Path):
    whole = with_lively_statistics(smp.encoders.get_encoder(encoder, weights=None))
    # As its publisher names the tensors: the library's wrapping is not part of it
    published = {name.removeprefix("model."): tensor.clone() for name, tensor in whole.state_dict().items()}
    save_file({**published, "fc.weight": torch.zeros(10, 4)}, tmp_path / "weights.safetensors")
    network = dli_unet(2, 1, encoder)
    load_pretrained(network, tmp_path / "weights.safetensors")
    with torch.inference_mode():
        ours = network.eval().encoder(torch.ones(1, 1, 64, 64))[3]
        theirs = whole.eval()(torch.ones(1, 3, 64, 64))[3]
        assert (ours - theirs).abs().max() <= 1e-5 * theirs.abs().max()


def test_timm_weights_fit_although_timm_renames_its_stages(tmp_path: Path):
    published = timm.create_model("convnext_atto", pretrained=False).state_dict()
    torch.save({"state_dict": published, "epoch": 3}, tmp_path / "convnext.pth")
    network = smp_network(2, 3, "unet", "convnext_atto")
    load_pretrained(network, tmp_path / "convnext.pth")
    loaded = network.encoder.state_dict()["model.stages_1.blocks.0.conv_dw.weight"]
    assert torch.equal(loaded, published["stages.1.blocks.0.conv_dw.weight"])


def test_the_encoder_of_a_network_of_ours_fills_another(tmp_path: Path):
    trained = with_lively_statistics(smp_network(5, 3, "unet", "resnet18"))
    torch.save(trained.state_dict(), tmp_path / "trained.pth")
    network = smp_network(2, 3, "fpn", "resnet18")
    load_pretrained(network, tmp_path / "trained.pth")
    assert torch.equal(network.encoder.layer4[1].bn2.bias, trained.encoder.layer4[1].bn2.bias)


def test_a_file_of_another_encoder_is_refused_and_changes_nothing(tmp_path: Path):
    network = smp_network(2, 3, "unet", "resnet18")
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    with pytest.raises(ValueError, match=r"another encoder: 96 tensors find no place, layer1_2_conv1_weight"):
        load_pretrained(network, torchvision_file(tmp_path, "resnet34"))
    wider = torchvision.models.resnet.ResNet(torchvision.models.resnet.BasicBlock, [2, 2, 2, 2])
    wider.layer4[1].conv2 = nn.Conv2d(512, 512, 1, bias=False)
    torch.save(wider.state_dict(), tmp_path / "wider.pth")
    with pytest.raises(ValueError, match=r"layer4.1.conv2.weight has shape \(512, 512, 1, 1\)"):
        load_pretrained(network, tmp_path / "wider.pth")
    assert all(torch.equal(tensor, before[name]) for name, tensor in network.state_dict().items())


def test_a_file_that_lacks_tensors_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match=r"resnet18.pth lacks 80 of 180 tensors of the encoder: layer1.2.conv1"):
        load_pretrained(smp_network(2, 3, "unet", "resnet34"), torchvision_file(tmp_path))


class Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return exec, ("raise SystemExit('the file was executed')",)


def test_files_that_hold_something_else_are_refused_and_never_executed(tmp_path: Path):
    network = dli_unet(2)
    torch.save({"conv1.weight": Trap()}, tmp_path / "trap.pth")
    torch.save([torch.zeros(2)], tmp_path / "list.pth")
    torch.save({"epoch": 3}, tmp_path / "numbers.pth")
    (tmp_path / "noise.pth").write_bytes(b"no weights at all")
    (tmp_path / "empty.pth").write_bytes(b"")
    (tmp_path / "noise.safetensors").write_bytes(b"no weights at all")
    for name in ("trap.pth", "list.pth", "numbers.pth", "noise.pth", "empty.pth", "noise.safetensors"):
        with pytest.raises(ValueError, match=f"{name} holds something else than named tensors"):
            load_pretrained(network, tmp_path / name)
    with pytest.raises(FileNotFoundError):
        load_pretrained(network, tmp_path / "missing.pth")
    with pytest.raises(ValueError, match="no published weights for a Linear"):
        load_pretrained(nn.Linear(2, 2), tmp_path / "trap.pth")


@pytest.mark.parametrize(
    "encoder",
    [pytest.param("resnet18", marks=pytest.mark.slow("the other has branches to merge, too")), "tu-mobileone_s1"],
)
def test_an_exported_truncated_u_net_gives_what_the_network_gives(encoder: str, tmp_path: Path):
    network = with_lively_statistics(dli_unet(5, 1, encoder)).eval()
    exported = network.for_inference()
    frame = torch.randn(1, 1, 64, 64)
    with torch.inference_mode():
        ours = network(frame)
        assert (exported(frame) - ours).abs().max() <= 1e-5 * ours.abs().max()
    assert largest_difference_of_export(exported, tmp_path / "network.onnx") <= 1e-4


@pytest.mark.slow("takes minutes")
@pytest.mark.parametrize(
    "build",
    [
        *(pytest.param(lambda pair=pair: smp_network(4, 1, *pair), id="-".join(pair)) for pair in BASELINES),
        pytest.param(lambda: dli_unet(5, 1, "tu-resnest50d"), id="dli-resnest50d"),
        pytest.param(lambda: smp_network(2, 1, "unet", "convnext_atto"), id="unet-convnext_atto"),
        pytest.param(lambda: smp_network(2, 1, "unet", "pvt_v2_b0"), id="unet-pvt_v2_b0"),
    ],
)
def test_an_exported_baseline_gives_what_the_network_gives(build: Callable[[], BaselineNetwork], tmp_path: Path):
    network = with_lively_statistics(build()).for_inference()
    assert largest_difference_of_export(network, tmp_path / "network.onnx") <= 1e-4
