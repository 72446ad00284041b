"""A station in which every page of the desk has something to show, and where each of them is."""

import io
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from broadcaster import fitness, settings
from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Bulletin, Source, Status, Topic
from broadcaster.fitness import Finding, Preflight
from broadcaster.office import adjusting
from broadcaster.recording import Level, Purpose, Taken
from broadcaster.reports import template
from broadcaster.settings import Settings, history
from broadcaster.settings.writing import version
from broadcaster.store import ChoreKind
from broadcaster.store.clients import ClientKind
from tests.web.cast import House, a_script, a_sound, station_in
from tests.web.sample import DOUBTFUL, on_air, sample
from web.help import SCREENS
from web.house.settings_words import SECTIONS

Places = list[tuple[str, str]]
"""Who looks, and where; "" is a stranger."""

MORE = """
[[zones]]
id = "hill"
name = "Cụm loa khu đồi và tổ dân phố phía bắc"
device = "hill"

[[relays]]
id = "tinh"
name = "Đài tỉnh"
url = "https://radio.example.vn/live"
"""


@dataclass(frozen=True, slots=True)
class Full:
    """The station, and what of it the addresses name."""

    house: House
    approved: Bulletin
    changed: Bulletin
    doubtful: Bulletin
    unsaved: Bulletin
    recording: Bulletin
    relay: Bulletin
    document: str
    campaign: str


def everything(folder: Path) -> Full:
    """A busy Wednesday on which much is wrong."""
    house = sample(folder, _two_clusters(folder))
    approved, changed = _written(house)
    lan, at = house.people["lan"], house.clock.at
    unsaved = house.draft("Nhắc nhở", text="Mời ông Nguyễn Văn An, số điện thoại 0912 345 678, đến tổ 5.")
    house.store.keep_unsaved(str(unsaved.id), 1, {"title": "Nhắc nhở", "text": "Viết dở."}, lan, at)
    house.store.keep_unsaved("new", 0, {"title": "", "text": "Viết dở."}, lan, at)
    house.store.keep_unsaved(str(approved.id), 1, {"title": "Nhắc nhở", "text": "Viết dở."}, lan, at)
    house.store.put_aside(str(approved.id), lan, at)
    (house.settings.folder / template.EARLIER).write_bytes(template.SHIPPED.read_bytes())
    taken = next(one.taken for one in house.store.recordings(Purpose.BULLETIN) if one.taken is not None)
    recording = house.draft("Phóng sự tổ 4", recording=taken.sha256)
    relay = house.store.add_bulletin(replace(a_script("Tiếp âm"), relay="tinh", relay_minutes=5), lan, at)
    document, campaign = _duties(house)
    _second_thoughts(house)
    _taken_out(house)
    quang = house.people["quang"]
    adjusting.adjust(
        house.store, house.settings, quang, version(house.settings.folder), {"station.ward": "phường Bến"}, at
    )
    house.store.add_client("Lịch của Tùng", "x" * 43, quang, at, ClientKind.CALENDAR)
    _trouble(house)
    doubtful = house.store.bulletins(search=DOUBTFUL)[0]
    return Full(house, approved, changed, doubtful, unsaved, recording, relay, document, campaign)


