"""Which providers run networks here, found by trying."""

from __future__ import annotations

from pathlib import Path

from inspector.core.messages import Code
from inspector.inference.backend import Provider
from inspector.inference.provider_trials import N_RUNS, ProviderFinding, RuntimeFinding, try_providers
from tests.tiny_model import write_tiny_model


def test_every_provider_is_tried_and_the_cpu_runs(tmp_path: Path, monkeypatch):
    from inspector.inference.predictor import Predictor

    predicted = []
    original = Predictor.predict
    monkeypatch.setattr(
        Predictor, "predict", lambda self, frame, bits: (predicted.append(frame.shape), original(self, frame, bits))[1]
    )
    cpu, cuda = try_providers(write_tiny_model(tmp_path / "tiny.onnx"))
    assert (cpu.provider, cuda.provider) == (Provider.CPU, Provider.CUDA)
    first = cpu.runtimes[0]
    assert (first.runtime, first.is_used, first.failure) == (Provider.CPU, True, None)
    assert first.ms_per_frame is not None
    assert first.mpx_per_s is not None
    assert cuda.best.is_used or cuda.best.detail, "if it is not used, it says why"
    n_used = sum(runtime.is_used for finding in (cpu, cuda) for runtime in finding.runtimes)
    assert predicted == [(256, 448)] * N_RUNS * n_used, "a trial takes a moment: few frames, and small ones"


def test_a_model_that_cannot_be_opened_is_the_reason(tmp_path: Path):
    for finding in try_providers(tmp_path / "gone.onnx"):
        assert not finding.best.is_used
        assert finding.best.failure is not None
        assert finding.best.failure.code is Code.MODEL_MISSING


def test_the_best_runtime_is_the_fastest_that_works():
    slow, fast = (RuntimeFinding(Provider.CPU, True, ms_per_frame=ms) for ms in (9.0, 3.0))
    absent = RuntimeFinding(Provider.OPENVINO, False, "not installed")
    assert ProviderFinding(Provider.CPU, (slow, absent, fast)).best is fast
    assert ProviderFinding(Provider.CPU, (absent, RuntimeFinding(Provider.CPU, False))).best is absent
