"""Sample pages served as the product serves its own: the same headers and files."""

import mimetypes
import threading
from contextlib import contextmanager
from types import SimpleNamespace
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.conf import settings
from django.contrib.messages import SUCCESS, WARNING
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory

from core.findings import Finding, Severity
from core.tests.samples import LAST, ConsultationSample, SampleViewer

DIRECTIVES = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
POLICY = "; ".join(f"{name} {' '.join(of)}" for name, of in DIRECTIVES.items())

CARL = SimpleNamespace(
    url="/people/1/",
    name="DUNMORE, Carl",
    born="14-Mar-1979",
    age="47",
    sex="Male",
    nhs_number="999 526 0182",
    preferred="Dunny",
    similar=["DUNMORE, Karl"],
    allergies="penicillin (rash)",
    alerts=[("Risk: HIGH until 01-Apr", "red"), ("Two workers", "yellow")],
    died="",
    care=[
        "Dr Yusuf, Millbrook, prescribes (opioid substitution) since 03-Jan",
        "Methadone 60 mg daily, supervised · covered to Sun 14-Mar",
    ],
)
DEMO = SimpleNamespace(day="Tuesday 9 March 2027", next_day_url="/", reset_url="/")
HELD = Finding(
    rule="MIS-3",
    version=1,
    severity=Severity.HOLD,
    message="No dose known for 3 days, 1 not confirmed.",
    values=(("days without a known dose", "3 days"),),
    tomorrow="Supply waits for the prescriber, told now.",
)


def _item(name, why, day, late, act):
    who = {"id": 1, "url": "/people/1/", "name": name, "about": f"{why}, {name}"}
    what = {"why": why, "day": day, "late": late, "ticks": True}
    return who | what | {"act": act, "act_url": "/act/"}


WORK = [
    _item("DUNMORE, Carl", "Missed 3 days", "Tue 09-Mar", "", "Decide"),
    _item("MOSS, Ivy", "Review due", "Sat 06-Mar", "3 days late", "Log consultation"),
]

CONSULTATION = """
{% block title %}Log a consultation{% endblock %}
{% block back %}{% back_link "/people/1/" %}{% endblock %}
{% block patient %}{% include "components/patient_banner.html" %}{% endblock %}
{% block heading %}Log a consultation{% endblock %}
{% block content %}{% crispy form %}{% endblock %}
"""
HOME = """
{% block title %}Home{% endblock %}
{% block heading %}Good afternoon, Dr Yusuf{% endblock %}
{% block content %}
<p>Tue 09-Mar · 2 things, 1 late</p>
{% include "components/work_items.html" with caption="Today" %}
{% include "components/pagination.html" %}
{% include "components/finding.html" %}
{% include "components/empty.html" %}
<p>{% tag "Active" "green" %} {% tag "Overdue" "red" %} {% tag "Not asked" "grey" %}</p>
<div id="summary"><p>Seen on 9 March.</p><p>Crack: less.</p></div>
<p><button class="nhsuk-button nhsuk-button--secondary" data-copy="summary" hidden>
Copy summary</button></p>
{% endblock %}
"""


def page(template, *, viewer=None, **facts):
    request = RequestFactory().get("/")
    request.viewer = viewer
    whole = "{% extends 'base.html' %}{% load crispy_forms_tags %}" + template
    return engines["django"].from_string(whole).render(facts, request)


def consultation(data=None):
    form = ConsultationSample(data, last=LAST)
    facts = {"form": form, "banner": CARL, "demo": DEMO, "current": "My people"}
    return page(CONSULTATION, viewer=SampleViewer(), **facts)


def home():
    said = [Message(SUCCESS, "Consultation saved."), Message(WARNING, "Cover ends.")]
    turn = SimpleNamespace(previous_url="/1", next_url="/2", words="21 to 40 of 61")
    facts = {"items": WORK, "finding": HELD, "pages": turn, "messages": said}
    return page(HOME, viewer=SampleViewer(), demo=DEMO, current="Home", **facts)


PAGES = {
    "/consultation": consultation,
    "/wrong": lambda: consultation({"naloxone": "yes", "crack_days": "40"}),
    "/home": home,
    "/nobody": lambda: page("{% block heading %}Not here{% endblock %}"),
}


class Showing:
    """The pages of this module, and what was posted to them."""

    def __init__(self):
        self.posts = []

    def __call__(self, environ, start):
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] == "POST":
            return self._take(path, environ, start)
        if path.startswith("/static/"):
            return _send_file(finders.find(path[8:]), start)
        headers = [("Content-Type", "text/html; charset=utf-8")]
        start("200 OK", [*headers, ("Content-Security-Policy", POLICY)])
        return [PAGES.get(path, PAGES["/nobody"])().encode()]

    def _take(self, path, environ, start):
        size = int(environ["CONTENT_LENGTH"])
        token = environ.get("HTTP_X_CSRFTOKEN", "")
        self.posts.append((path, environ["wsgi.input"].read(size).decode(), token))
        start("204 No Content", [])
        return []


def _send_file(found, start):
    kind = mimetypes.guess_type(found)[0]
    start("200 OK", [("Content-Type", kind)])
    with open(found, "rb") as file:
        return [file.read()]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def served():
    showing = Showing()
    server = make_server("localhost", 0, showing, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    showing.address = f"http://localhost:{server.server_port}"
    try:
        yield showing
    finally:
        server.shutdown()
        server.server_close()
