"""What anybody may see of the settings: no password and no key, in whatever form; and the rest to the letter."""

import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from broadcaster.cli import main
from broadcaster.settings import PROJECT, load
from broadcaster.settings.addresses import end_hidden, without_password
from broadcaster.settings.veiled import hidden_in, secrets_of, value, veiled

KEY = "Khoa5f1d0c7e"
CONFIG = PROJECT / "config"

SECRET = {
    "a table": f'[watch]\nurl = "https://h/{KEY}"\n',
    "a table on one line": f'watch = {{ url = "https://h/{KEY}" }}\n',
    "a dotted name": f'watch.url = "https://h/{KEY}"\n',
    "a table's name in quotes": f'["watch"]\nurl = "https://h/{KEY}"\n',
    "a name in quotes": f'[watch]\n"url" = "https://h/{KEY}"\n',
    "a name in escapes": f'[watch]\n"\\u0075rl" = "https://h/{KEY}"\n',
    "three quotes": f'[watch]\nurl = """https://h/{KEY}"""\n',
    "three quotes over lines": f'[watch]\nurl = """\nhttps://h/\\\n   {KEY}"""\n',
    "three single quotes": f"[watch]\nurl = '''\nhttps://h/{KEY}'''\n",
    "escapes": f'[watch]\nurl = "https:\\u002f\\U0000002fh\\u002F{KEY}"\n',
    "a blank before it": f'[watch]\nheartbeat = " https://h/{KEY}"\n',
    "great letters": f'[watch]\nurl = "HTTPS://h/{KEY}"\n',
    "a query alone": f'[watch]\nurl = "https://h?{KEY}"\n',
    "a user": f'[watch]\nurl = "https://{KEY}@h/x"\n',
    "a password": f'[watch]\nurl = "https://a:{KEY}/b@h/x"\n',
    "a port that is none": f'[watch]\nurl = "https://h:{KEY}/"\n',
    "no address at all": f'[watch]\nurl = "{KEY}"\n',
    "a key of its own": f'watch = [{{ url = "https://h/{KEY}" }}]\n',
    "a remark": f'[watch]\nurl = ""  # was "https://h/{KEY}"\n',
    "a remark of its own": f"[watch]\n# heartbeat = 'https://h/{KEY}'\n",
    "a table that is a remark": f'# [watch]\n# url = "https://h/{KEY}"\n',
    "the key again elsewhere": f'[watch]\nurl = "https://h/{KEY}"\n[hooks]\nafter_slot = ["curl https://h/{KEY}"]\n',
    "the key again in a remark": f'[watch]\nurl = "https://h/{KEY}"\n[hooks] # {KEY}\n',
    "a database": f'[storage]\ndatabase = "postgresql+psycopg://loa:{KEY}@db/x"\n',
    "a slash": f'[storage]\ndatabase = "postgresql+psycopg://loa:pa/{KEY}@db/x"\n',
    "an at": f'[storage]\ndatabase = "postgresql+psycopg://loa:pa@{KEY}@db/x"\n',
    "an at and a slash": f'[storage]\ndatabase = "postgresql+psycopg://loa:p@a/{KEY}@db/x"\n',
    "all of them": f'[storage]\ndatabase = "postgresql+psycopg://lo@a:p?#/{KEY}@db/x"\n',
    "quotes": f'[storage]\ndatabase = "postgresql+psycopg://loa:p\\"\'{KEY} @db/x"\n',
    "a query": f'[storage]\ndatabase = "postgresql+psycopg://db/x?user=loa&password={KEY}"\n',
    "another query": f'[storage]\ndatabase = "postgresql+psycopg://db/x?sslPassword={KEY}&user=loa"\n',
    "a database of before": f'[storage]\n# database = "postgresql+psycopg://loa:pa/{KEY}@db/x"\n',
    "a service's key": f'[fpt]\nheaders = {{ api-key = "{KEY}" }}\n',
    "a service's token": f'[fpt]\njson = {{ deep = {{ "X Token" = "{KEY}" }} }}\n',
}


