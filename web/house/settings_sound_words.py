"""Settings pages about how it sounds: shaping, the words around a bulletin, voices, loudspeakers."""

from web.house.settings_field_words import Field, Form, Section

PERCENT = "Nhập số từ 1 đến 100."
_MARKS = "Có thể dùng {station}, {ward}, {title}, {hotline} trong ngoặc nhọn, không dùng tên khác."

SOUND: dict[str, Section] = {
    "am-thanh": Section(
        "Âm thanh",
        "Giọng đọc được chỉnh cho loa ngoài trời như thế nào.",
        "soundwave",
        (
            Field(
                "sound.street",
                "Nơi đặt loa",
                Form.CHOICE,
                options=(
                    ("quiet", "Yên tĩnh: ngõ, khu dân cư"),
                    ("normal", "Bình thường"),
                    ("noisy", "Ồn: chợ, đường lớn"),
                ),
            ),
            Field(
                "sound.lufs",
                "Độ to của bản tin",
                Form.CHOICE,
                "Hãy chọn lại độ to.",
                "Mọi bản tin được chỉnh to bằng nhau. Muốn cả loa to lên, hãy chỉnh âm lượng ở Khung giờ.",
                (("-18.0", "Êm (−18 LUFS)"), ("-16.0", "Vừa (−16 LUFS)"), ("-14.0", "To, dùng cho loa nén (−14 LUFS)")),
            ),
            Field(
                "sound.horn_protection",
                "Bảo vệ loa nén",
                Form.YES,
                hint="Lọc tiếng trầm mà loa nén không phát được và làm loa mau hỏng.",
            ),
            Field("sound.repeat", "Đọc mỗi bản tin hai lần", Form.YES, hint="Bản tin dài gấp đôi."),
        ),
        "sounds",
    ),
    "loi": Section(
        "Lời mở đầu, lời kết",
        "Lời đọc quanh mỗi bản tin.",
        "mic",
        (
            Field("words.opening", "Lời mở đầu", Form.LONG, _MARKS, _MARKS),
            Field("words.closing", "Lời kết", Form.LONG, _MARKS, "Để trống: không có lời kết."),
            Field("words.repeat", "Lời trước khi đọc lại", Form.LONG, _MARKS, "Dùng khi bản tin được đọc hai lần."),
        ),
        "sounds",
    ),
    "giong": Section(
        "Thứ tự giọng đọc",
        "Giọng đầu tiên đọc. Khi giọng đó không đọc được, đài dùng giọng kế tiếp và báo cho người soạn biết.",
        "headphones",
        (
            Field("voice.order", "Thứ tự", Form.VOICES, "Hãy chọn ít nhất một giọng, mỗi nơi cung cấp một giọng."),
            Field(
                "voice.rate",
                "Tốc độ đọc",
                Form.DECIMAL,
                "Nhập số từ 0,7 đến 1,3.",
                "1 là bình thường; 0,7 chậm; 1,3 nhanh.",
                least=0.7,
                most=1.3,
                step="0.05",
            ),
            Field("voice.numbers_twice", "Đọc mỗi số điện thoại hai lần", Form.YES),
        ),
        "sounds",
    ),
    "loa": Section(
        "Loa và cạc âm thanh",
        "Mỗi cụm loa nghe tiếng từ cạc âm thanh nào.",
        "megaphone",
        (
            Field(
                "output.volume_cap",
                "Âm lượng cao nhất của đài (%)",
                Form.WHOLE,
                PERCENT,
                "Không gì to hơn mức này.",
                least=1,
                most=100,
            ),
            Field(
                "output.device_volume",
                "Âm lượng đặt cho cạc âm thanh (%)",
                Form.WHOLE,
                "Nhập số từ 0 đến 100.",
                "Trước mỗi lượt phát, cạc được bật tiếng và đặt về mức này. 0: để nguyên.",
                least=0,
                most=100,
            ),
            Field(
                "output.pre_roll",
                "Số giây im lặng trước mỗi buổi",
                Form.DECIMAL,
                "Nhập số từ 0 đến 60.",
                "Dành cho tăng âm tự ngủ khi không có tiếng.",
                least=0,
                most=60,
                step="0.5",
            ),
        ),
    ),
}
