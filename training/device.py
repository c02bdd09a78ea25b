"""Where a training computes: on an NVIDIA GPU or on the CPU, and in which numbers.

"auto"       the first GPU where PyTorch has one, else the CPU
"cpu"        the CPU
"cuda[:N]"   this GPU; where it is missing the run is refused, never moved to the CPU
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from inspector.core.messages import Code, TrainingError, message
from inspector.runs.request import Precision


@dataclass(frozen=True, slots=True)
class Device:
    """What a run computes on. ``name`` is the hardware's, for people.

    ``may_try_bf16``: False where it is known to be emulated; of processors a trial tells.
    """

    torch_device: torch.device
    name: str
    precision: Precision  # of the training steps; AUTO until a trial; validation and scores are 32-bit in any case
    may_try_bf16: bool = True

    def __str__(self) -> str:
        return self.name if self.precision is Precision.AUTO else f"{self.name}, {self.precision.value}"

    def autocast(self) -> torch.autocast:
        """For the forward pass of a step."""
        return torch.autocast(self.torch_device.type, torch.bfloat16, enabled=self.precision is Precision.BF16)


def open_device(wanted: str, precision: Precision) -> Device:
    """Raises TrainingError where the GPU that was asked for is not there."""
    device = choose_device(wanted, torch.cuda.device_count() if torch.cuda.is_available() else 0)
    if device.type == "cpu":
        return Device(device, "CPU", precision)
    # "f32" means 32 bits: by default cuDNN would round the inputs of convolutions to 10 bits of mantissa.
    torch.backends.cudnn.allow_tf32 = False
    capability = torch.cuda.get_device_capability(device)
    precision = precision_on_gpu(precision, capability)
    return Device(device, torch.cuda.get_device_name(device), precision, may_try_bf16=has_bf16(capability))


def choose_device(wanted: str, n_gpus: int) -> torch.device:
    """``n_gpus``: how many PyTorch can use. Raises TrainingError where the wanted one is not among them."""
    if wanted == "auto":
        return torch.device("cuda", 0) if n_gpus else torch.device("cpu")
    if wanted == "cpu":
        return torch.device("cpu")
    index = int(wanted.partition(":")[2] or 0)
    if index >= n_gpus:
        raise TrainingError(message(Code.TRAINING_DEVICE_MISSING, device=wanted, n_gpus=n_gpus))
    return torch.device("cuda", index)


def has_bf16(capability: tuple[int, int]) -> bool:
    """``capability``: NVIDIA's, (major, minor). GPUs before (8, 0) emulate bf16, more slowly than they compute f32."""
    return capability >= (8, 0)


def precision_on_gpu(wanted: Precision, capability: tuple[int, int]) -> Precision:
    """The wanted one, or f32 where it would be emulated."""
    return Precision.F32 if wanted is Precision.BF16 and not has_bf16(capability) else wanted


def keep_depthwise_in_32_bits(network: nn.Module) -> None:
    """From here on autocast leaves the depthwise layers of ``network`` alone, and copies of it keep to that.

    On a processor their backward pass in bf16 runs without the vector instructions, 4 to 11 times as long as in
    32 bits (measured with stride 2 and with 5x5), while dense layers halve their time.
    """
    for module in network.modules():
        if isinstance(module, nn.Conv2d) and module.groups > 1 and not isinstance(module, _In32Bits):
            kind = type(module)
            module.__class__ = type(kind.__name__, (_In32Bits, kind), {})


class _In32Bits(nn.Conv2d):
    def _conv_forward(self, x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        with torch.autocast(x.device.type, enabled=False):
            return super()._conv_forward(x.float(), weight, bias)  # type: ignore[no-any-return]
