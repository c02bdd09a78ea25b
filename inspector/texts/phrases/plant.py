"""Messages: the program in the plant: updates, starting with the PC, ends that nobody wished, what support gets."""

from __future__ import annotations

from inspector.core.messages import Code
from inspector.texts.phrase import Phrase, Tier
from inspector.texts.translate import Text

_NOT_INSTALLED = Text("messages", "Nothing was installed; the program is as it was.")
_FETCH = Text("messages", "Copy the file and its signature again from where they come from, and compare the name.")
_AS_IT_IS = Text("messages", "It was left as it is.")

PHRASES = {
    Code.UPDATE_UNREADABLE: Phrase(
        Tier.STOP,
        Text("messages", "The update cannot be read."),
        Text("messages", "“{path}”: {detail}."),
        _NOT_INSTALLED,
        Text("messages", "Check the stick or the share, and copy the file anew."),
    ),
    Code.UPDATE_NOT_SIGNED: Phrase(
        Tier.STOP,
        Text("messages", "The update is not signed."),
        Text("messages", "“{signature}” is not beside “{path}”: nobody can tell who made the file."),
        _NOT_INSTALLED,
        Text("messages", "Copy the file with its signature, both into one folder."),
    ),
    Code.UPDATE_OTHER_KEY: Phrase(
        Tier.STOP,
        Text("messages", "The update is signed with a key that this PC does not know."),
        Text("messages", "“{path}” bears the key {key}; known here: {known}."),
        _NOT_INSTALLED,
        Text("messages", "Ask who made the file. An administrator may add a key: see the manual for IT."),
    ),
    Code.UPDATE_ALTERED: Phrase(
        Tier.STOP,
        Text("messages", "The update was altered since it was signed, or is not whole."),
        Text("messages", "“{path}”: {detail}."),
        _NOT_INSTALLED,
        _FETCH,
    ),
    Code.UPDATE_UNFIT: Phrase(
        Tier.STOP,
        Text("messages", "This file is no update for the program on this PC."),
        Text("messages", "“{path}”: {detail}."),
        _NOT_INSTALLED,
        Text("messages", "Take the file of this edition and for this kind of PC."),
    ),
    Code.UPDATE_SAME: Phrase(
        Tier.NOTE,
        Text("messages", "Version {version} is installed already."),
        Text("messages", "The file holds the same build."),
        Text("messages", "Nothing was changed."),
        None,
    ),
    Code.UPDATE_OLDER: Phrase(
        Tier.STOP,
        Text("messages", "The file is older than the program: {version}, installed is {installed}."),
        Text("messages", "“{path}”: an older program may not read what this one has written."),
        _NOT_INSTALLED,
        Text("messages", "To go back, use “Roll back”, or say so: inspector update install FILE --downgrade"),
    ),
    Code.UPDATE_NO_ROOM: Phrase(
        Tier.STOP,
        Text("messages", "There is not enough room for the update."),
        Text("messages", "“{path}”: {detail}."),
        _NOT_INSTALLED,
        Text("messages", "Make room on this disk, then try again."),
    ),
    Code.UPDATE_BUSY: Phrase(
        Tier.WARN,
        Text("messages", "The program is at work on this PC."),
        Text("messages", "{detail}."),
        Text("messages", "It goes on, and the program is as it was."),
        Text("messages", "Wait for the end of it, or end it, then try again."),
    ),
    Code.UPDATE_TWICE: Phrase(
        Tier.WARN,
        Text("messages", "Another update is being installed."),
        Text("messages", "One at a time changes the program."),
        Text("messages", "The other one goes on."),
        Text("messages", "Wait for it, then look which version is installed."),
    ),
    Code.UPDATE_NO_PACKAGE: Phrase(
        Tier.STOP,
        Text("messages", "This program was not installed from a package."),
        Text("messages", "There is none in “{path}”, so there is nothing that could be updated."),
        Text("messages", "Nothing was changed."),
        Text("messages", "Install the package once, as an administrator. From source, update the source."),
    ),
    Code.UPDATE_FAILED: Phrase(
        Tier.WARN,
        Text("messages", "Version {version} was not installed."),
        Text("messages", "The installer says: {detail}."),
        Text("messages", "Version {before} is in place and answers."),
        Text("messages", "Put right what it says, then try again. The log holds more: {log}"),
    ),
    Code.UPDATE_WENT_BACK: Phrase(
        Tier.WARN,
        Text("messages", "Version {version} does not work on this PC, so {before} is back."),
        Text("messages", "{detail}."),
        Text("messages", "Version {before} is in place and answers; the plant's files are as they were."),
        Text("messages", "Save a support bundle and send it to whoever made the update. The log: {log}"),
    ),
    Code.UPDATE_LEFT_BROKEN: Phrase(
        Tier.STOP,
        Text("messages", "Version {version} does not work, and no earlier program answers."),
        Text("messages", "{detail}."),
        Text("messages", "The plant's files are as they were."),
        Text("messages", "Install the package that worked last, as an administrator: dpkg -i FILE"),
    ),
    Code.UPDATE_NOTHING_BEFORE: Phrase(
        Tier.NOTE,
        Text("messages", "There is no earlier program to go back to."),
        Text("messages", "“{path}” holds one program, or none."),
        Text("messages", "Nothing was changed."),
        Text("messages", "An older version can be installed from its file: inspector update install FILE --downgrade"),
    ),
    Code.UPDATE_BEFORE_BROKEN: Phrase(
        Tier.STOP,
        Text("messages", "The earlier program, {version}, does not work, so it was not put back."),
        Text("messages", "{detail}."),
        Text("messages", "The program is as it was."),
        Text("messages", "Install the version that is wanted from its file."),
    ),
    Code.UPDATE_NOT_SWITCHED: Phrase(
        Tier.STOP,
        Text("messages", "The program that starts was not changed."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "The program is as it was."),
        Text("messages", "Do it as an administrator: sudo inspector update roll-back"),
    ),
    Code.UPDATE_DONE: Phrase(
        Tier.NOTE,
        Text("messages", "Version {version} is installed; before it was {before}."),
        Text("messages", "It was started and answers."),
        None,
        Text("messages", "Close Inspector and start it again: an open window is still the one before."),
    ),
    Code.UPDATE_WAITS: Phrase(
        Tier.NOTE,
        Text("messages", "Version {version} is put in place as soon as this program has ended."),
        Text("messages", "Windows exchanges no program that runs."),
        Text("messages", "It takes some minutes; do not switch this PC off."),
        Text("messages", "What came of it is told when Inspector starts the next time."),
    ),
    Code.UPDATE_ARRIVED: Phrase(
        Tier.NOTE,
        Text("messages", "Version {version} is installed; before it was {before}."),
        Text("messages", "The update is done."),
        None,
        None,
    ),
    Code.AUTOSTART_FAILED: Phrase(
        Tier.STOP,
        Text("messages", "Whether Inspector starts with the PC was not changed."),
        Text("messages", "“{path}”: {detail}."),
        _AS_IT_IS,
        Text("messages", "Check whether this user may write there."),
    ),
    Code.WAS_AWAY: Phrase(
        Tier.WARN,
        Text("messages", "Nothing was inspected for {away_s} s: the program was not running."),
        Text("messages", "It ended on {since} in the middle of this piece, and goes on with it now."),
        Text("messages", "What passed meanwhile is recorded as a gap of unknown length."),
        Text("messages", "Look at that part of the piece by eye, or inspect it again."),
    ),
    Code.ENDED_UNEXPECTEDLY: Phrase(
        Tier.NOTE,
        Text("messages", "Inspector ended unexpectedly on {at}."),
        Text("messages", "{missed}."),
        Text("messages", "What was recorded before is there."),
        Text("messages", "What is known of it: {report}. “Save support bundle…” in Settings packs it for support."),
    ),
    Code.RESTARTED_TOO_OFTEN: Phrase(
        Tier.STOP,
        Text("messages", "Inspector ended unexpectedly {n} times within {minutes} minutes, and is not started again."),
        Text("messages", "What is known of it: {report}"),
        Text("messages", "Nothing is inspected."),
        Text("messages", "Start it by hand. If it ends again, go back: inspector update roll-back"),
    ),
    Code.BUNDLE_FAILED: Phrase(
        Tier.STOP,
        Text("messages", "The support bundle was not saved."),
        Text("messages", "“{path}”: {detail}."),
        None,
        Text("messages", "Save it to another place."),
    ),
    Code.BUNDLE_SAVED: Phrase(
        Tier.NOTE,
        Text("messages", "The support bundle is saved: {n_files} files."),
        Text("messages", "It is the file {path}."),
        None,
        None,
    ),
}