def pages(full: Full) -> dict[str, Places]:
    """Every page of the desk by its endpoint; several where one page has several faces."""
    house, store = full.house, full.house.store
    pending, returned = (store.bulletins(status=one)[0] for one in (Status.PENDING, Status.RETURNED))
    today = house.settings.station.local(house.clock.at).date()
    placed = store.placements(today, today)
    repeated, single = (next(one for one in placed if (one.last is None) is many) for many in (True, False))
    flood = store.urgent_orders(house.clock.at - timedelta(days=1))[0]
    source = store.documents_of(full.approved.id)[0]
    kept = history.former(house.settings.data)[0]
    brought = next(one for one in store.recordings(Purpose.BULLETIN) if one.taken is not None)
    text = f"/ban-tin/{full.approved.id}"
    return {
        "auth.sign_in": [("", "/dang-nhap")],
        "auth.password": [("lan", "/mat-khau")],
        "onair.page": [("lan", "/"), ("minh", "/"), ("quang", "/")],
        "checkup.page": [("tung", "/kiem-tra-may")],
        "clock.page": [("quang", "/kiem-tra-may/dong-ho"), ("van", "/kiem-tra-may/dong-ho")],
        "help.page": [("van", "/tro-giup")],
        "help.show": [("van", f"/tro-giup/{one}") for one in SCREENS],
        "bulletins.page": [
            ("lan", "/ban-tin"),
            ("lan", "/ban-tin?tim=khong+co+dau+vet"),
            ("hoa", "/ban-tin?tt=approved"),
        ],
        "bulletins.new": [("lan", "/ban-tin/moi"), ("lan", "/ban-tin/moi?tim=khong+co"), ("lan", "/ban-tin/moi?mau=")],
        "bulletins.show": [("hoa", text), ("lan", f"/ban-tin/{returned.id}"), ("minh", f"/ban-tin/{full.relay.id}")],
        "bulletins.edit": [
            ("lan", f"/ban-tin/{full.doubtful.id}/sua"),
            ("lan", f"{text}/sua"),
            ("lan", f"/ban-tin/{full.unsaved.id}/sua"),
            ("lan", f"/ban-tin/{full.unsaved.id}/sua?viet-tiep=1"),
        ],
        "bulletins.check": [("lan", f"/ban-tin/{one.id}/gui-duyet") for one in (full.doubtful, full.unsaved)],
        "versions.page": [("lan", f"/ban-tin/{full.changed.id}/phien-ban")],
        "drafting.document": [("lan", f"{text}/van-ban/{source.id}")],
        "sound.confirm_again": [("lan", f"{text}/tao-lai")],
        "recorded.new": [("lan", f"/ban-ghi/{brought.id}/ban-tin")],
        "recorded.edit": [("lan", f"/ban-tin/{full.recording.id}/ban-ghi")],
        "relays.new": [("lan", "/tiep-am")],
        "relays.edit": [("lan", f"/ban-tin/{full.relay.id}/tiep-am")],
        "recordings.page": [("lan", "/ban-ghi"), ("van", "/ban-ghi?tim=khong+co")],
        "approvals.page": [("minh", "/cho-duyet"), ("van", "/cho-duyet")],
        "approvals.review": [("minh", f"/cho-duyet/{full.changed.id}"), ("lan", f"/cho-duyet/{pending.id}")],
        "schedule.page": [("tung", "/lich-phat"), ("van", "/lich-phat?tuan=2027-02-08")],
        "schedule.add": [("tung", f"/lich-phat/them?ban-tin={full.approved.id}&cach=nhieu&cum=hill")],
        "moving.form": [("tung", f"/lich-phat/doi/{one.id}") for one in (repeated, single)],
        "orders.confirm": [("tung", f"/phat-ngay/{full.approved.id}")],
        "urgent.page": [("hoa", "/khan-cap?mau=urgent_chay-tai"), ("van", "/khan-cap")],
        "urgent_order.confirm": [("hoa", f"/khan-cap/{store.urgent_bulletins()[0].id}")],
        "urgent_order.watch": [("hoa", f"/khan-cap/lan-phat/{flood.id}")],
        "playlog.page": [("van", "/nhat-ky"), ("van", "/nhat-ky?tu=2020-01-01&den=2020-01-02")],
        "playlog.entry": [("van", "/nhat-ky/luot/4")],
        "deeds.page": [("van", "/nhat-ky/hoat-dong")],
        "reports.page": [
            ("van", "/bao-cao"),
            ("van", "/bao-cao?loai=month"),
            ("van", f"/bao-cao?loai=campaign&dot={full.campaign.rpartition('/')[2]}"),
        ],
        "reports.form_page": [("quang", "/bao-cao/mau")],
        "directives.page": [("lan", "/van-ban")],
        "directives.show": [("lan", full.document)],
        "campaigns.page": [("lan", "/dot-cao-diem")],
        "campaigns.new": [("lan", f"/dot-cao-diem/moi?van-ban={full.document.rpartition('/')[2]}")],
        "campaigns.show": [("lan", full.campaign)],
        "campaigns.edit": [("lan", f"{full.campaign}/sua")],
        "rotations.show": [("lan", f"{full.campaign}/luan-phien")],
        "columns.page": [("lan", "/chuyen-muc")],
        "dictionary.page": [("lan", "/tu-dien")],
        "voices.page": [("quang", "/giong-doc")],
        "people.page": [("quang", "/tai-khoan")],
        "settings.page": [("quang", "/cai-dat")],
        "settings.show": [("quang", f"/cai-dat/{one}") for one in SECTIONS] + [("van", "/cai-dat/dai")],
        "settings.former": [("quang", f"/cai-dat/lich-su/{kept.id}")],
    }


def _two_clusters(folder: Path) -> Settings:
    """The shipped configuration with a second cluster of loudspeakers and a stream that may be passed on."""
    made = station_in(folder)
    file = folder / "config" / "station.toml"
    text = file.read_text(encoding="utf-8").replace("[[slots]]", f"{MORE}\n[[slots]]", 1)
    file.write_text(text.replace('zone = "all"  ', 'zones = ["all", "hill"]  ', 1), "utf-8")
    return settings.load(folder / "config", {"BROADCASTER_DATA": str(made.data), "BROADCASTER_AUDIO": str(made.audio)})


