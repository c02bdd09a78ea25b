"""A balanced snapshot: a dataset version with injected frames beside its own, as immutable as any other.

Counts are those of the train split, the only one that gives donors and hosts. What is balanced is a choice: pictures,
instances, pixels, or instances of each size band. A host gives its clean frame to a new sample, named after it, of the
same group; its own clean frame stays. Which host gets what depends on the seed and the version alone.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.balancing import BalanceSettings, Unit
from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.size_bands import SizeBands
from inspector.datasets.balancing.donors import Donor
from inspector.datasets.balancing.injecting import Rejected, inject
from inspector.datasets.balancing.quotas import Stop, evenness, quotas
from inspector.datasets.balancing.survey import Host, Report, Survey, refusal
from inspector.datasets.version import DatasetVersion, Derivation, NewSample, Origin, Split, derive_version

HOSTS_TRIED = 4  # per injection, before it is given up


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
    _hosts: tuple[Host, ...] = ()

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


def plan_snapshot(survey: Survey, settings: BalanceSettings) -> Plan:
    """Fill up the rarest, without reading anything.

    Raises DatasetError for a target of an unknown class, a version without a defect, and one without a clean frame.
    """
    version = survey.version
    unknown = sorted(set(settings.target) - set(version.class_names[1:]))
    if unknown:
        raise refusal(version, f"the target names {', '.join(unknown)}, which are no classes of it")
    if not survey.defects:
        raise refusal(version, "its train split holds no defect that could be injected")
    n_hosts = len(survey.hosts) + (len(survey.crops) if settings.uses_crops else 0)
    if not n_hosts:
        offer = f"; {len(survey.crops)} frames have clean parts that could be used instead" if survey.crops else ""
        raise refusal(version, f"its train split holds no frame without a defect, which injections need{offer}")
    keys = list(_keys_of(survey, settings))
    chosen = survey.hosts_for(settings)
    share = {
        key.name: settings.target.get(version.class_names[key.class_index], 0.0 if settings.target else 1.0)
        for key in keys
    }
    given = quotas(
        [key.amount for key in keys], len(chosen) * settings.per_host, stop=Stop.WHEN_EVEN,
        target=[share[key.name] if key.donors else 0.0 for key in keys],
        amount_of_one=[key.amount_of_one for key in keys],
    )  # fmt: skip
    return Plan(
        names=tuple(key.name for key in keys), before=tuple(key.amount for key in keys),
        after=tuple(key.amount + n * key.amount_of_one for key, n in zip(keys, given, strict=True)),
        n_injections=given, n_hosts=n_hosts, n_hosts_used=min(len(chosen), -(-sum(given) // settings.per_host)),
        without_donors=tuple(key.name for key in keys if not key.donors), _keys=tuple(keys), _hosts=tuple(chosen),
    )  # fmt: skip


def write_snapshot(
    folder: Path, survey: Survey, settings: BalanceSettings, plan: Plan, report: Report = lambda done, total: None
) -> Outcome:
    """The plan of this survey and settings, carried out. It appears whole or not at all.

    Raises as ``derive_version``, and whatever ``report`` raises, to cancel.
    """
    version = survey.version
    injected, given_up = Counter[str](), Counter[str]()
    rejected: dict[str, Counter[Rejected]] = {name: Counter() for name in plan.names}
    names = {sample.name for sample in version.samples}

    def sample_of(host: Host, tasks: Sequence[_Task], failed: list[_Task]) -> NewSample | None:
        read, class_map = survey.read(host)
        pixels, bits = read.pixels, read.bits
        made = []
        for task in tasks:
            rng = np.random.default_rng((settings.seed, task.number, task.n_tried))
            rules = settings.rules[version.class_names[task.key.class_index]]
            counts = rejected[task.key.name]
            one = inject(pixels, class_map, host.name, task.key.donors, rules, rng, counts, bits=bits)
            if one is None:
                failed.append(replace(task, n_tried=task.n_tried + 1))
                continue
            injected[task.key.name] += 1
            pixels, class_map = one.pixels, one.class_map
            made.append({**asdict(one.injection), "seed": [settings.seed, task.number, task.n_tried]})
        if not made:
            return None
        _, encoded = cv2.imencode(".png", pixels if pixels.ndim == 2 else pixels[..., ::-1])
        name = next(name for n in count(1) if (name := f"{host.name}__injected{n}") not in names)
        names.add(name)
        return NewSample(
            name, encoded.tobytes(), ".png", class_map, host.sample.group, Split.TRAIN, Origin.INJECTED,
            json.dumps(made, ensure_ascii=False), bits,
        )  # fmt: skip

    def added() -> Iterator[NewSample]:
        waiting: deque[_Task] = deque(_tasks(plan, settings))
        for host in plan._hosts:
            failed: list[_Task] = []
            tasks = [waiting.popleft() for _ in range(min(settings.per_host, len(waiting)))]
            new = sample_of(host, tasks, failed) if tasks else None
            for task in failed:  # the donors of its class may fit another host
                if task.n_tried < HOSTS_TRIED:
                    waiting.append(task)
                else:
                    given_up[task.key.name] += 1
            if new is not None:
                yield new
        given_up.update(task.key.name for task in waiting)

    how = f"by {settings.unit.value}, seed {settings.seed}"
    made = derive_version(
        folder, version, version.samples, name=folder.name,
        source=f"{version.source} Balanced {how} from {version.name} {version.id}.",
        how=Derivation.INJECTED, detail=how,
        added=added(), n_added=min(len(plan._hosts), sum(plan.n_injections)), report=report,
    )  # fmt: skip
    return Outcome(
        made, dict(injected), dict(given_up),
        {name: {reason.value: n for reason, n in sorted(counts.items())} for name, counts in rejected.items()},
    )  # fmt: skip


def _keys_of(survey: Survey, settings: BalanceSettings) -> Iterator[_Key]:
    bands = SizeBands(settings.bands_px)
    for class_index, class_name in enumerate(survey.version.class_names):
        if class_index == BACKGROUND_INDEX:
            continue
        of_class = [defect for defect in survey.defects if defect.class_index == class_index]
        donors = survey.donors_of(class_index, settings)
        areas: npt.NDArray[np.int64] = np.array([defect.area_px for defect in of_class], np.int64)
        if settings.unit is Unit.PICTURES:
            n_pictures = sum(bool(sample.n_pixels[class_index]) for sample in survey.training)
            yield _Key(class_index, class_name, donors, n_pictures, 1.0)
        elif settings.unit is Unit.INSTANCES:
            yield _Key(class_index, class_name, donors, len(of_class), 1.0)
        elif settings.unit is Unit.PIXELS:
            mean = float(np.mean([donor.area_px for donor in donors])) if donors else 1.0
            yield _Key(class_index, class_name, donors, float(areas.sum()), mean)
        else:
            band_of = bands.of(areas)
            for band, band_name in enumerate(bands.names):
                in_band = {one.key for one, own in zip(of_class, band_of, strict=True) if own == band}
                of_band = [donor for donor in donors if donor.key in in_band]
                yield _Key(class_index, f"{class_name}, {band_name}", of_band, len(in_band), 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """One injection to be made."""

    number: int
    key: _Key
    n_tried: int = 0  # hosts


def _tasks(plan: Plan, settings: BalanceSettings) -> Iterator[_Task]:
    """All injections, classes mixed."""
    wanted = [key for key, n in zip(plan._keys, plan.n_injections, strict=True) for _ in range(n)]
    for number, place in enumerate(np.random.default_rng((settings.seed, 1)).permutation(len(wanted))):
        yield _Task(number, wanted[place])
