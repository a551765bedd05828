"""What is wrong with a page as it stands in the browser: its access, its width."""

from axe_playwright_python.base import AXE_SCRIPT

# Every rule is tried; what holds is not told of, which is long and read by nobody.
EVERYTHING = {
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
AGAINST_A_RULE = """(options) => axe.run(options).then(({violations}) => violations
  .flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`)))"""
TOO_WIDE = "(e => e.scrollWidth - e.clientWidth)(document.documentElement)"
# The header moves what does not fit behind "More" in the frame after next. Until then
# white words lie on a white page, which nobody reads and axe does.
TWO_FRAMES = """() => new Promise(
  (done) => requestAnimationFrame(() => requestAnimationFrame(done)))"""
MENU = ".nhsuk-header__navigation-list > li"
MENU_FITS = f"""() => [...document.querySelectorAll("{MENU}")]
  .every((item) => item.getBoundingClientRect().right <= window.innerWidth)"""


def resize(page, size):
    """Turn the window to (width, height), and wait until the page has followed."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(TWO_FRAMES)
    page.wait_for_function(MENU_FITS)


def wrong_with(page):
    """A line for each element that is against a rule, and for a page too wide."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    wrong = page.evaluate(AGAINST_A_RULE, EVERYTHING)
    wide = page.evaluate(TOO_WIDE)
    return [*wrong, f"{wide} pixels too wide"] if wide > 0 else wrong
