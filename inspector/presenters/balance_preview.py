"""Which injection is looked at, and what the plan makes of the settings: bars, preview, rules and library of a class.

change of settings, class or injection ► plan and preview (background), only the newest ► page
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from inspector.core.balancing import BalanceSettings, Verdict
from inspector.core.classes import ClassCatalogue
from inspector.screens.balance import LibraryItem, PreviewRequest, RulesState
from inspector.screens.shell import EmptyState
from inspector.texts import balance as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.core.calibration import Calibration
    from inspector.datasets.balancing.forecast import Trial, Trials
    from inspector.datasets.balancing.survey import Survey
    from inspector.presenters.balance_composer import Balanced, ComposedPreview
    from inspector.presenters.balance_editing import BalanceEditor
    from inspector.views.balance.balance_page import BalancePage

# Keys of the background work.
PREVIEW, LIBRARY, FORECAST = "preview", "library", "forecast"


@dataclass(frozen=True, slots=True, eq=False)
class OpenSurvey:
    """The dataset that is open: its survey, scale and looks of classes of the workspace, and what is doubtful about
    donors by key."""

    survey: Survey
    scale: Calibration | None
    catalogue: ClassCatalogue
    flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def class_names(self) -> tuple[str, ...]:
        return self.survey.version.class_names


@dataclass(frozen=True, slots=True)
class _PlanInputs:
    """A plan is made anew only when one of these differs."""

    settings: BalanceSettings
    kept: BalanceSettings | None
    class_index: int


class InjectionPreview:
    """``planned`` is called when the bars have changed."""

    def __init__(
        self, page: BalancePage, background: Background, editor: BalanceEditor, planned: Callable[[], object]
    ) -> None:
        self._page = page
        self._background = background
        self._editor = editor
        self._planned = planned
        self._open: OpenSurvey | None = None
        self._kept: BalanceSettings | None = None
        self._request = PreviewRequest(1)
        self._composed: ComposedPreview | None = None
        self._balanced: Balanced | None = None
        self._planned_for: _PlanInputs | None = None
        self._chosen_donor = ""  # in the library
        self._trials: Trials | None = None  # of the open survey

    @property
    def balanced(self) -> Balanced | None:
        """What the settings make of the dataset, as the bars show it; None before the first plan."""
        return self._balanced

    @property
    def is_comparing(self) -> bool:
        return self._kept is not None

    @property
    def donor_key(self) -> str:
        """Of the donor that is chosen in the library, else of the injection that is looked at; "" for none."""
        injection = self._composed.injection if self._composed else None
        return self._chosen_donor or (injection.donor if injection else "")

    def open(self, opened: OpenSurvey) -> None:
        """Another dataset: begin with the class that has the fewest donors."""
        self._open = opened
        self._kept = self._balanced = self._planned_for = self._composed = None
        self._chosen_donor = ""
        self._request = PreviewRequest(_rarest(opened.survey))
        self._background.outdate(PREVIEW)
        self._background.outdate(LIBRARY)
        self._background.outdate(FORECAST)
        self._trials = None
        self.show_rules()
        self.load_library()
        self.refresh()

    def set_flags(self, flags: Mapping[str, tuple[str, ...]]) -> None:
        if self._open is not None:
            self._open = replace(self._open, flags=flags)
            self.load_library()

    # what people do

    def choose_class(self, class_index: int) -> None:
        if class_index != self._request.class_index:
            self.look_at(PreviewRequest(class_index))

    def look_at(self, request: PreviewRequest) -> None:
        """Show this injection; rules and library are those of its class."""
        if self._open is None or not 0 < request.class_index < len(self._open.class_names):
            return
        is_other_class = request.class_index != self._request.class_index
        self._request = request
        if is_other_class:
            self._chosen_donor = ""
            self.show_rules()
            self.load_library()
        self.refresh()

    def step(self, n: int) -> None:
        """To the next injections, or back."""
        self.look_at(replace(self._request, injection_index=max(0, self._request.injection_index + n), attempt=0))

    def try_again(self) -> None:
        self.look_at(replace(self._request, attempt=self._request.attempt + 1))

    def choose_donor(self, key: str) -> None:
        self._chosen_donor = key

    def toggle_compare(self) -> None:
        """Keep the settings of now beside those that follow, or compare no more."""
        self._kept = None if self._kept is not None else self._editor.settings
        self.refresh()

    def judge(self, *, is_accepted: bool) -> None:
        """Note a verdict on the injection that is looked at, and go to the next."""
        composed = self._composed
        if composed is None or composed.injection is None or composed.request != self._request:
            return  # it is not what is looked at
        injection = composed.injection
        self._editor.judge(Verdict(self.class_name, injection.donor, injection.realism.score, is_accepted))
        self.step(1)

    @property
    def class_name(self) -> str:
        """Of the injection that is looked at, "" where no dataset is open."""
        return self._open.class_names[self._request.class_index] if self._open else ""

    # what is shown

    def refresh(self) -> None:
        """The preview asked for last, and the plan where it has changed; what was asked for between is not computed."""
        opened = self._open
        if opened is None:
            return
        inputs = _PlanInputs(self._editor.settings, self._kept, self._request.class_index)
        needs_plan, request = inputs != self._planned_for, self._request

        def compute() -> tuple[Balanced | None, ComposedPreview]:
            from inspector.presenters.balance_composer import balanced, compose_preview

            survey, settings, kept, looks = opened.survey, inputs.settings, inputs.kept, opened.catalogue
            plan = balanced(survey, settings, kept, inputs.class_index, opened.scale, looks) if needs_plan else None
            return plan, compose_preview(survey, settings, kept, request, looks)

        def show(computed: tuple[Balanced | None, ComposedPreview]) -> None:
            plan, composed = computed
            if self._open is None or self._open.survey is not opened.survey:
                return  # of the dataset before
            if plan is not None:
                self._balanced, self._planned_for = plan, inputs
                self._planned()
                self._forecast(opened, inputs, ())
            self._show_composed(composed)

        self._background.run(compute, done=show, key=PREVIEW, answers_begun=True)

    def _forecast(self, opened: OpenSurvey, inputs: _PlanInputs, so_far: tuple[Trial, ...]) -> None:
        """Whether what the plan wishes fits, row by row, so that whatever somebody wants comes in between."""
        plan = self._balanced.plan if self._balanced is not None else None
        if plan is None or self._planned_for is not inputs:
            return
        known = self._trials

        def try_row() -> tuple[Trials, Trial | None, Balanced | None]:
            from inspector.datasets.balancing.forecast import Trials
            from inspector.presenters.balance_composer import balanced

            trials = known or Trials(opened.survey)
            if len(so_far) < len(plan.portions):
                return trials, trials.of_row(plan, len(so_far), inputs.settings), None
            survey, looks = opened.survey, opened.catalogue
            return trials, None, balanced(
                survey, inputs.settings, inputs.kept, inputs.class_index, opened.scale, looks, so_far
            )  # fmt: skip

        def tried(answer: tuple[Trials, Trial | None, Balanced | None]) -> None:
            if self._open is None or self._open.survey is not opened.survey or self._planned_for is not inputs:
                return
            self._trials, trial, made = answer
            if trial is not None:
                self._forecast(opened, inputs, (*so_far, trial))
            elif made is not None:
                self._balanced = made
                self._planned()

        # A frame that cannot be read is told where it is looked at.
        self._background.run(try_row, done=tried, failed=lambda _: None, key=FORECAST)

    def _show_composed(self, composed: ComposedPreview) -> None:
        self._composed = composed
        if composed.problem is None:
            self._page.show_empty(None)
            self._page.show_preview(composed.shown)
            return
        self._page.show_preview(None)
        assert self._open is not None  # a preview of it was asked for
        survey, why = self._open.survey, message_text(composed.problem).why
        could_use_crops = bool(survey.crops) and not survey.hosts and not self._editor.settings.uses_crops
        hint = f" {texts.TICK_CROPS.translated()}" if could_use_crops else ""
        self._page.show_empty(EmptyState(f"{why[:1].upper()}{why[1:]}{hint}"))

    def show_rules(self) -> None:
        if self._open is None:
            self._page.show_rules(None)
            return
        name, settings, scale = self.class_name, self._editor.settings, self._open.scale
        verdicts = [verdict.is_accepted for verdict in settings.verdicts if verdict.class_name == name]
        mm_per_px = math.sqrt(scale.mm_per_px_across * scale.mm_per_px_along) if scale else None
        look = self._open.catalogue.look_of(name, self._request.class_index)
        self._page.show_rules(
            RulesState(look, settings.rules[name], mm_per_px, sum(verdicts), len(verdicts) - sum(verdicts))
        )

    def load_library(self) -> None:
        opened, settings, class_index = self._open, self._editor.settings, self._request.class_index
        if opened is None:
            return

        def load() -> tuple[LibraryItem, ...]:
            from inspector.presenters.balance_composer import library_of

            return library_of(opened.survey, settings, class_index, opened.flags, opened.catalogue)

        self._background.run(load, done=self._page.show_library, key=LIBRARY)

    def refresh_donor(self, key: str) -> None:
        """Its tile in the library, as the settings have it now."""
        opened, settings = self._open, self._editor.settings
        if opened is None or key not in opened.survey.donor_by_key:
            return

        def load() -> LibraryItem:
            from inspector.presenters.balance_composer import item_of

            donor, flags = opened.survey.donor_by_key[key], opened.flags.get(key, ())
            return item_of(opened.survey, donor, settings, flags, opened.catalogue)

        self._background.run(load, done=self._page.change_library_item)


def _rarest(survey: Survey) -> int:
    """The class with the fewest donors, but some; else the first."""
    counts = Counter(donor.class_index for donor in survey.donors)  # once over them: it is on the Qt thread
    return min(((n, index) for index, n in counts.items()), default=(0, 1))[1]
