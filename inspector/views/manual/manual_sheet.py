"""The manual over the window: contents or what a search found at the left, the page at the right.

Back and forward go through what was read. Nothing is fetched and no program is started by a link: pages lead to pages.
Keys without Ctrl or Alt mean the manual while it is open, and not what lies below; F-keys go on acting, as Stop does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QImage, QKeyEvent, QTextDocument
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.manual import PAGE_LINK, ManualHit, ManualPage, ManualPlace
from inspector.texts import manual as texts
from inspector.views.field_dialog import file_dialog
from inspector.views.icons import icon
from inspector.views.last_folders import FileKind
from inspector.views.manual.document import made_document, screen_ink
from inspector.views.over_sheet import OverSheet
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.small_widgets import ElidedLabel, action_button
from inspector.views.theme import GRID, HUGE_PX, SMALL_PX, Tokens, font, tokens

CONTENTS_PX = 264
FIELD_PX = 32
LAST_PX = 96  # of the last section that are seen at least, however far down one goes
MAX_LEVEL = 2  # of the headings that the contents list below the page that is shown

_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_PLACE = Qt.ItemDataRole.UserRole


def _wish(event: QKeyEvent) -> str:
    """What a key means anywhere in the sheet; "" for nothing of its own."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    wishes = {
        (Qt.Key.Key_F, _CTRL): "search",
        (Qt.Key.Key_P, _CTRL): "print",
        (Qt.Key.Key_Left, _ALT): "back",
        (Qt.Key.Key_Right, _ALT): "forward",
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier): "close",
    }
    return next((wish for (key, modifier), wish in wishes.items() if (event.key(), held) == (key, modifier)), "")


