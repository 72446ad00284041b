"""A station in the middle of its week, for pictures and for looking round: bulletins, schedule, log, and one on air."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from broadcaster import scripts
from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Bulletin, Priority, Status, Verdict
from broadcaster.office import teaching
from broadcaster.placement import OrderState
from broadcaster.recording import Level, Purpose, Refusal, Taken
from broadcaster.settings import Settings
from broadcaster.store import OnAir
from tests.web.cast import MONDAY, ROOT, House, a_sound, station_in

SLOTS = {"morning": timedelta(hours=-1, minutes=-30), "evening": timedelta(hours=9, minutes=15)}
"""From MONDAY's instant to the starts of the two slots that day."""


DOUBTFUL = "Nhắc đóng tiền"
_TEXT = (
    "Kính thưa bà con {ward}!\n\n"
    "UBND phường nhắc bà con đóng tiền vệ sinh quý III trước ngày 30/11, mức thu 35.000 đồng một tháng, "
    "tại nhà văn hóa tổ 5.\n\n"
    "Thời gian qua có kẻ mạo danh BQL chợ gọi điện từ số 0912.345.678, đòi chuyển khoản qua Zalo. "
    "Thủ đoạn này đang phò biến ở nhiều nơi. Ban quản lý chợ XDHT không thu tiền qua mạng, mọi người xin nhớ kỹ "
    "điều đó và nói lại cho người nhà, nhất là các cụ cao tuổi ở một mình, các cháu đi học xa và những ai ít khi dùng "
    "điện thoại thông minh."
)


def sample(folder: Path, settings: Settings | None = None) -> House:
    """Everything as it looks on a Wednesday at eight in the morning; with other `settings` than the shipped ones."""
    house = House(settings or station_in(folder))
    house.clock.at = MONDAY - timedelta(days=7)
    house.hire()
    templates = house.templates()
    approved = _bulletins(house)
    _last_week(house, approved)
    house.clock.at = MONDAY + timedelta(days=2)
    _this_week(house, approved)
    _flood(house, templates["urgent_ngap-lut"])
    _words(house)
    _library(house)
    house.alive()
    return house


def on_air(house: House, bulletin: Bulletin, state: str = "sounding") -> None:
    """Put a bulletin on the loudspeakers: half way through."""
    now = house.clock.at
    half = timedelta(seconds=46)
    device = "Loa phường (cạc 0)"
    level = -19.0 if state == "sounding" else None if state == "armed" else -75.0
    started = None if state == "armed" else now - half
    house.store.set_on_air(
        "all", OnAir(bulletin.id, bulletin.script.title, started, now + half, 46.0, level, state, "all", device, now)
    )


