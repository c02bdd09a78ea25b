"""Of the chosen model: its title, what can be done with it, on what it is proved, and the verdict in one sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.screens.models import ModelsState, ProofChoice, ProofState
from inspector.views.action_set import ActionSet
from inspector.views.fields import FIELD_PX
from inspector.views.models.choice import Choice
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import Card, ElidedLabel, action_button, dim_label, small
from inspector.views.theme import GRID, LARGE_PX, SMALL_PX, font


class ModelHead(Card):
    dataset_chosen = Signal(str)
    split_chosen = Signal(str)
    against_chosen = Signal(str)  # id of a model

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel()
        self._title.setFont(font(LARGE_PX, is_bold=True))
        self._subtitle = ElidedLabel()
        self._subtitle.setFont(font(SMALL_PX))
        self._subtitle.setProperty("dim", True)
        self._buttons = [
            action_button(actions.qaction(f"models.{verb}"), is_quiet=False, size_px=18)
            for verb in ("variant", "shadow", "export", "promote")
        ]
        self._dataset, self._split = Choice(self.tr("Dataset")), Choice(self.tr("Split"))
        self._against = Choice(self.tr("Against"))
        self._dataset.chosen.connect(self.dataset_chosen)
        self._split.chosen.connect(self.split_chosen)
        self._against.chosen.connect(self.against_chosen)
        self._prove = action_button(actions.qaction("models.prove"), is_quiet=False, size_px=18)
        self.verdict = small(PlainLabel())
        self.verdict.setFont(font(is_bold=True))
        self._about = small(dim_label("", SMALL_PX))
        self._stale = small(PlainLabel())
        self._stale.setProperty("warn", True)
        for button in (*self._buttons, self._prove):
            button.setFixedHeight(FIELD_PX)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addLayout(words, 1)
        for button in self._buttons:
            head.addWidget(button)
        choice = QHBoxLayout()
        choice.setSpacing(GRID)
        choice.addWidget(dim_label(self.tr("Proof on"), SMALL_PX))
        choice.addWidget(self._dataset, 3)
        choice.addWidget(self._split, 1)
        choice.addWidget(dim_label(self.tr("against"), SMALL_PX))
        choice.addWidget(self._against, 3)
        choice.addWidget(self._prove)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(choice)
        column.addWidget(self.verdict)
        column.addWidget(self._about)
        column.addWidget(self._stale)

    def show_state(self, state: ModelsState) -> None:
        self._title.setText(state.title)
        self._subtitle.setText(state.subtitle)

    def show_choice(self, choice: ProofChoice) -> None:
        self._dataset.show_choices(tuple((name, name) for name in choice.datasets), choice.dataset)
        self._split.show_choices(tuple((name, name) for name in choice.splits), choice.split)
        self._against.show_choices(choice.against, choice.against_id)

    def show_proof(self, state: ProofState | None, otherwise: str) -> None:
        """``otherwise``: what stands in the verdict's place while there is none."""
        self.verdict.setText(state.verdict if state is not None else otherwise)
        self._about.setText(state.about if state is not None else "")
        self._about.setVisible(bool(self._about.text()))
        is_stale = state is not None and state.is_stale
        self._stale.setText(
            self.tr("This proof is against another model than the one in use: prove it again before it is promoted.")
            * is_stale
        )
        self._stale.setVisible(is_stale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_words(event.size().width())

    def show_words(self, width: int) -> None:
        """Of the buttons, as far as there is room."""
        style = Qt.ToolButtonStyle
        for needed, button in zip((760, 640, 560, 400, 520), (*self._buttons, self._prove), strict=True):
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon if width >= needed else style.ToolButtonIconOnly)
