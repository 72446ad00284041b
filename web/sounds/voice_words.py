"""Voices by the names people know them by, and why one could not speak, in a sentence that says what to do."""

import re
from collections.abc import Sequence

from broadcaster.station import Voice
from broadcaster.voices.packs import PackFault
from web.tongue.tables import give_tongue, said

ENGINE: dict[str, str] = {
    "gtts": "Google",
    "edge": "Microsoft",
    "piper": "Piper",
    "espeak": "espeak",
    "fpt": "FPT.AI",
    "viettel": "Viettel AI",
    "zalo": "Zalo AI",
    "vbee": "Vbee",
}
PLACE: dict[str, str] = {"piper": "trong máy", "espeak": "giọng máy, luôn có sẵn"}
ONLINE = "qua mạng"
KNOWN: dict[str, str] = {"vi-VN-HoaiMyNeural": "Hoài My", "vi-VN-NamMinhNeural": "Nam Minh", "vi": ""}

TROUBLE: tuple[tuple[str, str], ...] = (
    # The first that fits is said. What stands before the colon of a rest is told by its own line.
    ("voices|the settings name no voice", "trong Cài đặt chưa có giọng đọc nào"),
    ("no such engine", "đài không biết giọng này; có thể nó đã bị bỏ khỏi Cài đặt"),
    (r"tts is not installed|loader is not installed", "phần mềm của giọng này chưa được cài trên máy"),
    (r'no voice "', "giọng này chưa được cài, hoặc đã được gỡ"),
    ("was changed after it was installed", "tệp của giọng này đã bị thay đổi; hãy cài lại"),
    ("does not load|broke down|its data cannot", "giọng này bị hỏng trên máy; hãy cài lại"),
    (r"has no key|may read this key|letters no key|\b40[13]\b", "chưa có khóa dịch vụ, hoặc khóa không đúng"),
    (r"left alone|asks to wait|\b429\b", "dịch vụ báo hỏi quá nhiều và yêu cầu đợi"),
    ("No space left|disk is full|File too large", "ổ đĩa của máy đã đầy; hãy xóa bớt tệp không cần"),
    ("Read-only|Permission denied", "máy không cho ghi tệp; hãy báo quản trị"),
    ("more than .* letters", "có câu dài quá; hãy ngắt thành câu ngắn hơn"),
    ("nothing to say", "không có gì để đọc"),
    (
        "is not a sound|is silent|too short|is longer than|breaks off|impossible samples|without a sound|not JSON"
        "|not base64|sampling rates|text/html|instead of|playlist",
        "dịch vụ trả về âm thanh hỏng hoặc thiếu",
    ),
    ("answered 5|answered \\d", "máy chủ của giọng này đang lỗi"),
    (
        "no answer|not all pieces|did not come|was busy|deadline|timed out|Timeout|broke off|onnect|resol|reset"
        "|refused|Network|SSL|certificate|worker",
        "không liên lạc được kịp; có thể mạng Internet đang hỏng",
    ),
)
OTHER = "giọng này gặp lỗi khi đọc"
RESTING = "vừa lỗi nên đài tạm không dùng ({why})"
NOT_THEN = "Giọng được chọn không đọc được lúc tạo bản nghe."
STATIONS_OWN = "Theo đài ({first} trước)"
PACK_SILENT = "Giọng trong gói không đọc được: {why}."
REST = re.compile(r"rests for another (\d+) min after: (.*)", re.DOTALL)
PARTS = re.compile(r"; (?=[a-z][\w-]*: )")
LASTING = ("no such engine", "is not installed", 'no voice "', "was changed after", "has no key", "may read this key")
"""What does not pass by itself: trying again changes nothing before somebody has mended it."""


def voice_name(voice: str) -> str:
    """The name of "engine/voice" or "engine:voice" as people say it."""
    engine, _, name = voice.replace("/", ":", 1).partition(":")
    if engine not in ENGINE and not name:
        return voice
    own = KNOWN.get(name, name)
    maker = ENGINE.get(engine, engine)
    return f"{own} – {maker}" if own else maker


def voice_place(voice: str) -> str:
    """Where it speaks from: inside the machine, or over the network, which may be gone."""
    return PLACE.get(voice.replace("/", ":", 1).partition(":")[0]) or said(ONLINE)


def spec_of(voice: Voice) -> str:
    """The voice as a script names it."""
    return f"{voice.engine}:{voice.name}" if voice.name else voice.engine


