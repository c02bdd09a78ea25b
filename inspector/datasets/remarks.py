"""What one should mind before training on a version, found in its statistics. Data; whoever shows it words it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inspector.datasets.statistics import DatasetStatistics
from inspector.datasets.version import Split


class RemarkKind(StrEnum):
    NO_FRAME = "no-frame"
    NO_CLEAN_FRAME = "no-clean-frame"  # false alarms on clean surfaces cannot be measured
    CLASS_NOWHERE = "class-nowhere"
    CLASS_IN_ONE_GROUP = "class-in-one-group"  # it can be in one split only
    CLASS_LEANS = "class-leans"  # figures of the class tell mostly of one group
    CLASS_NOT_IN_SPLIT = "class-not-in-split"


@dataclass(frozen=True, slots=True)
class Remark:
    kind: RemarkKind
    class_name: str = ""
    group: str = ""
    share: float = 0.0  # of the class's instances that are in the group
    split: str = ""


def remarks_of(found: DatasetStatistics) -> tuple[Remark, ...]:
    remarks = []
    if not found.total.n_frames:
        remarks.append(Remark(RemarkKind.NO_FRAME))
    elif not found.total.n_clean:
        remarks.append(Remark(RemarkKind.NO_CLEAN_FRAME))
    for entry in found.total.classes:
        if not entry.n_instances:
            remarks.append(Remark(RemarkKind.CLASS_NOWHERE, entry.name))
        elif entry.n_groups == 1:
            remarks.append(Remark(RemarkKind.CLASS_IN_ONE_GROUP, entry.name, entry.largest_group, 1.0))
        elif entry.leans_on_one_group:
            share = entry.largest_group_share
            remarks.append(Remark(RemarkKind.CLASS_LEANS, entry.name, entry.largest_group, share))
    for part in found.splits if len(found.splits) > 1 else ():
        if part.name != Split.UNUSED:
            remarks += [
                Remark(RemarkKind.CLASS_NOT_IN_SPLIT, entry.name, split=part.name)
                for entry, whole in zip(part.classes, found.total.classes, strict=True)
                if whole.n_groups > 1 and not entry.n_instances
            ]
    return tuple(remarks)
