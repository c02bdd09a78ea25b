"""Pictures of the window in every state, to be looked at by people: python -m tests.gui.views.gallery_of_states OUT

Run it on a real screen, or with: xvfb-run -a -s "-screen 0 1920x1080x24" …
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from inspector.screens.balance_actions import BALANCE_PAGE
from inspector.screens.live import MapExtent, OverlayLook, RunState
from inspector.screens.live_actions import LIVE_PAGE
from inspector.screens.models import FramePictures
from inspector.screens.models_actions import MODELS_PAGE
from inspector.screens.not_inspected import NotInspectedState
from inspector.screens.shell import EmptyState
from inspector.views.balance.balance_page import BalancePage
from inspector.views.live.live_page import LivePage
from inspector.views.main_window import MainWindow
from inspector.views.models.models_page import ModelsPage
from inspector.views.theme import Theme

if not __package__:
    sys.path.insert(0, str(Path(__file__).parent))
    import fabricated
    import fabricated_balance
    import fabricated_models
else:
    from tests.gui.views import fabricated, fabricated_balance, fabricated_models

SIZES = ((1280, 720), (1920, 1080))
BALANCE_SIZES = ((1024, 640), *SIZES)
NOTHING_YET = EmptyState(
    "No frames yet. Open a folder, a camera, or try the demo strip.",
    ("live.open_folder", "live.open_camera", "live.open_demo"),
)


def empty(window: MainWindow, page: LivePage) -> None:
    window.show_chrome(fabricated.frame_of_window(is_empty=True))
    page.show_state(fabricated.live_state(RunState.NOTHING))
    page.show_empty(NOTHING_YET)
    page.show_classes(fabricated.class_states())


def running(window: MainWindow, page: LivePage) -> None:
    window.show_chrome(fabricated.frame_of_window())
    page.show_empty(None)
    page.show_state(fabricated.live_state())
    page.show_classes(fabricated.class_states())
    page.show_histograms(fabricated.histograms())
    page.show_look(OverlayLook())
    page.show_map(fabricated.EXTENT, 312.4)
    page.upsert_defects([fabricated.defect_row(number, 312.0) for number in range(1, 120)])
    page.add_gaps(fabricated.GAPS)
    page.add_thumbnails([fabricated.thumbnail(number) for number in range(90, 120)])
    page.show_frame(fabricated.display_frame())


def frozen(window: MainWindow, page: LivePage) -> None:
    running(window, page)
    page.show_state(fabricated.live_state(is_frozen=True, is_slow=True))
    page.show_frame(fabricated.display_frame(has_focus=True))
    page.select_defect(112)


def zoomed(window: MainWindow, page: LivePage) -> None:
    running(window, page)
    page.show_frame(fabricated.busy_frame())
    canvas = page.canvas
    canvas.zoom_at(canvas.width() / 2, canvas.height() / 2, 3.3 / canvas.zoom)


def uncalibrated(window: MainWindow, page: LivePage) -> None:
    running(window, page)
    page.clear_piece()
    page.show_map(MapExtent(61_440, 1600, "px", "px", False), 61_440)


def noticed(window: MainWindow, page: LivePage) -> None:
    """All that the strip can tell at once, and its panel."""
    running(window, page)
    page.show_coverage(fabricated.LOW_COVERAGE)
    page.show_alarms(fabricated.ALARMS)
    page.show_message(fabricated.WARNING)
    page.add_not_inspected(fabricated.NOT_INSPECTED)
    page.show_not_inspected(NotInspectedState("15 of 60 frames were not inspected", n=15))
    window.actions_of_window.qaction("live.alarms").trigger()


def error(window: MainWindow, page: LivePage) -> None:
    running(window, page)
    window.show_chrome(fabricated.frame_of_window(has_trouble=True))
    page.show_message(fabricated.WARNING)
    page.show_message(fabricated.ERROR)


def keys(window: MainWindow, page: LivePage) -> None:
    running(window, page)
    window.show_keys(True)


STATES: tuple[Callable[[MainWindow, LivePage], None], ...] = (
    empty,
    running,
    frozen,
    zoomed,
    uncalibrated,
    error,
    noticed,
    keys,
)


def balance_empty(window: MainWindow, page: BalancePage) -> None:
    window.show_chrome(fabricated.frame_of_window(is_empty=True))
    page.show_state(fabricated_balance.CLOSED)
    page.show_empty(fabricated_balance.OPEN_FIRST)


def balance_open(window: MainWindow, page: BalancePage) -> None:
    window.show_chrome(fabricated.frame_of_window(is_empty=True))
    page.show_empty(None)
    page.show_state(fabricated_balance.state())
    page.show_preview(fabricated_balance.preview())
    page.show_rules(fabricated_balance.rules())
    page.show_library(fabricated_balance.donor_items())
    page.select_donor("donor-3")


def balance_target(window: MainWindow, page: BalancePage) -> None:
    balance_open(window, page)
    page.show_state(fabricated_balance.TARGET_CHANGED)
    page.show_preview(fabricated_balance.preview(score=0.21, is_donor_excluded=True))


def balance_wipe(window: MainWindow, page: BalancePage) -> None:
    balance_open(window, page)
    window.actions_of_window.qaction("balance.wipe").trigger()


def balance_compare(window: MainWindow, page: BalancePage) -> None:
    balance_open(window, page)
    page.show_state(fabricated_balance.state(is_comparing=True))
    page.show_preview(fabricated_balance.compared())


def balance_bands(window: MainWindow, page: BalancePage) -> None:
    balance_open(window, page)
    page.show_state(fabricated_balance.BANDS)


def balance_work(window: MainWindow, page: BalancePage) -> None:
    balance_open(window, page)
    page.show_work(fabricated_balance.READING)


def balance_error(window: MainWindow, page: BalancePage) -> None:
    balance_open(window, page)
    page.show_message(fabricated_balance.SURVEY_FAILED)


def balance_no_draw(window: MainWindow, page: BalancePage) -> None:
    balance_open(window, page)
    page.show_preview(fabricated_balance.NO_ATTEMPT)


BALANCE_STATES: tuple[Callable[[MainWindow, BalancePage], None], ...] = (
    balance_empty,
    balance_open,
    balance_target,
    balance_wipe,
    balance_compare,
    balance_bands,
    balance_work,
    balance_error,
    balance_no_draw,
)


def build_balance(theme: Theme | None = None) -> tuple[MainWindow, BalancePage]:
    window = MainWindow(theme)
    window.add_page(BALANCE_PAGE, lambda: BalancePage(window.actions_of_window))
    page = window.findChild(BalancePage)
    assert isinstance(page, BalancePage)
    return window, page


def models_card(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.fill(page)


def models_no_proof(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.no_proof(page)
    page.tabs.setCurrentWidget(page.gate)


def models_gate(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.fill(page)
    page.tabs.setCurrentWidget(page.gate)


def models_classes(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.fill(page)
    page.tabs.setCurrentWidget(page.classes)


def models_point(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.fill(page, index=5)
    page.tabs.setCurrentWidget(page.point)


def models_confusion(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.fill(page)
    page.tabs.setCurrentWidget(page.confusion)


def models_frames(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.fill(page)
    page.tabs.setCurrentIndex(5)
    for number in range(3):
        page.show_pictures(fabricated_models.pictures(f"coil-17/frame_{number:04}.png"))
    page.show_pictures(FramePictures("coil-17/frame_0003.png", trouble="The file was changed since it was written."))


def models_history(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.fill(page)
    page.tabs.setCurrentWidget(page.history)


def models_promote(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.fill(page)
    page.show_change(fabricated_models.CHANGE)


def models_variant(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.fill(page)
    page.show_variant(fabricated_models.VARIANT)


def models_many(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.many(page)
    page.tabs.setCurrentWidget(page.classes)


def models_many_confused(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.many(page)
    page.tabs.setCurrentWidget(page.confusion)


def models_work(_window: MainWindow, page: ModelsPage) -> None:
    fabricated_models.working(page)


MODELS_STATES = (
    models_card, models_no_proof, models_gate, models_classes, models_point, models_confusion, models_frames,
    models_history, models_promote, models_variant, models_many, models_many_confused, models_work,
)  # fmt: skip


def build_models(theme: Theme | None = None) -> tuple[MainWindow, ModelsPage]:
    window = MainWindow(theme)
    window.add_page(MODELS_PAGE, lambda: ModelsPage(window.actions_of_window))
    page = window.findChild(ModelsPage)
    assert isinstance(page, ModelsPage)
    return window, page


def build(theme: Theme | None = None) -> tuple[MainWindow, LivePage]:
    window = MainWindow(theme)
    window.add_page(LIVE_PAGE, lambda: LivePage(window.actions_of_window))
    page = window.findChild(LivePage)
    assert isinstance(page, LivePage)
    return window, page


def settle(app: QApplication, seconds: float = 0.35) -> None:
    """Let fades end and layouts come to rest."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)


def main() -> None:
    out = Path(sys.argv[1])
    wanted = set(sys.argv[2:])
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    theme = Theme(app)
    for scheme in ("dark", "light"):
        theme.force(scheme)
        for make, states, sizes in (
            (build, STATES, SIZES), (build_balance, BALANCE_STATES, BALANCE_SIZES), (build_models, MODELS_STATES, SIZES)
        ):  # fmt: skip
            for width, height in sizes:
                for state in states:
                    name = f"{state.__name__}-{scheme}-{width}"
                    if wanted and not any(word in name for word in wanted):
                        continue
                    window, page = make(theme)
                    window.resize(width, height)
                    window.show()
                    settle(app, 0.1)
                    state(window, page)  # type: ignore[arg-type]
                    settle(app)
                    window.grab().save(str(out / f"{name}.png"))
                    window.allow_close()
                    window.deleteLater()


if __name__ == "__main__":
    main()
