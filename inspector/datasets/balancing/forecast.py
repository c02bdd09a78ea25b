"""How many of a plan's injections will fit, from trials: the rules of a class, its donors and the clean frames decide.

A plan counts what would make the classes even; whether a defect finds a place on a frame, is seen there and looks real
is known only by trying. Trials are made as a snapshot makes injections, on the first frames that it would use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from inspector.core.balancing import BalanceSettings
from inspector.core.class_map import ClassMap
from inspector.datasets.balancing.injecting import Rejected, inject
from inspector.datasets.balancing.snapshot import HOSTS_TRIED, Plan
from inspector.datasets.balancing.survey import Host, Survey
from inspector.pictures.formats.picture import DecodedPixels

N_TRIALS = 8  # per class or band, each on another frame; so a share is known to some tenths


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What became of trials of one row of a plan; none where it has no injections."""

    n_tried: int = 0
    n_fitted: int = 0
    rejected: Counter[Rejected] = field(default_factory=Counter)  # attempts that were not taken


class Trials:
    """Of one survey; it keeps the frames that it has read."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._read: dict[Host, tuple[DecodedPixels, ClassMap]] = {}

    def of_row(self, plan: Plan, row: int, settings: BalanceSettings) -> Trial:
        """The same for the same seed and settings. Raises as ``Survey.read``."""
        portion, hosts = plan.portions[row], plan.hosts[:N_TRIALS]
        if not plan.n_injections[row] or not hosts:
            return Trial()
        rules = settings.rules[self._survey.version.class_names[portion.class_index]]
        rejected = Counter[Rejected]()
        n_fitted = 0
        for number, host in enumerate(hosts):
            picture, class_map = self._host(host)
            rng = np.random.default_rng((settings.seed, 3, row, number))
            made = inject(picture.pixels, class_map, host.name, portion.donors, rules, rng, rejected, bits=picture.bits)
            n_fitted += made is not None
        return Trial(len(hosts), n_fitted, rejected)

    def _host(self, host: Host) -> tuple[DecodedPixels, ClassMap]:
        if host not in self._read:
            while len(self._read) >= N_TRIALS:
                del self._read[next(iter(self._read))]
            self._read[host] = self._survey.read(host)
        return self._read[host]


def expected(plan: Plan, trials: Sequence[Trial], settings: BalanceSettings) -> Plan:
    """The plan with the injections that will fit, as far as trials tell. What finds no place on one frame is tried on
    ``HOSTS_TRIED`` of them, where there are so many."""
    n_places, n_wanted = len(plan.hosts) * settings.per_host, sum(plan.n_injections)
    n_tries = max(1, min(HOSTS_TRIED, n_places // max(1, n_wanted)))
    fitting = []
    for n, trial in zip(plan.n_injections, trials, strict=True):
        share = trial.n_fitted / trial.n_tried if trial.n_tried else 0.0
        fitting.append(round(n * (1 - (1 - share) ** n_tries)))
    after = tuple(
        before + n * portion.amount_of_one
        for before, n, portion in zip(plan.before, fitting, plan.portions, strict=True)
    )
    n_used = min(plan.n_hosts_used, -(-sum(fitting) // settings.per_host))
    return replace(plan, n_injections=tuple(fitting), after=after, n_hosts_used=n_used)
