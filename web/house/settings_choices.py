"""What the forms of Cài đặt offer, and what stands beside them: voices, sound devices, the newest backup."""

import json
from contextlib import suppress
from datetime import datetime
from typing import Any

from broadcaster.settings.station import profiles
from broadcaster.settings.writing import version
from broadcaster.store import ChoreKind
from broadcaster.voices import packs as voice_packs
from web.desk import desk
from web.house.settings_field_words import Field, Form
from web.sounds.voice_words import voice_name, voice_place
from web.writing.fallback import voice_choices


def choices(one: Field, now: dict[str, Any]) -> list[tuple[str, str]]:
    """What can be chosen; a value from the file that is none of the usual ones stays one of them."""
    here = desk()
    options = list(one.options)
    if one.key == "policy.profile":
        options = [(policy.id, policy.name) for policy in profiles(here.settings.folder)]
    if one.key == "quota.slots":
        options = [(slot.id, f"{slot.start:%H:%M} {slot.name}") for slot in here.station.slots]
    value = now.get(one.name)
    if one.form is Form.CHOICE and value and str(value) not in {known for known, _ in options}:
        options.append((str(value), str(value)))
    return options


def voices(chosen: list[str]) -> list[tuple[str, str]]:
    """The voices that can stand in the order."""
    specs = [spec for spec, _ in voice_choices("") if spec] + list(chosen)
    specs += ["gtts", "edge:vi-VN-HoaiMyNeural", "edge:vi-VN-NamMinhNeural", "espeak"]
    specs += [f"piper:{pack.name}" for pack in voice_packs.installed(desk().settings.voice_packs)]
    named: dict[str, tuple[str, str]] = {}
    for spec in [*chosen, *specs]:
        name = f"{voice_name(spec)} ({voice_place(spec)})"
        named.setdefault(name, (spec, name))
    return list(named.values())


def devices() -> list[dict[str, Any]]:
    """The sound devices the daemon saw last; the desk itself sees none."""
    try:
        found = json.loads(desk().store.mark("sound_devices") or "[]")
        return [one for one in found if isinstance(one, dict) and one.get("name")]
    except ValueError:
        return []


def backup() -> dict[str, Any]:
    here = desk()
    chore = here.store.newest_chore(ChoreKind.TAKE_BACKUP, "backup")
    return {"chore": chore, "folder": here.settings.backup.folder, "backed_up": _moment("backed_up")}


def _moment(mark: str) -> Any:
    with suppress(ValueError):
        return datetime.fromisoformat(desk().store.mark(mark) or "")
    return None


def taken() -> bool | None:
    """Whether the daemon goes by the settings as they stand; None where nobody knows."""
    here = desk()
    beat = here.store.beats().get("daemon")
    told = beat.detail.get("settings") if beat else None
    return told == version(here.settings.folder) if told else None
