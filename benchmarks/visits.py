"""Visits: who asks for which page about whom, with a session of their own."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from accounts.acting import open_session
from benchmarks.driving import PRESS, Line, head_of

VISITS = 48
# Thirty-two letters, as both the cookie and the form carry them.
FORM_TOKEN = "a" * 32

# Keyworkers with a day's work, and GPs with people of their own, in organisations of a
# usual size; each with one person whose timeline fills a page. So a small country and a
# large one are asked for the same pages. Chosen by hash: always the same.
CHOSEN = """
    WITH usual AS (
        SELECT organisation_id FROM patients_carelink WHERE status = 'active'
         GROUP BY 1 HAVING count(*) BETWEEN {size}),
    chosen AS (
        SELECT p.id, p.family_key, m.id AS member, m.user_id,
               m.organisation_id AS organisation
          FROM usual JOIN patients_carelink l USING (organisation_id)
          JOIN patients_patient p ON p.id = l.patient_id AND {place} = l.organisation_id
          JOIN LATERAL (
               SELECT m.id, m.user_id, m.organisation_id FROM accounts_membership m
                WHERE {whose} ORDER BY m.id LIMIT 1) m ON true
         WHERE l.status = 'active'
         ORDER BY md5(p.id::text) LIMIT 3000)
    SELECT user_id, member, id, left(family_key, 4) FROM chosen
     WHERE (SELECT count(*) FROM patients_timelineentry t
             WHERE t.patient_id = chosen.id) BETWEEN 18 AND 30
       AND EXISTS (SELECT FROM patients_consultation c
                    WHERE c.patient_id = chosen.id AND c.form = 'consultation')
       AND (SELECT count(*) FROM patients_workitem w
             WHERE w.organisation_id = chosen.organisation AND w.done_at IS NULL
               AND w.due_on <= ctx.today()
               AND (w.membership_id = chosen.member
                    OR w.membership_id IS NULL)) BETWEEN {waiting}
       AND (SELECT count(*) FROM patients_patient o
             WHERE chosen.organisation IN (o.service_id, o.practice_id)
               AND left(o.family_key, 4) = left(chosen.family_key, 4)) BETWEEN {alike}
     LIMIT {visits}
"""
KEYWORKERS = CHOSEN.format(
    size="700 AND 1200",
    place="p.service_id",
    whose="m.id = l.named_worker_id",
    waiting="8 AND 16",
    alike="2 AND 8",
    visits=VISITS,
)
GPS = CHOSEN.format(
    size="8 AND 24",
    place="p.practice_id",
    whose="m.organisation_id = p.practice_id AND m.role = 'gp'",
    waiting="1 AND 12",
    alike="1 AND 4",
    visits=VISITS,
)

# Agreements by which a practice prescribes, each with one of a side who reads it.
AGREED = """
    SELECT m.user_id, m.id, a.id, ''
      FROM agreements_agreement a
      JOIN LATERAL (
           SELECT m.id, m.user_id FROM accounts_membership m
            WHERE {whose} ORDER BY m.id LIMIT 1) m ON true
     WHERE a.state = 'active'
     ORDER BY md5(a.id::text) LIMIT {visits}
"""
ASKING = AGREED.format(whose="m.id = a.specialist_id", visits=VISITS)
ASKED = AGREED.format(whose="m.id = a.gp_id", visits=VISITS)
# Whoever has most of them before them: some of each of the busiest services, and one GP
# of each of the practices that share the care of most.
SHARING = """
    SELECT m.user_id, m.id, m.organisation_id, ''
      FROM (SELECT {side} AS organisation FROM agreements_agreement
             WHERE state IN ('draft', 'sent', 'query', 'accepted', 'active',
                             'notice_given')
             GROUP BY 1 HAVING count(*) BETWEEN {live}
             ORDER BY count(*) DESC LIMIT {visits}) busy
      JOIN LATERAL (
           SELECT m.id, m.user_id, m.organisation_id FROM accounts_membership m
            WHERE m.organisation_id = busy.organisation AND m.role IN ({roles})
            ORDER BY m.id LIMIT {each}) m ON true
     ORDER BY md5(m.id::text) LIMIT {visits}
"""
SERVICES = SHARING.format(
    side="service_id",
    live="21 AND 10000",
    roles="'specialist', 'keyworker'",
    each=8,
    visits=VISITS,
)
PRACTICES = SHARING.format(
    side="asked_organisation_id",
    live="6 AND 1000",
    roles="'gp'",
    each=1,
    visits=VISITS,
)

# GPs of practices that were asked, and so see the names of those asked about.
NAMED = f"""
    SELECT m.user_id, m.id, g.organisation_id, ''
      FROM (SELECT DISTINCT organisation_id FROM patients_grant
             WHERE because = 'request' AND expires_at IS NULL) g
      JOIN LATERAL (
           SELECT m.id, m.user_id FROM accounts_membership m
            WHERE m.organisation_id = g.organisation_id AND m.role = 'gp'
            ORDER BY m.id LIMIT 1) m ON true
     ORDER BY md5(m.id::text) LIMIT {VISITS}
