"""A page of the manual as a text document, for the screen in the colours of now, or for paper.

    ManualPage + pictures + Ink  ->  QTextDocument

Qt reads the Markdown; headings become anchors, and everything gets its size, colour and room. Lengths are in px, of
which paper has 96 to an inch, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
    QTextTable,
)

from inspector.screens.manual import PICTURE_PX, ManualPage
from inspector.views.theme import GRID, mixed, tokens

_READ = QTextDocument.MarkdownFeature
FEATURES = _READ.MarkdownDialectGitHub | _READ.MarkdownNoHTML


@dataclass(frozen=True, slots=True)
class Ink:
    """How a page looks."""

    text: str
    link: str
    line: str
    code_ground: str
    body_px: float
    heading_px: tuple[float, float, float]  # of the first, the second, and all further levels
    gap_px: float  # below a paragraph
    picture_px: int  # no picture is wider


def screen_ink() -> Ink:
    """In the colours of the theme in force."""
    t = tokens()
    return Ink(t.text, t.accent, t.line, mixed(t.text, t.surface, 0.07), 14, (24, 18, 15), GRID, PICTURE_PX)


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of text of one look, by its place in the document."""

    start: int
    length: int
    look: QTextCharFormat


def made_document(page: ManualPage, pictures: Mapping[str, QImage], ink: Ink, base: QFont) -> QTextDocument:
    """``pictures`` by name; one that is not there leaves its place empty. ``base``: the font, in sizes of ``ink``."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(_sized(base, ink.body_px))
    document.setIndentWidth(2.5 * GRID)
    wrapping = document.defaultTextOption()
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)  # a long path or command, too
    document.setDefaultTextOption(wrapping)
    for name in page.pictures:  # each, else Qt looks for it on the disk
        picture = pictures.get(name, _nothing())
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), picture)
    document.setMarkdown(page.markdown, FEATURES)
    anchors = iter([one.anchor for one in page.sections if one.heading])
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for table in _tables(document):
        _lay_out_table(table, ink)
    for block in _blocks(document):
        _lay_out(cursor, block, ink, base, anchors, pictures)
    cursor.endEditBlock()
    return document


def _nothing() -> QImage:
    made = QImage(1, 1, QImage.Format.Format_ARGB32)
    made.fill(0)
    return made


def _sized(base: QFont, pixels: float, *, is_bold: bool = False) -> QFont:
    made = QFont(base)
    made.setPixelSize(max(round(pixels), 1))
    if is_bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def _tables(document: QTextDocument) -> list[QTextTable]:
    return [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _lay_out_table(table: QTextTable, ink: Ink) -> None:
    _mend_head(table)
    if table.rows() > 1 and not any(_cell_text(table, 0, column) for column in range(table.columns())):
        table.removeRows(0, 1)  # Markdown demands a head, also where there is nothing to say in it
    look = table.format()
    look.setBorder(1)
    look.setBorderBrush(QBrush(QColor(ink.line)))
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderCollapse(True)
    look.setCellPadding(ink.gap_px * 0.6)
    look.setCellSpacing(0)
    look.setTopMargin(ink.gap_px / 2)
    look.setBottomMargin(ink.gap_px * 1.5)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 99))
    table.setFormat(look)


def _mend_head(table: QTextTable) -> None:
    """After a block of code Qt's reader puts an empty line before the first word of a table, which it leaves thin."""
    cursor = table.cellAt(0, 0).firstCursorPosition()
    last = table.cellAt(0, 0).lastCursorPosition()
    if cursor.block() != last.block() and not cursor.block().text():
        cursor.deleteChar()
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        cursor = cell.firstCursorPosition()
        cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(bold)


def _cell_text(table: QTextTable, row: int, column: int) -> str:
    cell = table.cellAt(row, column)
    return cell.firstCursorPosition().block().text().strip()


def _lay_out(
    cursor: QTextCursor, block: QTextBlock, ink: Ink, base: QFont, anchors: Iterator[str],
    pictures: Mapping[str, QImage],
) -> None:  # fmt: skip
    level = block.blockFormat().headingLevel()
    is_code = block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence.value)
    _space(cursor, block, ink, level, is_code=is_code)
    if level:
        look = QTextCharFormat()
        look.setFont(_sized(base, ink.heading_px[min(level, 3) - 1], is_bold=True))
        look.setAnchor(True)
        look.setAnchorNames([next(anchors, "")])
        cursor.setPosition(block.position())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)
        return
    for run in _runs(block):
        cursor.setPosition(run.start)
        cursor.setPosition(run.start + run.length, QTextCursor.MoveMode.KeepAnchor)
        if run.look.isImageFormat():
            _fit_picture(cursor, run.look.toImageFormat(), pictures, ink)
        elif run.look.fontFixedPitch():
            cursor.mergeCharFormat(_code_look(run.look, ink, is_block=is_code))
        elif run.look.isAnchor():
            cursor.mergeCharFormat(_link_look(ink))


def _space(cursor: QTextCursor, block: QTextBlock, ink: Ink, level: int, *, is_code: bool) -> None:
    look = QTextBlockFormat()
    in_table = QTextCursor(block).currentTable() is not None
    follows_code = is_code and block.next().blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence.value)
    tight = in_table or follows_code
    above = (0.0, 3.0, 2.0, 1.5)[min(level, 3)] if level and block.previous().isValid() else 0.0
    if not level and block.textList() is None and block.previous().textList() is not None:
        above = 0.65  # what follows a list stands apart from it
    below = 0.6 if level else 0.35 if block.textList() is not None else 0.0 if tight else 1.0
    look.setTopMargin(above * ink.gap_px)
    look.setBottomMargin(below * ink.gap_px)
    is_picture = bool(block.text()) and not block.text().strip("\ufffc")  # of which Qt stretches the line
    look.setLineHeight(
        100 if is_code or in_table or is_picture else 112, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    )
    look.setNonBreakableLines(False)
    if is_code:
        look.setBackground(QColor(ink.code_ground))
        look.setLeftMargin(ink.gap_px)
    cursor.setPosition(block.position())
    cursor.mergeBlockFormat(look)


def _runs(block: QTextBlock) -> list[_Run]:
    """A list, since a change of the document ends its iterators."""
    runs = []
    place = block.begin()
    while not place.atEnd():
        fragment: QTextFragment = place.fragment()
        runs.append(_Run(fragment.position(), fragment.length(), QTextCharFormat(fragment.charFormat())))
        place += 1
    return runs


def _code_look(look: QTextCharFormat, ink: Ink, *, is_block: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setFont(_sized(font, ink.body_px * 0.92))
    if not is_block:
        made.setBackground(QColor(ink.code_ground))
    if look.isAnchor():
        made.setForeground(QColor(ink.link))
    return made


def _link_look(ink: Ink) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(ink.link))
    made.setFontUnderline(False)
    return made


def _fit_picture(cursor: QTextCursor, look: QTextImageFormat, pictures: Mapping[str, QImage], ink: Ink) -> None:
    picture = pictures.get(look.name())
    if picture is None:
        return
    width = min(picture.width(), ink.picture_px)
    look.setWidth(width)
    look.setHeight(round(picture.height() * width / picture.width()))
    cursor.setCharFormat(look)
