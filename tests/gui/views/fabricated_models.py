"""States of the Models page made up by hand, and the page filled with them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from inspector.presenters import models_composer as composer
from inspector.screens.balance import Fact, WorkState
from inspector.screens.models import (
    CardSection,
    ChangeKind,
    ChangeState,
    CheckLine,
    CheckState,
    FramePictures,
    HistoryLine,
    HistoryState,
    ModelMark,
    ModelRow,
    ModelsState,
    ProofChoice,
    ProofState,
    ShadowState,
    VariantState,
)
from inspector.views.models.models_page import ModelsPage
from tests import fabricated_proof

VERDICT = "Finds more cracks (+6 ± 3 points), 30 more false alarms per 1,000 frames; too few frays to say."
ROWS = (
    ModelRow(
        "active", "steel-plain 3", "plain-net-m · run spring", "promoted 2026-02-12 06:02 by A. Meyer",
        ModelMark.ACTIVE,
    ),
    ModelRow(
        "candidate", "line1-unet 4", "unet-resnet18 · run line1-unet-4", "2026-03-01 12:04 · never promoted"
    ),
    ModelRow("old", "line1-unet 3", "unet-resnet18 · run line1-unet-3", "2026-01-20 17:41 · never promoted"),
    ModelRow("shipped", "rail-plain 1", "plain-net-m · comes with the program", "never promoted"),
    ModelRow(
        "broken", "copy-of-model.onnx", "The model “copy-of-model.onnx” was not loaded.",
        "It cannot be read as an ONNX file: the file ends early.", ModelMark.BROKEN,
    ),
)  # fmt: skip
SHADOW = ShadowState(
    "line1-unet 4 in shadow beside steel-plain 3: compared 312 of 3,120 frames, agreed on 98.1 % · crack: 4 only in "
    "the candidate · 3 frames kept to be labelled"
)
CARD = (
    CardSection(
        "Where it comes from",
        (
            Fact("network", "unet-resnet18"),
            Fact("training run", "line1-unet-4, 2026-03-01 09:12"),
            Fact("dataset versions", "line1-spring 0123abcd, line1-clean 77aa0192"),
            Fact("recipe", "fine, 4 000 steps"),
            Fact("seed", "7"),
            Fact("began with", "steel-plain 3"),
            Fact("code version", "0.9.0"),
            Fact("content (sha256)", fabricated_proof.CANDIDATE),
        ),
    ),
    CardSection(
        "What it knows",
        tuple(Fact(name, "from score 0.50 and 16 px") for name in fabricated_proof.CLASSES),
    ),
    CardSection(
        "How good it was found to be", (Fact("mIoU over defect classes", "0.742 (0.701 to 0.779), line1-spring test"),)
    ),
    CardSection(
        "Terms", (Fact("licence", "not stated"), Fact("demonstration", "no plant should rely on it", True))
    ),
)  # fmt: skip
STATE = ModelsState(
    ROWS, "candidate", "steel-plain 3 is in use",
    "promoted 2026-02-12 06:02 by A. Meyer: finds the frays of coil 17", "line1-unet 4",
    "a candidate: never promoted here", CARD,
)  # fmt: skip
CHOICE = ProofChoice(
    ("line1-spring", "line1-clean"), "line1-spring", ("test", "val"), "test",
    (("active", "steel-plain 3"), ("old", "line1-unet 3")), "active",
)  # fmt: skip
HISTORY = HistoryState(
    (
        HistoryLine("2026-02-12 06:02", "promoted", "steel-plain 3", "A. Meyer", "finds the frays of coil 17"),
        HistoryLine("2026-02-10 14:20", "rolled back", "steel-plain 2", "B. Okafor", "alarmed on every weld"),
        HistoryLine(
            "2026-02-10 13:55", "promoted, gate overridden", "line1-unet 2", "B. Okafor",
            "trial for one coil (against: false-alarms)", True,
        ),
    ),
    "The audit chain is whole: 312 entries.",
)  # fmt: skip
CHANGE = ChangeState(
    ChangeKind.PROMOTE, "Promote line1-unet 4",
    "The line runs: line1-unet 4 inspects from the next frame on. steel-plain 3 stays ready for the way back.",
    "This speaks against it. Your name and reason are recorded with it:",
    ("Of 256 px or more it finds 8 points less; at most 2 less are allowed.", "Its card does not say: licence."),
    "A. Meyer", button="Promote all the same",
)  # fmt: skip


VARIANT = VariantState(
    "A smaller variant of line1-unet 4",
    "The same network in fewer bits, as a model of its own. line1-unet 4 stays as it is, and so does the line.",
    (("fp16", "16-bit floats (fp16)"), ("int8", "8-bit whole numbers (int8)")), "int8",
    "A quarter of the file, and faster on processors that multiply 8-bit numbers; others gain little.",
    ("line1-spring", "line1-clean"), "line1-spring",
    "The training frames of this dataset show in which ranges values lie; val and test are never looked at.",
)  # fmt: skip


def proof_state(class_names: tuple[str, ...] = fabricated_proof.CLASSES) -> ProofState:
    """Sentences are this module's own: those of the program are tested where they are made."""
    found = fabricated_proof.proof(class_names)
    return ProofState(
        VERDICT,
        "line1-spring 0123abcd, test: 200 frames in 24 groups · against steel-plain 3 · 2026-03-01 13:04 by A. Meyer",
        pair="steel-plain 3 → line1-unet 4",
        gate="2 checks failed.",
        checks=(
            CheckLine(CheckState.FAILED, "Finds as much: 256 px or more", "8 points less; 2 less are allowed."),
            CheckLine(CheckState.FAILED, "Card complete", "Its card does not say: licence."),
            CheckLine(CheckState.PASSED, "Same answers as in training", "100.00 % of pixels agree."),
            CheckLine(CheckState.NOT_CHECKED, "Finds as much: fray", "Too few frays to say whether it finds fewer."),
        ),
        classes=composer.class_lines(found), bands=composer.band_lines(found), notes=composer.notes(found),
    )  # fmt: skip


