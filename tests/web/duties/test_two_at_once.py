"""Two at one campaign or document: nobody is overwritten unseen, and nothing that was typed is lost."""

from typing import Any

import pytest

from tests.web.cast import Browser, House
from tests.web.duties.duties_of_lan import begun, brought, confirmed, words
from tests.web.forms import filled

REPORT = {"bc-0-tinh": "1", "bc-0-ky": "day", "bc-0-noi-nhan": "Công an phường"}


def terms(browser: Browser, address: str, **changes: Any) -> dict[str, Any]:
    """The form of a campaign as it stands, with these changes."""
    return filled(browser.open(f"{address}/sua").text, f"{address}/sua", **changes)


def test_a_campaign_refused_for_a_typo_keeps_the_version_it_was_opened_with(house: House) -> None:
    lan, tung = house.signed_in("lan"), house.signed_in("tung")
    address = begun(lan)
    mine = terms(lan, address)
    assert tung.send(f"{address}/sua", **terms(tung, address, luot="5")).status_code == 303
    refused = lan.send(f"{address}/sua", **{**mine, "ten": " "})
    assert refused.status_code == 400
    answer = lan.send(f"{address}/sua", **filled(refused.text, f"{address}/sua", ten="Của Lan"))
    assert answer.status_code == 409
    assert house.store.campaigns()[0].obligation.plays == 5
    assert "Bản đang lưu: 5" in words(answer.text) and "Của Lan" in answer.text


def test_what_another_has_saved_stands_beside_what_was_typed(house: House) -> None:
    lan, tung = house.signed_in("lan"), house.signed_in("tung")
    address = begun(lan)
    mine = terms(lan, address, ten="Của Lan", phu_trach="Bà Lan")
    theirs = {"luot": "7", "moi": "week", "den": "2026-12-31", "thu": ["0"], "khung": ["evening"], "chu_de": ["T01"]}
    assert tung.send(f"{address}/sua", **terms(tung, address, phu_trach="Ông Tùng", **theirs)).status_code == 303
    answer = lan.send(f"{address}/sua", **mine)
    assert answer.status_code == 409
    page = words(answer.text)
    for said in ("7", "Mỗi tuần", "31/12/2026", "Ông Tùng", "Đợt thử", "T2", "Buổi chiều tối"):
        assert f"Bản đang lưu: {said}" in page, said
    assert page.count("(bản đang lưu: có)") == 1  # the topic
    again = filled(answer.text, f"{address}/sua")
    assert (again["ten"], again["luot"], again["phu-trach"]) == (["Của Lan"], mine["luot"], ["Bà Lan"])
    assert lan.send(f"{address}/sua", **{**again, "luot": "7"}).status_code == 303
    (made,) = house.store.campaigns()
    assert (made.name, made.obligation.plays) == ("Của Lan", 7)


def test_reports_that_two_have_added_at_once_are_both_kept(house: House) -> None:
    lan, tung = house.signed_in("lan"), house.signed_in("tung")
    address = begun(lan)
    mine = terms(lan, address)
    theirs = {**terms(tung, address), **REPORT}
    assert tung.send(f"{address}/sua", **theirs).status_code == 303
    answer = lan.send(f"{address}/sua", **{**mine, **REPORT, "bc-0-ky": "week", "bc-0-noi-nhan": "UBND phường"})
    assert answer.status_code == 409
    assert lan.send(f"{address}/sua", **filled(answer.text, f"{address}/sua")).status_code == 303
    (made,) = house.store.campaigns()
    assert [one.addressee for one in made.duties] == ["Công an phường", "UBND phường"]


def test_a_report_another_has_added_is_not_taken_off_by_whoever_did_not_know_it(house: House) -> None:
    lan, tung = house.signed_in("lan"), house.signed_in("tung")
    address = begun(lan)
    mine = terms(lan, address, ten="Của Lan")
    assert tung.send(f"{address}/sua", **{**terms(tung, address), **REPORT}).status_code == 303
    answer = lan.send(f"{address}/sua", **mine)
    assert answer.status_code == 409
    assert lan.send(f"{address}/sua", **filled(answer.text, f"{address}/sua")).status_code == 303
    (made,) = house.store.campaigns()
    assert (made.name, [one.addressee for one in made.duties]) == ("Của Lan", ["Công an phường"])


