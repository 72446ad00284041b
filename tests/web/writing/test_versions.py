"""What changed between wordings, since the last approval, and the words for Zalo and the portal."""

from dataclasses import replace
from datetime import date

from broadcaster.bulletin import Source, Topic
from tests.web.cast import House


def test_each_wording_shows_what_it_changed(house: House) -> None:
    draft = house.draft("Họp tổ dân phố", text="Họp lúc 19 giờ tại nhà văn hóa.")
    changed = replace(draft.script, text="Họp lúc 20 giờ tại nhà văn hóa.", topic=Topic.T05)
    house.store.edit_bulletin(draft.id, 1, changed, house.people["hoa"], house.clock.at)
    page = house.signed_in("van").open(f"/ban-tin/{draft.id}/phien-ban").text

    assert '[bỏ: </span>19<span class="visually-hidden">]</span></del>' in page
    assert '[thêm: </span>20<span class="visually-hidden">]</span></ins>' in page
    assert "Chủ đề:" in page
    assert "Phạm Thu Hoa" in page
    assert "Bản đầu tiên." in page


def test_the_approver_sees_what_changed_since_the_last_approval(house: House) -> None:
    bulletin = house.approved(text="Họp lúc 19 giờ tại nhà văn hóa. Mời bà con.")
    minh = house.signed_in("minh")
    changed = replace(bulletin.script, text="Họp lúc 20 giờ tại nhà văn hóa. Mời bà con.")
    lan, at = house.people["lan"], house.clock.at
    edited = house.store.edit_bulletin(bulletin.id, 1, changed, lan, at)
    house.store.submit(bulletin.id, 2, lan, at)
    house.rendered(edited, house.sound(1.1, 500))
    page = minh.open(f"/cho-duyet/{bulletin.id}").text

    assert "Thay đổi so với bản đã duyệt lúc 08:00 23/11/2026" in page
    assert ">19<" in page
    assert ">20<" in page


def test_a_first_submission_has_nothing_to_be_compared_with(house: House) -> None:
    bulletin = house.pending()

    assert "Thay đổi so với" not in house.signed_in("minh").open(f"/cho-duyet/{bulletin.id}").text


def test_the_approved_words_are_ready_to_be_copied_with_their_source_and_whom_to_call(house: House) -> None:
    source = Source("15/KH-UBND", date(2025, 8, 1), "UBND phường", "Kế hoạch cao điểm")
    bulletin = house.approved("Cảnh giác cuộc gọi lạ", source=source, text="Hãy gọi {hotline} khi nghi ngờ.")
    page = house.signed_in("van").open(f"/ban-tin/{bulletin.id}").text
    copied = page.split('id="copy"')[1].split("</textarea>")[0]

    assert "CẢNH GIÁC CUỘC GỌI LẠ" in copied
    assert f"Hãy gọi {house.settings.station.hotline} khi nghi ngờ." in copied
    assert "Nguồn: 15/KH-UBND ngày 01/08/2025, UBND phường, Kế hoạch cao điểm." in copied
    assert "{hotline}" not in copied


def test_words_that_are_not_approved_are_not_offered_for_copying(house: House) -> None:
    bulletin = house.pending()

    assert 'id="copy"' not in house.signed_in("lan").open(f"/ban-tin/{bulletin.id}").text