def why_not(why: str, voices: Sequence[Voice] = ()) -> str:
    """Each better voice that failed, with its reason, from what the renderer wrote down; "" for nothing."""
    told = []
    for part in PARTS.split(why) if why else []:
        engine, _, message = part.partition(": ")
        named = next((spec_of(voice) for voice in voices if voice.engine == engine), engine)
        told.append(f"{voice_name(named)}: {trouble(message or part)}")
    return "; ".join(told) + "." if told else ""


def trouble(message: str) -> str:
    """One failure of a voice in Vietnamese, without a full stop."""
    if rest := REST.fullmatch(message):
        return said(RESTING).format(why=trouble(rest[2]) if rest[2] else said(OTHER))
    return next((told for pattern, told in TROUBLE if re.search(pattern, message)), said(OTHER))


def lasting(why: str) -> bool:
    """Whether the reason stays until somebody mends it."""
    return any(words in why for words in LASTING)


SENTENCE = re.compile(r'the sentence "(.*)" (.*)', re.DOTALL)
FLAW: tuple[tuple[str, str], ...] = (
    ("is clipped", "bị vỡ tiếng"),
    ("has no sound", "không có tiếng"),
    ("is silent for", "bị mất tiếng ở giữa"),
    ("lasts", "dài ngắn không khớp với số chữ, có thể đọc thiếu"),
    ("quieter", "nhỏ hơn hẳn các câu khác"),
    ("louder", "to hơn hẳn các câu khác"),
)
FLAW_OTHER = "nghe không đạt"
FAILURE: dict[str, str] = {
    "sentence": "Câu “{sentence}” {flaw}. Bấm tạo lại; nếu vẫn vậy, hãy sửa câu này hoặc chọn giọng khác.",
    "disk": "Ổ đĩa của máy đã đầy nên chưa ghi được bản nghe. Hãy xóa bớt tệp không cần rồi bấm tạo lại.",
    "chime": "Không đọc được tệp nhạc hiệu hoặc tệp âm thanh của đài. Hãy báo quản trị xem lại.",
    "broken_off": "Bộ phận tạo giọng đọc bị gián đoạn. Hãy bấm tạo lại; nếu vẫn lỗi, hãy báo quản trị.",
    "no_voice": "Chưa tạo được bản nghe, vì không giọng nào đọc được. {why} Hãy thử lại sau.",
    "other": "Chưa tạo được bản nghe. Hãy thử lại; nếu vẫn lỗi, hãy báo quản trị.",
}


def failure(error: str) -> str:
    """Why no sound could be made, in a sentence; what to do stands in it."""
    if found := SENTENCE.fullmatch(error):
        flaw = next((told for words, told in FLAW if words in found[2]), said(FLAW_OTHER))
        return FAILURE["sentence"].format(sentence=found[1], flaw=flaw)
    if re.search("No space left|disk is full|File too large", error):
        return FAILURE["disk"]
    if re.search(r"\.wav: (cannot be (read|decoded)|holds)", error):
        return FAILURE["chime"]
    if "broke down" in error or "said nothing" in error or "memory" in error:
        return FAILURE["broken_off"]
    if re.match(r"[a-z][\w-]*: ", error):
        return FAILURE["no_voice"].format(why=why_not(error.removeprefix("voices: ")))
    return FAILURE["other"]


PACK_FAULT: dict[PackFault, str] = {
    PackFault.NAME: "Tên giọng chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.",
    PackFault.UNREADABLE: "Tệp này không phải là tệp .zip đọc được. Hãy tải lại gói giọng từ nơi cung cấp.",
    PackFault.TOO_LARGE: "Gói giọng lớn quá mức cho phép, có thể là tệp giả. Không cài.",
    PackFault.TOO_MANY: "Gói có quá nhiều tệp bên trong, không phải gói giọng. Không cài.",
    PackFault.OUTSIDE: "Gói có tệp đặt sai chỗ hoặc tệp lạ, có thể gây hại cho máy. Không cài.",
    PackFault.NO_MODEL: "Gói phải có đúng một tệp giọng .onnx.",
    PackFault.NO_DESCRIPTION: "Gói thiếu tệp mô tả .onnx.json của giọng, hoặc tệp đó không đúng.",
    PackFault.NO_LICENCE: "Gói thiếu tệp giấy phép (LICENSE hoặc MODEL_CARD). "
    "Phải biết ai được dùng giọng này rồi mới cài.",
    PackFault.OTHER_HASH: "Mã SHA-256 của tệp không khớp với mã đã nhập. Tệp có thể bị hỏng hoặc bị tráo. Không cài.",
}

give_tongue(globals())