"""  # noqa: S608, of our own

# What story 1 says in the room; a field that the page has not is left out.
SAID = {
    "use_heroin_change": "no_change",
    "use_crack_change": "less",
    "use_crack_days": "4",
    "use_powder_cocaine_change": "not_asked",
    "stimulants_not_asked": "",
    "audit_1": "3",
    "audit_2": "1",
    "audit_3": "0",
    "tobacco": "15",
    "naloxone": "yes",
    "advice": ["crack_pipe_safety", "mixing_with_alcohol"],
    "step": "See the keyworker for sleep",
    "notes": "Came on time. Wants help with sleep.",
}


class TooFew(Exception):
    """The population has not enough people of the kind that visits need."""


@dataclass(frozen=True)
class Visitor:
    """Somebody with a session, and a person or an agreement on their list."""

    cookies: str
    about: str
    sought: str


@dataclass(frozen=True)
class Page:
    """A page that people wait for: its requests, and what a good answer looks like."""

    name: str
    visits: list
    row: re.Pattern
    status: int = 200


def visitors(cursor, chosen):
    """Open a session for each who was chosen, as the application does at sign-in."""
    cursor.execute(chosen)
    found = []
    for user, member, about, sought in cursor.fetchall():
        token = open_session(user_id=user, membership_id=member)
        cookies = f"{settings.ACTING_COOKIE_NAME}={token}"
        cookies += f"; {settings.CSRF_COOKIE_NAME}={FORM_TOKEN}"
        found.append(Visitor(cookies, str(about), sought))
    if len(found) < VISITS // 4:
        raise TooFew(f"Only {len(found)} visits of {VISITS} fit this population.")
    return found


TABLE_ROW, STORY_ROW = re.compile(rb'<th scope="row"'), re.compile(rb"timeline__day")
FIELD = re.compile(rb"<(?:input|select|textarea)[ >]")


def pages(cluster, database, port):
    """All the pages that are measured, asked for by people of this database."""
    connection.close()
    connection.settings_dict |= {"NAME": database}
    connection.settings_dict["OPTIONS"]["host"] = str(cluster.sockets)
    connection.settings_dict |= {"USER": "app_web", "HOST": "", "PORT": ""}
    everybody = cluster.connect(database)
    with everybody.cursor() as cursor:
        workers, gps = visitors(cursor, KEYWORKERS), visitors(cursor, GPS)
        asking, asked = visitors(cursor, ASKING), visitors(cursor, ASKED)
        named = visitors(cursor, NAMED)
        services, practices = visitors(cursor, SERVICES), visitors(cursor, PRACTICES)
    everybody.close()
    connection.close()
    both = [one for pair in zip(workers, gps, strict=False) for one in pair]
    return [
        _read("work list", "/", workers, TABLE_ROW),
        _read("work list, asked", "/", named, TABLE_ROW),
        _read("caseload", "/caseload/?whose=mine", workers, TABLE_ROW),
        _read("case page", "/people/{about}/", both, STORY_ROW),
        _read("timeline", "/people/{about}/timeline/", both, STORY_ROW),
        _read("search", "/search/?q={sought}", both, TABLE_ROW),
        _read("agreement, service", AGREEMENT, asking, TABLE_ROW),
        _read("agreement, practice", AGREEMENT, asked, TABLE_ROW),
        _read("shared care, service", "/shared-care/", services, TABLE_ROW),
        _read("shared care, practice", "/shared-care/", practices, TABLE_ROW),
        _read("consultation form", CONSULTATION, gps, FIELD),
        _saves(gps, port),
    ]


AGREEMENT = "/shared-care/{about}/"
CONSULTATION = "/people/{about}/consultations/log/"


def _read(name, path, visitors, row):
    return Page(name, [_get(path, one) for one in visitors], row)


def _get(path, one):
    path = path.format(about=one.about, sought=quote(one.sought))
    return head_of(path, one.cookies), ""


def _saves(visitors, port):
    """Each form is opened once as it is drawn, and filled in."""
    line, visits = Line(port), []
    for one in visitors:
        path = CONSULTATION.format(about=one.about)
        _, form = line.ask(head_of(path, one.cookies))
        body = urlencode(filled(form.decode()), doseq=True)
        visits.append((head_of(path, one.cookies, body, "POST"), body))
    return Page("save consultation", visits, re.compile(rb"$^"), 302)


class FormReader(HTMLParser):
    """What a browser would send of the page's own form, were it pressed untouched."""

    def __init__(self):
        super().__init__()
        self.found, self.names, self.selected, self.typing = {}, set(), None, None

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        name = facts.get("name")
        if tag == "form":
            self.found, self.names = {}, set()
        if tag == "select":
            self.selected = name
        if tag == "textarea":
            self.typing = name
        if name:
            self.names.add(name)
        if tag == "option" and ("selected" in facts or self.selected not in self.found):
            self.found[self.selected] = [facts.get("value", "")]
        if tag == "input" and name and self._is_sent(facts):
            self.found.setdefault(name, []).append(facts.get("value", ""))

    def _is_sent(self, facts):
        return facts.get("type") not in ("checkbox", "radio") or "checked" in facts

    def handle_data(self, data):
        if self.typing:
            self.found[self.typing] = [data.strip()]

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.typing = None


def filled(page):
    """The consultation form of a page, filled in."""
    reader = FormReader()
    main = page[page.index("<main") : page.index("</main>")]
    reader.feed(main[main.index('<form class="app-form"') :])
    said = {name: value for name, value in SAID.items() if name in reader.names}
    tokens = {"csrfmiddlewaretoken": FORM_TOKEN, "submit_key": PRESS}
    return {name: v for name, v in (reader.found | said | tokens).items() if v}