@pytest.mark.parametrize("text", SECRET.values(), ids=SECRET)
def test_no_form_of_toml_keeps_a_secret_in_sight(text):
    shown = veiled(text)
    assert KEY not in shown and "***" in shown
    tomllib.loads(shown)
    assert veiled(shown) == shown, "once is enough"


KNOWN_BY_ITS_VALUE_ALONE = "the key again in a remark"


@pytest.mark.parametrize("text", [text for name, text in SECRET.items() if name != KNOWN_BY_ITS_VALUE_ALONE])
@pytest.mark.parametrize("wrong", ["x = \n{}", "{}y = 'it's\n", '{}name = "loa\n', '{}name = """loa\n', "{}[watch\n"])
def test_of_a_text_that_is_no_toml_more_is_hidden_rather_than_less(text, wrong):
    assert KEY not in veiled(wrong.replace("{}", text))


@pytest.mark.parametrize(
    "cut", [f'"https://h/\n  {KEY}"', f'"https://h/\\\n  {KEY}"', f'"""https://h/\\\n{KEY}', f'"https://h/#{KEY}']
)
def test_an_address_broken_over_lines_is_hidden_with_them(cut):
    shown = veiled(f"[watch]\nurl = {cut}\nafter_minutes = 15\n")
    assert KEY not in shown and ('"""' in cut or "after_minutes = 15" in shown)


def test_what_holds_no_secret_stays_to_the_letter():
    for path in CONFIG.glob("*.toml"):
        text = path.read_text("utf-8")
        assert veiled(text) == text, path.name
    rest = """
[[relays]]
url = "http://radio.example.vn:8000/live@128"   # not "https://user@h/x"
[[relays]]
url = "https://h/live?token=seen-by-all"
[fpt]
url = "https://h/tts?key={secret.FPT}&token={secret.FPT}"
headers = { api-key = "{secret.FPT}", "Content-Type" = "text/plain" }
[storage]
database = 'postgresql+psycopg://loa@db.example.vn:5432/x'
[words]
opening = \'\'\'
"{station}": kính chào\'\'\'
""".replace("\\'", "'")
    assert veiled(rest) == rest


def test_what_stands_around_a_secret_stays():
    text = f"[watch]\nafter_minutes = 9\nurl = 'https://bao.vn/{KEY}' # of the province\n[words]\nx = \"a#b\"\n"
    assert veiled(text) == text.replace(KEY, "***")
    windows = f'[watch]\r\nurl = "https://bao.vn/{KEY}"\r\n# https://h/{KEY}\r\n'
    assert veiled(windows) == windows.replace(KEY, "***")


def test_a_short_secret_spoils_no_other_word():
    text = '[watch]\nurl = "https://h/loa"\n[station]\nid = "loa"\nname = "loa loa"\n[fpt]\nform = { key = "loa" }\n'
    told = tomllib.loads(veiled(text.replace('form = { key = "loa" }', "")))
    assert told["station"] == {"id": "loa", "name": "loa loa"}


def test_whoever_restores_is_told_each_line_that_lacks_something():
    text = (
        f'[watch]\nurl = "https://a:{KEY}@h/{KEY}" # was "https://h/{KEY}"\n# heartbeat = "https://h/{KEY}"\n'
        f'[storage]\ndatabase = "postgresql://db/x?password={KEY}"\n'
        f'[fpt]\nheaders = {{ api-key = "{KEY}", x = "#1" }}\n'
        '[words] # *** mind these ***\nopening = "***** {station}"\n'
    )
    assert hidden_in(veiled(text)) == [
        'url = "https://***@h/***"',
        'database = "postgresql://db/x?password=***"',
        'headers = { api-key = "***", x = "#1" }',
    ]


