"""Dataset versions: what goes in comes out, nothing changes, nothing leaks."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from dataset_samples import CLASS_NAMES, encoded, sample, write
from hypothesis import given, settings
from hypothesis.extra import numpy as npst
from PIL import Image

from inspector.core.messages import Code, DatasetError
from inspector.datasets.version import (
    Derivation,
    NewSample,
    Split,
    VersionParent,
    decode_mask,
    derive_version,
    encode_mask,
    open_version,
    read_all,
    write_version,
)


def code_and_params(error: pytest.ExceptionInfo[DatasetError]) -> tuple[Code, dict[str, object]]:
    return error.value.message.code, dict(error.value.message.params)


def test_a_version_gives_back_what_was_written(tmp_path: Path):
    new = [sample(1), sample(2, split=Split.VAL), sample(3, split=Split.TEST, note="seed 5")]
    written = write(tmp_path / "v", *new)
    opened = open_version(tmp_path / "v")
    assert opened == written
    assert (opened.class_names, opened.terms, len(opened.id)) == (CLASS_NAMES, "none", 16)
    for entry, original in zip(opened.samples, new, strict=True):
        pixels, class_map = opened.read(entry)
        assert np.array_equal(class_map, original.class_map)
        assert np.array_equal(pixels, np.array(Image.open(io.BytesIO(original.frame_bytes))))
        assert (entry.name, entry.group, entry.split, entry.note) == (
            original.name, original.group, original.split, original.note,
        )  # fmt: skip
        assert (entry.height, entry.width) == (20, 30)
        assert entry.n_pixels == tuple(int((class_map == c).sum()) for c in range(3))


def test_which_classes_are_no_defects_comes_back_and_makes_another_version(tmp_path: Path):
    written = write(tmp_path / "v", sample(1), non_defects=("patches",))
    opened, without = open_version(tmp_path / "v"), write(tmp_path / "w", sample(1))
    assert opened == written
    assert (opened.non_defects, opened.non_defect_indices, without.non_defects) == (("patches",), (2,), ())
    assert opened.id != without.id
    derived = derive_version(tmp_path / "d", opened, opened.samples, name="d", source="", how=Derivation.SPLIT)
    assert (derived.non_defects, derived.id) == (("patches",), opened.id)
    assert open_version(tmp_path / "d") == derived


def test_a_version_of_before_opens_without_and_keeps_its_id(tmp_path: Path):
    written = write(tmp_path / "v", sample(1))
    facts = [[s.name, s.frame_sha256, s.mask_sha256, s.group, s.split.value, s.origin.value] for s in written.samples]
    content = json.dumps([list(CLASS_NAMES), facts], ensure_ascii=False)
    assert written.id == hashlib.sha256(content.encode()).hexdigest()[:16]  # as format 1 had it
    file = tmp_path / "v" / "manifest.json"
    manifest = json.loads(file.read_text())
    del manifest["manifest_sha256"], manifest["parents"]
    file.write_text(json.dumps({**manifest, "format": 2}))
    assert open_version(tmp_path / "v") == written
    del manifest["non_defects"]
    file.write_text(json.dumps({**manifest, "format": 1}))
    assert open_version(tmp_path / "v") == written


@pytest.mark.parametrize(
    ("non_defects", "reason"),
    [(["inclusion"], "manifest was changed"), (["joint"], "“joint” is listed as no defect"), (3, "not understood")],
)
def test_a_manifest_with_other_classes_as_no_defects_is_refused(tmp_path: Path, non_defects: object, reason: str):
    write(tmp_path / "v", sample(1), non_defects=("patches",))
    file = tmp_path / "v" / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "non_defects": non_defects}))
    with pytest.raises(DatasetError, match=reason):
        open_version(tmp_path / "v")


def test_classes_that_cannot_be_no_defects_are_not_written(tmp_path: Path):
    with pytest.raises(ValueError, match="all classes after background"):
        write(tmp_path / "v", sample(1), non_defects=CLASS_NAMES[1:])
    assert list(tmp_path.iterdir()) == []


def test_frames_are_kept_byte_for_byte(tmp_path: Path):
    new = sample(1, frame_bytes=encoded(np.full((20, 30), 9, np.uint8), "JPEG"), frame_suffix=".jpg")
    write(tmp_path / "v", new)
    assert (tmp_path / "v" / "frames" / "frame1.jpg").read_bytes() == new.frame_bytes


def test_a_folder_that_holds_a_version_takes_no_second_one(tmp_path: Path):
    before = write(tmp_path / "v", sample(1))
    with pytest.raises(DatasetError, match="it is there already"):
        write(tmp_path / "v", sample(2))
    assert open_version(tmp_path / "v") == before


@pytest.mark.parametrize("file", ["frames/frame1.png", "masks/frame1.png"])
def test_a_changed_file_is_noticed_when_it_is_read(tmp_path: Path, file: str):
    write(tmp_path / "v", sample(1), sample(2))
    (tmp_path / "v" / file).write_bytes((tmp_path / "v" / file.replace("1", "2")).read_bytes())
    version = open_version(tmp_path / "v")
    with pytest.raises(DatasetError) as error:
        version.read(version.samples[0])
    assert code_and_params(error) == (Code.DATASET_CHANGED, {"path": str(tmp_path / "v"), "file": file})
    version.read(version.samples[1])


def test_a_lost_file_is_named(tmp_path: Path):
    write(tmp_path / "v", sample(1))
    (tmp_path / "v" / "masks" / "frame1.png").unlink()
    version = open_version(tmp_path / "v")
    with pytest.raises(DatasetError, match=r"masks/frame1\.png"):
        version.read(version.samples[0])


@pytest.mark.parametrize(
    ("entry", "value"),
    [("split", "test"), ("group", "another"), ("mask_sha256", "0" * 64), ("frame_sha256", "0" * 64), ("name", "x"),
     ("origin", "synthetic")],
)  # fmt: skip
def test_a_changed_manifest_is_refused(tmp_path: Path, entry: str, value: str):
    write(tmp_path / "v", sample(1), sample(2))
    file = tmp_path / "v" / "manifest.json"
    manifest = json.loads(file.read_text())
    manifest["samples"][0][entry] = value
    file.write_text(json.dumps(manifest))
    with pytest.raises(DatasetError, match="manifest was changed"):
        open_version(tmp_path / "v")


def test_classes_in_another_order_are_another_version(tmp_path: Path):
    write(tmp_path / "v", sample(1))
    file = tmp_path / "v" / "manifest.json"
    file.write_text(file.read_text().replace('"inclusion"', '"x"').replace('"patches"', '"inclusion"'))
    with pytest.raises(DatasetError, match="manifest was changed"):
        open_version(tmp_path / "v")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "7", "{}", '{"format": "x"}', '{"format": 1, "samples": 3}', "\xff"]
)
def test_a_broken_manifest_is_refused_in_words(tmp_path: Path, text: str):
    (tmp_path / "manifest.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(DatasetError) as error:
        open_version(tmp_path)
    assert error.value.message.code is Code.DATASET_BROKEN


def test_a_manifest_of_a_newer_program_is_named_as_such(tmp_path: Path):
    (tmp_path / "manifest.json").write_text('{"format": 5, "rooms": 3}')
    with pytest.raises(DatasetError, match="newer program"):
        open_version(tmp_path)


def test_a_folder_without_a_version_is_refused(tmp_path: Path):
    with pytest.raises(DatasetError, match="cannot be read"):
        open_version(tmp_path)


def test_a_group_in_two_splits_is_refused_and_nothing_is_left_to_open(tmp_path: Path):
    with pytest.raises(DatasetError) as error:
        write(tmp_path / "v", sample(1, "coil 7"), sample(2, "coil 7", Split.TEST), sample(3))
    assert code_and_params(error) == (
        Code.DATASET_LEAK, {"path": str(tmp_path / "v"), "group": "coil 7", "splits": "test, train"},
    )  # fmt: skip
    with pytest.raises(DatasetError):
        open_version(tmp_path / "v")


def test_unused_samples_may_share_a_group_and_are_in_no_split(tmp_path: Path):
    version = write(tmp_path / "v", sample(1, "coil 7"), sample(2, "coil 7", Split.UNUSED), sample(3, split=Split.VAL))
    assert [s.name for split in (Split.TRAIN, Split.VAL, Split.TEST) for s in version.of_split(split)] == [
        "frame1", "frame3",
    ]  # fmt: skip
    assert [s.name for s, _, _ in read_all(version, Split.TRAIN)] == ["frame1"]


def test_a_class_without_a_name_is_refused(tmp_path: Path):
    with pytest.raises(DatasetError, match="frame1: the mask holds class 3, which has no name"):
        write(tmp_path / "v", sample(1, class_map=np.full((20, 30), 3, np.uint8)))
    with pytest.raises(DatasetError, match="class 254"):
        write(tmp_path / "w", sample(1, class_map=np.full((20, 30), 254, np.uint8)))


def test_a_mask_of_another_size_is_refused(tmp_path: Path):
    with pytest.raises(DatasetError, match=r"frame1: the mask is \(30, 20\), the frame \(20, 30\)"):
        write(tmp_path / "v", sample(1, class_map=np.zeros((30, 20), np.uint8)))


def test_a_name_used_twice_is_refused(tmp_path: Path):
    with pytest.raises(DatasetError, match="frame1 is used twice"):
        write(tmp_path / "v", sample(1), sample(2, name="frame1"))


@pytest.mark.parametrize("name", ["../frame", "a/b", "a\\b", "/etc/x"])
def test_a_name_that_leads_out_of_the_version_is_refused(tmp_path: Path, name: str):
    with pytest.raises(DatasetError, match=r"the name '.*' of a frame cannot be used: it holds"):
        write(tmp_path / "v", sample(1, name=name))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_id_is_that_of_the_content_in_any_order(tmp_path: Path):
    one = write(tmp_path / "a", sample(1), sample(2, split=Split.VAL))
    other = write(tmp_path / "b", sample(2, split=Split.VAL), sample(1))
    assert one.id == other.id


@pytest.mark.parametrize(
    "changed",
    [sample(2), sample(1, split=Split.VAL), sample(1, group="coil 9"), sample(1, name="other"),
     sample(1, class_map=np.zeros((20, 30), np.uint8)), sample(1, frame_bytes=encoded(np.zeros((20, 30), np.uint8)))],
    ids=["frame and mask", "split", "group", "name", "mask", "frame"],
)  # fmt: skip
def test_any_other_content_has_another_id(tmp_path: Path, changed: object):
    assert write(tmp_path / "a", sample(1)).id != write(tmp_path / "b", changed).id  # type: ignore[arg-type]


@given(npst.arrays(np.uint8, npst.array_shapes(min_dims=2, max_dims=2, max_side=40)))
@settings(max_examples=40, deadline=None)
def test_a_mask_survives_its_file(class_map: np.ndarray):
    data = encode_mask(class_map)
    assert np.array_equal(decode_mask(data), class_map)
    assert encode_mask(class_map.copy()) == data


def test_a_palette_mask_gives_indices_not_colours():
    indices = np.array([[0, 1, 2], [2, 1, 0]], np.uint8)
    picture = Image.new("P", (3, 2))
    picture.putpalette([0, 0, 0, 128, 0, 0, 0, 128, 0])
    picture.putdata(indices.ravel().tolist())
    data = io.BytesIO()
    picture.save(data, "PNG")
    assert decode_mask(data.getvalue()).tolist() == indices.tolist()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "1", "I;16", "LA"])
def test_a_mask_that_is_no_8_bit_index_picture_is_refused(mode: str):
    data = io.BytesIO()
    Image.new(mode, (4, 4)).save(data, "PNG")
    with pytest.raises(ValueError, match="8-bit index picture"):
        decode_mask(data.getvalue())


@pytest.mark.parametrize("bits", [2, 4])
def test_a_grey_mask_of_fewer_bits_keeps_its_indices(bits: int):
    """PIL stretches grey of 2 and 4 bits to 0..255, so that class 1 would come out as 85 or 17."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packed = bytes([sum(1 << shift for shift in range(0, 8, bits))])  # every pixel is 1
    n_per_byte = 8 // bits
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", n_per_byte, 1, bits, 0, 0, 0, 0))
    data += chunk(b"IDAT", zlib.compress(b"\0" + packed)) + chunk(b"IEND", b"")
    assert decode_mask(data).tolist() == [[1] * n_per_byte]


