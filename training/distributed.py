"""One run in several processes: each computes its views of the same batch, and all make the same step.

    rank 0 .. n - 1, each with the whole network
      batch      built by one rank in turn, given to all: it follows from (seed, step), so it is that of one process
      forward    own views only; norms with the statistics of the whole batch (synced_norms.py)
      loss       of the maps of all ranks: each has the whole loss, whatever its terms, and the gradient of its own maps
      gradients  added up over the ranks: those of the whole batch, the same bits on every rank
      told       rank 0 alone hears, plans, validates, saves; what follows from that, it tells the others

Where rank 0 does something alone, the others wait in ``told``; so that is where they learn that it ends as asked. A
rank that is lost ends the others with RankLost, and whoever started them starts them again (several.py): they go on
from the last checkpoint, as every run does.
"""

from __future__ import annotations

import io
import json
import os
import socket
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch._C._distributed_c10d import Store, TCPStore  # torch.distributed gives them without saying so

from inspector.runs.control import AskedToEnd, Control
from training.batches import Made
from training.device import Device
from training.tensors import TensorBatch

LIMIT = timedelta(days=365)  # a pause may last as long, with the others waiting; a rank that died is noticed at once
_ENDS = -1  # in the place of a number of bytes: rank 0 ends as asked
_LOOPBACK = "127.0.0.1"

Maps = TypeVar("Maps", Tensor, tuple[Tensor, ...])


