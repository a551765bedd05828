"""Drawing only: days, numbers, tags, and the frame around every page."""

from datetime import date

from django import template
from django.conf import settings
from django.utils import timezone

from core import fields, frame
from core.fields.markup import NOTHING, attributes, markup, together

register = template.Library()

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("January", "February", "March", "April", "May", "June")
MONTHS += ("July", "August", "September", "October", "November", "December")
NEAR_DAYS = 28


# Days, numbers and doses


@register.filter
def staff_date(day, today=None):
    """14-Mar-2027; within four weeks of ``today``, Sun 14-Mar."""
    if not day:
        return ""
    short = f"{day.day:02}-{MONTHS[day.month - 1][:3]}"
    if today and abs((day - today).days) <= NEAR_DAYS:
        return f"{DAYS[day.weekday()]} {short}"
    return f"{short}-{day.year}"


def staff_time(moment):
    """14:05, as the clock on the wall has it"""
    return f"{timezone.localtime(moment):%H:%M}"


@register.filter
def person_date(day):
    """14 March 1979"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


@register.filter
def nhs_number(digits):
    """999 526 0182"""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if digits else ""


@register.filter
def age(born_on: date, today: date):
    """Whole years; someone born on 29 February has a birthday on 1 March otherwise."""
    if not born_on:
        return ""
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    return str(today.year - born_on.year - (not had_birthday))


@register.filter
def dose(milligrams):
    """60 mg, 12.5 mg: never a trailing nought, never a bare point."""
    if milligrams is None:
        return ""
    plain = f"{milligrams:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"{plain} mg"


@register.simple_tag
def tag(word, colour="", before=""):
    """A state as a word in a coloured box; the word alone must say it."""
    shade = f" nhsuk-tag--{colour}" if colour else NOTHING
    words = f"{before}{getattr(word, 'label', word)}"
    return markup('<strong class="nhsuk-tag{}">{}</strong>', shade, words)


@register.simple_tag
def summary_rows(rows):
    """Key and words, row by row, as a summary list holds them."""
    return together(
        markup(
            '<div class="nhsuk-summary-list__row nhsuk-summary-list__row--no-actions">'
            '<dt class="nhsuk-summary-list__key">{}</dt>'
            '<dd class="nhsuk-summary-list__value">{}</dd></div>',
            *row,
        )
        for row in rows
    )


@register.simple_tag
def timeline(lines):
    """What was done: day, title, detail and by whom; perhaps its page, who has seen it
    and its letter."""
    drawn = together(_timeline_line(**line) for line in lines)
    return markup('<ol class="app-timeline">{}</ol>', drawn)


def _timeline_line(*, day, title, detail, by, url="", seen="", letter=""):
    what = markup('<a href="{}">{}</a>', url, title) if url else title
    more = markup('<p class="app-timeline__detail">{}</p>', detail) if detail else ""
    read = markup("<br>Seen by {}", seen) if seen else ""
    sent = markup(_LETTER, letter, title, day) if letter else ""
    return markup(_LINE, day, what, more, by, read, sent)


_LINE = (
    '<li><p class="app-timeline__day">{}</p><div><p><strong>{}</strong></p>{}'
    '<p class="app-timeline__by">{}{}{}</p></div></li>'
)
_LETTER = (
    '<br><a href="{}">Letter (PDF)'
    '<span class="nhsuk-u-visually-hidden">: {}, {}</span></a>'
)


@register.simple_tag
def labelled_cells(parts):
    """Cells with their headings, which a narrow page shows beside the words."""
    return together(
        markup('<td data-label="{}">{}</td>', *part) if part[1] else "<td></td>"
        for part in parts
    )


@register.simple_tag
def back_link(url, words="Back"):
    return markup(
        '<nav aria-label="Back"><a class="nhsuk-back-link" href="{}">{}</a></nav>',
        url,
        words,
    )


@register.simple_tag
def error_summary(form):
    """The errors of a page's form, drawn once: here or, failing that, by the form."""
    return fields.draw_errors(form) if form else NOTHING


@register.simple_tag
def whole_form(form, csrf_token=""):
    return fields.draw_form(form, csrf_token)


@register.simple_tag
def one_field(bound):
    return fields.draw_field(bound)


# The frame


@register.simple_tag(takes_context=True)
def header(context, viewer=None, current=""):
    """The top of every page; ``current`` is the label of the place that is open."""
    if not viewer:
        return frame.draw_signed_out_header()
    return frame.draw_header(viewer, current, str(context["csrf_token"]))


@register.simple_tag
def assets():
    return frame.draw_assets()


@register.simple_tag
def footer():
    return frame.draw_footer()


@register.simple_tag
def idle_attributes(viewer=None):
    """What the page's script needs to warn before a session locks."""
    if not viewer:
        return NOTHING
    return attributes(
        {
            "data-idle-seconds": settings.IDLE_SECONDS,
            "data-stay-url": settings.ADDRESSES["stay"],
            "data-lock-url": settings.ADDRESSES["lock"],
        }
    )
