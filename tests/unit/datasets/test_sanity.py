"""What is found before a training: each kind on a dataset made to show it, and nothing on one that is sound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import CliRunner
from dataset_samples import CLASS_NAMES, encoded, sample, write

from inspector.cli import cli
from inspector.datasets.sanity import (
    FEW_FRAMES,
    NOTHING,
    USED,
    Expectation,
    SanityFinding,
    SanityKind,
    SanityReport,
    class_counts,
    sanity_of,
)
from inspector.datasets.version import NewSample, Split
from inspector.jobs.job import Cancelled
from inspector.texts.sanity import PHRASES, finding_texts

TRAIN, VAL, TEST = USED


def mask_of(*indices: int) -> np.ndarray:
    mask = np.zeros((20, 30), np.uint8)
    for place, index in enumerate(indices):
        mask[2:6, 4 * place : 4 * place + 3] = index
    return mask


def sound(n: int = FEW_FRAMES) -> list[NewSample]:
    """Both classes on ``n`` training frames of as many groups, on two of val and test, and a clean frame in each."""
    made = [sample(number, split=TRAIN, class_map=mask_of(1, 2)) for number in range(n)]
    for offset, split in ((100, VAL), (200, TEST)):
        made += [sample(offset + number, split=split, class_map=mask_of(1, 2)) for number in range(2)]
    return [*made, *(sample(300 + k, split=split, class_map=mask_of()) for k, split in enumerate(USED))]


def found_in(folder: Path, samples: Sequence[NewSample], expected: Expectation = NOTHING) -> SanityReport:
    return sanity_of(write(folder / "squares", *samples), expected)


def kinds(report: SanityReport) -> list[SanityKind]:
    return [finding.kind for finding in report.findings]


def one(report: SanityReport, kind: SanityKind) -> SanityFinding:
    (finding,) = (finding for finding in report.findings if finding.kind is kind)
    return finding


def test_nothing_is_found_in_a_sound_dataset_and_its_counts_are_those_of_the_masks(tmp_path: Path) -> None:
    report = found_in(tmp_path, sound(), Expectation(CLASS_NAMES, (8,), (20, 30)))
    assert report.findings == ()
    assert report.n_frames == (11, 3, 3)
    assert [(c.name, c.n_frames, c.n_groups) for c in report.classes] == [
        ("inclusion", (10, 2, 2), (10, 2, 2)),
        ("patches", (10, 2, 2), (10, 2, 2)),
    ]


def test_the_same_picture_in_two_splits_refuses_under_whatever_name_and_group(tmp_path: Path) -> None:
    samples = sound()
    samples.append(replace(samples[0], name="other", group="another coil", split=TEST))
    report = found_in(tmp_path, samples)
    finding = one(report, SanityKind.SAME_FRAME)
    assert (finding.n, finding.names, finding.splits) == (1, ("frame0", "other"), (TRAIN, TEST))
    assert report.refusals == (finding,)
    assert SanityKind.NEAR_TWINS not in kinds(report)  # it is told once


def test_a_turned_twin_in_another_split_warns(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    steel = cv2.resize(rng.integers(0, 256, (10, 10), np.uint8), (64, 64), interpolation=cv2.INTER_CUBIC)
    of_steel = [
        sample(0, split=TRAIN, frame_bytes=encoded(steel), class_map=np.zeros((64, 64), np.uint8)),
        sample(1, split=VAL, frame_bytes=encoded(np.rot90(steel).copy()), class_map=np.zeros((64, 64), np.uint8)),
    ]
    report = found_in(
        tmp_path, [*sound()[2:], *(replace(s, name=f"steel{k}", group=f"s{k}") for k, s in enumerate(of_steel))]
    )
    finding = one(report, SanityKind.NEAR_TWINS)
    assert (finding.n, finding.names, finding.splits) == (1, ("steel0", "steel1"), (TRAIN, VAL))
    assert not finding.refuses


@pytest.mark.parametrize(("split", "kind"), [(TRAIN, "NO_TRAIN"), (VAL, "NO_VAL"), (TEST, "NO_TEST")])
def test_a_split_without_frames_is_told(tmp_path: Path, split: Split, kind: str) -> None:
    report = found_in(tmp_path, [each for each in sound() if each.split is not split])
    assert SanityKind[kind] in kinds(report)
    assert bool(report.refusals) == (split is not TEST)


def test_a_val_split_may_be_missing_where_the_last_weights_are_kept(tmp_path: Path) -> None:
    samples = [each for each in sound() if each.split is not VAL]
    assert found_in(tmp_path, samples, Expectation(needs_val=False)).refusals == ()


def test_only_clean_frames_in_train_refuse(tmp_path: Path) -> None:
    samples = [each if each.split is not TRAIN else replace(each, class_map=mask_of()) for each in sound()]
    assert kinds(found_in(tmp_path, samples)) == [SanityKind.NOTHING_TO_LEARN]


def test_classes_that_are_missing_somewhere_are_named(tmp_path: Path) -> None:
    def without(index: int, *splits: Split) -> list[NewSample]:
        def changed(each: NewSample) -> NewSample:
            return replace(each, class_map=np.where(each.class_map == index, 0, each.class_map))

        return [changed(each) if each.split in splits else each for each in sound()]

    nowhere = found_in(tmp_path / "a", without(2, *USED))
    assert one(nowhere, SanityKind.CLASS_NOWHERE).names == ("patches",)
    unlearned = found_in(tmp_path / "b", without(2, TRAIN))
    assert one(unlearned, SanityKind.CLASS_UNLEARNED).names == ("patches",)
    unjudged = one(found_in(tmp_path / "c", without(1, TEST)), SanityKind.CLASS_UNJUDGED)
    assert (unjudged.names, unjudged.splits) == (("inclusion",), (TEST,))


def test_a_class_of_few_frames_or_groups_is_told_with_both_numbers(tmp_path: Path) -> None:
    report = found_in(
        tmp_path, [replace(each, group="one coil") if each.split is TRAIN else each for each in sound(12)]
    )
    tiny = [(f.names, f.n, f.n_groups) for f in report.warnings if f.kind is SanityKind.CLASS_TINY]
    assert tiny == [(("inclusion",), 12, 1), (("patches",), 12, 1)]


def test_classes_and_depth_of_the_model_in_use_are_compared(tmp_path: Path) -> None:
    report = found_in(tmp_path, sound(), Expectation(("background", "inclusion", "crack"), (12,)))
    assert one(report, SanityKind.MODEL_LACKS).names == ("patches",)
    assert one(report, SanityKind.DATASET_LACKS).names == ("crack",)
    bits = one(report, SanityKind.OTHER_BITS)
    assert (bits.bits, bits.expected_bits) == ((8,), (12,))
    assert not report.refusals


def test_mixed_depths_and_small_frames_are_told(tmp_path: Path) -> None:
    deep = np.random.default_rng(1).integers(0, 4096, (20, 30)).astype(np.uint16)
    samples = [*sound(), sample(400, frame_bytes=encoded(deep), bits=12, class_map=mask_of(1))]
    report = found_in(tmp_path, samples, Expectation(view_px=(24, 24)))
    assert one(report, SanityKind.BITS_DIFFER).bits == (8, 12)
    small = one(report, SanityKind.SMALL_FRAMES)
    assert (small.n, small.size_px) == (len(samples), (24, 24))


def test_a_dataset_without_clean_training_frames_is_told(tmp_path: Path) -> None:
    samples = [each for each in sound() if each.class_map.any()]
    assert kinds(found_in(tmp_path, samples)) == [SanityKind.NO_CLEAN]


def test_frames_that_nobody_uses_count_nowhere(tmp_path: Path) -> None:
    samples = sound()
    report = found_in(tmp_path, [*samples, replace(samples[0], name="kept", group="x", split=Split.UNUSED)])
    assert report.findings == ()


def test_a_cancel_ends_the_look(tmp_path: Path) -> None:
    version = write(tmp_path / "squares", *sound())

    def report(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        sanity_of(version, report=report)


def test_counts_of_other_splits_follow_the_samples_that_are_given(tmp_path: Path) -> None:
    version = write(tmp_path / "squares", *sound())
    moved = [replace(each, split=TEST) for each in version.samples]
    assert class_counts(version, moved)[0].n_frames == (0, 0, 14)


@pytest.mark.parametrize("kind", SanityKind)
def test_every_finding_has_its_sentences_and_no_parameter_is_missing(kind: SanityKind) -> None:
    finding = SanityFinding(kind, ("crack",), 2, 1, (TRAIN, VAL), (8,), (12,), (256, 192))
    for n in (1, 2):
        for text in finding_texts(replace(finding, n=n)):
            assert text
            assert not re.search(r"[{}?]", text), text
    assert set(PHRASES) == {each.name for each in SanityKind}


def test_the_command_ends_with_1_where_it_refuses_and_names_the_frame(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    write(good, *sound())
    samples = sound()
    write(bad, *samples, replace(samples[0], name="other", group="another coil", split=TEST))
    found = CliRunner().invoke(cli, ["dataset", "check", str(good)])
    assert (found.exit_code, "Nothing speaks against a training." in found.output) == (0, True)
    found = CliRunner().invoke(cli, ["dataset", "check", str(bad), "--model", "steel-plain"])
    assert found.exit_code == 1
    assert "Refused: A picture is in two splits: frame0, other (train, test)." in found.output
    assert "Mind: Found by the model in use, and not in the dataset: scratches." in found.output
