"""Which pictures of the evidence somebody labels: those that no rule of retention may remove."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from inspector.annotation.label_sheet import MAX_SHEET_BYTES
from inspector.core.messages import Code, LabelError, message
from inspector.core.typed_json import parsed_json
from inspector.core.untrusted import read_bounded


def labelled_evidence(annotations: Path) -> frozenset[str]:
    """Their paths below the evidence folder, by what the sheets of all labels say.

    Raises LabelError where one cannot be read: whoever would remove pictures must not, then.
    """
    found = set()
    for sheet in sorted(annotations.glob("??/*.json")):
        try:
            loaded = parsed_json(read_bounded(sheet, MAX_SHEET_BYTES))
            source = loaded["source"]
            kind, path = source["kind"], PurePosixPath(source["path"])
        except FileNotFoundError:  # removed since it was listed
            continue
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LabelError(message(Code.LABELS_UNUSABLE, path=str(sheet), detail=str(error))) from error
        if kind == "evidence" and len(path.parts) > 1:
            found.add(PurePosixPath(*path.parts[1:]).as_posix())  # without the folder's own name
    return frozenset(found)
