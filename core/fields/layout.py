"""Fields: how a big form lies on its page, as a tuple of names and of these."""

from core.fields.asking import INSIDE, PAGE, Place
from core.fields.drawing import draw_field
from core.fields.markup import NOTHING, markup, together


class Section:
    """Questions under one heading."""

    def __init__(self, heading, *pieces, hint=""):
        self.heading, self.pieces, self.hint = heading, pieces, hint

    def draw(self, form):
        hint = (
            markup('<p class="nhsuk-hint">{}</p>', self.hint) if self.hint else NOTHING
        )
        return markup(
            '<fieldset class="nhsuk-fieldset app-section">'
            '<legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">'
            '<h2 class="nhsuk-fieldset__heading">{}</h2></legend>{}{}</fieldset>',
            self.heading,
            hint,
            draw_pieces(form, self.pieces),
        )


class Row:
    """A few small questions about one thing, in one line where there is room."""

    def __init__(self, label, *pieces):
        self.label, self.pieces = label, pieces

    def draw(self, form):
        place = Place(
            label=markup("nhsuk-label app-row__question"),
            legend=markup("nhsuk-fieldset__legend app-row__question"),
            group=markup("nhsuk-form-group app-row__cell"),
            of=self.label,
        )
        name = f"row-{form.add_prefix(self.pieces[0])}"
        return markup(
            '<div class="app-row" role="group" aria-labelledby="{}">'
            '<div class="app-row__head">'
            '<span class="app-row__label" id="{}">{}</span>{}</div>'
            '<div class="app-row__cells">{}</div></div>',
            name,
            name,
            self.label,
            self._unchanged(form),
            draw_pieces(form, self.pieces, place),
        )

    def _unchanged(self, form):
        if form.last.keys().isdisjoint(self.pieces):
            return NOTHING
        return draw_unchanged(" ".join(self.pieces), "Unchanged", self.label)


class Details:
    """Questions that open in place; open already where one of them has an error, or
    an answer that would otherwise stand unseen."""

    def __init__(self, summary, *pieces, is_open=False):
        self.summary, self.pieces, self.is_open = summary, pieces, is_open

    def draw(self, form):
        names = names_in(form, self.pieces)
        names = list(names)
        wrong = form.is_bound and any(name in form.errors for name in names)
        answered = any(_says(form[name].value()) for name in names)
        return markup(
            '<details class="nhsuk-details"{}><summary class="nhsuk-details__summary">'
            '<span class="nhsuk-details__summary-text">{}</span></summary>'
            '<div class="nhsuk-details__text">{}</div></details>',
            markup(" open") if self.is_open or wrong or answered else NOTHING,
            self.summary,
            draw_pieces(form, self.pieces, INSIDE),
        )


def _says(value):
    """Whether a field holds an answer; a day in three boxes may hold none of it."""
    return any(value) if isinstance(value, list | tuple) else value not in (None, "")


class Inset:
    """A sentence between questions."""

    pieces = ()

    def __init__(self, words):
        self.words = words

    def draw(self, form):  # noqa: ARG002
        return markup('<div class="nhsuk-inset-text"><p>{}</p></div>', self.words)


class Beside:
    """Texts beside one another, to be looked at once more, and the button that saves.

    Each text is a label, the words and a note below them.
    """

    pieces = ()

    def __init__(self, heading, *texts):
        self.heading, self.texts = heading, texts

    def draw(self, form):
        return markup(
            '<section class="app-beside" aria-labelledby="beside">'
            '<h2 class="nhsuk-heading-m" id="beside">{}</h2><dl>{}</dl>'
            '<button class="nhsuk-button" data-module="nhsuk-button"'
            ' data-prevent-double-click="true" type="submit">{}</button></section>',
            self.heading,
            together(
                markup(
                    "<div><dt>{}</dt><dd><strong>{}</strong><br>{}</dd></div>", *text
                )
                for text in self.texts
            ),
            form.submit_label,
        )


def draw_pieces(form, pieces, place=PAGE):
    """The pieces of a layout in order."""
    return together(
        draw_field(form[piece], place) if isinstance(piece, str) else piece.draw(form)
        for piece in pieces
    )


def names_in(form, pieces):
    """Every field that the pieces draw, those opened by a choice too."""
    for piece in pieces:
        if not isinstance(piece, str):
            yield from names_in(form, piece.pieces)
        else:
            yield piece
            yield from opened_by(form, piece)


def opened_by(form, name):
    reveals = getattr(form.fields[name].widget, "reveals", {})
    for names in reveals.values():
        yield from names_in(form, names)


def row_of(pieces, name):
    """The label of the row that a field stands in, as errors far from it must say."""
    for piece in pieces:
        if isinstance(piece, str):
            continue
        if isinstance(piece, Row) and name in piece.pieces:
            return piece.label
        if found := row_of(piece.pieces, name):
            return found
    return ""


def draw_unchanged(names, label, of=""):
    """A button that copies what was said last time, with or without JavaScript."""
    return markup(
        '<button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small'
        ' app-unchanged" type="submit" name="unchanged" value="{}" formnovalidate>'
        '{}<span class="nhsuk-u-visually-hidden"> {}</span></button>',
        names,
        label,
        of,
    )
