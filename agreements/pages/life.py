"""The picture of a practice's life in a scheme: which state it was in, and when.

It is as wide as the page, on a phone too: what lies along it is told in hundredths, and
its words keep their size. So the present is never out of sight.
"""

from datetime import date, timedelta

from agreements.rules.offers import OfferState, Stretch
from core.fields.markup import NOTHING, markup, together
from core.templatetags.house import staff_date

TOP, ROW, BAR, FOOT = 50, 52, 22, 34
LINE = 20
# What began today is seen too. In hundredths of the whole.
NARROWEST = 2
# A life of a few days is drawn as wide as this, or its bars could not be seen.
SHORTEST = timedelta(days=28)


def draw_life(
    stretches: list[Stretch], today: date, leaves_on: date | None = None
) -> str:
    """A row for each state, a bar for each time it held; the table holds the same."""
    if not stretches:
        return NOTHING
    days = [one.from_on for one in stretches] + [today, leaves_on or today]
    first, last = min(days), max(*days, min(days) + SHORTEST)
    words = [word for word in OfferState if word in {one.state for one in stretches}]
    height = TOP + ROW * len(words) + FOOT

    def x(day):
        return round(100 * (day - first).days / (last - first).days, 1)

    bars = [_bar(one, words.index(one.state), x, last) for one in stretches]
    rows = [_row(n, word) for n, word in enumerate(words)]
    marks = [_mark(0, x(today), "today", height)]
    if leaves_on:
        marks.append(_mark(1, x(leaves_on), f"leaves {staff_date(leaves_on)}", height))
    return markup(
        '<div class="app-picture-frame"><svg class="app-picture" height="{}" role="img"'
        ' aria-labelledby="life-title"><title id="life-title">How far it took part,'
        " over time. The table below holds the same facts.</title>{}{}{}{}</svg></div>",
        height,
        together(bars),
        together(marks),
        together(rows),
        _axis(first, last, height),
    )


def _foot(n):
    """Where the bars of a row stand; its word stands over them."""
    return TOP + ROW * (n + 1) - 6


def _row(n, word):
    return markup(
        '<text x="0" y="{}" class="app-picture__label">{}</text>'
        '<line x1="0" x2="100%" y1="{}" y2="{}" class="app-picture__base"/>',
        _foot(n) - BAR - 6,
        word.label,
        _foot(n),
        _foot(n),
    )


def _bar(one, n, x, last):
    begins = min(x(one.from_on), 100 - NARROWEST)
    ends = x(one.until_on or last)
    return markup(
        '<rect x="{}%" y="{}" width="{}%" height="{}" class="app-picture__bar'
        ' app-picture__bar--{}"/>',
        begins,
        _foot(n) - BAR,
        max(round(ends - begins, 1), NARROWEST),
        BAR,
        one.state.value,
    )


def _mark(n, at, word, height):
    """Each on a line of its own, so that no two are written over each other."""
    return markup(
        '<line x1="{}%" x2="{}%" y1="{}" y2="{}" class="app-picture__told"/>'
        '<text x="{}%" y="{}" class="app-picture__label" text-anchor="{}">{}</text>',
        at,
        at,
        LINE * (n + 1),
        height - FOOT,
        at,
        LINE * (n + 1) - 4,
        "end" if at > 50 else "start",
        word,
    )


def _axis(first, last, height):
    return markup(
        '<text x="0" y="{}" class="app-picture__label">{}</text>'
        '<text x="100%" y="{}" class="app-picture__label" text-anchor="end">{}</text>',
        height - 10,
        staff_date(first),
        height - 10,
        staff_date(last),
    )
