"""A balanced snapshot: a dataset version with injected frames beside its own, as immutable as any other.

Counts are those of the train split, the only one that gives donors and hosts. What is balanced is a choice: pictures,
instances, pixels, or instances of each size band. A host gives its clean frame to a new sample, named after it, of the
same group; its own clean frame stays. Which host gets what depends on the seed and the version alone.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from itertools import count
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.frame import Pixels
from inspector.core.messages import Code, DatasetError, message
from inspector.core.size_bands import SizeBands
from inspector.datasets.balancing.blending import Bytes
from inspector.datasets.balancing.donors import Donor, cut_donors, refuse_leak
from inspector.datasets.balancing.injecting import Rejected, inject
from inspector.datasets.balancing.quotas import Stop, evenness, quotas
from inspector.datasets.balancing.rules import Rules
from inspector.datasets.version import DatasetVersion, NewSample, Origin, Sample, Split, derive_version

HOSTS_TRIED = 4  # per injection, before it is given up
Report = Callable[[int, int], None]


class Unit(StrEnum):
    """What is counted, and made even."""

    PICTURES = "pictures"
    INSTANCES = "instances"
    PIXELS = "pixels"
    SIZE_BANDS = "size-bands"  # instances of every class and band


@dataclass(frozen=True, slots=True)
class Wish:
    """How a snapshot shall be balanced.

    ``target``: wished mix by class name, empty for an even one. ``hosts_share``: of the clean frames that may be used.
    ``per_host``: injections into one frame.
    """

    unit: Unit = Unit.PICTURES
    target: Mapping[str, float] = field(default_factory=dict)
    hosts_share: float = 1.0
    per_host: int = 1
    bands_px: tuple[float, ...] = (16.0, 32.0, 64.0)
    rules: Rules = field(default_factory=Rules)
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.hosts_share <= 1 or self.per_host < 1:
            raise ValueError("hosts_share is a share, 0 to 1, and per_host at least 1")
        if any(share < 0 for share in self.target.values()):
            raise ValueError("the target holds shares of 0 or more")


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    """What is made even: a class, or a class and a size band."""

    class_index: int
    name: str
    donors: list[Donor]
    amount: float
    amount_of_one: float


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What a snapshot would do, before anything is written."""

    names: tuple[str, ...]  # of the classes, or of classes and bands
    before: tuple[float, ...]
    after: tuple[float, ...]
    n_injections: tuple[int, ...]
    n_hosts: int  # frames without a defect in the train split
    n_hosts_used: int
    without_donors: tuple[str, ...]
    _keys: tuple[_Key, ...] = ()
    _hosts: tuple[Sample, ...] = ()

    @property
    def evenness(self) -> tuple[float, float]:
        """Before and after; 1 is even."""
        return evenness(self.before), evenness(self.after)


@dataclass(frozen=True, slots=True)
class Outcome:
    version: DatasetVersion
    n_injected: Mapping[str, int]  # per name of the plan
    n_given_up: Mapping[str, int]
    rejected: Mapping[str, Mapping[str, int]]  # draws not taken, per name and reason


