"""The recorded piece for every test here."""

from __future__ import annotations

from report_samples import workspace as workspace
