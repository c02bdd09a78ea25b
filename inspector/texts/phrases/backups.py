"""Messages: backups of a workspace, and pictures that are kept no longer."""

from __future__ import annotations

from inspector.core.messages import Code
from inspector.texts.phrase import Phrase, Tier
from inspector.texts.phrases.review import RECORDS_STAY
from inspector.texts.translate import Text

PHRASES = {
    Code.BACKUP_MADE: Phrase(
        Tier.NOTE,
        Text("messages", "The workspace is backed up: {n_files} files, {mb} MB."),
        Text("messages", "“{path}” was read back and is whole."),
        None,
        Text("messages", "Keep it on another disk."),
    ),
    Code.BACKUP_NOT_MADE: Phrase(
        Tier.STOP,
        Text("messages", "The workspace was not backed up to “{path}”."),
        Text("messages", "Why: {detail}."),
        Text("messages", "Nothing was left there that could be taken for a backup. The workspace is as it was."),
        Text("messages", "Choose another place, or make room."),
    ),
    Code.BACKUP_UNUSABLE: Phrase(
        Tier.STOP,
        Text("messages", "The backup “{path}” cannot be used."),
        Text("messages", "Why: {detail}."),
        Text("messages", "It was left as it is. Nothing was restored."),
        Text("messages", "Use another backup."),
    ),
    Code.BACKUP_WHOLE: Phrase(
        Tier.NOTE,
        Text("messages", "The backup “{path}” is whole: {n_files} files, {mb} MB."),
        Text("messages", "{by} made it on “{pc}” at {made_at}."),
        None,
        None,
    ),
    Code.BACKUP_RESTORED: Phrase(
        Tier.NOTE,
        Text("messages", "The workspace is restored in “{folder}”: {n_files} files, {mb} MB."),
        Text("messages", "Each file of “{path}” was compared with what was written into it."),
        None,
        Text("messages", "Open it: inspector window --workspace '{folder}'"),
    ),
    Code.BACKUP_NOT_RESTORED: Phrase(
        Tier.STOP,
        Text("messages", "“{path}” was not restored to “{folder}”."),
        Text("messages", "Why: {detail}."),
        Text("messages", "Nothing was left there that could be taken for a workspace. The backup is as it was."),
        Text("messages", "Choose a new or empty folder with enough room."),
    ),
    Code.EVIDENCE_AGED: Phrase(
        Tier.NOTE,
        Text("messages", "Old pictures were removed by the plant's rule: {n}, {mb} MB."),
        Text("messages", "They were kept as long as Settings, Evidence, says. Inspections: {n_pieces} ({pieces})."),
        Text("messages", "Their records stay."),
        None,
    ),
    Code.PICTURE_AGED: Phrase(
        Tier.NOTE,
        Text("messages", "The kept picture of “{name}” was removed on {at}."),
        Text("messages", "By the plant's rule: after {days} days."),
        RECORDS_STAY,
        Text("messages", "How long pictures are kept is set in Settings, Evidence."),
    ),
    Code.PICTURE_MADE_ROOM: Phrase(
        Tier.NOTE,
        Text("messages", "The kept picture of “{name}” made room for newer ones on {at}."),
        Text("messages", "The room for pictures was full."),
        RECORDS_STAY,
        Text("messages", "Give them more room in Settings, Evidence."),
    ),
    Code.PICTURE_NOT_RESTORED: Phrase(
        Tier.NOTE,
        Text("messages", "The kept picture of “{name}” is not in this workspace."),
        Text("messages", "It was restored on {at} from a backup without this picture."),
        RECORDS_STAY,
        Text("messages", "Look for it in the workspace that was backed up."),
    ),
    Code.PICTURE_GONE: Phrase(
        Tier.WARN,
        Text("messages", "The kept picture of “{name}” cannot be shown."),
        Text("messages", "“{path}” is missing or damaged, and not by any rule of the program."),
        RECORDS_STAY,
        Text("messages", "Check the pictures: inspector workspace verify. A backup may hold it."),
    ),
}