def plan_snapshot(version: DatasetVersion, wish: Wish, report: Report = lambda done, total: None) -> Plan:
    """Count, cut donors, and fill up the rarest. ``report`` takes frames read and in all.

    Raises DatasetError for a target of an unknown class, a version without a defect, and one without a clean frame.
    """
    training = version.of_split(Split.TRAIN)
    refuse_leak(training, version.of_split(Split.VAL) + version.of_split(Split.TEST), version.folder)
    unknown = sorted(set(wish.target) - set(version.class_names[1:]))
    if unknown:
        raise _refusal(version, f"the target names {', '.join(unknown)}, which are no classes of it")
    defects: list[Donor] = []
    hosts = []
    for done, sample in enumerate(training):
        report(done, len(training))
        if any(sample.n_pixels[1:]):
            pixels, class_map = version.read(sample)
            defects += cut_donors(eight_bit(pixels), class_map, sample.name, sample.group)
        elif sample.n_pixels[BACKGROUND_INDEX] and sample.origin is Origin.REAL:
            hosts.append(sample)
    report(len(training), len(training))
    if not defects:
        raise _refusal(version, "its train split holds no defect that could be injected")
    if not hosts:
        raise _refusal(version, "its train split holds no frame without a defect, which injections need")
    keys = list(_keys_of(version, training, defects, wish))
    draw = np.random.default_rng(wish.seed)
    n_used = int(len(hosts) * wish.hosts_share)
    chosen = tuple(hosts[k] for k in draw.permutation(len(hosts))[:n_used])
    share = {
        key.name: wish.target.get(version.class_names[key.class_index], 0.0 if wish.target else 1.0) for key in keys
    }
    given = quotas(
        [key.amount for key in keys], n_used * wish.per_host, stop=Stop.WHEN_EVEN,
        target=[share[key.name] if key.donors else 0.0 for key in keys],
        amount_of_one=[key.amount_of_one for key in keys],
    )  # fmt: skip
    return Plan(
        names=tuple(key.name for key in keys), before=tuple(key.amount for key in keys),
        after=tuple(key.amount + n * key.amount_of_one for key, n in zip(keys, given, strict=True)),
        n_injections=given, n_hosts=len(hosts), n_hosts_used=min(n_used, -(-sum(given) // wish.per_host)),
        without_donors=tuple(key.name for key in keys if not key.donors), _keys=tuple(keys), _hosts=chosen,
    )  # fmt: skip


def write_snapshot(
    folder: Path, version: DatasetVersion, wish: Wish, plan: Plan, report: Report = lambda done, total: None
) -> Outcome:
    """The plan of this version and wish, carried out. It appears whole or not at all.

    Raises as ``derive_version``, and whatever ``report`` raises, to cancel.
    """
    injected, given_up = Counter[str](), Counter[str]()
    rejected: dict[str, Counter[Rejected]] = {name: Counter() for name in plan.names}
    names = {sample.name for sample in version.samples}

    def sample_of(host: Sample, tasks: Sequence[_Task], failed: list[_Task]) -> NewSample | None:
        pixels, class_map = version.read(host)
        picture = eight_bit(pixels)
        made = []
        for task in tasks:
            draw = np.random.default_rng((wish.seed, task.number, task.n_tried))
            rules, counts = wish.rules[task.key.class_index], rejected[task.key.name]
            one = inject(picture, class_map, host.name, task.key.donors, rules, draw, counts)
            if one is None:
                failed.append(replace(task, n_tried=task.n_tried + 1))
                continue
            injected[task.key.name] += 1
            picture, class_map = one.pixels, one.class_map
            made.append({**asdict(one.injection), "seed": [wish.seed, task.number, task.n_tried]})
        if not made:
            return None
        _, encoded = cv2.imencode(".png", picture if picture.ndim == 2 else picture[..., ::-1])
        name = next(name for n in count(1) if (name := f"{host.name}__injected{n}") not in names)
        return NewSample(
            name, encoded.tobytes(), ".png", class_map, host.group, Split.TRAIN, Origin.INJECTED,
            json.dumps(made, ensure_ascii=False),
        )  # fmt: skip

    def added() -> Iterator[NewSample]:
        waiting: deque[_Task] = deque(_tasks(plan, wish))
        for host in plan._hosts:
            failed: list[_Task] = []
            tasks = [waiting.popleft() for _ in range(min(wish.per_host, len(waiting)))]
            new = sample_of(host, tasks, failed) if tasks else None
            for task in failed:  # the donors of its class may fit another host
                if task.n_tried < HOSTS_TRIED:
                    waiting.append(task)
                else:
                    given_up[task.key.name] += 1
            if new is not None:
                yield new
        given_up.update(task.key.name for task in waiting)

    made = derive_version(
        folder, version, version.samples, name=folder.name,
        source=f"{version.source} Balanced by {wish.unit.value} from {version.name} {version.id}, seed {wish.seed}.",
        added=added(), n_added=plan.n_hosts_used, report=report,
    )  # fmt: skip
    return Outcome(
        made, dict(injected), dict(given_up),
        {name: {reason.value: n for reason, n in sorted(counts.items())} for name, counts in rejected.items()},
    )  # fmt: skip


def eight_bit(pixels: Pixels) -> Bytes:
    """Grey or colour of 8 bits; of 16 bits the upper ones, as training takes them."""
    if pixels.dtype == np.uint16:
        return (pixels >> 8).astype(np.uint8)
    return np.asarray(pixels, np.uint8)


def _refusal(version: DatasetVersion, detail: str) -> DatasetError:
    return DatasetError(message(Code.DATASET_BROKEN, path=str(version.folder), detail=detail))


def _keys_of(
    version: DatasetVersion, training: Sequence[Sample], defects: Sequence[Donor], wish: Wish
) -> Iterator[_Key]:
    """All defects count; only those of real frames give donors, else copies of copies would spread."""
    real = {sample.name for sample in training if sample.origin is not Origin.INJECTED}
    bands = SizeBands(wish.bands_px)
    for class_index, class_name in enumerate(version.class_names):
        if class_index == BACKGROUND_INDEX:
            continue
        of_class = [defect for defect in defects if defect.class_index == class_index]
        donors = [defect for defect in of_class if defect.frame_name in real]
        areas: npt.NDArray[np.int64] = np.array([defect.area_px for defect in of_class], np.int64)
        if wish.unit is Unit.PICTURES:
            n_pictures = sum(bool(sample.n_pixels[class_index]) for sample in training)
            yield _Key(class_index, class_name, donors, n_pictures, 1.0)
        elif wish.unit is Unit.INSTANCES:
            yield _Key(class_index, class_name, donors, len(of_class), 1.0)
        elif wish.unit is Unit.PIXELS:
            mean = float(np.mean([donor.area_px for donor in donors])) if donors else 1.0
            yield _Key(class_index, class_name, donors, float(areas.sum()), mean)
        else:
            band_of = bands.of(areas)
            for band, band_name in enumerate(bands.names):
                of_band = [one for one, own in zip(of_class, band_of, strict=True) if own == band]
                of_real = [one for one in of_band if one.frame_name in real]
                yield _Key(class_index, f"{class_name}, {band_name}", of_real, len(of_band), 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """One injection to be made."""

    number: int
    key: _Key
    n_tried: int = 0  # hosts


def _tasks(plan: Plan, wish: Wish) -> Iterator[_Task]:
    """All injections, classes mixed."""
    wanted = [key for key, n in zip(plan._keys, plan.n_injections, strict=True) for _ in range(n)]
    for number, place in enumerate(np.random.default_rng((wish.seed, 1)).permutation(len(wanted))):
        yield _Task(number, wanted[place])
