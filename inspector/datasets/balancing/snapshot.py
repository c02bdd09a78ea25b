"""A balanced snapshot: a dataset version with injected frames beside its own, as immutable as any other.

Counts are those of the train split, the only one that gives donors and hosts. What is balanced is a choice: frames,
instances, pixels, or instances of each size band. A host gives its clean frame to a new sample, named after it, of the
same group; its own clean frame stays. Which host gets what depends on the seed and the version alone.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path

import cv2
import numpy as np

from inspector.core.balancing import BalanceSettings, Unit
from inspector.core.files import sha256_of
from inspector.core.size_bands import SizeBands
from inspector.datasets.balancing.injecting import Rejected, inject
from inspector.datasets.balancing.portions import Portion, portions_of
from inspector.datasets.balancing.quotas import Stop, evenness, quotas
from inspector.datasets.balancing.survey import Host, Report, Survey, refusal
from inspector.datasets.building import n_left
from inspector.datasets.version import (
    DatasetVersion,
    Derivation,
    LateSample,
    NewSample,
    Origin,
    Sample,
    Split,
    derive_version,
)

HOSTS_TRIED = 4  # per injection, before it is given up


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
    portions: tuple[Portion, ...] = ()
    hosts: tuple[Host, ...] = ()

    @property
    def evenness(self) -> tuple[float, float]:
        """Before and after; 1 is even."""
        return evenness(self.before), evenness(self.after)


@dataclass(frozen=True, slots=True)
class Outcome:
    version: DatasetVersion
    n_injected: Mapping[str, int]  # per name of the plan
    n_given_up: Mapping[str, int]
    rejected: Mapping[str, Mapping[str, int]]  # attempts not taken, per name and reason


def plan_snapshot(survey: Survey, settings: BalanceSettings) -> Plan:
    """Fill up the rarest, without reading anything.

    Raises DatasetError for a target of an unknown class, a version without a defect, and one without a clean frame.
    """
    version = survey.version
    unknown = sorted(set(settings.target) - {version.class_names[index] for index in survey.class_indices})
    if unknown:
        raise refusal(version, f"the target names {', '.join(unknown)}, which are no classes of defects of it")
    if not survey.defects:
        raise refusal(version, "its train split holds no defect that could be injected")
    n_hosts = len(survey.hosts) + (len(survey.crops) if settings.uses_crops else 0)
    if not n_hosts:
        offer = f"; {len(survey.crops)} frames have clean parts that could be used instead" if survey.crops else ""
        raise refusal(version, f"its train split holds no frame without a defect, which injections need{offer}")
    donors = {index: survey.donors_of(index, settings) for index in survey.class_indices}
    portions = portions_of(version.class_names, donors, settings)
    amounts = [_amount_in(portion, survey, settings) for portion in portions]
    chosen = survey.hosts_for(settings)
    shares = [
        settings.target.get(version.class_names[portion.class_index], 0.0 if settings.target else 1.0)
        for portion in portions
    ]
    given = quotas(
        amounts, len(chosen) * settings.per_host, stop=Stop.WHEN_EVEN,
        target=[share if portion.donors else 0.0 for portion, share in zip(portions, shares, strict=True)],
        amount_of_one=[portion.amount_of_one for portion in portions],
    )  # fmt: skip
    return Plan(
        names=tuple(portion.name for portion in portions), before=tuple(amounts),
        after=tuple(
            amount + n * portion.amount_of_one for portion, amount, n in zip(portions, amounts, given, strict=True)
        ),
        n_injections=given, n_hosts=n_hosts, n_hosts_used=min(len(chosen), -(-sum(given) // settings.per_host)),
        without_donors=tuple(portion.name for portion in portions if not portion.donors),
        portions=tuple(portions), hosts=tuple(chosen),
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

    def sample_of(name: str, host: Host, tasks: Sequence[_Task], failed: list[_Task]) -> NewSample | None:
        read, class_map = survey.read(host)
        pixels, bits = read.pixels, read.bits
        made = []
        counted: dict[str, Counter[Rejected]] = {}
        for task in tasks:
            rng = np.random.default_rng((settings.seed, task.index, task.n_tried))
            rules = settings.rules[version.class_names[task.portion.class_index]]
            counts = counted.setdefault(task.portion.name, Counter())
            one = inject(pixels, class_map, host.name, task.portion.donors, rules, rng, counts, bits=bits)
            if one is None:
                failed.append(replace(task, n_tried=task.n_tried + 1))
                continue
            injected[task.portion.name] += 1
            pixels, class_map = one.pixels, one.class_map
            made.append({**asdict(one.injection), "seed": [settings.seed, task.index, task.n_tried]})
        for portion, counts in counted.items():
            rejected[portion] += counts
        if not made:
            return None
        names.add(name)
        _, encoded = cv2.imencode(".png", pixels if pixels.ndim == 2 else pixels[..., ::-1])
        return NewSample(
            name, encoded.tobytes(), ".png", class_map, host.sample.group, Split.TRAIN, Origin.INJECTED,
            json.dumps(made, ensure_ascii=False), bits, memo=json.dumps(counted),
        )  # fmt: skip

    def left(sample: Sample, memo: str, tasks: Sequence[_Task], failed: list[_Task]) -> None:
        """What ``sample_of`` would have counted."""
        names.add(sample.name)
        made = {entry["seed"][1] for entry in json.loads(sample.note)}
        for task in tasks:
            if task.index in made:
                injected[task.portion.name] += 1
            else:
                failed.append(replace(task, n_tried=task.n_tried + 1))
        for portion, counts in json.loads(memo).items():
            rejected[portion] += Counter({Rejected(reason): n for reason, n in counts.items()})

    def added() -> Iterator[LateSample]:
        waiting: deque[_Task] = deque(_tasks(plan, settings))
        for host in plan.hosts:
            failed: list[_Task] = []
            tasks = [waiting.popleft() for _ in range(min(settings.per_host, len(waiting)))]
            if tasks:
                name = next(name for n in count(1) if (name := f"{host.name}__injected{n}") not in names)
                yield LateSample(
                    name, partial(sample_of, name, host, tasks, failed), partial(left, tasks=tasks, failed=failed)
                )
            for task in failed:  # the donors of its class may fit another host
                if task.n_tried < HOSTS_TRIED:
                    waiting.append(task)
                else:
                    given_up[task.portion.name] += 1
        given_up.update(task.portion.name for task in waiting)

    how = f"by {settings.unit.value}, seed {settings.seed}"
    made = derive_version(
        folder, version, version.samples, name=folder.name,
        source=f"{version.source} Balanced {how} from {version.name} {version.id}.",
        how=Derivation.INJECTED, detail=how,
        added=added(), n_added=min(len(plan.hosts), sum(plan.n_injections)), key=_key_of(survey, settings, plan),
        report=report,
    )  # fmt: skip
    return Outcome(
        made, dict(injected), dict(given_up),
        {name: {reason.value: n for reason, n in sorted(counts.items())} for name, counts in rejected.items()},
    )  # fmt: skip


def n_frames_left(folder: Path, survey: Survey, settings: BalanceSettings, plan: Plan) -> int:
    """How many injected frames of just this plan were written into ``folder`` before it was stopped."""
    return n_left(folder, _key_of(survey, settings, plan))


def _key_of(survey: Survey, settings: BalanceSettings, plan: Plan) -> str:
    """Stands for all that the snapshot will hold, which follows from it."""
    hosts = [[host.name, host.window] for host in plan.hosts]
    donors = [[portion.name, [donor.key for donor in portion.donors]] for portion in plan.portions]
    others = replace(settings, excluded=frozenset(), favourites=frozenset())  # the donors follow from them, in order
    return sha256_of(f"{survey.version.id} {others!r} {plan.n_injections} {hosts} {donors}".encode())


def _amount_in(portion: Portion, survey: Survey, settings: BalanceSettings) -> float:
    """What the train split has of a portion, without reading a mask again."""
    if settings.unit is Unit.FRAMES:
        return sum(bool(sample.n_pixels[portion.class_index]) for sample in survey.training)
    areas = [defect.area_px for defect in survey.defects if defect.class_index == portion.class_index]
    if settings.unit is Unit.PIXELS:
        return float(sum(areas))
    if portion.band is None:
        return len(areas)
    return int((SizeBands(settings.bands_px).of(np.array(areas, np.int64)) == portion.band).sum())


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """One injection to be made."""

    index: int
    portion: Portion
    n_tried: int = 0  # hosts


def _tasks(plan: Plan, settings: BalanceSettings) -> Iterator[_Task]:
    """All injections, classes mixed."""
    wanted = [portion for portion, n in zip(plan.portions, plan.n_injections, strict=True) for _ in range(n)]
    for index, position in enumerate(np.random.default_rng((settings.seed, 1)).permutation(len(wanted))):
        yield _Task(index, wanted[position])
