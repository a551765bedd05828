"""Paper: a template of ours and facts make a PDF. What was typed is never markup."""

import json
import re
from datetime import date
from functools import cache

import typst
from django.conf import settings
from django.http import HttpResponse

from core.frame import NEUTRAL_NAME
from core.telling import tells

# For readers by ear and eye: tagged, titled, in a named language, its text as text.
ACCESSIBLE = "ua-1"
NO_GLYPH = "could not be displayed"
# Nobody typed these to be read, and no font draws them.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def draw(template: str, facts: dict) -> bytes:
    """The PDF of one template under ``templates/``, with these facts.

    Facts travel as JSON and the template draws them as text, whatever they say. Only
    files below the templates can be read, and only the wheel's own fonts are used, so
    the paper is the same on every machine. A character that no font of ours has is
    drawn as an empty box: such a paper is tagged, and may not call itself accessible.
    """
    given = {"facts": json.dumps(_seen(facts))}
    try:
        return _compile(template, given, [ACCESSIBLE])
    except typst.TypstError as error:
        if NO_GLYPH not in error.message:
            raise
        return _compile(template, given, [])


def _seen(said):
    """The same facts, without what cannot be drawn."""
    if isinstance(said, dict):
        return {name: _seen(one) for name, one in said.items()}
    if isinstance(said, list | tuple):
        return [_seen(one) for one in said]
    return UNSEEN.sub(" ", said) if isinstance(said, str) else said


def _compile(template, given, standards):
    root = settings.BASE_DIR / "templates"
    return typst.compile(
        root / template,
        root=root,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=given,
        pdf_standards=standards,
        format="pdf",
    )


@cache
def _fonts():
    return typst.Fonts(include_system_fonts=False)


def show(template: str, facts: dict, *, name: str, day: date) -> HttpResponse:
    """The same, as an answer: ``name`` is a word that tells a stranger nothing."""
    response = HttpResponse(draw(template, facts), "application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}-{day}.pdf"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def sender_of(neutral_name: str) -> str:
    """The scheme's neutral name; should it tell, the name of nobody in particular."""
    return NEUTRAL_NAME if tells(neutral_name) else neutral_name
