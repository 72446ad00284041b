"""The JSON interface: a token for each client, answers as described, and nothing a question can break."""

from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from broadcaster.airing import Outcome, Reason
from broadcaster.cli import main
from broadcaster.office import clients
from tests.web.cast import MONDAY, House, station_in
from web.api_description import DESCRIPTION

APART = [ignored_auth, positive_data_acceptance]
"""Our tokens are right, and a last day before the first is well-formed but no question."""
SLOT = MONDAY - timedelta(hours=1, minutes=30)


@pytest.fixture
def aired(house: House) -> House:
    """One airing heard, one missed; every part alive."""
    bulletin = house.approved("Năm không, hai phải", 60.0)
    house.aired(bulletin, SLOT)
    house.aired(bulletin, SLOT - timedelta(days=3), Outcome.MISSED, Reason.STATION_OFF, 0.0)
    house.alive()
    return house


def token(house: House) -> str:
    _, found = clients.admit(house.store, house.people["quang"], "Sở Văn hóa", house.clock.at)
    return found


def ask(house: House, path: str, bearer: str | None = "") -> Any:
    bearer = token(house) if bearer == "" else bearer
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    return house.app.test_client().get(f"/api/v1{path}", headers=headers)


def test_without_a_token_there_is_nothing_but_health_and_the_description(aired: House) -> None:
    for path in ("/status", "/plan", "/log", "/statistics"):
        for bearer in (None, "x", "x" * 500, "đài"):
            headers = {} if bearer is None else {"Authorization": f"Bearer {bearer}".encode().decode("latin-1")}
            answer = aired.app.test_client().get(f"/api/v1{path}", headers=headers)
            assert answer.status_code == 401, path
            assert set(answer.json) == {"error"}
    assert ask(aired, "/health", None).json == {"status": "ok", "daemon": True, "database": True}
    assert "/log" in ask(aired, "/openapi.json", None).json["paths"]


def test_a_token_that_was_taken_back_opens_nothing(aired: House) -> None:
    client, secret = clients.admit(aired.store, aired.people["quang"], "Sở", aired.clock.at)
    assert ask(aired, "/status", secret).status_code == 200
    clients.revoke(aired.store, aired.people["quang"], client.id, aired.clock.at)
    assert ask(aired, "/status", secret).status_code == 401
    assert secret not in str(aired.store.activity())


def test_a_session_of_the_desk_is_no_token_and_a_token_opens_no_page(aired: House) -> None:
    assert aired.signed_in("quang").open("/api/v1/log").status_code == 401
    answer = aired.app.test_client().get("/nhat-ky", headers={"Authorization": f"Bearer {token(aired)}"})
    assert answer.status_code in (302, 303, 401)


def test_health_is_bad_when_the_daemon_is_silent(house: House) -> None:
    house.alive()
    house.clock.at += timedelta(minutes=1)
    answer = ask(house, "/health", None)
    assert (answer.status_code, answer.json["daemon"]) == (503, False)


def test_the_log_is_read_in_pages(aired: House) -> None:
    first = ask(aired, "/log?from=2026-11-01&to=2026-11-30&limit=1").json
    assert first["next"] == 1
    assert [entry["outcome"] for entry in first["entries"]] == ["missed"]
    second = ask(aired, "/log?from=2026-11-01&to=2026-11-30&limit=1&offset=1").json
    assert second["next"] is None
    assert second["entries"][0]["outcome"] == "complete"
    assert second["head"] == {"number": 2, "hash": aired.store.head()[1]}
    assert len(ask(aired, "/log?from=2026-11-01&to=2026-11-30&outcome=missed").json["entries"]) == 1


def test_statistics_are_the_provincial_fields(aired: House) -> None:
    told = ask(aired, "/statistics?from=2026-11-23").json
    assert (told["total_bulletins"], told["played_successfully"], told["ratio"]) == (1, 1, 1.0)


@pytest.mark.parametrize(
    "question",
    ["/log?from=hôm nay", "/log?limit=0", "/log?limit=501", "/log?offset=-1", "/log?outcome=x", "/plan?to=2026-01-01",
     "/plan?from=2026-01-01&to=2026-12-31", "/statistics?from=1999-12-31", "/log?from=2026-W10-1"],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_gets_a_sentence(aired: House, question: str) -> None:
    answer = ask(aired, question)
    assert answer.status_code == 400
    assert answer.json["error"]


def test_nothing_can_be_written(aired: House) -> None:
    client = aired.app.test_client()
    for method in ("post", "put", "patch", "delete"):
        for path in ("/status", "/log", "/health"):
            answer = getattr(client, method)(f"/api/v1{path}", headers={"Authorization": f"Bearer {token(aired)}"})
            assert answer.status_code in (400, 405)


@pytest.mark.parametrize("path", [*DESCRIPTION["paths"]])
def test_whatever_is_asked_the_answer_is_as_described(path: str, fuzzed: House) -> None:
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", fuzzed.app)
    headers = {"Authorization": f"Bearer {token(fuzzed)}"}

    @settings_of(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=described[path]["GET"].as_strategy())
    def ask_anything(case: schemathesis.Case) -> None:
        answer = case.call(headers=headers)
        assert answer.status_code < 500
        case.validate_response(answer, excluded_checks=APART)

    ask_anything()


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house for all the questions of the fuzzer."""
    house = House(station_in(tmp_path_factory.mktemp("fuzzed"))).hire()
    house.aired(house.approved("Năm không, hai phải", 60.0), SLOT)
    house.alive()
    return house


def test_on_the_command_line_a_client_is_admitted_and_taken_back(
    tmp_path: Any, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = str(station_in(tmp_path).folder)
    for name in ("data", "audio"):
        monkeypatch.setenv(f"BROADCASTER_{name.upper()}", str(tmp_path / name))
    assert main(["client", "add", "Sở Văn hóa", "--config", config]) == 0
    said = capsys.readouterr().out
    assert "shown only now" in said
    assert main(["client", "list", "--config", config]) == 0
    assert "yes" in capsys.readouterr().out
    assert main(["client", "revoke", said.split(":")[0], "--config", config]) == 0
    assert main(["client", "revoke", said.split(":")[0], "--config", config]) == 2
    assert main(["client", "revoke", "x", "--config", config]) == 2
