"""What the Grading page decides: which table is open, what becomes of its edits, and what it makes of stored pieces.

    choose or make a table ► editor (steps, faults) ► page
    save ► a new version in the workspace          replay (job) ► which verdicts would change ► record

Runs on the Qt thread and never waits: files go to a background of its own, a replay is a job. It imports no widget.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from inspector.core.grading import GradingTable, Verdict
from inspector.core.messages import Code, Message, message
from inspector.grading.table_text import TableFile, table_text
from inspector.jobs.job import JobProgress, JobState, JobStatus
from inspector.presenters.grading_editing import TableEditor
from inspector.presenters.work_in_hand import work_of
from inspector.screens.balance import WorkState
from inspector.screens.grading import GradingState, ReplayRow, ReplayState, RuleLine
from inspector.screens.shell import EmptyState
from inspector.session import Session
from inspector.texts import grading as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background
from inspector.workers.job_worker import ENDED, JobWorker

if TYPE_CHECKING:
    from inspector.reports.regrading import Replay
    from inspector.views.grading.grading_page import GradingPage
    from inspector.workspace.settings import GradingSettings

log = logging.getLogger("inspector.grading")

T = TypeVar("T")
TABLES = "tables"  # key of the background work
MAX_ROWS = 1000  # of a replay, on the page; the command line has no limit


class GradingPresenter:
    """NOTHING ► OPEN (saved, or changed); another table begins anew. One job at a time."""

    def __init__(
        self,
        page: GradingPage,
        session: Session,
        *,
        background: Background | None = None,
        jobs: JobWorker | None = None,
    ) -> None:
        self._page = page
        self._session = session
        self._background = background or Background(self._notify, name="grading")
        self._jobs = jobs or JobWorker()
        self._editor = TableEditor()
        self._tables: tuple[str, ...] = ()
        self._versions: tuple[int, ...] = ()
        self._before: GradingTable | None = None  # the version before the one that is open
        self._chosen: GradingSettings | None = None  # which tables grade
        self._replay: Replay | None = None
        self._replayed: GradingTable | None = None
        self._replayed_edit_of: int | None = None  # the version that was edited (0: none) and not saved; None: saved
        self._wanted: object = None  # what was asked for while edits were not saved
        self._has_ended = False
        self._acts: dict[str, Callable[[], object]] = {
            "grading.save": self._ask_note,
            "grading.use": self._use,
            "grading.replay": self.replay,
            "grading.record": self._record,
            "grading.add_rule": lambda: self._edit(self._editor.add_rule),
            "grading.remove_rule": lambda: self._edit(self._editor.remove_rule),
            "grading.rule_up": lambda: self._edit(lambda: self._editor.move_rule(-1)),
            "grading.rule_down": lambda: self._edit(lambda: self._editor.move_rule(1)),
            "grading.undo": lambda: self._edit(self._editor.undo),
            "grading.redo": lambda: self._edit(self._editor.redo),
            "grading.cancel": self._jobs.cancel,
        }
        page.action_triggered.connect(self._act)
        page.table_chosen.connect(self.open)
        page.version_chosen.connect(lambda version: self.open(self._name, version))
        page.new_chosen.connect(self.make)
        page.note_given.connect(self.save)
        page.rule_chosen.connect(lambda index: self._edit(lambda: self._editor.choose_rule(index)))
        page.table_changed.connect(lambda field, value: self._edit(lambda: self._editor.change_table(field, value)))
        page.rule_changed.connect(lambda field, value: self._edit(lambda: self._editor.change_rule(field, value)))
        self._jobs.status_changed.connect(self._job_moved)

    @property
    def table(self) -> GradingTable | None:
        """As it stands in the form."""
        return self._editor.table

    @property
    def is_calm(self) -> bool:
        """Nothing is being read, saved or judged."""
        return not (self._background.is_busy or self._jobs.is_busy)

    @property
    def _name(self) -> str:
        return self.table.name if self.table is not None else ""

    def page_shown(self) -> None:
        """The page is looked at. Until then nothing of it costs anything."""
        if self._has_ended:
            return
        if not self._background.is_started:
            self._background.start()
            self._show()
        self._list_tables()

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop: what runs is cancelled. True if in time."""
        self._has_ended = True
        has_ended = self._jobs.end(timeout_s)
        self._background.end()
        return self._background.join(timeout_s) and has_ended

    # tables

    def _list_tables(self, then_open: str = "") -> None:
        session = self._session

        def find() -> tuple[tuple[str, ...], GradingSettings]:
            from inspector.workspace.grading_tables import table_names
            from inspector.workspace.workspace import open_workspace

            workspace = open_workspace(session.open_workspace().folder)  # as it is on the disk now
            return table_names(workspace), workspace.settings.grading

        def found(listed: tuple[tuple[str, ...], GradingSettings]) -> None:
            self._tables, self._chosen = listed
            wanted = then_open or (self._chosen.table if self.table is None else "")
            if wanted in self._tables:
                self.open(wanted)
            self._show()

        self._background.run(find, done=found, key=TABLES)

    def open(self, name: str, version: int | None = None) -> None:
        """A version of a table, the newest where none is named. Edits that are not saved go when asked for twice."""
        session = self._session
        if not name or not self._may_leave((name, version)):
            return

        def read() -> tuple[GradingTable, tuple[int, ...], GradingTable | None]:
            from inspector.workspace.grading_tables import read_table, table_versions

            workspace = session.open_workspace()
            table = read_table(workspace, name, version).table
            versions = table_versions(workspace, name)
            earlier = [one for one in versions if one < table.version]
            before = read_table(workspace, name, earlier[-1]).table if earlier else None
            return table, versions, before

        def opened(found: tuple[GradingTable, tuple[int, ...], GradingTable | None]) -> None:
            table, self._versions, self._before = found
            self._editor.open(table, table.version)
            self._forget_replay()
            self._show()

        self._background.run(read, done=opened, failed=self._failed_to_open, key="open")

    def _may_leave(self, wanted: object) -> bool:
        """Edits that are not saved are given up by whoever asks for the same a second time."""
        table = self.table
        if table is None or not self._editor.is_changed or (self._wanted == wanted and wanted is not None):
            self._wanted = None
            return True
        self._wanted = wanted
        self._notify(message(Code.GRADING_EDIT_UNSAVED, name=table.name))
        self._show()  # the choice on the page goes back to what is open
        return False

    def _failed_to_open(self, reason: Message) -> None:
        self._notify(reason)
        self._show()  # the choice on the page goes back to what is open

    def make(self, example: str) -> None:
        """A new table, not saved yet: one of the examples, "" for an empty one."""
        if not self._may_leave(("new", example)):
            return

        def read() -> GradingTable:
            from inspector.workspace.grading_tables import template

            return template(example) if example else GradingTable(texts.NEW_NAME.translated())

        def made(table: GradingTable) -> None:
            self._versions, self._before = (), None
            self._editor.open(replace(table, name=self._free_name(table.name), note=""), 0)
            self._forget_replay()
            self._show()

        self._background.run(read, done=made, key="open")

    def _free_name(self, wanted: str) -> str:
        name, n = wanted, 2
        while name in self._tables:
            name, n = f"{wanted} {n}", n + 1
        return name

    def _ask_note(self) -> None:
        table = self.table
        if table is None:
            return
        if faults := self._editor.all_faults():
            self._notify(message(Code.GRADING_TABLE_WRONG, name=table.name, detail=faults[0].text))
            return
        self._page.ask_note(max(self._versions, default=0) + 1)

    def save(self, note: str) -> None:
        """What is in the form, as the next version; also an old one, to which somebody goes back."""
        table, session = self.table, self._session
        newest = max(self._versions, default=0)  # that was known as the edit began
        if table is None:
            return
        noted = replace(table, note=note.strip())

        def write() -> tuple[TableFile, tuple[int, ...]]:
            from inspector.workspace.grading_tables import save_table, table_versions

            workspace = session.open_workspace()
            saved = save_table(workspace, noted, newest)
            session.read_grading_tables()
            return saved, table_versions(workspace, saved.table.name)

        def saved(done: tuple[TableFile, tuple[int, ...]]) -> None:
            file, self._versions = done
            now, self._before = file.table, self._editor.saved
            judged_the_same = self._replay is not None and self._replayed == table
            self._editor.saved_as(now)
            if self._replay is not None and judged_the_same:  # by these very rules
                self._replay, self._replayed = self._replay.saved_as(file), self.table
                self._replayed_edit_of = None
            self._notify(message(Code.GRADING_TABLE_SAVED, name=now.name, version=now.version))
            self._list_tables()
            self._show()

        self._background.run(write, done=saved)

    def _use(self) -> None:
        """Pieces are graded by the table that is open, from the next piece on; once more: by none."""
        table, session = self._editor.saved, self._session
        if table is None:
            return
        kind, name = table.product, table.name
        is_used = self._grades(name) != ""

        def write() -> GradingSettings:
            from inspector.workspace.editing import change_settings

            def change(document: Any) -> None:
                if "grading" not in document:
                    document["grading"] = {}
                section = document["grading"]
                if not kind:
                    section["table"] = "" if is_used else name
                    return
                by_kind = dict(section.get("by_kind", {}))
                if is_used:
                    by_kind.pop(kind, None)
                else:
                    by_kind[kind] = name
                section["by_kind"] = by_kind

            # Through the session, which writes one change at a time and goes on with what was written.
            changed = session.replace_workspace(lambda workspace: change_settings(workspace, change))
            session.read_grading_tables()
            return changed.settings.grading

        def done(chosen: GradingSettings) -> None:
            self._chosen = chosen
            self._show()

        self._background.run(write, done=done)

    def _grades(self, name: str) -> str:
        """Which pieces the table of this name grades, in words."""
        chosen = self._chosen
        if chosen is None or not name:
            return ""
        parts = []
        if chosen.table == name:
            parts.append((texts.GRADES_OTHERS if chosen.by_kind else texts.GRADES_ALL).translated())
        kinds = [kind for kind, of_kind in chosen.by_kind.items() if of_kind == name]
        if kinds:
            parts.append(texts.GRADES_KIND.translated(kinds=", ".join(kinds)))
        return "; ".join(parts)

    # stored pieces

    def replay(self) -> None:
        """What the table in the form, saved or not, makes of every stored piece."""
        table, workspace = self.table, self._session.workspace
        if table is None or workspace is None:
            return
        is_saved = not self._editor.is_changed
        judged = table if is_saved else replace(table, version=self._editor.based_on + 1)

        def judge(progress: JobProgress) -> Replay:
            from inspector.reports.regrading import replay
            from inspector.store.database import reading

            with reading(workspace.database) as rows:
                return replay(rows, TableFile.of(judged), report=progress.report)

        edit_of = None if is_saved else self._editor.based_on

        def judged_all(found: Replay) -> None:
            self._replay, self._replayed, self._replayed_edit_of = found, table, edit_of
            self._show()

        self._start_job(texts.REPLAYING.translated(), judge, judged_all)

    def _record(self) -> None:
        """Record the verdicts that the replay found, of the pieces whose verdict would change or that have none."""
        found, session = self._replay, self._session
        if found is None or not self._can_record:
            return
        name, version = found.table.table.name, found.table.table.version

        def write() -> int:
            from inspector.reports.regrading import verdict_operations

            operations = verdict_operations(one for one in found.regraded if one.would_change)
            session.record(*operations)
            return len(operations)

        def written(n: int) -> None:
            self._forget_replay()
            self._show()
            self._notify(message(Code.GRADING_VERDICTS_RECORDED, name=name, version=version, n=n))

        self._background.run(write, done=written)

    @property
    def _can_record(self) -> bool:
        """Only verdicts of a version that is kept can be explained later."""
        found = self._replay
        if found is None or self._editor.is_changed or self._replayed != self.table:
            return False
        return any(one.would_change for one in found.regraded) and self._session.has_records

    def _forget_replay(self) -> None:
        self._replay = self._replayed = None

    def _start_job(self, name: str, work: Callable[[JobProgress], T], done: Callable[[T], object]) -> None:
        if not self._jobs.can_start:
            self._notify(message(Code.WORK_BUSY, name=name))
            return
        self._page.show_work(WorkState(name, None))
        self._jobs.start(name, work, done=done)

    def _job_moved(self, status: JobStatus) -> None:
        if status.state not in ENDED:
            self._page.show_work(work_of(status))
            return
        self._page.show_work(None)
        if status.state is JobState.FAILED and status.reason is not None:
            self._notify(status.reason)

    # what people do, and what is shown

    def _act(self, action_id: str) -> None:
        act = self._acts.get(action_id)
        if act is not None:
            act()

    def _edit(self, step: Callable[[], object]) -> None:
        step()
        self._wanted = None
        self._show()

    def _show(self) -> None:
        editor, table = self._editor, self.table
        self._page.show_state(
            GradingState(
                tables=self._tables,
                table=table,
                based_on=editor.based_on,
                versions=self._versions,
                is_changed=editor.is_changed,
                rules=self._rule_lines(),
                rule_index=editor.rule_index,
                faults=editor.all_faults(),
                headline=self._headline(),
                is_grading=self._grades(self._name) != "",
                grades=self._grades(self._name) or (texts.GRADES_NONE.translated() if editor.based_on else ""),
                toml=table_text(table) if table is not None else "",
                differences=self._differences(),
                differences_title=self._differences_title(),
                class_names=self._class_names(),
                can_save=table is not None and (editor.is_changed or editor.based_on != max(self._versions, default=0)),
                can_undo=editor.can_undo,
                can_redo=editor.can_redo,
            )
        )
        self._page.show_replay(self._replay_state())
        if table is None:
            sentence = texts.OPEN_FIRST if self._tables else texts.NO_TABLES
            self._page.show_empty(EmptyState(sentence.translated(), ("grading.new",)))
        else:
            self._page.show_empty(None)

    def _rule_lines(self) -> tuple[RuleLine, ...]:
        table, saved = self.table, self._editor.saved
        if table is None:
            return ()
        known = set(saved.rules) if saved is not None else set()
        strange = set(table.unknown_classes(self._class_names()))
        return tuple(
            RuleLine(
                texts.UNKNOWN_CLASS.translated(rule=texts.rule_text(rule))
                if rule.class_name in strange
                else texts.rule_text(rule),
                rule.verdict,
                is_changed=bool(saved) and rule not in known,
            )
            for rule in table.rules
        )

    def _headline(self) -> str:
        if self.table is None:
            return ""
        if not self._editor.based_on:
            return texts.HEAD_NEW.translated()
        text = texts.HEAD_CHANGED if self._editor.is_changed else texts.HEAD_SAVED
        return text.translated(version=self._editor.based_on)

    def _differences(self) -> tuple[str, ...]:
        table, saved = self.table, self._editor.saved
        if table is None or saved is None:
            return ()
        if self._editor.is_changed:
            return differences(saved, table)
        return differences(self._before, table) if self._before is not None else ()

    def _differences_title(self) -> str:
        if self._editor.saved is None:
            return ""
        if self._editor.is_changed:
            return texts.SINCE.translated(version=self._editor.based_on)
        if self._before is None:
            return texts.FIRST_VERSION.translated()
        return texts.BETWEEN.translated(version=self._editor.based_on, before=self._before.version)

    def _class_names(self) -> tuple[str, ...]:
        return tuple(sorted(entry.name for entry in self._session.catalogue.entries))

    def _replay_state(self) -> ReplayState | None:
        found = self._replay
        if found is None:
            return None
        from inspector.reports.document import moment

        rows = tuple(
            ReplayRow(
                one.piece_name, moment(one.started_at)[:16], one.before, _word(one.before), one.after,
                _word(one.after), one.reason, one.inspection_id,
            )
            for one in (*found.changed, *found.ungraded)[:MAX_ROWS]
        )  # fmt: skip
        return ReplayState(self._replay_headline(found), rows, self._replayed != self.table, self._can_record)

    def _replay_headline(self, found: Replay) -> str:
        """By which rules, what came of it, what is recorded so far, and what to do."""
        version, edit_of, n = found.table.table.version, self._replayed_edit_of, len(found.regraded)
        by = texts.BY_SAVED.translated(version=version)
        if edit_of is not None:
            by = texts.BY_EDITED.translated(version=edit_of) if edit_of else texts.BY_NEW.translated()
        given = Counter(one.after for one in found.regraded)
        verdicts = ", ".join(
            texts.N_OF_VERDICT.translated(verdict=_word(one), n=given[one]) for one in Verdict if given[one]
        )
        parts = [(texts.JUDGED if n else texts.JUDGED_NONE).translated(table=by, n=n, verdicts=verdicts)]
        if found.changed:
            parts.append(texts.WOULD_CHANGE.translated(n=len(found.changed)))
        elif n > len(found.ungraded):
            parts.append(texts.NONE_CHANGES.translated())
        if found.ungraded:
            parts.append(texts.WITHOUT_VERDICT.translated(n=len(found.ungraded)))
        if self._can_record:
            parts.append(texts.RECORD_THEM.translated())
        elif edit_of is not None and (found.changed or found.ungraded):
            parts.append(texts.SAVE_FIRST.translated())
        if found.n_other:
            parts.append(texts.OF_OTHERS.translated(n=found.n_other))
        return " ".join(parts)

    def _notify(self, message: Message) -> None:
        log.info("%s", message.to_json())
        self._page.show_message(message_text(message), is_answer=True)


def _word(verdict: Verdict | None) -> str:
    return texts.NO_VERDICT.translated() if verdict is None else texts.VERDICTS[verdict].translated()


def differences(before: GradingTable, after: GradingTable) -> tuple[str, ...]:
    """What was changed in the head, and which rules went and came, in the order of the tables."""
    told = [
        texts.HEAD_DIFFERS.translated(
            entry=one.name, before=str(getattr(before, one.name)), after=str(getattr(after, one.name))
        )
        for one in fields(after)
        if one.name not in ("rules", "version", "note") and getattr(before, one.name) != getattr(after, one.name)
    ]
    told += [
        texts.RULE_REMOVED.translated(rule=texts.rule_text(rule)) for rule in before.rules if rule not in after.rules
    ]
    told += [
        texts.RULE_ADDED.translated(rule=texts.rule_text(rule)) for rule in after.rules if rule not in before.rules
    ]
    return tuple(told) or (texts.NO_DIFFERENCE.translated(),)
