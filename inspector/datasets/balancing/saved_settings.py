"""How a dataset is balanced, as it is saved in the workspace, with what is saved about its defects brought up to date.

Files of format 1 name a defect by its running number on its frame. Such a number is true for the masks that it was
chosen on and no others, so it is translated where the version at hand was there before the choice was saved, and
dropped otherwise, which is reported: such a choice can be made again, one that points at another defect is never
noticed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from inspector.core.balancing import BalanceSettings
from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.messages import Code, Message, message
from inspector.datasets.balancing.donors import defect_labels, donor_key
from inspector.datasets.version import DatasetVersion
from inspector.workspace.balance_settings import read_balance_settings
from inspector.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BalanceOfVersion:
    """``dropped`` tells of choices about single defects that could not be kept; None where all were."""

    settings: BalanceSettings
    dropped: Message | None = None


def balance_settings_of(workspace: Workspace, version: DatasetVersion) -> BalanceOfVersion:
    """What is saved for the version's name, or the default settings where nothing is.

    Raises WorkspaceError for a file that is broken or of a newer program, and DatasetError for masks that cannot be
    read; they are read only to translate choices of format 1.
    """
    saved = read_balance_settings(workspace, version.name)
    settings = saved.settings
    if not saved.numbers_donors or not (settings.excluded or settings.favourites or settings.verdicts):
        return BalanceOfVersion(settings)
    numbered = settings.excluded | settings.favourites
    is_known = version.created_at <= saved.changed_at
    named = settings.excluded | settings.favourites | {verdict.donor for verdict in settings.verdicts}
    key_of = _keys_of_numbered(version, named) if is_known else {}
    renamed = replace(
        settings,
        excluded=frozenset(key_of[old] for old in settings.excluded if old in key_of),
        favourites=frozenset(key_of[old] for old in settings.favourites if old in key_of),
        # What a verdict taught about realism holds for its class, whichever defect it was about.
        verdicts=tuple(replace(verdict, donor=key_of.get(verdict.donor, "")) for verdict in settings.verdicts),
    )
    n_kept = sum(old in key_of for old in numbered)
    if n_kept == len(numbered):
        return BalanceOfVersion(renamed)
    n = len(numbered) - n_kept
    return BalanceOfVersion(renamed, message(Code.BALANCE_CHOICES_DROPPED, dataset=version.name, n=n, n_kept=n_kept))


def _keys_of_numbered(version: DatasetVersion, numbered: Iterable[str]) -> dict[str, str]:
    """Keys by the names of format 1, "frame:class index:number"; those that are no defects of the version are left
    out."""
    samples = {sample.name: sample for sample in version.samples}
    by_frame: dict[str, list[tuple[str, int, int]]] = {}
    for name in numbered:
        frame, *rest = name.rsplit(":", 2)
        if frame in samples and len(rest) == 2 and all(part.isdecimal() for part in rest):
            by_frame.setdefault(frame, []).append((name, int(rest[0]), int(rest[1])))
    found = {}
    for frame, defects in by_frame.items():
        class_map = version.read_class_map(samples[frame])
        for name, class_index, number in defects:
            if not BACKGROUND_INDEX < class_index < len(version.class_names):
                continue
            of_class = class_map == class_index
            labels, boxes = defect_labels(of_class)
            if 1 <= number <= len(boxes):
                mask = (labels == number) & of_class
                found[name] = donor_key(frame, version.class_names[class_index], mask, 0, 0)
    return found
