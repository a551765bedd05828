"""Fields: safe markup, as `format_html` makes it, at a tenth of its cost."""

from functools import lru_cache
from html import escape
from string import Formatter

from django.utils.safestring import SafeString

NOTHING = SafeString("")


def safe(part) -> SafeString:
    """Escape anything that is not markup already."""
    return part if type(part) is SafeString else SafeString(escape(str(part)))


def markup(template: str, *parts) -> SafeString:
    """Fill a template of ours, `{}` or `{0}`; every part is made safe.

    Joined rather than formatted: `str.format` calls back into Python for each part
    that is a SafeString, which cost more than all the rest.
    """
    said = [part if type(part) is SafeString else safe(part) for part in parts]
    filled = [p if type(p) is str else said[p] for p in _pieces(template)]
    return SafeString("".join(filled))


@lru_cache(maxsize=1000)
def _pieces(template):
    """The template's own words, with a number wherever a part belongs."""
    pieces = []
    for n, (words, part, _, _) in enumerate(Formatter().parse(template)):
        pieces += [words] if words else []
        pieces += [int(part or n)] if part is not None else []
    return pieces


def together(parts) -> SafeString:
    """Join pieces that are all markup already."""
    return SafeString("".join(parts))


def attributes(pairs) -> SafeString:
    """HTML attributes from a mapping; true is bare, false and none are left out."""
    drawn = [
        f" {name}" if value is True else f' {name}="{safe(value)}"'
        for name, value in pairs.items()
        if value is not False and value is not None
    ]
    return SafeString("".join(drawn))
