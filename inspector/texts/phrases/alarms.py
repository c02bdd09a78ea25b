"""Messages: alarms, and what becomes of them outside the window."""

from __future__ import annotations

from inspector.core.messages import Code
from inspector.texts.phrase import Phrase, Tier
from inspector.texts.translate import Text

PHRASES = {
    Code.ALARM_CRITICAL_DEFECT: Phrase(
        Tier.STOP,
        Text("messages", "Critical: {class_name} at {position}, {size}."),
        Text("messages", "Found on “{piece}”; the severity table calls it critical."),
        Text("messages", "Inspection goes on; the defect is recorded with its picture."),
        Text("messages", "Look at it, decide about the piece, and acknowledge."),
    ),
    Code.ALARM_COVERAGE_LOW: Phrase(
        Tier.STOP,
        Text("messages", "Only {percent} inspected of “{piece}”."),
        Text("messages", "The plant's limit is {limit}."),
        Text("messages", "What was not seen is recorded as gaps, with their causes."),
        Text("messages", "Look at the gaps on the map; inspect the piece again, or have it looked at by eye."),
    ),
    Code.ALARM_BLIND: Phrase(
        Tier.STOP,
        Text("messages", "Not seeing: no picture of {name} younger than {limit_s} s."),
        Text("messages", "Either no frame comes, or this PC is too slow or busy with something else."),
        Text("messages", "What passes meanwhile is not inspected."),
        Text("messages", "Check the camera and its cable, and what else runs on this PC."),
    ),
    Code.ALARM_FROZEN_PICTURE: Phrase(
        Tier.STOP,
        Text("messages", "The picture of {name} stands still: {n_frames} identical frames."),
        Text("messages", "No camera gives the same values twice: it has hung, or sees nothing but black or white."),
        Text("messages", "These frames are inspected, but show nothing of what passes."),
        Text("messages", "Check light, lens and camera; switch the camera off and on."),
    ),
    Code.ALARM_MODEL_MEMORY: Phrase(
        Tier.STOP,
        Text("messages", "The model does not fit into the memory of its device."),
        Text("messages", "“{name}” and frames like it are not inspected."),
        Text("messages", "They are recorded as gaps; inspection tries each next frame."),
        Text("messages", "End other programs that use the device, or choose a smaller model."),
    ),
    Code.ALARM_MORE: Phrase(
        Tier.STOP,
        Text("messages", "More alarms than are listed one by one."),
        Text("messages", "The newest: {newest}"),
        Text("messages", "All are counted and in the log."),
        Text("messages", "Acknowledge alarms that are dealt with, to make room."),
    ),
    Code.ALARM_NO_SOUND: Phrase(
        Tier.WARN,
        Text("messages", "Alarms cannot be heard."),
        Text("messages", "No sound was played: {detail}."),
        Text("messages", "Alarms are shown and recorded all the same."),
        Text("messages", "Install a player (paplay, pw-play or aplay), or switch the sound off in the settings."),
    ),
    Code.ALARM_COMMAND_FAILED: Phrase(
        Tier.WARN,
        Text("messages", "The command for alarms failed."),
        Text("messages", "“{command}”: {detail}."),
        Text("messages", "Alarms are shown and recorded all the same; the command is tried at the next alarm."),
        Text("messages", "Correct it in the settings. It is said once while the program runs."),
    ),
    Code.ALARM_FILE_FAILED: Phrase(
        Tier.WARN,
        Text("messages", "The file of alarms cannot be written."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "Alarms are shown and recorded all the same; it is tried at each change."),
        Text("messages", "Correct the path in the settings. It is said once while the program runs."),
    ),
}
