"""What can go wrong, on one page: one class per thing a caller treats differently.

Every message is one English sentence naming the file, line and value concerned; the desk turns the class
into a Vietnamese sentence (web/words.py) and the command line prints the message and leaves with exit code 2.
"""


class BroadcasterError(Exception):
    """Anything this program refuses or could not do, as opposed to a defect in it."""


class SettingsError(BroadcasterError):
    """The settings cannot be used; `faults` holds every fault found, each naming its file and key."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class ScriptError(BroadcasterError):
    """A bulletin script cannot be read; the message names file, line and key."""


class NotAllowed(BroadcasterError):
    """This person has not the right to do this."""


class NotFound(BroadcasterError):
    """No such bulletin, person, slot or entry at this station."""


class WrongState(BroadcasterError):
    """The thing exists but is not in the state that this step leaves (approved already, no sound yet …)."""


class Conflict(BroadcasterError):
    """Somebody else changed it since it was read; nothing was overwritten."""


class BadInput(BroadcasterError):
    """A value given by a person cannot be used; `field` names where it was typed."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class VoiceError(BroadcasterError):
    """A voice could not speak a text; `again` says whether the same call may succeed later."""

    def __init__(self, engine: str, message: str, *, again: bool) -> None:
        super().__init__(f"{engine}: {message}")
        self.engine = engine
        self.again = again


class SoundError(BroadcasterError):
    """A sound file cannot be decoded or made; the message names the file."""


class RecordingRefused(SoundError):
    """A recording somebody brought cannot be taken in; `code` is a Refusal of broadcaster/recording.py."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class DiskFull(SoundError):
    """There is no room left on the disk for a sound; nothing unfinished stays behind."""


class RenderingCancelled(BroadcasterError):
    """A rendering was no longer wanted, because its text changed or a person cancelled it."""


class AlreadyRunning(BroadcasterError):
    """Another daemon already plays for this station."""


class StoreBusy(BroadcasterError):
    """The database stayed locked longer than the busy time-out; the step was not done."""


class LogBroken(BroadcasterError):
    """The chain of the play log does not verify; the message names the first bad entry."""


class BackupBroken(BroadcasterError):
    """A backup is not what was written, or its passphrase is wrong; nothing of it was put in force."""
