"""The words for a report, for where another one begins in a sentence, and for how often one is due."""

import re

REPORT = re.compile(
    r"\bbao cao\b(?!\s+(?:vien|su\b|so \d|chinh tri))|\bgui\b[^.;]{0,20}\b(?:ket qua|so lieu|so luong|bang thong ke"
    r"|bang tong (?:hop|HOP))\b|\b(?:ket qua|so lieu|tinh hinh)\b[^.;]{0,60}\b(?:gui|phan hoi ve|chuyen ve)\b"
    r"|\bphan anh\b[^.;]{0,60}\bve\b[^.;]{0,60}\b(?:truoc|vao|cham nhat)\b"
    r"|\bxac nhan\b[^.;]{0,60}\bgui (?:lai |tra )?(?:ve|cho)\b|\bgui (?:van ban |giay )?xac nhan\b"
    r"|\bnhan ket qua\b[^.;]{0,60}\bve\b|\bbao (?:so|tinh hinh|ket qua|tien do|ngay so)\b[^.;]{0,60}\b(?:cho|ve)\b"
    r"|\bche do (?:thong tin|bao cao)|\b(?:thong tin|phan hoi) ket qua\b[^.;]{0,40}\bve\b"
)
CLAUSE = re.compile(
    r"(?:[,;(]|\bva|:)\s*(?=(?:(?:gui|hoan thanh|lap)\s+)?bao cao\s+(?:tong ket|so ket|dinh ky|nhanh|thang|quy"
    r"|6 thang|06 thang|sau thang|nam|tuan|ket thuc|ngay|cuoi))"
)
EVERY = re.compile(
    r"(?P<half>(?<!SAU )(?<!sau )\b(?:0?6|sau)\s*thang(?!\s*(?:\d|/\d|dau nam \d|nam))(?:\s*/\s*(?:0?1\s*)?lan)?"
    r"|\bnua nam\b"
    r"|\b0?6 thang dau nam\b)"
    r"|(?P<quarter>\b(?:hang|moi|tung|dinh ky)\s+quy\b|\bbao cao quy\b|\btheo quy\b|\b(?:0?3|ba)\s*thang\s*(?:/"
    r"|mot)\s*(?:0?1\s*)?lan|\bdinh ky 0?3 thang\b|(?<=thang, )quy\b(?!\s+(?:[ivx]+\b|\d))|(?<=thang/)quy\b"
    r"|\bthang cuoi (?:cua )?(?:moi )?quy\b(?!\s+(?:[ivx]+\b|\d))|(?:^|(?<=[:;,] ))quy\b(?=\s+(?:vao|truoc"
    r"|cham nhat)|\s*:))"
    r"|(?P<year>\b(?:hang|moi|tung)\s+nam\b|\bbao cao nam\b|\b0?1 nam\b|\b1 nam\b|\bmot nam\b"
    r"|(?<=thang, )nam\b(?!\s*\d)|(?<=quy, )nam\b(?!\s*\d)|(?<=thang va )nam\b(?!\s*\d)"
    r"|(?<=\) va )nam\b(?=\s*(?:\(|truoc\b))"
    r"|\bca nam\b(?!\s*\d)"
    r"|(?<=[,;] )nam\b(?=\s*(?:\(|truoc\b)))"
    r"|(?P<month>^\W*thang(?=\s*:)|\b(?:hang|moi|tung)\s+thang\b(?!\s*\d)|\bbao cao thang\b(?!\s*\d)|\b(?:0?1"
    r"|mot)\s*thang\s*(?:/"
    r"|mot)\s*(?:0?1\s*)?lan|\bdinh ky (?:0?1 )?thang\b|\bngay \d{1,2} cac thang\b|\bcua thang\b(?!\s+(?:cuoi|dau"
    r"|thu|\d))|\blan/thang\b"
    r"|\bthang bao cao\b|\bthang 0?1 lan\b|/thang\b|(?:^|(?<=[:;,] ))thang\b(?=\s+(?:vao|truoc|cham nhat)))"
    r"|(?P<week>^\W*tuan(?=\s*:)|\b(?:hang|moi|tung)\s+tuan\b|\bbao cao tuan\b|\b(?:0?1|mot)\s*tuan\s*(?:/"
    r"|mot)\s*(?:0?1\s*)?lan"
    r"|\bdinh ky (?:0?1 )?tuan\b|\blan/tuan\b|\btuan bao cao\b|\bcac (?:ngay )?thu\b|\btuan 0?1 lan\b|/tuan\b"
    r"|(?:^|(?<=[:;,] ))tuan\b(?=\s+(?:vao|truoc|cham nhat)))"
    r"|(?P<day>^\W*ngay(?=\s*:)|\b(?:hang|moi|tung)\s+ngay\b(?!\s*\d)|\bbao cao ngay(?=\s*(?:truoc|:|vao"
    r"|cham nhat|gui|\(|,))|\blan/ngay\b"
    r"|\bngay bao cao\b|/ngay\b)"
)
