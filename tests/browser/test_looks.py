"""What cannot be hit, read or named on a page, for the tests of every screen; and the hero with a long title."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Street
from tests.web.sample import on_air

pytestmark = pytest.mark.browser

SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(one => !one.closest('[hidden]') && one.type !== 'hidden' && one.checkVisibility())
  .map(one => {
    const box_or_dot = one.matches('[type=checkbox], [type=radio]');
    const label = box_or_dot ? document.querySelector(`label[for="${one.id}"]`) : null;
    const target = label ? (one.closest('.form-check') || label) : one.matches('.cover') ? one.closest('li') : one;
    const box = target.getBoundingClientRect();
    const inline = one.matches('a') && getComputedStyle(one).display === 'inline' && !one.matches('.cover');
    return { text: one.outerHTML.slice(0, 90), height: box.height, left: box.left, inline };
  })
  .filter(one => !one.inline && one.left > -100 && one.height < 43.5)"""

NAMELESS = """() => [...document.querySelectorAll('input, select, textarea')]
  .filter(one => one.type !== 'hidden' && !one.labels?.length && !one.getAttribute('aria-label'))
  .map(one => one.outerHTML.slice(0, 90))"""

WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

PALE = """() => {
  const parts = text => text.match(/[\\d.]+/g).map(Number);
  const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = rgb => rgb.slice(0, 3).map(v => linear(v / 255))
    .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
  const ground = one => { for (let at = one; at; at = at.parentElement) {
    const style = getComputedStyle(at), [r, g, b, a = 1] = parts(style.backgroundColor);
    if (style.backgroundImage !== 'none') return null;
    if (a === 1) return [r, g, b]; } return null; };
  return [...document.querySelectorAll('main *, header *, nav *')]
    .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && one.checkVisibility())
    .filter(one => !one.closest(':disabled, [aria-hidden=true], option, progress, noscript'))
    .map(one => { const style = getComputedStyle(one), behind = ground(one); if (!behind) return null;
      const a = light(parts(style.color)), b = light(behind);
      const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
      const big = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
      if (contrast >= (big ? 3 : 4.5)) return null;
      return `${contrast.toFixed(2)} ${one.className} ${one.textContent.trim().slice(0, 40)}`; })
    .filter(Boolean);
}"""


def faults(page: Page, width: int, pale: bool = True) -> list[str]:
    """What cannot be hit, read or named on this page; `pale` False leaves the contrast to somebody else."""
    found = [f"target {one['height']:.0f}px {one['text']}" for one in page.evaluate(SMALL)]
    found += [f"nameless {one}" for one in page.evaluate(NAMELESS)]
    found += [f"pale {one}" for one in page.evaluate(PALE)] if pale else []
    over = page.evaluate(WIDE)
    return [*found, *([f"{over} px run off at {width}"] if over > 0 else [])]


def test_the_two_faces_of_the_hero_fit_a_phone(street: Street) -> None:
    bulletin = street.house.approved(
        "Một tiêu đề rất dài để thử xem chữ có tràn ra ngoài màn hình điện thoại hay không"
    )
    page = street.signed_in("van", 390)
    for state in ("silent", "armed", "sounding"):
        on_air(street.house, bulletin, state)
        page.reload()
        assert page.evaluate(WIDE) <= 0
    street.house.store.raise_fault("muted", "alsa_output.pci-0000_00_1f.3.analog-stereo" * 3, street.house.clock.at)
    page.reload()
    assert page.evaluate(WIDE) <= 0
