"""Fields: safe markup, as `format_html` makes it, at a fraction of its cost."""

from html import escape

from django.utils.safestring import SafeString

NOTHING = SafeString("")


def safe(part) -> SafeString:
    """Escape anything that is not markup already."""
    return part if type(part) is SafeString else SafeString(escape(str(part)))


def markup(template: str, *parts) -> SafeString:
    """Fill a template of ours; every part is made safe."""
    return SafeString(template.format(*[safe(part) for part in parts]))


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