def addresses(house: House) -> dict[str, tuple[str, str]]:
    """Every page worth a look: name -> who looks, and where."""
    store = house.store
    approved, pending = store.bulletins(status=Status.APPROVED)[0], store.bulletins(status=Status.PENDING)[0]
    returned = store.bulletins(status=Status.RETURNED)[0]
    doubtful = store.bulletins(search=DOUBTFUL)[0]
    brought = next(one for one in store.recordings(Purpose.BULLETIN) if one.taken is not None)
    return {
        "sign-in": ("", "/dang-nhap"),
        "on-air": ("lan", "/"),
        "bulletins": ("lan", "/ban-tin"),
        "choose": ("lan", "/ban-tin/moi"),
        "editor": ("lan", f"/ban-tin/{doubtful.id}/sua"),
        "check": ("lan", f"/ban-tin/{doubtful.id}/gui-duyet"),
        "dictionary": ("lan", "/tu-dien"),
        "library": ("lan", "/ban-ghi"),
        "recorded": ("lan", f"/ban-ghi/{brought.id}/ban-tin"),
        "bulletin": ("hoa", f"/ban-tin/{approved.id}"),
        "returned": ("lan", f"/ban-tin/{returned.id}"),
        "approvals": ("minh", "/cho-duyet"),
        "review": ("minh", f"/cho-duyet/{pending.id}"),
        "schedule": ("tung", "/lich-phat"),
        "place": ("tung", f"/lich-phat/them?ban-tin={approved.id}&cach=nhieu"),
        "log": ("van", "/nhat-ky"),
        "activity": ("van", "/nhat-ky/hoat-dong"),
        "air-now": ("tung", f"/phat-ngay/{approved.id}"),
        "urgent": ("hoa", "/khan-cap?mau=urgent_chay-tai"),
        "urgent-who": ("van", "/khan-cap"),
        "urgent-confirm": ("hoa", f"/khan-cap/{store.urgent_bulletins()[0].id}"),
        "urgent-watch": ("hoa", f"/khan-cap/lan-phat/{store.urgent_orders(house.clock.at - timedelta(days=1))[0].id}"),
        "people": ("quang", "/tai-khoan"),
        "move": ("tung", f"/lich-phat/doi/{_repeated(house)}"),
        "entry": ("van", "/nhat-ky/luot/4"),
        "settings": ("quang", "/cai-dat"),
        "settings-read": ("van", "/cai-dat/dai"),
        "settings-slots": ("quang", "/cai-dat/khung-gio"),
        "settings-policy": ("quang", "/cai-dat/quy-dinh"),
        "settings-days": ("quang", "/cai-dat/ngay-nghi"),
        "settings-sound": ("quang", "/cai-dat/am-thanh"),
        "settings-voices": ("quang", "/cai-dat/giong"),
        "settings-output": ("quang", "/cai-dat/loa"),
        "settings-backup": ("quang", "/cai-dat/sao-luu"),
        "voices": ("quang", "/giong-doc"),
        "make-again": ("lan", f"/ban-tin/{approved.id}/tao-lai"),
        "not-found": ("lan", "/khong-co"),
    }


def _repeated(house: House) -> UUID:
    """A placement that stands on many days."""
    today = house.settings.station.local(house.clock.at).date()
    return next(one.id for one in house.store.placements(today, today) if one.last is None)


def _bulletins(house: House) -> list[Bulletin]:
    """The shipped scripts: most approved, two pending, one returned, one draft."""
    shipped = [script for path, script in scripts.folder(ROOT / "scripts_vi") if path.stem.startswith("t")]
    approved: list[Bulletin] = []
    for index, script in enumerate(shipped):
        house.clock.at += timedelta(minutes=37)
        lan, at = house.people["lan"], house.clock.at
        if index == 3:
            script = replace(script, priority=Priority.PRIORITY)
        draft = house.store.add_bulletin(script, lan, at)
        if index == 12:
            continue
        house.store.submit(draft.id, draft.version, lan, at)
        sound = replace(house.sound(1.0, 220 + 17 * index), duration=timedelta(seconds=70 + 11 * (index % 5)))
        house.rendered(draft, sound)
        if index in (10, 11):
            continue
        minh = house.people["minh"]
        house.store.listened(draft.id, sound.sha256, minh, at)
        back = index == 9
        verdict, why = (Verdict.RETURNED, "Thiếu số điện thoại cần báo tin.") if back else (Verdict.APPROVED, "")
        done = house.store.decide(draft.id, sound.sha256, verdict, minh, why, at)
        approved += [done] if done.status is Status.APPROVED else []
    return approved


def _flood(house: House, template: Bulletin) -> None:
    """An urgent broadcast an hour ago: it was heard three times."""
    hoa, at = house.people["hoa"], house.clock.at - timedelta(hours=1)
    order = house.store.order_now(template.id, True, None, hoa, at, repeats=3)
    house.store.take_order(order.id, at)
    for attempt in (1, 2, 3):
        house.aired(template, at + attempt * timedelta(seconds=35), occurrence=order.occurrence_key, attempt=attempt)
    house.store.close_order(order.id, OrderState.DONE, at + timedelta(minutes=2))