class RankLost(Exception):  # noqa: N818  an event: whoever started the ranks starts them again
    """Another rank is gone: it was killed, or it failed and says so itself."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """This process among those of its run. Of one alone, all that it does is nothing."""

    rank: int = 0
    n: int = 1
    n_on_this_pc: int = 1
    local_rank: int = 0  # among those on this PC

    @property
    def is_first(self) -> bool:
        """The one that hears, plans, validates, writes and scores."""
        return self.rank == 0

    @property
    def are_many(self) -> bool:
        return self.n > 1

    # --- what rank 0 tells

    def told(self, number: int) -> int:
        """What rank 0 says, on every rank. Raises AskedToEnd on the others where rank 0 ends as asked."""
        return number if not self.are_many else int(self._told(str(number).encode()))

    def told_state(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Tensors and plain values of rank 0. Raises as ``told``."""
        return dict(state) if not self.are_many else _unpacked(self._told(_packed(state) if self.is_first else b""))

    def end_as_asked(self) -> None:
        """By rank 0, when it was asked while the others wait in ``told``."""
        if self.are_many and dist.is_initialized():
            with _others():
                dist.broadcast(torch.tensor([_ENDS]), 0)

    def _told(self, content: bytes) -> bytes:
        told = self._from(0, content)
        if told is None:
            raise AskedToEnd(Control.STOP)
        return told

    def _from(self, rank: int, content: bytes) -> bytes | None:
        """None where rank 0 ends as asked."""
        n_bytes = torch.tensor([len(content)])
        with _others():
            dist.broadcast(n_bytes, rank)
            if n_bytes.item() == _ENDS:
                return None
            sent = torch.empty(int(n_bytes.item()), dtype=torch.uint8)
            if rank == self.rank:
                sent[:] = torch.frombuffer(bytearray(content), dtype=torch.uint8)
            dist.broadcast(sent, rank)
        return sent.numpy().tobytes()

    # --- batches

    def own_steps(self, steps: range) -> range:
        """Those of which this rank builds the batch."""
        first = steps.start + (self.rank - steps.start) % self.n
        return range(first, steps.stop, self.n)

    def shared(self, own: Iterable[TensorBatch], steps: range) -> Iterator[TensorBatch]:
        """The whole batch of each step on every rank. ``own``: those of ``own_steps``."""
        if not self.are_many:
            yield from own
            return
        built = iter(own)
        for step in steps:
            owner = step % self.n
            yield self._batch_from(owner, next(built) if owner == self.rank else None)

    def _batch_from(self, owner: int, built: TensorBatch | None) -> TensorBatch:
        facts: dict[str, Any] = {}
        if built is not None:
            made = [[[index, why, n] for (index, why), n in of.items()] for of in built.made]
            facts = {"inputs": list(built.inputs.shape), "targets": list(built.targets.shape), "made": made}
        sent = self._from(owner, json.dumps(facts).encode() if built is not None else b"")
        assert sent is not None  # no rank ends by a batch
        if built is None:
            facts = json.loads(sent)
            inputs, targets = torch.empty(facts["inputs"]), torch.empty(facts["targets"], dtype=torch.uint8)
            pools = (Made({(index, why): n for index, why, n in of}) for of in facts["made"])
            built = TensorBatch(inputs, targets, tuple(pools))
        with _others():
            dist.broadcast(built.inputs, owner)
            dist.broadcast(built.targets, owner)
        return built

    def part(self, whole: Tensor) -> Tensor:
        """This rank's views of a batch (N, …), of which there are at least as many as ranks."""
        return whole[self._rows(len(whole))]

    def part_of(self, batch: TensorBatch) -> TensorBatch:
        return TensorBatch(self.part(batch.inputs), self.part(batch.targets), batch.made) if self.are_many else batch

    def _rows(self, n_views: int) -> slice:
        return slice(n_views * self.rank // self.n, n_views * (self.rank + 1) // self.n)

    # --- a step

    @contextmanager
    def drawing(self, seed: int, step: int, device: Device) -> Iterator[None]:
        """Around the forward pass: what a network draws at random differs by rank, and after it all ranks draw the
        same again."""
        if not self.are_many:
            yield
            return
        with torch.random.fork_rng([device.torch_device] if device.is_gpu else []):
            torch.manual_seed(zlib.crc32(f"{seed} {step} {self.rank}".encode()))
            yield

    def whole(self, own: Maps, n_views: int) -> Maps:
        """The maps of the whole batch of ``n_views``, in 32 bits; the gradient is that of this rank's own."""
        if not self.are_many:
            return own
        if isinstance(own, tuple):
            return tuple(self._whole(each, n_views) for each in own)
        return self._whole(own, n_views)

    def _whole(self, own: Tensor, n_views: int) -> Tensor:
        rows = self._rows(n_views)
        own = own.float()
        whole = own.new_zeros((n_views, *own.shape[1:]))
        whole[rows] = own.detach()
        with _others():
            dist.all_reduce(whole)
        return torch.cat([whole[: rows.start], own, whole[rows.stop :]])

    def add_gradients(self, network: nn.Module) -> None:
        """Of all ranks, on each: the sum, as each has the gradient of its own views of the whole loss."""
        if not self.are_many:
            return
        gradients = [p.grad for p in network.parameters() if p.grad is not None]
        flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
        with _others():
            dist.all_reduce(flat)
        for gradient, of_all in zip(gradients, torch.split(flat, [g.numel() for g in gradients]), strict=True):
            gradient.copy_(of_all.view(gradient.shape))

    def stacked(self, own: Tensor) -> Tensor:
        """(…) of each rank -> (n, …), on every rank."""
        stacked = own.new_zeros((self.n, *own.shape))
        stacked[self.rank] = own
        self.add(stacked)
        return stacked

    def add(self, tensor: Tensor) -> None:
        """The sum over the ranks, in its place."""
        if self.are_many:
            with _others():
                dist.all_reduce(tensor)

    # --- now and then

    def check_same(self, network: nn.Module) -> None:
        """Raises ValueError where the ranks have come to different weights, which nothing should bring about."""
        if not self.are_many:
            return
        found = 0
        for tensor in network.state_dict().values():
            found = zlib.crc32(tensor.detach().cpu().contiguous().numpy().tobytes(), found)
        of_all = self.stacked(torch.tensor([found]))
        if int(of_all.min()) != int(of_all.max()):
            raise ValueError(
                "its processes have come to different weights: memory or a GPU of this PC computes wrongly. Started "
                "again, the run goes on from its last checkpoint"
            )

    @contextmanager
    def with_all_threads(self) -> Iterator[None]:
        """While the others wait, their threads are to be had."""
        n_before = torch.get_num_threads()
        torch.set_num_threads(n_before * self.n_on_this_pc)
        try:
            yield
        finally:
            torch.set_num_threads(n_before)

    def leave(self) -> None:
        """Nothing is done together from here on."""
        if self.are_many and dist.is_initialized():
            dist.destroy_process_group()


ALONE = Ranks()


def joined(*, is_on_gpus: bool) -> Ranks:
    """Of a process that an elastic agent has started, when all others have come here too."""
    names = ("RANK", "WORLD_SIZE", "LOCAL_WORLD_SIZE", "LOCAL_RANK")
    rank, n, n_on_this_pc, local_rank = (int(os.environ[name]) for name in names)
    if n == n_on_this_pc and sys.platform == "linux":  # then nothing is heard from outside
        os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
        os.environ.setdefault("NCCL_SOCKET_IFNAME", "lo")
    backend = "cpu:gloo,cuda:nccl" if is_on_gpus else "gloo"
    with _others():
        if os.environ["MASTER_ADDR"] == _LOOPBACK and os.environ.get("TORCHELASTIC_USE_AGENT_STORE") != str(True):
            store = _store_on_loopback(rank, n, int(os.environ["MASTER_PORT"]))
            dist.init_process_group(backend, store=store, rank=rank, world_size=n, timeout=LIMIT)
        else:
            dist.init_process_group(backend, timeout=LIMIT)
    return Ranks(rank, n, n_on_this_pc, local_rank)


def _store_on_loopback(rank: int, n: int, port: int) -> Store:
    """Where ranks find each other. Of its own accord PyTorch would listen on every network of the PC."""
    listening = None
    if rank == 0:
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((_LOOPBACK, port))
        except OSError as error:  # another program was faster; the next start is given another port
            raise RankLost(str(error)) from error
        listening.listen()
    return TCPStore(
        _LOOPBACK, port, n, is_master=rank == 0, timeout=LIMIT, wait_for_workers=False,
        master_listen_fd=None if listening is None else listening.detach(),
    )  # fmt: skip


@contextmanager
def _others() -> Iterator[None]:
    """Raises RankLost where one of them does not answer any more."""
    try:
        yield
    except RuntimeError as error:
        raise RankLost(str(error)) from error


def _packed(state: Mapping[str, Any]) -> bytes:
    content = io.BytesIO()
    torch.save(dict(state), content)
    return content.getvalue()


def _unpacked(content: bytes) -> dict[str, Any]:
    """Without unpickling code: other ranks may be other PCs."""
    state: dict[str, Any] = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    return state
