"""What the reader is not sure of is pointed out, and what it is sure of is not."""

from broadcaster.vietnamese import Dictionary, Doubt, ReadingOptions, explain, speakable


def doubts(text: str, dictionary: Dictionary) -> list[tuple[str, str, str]]:
    return [(d.written, d.suggestion, d.reason) for d in speakable(text, dictionary).unsure]


def test_an_unknown_abbreviation_is_spelled_and_pointed_out(dictionary: Dictionary) -> None:
    reading = speakable("Theo QXZK của phường", dictionary)
    assert reading.spoken == "Theo quy ích dét ca của phường"
    assert reading.unsure == (Doubt(5, 9, "QXZK", "", "unknown-capitals"),)


def test_a_suggestion_is_put_together_from_known_parts(dictionary: Dictionary) -> None:
    (found,) = speakable("Ban HĐPBGDPL họp", dictionary).unsure
    assert found.suggestion.endswith("phổ biến giáo dục pháp luật")


def test_slips_of_the_scanner(dictionary: Dictionary) -> None:
    assert ("phò biến", "phổ biến", "spelling") in doubts("phò biến đến nhân dân", dictionary)
    assert ("cỏ động", "cổ động", "spelling") in doubts("hình thức cỏ động", dictionary)
    assert ("dù dỗ", "dụ dỗ", "spelling") in doubts("bị dù dỗ đầu tư", dictionary)


def test_right_words_raise_no_doubt(dictionary: Dictionary) -> None:
    text = "Công an phường có quan hệ tốt với nhân dân, phổ biến pháp luật và cổ động phong trào truyền thống."
    assert doubts(text, dictionary) == []


def test_foreign_words_are_pointed_out_and_still_said(dictionary: Dictionary) -> None:
    reading = speakable("Hội thảo brainstorm tại phường", dictionary)
    assert "brainstorm" in reading.spoken
    assert [(d.written, d.reason) for d in reading.unsure] == [("brainstorm", "foreign")]


def test_letters_and_figures_nobody_knows(dictionary: Dictionary) -> None:
    assert [d.reason for d in speakable("mã hàng XK9Z7", dictionary).unsure] == ["mixed"]
    assert doubts("Tổ 15A, lô B2, lớp 5A", dictionary) == []


def test_a_sign_that_cannot_be_said_is_never_dropped_in_silence(dictionary: Dictionary) -> None:
    assert [(d.written, d.reason) for d in speakable("Chúc mừng 🎉 bà con", dictionary).unsure] == [("🎉", "symbol")]


def test_an_ambiguous_abbreviation_without_company(dictionary: Dictionary) -> None:
    assert doubts("VT", dictionary) == [("VT", "vê tê", "ambiguous")]
    assert doubts("Lưu: VT", dictionary) == []


def test_the_ward_answers_once_and_for_all(dictionary: Dictionary) -> None:
    taught = dictionary.with_entry("QXZK", "quy chế khu phố")
    reading = speakable("Theo QXZK", taught)
    assert reading.spoken == "Theo quy chế khu phố"
    assert reading.unsure == ()
    assert reading.spans[0].rule == "ward"


def test_engines_that_know_foreign_words_get_them(dictionary: Dictionary) -> None:
    reading = speakable("nhóm Zalo của UBND", dictionary, ReadingOptions(respell_loanwords=False))
    assert reading.spoken == "nhóm Zalo của ủy ban nhân dân"
    assert reading.unsure == ()


def test_a_telephone_number_can_be_said_twice(dictionary: Dictionary) -> None:
    spoken = speakable("Gọi 114", dictionary, ReadingOptions(repeat_phone_numbers=True)).spoken
    assert spoken == "Gọi một một bốn, xin nhắc lại, một một bốn"


def test_an_explanation_is_ready_for_json(dictionary: Dictionary) -> None:
    import json

    rows = explain(speakable("UBND phường 4 họp QXZK", dictionary))
    assert [(row["kind"], row["start"]) for row in rows] == [("span", 0), ("span", 12), ("doubt", 18), ("span", 18)]
    assert json.loads(json.dumps(rows)) == rows


def test_a_letter_among_figures_is_read_as_the_figure_and_asked_about(dictionary: Dictionary) -> None:
    reading = speakable("Nộp l0.000 đồng, gọi O912.345.678", dictionary)
    assert reading.spoken == "Nộp mười nghìn đồng, gọi không chín một hai, ba bốn năm, sáu bảy tám"
    assert [(d.written, d.suggestion, d.reason) for d in reading.unsure] == [
        ("l0.000 đồng", "10.000", "spelling"),
        ("O912.345.678", "0912.345.678", "spelling"),
    ]
    assert doubts("Mỗi ngày 10l nước, khí O2, 8l/100 km", dictionary) == []


def test_a_missing_blank_after_an_abbreviation_is_asked_about(dictionary: Dictionary) -> None:
    assert doubts("UBNDphường họp", dictionary) == [("UBNDphường", "UBND phường", "spelling")]


def test_a_long_abbreviation_made_of_known_ones_is_said_and_asked_about(dictionary: Dictionary) -> None:
    reading = speakable("Đội QLTTXDĐT kiểm tra", dictionary)
    assert reading.spoken == "Đội quản lý trật tự xây dựng đô thị kiểm tra"
    assert [d.reason for d in reading.unsure] == ["unknown-capitals"]


def test_a_day_that_never_comes_is_said_and_asked_about(dictionary: Dictionary) -> None:
    reading = speakable("Hạn nộp ngày 31/4", dictionary)
    assert reading.spoken == "Hạn nộp ngày ba mươi mốt tháng tư"
    assert [d.reason for d in reading.unsure] == ["ambiguous"]