@pytest.mark.parametrize("kept", [0.0, 0.1, 0.5, 0.9])
def test_a_mask_cut_short_is_refused(kept: float):
    data = encode_mask(np.random.default_rng(1).integers(0, 4, (50, 50), np.uint8))
    with pytest.raises((ValueError, OSError)):
        decode_mask(data[: int(len(data) * kept)])


@pytest.mark.parametrize("stopped_by", [KeyboardInterrupt, OSError])
def test_what_stops_the_writing_leaves_no_file_behind_and_the_folder_can_be_used_again(
    tmp_path: Path, stopped_by: type[BaseException]
):
    def samples() -> Iterator[NewSample]:
        yield sample(1)
        yield sample(2)
        raise stopped_by

    def write_half() -> None:
        write_version(
            tmp_path / "v", name="squares", class_names=CLASS_NAMES, source="a test", terms="none", samples=samples()
        )

    with pytest.raises(stopped_by):
        write_half()
    assert list(tmp_path.iterdir()) == []
    left = tmp_path / ".v.unfinished" / "frames"  # as a program that was killed leaves them
    left.mkdir(parents=True)
    (left / "frame9.png").write_bytes(b"half a fra")
    (tmp_path / "v").mkdir()
    with pytest.raises(stopped_by):
        write_half()
    assert [path.name for path in tmp_path.iterdir()] == ["v"]
    write(tmp_path / "v", sample(3), sample(9))
    assert [path.name for path in tmp_path.iterdir()] == ["v"]
    assert len(list(read_all(open_version(tmp_path / "v"), Split.TRAIN))) == 2


