"""read, say, render: from written Vietnamese to words, and from words to a sound file."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from broadcaster import settings
from broadcaster.bulletin import Rendition
from broadcaster.cli.commands import Commands, add, add_json, print_json
from broadcaster.errors import BadInput, SettingsError


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare read, say and render."""
    read = add(commands, common, "read", _read, "written Vietnamese in, one spoken line out per line in")
    read.add_argument("file", nargs="?", default="-", metavar="FILE|-", help="a UTF-8 text (default: standard input)")
    read.add_argument("--explain", action="store_true", help="say for each changed span what was done and why")
    add_json(read)
    say = add(commands, common, "say", _say, "speak one text into a WAV file")
    say.add_argument("text", metavar="TEXT", help="what to say, in Vietnamese")
    render = add(commands, common, "render", _render, "make the whole bulletin of a script: chimes, words, loudness")
    render.add_argument("script", type=Path, metavar="SCRIPT.md", help="a script as in scripts_vi/")
    for parser in (say, render):
        parser.add_argument("--out", type=Path, required=True, metavar="F.wav|F.mp3", help="the sound's file")
        voices = parser.add_mutually_exclusive_group()
        voices.add_argument(
            "--engine",
            metavar="NAME",
            help="only this voice: gtts, edge, piper:VOICE, espeak or a service (default: the station's order)",
        )
        if parser is render:
            voices.add_argument("--voice", metavar="NAME", help="this voice first, then the station's order")
        add_json(parser)


def _lines(name: str) -> Iterator[str]:
    """The lines of a file or of standard input; BadInput names the first line that is not UTF-8."""
    raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError as why:
            where = "standard input" if name == "-" else name
            raise BadInput("file", f"{where}:{number}: not UTF-8 text (byte {why.start + 1} of the line)") from why


def _read(args: argparse.Namespace) -> int:
    from broadcaster.vietnamese import Dictionary, DictionaryError, explain, speakable

    own = args.config / "pronunciation.toml"
    try:
        dictionary = Dictionary.load(*([own] if own.exists() else []))
    except DictionaryError as why:
        raise SettingsError([str(why)]) from why
    explained = []
    for line in _lines(args.file):
        reading = speakable(line, dictionary)
        if args.json:
            spans = explain(reading) if args.explain else None
            explained.append({"written": line, "spoken": reading.spoken} | ({"spans": spans} if args.explain else {}))
            continue
        sys.stdout.write(reading.spoken + "\n")
        if args.explain:
            for span in explain(reading):
                sys.stdout.write(_span_line(span) + "\n")
    if args.json:
        print_json(explained)
    return 0


def _span_line(span: dict[str, object]) -> str:
    if span["kind"] == "doubt":
        return f"    {span['written']} -- not sure [{span['reason']}]{_suggested(span)}"
    return f"    {span['written']} -> {span['said']}   [{span['rule']}]{'' if span['sure'] else '   (not sure)'}"


def _suggested(span: dict[str, object]) -> str:
    return f"; perhaps: {span['suggestion']}" if span["suggestion"] else ""


def _say(args: argparse.Namespace) -> int:
    from broadcaster import rendering

    loaded = settings.load(args.config)
    made = rendering.say(args.text, args.out, loaded, engine=args.engine)
    _report(args, made)
    return 0


def _render(args: argparse.Namespace) -> int:
    from broadcaster import rendering, scripts

    loaded = settings.load(args.config)
    script = scripts.read(args.script)
    if args.voice:
        script = replace(script, voice=_voice(args.voice, loaded))
    with _progress(args.json) as progress:
        made = rendering.render_script(script, args.out, loaded, engine=args.engine, progress=progress)
    _report(args, made)
    return 0


def _voice(wanted: str, loaded: settings.Settings) -> str:
    try:
        settings.named(wanted, settings.usual_voices(loaded.voice_services))
    except ValueError as why:
        raise BadInput("voice", f"--voice {wanted}: {why}") from why
    return wanted


def _report(args: argparse.Namespace, made: Rendition) -> None:
    """What was made: for a program or for a person."""
    if args.json:
        print_json(
            {
                "file": str(args.out),
                "sha256": made.sha256,
                "seconds": round(made.duration.total_seconds(), 3),
                "lufs": round(made.lufs, 2),
                "true_peak_dbtp": round(made.peak, 2),
                "voice": made.voice,
                "fallback": made.fallback,
                "why": made.why,
                "sentences": len(made.marks),
            }
        )
        return
    fallback = f" (fallback: {made.why})" if made.fallback else ""
    sys.stdout.write(
        f"{args.out}: {made.duration.total_seconds():.1f} s, {made.lufs:.1f} LUFS, {made.peak:.1f} dBTP,"
        f" voice {made.voice}{fallback}\n"
    )


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[int, int, str], bool]]:
    """How far the rendering is, on the error stream: a bar on a terminal, a line a sentence elsewhere, or nothing."""
    if quiet:
        yield lambda done, total, step: True
    elif sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield _line


@contextmanager
def _bar() -> Iterator[Callable[[int, int, str], bool]]:
    from tqdm import tqdm

    with tqdm(file=sys.stderr, unit=" sentences", dynamic_ncols=True, leave=False) as bar:

        def show(done: int, total: int, step: str) -> bool:
            sentences = total - 1  # the last step puts them together
            if bar.total != sentences or done < bar.n:
                bar.reset(total=sentences)  # another voice begins anew
            bar.update(min(done, sentences) - bar.n)
            bar.set_description_str("putting together" if done >= sentences else f"{step:.30}")
            return True

        yield show


def _line(done: int, total: int, step: str) -> bool:
    sentences = total - 1
    told = "putting the sound together" if done >= sentences else f"sentence {done + 1}/{sentences}: {step}"
    sys.stderr.write(f"{told}\n")
    return True
