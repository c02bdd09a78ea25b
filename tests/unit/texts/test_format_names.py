from __future__ import annotations

from inspector.datasets.formats.importing import READERS
from inspector.texts.dataset_formats import NAMES, format_name


def test_every_format_that_is_read_has_a_name():
    assert set(NAMES) == set(READERS)


def test_a_format_without_a_name_is_called_by_its_id():
    assert format_name("loco") == "loco"
