"""A visit to one address, and all that the world noted of it."""

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts import acting
from accounts.models import User
from tests.access.canaries import found_in
from tests.paper import words_of
from tests.walls.people import ID, see_as, token_of

PASSWORD = "correct horse battery"
SIGN_IN = ("account_login", "accounts:choose_membership", "accounts:unlock")
NOTED = """
    SELECT 'looked', id, patient_id, shown FROM audit_access WHERE id > %s
    UNION ALL
    SELECT verb, id, NULL, NULL FROM audit_event WHERE id > %s AND verb = 'refused'
"""


# The browsers of each world, by who works in them.
_kept = {}


@dataclass
class Visit:
    """What came back, what was written down, what was asked of the database."""

    status: int
    leads_to: str
    shown: set
    logged: set
    looked: list
    refusals: int
    asked_of_people: list

    @property
    def is_sent_to_sign_in(self):
        return self.status == 302 and self.leads_to.startswith(
            tuple(f"{reverse(page)}?" for page in SIGN_IN)
        )

    @property
    def is_refused(self):
        return self.status in (401, 403, 404, 405, 410) or self.is_sent_to_sign_in


class Door:
    """The way in to the world: browsers, and an ear for what each visit asks."""

    def __init__(self, world, database_role):
        self.world, self.database_role = world, database_role
        self.browsers = _kept.setdefault(world.database, {})
        self.statements, self.lines, self.outside = [], [], {}
        self.last_look = self.last_event = 0

    @contextmanager
    def day(self):
        """A while in the world, of which nothing stays; what is refused changes
        nothing in it. Short, since what one backend notes of its sight piles up."""
        with transaction.atomic():
            self._enter()
            self._note()
            before = self._people_as_they_are()
            self.outside.clear()
            yield
            assert self._people_as_they_are() == before, "a refusal changed something"
            transaction.set_rollback(True)

    def _enter(self):
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {self.database_role}")

    def visit(self, who, method, address):
        """One visit; of what is not refused nothing stays."""
        browser, cookies = self._browser_of(who)
        point = transaction.savepoint()
        self.statements.clear()
        self.lines.clear()
        with connection.execute_wrapper(self._hear):
            response = browser.generic(
                method, address.url(self.world), **_typed(method)
            )
        browser.cookies.clear()
        browser.cookies.load(cookies)
        visit = self._told(response)
        if visit.is_refused and address.permission:
            transaction.savepoint_commit(point)
        else:
            transaction.savepoint_rollback(point)
        return visit

    def _browser_of(self, who):
        """Of those who are not at work a new one each day."""
        if who in self.browsers:
            return self.browsers[who]
        if who not in self.outside:
            self.outside[who] = _open(who)
        return self.outside[who]

    def open_browsers(self, names):
        """Sign in at work, once for all that this process visits."""
        for name in names:
            if name not in self.browsers:
                self.browsers[name] = _open(name)

    def _told(self, response):
        head = f"{response.headers} {response.cookies}"
        body = words_of(response)
        looked, refusals = self._note()
        return Visit(
            status=response.status_code,
            leads_to=response.headers.get("Location", ""),
            shown=found_in(f"{head} {body}"),
            logged=found_in(" ".join(self.lines)),
            looked=looked,
            refusals=refusals,
            asked_of_people=[s for s in self.statements if "patients_" in s],
        )

    def _hear(self, execute, sql, params, many, context):
        self.statements.append(str(sql))
        return execute(sql, params, many, context)

    def _note(self):
        """Read past the walls what has been written down since the last visit."""
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(NOTED, [self.last_look, self.last_event])
            rows = cursor.fetchall()
        self._enter()
        looked = [row for row in rows if row[0] == "looked"]
        refused = [row for row in rows if row[0] == "refused"]
        self.last_look = max([self.last_look, *(row[1] for row in looked)])
        self.last_event = max([self.last_event, *(row[1] for row in refused)])
        return [{one, *(many or ())} for _, _, one, many in looked], len(refused)

    def _people_as_they_are(self):
        """Every row about a person, past the walls."""
        models = [
            model
            for app in ("patients", "agreements")
            for model in apps.get_app_config(app).get_models()
        ]
        told = " UNION ALL ".join(
            f"SELECT '{table}', md5(string_agg(t::text, '' ORDER BY id)) FROM {table} t"
            for table in sorted(model._meta.db_table for model in models)
        )
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(told)
            rows = dict(cursor.fetchall())
        self._enter()
        return rows

    @contextmanager
    def listening(self):
        """Hear every line of every log, in place of those who hear it otherwise."""
        root, ear = logging.getLogger(), _Ear(self.lines)
        before, root.handlers = root.handlers, [ear]
        try:
            yield self
        finally:
            root.handlers = before


class _Ear(logging.Handler):
    def __init__(self, lines):
        super().__init__()
        self.lines = lines

    def emit(self, record):
        """The line, and what its exception says; a traceback quotes only source."""
        said = record.exc_info[1] if record.exc_info else ""
        self.lines.append(f"{record.getMessage()} {said!r}")


def _typed(method):
    """A form as its button sends it, with nothing filled in."""
    if method != "POST":
        return {}
    return {
        "data": f"submit_key={uuid4()}&version=0",
        "content_type": "application/x-www-form-urlencoded",
    }


def _open(who):
    """A browser and its cookies: of nobody, of somebody half signed in, or at work."""
    browser = Client(raise_request_exception=False)
    if who == "password only":
        _give_password(browser, "other organisation")
    elif who != "anonymous":
        _put_to_work(browser, "own service" if who == "locked" else who)
    if who == "locked":
        see_as("own service")
        acting.lock()
    return browser, {name: cookie.value for name, cookie in browser.cookies.items()}


def _put_to_work(browser, name):
    browser.force_login(User.objects.get(pk=ID[name]))
    browser.cookies[settings.ACTING_COOKIE_NAME] = token_of(name)


def _give_password(browser, name):
    user = User.objects.get(pk=ID[name])
    user.set_password(PASSWORD)
    user.save()
    given = {"login": user.username, "password": PASSWORD}
    assert browser.post(reverse("account_login"), given).status_code == 302
