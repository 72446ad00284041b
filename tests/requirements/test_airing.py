"""What the documents ask to be aired, how often and when: R1 to R3, R7, R16; each through the station itself.

The phrase of each row stands with its test. Most go through the desk, as an officer would.
"""

from datetime import date, timedelta
from uuid import UUID

from broadcaster.bulletin import Topic
from broadcaster.campaign import Column, Directive, Obligation
from broadcaster.campaigns import State, terms
from broadcaster.directives import read
from broadcaster.duty import Findings
from broadcaster.office import campaigning
from broadcaster.programme import programme
from tests.builders import MONDAY, at
from tests.requirements.asked import ORDER, TUESDAY, begun, words
from tests.web.cast import House
from tests.web.paper import read_duties


def test_r1_at_least_once_a_day_early_morning_and_dusk(house: House) -> None:
    """ "tối thiểu 01 lượt/ngày vào các khung giờ sáng sớm và chiều tối" """
    loudspeaker, _ = read_duties(read(ORDER))
    quota = terms(UUID(int=1), Directive(UUID(int=1), "", None, "", ""), Findings(loudspeaker=loudspeaker),
                  house.settings.station, MONDAY).obligation  # fmt: skip
    assert (quota.plays, quota.slots) == (2, {"morning", "evening"})
    one, bulletin = begun(house, quota=quota), house.approved()
    house.aired(bulletin, at("06:30"))
    house.clock.at = at("17:20")
    ((_, day),) = campaigning.today(house.store, house.settings.station, house.clock.at)
    assert day.state is State.POSSIBLE
    house.aired(bulletin, at("17:15"), slot="evening")
    assert campaigning.whole(house.store, house.settings.station, one, house.clock.at).days[0].state is State.MET


def test_r2_a_warning_while_today_can_still_be_saved(house: House) -> None:
    """ "Phát thanh tuyên truyền phòng chống lừa đảo … (tối thiểu 01 lượt/ngày)" """
    begun(house, quota=Obligation(1))
    browser = house.signed_in("lan")
    assert "Hôm nay còn thiếu 01 lượt, còn kịp ở Buổi chiều tối 17:15" in words(browser.open("/").text)
    house.clock.at = at("17:31")
    assert "còn kịp" not in words(browser.open("/dot-cao-diem/hom-nay").text)


def test_r3_a_campaign_with_first_and_last_day_over_the_standing_schedule(house: House) -> None:
    """ "xuyên suốt … đợt cao điểm từ 02/8/2025 đến ngày 14/8/2025" """
    found = read(ORDER).period
    assert found is not None
    assert (found.value.first, found.value.last) == (date(2025, 8, 2), date(2025, 8, 14))
    standing, extra = house.approved("Lịch thường"), house.approved("Đợt cao điểm")
    house.store.place(standing.id, "morning", MONDAY, None, (), 0, house.people["tung"], house.clock.at)
    one, station = begun(house, quota=Obligation(2, slots=frozenset({"morning"}))), house.settings.station
    picks = campaigning.proposal(house.store, station, one, house.clock.at).picks
    wanted = [campaigning.Pick(each.occurrence.day, each.occurrence.slot.id, each.bulletin.id) for each in picks]
    campaigning.carry_out(house.store, station, house.people["lan"], one.id, wanted, house.clock.at)
    morning = station.occurrence(f"{TUESDAY}/morning")
    assert morning is not None
    titles = {each.bulletin.script.title for each in programme(house.store, station, morning).planned}
    assert titles == {"Lịch thường", "Đợt cao điểm"} and extra.id in {each.bulletin.id for each in picks}
    assert one.covers(MONDAY) and not one.covers(one.last + timedelta(days=1))


def test_r7_columns_and_more_minutes_and_plays_than_before(house: House) -> None:
    """ "Tăng cường thời lượng, tần suất … mở các chuyên mục điểm tin" """
    station, lan = house.settings.station, house.people["lan"]
    wanted = Column(UUID(int=0), "Điểm tin", 1, "morning", "Mời bà con nghe điểm tin.", Topic.T14, MONDAY)
    campaigning.open_column(house.store, station, lan, wanted, house.clock.at)
    news, other = house.approved("Điểm tin tuần", topic=Topic.T14), house.approved("Khác", topic=Topic.T01)
    friday = MONDAY - timedelta(days=3)
    house.aired(other, at("06:30", friday))
    house.aired(other, at("06:30"))
    house.aired(news, at("06:32"))
    one = begun(house)
    house.clock.at = at("05:00", TUESDAY)
    change = campaigning.increase(house.store, station, one, house.clock.at)
    assert change is not None and change.increased
    assert [(each.plays, each.plays_before) for each in change.slots if each.slot == "morning"] == [(2, 1)]
    picks = campaigning.proposal(house.store, station, one, house.clock.at).picks
    tuesday = next(each for each in picks if each.occurrence.key == f"{TUESDAY}/morning")
    assert (tuesday.bulletin.id, tuesday.column) == (news.id, "Điểm tin")


def test_r16_one_airing_counts_for_every_directive_it_serves(house: House) -> None:
    """ "Tổ chức tuyên truyền rộng rãi trên … hệ thống thông tin cơ sở" """
    first = begun(house, quota=Obligation(1, frozenset({Topic.T01})))
    second = begun(house, quota=Obligation(1))
    house.aired(house.approved(topic=Topic.T01), at("06:30"))
    found = {one.id: day for one, day in campaigning.today(house.store, house.settings.station, house.clock.at)}
    assert {found[first.id].state, found[second.id].state} == {State.MET}
    assert len(house.store.entries()) == 1
