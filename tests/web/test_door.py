"""First start, sign-in, sessions, passwords, throttling."""

import stat
from datetime import timedelta

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from broadcaster.office import setup_code
from broadcaster.people import Role
from broadcaster.store import Verb
from tests.web.cast import PASSWORD, House

GOOD = "con trâu ăn cỏ ven đê"


def seats(code: str, changes: dict[str, str] | None = None) -> dict[str, str]:
    """The set-up form as it should be filled in."""
    form = {"code": code}
    for key, name in (("admin", "Đỗ Quang"), ("author", "Nguyễn Thị Lan"), ("approver", "Trần Văn Minh")):
        form |= {f"{key}-name": name, f"{key}-username": name.split()[-1].casefold(), f"{key}-password": GOOD}
    return form | (changes or {})


def test_the_first_start_leads_to_the_set_up_page(bare: House) -> None:
    assert bare.visitor().open("/").headers["Location"] == "/thiet-lap"
    assert "Mã thiết lập" in bare.visitor().open("/thiet-lap").text


def test_the_one_time_code_makes_the_first_accounts_and_is_gone(bare: House) -> None:
    code = setup_code.ensure(bare.settings.setup_code)
    browser = bare.visitor()
    answer = browser.send("/thiet-lap", "/thiet-lap", **seats(code))

    assert answer.status_code == 303
    assert not bare.settings.setup_code.exists()
    assert {person.username: person.roles for person in bare.store.people()} == {
        "lan": {Role.AUTHOR},
        "minh": {Role.APPROVER},
        "quang": {Role.ADMIN},
    }
    assert browser.send("/dang-nhap", "/dang-nhap", username="Lan", password=GOOD).status_code == 303


@pytest.mark.parametrize("role", [Role.LEADER, Role.OPERATOR])
def test_a_seat_that_may_stay_empty_may_be_taken_too(bare: House, role: Role) -> None:
    code = setup_code.ensure(bare.settings.setup_code)
    more = {f"{role}-name": "Lê Thanh Tùng", f"{role}-username": "tung", f"{role}-password": GOOD}
    bare.visitor().send("/thiet-lap", "/thiet-lap", **seats(code, more))

    made = bare.store.person_named("tung")
    assert made is not None and made.roles == {role}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "XXXX-XXXX-XXXX"}, "Mã thiết lập không đúng"),
        ({"code": "ượ\u0000\u202e🙂"}, "Mã thiết lập không đúng"),
        ({"author-password": "123456789012"}, "Mật khẩu cần ít nhất 12 ký tự"),
        ({"approver-username": "lan"}, "Mỗi người cần một tên đăng nhập riêng"),
        ({"author-name": ""}, "Hãy nhập họ và tên"),
        ({"author-username": "có dấu cách"}, "Tên đăng nhập gồm"),
    ],
)
def test_a_set_up_that_is_not_right_makes_nobody(bare: House, changes: dict[str, str], said: str) -> None:
    code = setup_code.ensure(bare.settings.setup_code)
    answer = bare.visitor().send("/thiet-lap", "/thiet-lap", **seats(code, changes))

    assert answer.status_code == 400
    assert said in answer.text
    assert bare.store.people() == []
    assert setup_code.read(bare.settings.setup_code) == code


def test_set_up_is_closed_once_there_are_people(house: House) -> None:
    code = setup_code.ensure(house.settings.setup_code)
    answer = house.visitor().send("/thiet-lap", "/dang-nhap", **seats(code))

    assert answer.headers["Location"] == "/dang-nhap"
    assert len(house.store.people()) == 6


def test_guessing_the_code_is_throttled(bare: House) -> None:
    setup_code.ensure(bare.settings.setup_code)
    browser = bare.visitor()
    codes = [browser.send("/thiet-lap", "/thiet-lap", **seats("AAAA-AAAA-AAAA")).status_code for _ in range(9)]

    assert codes == [400] * 8 + [429]


def test_guessing_a_password_is_throttled_with_a_sentence(house: House) -> None:
    browser = house.visitor()
    answers = [browser.send("/dang-nhap", "/dang-nhap", username="lan", password="sai rồi") for _ in range(9)]

    assert [answer.status_code for answer in answers] == [401] * 8 + [429]
    assert "Hãy đợi một phút" in answers[-1].text


def test_signing_in_rightly_is_never_throttled(house: House) -> None:
    for _ in range(12):
        house.signed_in("lan")


def test_a_wrong_name_and_a_wrong_password_read_the_same(house: House) -> None:
    browser = house.visitor()
    said = [
        browser.send("/dang-nhap", "/dang-nhap", username=name, password="sai mật khẩu").text.replace(name, "")
        for name in ("lan", "ma")
    ]

    assert "Tên đăng nhập hoặc mật khẩu không đúng" in said[0]
    assert said[0].split("<h1>")[1].split("csrf")[0] == said[1].split("<h1>")[1].split("csrf")[0]


