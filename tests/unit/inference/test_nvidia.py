"""Options for NVIDIA's providers, and fixed buffers. No GPU is needed: buffers are tried on the CPU's own device."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from onnx_models import blur_model, pixel_model

from inspector.core.messages import Code, ModelError
from inspector.inference import nvidia
from inspector.inference.backend import BackendChoice, Provider, ProviderReport, Tiles
from inspector.inference.model_file import check_file
from inspector.inference.nvidia import BoundBackend, cuda_options, engine_folder, open_on_gpu, tensorrt_options
from inspector.inference.onnx_runtime import CheckedFile, OnnxRuntimeBackend, cpu_session

CACHE = Path("cache")


@pytest.fixture(scope="module")
def blur(tmp_path_factory: pytest.TempPathFactory) -> CheckedFile:
    return check_file(blur_model(tmp_path_factory.mktemp("models") / "blur.onnx", 2))


def test_cuda_computes_in_32_bits_within_a_limit_unless_asked_otherwise():
    plain = {
        "gpu_mem_limit": "4294967296", "arena_extend_strategy": "kSameAsRequested",
        "cudnn_conv_algo_search": "HEURISTIC", "use_tf32": "0",
    }  # fmt: skip
    assert cuda_options(BackendChoice.parse("cuda")) == plain
    assert cuda_options(BackendChoice.parse("cuda:tf32")) == plain | {"use_tf32": "1"}
    assert cuda_options(BackendChoice.parse("cuda+graph")) == plain | {"enable_cuda_graph": "1"}


def test_tensorrt_builds_one_engine_for_every_tile_that_the_card_allows(blur: CheckedFile):
    plain = {
        "trt_max_workspace_size": "4294967296", "trt_fp16_enable": "0",
        "trt_engine_cache_enable": "1", "trt_engine_cache_path": "cache",
        "trt_timing_cache_enable": "1", "trt_timing_cache_path": "cache",
        "trt_profile_min_shapes": "frame:1x1x8x8",
        "trt_profile_opt_shapes": "frame:8x1x64x64",
        "trt_profile_max_shapes": "frame:8x1x64x64",
    }  # fmt: skip
    assert tensorrt_options(BackendChoice.parse("tensorrt"), blur, CACHE) == plain
    halved = tensorrt_options(BackendChoice.parse("tensorrt:f16+graph"), blur, CACHE)
    assert halved == plain | {"trt_fp16_enable": "1", "trt_cuda_graph_enable": "1"}


def test_a_file_for_one_shape_needs_no_profile_and_one_for_one_tile_a_profile_of_one(tmp_path: Path):
    fixed = check_file(pixel_model(tmp_path / "a.onnx", taken=(1, 1, 16, 16), given=(1, 3, 16, 16)))
    assert not [name for name in tensorrt_options(BackendChoice(Provider.TENSORRT), fixed, CACHE) if "profile" in name]
    single = check_file(pixel_model(tmp_path / "b.onnx", taken=(1, 1, "h", "w"), given=(1, 3, "h", "w")))
    options = tensorrt_options(BackendChoice(Provider.TENSORRT), single, CACHE)
    assert options["trt_profile_max_shapes"] == "frame:1x1x64x64"


def test_engines_of_another_file_precision_or_version_are_never_reused(blur: CheckedFile, tmp_path: Path):
    other = check_file(blur_model(tmp_path / "other.onnx", 1))
    folders = {
        engine_folder(BackendChoice.parse(word), file)
        for word in ("tensorrt", "tensorrt:f16", "tensorrt+graph") for file in (blur, other)
    }  # fmt: skip
    assert len(folders) == 6
    assert all(folder.name.endswith(onnxruntime.__version__) for folder in folders)


@pytest.mark.parametrize("provider", ["cuda", "tensorrt"])
def test_every_option_is_known_to_the_provider_library(blur: CheckedFile, provider: str):
    found = list(Path(onnxruntime.__file__).parent.glob(f"capi/*onnxruntime_providers_{provider}.*"))
    if not found:
        pytest.skip("this onnxruntime comes without NVIDIA's providers")
    content = found[0].read_bytes()
    if provider == "cuda":
        options = cuda_options(BackendChoice.parse("cuda:tf32+graph"))
    else:
        options = tensorrt_options(BackendChoice.parse("tensorrt:f16+graph"), blur, CACHE)
    assert [name for name in options if name.encode() not in content] == []
    assert b"no_such_option_of_ours" not in content


def test_the_session_is_asked_for_the_wanted_provider_first(
    blur: CheckedFile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    asked: list[list[str]] = []

    def create(onnx: bytes, providers: list[tuple[str, dict[str, str]]]) -> onnxruntime.InferenceSession:
        asked.append([name for name, _ in providers])
        return cpu_session(onnx)  # as ONNX Runtime does where a provider's libraries are missing

    monkeypatch.setattr(nvidia, "is_nvidia_driver_present", lambda: True)
    monkeypatch.setattr(nvidia, "_cuda_libraries_notice", lambda: "")
    monkeypatch.setattr(nvidia, "create_session", create)
    monkeypatch.setattr(nvidia, "engine_folder", lambda *_: tmp_path / "engines")
    assert open_on_gpu(blur, BackendChoice.parse("cuda")) == "its CUDA 13 or cuDNN 9 libraries were not found"
    told = open_on_gpu(blur, BackendChoice.parse("tensorrt:f16"))
    assert told == "its libraries (TensorRT 10 for CUDA 13) were not found"
    assert asked == [[nvidia.CUDA], [nvidia.TENSORRT, nvidia.CUDA]]
    assert (tmp_path / "engines").is_dir()


def test_without_a_driver_nothing_is_tried(blur: CheckedFile, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(nvidia, "is_nvidia_driver_present", lambda: False)
    monkeypatch.setattr(nvidia, "create_session", None)  # would fail
    assert open_on_gpu(blur, BackendChoice.parse("cuda")) == nvidia.NO_DRIVER


def bound(file: CheckedFile) -> BoundBackend:
    return BoundBackend(file, cpu_session(file.content.onnx), ProviderReport(Provider.CUDA, "buffers"), device="cpu")


def tiles(*shape: int, seed: int = 0) -> Tiles:
    return np.random.default_rng(seed).random(shape, np.float32)


def test_through_fixed_buffers_the_scores_are_the_same_and_stay_so(blur: CheckedFile):
    backend, plain = bound(blur), OnnxRuntimeBackend.on_cpu(blur)
    jobs = [tiles(n, 1, 16, 24, seed=seed) for seed, n in enumerate((2, 1, 2, 2, 1))]
    found = [backend.run(job) for job in jobs]  # kept: a later run must not write into an earlier answer
    for scores, job in zip(found, jobs, strict=True):
        assert np.array_equal(scores, plain.run(job))
    assert backend.n_bound == 2
    assert (backend.tiles_at_once, backend.n_streams) == (8, 1)


def test_shapes_beyond_the_last_graph_run_without_one(blur: CheckedFile, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(nvidia, "MAX_GRAPHS", 2)
    backend, plain = bound(blur), OnnxRuntimeBackend.on_cpu(blur)
    for side in (8, 16, 24, 8, 32):
        job = tiles(1, 1, side, side, seed=side)
        assert np.array_equal(backend.run(job), plain.run(job))
    assert backend.n_bound == 2


def test_threads_that_share_fixed_buffers_get_their_own_scores(blur: CheckedFile):
    backend, plain = bound(blur), OnnxRuntimeBackend.on_cpu(blur)
    jobs = [tiles(1, 1, 16, 16, seed=seed) for seed in range(40)]
    found: dict[int, Tiles] = {}

    def work(start: int) -> None:
        for number in range(start, len(jobs), 4):
            found[number] = backend.run(jobs[number])

    threads = [threading.Thread(target=work, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(found[number], plain.run(job)) for number, job in enumerate(jobs))


def test_what_fails_in_a_buffer_is_told(blur: CheckedFile):
    with pytest.raises(ModelError) as error:
        bound(blur).run(tiles(1, 2, 16, 16))
    assert error.value.message.code is Code.MODEL_FAILED
