"""Pictures of a person's story: substances over time, with the medicine laid over."""

from datetime import date

from core.fields.markup import markup, together
from core.templatetags.house import staff_date
from patients.rules.grid import links_of, uses_of
from patients.rules.items import Item
from patients.rules.substances import DAYS_COUNTED, Substance

WIDTH, LEFT, RIGHT, ROW, LINE = 900, 170, 20, 64, 20
DOT = 5

Entry = tuple[date, list[Item]]
Told = tuple[date, str, str]


def use_rows(entries: list[Entry], told: list[Told], today: date) -> list[dict]:
    """The table beside the picture: the same facts, newest first."""
    rows = []
    for day, items in entries:
        linked = {one.substance: one for one in links_of(items)}
        for use in uses_of(items):
            link = linked.get(use.substance)
            rows.append(
                {
                    "on": day,
                    "day": staff_date(day, today),
                    "what": use.substance.label,
                    "change": use.change.label if use.change else "",
                    "days": "" if use.days_of_28 is None else f"{use.days_of_28} of 28",
                    "link": f"{link.link.label}: {link.other.label}" if link else "",
                }
            )
    for day, text, told_by in told:
        rows.append(
            {"on": day, "day": staff_date(day, today), "what": text, "link": told_by}
        )
    return sorted(rows, key=lambda row: row["on"], reverse=True)


def draw_uses(entries: list[Entry], told: list[Told]) -> str:
    """Days of use across, one band for each substance; linked ones lie together."""
    bands = _bands(entries)
    days = [day for day, _ in entries] + [day for day, *_ in told]
    if not bands or not days:
        return ""
    scale = _Scale(min(days), max(days))
    top = LINE * (len(told) + 1)
    height = top + ROW * len(bands) + 30
    return markup(
        '<div class="app-picture-room" role="region" tabindex="0"'
        ' aria-label="Picture of use over time">'
        '<svg class="app-picture" viewBox="0 0 {} {}" role="img"'
        ' aria-labelledby="uses-title"><title id="uses-title">Days of use in the last'
        " 28, by substance, with medicine as told. The table below holds the same"
        " facts.</title>{}{}{}</svg></div>",
        WIDTH,
        height,
        together(
            _band(top + ROW * n, word, entries, scale) for n, word in enumerate(bands)
        ),
        together(_medicine(n, one, scale, height) for n, one in enumerate(told)),
        _axis(scale, height),
    )


class _Scale:
    def __init__(self, first, last):
        self.first, self.last = first, last
        self.days = max(1, (last - first).days)

    def x(self, day):
        span = WIDTH - LEFT - RIGHT
        return round(LEFT + span * (day - self.first).days / self.days, 1)


def _bands(entries):
    """Substances told of, each beside the one that it is linked with."""
    told = {use.substance for _, items in entries for use in uses_of(items)}
    ordered = [word for word in Substance if word in told]
    for _, items in entries:
        for link in links_of(items):
            if link.substance in ordered and link.other in ordered:
                ordered.remove(link.other)
                ordered.insert(ordered.index(link.substance) + 1, link.other)
    return ordered


def _band(top, word, entries, scale):
    base = top + ROW - 16
    points = [
        (scale.x(day), base - round((ROW - 24) * use.days_of_28 / DAYS_COUNTED, 1))
        for day, items in entries
        for use in uses_of(items)
        if use.substance == word and use.days_of_28 is not None
    ]
    line = " ".join(f"{x},{y}" for x, y in points)
    return markup(
        '<text x="0" y="{}" class="app-picture__label">{}</text>'
        '<line x1="{}" x2="{}" y1="{}" y2="{}" class="app-picture__base"/>'
        '<polyline points="{}" class="app-picture__line"/>{}',
        base,
        word.label,
        LEFT,
        WIDTH - RIGHT,
        base,
        base,
        line,
        together(
            markup(
                '<circle cx="{}" cy="{}" r="{}" class="app-picture__dot"/>', x, y, DOT
            )
            for x, y in points
        ),
    )


def _medicine(n, told, scale, height):
    """Each on a line of its own, so that no two are written over each other."""
    day, text, _ = told
    line = LINE * (n + 1)
    x = scale.x(day)
    return markup(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" class="app-picture__told"/>'
        '<text x="{}" y="{}" class="app-picture__label" text-anchor="{}">{}</text>',
        x,
        x,
        line + 4,
        height - 30,
        x,
        line,
        "end" if x > WIDTH / 2 else "start",
        text,
    )


def _axis(scale, height):
    return markup(
        '<text x="{}" y="{}" class="app-picture__label">{}</text>'
        '<text x="{}" y="{}" class="app-picture__label" text-anchor="end">{}</text>',
        LEFT,
        height - 8,
        staff_date(scale.first),
        WIDTH - RIGHT,
        height - 8,
        staff_date(scale.last),
    )