def _words(house: House) -> None:
    """A draft with doubtful words, and three words the ward has taught."""
    lan, at = house.people["lan"], house.clock.at
    script = replace(scripts.folder(ROOT / "scripts_vi")[0][1], title=f"{DOUBTFUL} vệ sinh quý III", text=_TEXT)
    house.store.add_bulletin(script, lan, at)
    for written, said in (
        ("KĐT Bến Xuân", "khu đô thị Bến Xuân"),
        ("BQL", "ban quản lý"),
        ("wushu", "u su"),
    ):
        teaching.teach_word(house.store, house.settings.pronunciation, lan, written, said, at)


def _library(house: House) -> None:
    """Two recordings, one of them too quiet, one refused, one being worked on, and a chime."""
    lan, store, at = house.people["lan"], house.store, house.clock.at
    for name, purpose, level, seconds in (
        ("Phóng sự: Tổ dân phố số 4 giữ gìn trật tự", Purpose.BULLETIN, Level.FINE, 3.0),
        ("Bài bằng tiếng Mông về phòng chống lừa đảo qua điện thoại, mạng xã hội", Purpose.BULLETIN, Level.QUIET, 2.0),
        ("Nhạc hiệu 20 năm thành lập phường", Purpose.CHIME, Level.LOUD, 1.0),
    ):
        sound = a_sound(house.settings.recordings, seconds, 200 + 100 * seconds)
        outline = tuple(abs(at * 37 % 90 - 45) + 10 for at in range(400))
        facts = (sound.sha256, sound.sha256, "wav", sound.duration, -14.0, -2.0, level, outline)
        begun = store.begin_recording(purpose, name, "ghi am.wav", 1000, lan, at)
        store.recording_arrived(begun.id, lan, at)
        store.claim_recording(begun.id, "renderer", at)
        store.recording_ready(begun.id, Taken(*facts), at)
    refused = store.begin_recording(Purpose.BULLETIN, "Nhạc hay", "nhac-hay.mp3", 1000, lan, at)
    store.refuse_recording(refused.id, Refusal.LEADS_ELSEWHERE, "is a list", at)
    begun = store.begin_recording(Purpose.BULLETIN, "Ghi âm hội trường", "hoi truong.m4a", 1000, lan, at)
    store.recording_arrived(begun.id, lan, at)
    store.claim_recording(begun.id, "renderer", at)
    store.recording_progress(begun.id, "master", 40, at)


def _last_week(house: House, approved: list[Bulletin]) -> None:
    """Two slots a day from Monday last week to this Wednesday morning, with what can go wrong."""
    odd = {
        3: (Outcome.PARTIAL, Reason.KILLED, 0.45),
        6: (Outcome.FAILED, Reason.MUTED, 0.0),
        9: (Outcome.MISSED, Reason.STATION_OFF, 0.0),
        12: (Outcome.STOPPED, Reason.BY_PERSON, 0.6),
    }
    number = 0
    for offset in (-7, -6, -5, -4, -3, 0, 1, 2):
        for slot, since in SLOTS.items():
            if offset == 2 and slot == "evening":
                continue
            start = MONDAY + timedelta(days=offset) + since
            for bulletin in (approved[number % len(approved)], approved[(number + 4) % len(approved)]):
                outcome, reason, share = odd.get(number, (Outcome.COMPLETE, Reason.NONE, 1.0))
                house.aired(bulletin, start, outcome, reason, share, slot)
                start += timedelta(seconds=100)
                number += 1


def _this_week(house: House, approved: list[Bulletin]) -> None:
    """Placements: a standing one, some for single days, one that is still pending, one that finds no room."""
    store, tung, now = house.store, house.people["tung"], house.clock.at
    today = house.settings.station.local(now).date()
    store.place(approved[0].id, "morning", today, None, (), 0, tung, now)
    store.place(approved[3].id, "evening", today, None, (0, 2, 4), 0, tung, now)
    for ahead, slot, index in ((0, "evening", 1), (1, "morning", 2), (1, "evening", 5), (2, "morning", 6)):
        day = today + timedelta(days=ahead)
        store.place(approved[index].id, slot, day, day, (), 1, tung, now)
    pending = store.bulletins(status=Status.PENDING)[0]
    tomorrow = today + timedelta(days=1)
    store.place(pending.id, "morning", tomorrow, tomorrow, (), 2, tung, now)