@settings_of(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=12), st.sampled_from(["basic", "literal", "escaped"]), st.booleans())
def test_whatever_a_password_is_made_of_it_is_not_seen(inner, form, inline):
    address = f"postgresql+psycopg://loa:{KEY}{inner.replace('@', '')}{KEY}@db/x"
    if form == "literal" and address.isprintable() and "'" not in address:
        said = f"'{address}'"
    else:
        ready = [
            f"\\U{ord(one):08x}" if form == "escaped" or one in '"\\' or not one.isprintable() else one
            for one in address
        ]
        said = '"' + "".join(ready) + '"'
    text = f"storage = {{ database = {said} }}\n" if inline else f"[storage]\ndatabase = {said}\n"
    assert tomllib.loads(text)["storage"]["database"] == address
    shown = veiled(text)
    assert tomllib.loads(shown)["storage"]["database"] == "postgresql+psycopg://loa:***@db/x"


def test_the_listing_shows_neither_password_nor_key_wherever_they_come_from(tmp_path, capsys, monkeypatch):
    config = tmp_path / "config"
    shutil.copytree(CONFIG, config)
    file = config / "station.toml"
    text = file.read_text("utf-8").replace('\nurl = ""', f'\nurl = "https://h/{KEY}"')
    text = text.replace("after_slot = []", f'after_slot = ["/usr/bin/curl https://h/{KEY}"]')
    file.write_text(text.replace('database = ""', 'database = "postgresql+psycopg://db/x"'), "utf-8")
    monkeypatch.setenv("BROADCASTER_DATABASE", f"postgresql+psycopg://loa:pa/{KEY}@db/x")
    for words in (["settings"], ["settings", "--json"]):
        assert main([*words, "--config", str(config)]) == 0
        said = capsys.readouterr()
        assert KEY not in said.out + said.err
        assert "postgresql+psycopg://loa:***@db/x" in said.out and "https://h/***" in said.out


def test_a_setting_that_is_refused_is_not_repeated_with_its_key(tmp_path, capsys):
    shutil.copytree(CONFIG, tmp_path / "config")
    file = tmp_path / "config" / "station.toml"
    file.write_text(file.read_text("utf-8").replace('\nurl = ""', f'\nurl = "HTTPS://h/{KEY}"'), "utf-8")
    assert main(["settings", "--config", str(tmp_path / "config")]) == 2
    said = capsys.readouterr().err
    assert "watch.url" in said and "must be an address" in said and KEY not in said


@pytest.mark.parametrize(
    ("key", "said", "seen"),
    [
        ("storage.database", "postgresql+psycopg://loa:pa/ss@db/x", "postgresql+psycopg://loa:***@db/x"),
        ("storage.database", "postgresql+psycopg://loa:pa@ss@db/x", "postgresql+psycopg://loa:***@db/x"),
        ("storage.database", "postgresql+psycopg://loa:p@db/x?a=b@c", "postgresql+psycopg://loa:***@db/x?a=b@c"),
        ("storage.database", "sqlite:////var/lib/a:b@c/station.db", "sqlite:////var/lib/a:b@c/station.db"),
        ("relays[0].url", "http://h:8000/live@128", "http://h:8000/live@128"),
        ("watch.url", "https://h:8443", "https://h:8443"),
        ("watch.url", "https://[::1]:80/x", "https://[::1]:80/***"),
        ("watch.heartbeat", "", ""),
    ],
)
def test_a_value_keeps_all_that_is_no_secret(key, said, seen):
    assert value(key, said) == seen
    assert (end_hidden if key.startswith("watch") else without_password)(seen) == seen


def test_the_settings_in_force_name_their_secrets(tmp_path: Path):
    shutil.copytree(CONFIG, tmp_path / "config")
    address = f"postgresql+psycopg://loa:{KEY}@db/x"
    loaded = load(tmp_path / "config", {"BROADCASTER_DATABASE": address})
    assert secrets_of(loaded.origins) == {address: "postgresql+psycopg://loa:***@db/x"}
    assert secrets_of(load(tmp_path / "config", {}).origins) == {}
