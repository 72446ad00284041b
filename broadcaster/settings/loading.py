"""config/*.toml -> Settings, read once; or every fault at once, each with its file, line and key."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from broadcaster.bulletin import Topic
from broadcaster.campaign import Obligation
from broadcaster.errors import SettingsError
from broadcaster.settings import reading as read
from broadcaster.settings.backup import BackupSettings, backup_of
from broadcaster.settings.hooks import Hooks, hooks_of
from broadcaster.settings.office import Office, closed, office_of
from broadcaster.settings.reading import TomlReading
from broadcaster.settings.relays import relays_of
from broadcaster.settings.report import Letterhead, letterhead_of
from broadcaster.settings.retention import Retention, retention_of
from broadcaster.settings.sound import SoundSettings, Words, sound_of, words_of
from broadcaster.settings.station import station_of
from broadcaster.settings.voices import VoiceCare, voices_of
from broadcaster.station import Station, Voice

PROJECT = Path(__file__).resolve().parent.parent.parent
MODULES = ("pulse", "alsa", "mmdevice", "directsound")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the desk answers. Loopback unless the ward chooses otherwise."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Output:
    """The sound output: libVLC's module by name, and whether an ear listens on the device's monitor.

    `pre_roll` is the silence played before a slot so that device and amplifier are awake; nothing is ever louder
    than `volume_cap` (1-100, on the sound server's scale). `device_volume` is what the devices themselves are set to
    before each cue, in per cent; 0 leaves their volume and mute alone.
    """

    module: str
    ear: bool
    pre_roll: timedelta = timedelta()
    volume_cap: int = 100
    device_volume: int = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a station is told. `origins` maps "table.key" to (value, where it came from)."""

    folder: Path
    data: Path
    audio: Path
    database: str
    station: Station
    desk: Desk
    voices: tuple[Voice, ...]
    voice_care: VoiceCare
    sound: SoundSettings
    words: Words
    output: Output
    hooks: Hooks
    quota: Obligation
    report: Letterhead
    backup: BackupSettings
    one_person: bool
    origins: Mapping[str, tuple[object, str]]
    office: Office = field(default_factory=Office)
    keep: Retention = field(default_factory=Retention)

    @property
    def rendered(self) -> Path:
        """Where rendered bulletins are kept."""
        return self.audio / "rendered"

    @property
    def voice_cache(self) -> Path:
        """Where the voices' sentences are kept."""
        return self.data / "voices"

    @property
    def voice_services(self) -> Path:
        """The descriptions of voices that services offer."""
        return self.folder / "voices.toml"

    @property
    def voice_packs(self) -> Path:
        """Where the installed Piper voices are kept."""
        return self.data / "voices-piper"

    @property
    def voice_uploads(self) -> Path:
        """Where voice packs lie as they came, until they are checked and installed or thrown away."""
        return self.data / "voices-incoming"

    @property
    def voice_trials(self) -> Path:
        """The trial sentences of voices that somebody wanted to hear."""
        return self.data / "voices-trials"

    @property
    def exports(self) -> Path:
        """Approved sounds as MP3, for loudspeakers that are carried about."""
        return self.data / "exports"

    @property
    def secrets(self) -> Path:
        """Keys of services, one file each, readable by their owner only."""
        return self.data / "secrets"

    @property
    def incoming(self) -> Path:
        """Where recordings are kept as they came; nothing there is ever played."""
        return self.audio / "incoming"

    @property
    def recordings(self) -> Path:
        """Where recordings and chimes are kept as our own WAV, each under its hash."""
        return self.audio / "recordings"

    @property
    def jobs(self) -> Path:
        """The renderer's queue."""
        return self.data / "jobs.db"

    @property
    def setup_code(self) -> Path:
        """The one-time code of the first start, readable by its owner only."""
        return self.data / "setup-code"

    @property
    def report_template(self) -> Path | None:
        """The ward's own Word template of its reports, where it has one; None for the shipped one."""
        own = self.folder / "report.docx"
        return own if own.is_file() else None

    @property
    def pronunciation(self) -> Path:
        """The ward's own pronunciation dictionary."""
        return self.folder / "pronunciation.toml"


def load(folder: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read station.toml and policies.toml in `folder`.

    BROADCASTER_DATA, _AUDIO, _DATABASE, _HOST and _PORT in `environ` win over the file. Raises SettingsError with
    every fault.
    """
    folder = folder.resolve()
    station_file = TomlReading(folder / "station.toml")
    policy_file = TomlReading(folder / "policies.toml")
    if not station_file.tables or not policy_file.tables:
        raise SettingsError([*station_file.faults, *policy_file.faults] or [f"{folder}: the settings are empty"])
    _environment(station_file, environ)
    settings = _settings(folder, station_file, policy_file)
    faults = station_file.faults + policy_file.faults
    if faults:
        raise SettingsError(faults)
    return settings


def _environment(file: TomlReading, environ: Mapping[str, str]) -> None:
    """What the environment says wins over the file, and is checked the same way."""
    for table, key in (("storage", "data"), ("storage", "audio"), ("storage", "database"), ("desk", "host")):
        name = f"BROADCASTER_{key.upper()}"
        if value := environ.get(name):
            file.override(table, key, value, f"environment {name}")
    if port := environ.get("BROADCASTER_PORT"):
        file.override("desk", "port", int(port) if port.isdigit() else port, "environment BROADCASTER_PORT")


def _settings(folder: Path, file: TomlReading, policies: TomlReading) -> Settings:
    known = {"station", "desk", "storage", "voice", "sound", "words", "output", "zones", "slots"}
    known |= {"lan", "metrics", "watch", "keep"}
    file.unknown_tables(known | {"policy", "calendar", "quota", "report", "backup", "people", "hooks", "relays"})
    storage = file.table("storage")
    data = _folder(folder, file.take(storage, "storage", "data", "var", read.some_text))
    audio = _folder(folder, file.take(storage, "storage", "audio", "audio", read.some_text))
    database = file.take(storage, "storage", "database", "", read.text) or f"sqlite:///{data / 'station.db'}"
    file.leftovers(storage, "storage")
    station = replace(station_of(file, policies), relays=relays_of(file))
    people = file.table("people")
    one_person = file.take(people, "people", "one_person", False, read.yes_no)
    file.leftovers(people, "people")
    voices, voice_care = voices_of(file, folder / "voices.toml")
    return Settings(
        folder=folder,
        data=data,
        audio=audio,
        database=database,
        station=station,
        desk=_desk(file),
        voices=voices,
        voice_care=voice_care,
        sound=sound_of(file, (folder.parent, PROJECT)),
        words=words_of(file),
        output=_output(file),
        hooks=hooks_of(file),
        quota=_quota(file, station),
        report=letterhead_of(file),
        backup=backup_of(file),
        one_person=one_person,
        office=office_of(file),
        keep=retention_of(file),
        origins=dict(file.origins),
    )


def _folder(settings_folder: Path, name: str) -> Path:
    """A relative folder stands beside the settings folder."""
    return (settings_folder.parent / Path(name).expanduser()).resolve()


def _desk(file: TomlReading) -> Desk:
    table = file.table("desk")
    host = file.take(table, "desk", "host", "127.0.0.1", read.some_text)
    port = file.take(table, "desk", "port", 8080, read.whole(1, 65535))
    closed(file, host, file.take(table, "desk", "plain_http", False, read.yes_no))
    file.leftovers(table, "desk")
    return Desk(host, port)


def _output(file: TomlReading) -> Output:
    table = file.table("output")
    output = Output(
        module=file.take(table, "output", "module", "pulse", read.one_of({name: name for name in MODULES})),
        ear=file.take(table, "output", "ear", True, read.yes_no),
        pre_roll=timedelta(seconds=file.take(table, "output", "pre_roll", 0.0, read.between(0, 60))),
        volume_cap=file.take(table, "output", "volume_cap", 100, read.whole(1, 100)),
        device_volume=file.take(table, "output", "device_volume", 100, read.whole(0, 100)),
    )
    file.leftovers(table, "output")
    return output


def _quota(file: TomlReading, station: Station) -> Obligation:
    table = file.table("quota")
    slots = read.one_of({slot.id: slot.id for slot in station.slots})
    topics = read.one_of({topic.value: topic for topic in Topic})
    quota = Obligation(
        plays=file.take(table, "quota", "plays", 1, read.whole(0, 50)),
        slots=frozenset(file.take(table, "quota", "slots", (), read.list_of(slots))),
        topics=frozenset(file.take(table, "quota", "topics", (), read.list_of(topics))),
    )
    file.leftovers(table, "quota")
    return quota
