"""While Lan writes nothing typed is lost: kept for its writer alone, offered again, and had back if thrown away."""

from datetime import timedelta

from tests.web.cast import House, nowhere
from tests.web.writing.drafts_of_lan import BACK, FIELDS, NOTICE, TEXT, kept
from web.writing.script_form import title_from


def test_an_empty_title_is_the_first_line(house: House) -> None:
    house.signed_in("lan").send("/ban-tin/moi", **FIELDS)

    assert house.store.bulletins()[0].script.title == "Mời bà con tiêm phòng cho chó mèo"


def test_a_title_out_of_a_long_line_ends_with_a_sentence_or_a_word() -> None:
    assert title_from("\n  - …\nHọp tổ dân phố tối nay. Mời bà con đến đông đủ.") == "Họp tổ dân phố tối nay"
    long = title_from("Thông báo " + "rất dài " * 40)
    assert len(long) <= 100
    assert long.endswith(("rất", "dài"))
    assert title_from("...\n") == ""


def test_what_is_typed_is_kept_for_its_writer_alone_and_offered_again(house: House) -> None:
    lan = house.signed_in("lan")
    answer = kept(lan)

    assert answer.json == {"said": "Đã lưu lúc 08:00", "current": True}
    assert house.store.bulletins() == []
    assert "Bạn có bài viết dở ở đây, đài giữ lúc 08:00 23/11/2026" in lan.open("/ban-tin/moi?mau=").text
    assert TEXT.split("\n")[0] in lan.open("/ban-tin/moi?viet-tiep=1").text
    assert house.store.unsaved("new", house.people["minh"]) is None
    assert kept(house.signed_in("minh")).status_code == 403


def test_what_was_kept_goes_once_it_is_saved_or_thrown_away(house: House) -> None:
    lan = house.signed_in("lan")
    kept(lan)
    lan.send("/ban-tin/moi", **FIELDS)
    assert house.store.unsaved("new", house.people["lan"]) is None
    kept(lan)
    lan.send("/ban-tin/bo-ban-do", bulletin="")
    assert house.store.unsaved("new", house.people["lan"]) is None


def test_keeping_touches_neither_the_bulletin_nor_its_approval(house: House) -> None:
    bulletin = house.approved()
    lan = house.signed_in("lan")
    kept(lan, bulletin=str(bulletin.id), version="1", title="Tên khác", text="Nội dung khác hẳn.")

    assert house.store.bulletin(bulletin.id) == bulletin
    assert "Nội dung khác hẳn." in lan.open(f"/ban-tin/{bulletin.id}/sua?viet-tiep=1").text


def test_somebody_else_saved_meanwhile_and_neither_text_is_lost(house: House) -> None:
    draft, lan = house.draft(), house.signed_in("lan")
    kept(lan, bulletin=str(draft.id), version="1", title="Của Lan", text="Lan đang viết.")
    house.store.edit_bulletin(draft.id, 1, draft.script, house.people["hoa"], house.clock.at)
    late = kept(lan, bulletin=str(draft.id), version="1", title="Của Lan", text="Lan viết tiếp.").json
    page = lan.open(f"/ban-tin/{draft.id}/sua?viet-tiep=1").text

    assert late is not None
    assert not late["current"]
    assert "Có người vừa lưu bản tin này" in late["said"]
    assert 'name="version" value="1"' in page
    answer = lan.send(f"/ban-tin/{draft.id}/sua", **{**FIELDS, "version": "1", "text": "Lan viết tiếp."})
    assert answer.status_code == 409
    assert "Lan viết tiếp." in answer.text


def test_keeping_refuses_what_is_too_long_or_no_bulletin(house: House) -> None:
    lan = house.signed_in("lan")

    assert kept(lan, text="x" * 70_000).status_code == 400
    assert kept(lan, bulletin=str(nowhere())).status_code == 404
    assert kept(lan, bulletin="x").status_code == 404


def test_the_remarks_stand_beside_the_text_while_it_is_typed(house: House) -> None:
    text = "Theo Nghị định 13/2023/NĐ-CP. Cửa hàng khai trương, đại hạ giá, mua ngay!"
    page = house.signed_in("lan").send("/ban-tin/uoc-luong", title="x", text=text).text

    assert "Từ ngày 01/01/2026 đã có Luật Bảo vệ dữ liệu cá nhân" in page
    assert "Loa phường không quảng cáo" in page


def test_writing_thrown_away_by_mistake_is_brought_back_out_of_the_notice(house: House) -> None:
    lan = house.signed_in("lan")
    kept(lan)
    assert lan.send("/ban-tin/bo-ban-do", bulletin="").headers["Location"] == "/ban-tin/moi"
    page = lan.open("/ban-tin/moi").text
    assert "Đã bỏ bài viết dở." in page and "Viết tiếp bài này" not in page
    assert "Hoàn tác" in page.partition(NOTICE)[2]
    answer = lan.send(BACK, bulletin="")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ban-tin/moi?viet-tiep=1")
    assert TEXT.split("\n")[0] in lan.open(answer.headers["Location"]).text
    found = house.store.unsaved("new", house.people["lan"])
    assert found is not None and found.fields["text"] == TEXT
    page = lan.open("/nhat-ky/hoat-dong").text
    assert "bỏ bài viết dở" in page and "lấy lại bài viết dở" in page and "tiêm phòng" not in page


def test_what_was_written_since_takes_its_turn_aside_and_is_not_lost(house: House) -> None:
    draft, lan = house.draft(), house.signed_in("lan")
    here, edit = {"bulletin": str(draft.id)}, f"/ban-tin/{draft.id}/sua"
    kept(lan, **here, version="1", text="Bài thứ nhất.")
    assert lan.send("/ban-tin/bo-ban-do", **here).headers["Location"] == edit
    kept(lan, **here, version="1", text="Bài thứ hai.")
    lan.send(BACK, **here)
    page = lan.open(f"{edit}?viet-tiep=1").text
    assert "Bài thứ nhất." in page and "Bài bạn viết sau đó được cất đi" in page
    lan.send(BACK, **here)
    assert "Bài thứ hai." in lan.open(f"{edit}?viet-tiep=1").text


def test_writing_thrown_away_can_be_had_back_for_thirty_days_by_its_writer_alone(house: House) -> None:
    draft, lan = house.draft(), house.signed_in("lan")
    here, edit = {"bulletin": str(draft.id)}, f"/ban-tin/{draft.id}/sua"
    kept(lan, **here, version="1", text="Bài thứ nhất.")
    lan.send("/ban-tin/bo-ban-do", **here)
    lan.open(edit)
    house.clock.at += timedelta(days=29)
    lan = house.signed_in("lan")
    page = lan.open(edit).text
    assert "còn được giữ 30 ngày" in page and NOTICE not in page
    assert house.store.unsaved(f"aside/{draft.id}", house.people["hoa"]) is None
    house.clock.at += timedelta(days=2)
    lan = house.signed_in("lan")
    assert "còn được giữ 30 ngày" not in lan.open(edit).text
    assert lan.send(BACK, **here).headers["Location"] == edit
    page = lan.open(edit).text
    assert "Không còn bài viết dở nào để lấy lại" in page and "Bài thứ nhất." not in page


def test_throwing_nothing_away_offers_nothing_back(house: House) -> None:
    lan = house.signed_in("lan")
    lan.send("/ban-tin/bo-ban-do", bulletin="")
    page = lan.open("/ban-tin/moi").text

    assert NOTICE not in page and "Hoàn tác" not in page and BACK not in page