def test_signing_in_begins_a_new_session(house: House) -> None:
    browser = house.visitor()
    browser.open("/dang-nhap")
    with browser.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    browser.send("/dang-nhap", "/dang-nhap", username="lan", password=PASSWORD)
    browser.open("/")
    with browser.client.session_transaction() as session:
        assert "planted" not in session
        assert session["sid"]
        assert session["csrf_token"] != before


def test_the_cookie_is_kept_from_scripts_and_other_sites(house: House) -> None:
    browser = house.visitor()
    browser.open("/dang-nhap")
    cookie = browser.send(
        "/dang-nhap", "/dang-nhap", username="lan", password=PASSWORD
    ).headers["Set-Cookie"]  # fmt: skip

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_sign_in_leads_back_to_the_page_that_was_wanted(house: House) -> None:
    browser = house.visitor()
    assert (
        browser.open("/lich-phat?tuan=2026-11-30").headers["Location"] == "/dang-nhap?next=/lich-phat?tuan%3D2026-11-30"
    )
    answer = browser.send(
        "/dang-nhap", "/dang-nhap", username="lan", password=PASSWORD, next="/lich-phat?tuan=2026-11-30"
    )

    assert answer.headers["Location"] == "/lich-phat?tuan=2026-11-30"


@pytest.mark.parametrize(
    "outside", ["https://la.example/", "//la.example", "/\\la.example", "javascript:alert(1)", "x"]
)
def test_a_sign_in_never_leads_outside(house: House, outside: str) -> None:
    answer = house.visitor().send("/dang-nhap", "/dang-nhap", username="lan", password=PASSWORD, next=outside)

    assert answer.headers["Location"] == "/"


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(house: House) -> None:
    here, elsewhere = house.signed_in("lan"), house.signed_in("lan")
    answer = here.send("/mat-khau", old=PASSWORD, new=GOOD, again=GOOD)

    assert answer.status_code == 303
    assert here.open("/ban-tin").status_code == 200
    assert elsewhere.open("/ban-tin").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "said", "code"),
    [
        ("không phải", GOOD, GOOD, "Mật khẩu đang dùng không đúng", 401),
        (PASSWORD, GOOD, GOOD + "!", "chưa giống nhau", 400),
        (PASSWORD, "ngắn", "ngắn", "ít nhất 12 ký tự", 400),
    ],
)
def test_a_password_is_not_changed_carelessly(
    house: House, old: str, new: str, again: str, said: str, code: int
) -> None:
    answer = house.signed_in("lan").send("/mat-khau", old=old, new=new, again=again)

    assert (answer.status_code, said in answer.text) == (code, True)


def test_guessing_at_the_own_password_is_throttled_and_each_guess_is_written_down(house: House) -> None:
    browser = house.signed_in("hoa")
    fire = house.templates()["urgent_chay"]
    codes = [browser.send("/mat-khau", old=f"đoán {number}", new=GOOD, again=GOOD).status_code for number in range(9)]
    assert codes == [401] * 8 + [429]
    guesses = house.store.activity(verbs=[Verb.WRONG_PASSWORD])
    assert [deed.by_name for deed in guesses] == ["Phạm Thu Hoa"] * 8
    assert browser.send("/mat-khau", old=PASSWORD, new=GOOD, again=GOOD).status_code == 429
    browser.open(f"/khan-cap/{fire.id}")
    answer = browser.send(f"/khan-cap/{fire.id}", token="x", password="đoán nữa")
    assert answer.status_code == 429, "an order asks for the same password, and counts with this page"
    assert house.signed_in("lan").send("/mat-khau", old=PASSWORD, new=GOOD, again=GOOD).status_code == 303


def test_who_changes_the_own_password_with_care_is_never_throttled(house: House) -> None:
    browser = house.signed_in("lan")
    for _ in range(12):
        assert browser.send("/mat-khau", old=PASSWORD, new="ngắn", again="ngắn").status_code == 400


def test_a_desk_left_open_overnight_still_stops_the_loudspeakers(house: House) -> None:
    browser = house.signed_in("tung")
    browser.open("/")
    house.clock.at += timedelta(hours=14)

    class LastNight(TimestampSigner):
        def get_timestamp(self) -> int:
            return super().get_timestamp() - 14 * 3600

    with browser.client.session_transaction() as session:
        kept = session["csrf_token"]
    signer = URLSafeTimedSerializer(house.app.config["SECRET_KEY"], salt="wtf-csrf-token", signer=LastNight)
    browser.token = signer.dumps(kept)

    assert browser.send("/dung-phat").status_code == 303
    assert house.store.last_stop() is not None


def test_a_forgotten_session_ends_after_a_day_and_a_half(house: House) -> None:
    browser = house.signed_in("lan")
    house.clock.at += timedelta(hours=37)

    assert browser.open("/").status_code == 302


def test_signing_out_ends_the_session(house: House) -> None:
    browser = house.signed_in("lan")
    browser.open("/")
    assert browser.send("/dang-xuat").status_code == 303

    assert browser.open("/").status_code == 302


def test_the_secret_key_is_made_once_and_is_nobody_elses_to_read(house: House) -> None:
    path = house.settings.data / "secret-key"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert House(house.settings).app.config["SECRET_KEY"] == path.read_bytes()