def pictures(name: str, height: int = 200, width: int = 320) -> FramePictures:
    rng = np.random.default_rng(3)
    steel = rng.normal(110, 12, (height, width)).clip(0, 255).astype(np.uint8)
    plain = np.repeat(steel[..., None], 3, axis=2)
    painted = plain.copy()
    painted[60:70, 40:220] = (230, 159, 0)
    return FramePictures(name, (plain, painted, plain, painted))


def fill(page: ModelsPage, *, index: int | None = None, cell: tuple[int, int] | None = (1, 0)) -> None:
    """As it looks with a proof of the chosen candidate."""
    found = fabricated_proof.proof()
    page.show_empty(None)
    page.show_plot()
    page.show_state(STATE)
    page.show_choice(CHOICE)
    page.show_proof(proof_state(), "")
    page.show_point(composer.working_point(found, index, 100.0, 10.0))
    page.show_confusion(composer.confusion(found, cell))
    page.show_frames(composer.worst_frames(found))
    page.show_history(HISTORY)
    page.show_shadow(SHADOW)
    page.show_change(None)
    page.show_variant(None)
    page.show_work(None)


def no_proof(page: ModelsPage) -> None:
    fill(page)
    page.show_proof(None, "Not proved yet. Choose held-out frames and press Prove.")
    page.show_point(None)
    page.show_confusion(composer.confusion(None, None))
    page.show_frames(None)


def many(page: ModelsPage) -> None:
    """40 models with long names, 20 classes."""
    fill(page)
    long = "surface-inspection-of-hot-rolled-strip-line-1-with-all-of-spring 2026.03.01-rc2"
    rows = [replace(ROWS[0], title=long), *(replace(ROWS[1], id=str(n), title=f"{long}-{n}") for n in range(39))]
    page.show_state(replace(STATE, rows=tuple(rows), chosen_id="3", title=f"{long}-3", headline=f"{long} is in use"))
    names = tuple(f"kind of defect number {n}" for n in range(20))
    found = fabricated_proof.proof(names)
    page.show_proof(replace(proof_state(names), verdict=" ".join([VERDICT] * 3)), "")
    page.show_confusion(composer.confusion(found, (1, 0)))


def working(page: ModelsPage) -> None:
    fill(page)
    page.show_work(WorkState("Proving line1-unet 4 against steel-plain 3 · 312 of 1 344 · 4 min left", 0.23))
