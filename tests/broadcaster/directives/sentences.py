"""A letter of a ward around the sentences that a test is about, and its one duty or report."""

from broadcaster.directives import read

HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG MẪU TÂN

Số: 12/UBND-VHXH
V/v thử từng câu

Mẫu Tân, ngày 01 tháng 9 năm 2025

Kính gửi: Các tổ dân phố.

UBND phường yêu cầu các đơn vị thực hiện:

"""


def reading(*lines):
    return read(HEAD + "\n".join(lines) + "\n")


def only_duty(*lines):
    duties = reading(*lines).loudspeaker
    assert len(duties) == 1, duties
    return duties[0]


def only_report(*lines):
    reports = reading(*lines).reports
    assert len(reports) == 1, reports
    return reports[0]