def test_a_new_campaign_that_is_refused_keeps_every_report_that_was_typed(house: House) -> None:
    lan = house.signed_in("lan")
    fields = filled(lan.open("/dot-cao-diem/moi").text, "/dot-cao-diem", ten=" ")
    second = {name.replace("bc-0", "bc-1"): value for name, value in REPORT.items()}
    refused = lan.send("/dot-cao-diem", **{**fields, **REPORT, **second, "bc-1-noi-nhan": "UBND phường"})
    assert refused.status_code == 400
    answer = lan.send("/dot-cao-diem", **filled(refused.text, "/dot-cao-diem", ten="Đợt mới"))
    assert answer.status_code == 303, answer.text
    assert [one.addressee for one in house.store.campaigns()[0].duties] == ["Công an phường", "UBND phường"]


def test_a_document_refused_for_a_bad_day_does_not_overwrite_the_other_at_the_next_press(house: House) -> None:
    lan, hoa = house.signed_in("lan"), house.signed_in("hoa")
    address = brought(lan)
    send = f"{address}/xac-nhan"
    mine = filled(lan.open(address).text, send, trich_yeu="Trích yếu của Lan")
    confirmed(hoa, address, trich_yeu="Trích yếu của Hoa")
    refused = lan.send(send, **{**mine, "tu": "hôm nay"})
    assert refused.status_code == 400
    answer = lan.send(send, **filled(refused.text, send, tu="2026-11-23"))
    assert answer.status_code == 409
    found = house.store.directives()[0].confirmed
    assert found is not None and found.title == "Trích yếu của Hoa"


def test_a_document_another_has_confirmed_keeps_what_was_typed_and_shows_theirs(house: House) -> None:
    lan, hoa = house.signed_in("lan"), house.signed_in("hoa")
    address = brought(lan)
    send = f"{address}/xac-nhan"
    page = lan.open(address).text
    added = {"loa-1-tinh": "1", "loa-1-luot": "4", "loa-1-moi": "week"}
    mine = {**filled(page, send, trich_yeu="Một giờ gõ"), **added}
    theirs = {"loa-1-tinh": "1", "loa-1-phut": "15", "loa-1-moi": "day", "loa-0-buoi": ["tối"]}
    answer = hoa.send(send, **{**filled(hoa.open(address).text, send, trich_yeu="Của Hoa"), **theirs})
    assert answer.status_code == 303
    answer = lan.send(send, **mine)
    assert answer.status_code == 409
    assert "Bản đang lưu: tối" in words(answer.text)
    assert 'value="Một giờ gõ"' in answer.text and "Bản đang lưu: Của Hoa" in words(answer.text)
    assert lan.send(send, **filled(answer.text, send)).status_code == 303
    found = house.store.directives()[0].confirmed
    assert found is not None and found.title == "Một giờ gõ"
    assert [(one.plays, one.minutes, one.per) for one in found.loudspeaker[1:]] == [
        (None, 15, "day"),
        (4, None, "week"),
    ]


@pytest.mark.parametrize("due", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_report_due_at_the_end_of_time_is_none_of_the_campaigns(house: House, due: str) -> None:
    lan = house.signed_in("lan")
    address = begun(lan)
    lan.open(address)
    for deed in ("chua-gui", "da-gui"):
        assert lan.send(f"{address}/{deed}", loai="day", han=due).status_code == 404


@pytest.mark.parametrize("hour", ["6:²", "²:00", "٦:30"])
def test_an_hour_in_odd_figures_gets_a_sentence(house: House, hour: str) -> None:
    lan = house.signed_in("lan")
    address = begun(lan)
    answer = lan.send(f"{address}/sua", **{**terms(lan, address), **REPORT, "bc-0-gio": hour})
    assert answer.status_code == 400
    assert "Hãy viết giờ như 06:30" in answer.text