def test_other_files_of_a_version_appear_with_it(tmp_path: Path):
    written = write_version(
        tmp_path / "v", name="v", class_names=CLASS_NAMES, source="", terms="", samples=[sample(1)],
        other_files={"import.json": b"{}"},
    )  # fmt: skip
    assert (tmp_path / "v" / "import.json").read_bytes() == b"{}"
    assert open_version(tmp_path / "v") == written


def test_a_folder_with_anything_in_it_takes_no_version(tmp_path: Path):
    (tmp_path / "v").mkdir()
    (tmp_path / "v" / "letter.txt").write_text("mine")
    with pytest.raises(DatasetError, match="it is there already"):
        write(tmp_path / "v", sample(1))
    assert [path.name for path in (tmp_path / "v").iterdir()] == ["letter.txt"]


# versions made of others


def test_a_derived_version_knows_its_parent(tmp_path: Path):
    base = write(tmp_path / "base", sample(1))
    assert base.parents == ()
    made = derive_version(
        tmp_path / "d", base, base.samples, name="d", source="", how=Derivation.SPLIT, detail="seed 4"
    )
    assert made.parents == (VersionParent(base.name, base.id, Derivation.SPLIT, "seed 4"),)
    assert open_version(tmp_path / "d") == made
    child = derive_version(tmp_path / "e", made, made.samples, name="e", source="", how=Derivation.INJECTED)
    assert child.parents == (VersionParent("d", made.id, Derivation.INJECTED),)