class _PageView(QTextBrowser):
    """The page itself; keys that mean the whole sheet are left to it."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else the page is laid out twice

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _wish(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ManualSheet(OverSheet):
    place_wished = Signal(object)  # ManualPlace
    search_changed = Signal(str)
    pdf_wished = Signal(str)  # path, for the page that is shown

    def __init__(self, parent: QWidget, keys: QAction) -> None:
        """``keys`` shows the list of keys."""
        super().__init__(parent, self.tr("Manual"), max_width_px=1240)
        self._pages: Sequence[ManualPage] = ()
        self._page: ManualPage | None = None
        self._pictures: Mapping[str, QImage] = {}
        self._back: list[ManualPlace] = []
        self._forward: list[ManualPlace] = []
        self._place: ManualPlace | None = None
        self._document: QTextDocument | None = None
        self._colours: Tokens | None = None  # of the document
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search all pages  (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search all pages"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedHeight(FIELD_PX)
        self.search.textChanged.connect(self.search_changed)
        self.search.returnPressed.connect(self._on_return)
        self.contents = QListWidget()
        self.contents.setAccessibleName(self.tr("Pages of the manual"))
        self.contents.setFrameShape(QListWidget.Shape.NoFrame)
        self.contents.setStyleSheet("QListWidget::item { padding: 4px 8px; }")
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.itemClicked.connect(self._on_item)
        self.contents.itemActivated.connect(self._on_item)
        self.view = _PageView()
        self.view.setAccessibleName(self.tr("Page"))
        self.view.anchorClicked.connect(self._on_link)
        self._says = ElidedLabel()
        self._says.setProperty("dim", True)
        self._says.setFont(font(SMALL_PX))
        self.back = self._tool("previous", self.tr("Back"), self.tr("Back  (Alt+Left)"), self.go_back)
        self.forward = self._tool("next", self.tr("Forward"), self.tr("Forward  (Alt+Right)"), self.go_forward)
        self._lay_out(keys)
        self._refresh_tools()

    def _tool(self, icon_name: str, name: str, tip: str, clicked: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(icon_name))
        button.setAccessibleName(name)
        button.setFixedSize(QSize(FIELD_PX, FIELD_PX))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(clicked)
        set_tip(button, tip)
        return button

    def _word(self, text: str, tip: str, clicked: object) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(text)
        button.setMinimumSize(72, FIELD_PX)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(clicked)
        set_tip(button, tip)
        return button

    def _lay_out(self, keys: QAction) -> None:
        title = PlainLabel(self.tr("Manual"))
        title.setFont(font(HUGE_PX, is_bold=True))
        key_list = action_button(keys, is_quiet=False, size_px=18)
        key_list.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        key_list.setMinimumHeight(FIELD_PX)
        self.print = self._word(self.tr("Print…"), self.tr("Write this page as PDF  (Ctrl+P)"), self._ask_file)
        close = self._word(self.tr("Close"), self.tr("Close  (Esc)"), self.close_wished.emit)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        for part in (title, self.back, self.forward):
            head.addWidget(part)
        head.addWidget(self._says, 1)
        for part in (key_list, self.print, close):
            head.addWidget(part)
        left = QWidget()
        left.setFixedWidth(CONTENTS_PX)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addWidget(self.contents, 1)
        body = QHBoxLayout()
        body.setSpacing(2 * GRID)
        body.addWidget(left)
        body.addWidget(self.view, 1)
        self.column.addLayout(head)
        self.column.addLayout(body, 1)

    # What is shown

    def show_pages(self, pages: Sequence[ManualPage]) -> None:
        self._pages = pages
        self._show_contents()

    def show_page(self, page: ManualPage, pictures: Mapping[str, QImage], anchor: str) -> None:
        """In the colours of now. Where it stood before can be gone back to."""
        place = ManualPlace(page.id, anchor)
        if self._place is not None and place != self._place:
            self._back.append(self._place)
            self._forward.clear()
        self._show(page, pictures, place)

    def show_hits(self, hits: Sequence[ManualHit], summary: str) -> None:
        """What was found, in the place of the contents."""
        self.contents.clear()
        self.contents.setWordWrap(True)
        for hit in hits:
            where = hit.title if hit.heading in ("", hit.title) else f"{hit.heading}  ·  {hit.title}"
            item = QListWidgetItem(f"{where}\n{hit.excerpt}")
            item.setData(_PLACE, ManualPlace(hit.page_id, hit.anchor))
            self.contents.addItem(item)
        self.say(summary)

    def show_contents(self) -> None:
        self._show_contents()
        self.say("")

    def say(self, text: str) -> None:
        self._says.setText(text)

    @property
    def place(self) -> ManualPlace | None:
        return self._place

    def open_over(self) -> None:
        super().open_over()
        self.view.setFocus()

    def _show(self, page: ManualPage, pictures: Mapping[str, QImage], place: ManualPlace) -> None:
        is_other = page is not self._page or self._colours != tokens()
        self._page, self._pictures, self._place, self._colours = page, pictures, place, tokens()
        if is_other:
            document = made_document(page, pictures, screen_ink(), font())
            document.setDocumentMargin(GRID)
            room = document.rootFrame().frameFormat()
            room.setBottomMargin(self.view.viewport().height() - LAST_PX)  # the last section begins at the top, too
            document.rootFrame().setFrameFormat(room)
            self.view.setDocument(document)
            self._document = document  # the view does not own it; the one before goes here
        if not self.search.text():
            self._show_contents()
            self.say("")
        if place.anchor:
            self.view.scrollToAnchor(place.anchor)
        else:
            self.view.verticalScrollBar().setValue(0)
        self._refresh_tools()

    def _show_contents(self) -> None:
        self.contents.clear()
        self.contents.setWordWrap(False)
        for page in self._pages:
            is_shown = self._page is not None and page.id == self._page.id
            item = QListWidgetItem(page.title)
            item.setData(_PLACE, ManualPlace(page.id))
            item.setFont(font(is_bold=is_shown))
            self.contents.addItem(item)
            if not is_shown:
                continue
            self.contents.setCurrentItem(item)
            for section in page.sections:
                if 1 < section.level <= MAX_LEVEL:
                    below = QListWidgetItem(f"      {section.heading}")
                    below.setData(_PLACE, ManualPlace(page.id, section.anchor))
                    self.contents.addItem(below)
                    if below.data(_PLACE) == self._place:
                        self.contents.setCurrentItem(below)

    def _refresh_tools(self) -> None:
        self.back.setEnabled(bool(self._back))
        self.forward.setEnabled(bool(self._forward))
        self.print.setEnabled(self._page is not None)

    # What people do

    def go_back(self) -> None:
        self._step(self._back, self._forward)

    def go_forward(self) -> None:
        self._step(self._forward, self._back)

    def _step(self, there: list[ManualPlace], here: list[ManualPlace]) -> None:
        """Told as a wish like any other; the stacks are put right here, since a new page would empty one of them."""
        if not there or self._place is None:
            return
        here.append(self._place)
        self._place = None
        self.place_wished.emit(there.pop())

    def _on_item(self, item: QListWidgetItem) -> None:
        place = item.data(_PLACE)
        if isinstance(place, ManualPlace):
            self.place_wished.emit(place)

    def _on_return(self) -> None:
        """The first that was found; the arrows lead to the others."""
        item = self.contents.item(0)
        if self.search.text() and item is not None:
            self.contents.setCurrentItem(item)
            self.contents.setFocus()
            self._on_item(item)

    def _on_link(self, link: QUrl) -> None:
        text = link.toString()
        if text.startswith(PAGE_LINK):
            self.place_wished.emit(
                ManualPlace.from_text(QUrl.fromPercentEncoding(text.removeprefix(PAGE_LINK).encode()))
            )

    def _ask_file(self) -> None:
        if self._page is None:
            return
        dialog = file_dialog(self, texts.ASK_FILE.translated(), FileKind.EXPORTS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(texts.PDF_FILES.translated())
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._page.id}.pdf")
        dialog.fileSelected.connect(self.pdf_wished)
        dialog.open()

    def keeps(self, event: QKeyEvent) -> bool:
        if _wish(event):
            return True
        is_function = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
        is_copy = event.modifiers() == _CTRL and event.key() in (Qt.Key.Key_C, Qt.Key.Key_A)
        return is_copy or (not is_function and not event.modifiers() & (_CTRL | _ALT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = _wish(event)
        if wish == "search":
            self.search.setFocus()
            self.search.selectAll()
        elif wish == "print":
            self._ask_file()
        elif wish == "back":
            self.go_back()
        elif wish == "forward":
            self.go_forward()
        elif wish == "close" and self.search.hasFocus() and self.search.text():
            self.search.clear()
            self.view.setFocus()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.contents.setFocus()
            self.contents.setCurrentRow(max(self.contents.currentRow(), 0))
        else:
            super().keyPressEvent(event)
