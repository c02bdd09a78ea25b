"""Messages: grading tables, verdicts and reports."""

from __future__ import annotations

from inspector.core.messages import Code
from inspector.texts.phrase import Phrase, Tier
from inspector.texts.translate import Text

UNGRADED = Text("messages", "Inspection goes on; pieces that this table would grade get no verdict.")
NOT_SAVED = Text("messages", "Nothing was saved; the versions there are stay as they are.")

PHRASES = {
    Code.GRADING_TABLE_MISSING: Phrase(
        Tier.WARN,
        Text("messages", "There is no grading table “{name}”."),
        Text("messages", "The workspace has: {detail}."),
        UNGRADED,
        Text("messages", "Choose one on the Grading page, or correct [grading] in workspace.toml."),
    ),
    Code.GRADING_TABLE_BROKEN: Phrase(
        Tier.WARN,
        Text("messages", "The grading table “{path}” cannot be used."),
        Text("messages", "{detail}."),
        UNGRADED,
        Text("messages", "Correct the file, or save a new version on the Grading page."),
    ),
    Code.GRADING_TABLE_CHANGED: Phrase(
        Tier.WARN,
        Text("messages", "“{name}” was not saved."),
        Text("messages", "Somebody saved version {found} meanwhile; this edit began with version {based_on}."),
        Text("messages", "The edit stays in the form."),
        Text("messages", "Save it under another name, or open the newest version and edit that."),
    ),
    Code.GRADING_TABLE_WRONG: Phrase(
        Tier.WARN,
        Text("messages", "“{name}” is no table yet."),
        Text("messages", "{detail}."),
        NOT_SAVED,
        Text("messages", "Correct what is marked in the form."),
    ),
    Code.GRADING_CLASSES_UNKNOWN: Phrase(
        Tier.WARN,
        Text("messages", "Some rules of the grading table “{table}” are never met with the model “{model}”."),
        Text("messages", "It reports no defects of a class called {names}, which the table names."),
        Text("messages", "Pieces get their verdict by the other rules."),
        Text("messages", "Correct the names on the Grading page, or take these rules out."),
    ),
    Code.GRADING_EDIT_UNSAVED: Phrase(
        Tier.WARN,
        Text("messages", "“{name}” has edits that are not saved."),
        Text("messages", "Another table was asked for, and only one can be in the form."),
        Text("messages", "The edits stay in the form."),
        Text("messages", "Save them; or choose the same once more, and they are given up."),
    ),
    Code.GRADING_TABLE_SAVED: Phrase(
        Tier.NOTE,
        Text("messages", "“{name}” was saved as version {version}."),
        Text("messages", "The versions before stay, and verdicts name the version that gave them."),
        Text("messages", "A piece that is being inspected keeps its table; the next one gets the new version."),
        None,
    ),
    Code.GRADING_VERDICTS_RECORDED: Phrase(
        Tier.NOTE,
        Text("messages", "{n} verdicts by version {version} of “{name}” were recorded."),
        Text("messages", "The verdicts before stay in the records of these pieces."),
        None,
        None,
    ),
    Code.PIECE_UNKNOWN: Phrase(
        Tier.STOP,
        Text("messages", "There is no piece or inspection “{name}”."),
        Text("messages", "The records at “{path}” hold none of this name, and no inspection whose id begins so."),
        None,
        Text("messages", "Give the name as it was typed, or the beginning of an inspection's id."),
    ),
    Code.PIECE_AMBIGUOUS: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” names {n} inspections."),
        Text("messages", "Their ids are listed above."),
        None,
        Text("messages", "Give more of the id."),
    ),
    Code.REPORT_MADE: Phrase(
        Tier.NOTE,
        Text("messages", "The report was written."),
        Text("messages", "It is at “{path}”."),
        None,
        None,
    ),
}
