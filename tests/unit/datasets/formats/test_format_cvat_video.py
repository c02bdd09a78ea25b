"""CVAT for video 1.1: tracks over numbered frames, by the rules that CVAT itself goes by."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.core.messages import DatasetError
from inspector.datasets.version import Split, open_version
from tests.unit.datasets.formats.format_samples import (
    box_map,
    by_name,
    class_maps,
    faults,
    imported,
    put,
    put_frame,
    surveyed,
)

CLEAN = box_map(0, 0, 0, 0, 0).tolist()
LABELS = "<labels><label><name>pit</name></label><label><name>crack</name></label></labels>"


def box(frame: int, left: float, top: float, right: float, bottom: float, more: str = 'outside="0"') -> str:
    place = f'xtl="{left:.2f}" ytl="{top:.2f}" xbr="{right:.2f}" ybr="{bottom:.2f}"'
    return f'<box frame="{frame}" keyframe="1" occluded="0" {place} z_order="0" {more}></box>'


def polygon(frame: int, points: str, outside: int = 0) -> str:
    return f'<polygon frame="{frame}" keyframe="1" outside="{outside}" points="{points}" z_order="0"></polygon>'


def mask(frame: int, outside: int = 0) -> str:
    return f'<mask frame="{frame}" outside="{outside}" rle="0, 2" left="3" top="4" width="2" height="1" z_order="0"/>'


def track(*shapes: str, label: str = "pit", number: int = 0) -> str:
    return f'<track id="{number}" label="{label}" source="manual">{"".join(shapes)}</track>'


def document(
    *tracks: str, start: int = 0, stop: int = 5, step: str = "", mode: str = "interpolation", kind: str = "task"
) -> str:
    size = "<original_size><width>10</width><height>8</height></original_size>"
    frames = f"<start_frame>{start}</start_frame><stop_frame>{stop}</stop_frame><frame_filter>{step}</frame_filter>"
    task = f"<{kind}><mode>{mode}</mode>{frames}<subset>Train</subset>{LABELS}{size}</{kind}>"
    return f"<annotations><version>1.1</version><meta>{task}</meta>{''.join(tracks)}</annotations>"


def folder_of(place: Path, content: str, frames: range = range(6), suffix: str = ".png") -> Path:
    for number in frames:
        put_frame(place / "video" / "images" / f"frame_{number:06d}{suffix}", 50 + number)
    put(place / "video" / "annotations.xml", content)
    return place / "video"


def maps(folder: Path) -> dict[int, list[list[int]]]:
    version = imported("cvat", folder, folder.parent / "v")
    return {int(name.removeprefix("frame_")): class_map for name, class_map in class_maps(version).items()}


def test_what_cvat_lists_is_read_and_frames_without_an_object_are_clean(tmp_path: Path):
    listed = track(box(1, 1, 1, 4, 3), box(2, 2, 1, 5, 3), box(3, 2, 1, 5, 3, 'outside="1"'))
    drawn = track(polygon(4, "2,5;6,5;6,7;2,7"), polygon(5, "2,5;6,5;6,7;2,7", 1), label="crack", number=1)
    folder = folder_of(tmp_path, document(listed, drawn))
    version = imported("cvat", folder, tmp_path / "v")
    assert version.class_names == ("background", "pit", "crack")
    assert {sample.split for sample in version.samples} == {Split.TRAIN}
    expected = {1: box_map(1, 1, 1, 3, 4), 2: box_map(1, 1, 2, 3, 5), 4: box_map(2, 5, 2, 7, 6)}
    assert {f"frame_{at:06d}": expected[at].tolist() if at in expected else CLEAN for at in range(6)} == class_maps(
        version
    )


def test_boxes_and_ellipses_move_evenly_between_frames_that_are_listed(tmp_path: Path):
    boxes = track(box(0, 0, 0, 2, 2), box(2, 4, 2, 8, 4), box(3, 0, 0, 9, 9, 'outside="1"'))
    ovals = [f'<ellipse frame="{at}" outside="0" cx="{x}" cy="6" rx="1.2" ry="1.2"/>' for at, x in ((0, 2), (4, 6))]
    found = maps(folder_of(tmp_path, document(boxes, track(*ovals, label="crack", number=1), stop=4), range(5)))
    for at in range(5):  # 1.2 about a corner of pixels: the four around it
        assert found[at][5:] == box_map(2, 5, 1 + at, 7, 3 + at).tolist()[5:]
    assert found[0][:2] == box_map(1, 0, 0, 2, 2).tolist()[:2]
    assert found[1][:5] == box_map(1, 1, 2, 3, 5).tolist()[:5]  # half way: 2, 1, 5, 3
    assert found[2][:5] == box_map(1, 2, 4, 4, 8).tolist()[:5]
    assert all(1 not in row for at in (3, 4) for row in found[at])


def test_a_box_turns_the_shorter_way(tmp_path: Path):
    turning = track(box(0, 2, 3, 8, 5, 'outside="0" rotation="350"'), box(2, 2, 3, 8, 5, 'outside="0" rotation="10"'))
    found = maps(folder_of(tmp_path, document(turning, stop=2), range(3)))
    assert found[1] == box_map(1, 3, 2, 5, 8).tolist()


def test_a_track_is_gone_from_outside_until_it_is_listed_again_and_then_stays_to_the_end(tmp_path: Path):
    square = "1,1;4,1;4,3;1,3"
    shapes = (polygon(0, square), polygon(1, square, 1), polygon(3, square), polygon(4, square))
    found = maps(folder_of(tmp_path, document(track(*shapes))))
    here = box_map(1, 1, 1, 3, 4).tolist()
    assert [found[at] for at in range(6)] == [here, CLEAN, CLEAN, here, here, here]


def test_a_polygon_stays_where_it_is_the_same_and_is_refused_where_it_changes_unseen(tmp_path: Path):
    square, other = "1,1;4,1;4,3;1,3", "1,1;5,1;5,3;1,3"
    shapes = (polygon(0, square), polygon(2, square), polygon(5, other))
    folder = folder_of(tmp_path, document(track(*shapes)))
    assert faults(surveyed("cvat", folder)) == {f"images/frame_00000{at}.png": "missing mask" for at in (3, 4)}
    found = class_maps(imported("cvat", folder, tmp_path / "v", skips=True))
    assert found["frame_000001"] == box_map(1, 1, 1, 3, 4).tolist()


def test_a_mask_is_of_its_frame_alone(tmp_path: Path):
    found = maps(folder_of(tmp_path, document(track(mask(0), mask(2), mask(3, 1)))))
    here = box_map(1, 4, 3, 5, 5).tolist()
    assert [found[at] for at in range(6)] == [here, CLEAN, here, CLEAN, CLEAN, CLEAN]


def test_a_shape_of_the_last_frame_but_one_alone_leaves_the_last_one_open(tmp_path: Path):
    folder = folder_of(tmp_path, document(track(box(4, 1, 1, 4, 3))))
    assert faults(surveyed("cvat", folder)) == {"images/frame_000005.png": "contradiction"}
    put(folder / "annotations.xml", document(track(box(5, 1, 1, 4, 3))))
    assert surveyed("cvat", folder).problems == ()


def test_frames_are_those_of_the_task_by_number_and_step_and_others_are_not_annotated(tmp_path: Path):
    tracks = track(box(2, 1, 1, 4, 3), box(4, 1, 1, 4, 3, 'outside="1"'))
    folder = folder_of(tmp_path, document(tracks, start=2, stop=6, step="step=2"), range(9), ".PNG")
    report = surveyed("cvat", folder)
    assert (report.n_importable, report.n_clean) == (3, 2)
    assert report.unannotated == tuple(f"images/frame_00000{at}.PNG" for at in (0, 1, 3, 5, 7, 8))


def test_frames_in_between_need_no_picture_but_those_that_are_listed_do(tmp_path: Path):
    folder = folder_of(tmp_path, document(track(box(0, 1, 1, 4, 3), box(4, 1, 1, 4, 3))), range(0, 6, 3))
    assert faults(surveyed("cvat", folder)) == {"frame_000004": "missing picture"}
    assert by_name(imported("cvat", folder, tmp_path / "v", skips=True)).keys() == {"frame_000000", "frame_000003"}


def test_a_frame_of_another_size_is_refused(tmp_path: Path):
    folder = folder_of(tmp_path, document(track(box(0, 1, 1, 4, 3), box(1, 1, 1, 4, 3, 'outside="1"'))), range(1))
    put_frame(folder / "images" / "frame_000001.png", height=10, width=8)
    assert faults(surveyed("cvat", folder)) == {"images/frame_000001.png": "size mismatch"}


def test_the_frames_of_a_job_are_those_between_the_first_and_the_last_that_are_listed(tmp_path: Path):
    tracks = track(box(2, 1, 1, 4, 3), box(4, 1, 1, 4, 3, 'outside="1"'))
    folder = folder_of(tmp_path, document(tracks, stop=1, kind="job"))
    assert (surveyed("cvat", folder).n_importable, len(surveyed("cvat", folder).unannotated)) == (3, 3)


def test_the_frames_of_two_videos_stay_apart(tmp_path: Path):
    for name, left in (("coil A", 1), ("coil B", 5)):
        shapes = (box(0, left, 1, left + 2, 3), box(1, 0, 0, 1, 1, 'outside="1"'))
        folder_of(tmp_path / "all" / name, document(track(*shapes), stop=1), range(2))
    found = class_maps(imported("cvat", tmp_path / "all", tmp_path / "v"))
    with_defect = {name: class_map for name, class_map in found.items() if class_map != CLEAN}
    assert len(found) == 4
    groups = {sample.group for sample in open_version(tmp_path / "v").samples}
    assert groups == {"coil A/video/annotations", "coil B/video/annotations"}  # never in two splits
    assert with_defect == {
        "coil A__video__images__frame_000000": box_map(1, 1, 1, 3, 3).tolist(),
        "coil B__video__images__frame_000000": box_map(1, 1, 5, 3, 7).tolist(),
    }


SQUARE = box(0, 1, 1, 4, 3)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (document(track(SQUARE), mode="annotation"), "export it for images"),
        (document(track(SQUARE, SQUARE)), "two shapes in one frame"),
        (document(track(SQUARE.replace('"0"', '"x"', 1))), "frame of a box is no whole number"),
        (document(track(SQUARE.replace('outside="0"', 'outside="no"'))), "neither 0 nor 1"),
        (document(track(SQUARE.replace('outside="0"', ""))), "neither 0 nor 1"),
        (document(track(box(9, 1, 1, 4, 3))), "frame 9, which is none"),
        (document(track(SQUARE)).replace("<stop_frame>5", "<stop_frame>five"), "stop_frame is no whole number"),
        (document(track(SQUARE)).replace("</task>", "</task><task/>"), "2 videos"),
        (document(), "no XML file of annotations with images or tracks"),
    ],
)  # fmt: skip
def test_documents_that_leave_open_which_frames_they_are_of_are_refused(tmp_path: Path, content: str, said: str):
    folder = folder_of(tmp_path, content)
    with pytest.raises(DatasetError, match=said):
        surveyed("cvat", folder)