def test_where_a_version_comes_from_is_no_part_of_its_id(tmp_path: Path):
    base = write(tmp_path / "base", sample(1))
    made = derive_version(tmp_path / "d", base, base.samples, name="d", source="", how=Derivation.SPLIT)
    assert made.id == base.id


def test_a_changed_mask_makes_another_version_and_leaves_all_else_as_it_was(tmp_path: Path):
    base = write(tmp_path / "base", sample(1), sample(2), sample(3))
    before = {path: path.read_bytes() for path in base.folder.rglob("*.png")}
    class_map = np.zeros((20, 30), np.uint8)
    class_map[2:4, 5:10] = 2
    changed = {"frame2": class_map, "frame3": None}
    made = derive_version(
        tmp_path / "d", base, base.samples, name="d", source="", how=Derivation.RELABELLED, changed=changed
    )
    opened = open_version(tmp_path / "d")
    assert opened == made
    assert opened.id != base.id
    one, two, three = opened.samples
    assert one == base.samples[0]
    assert np.array_equal(opened.read_class_map(two), class_map)
    assert two.n_pixels == (590, 0, 10)
    assert not opened.read_class_map(three).any()
    assert three.n_pixels == (600, 0, 0)
    for old, new in zip(base.samples, opened.samples, strict=True):
        assert (new.frame_sha256, new.group, new.split) == (old.frame_sha256, old.group, old.split)
        assert (opened.folder / new.frame_file).samefile(base.folder / old.frame_file)
    assert {path: path.read_bytes() for path in base.folder.rglob("*.png")} == before


def test_a_mask_changed_and_changed_back_is_the_same_data(tmp_path: Path):
    base = write(tmp_path / "base", sample(1))
    kept = base.read_class_map(base.samples[0])
    made = derive_version(
        tmp_path / "d", base, base.samples, name="d", source="", how=Derivation.RELABELLED, changed={"frame1": kept}
    )
    assert (made.id, made.samples) == (base.id, base.samples)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"frame9": None}, "frame9, which is no frame of it"),
        ({"frame1": np.zeros((30, 20), np.uint8)}, r"frame1: the mask is \(30, 20\)"),
        ({"frame1": np.full((20, 30), 3, np.uint8)}, "class 3, which has no name"),
    ],
)
def test_a_changed_mask_that_does_not_fit_is_refused_and_nothing_is_left(
    tmp_path: Path, changed: dict[str, np.ndarray | None], reason: str
):
    base = write(tmp_path / "base", sample(1))
    with pytest.raises(DatasetError, match=reason):
        derive_version(
            tmp_path / "d", base, base.samples, name="d", source="", how=Derivation.RELABELLED, changed=changed
        )
    assert [path.name for path in tmp_path.iterdir()] == ["base"]


@pytest.mark.parametrize("parents", [3, [{"name": "x"}], [{"name": "x", "id": "y", "how": "by magic"}]])
def test_parents_that_are_not_understood_are_refused_in_words(tmp_path: Path, parents: object):
    write(tmp_path / "v", sample(1))
    file = tmp_path / "v" / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "parents": parents}))
    with pytest.raises(DatasetError, match="not understood"):
        open_version(tmp_path / "v")
