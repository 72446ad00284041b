"""The one-time code of the first start."""

import stat
from pathlib import Path

from broadcaster.office import setup_code


def test_the_code_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "setup-code"
    code = setup_code.ensure(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(code) == 14


def test_a_second_start_shows_the_same_code(tmp_path: Path) -> None:
    assert setup_code.ensure(tmp_path / "code") == setup_code.ensure(tmp_path / "code")


def test_the_code_may_be_typed_without_dashes_and_in_small_letters(tmp_path: Path) -> None:
    code = setup_code.ensure(tmp_path / "code")

    assert setup_code.matches(tmp_path / "code", f" {code.replace('-', '').lower()} ")
    assert not setup_code.matches(tmp_path / "code", code[:-1])


def test_no_file_means_that_no_code_is_right(tmp_path: Path) -> None:
    assert not setup_code.matches(tmp_path / "code", "")
    (tmp_path / "code").write_bytes(b"\xff\xfe")
    assert not setup_code.matches(tmp_path / "code", "")


def test_a_used_code_is_forgotten(tmp_path: Path) -> None:
    setup_code.ensure(tmp_path / "code")
    setup_code.forget(tmp_path / "code")
    setup_code.forget(tmp_path / "code")

    assert setup_code.read(tmp_path / "code") == ""
