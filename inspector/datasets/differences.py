"""What changed from one dataset version to another, frame by frame and by name; no pixel is read."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.datasets.version import DatasetVersion, Split


@dataclass(frozen=True, slots=True)
class Move:
    """A frame that is in another split now."""

    name: str
    before: Split
    after: Split


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """Frames are told apart by name; those that are in both may differ in several ways, and are then in several."""

    before_id: str
    after_id: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: tuple[Move, ...]
    regrouped: tuple[str, ...]
    frame_changed: tuple[str, ...]  # another picture under the same name
    mask_changed: tuple[str, ...]
    class_names_before: tuple[str, ...]
    class_names_after: tuple[str, ...]
    non_defects_before: tuple[str, ...]
    non_defects_after: tuple[str, ...]
    n_same: int  # frames in both that differ in nothing

    @property
    def are_class_names_changed(self) -> bool:
        """A mask that did not change then means another class."""
        return self.class_names_before != self.class_names_after

    @property
    def are_non_defects_changed(self) -> bool:
        return set(self.non_defects_before) != set(self.non_defects_after)

    @property
    def is_none(self) -> bool:
        changed = (self.added, self.removed, self.moved, self.regrouped, self.frame_changed, self.mask_changed)
        return not any(changed) and not self.are_class_names_changed and not self.are_non_defects_changed


def difference(before: DatasetVersion, after: DatasetVersion) -> VersionDifference:
    """Names come in the order of the version that holds them, ``after`` where both do."""
    old = {sample.name: sample for sample in before.samples}
    new = {sample.name: sample for sample in after.samples}
    pairs = [(old[name], sample) for name, sample in new.items() if name in old]
    moved = tuple(Move(is_.name, was.split, is_.split) for was, is_ in pairs if was.split is not is_.split)
    regrouped = tuple(is_.name for was, is_ in pairs if was.group != is_.group)
    frame_changed = tuple(is_.name for was, is_ in pairs if was.frame_sha256 != is_.frame_sha256)
    mask_changed = tuple(is_.name for was, is_ in pairs if was.mask_sha256 != is_.mask_sha256)
    changed = {move.name for move in moved}.union(regrouped, frame_changed, mask_changed)
    return VersionDifference(
        before_id=before.id,
        after_id=after.id,
        added=tuple(name for name in new if name not in old),
        removed=tuple(name for name in old if name not in new),
        moved=moved,
        regrouped=regrouped,
        frame_changed=frame_changed,
        mask_changed=mask_changed,
        class_names_before=before.class_names,
        class_names_after=after.class_names,
        non_defects_before=before.non_defects,
        non_defects_after=after.non_defects,
        n_same=len(pairs) - len(changed),
    )
