"""A device for tests where no GPU is: it computes as the CPU does, and notices every tensor that was left there.

Its tensors say that they lie on "meta", which PyTorch computes nothing on, and hold their numbers themselves. An
operation of one with a tensor on the CPU fails, as it does on a GPU; copies between both are what they are there.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_flatten, tree_map

FAR = torch.device("meta")
_COPIES = ("aten._to_copy.default", "aten.copy_.default")


class FarTensor(Tensor):
    inner: Tensor

    @staticmethod
    def __new__(cls, inner: Tensor) -> FarTensor:
        made: FarTensor = Tensor._make_wrapper_subclass(  # type: ignore[attr-defined]  # noqa: SLF001
            cls, inner.size(), strides=inner.stride(), storage_offset=inner.storage_offset(), dtype=inner.dtype,
            device=FAR,
        )  # fmt: skip
        made.inner = inner
        return made

    def __repr__(self) -> str:  # type: ignore[override]
        return f"far {self.inner!r}"

    @classmethod
    def __torch_dispatch__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        return computed(func, args, kwargs or {})


class FarDevice(TorchDispatchMode):
    """While it is entered, by this thread, tensors can be moved to ``FAR`` and made there."""

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        return computed(func, args, kwargs or {})


def computed(func: Any, args: Any, kwargs: dict[str, Any]) -> Any:
    tensors = [one for one in tree_flatten((args, kwargs))[0] if isinstance(one, Tensor)]
    far = [one for one in tensors if isinstance(one, FarTensor)]
    near = [one for one in tensors if not isinstance(one, FarTensor)]
    wanted = kwargs.get("device")
    if far and str(func) not in _COPIES:
        assert not [one for one in near if one.ndim], f"{func} got a tensor that was left on the CPU"
    if wanted is not None:
        kwargs = {**kwargs, "device": torch.device("cpu")}
    is_far = torch.device(wanted).type == FAR.type if wanted is not None else bool(far)
    if str(func) == "aten.copy_.default":
        is_far = isinstance(args[0], FarTensor)
    wrappers = {id(one.inner): one for one in far}

    def near_of(one: Any) -> Any:
        return one.inner if isinstance(one, FarTensor) else one

    def far_of(one: Any) -> Any:
        if not isinstance(one, Tensor):
            return one
        wrapper = wrappers.get(id(one))
        return FarTensor(one) if wrapper is None else wrapper

    found = func(*tree_map(near_of, args), **tree_map(near_of, kwargs))
    return tree_map(far_of, found) if is_far else found
