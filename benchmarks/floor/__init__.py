"""The floor: the same pages by hand. Plain WSGI, the same SQL, one string."""

import os
from urllib.parse import parse_qs

import django
import psycopg2
from django.conf import settings

django.setup()  # only for the statements: they lie among the pages' querysets

from benchmarks.floor import (  # noqa: E402
    agreement,
    consultation,
    lists,
    person,
    sharing,
)
from benchmarks.floor.frame import HEADERS, Viewer  # noqa: E402

_kept = {}


def _connection():
    """One connection for each process, kept."""
    if "line" not in _kept:
        options = settings.DATABASES["default"]["OPTIONS"]
        _kept["line"] = psycopg2.connect(os.environ["DATABASE_URL"], **options)
    return _kept["line"]


def application(environ, start_response):
    line = _connection()
    cookies = dict(
        each.strip().split("=", 1) for each in environ["HTTP_COOKIE"].split(";")
    )
    try:
        with line, line.cursor() as cursor:
            viewer = Viewer.open(cursor, cookies, environ["REMOTE_ADDR"])
            status, headers, page = _answer(cursor, viewer, environ)
    except LookupError:
        status, headers, page = "404 Not Found", [], "Not found"
    body = page.encode()
    length = ("Content-Length", str(len(body)))
    start_response(status, [*HEADERS, length, *headers])
    return [body]


def _answer(cursor, viewer, environ):
    asked = parse_qs(environ["QUERY_STRING"])
    match environ["PATH_INFO"].strip("/").split("/"):
        case [""]:
            return _page(lists.home(cursor, viewer))
        case ["caseload"]:
            return _page(lists.caseload(cursor, viewer, asked))
        case ["search"]:
            return _page(lists.search(cursor, viewer, asked["q"][0]))
        case ["shared-care"]:
            return _page(sharing.listed(cursor, viewer))
        case ["shared-care", number]:
            return _page(agreement.show(cursor, viewer, number))
        case ["people", patient]:
            return _page(person.case(cursor, viewer, patient))
        case ["people", patient, "timeline"]:
            return _page(person.timeline(cursor, viewer, patient))
        case ["people", patient, "consultations", "log"]:
            if environ["REQUEST_METHOD"] == "GET":
                return _page(consultation.form(cursor, viewer, patient))
            typed = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            typed = parse_qs(typed.decode(), keep_blank_values=True)
            place = consultation.save(cursor, viewer, patient, typed)
            return "302 Found", [("Location", place)], ""
    raise LookupError(environ["PATH_INFO"])


def _page(page):
    return "200 OK", [], page
