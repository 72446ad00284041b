"""Static files go over the line packed, for browsers that can unpack them."""

import gzip
import re

from tests.web.cast import House


def test_style_and_scripts_are_packed_for_whoever_can_unpack_them(house: House) -> None:
    browser = house.signed_in("van")
    addresses = re.findall(r'(?:href|src)="(/tinh/[^"]+\.(?:css|js)[^"]*)"', browser.open("/").text)
    assert addresses
    for address in addresses:
        plain = browser.open(address)
        packed = browser.open(address, headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(packed.data) == plain.data
        assert int(packed.headers["Content-Length"]) == len(packed.data)
        assert "Accept-Encoding" in packed.headers["Vary"]
        again = browser.open(address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
        assert again.status_code == 304


def test_fonts_pages_and_pieces_are_left_as_they_are(house: House) -> None:
    browser = house.signed_in("van")
    for address in ("/", "/tinh/vendor/fonts/be-vietnam-pro-latin-400.woff2"):
        assert "Content-Encoding" not in browser.open(address, headers={"Accept-Encoding": "gzip"}).headers
    piece = browser.open("/tinh/desk.css", headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
    assert len(piece.data) == 10