def _written(house: House) -> tuple[Bulletin, Bulletin]:
    """One bulletin with its document and its words for Zalo, and one that was changed after its approval."""
    lan, at = house.people["lan"], house.clock.at
    approved = house.approved("Cảnh giác cuộc gọi lạ", source=Source("15/KH-UBND", None, "UBND phường", "Kế hoạch"))
    kept = house.store.keep_document("ke hoach.docx", "docx", "", "Kế hoạch\n" * 40, "ab" * 32, lan, at)
    house.store.written_from(approved.id, kept.id, at)
    changed = house.approved("Họp tổ dân phố", text="Họp lúc 19 giờ tại nhà văn hóa tổ 5. Mời bà con.")
    script = replace(changed.script, title="Họp toàn phường", text="Họp lúc 20 giờ tại sân đình. Mời cả nhà.")
    edited = house.store.edit_bulletin(changed.id, 1, script, lan, at)
    house.store.submit(changed.id, 2, lan, at)
    house.rendered(edited, house.sound(1.1, 510))
    return house.store.bulletin(approved.id), house.store.bulletin(changed.id)


def _duties(house: House) -> tuple[str, str]:
    """A document that was confirmed, its campaign, a rotation that is proposed, and a column."""
    from tests.broadcaster.office.test_campaigning import TEXT
    from tests.web.duties.duties_of_lan import begun, confirmed

    browser = house.signed_in("lan")
    answer = browser.send("/van-ban", tep=(io.BytesIO(TEXT.encode()), "15-KH.txt"))
    document = str(answer.headers["Location"])
    confirmed(browser, document, chu_de=[Topic.T01.value])
    campaign = begun(browser, document, ten="Đợt cao điểm phòng chống lừa đảo qua mạng", ket_thuc="2026-12-04")
    browser.send("/chuyen-muc", ten="Điểm tin", thu="4", khung="evening")
    return document, campaign


def _second_thoughts(house: House) -> None:
    """A day of a repeat is left out, and something was just taken off the schedule."""
    tung, at = house.people["tung"], house.clock.at
    today = house.settings.station.local(at).date()
    placed = house.store.placements(today, today)
    house.store.skip_day(next(one.id for one in placed if one.last is None), today + timedelta(days=1), tung, at)
    spare = house.store.bulletins(status=Status.APPROVED)[7]
    gone = house.store.place(spare.id, "evening", today, today, (), 3, tung, at)
    house.store.unplace(gone.id, tung, at)


def _taken_out(house: House) -> None:
    """A sound was taken out of the library, and everything was taken out of the station."""
    lan, store, at = house.people["lan"], house.store, house.clock.at
    sound = a_sound(house.settings.recordings, 1.5, 310)
    begun = store.begin_recording(Purpose.BULLETIN, "Ghi thử micro ở hội trường", "thu.wav", 1000, lan, at)
    store.recording_arrived(begun.id, lan, at)
    store.claim_recording(begun.id, "renderer", at)
    facts = (sound.sha256, sound.sha256, "wav", sound.duration, -14.0, -2.0, Level.FINE, (40,) * 400)
    store.recording_ready(begun.id, Taken(*facts), at)
    store.remove_recording(begun.id, lan, at)
    export = store.ask_chore(ChoreKind.TAKE_OUT, "export", {"title": ""}, house.people["quang"], at)
    store.take_chore(at)
    house.settings.exports.mkdir(parents=True, exist_ok=True)
    (house.settings.exports / "phuong-mau-export-2026-11-25T080000.zip").write_bytes(b"PK")
    told = {"file": "phuong-mau-export-2026-11-25T080000.zip", "bytes": 1_234_567_890, "unread": 2, "folder": ""}
    store.finish_chore(export, told, at)


def _trouble(house: House) -> None:
    """Two clusters sound, one of them silently; the clock is doubted; the next slot is not ready."""
    now = house.clock.at
    heard = house.store.bulletins(status=Status.APPROVED)[2]
    on_air(house, heard)
    silent = replace(house.store.on_air()[0], zone="hill", state="silent", level_db=-75.0)
    house.store.set_on_air("hill", silent)
    for code in ("muted", "hook_failed", "clock_wrong"):
        detail = now.isoformat() if code == "clock_wrong" else "alsa_output.pci-0000_00_1f.3.analog-stereo"
        house.store.raise_fault(code, detail, now)
    house.aired(heard, now + timedelta(days=2), Outcome.FAILED, Reason.NO_DEVICE, 0.0)
    occurrence = house.settings.station.occurrence("2026-11-25/evening")
    assert occurrence is not None
    findings = (Finding("sound_changed", "Mất tiền vì bấm vào đường dẫn lạ"), Finding("not_quiet", "Cụm loa chợ"))
    minutes = timedelta(minutes=14), timedelta(minutes=15)
    seen = Preflight(now, occurrence.key, occurrence.starts, 3, *minutes, findings)
    house.store.set_mark(fitness.MARK, seen.written())
