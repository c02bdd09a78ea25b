"""Version 6 of the schema: why a kept picture is gone.

Never edited once released.

Why: a picture that made room, one that a rule of the plant removed for its age, and one that was left out of a backup
all leave a row without a file. Whoever looks again must be told which of them it was. Of pictures that went before,
nobody knows.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    # 'room', 'age', 'restored'; NULL: it is kept, or went before this was recorded. ``changed_at`` says when.
    "ALTER TABLE evidence ADD COLUMN gone_because TEXT",
    "ALTER TABLE evidence ADD COLUMN gone_after_days INTEGER",  # of 'age': the days of the rule
)


def say_why_pictures_go(connection: sqlite3.Connection) -> None:
    for statement in _STATEMENTS:
        connection.execute(statement)
