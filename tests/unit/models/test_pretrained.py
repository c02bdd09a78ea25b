"""Weights to begin with: files that hold none are refused in words, and the user's caches are looked into by name."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path

import pytest
import timm
import torch
from safetensors.torch import save_file

import models
from models.nadinet.backbones import DenseNet201, ResNet34, Vgg16
from models.pretrained import cached_file, load_pretrained
from models.registry import REGISTRY


class NotATensor:
    """Something that only a loader which runs code would read."""


def zipped(content: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("notes.txt", content)
    return archive.getvalue()


def saved(content: object) -> bytes:
    written = io.BytesIO()
    torch.save(content, written)
    return written.getvalue()


@pytest.mark.parametrize("network", ["unet-resnet18", "nadinet-r"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.pth", b"hello world, these are no weights"),
        ("sentence.pth", b"this is a text file\n"),
        ("table.csv", b"name,value\n1,2\n"),
        ("word.pth", b"XML"),
        ("page.pth", b"<!DOCTYPE html><html><body>404</body></html>"),
        ("empty.pth", b""),
        ("archive.pth", zipped(b"hello")),
        ("half.pth", saved({"conv1.weight": torch.zeros(64, 3, 7, 7)})[:-300]),
        ("code.pth", pickle.dumps(NotATensor(), protocol=2)),
        ("numbers.pth", saved({1: torch.zeros(2), 2: torch.zeros(2)})),
        ("pairs.pth", saved({(1, 2): torch.zeros(2)})),
        ("list.pth", saved([torch.zeros(2)])),
        ("epoch.pth", saved({"epoch": 3})),
        ("text.safetensors", b"not weights at all"),
        ("empty.safetensors", b""),
    ],
)
def test_a_file_without_weights_is_refused_in_our_own_words(network: str, name: str, content: bytes, tmp_path: Path):
    (tmp_path / name).write_bytes(content)
    with torch.device("meta"):
        fresh = models.build(network, n_classes=2, in_channels=1)
    with pytest.raises(ValueError, match=rf"^{name} holds something else than named tensors$"):
        load_pretrained(fresh, tmp_path / name)


def test_a_missing_file_and_a_network_without_published_weights_are_refused(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match=r"missing\.pth"):
        load_pretrained(models.build("unet-resnet18", n_classes=2), tmp_path / "missing.pth")
    for look in (lambda: load_pretrained(models.build("a-net", n_classes=2), tmp_path / "missing.pth"),
                 lambda: cached_file(models.build("a-net", n_classes=2))):  # fmt: skip
        with pytest.raises(ValueError, match="no published weights for a ANet"):
            look()


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Empty caches of torch and of Hugging Face."""
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path / "torch"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hf"))
    (tmp_path / "torch" / "checkpoints").mkdir(parents=True)
    return tmp_path


def in_hugging_face(caches: Path, repository: str, revision: str = "0123abcd") -> Path:
    """An empty file where Hugging Face's library keeps the weights of a repository."""
    place = caches / "hf" / f"models--{repository.replace('/', '--')}"
    file = place / "snapshots" / revision / "model.safetensors"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"")
    (place / "refs").mkdir()
    (place / "refs" / "main").write_text(revision)
    return file


@pytest.mark.parametrize(
    ("network", "name"),
    [
        ("unet-resnet18", "resnet18-f37072fd.pth"),
        ("nadinet-v", "vgg16_bn-6c64b313.pth"),
        ("nadinet-r", "resnet34-b627a593.pth"),
        ("nadinet-d", "densenet201-c1103571.pth"),
    ],
)
def test_torchs_cache_is_looked_into(caches: Path, network: str, name: str):
    with torch.device("meta"):
        fresh = models.build(network, n_classes=2)
    with pytest.raises(ValueError, match=r"this PC holds no weights for this encoder; looked for .*Nothing is fetched"):
        cached_file(fresh)
    (caches / "torch" / "checkpoints" / "resnet50-0676ba61.pth").write_bytes(b"")  # of another
    file = caches / "torch" / "checkpoints" / name
    file.write_bytes(b"")
    assert cached_file(fresh) == file


def test_the_cache_of_hugging_face_is_looked_into(caches: Path):
    fresh = models.build("dli-unet-resnest50d", n_classes=2)
    with pytest.raises(ValueError, match=r"timm/resnest50d\.in1k of Hugging Face"):
        cached_file(fresh)
    file = in_hugging_face(caches, "timm/resnest50d.in1k")
    assert cached_file(fresh) == file


def test_the_librarys_own_revision_is_looked_for(caches: Path):
    import segmentation_models_pytorch as smp

    known = smp.encoders.encoders["resnet34"]["pretrained_settings"]["imagenet"]
    file = in_hugging_face(caches, known["repo_id"], known["revision"])
    assert cached_file(models.build("unet-resnet34", n_classes=2)) == file


def test_of_several_files_the_user_names_one(caches: Path):
    for name in ("resnet18-f37072fd.pth", "resnet18-5c106cde.pth"):
        (caches / "torch" / "checkpoints" / name).write_bytes(b"")
    with pytest.raises(ValueError, match=r"several files .* name one: .*resnet18-5c106cde.*resnet18-f37072fd"):
        cached_file(models.build("unet-resnet18", n_classes=2))


def test_torchvisions_names_are_those_of_this_version():
    from torchvision.models import DenseNet201_Weights, ResNet34_Weights, VGG16_BN_Weights

    weights = {Vgg16: VGG16_BN_Weights, ResNet34: ResNet34_Weights, DenseNet201: DenseNet201_Weights}
    for backbone, published in weights.items():
        assert published.IMAGENET1K_V1.url.endswith(f"/{backbone.published}")


def test_what_is_found_in_a_cache_fills_the_encoder(caches: Path):
    whole = timm.create_model("resnest50d", pretrained=False).state_dict()
    file = in_hugging_face(caches, "timm/resnest50d.in1k")
    save_file(whole, file)
    network = models.build("dli-unet-resnest50d", n_classes=2)
    load_pretrained(network, cached_file(network))
    assert torch.equal(network.encoder.state_dict()["model.layer1.0.conv1.weight"], whole["layer1.0.conv1.weight"])


def test_every_network_names_the_licences_of_its_code_and_of_its_weights():
    for entry in REGISTRY.values():
        assert entry.licence, entry.name
        assert entry.weights, entry.name
        assert entry.reference, entry.name
    # timm says under what its weights are
    for name, words in (
        ("resnest50d", "Apache-2.0"),
        ("pvt_v2_b0", "Apache-2.0"),
        ("mobileone_s1", "MobileOne licence"),
    ):
        (entry,) = [entry for entry in REGISTRY.values() if name.replace("_", "-") in entry.name.replace("_", "-")]
        assert words in entry.weights
        assert (timm.get_pretrained_cfg(name).license == "apache-2.0") == (words == "Apache-2.0")
