"""What stands in the strip of notices: coverage, alarms, answers, and what was not inspected."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

# Coverage
COVERED = Text("notices", "INSPECTED {percent}")
COVERED_NOTHING = Text("notices", "INSPECTED –")
LENGTH_NOT_SEEN = Text("notices", "{length} NOT SEEN")
FRAMES_NOT_SEEN = CountedText("notices", "{n} of {n_frames} frames NOT SEEN", "{n} of {n_frames} frames NOT SEEN", 1)
NOTHING_MISSED = Text("notices", "nothing missed")
NO_PIECE_YET = Text("notices", "no piece inspected yet")
BELOW_LIMIT = Text("notices", "below {limit}")
FRAMES = CountedText("notices", "{n} frames", "{n} frame", 1)
AND_UNKNOWN = CountedText("notices", "{n} gaps of unknown length", "{n} gap of unknown length", 1)

# Alarms
NO_ALARMS = Text("notices", "No alarms")
LAST_ALARM = Text("notices", "last: {time}, {because}")
MORE_ALARMS = CountedText("notices", "{n} more alarms", "{n} more alarm", 1)
STILL_THERE = CountedText(
    "notices",
    "{n} acknowledged alarms whose cause is still there",
    "{n} acknowledged alarm whose cause is still there",
    1,
)
TIMES = CountedText("notices", "{n} times", "once", 1)
SINCE = Text("notices", "since {time}")
SINCE_TO = Text("notices", "{first} to {last}")
STANDS = Text("notices", "still there")
ON_PIECE = Text("notices", "on {piece}")
ON_EARLIER_PIECE = Text("notices", "on an earlier piece: {piece}")
SINCE_EARLIER_PIECE = Text("notices", "since an earlier piece: {piece}")
OVER = Text("notices", "over at {time}")
OF_BEFORE = Text("notices", "from before the start")
ACKNOWLEDGED = Text("notices", "{because} ({by}, {time})")
REASONS = (
    Text("notices", "Seen, goes on"),
    Text("notices", "Cause removed"),
    Text("notices", "Piece set aside"),
    Text("notices", "False alarm"),
)

# Not inspected
NOT_INSPECTED = CountedText(
    "notices", "{n} of {n_frames} frames were not inspected", "{n} of {n_frames} frames was not inspected", 1
)
ALL_INSPECTED = Text("notices", "Every frame was inspected")
NOT_LISTED = CountedText("notices", "{n} more are not listed", "{n} more is not listed", 1)
