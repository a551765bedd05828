"""The frame of the floor's pages, and who asks."""

from dataclasses import dataclass
from datetime import date
from html import escape

from accounts.acting import OPEN
from benchmarks.floor.facts import answers

CSP = "; ".join(
    f"{what} 'self'"
    for what in [
        "script-src",
        "style-src",
        "img-src",
        "font-src",
        "connect-src",
        "form-action",
    ]
)
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", f"default-src 'none'; {CSP}"),
    ("Vary", "Cookie"),
]
ROLES = {"gp": "GP", "keyworker": "Keyworker", "specialist": "Specialist prescriber"}
PLACES = (("Home", "/"), ("Caseload", "/caseload/"), ("Clinics", "/clinics/"))


@dataclass
class Viewer:
    """Who asks, as one statement told it."""

    user: int
    name: str
    member: int
    role: str
    organisation: int
    organisation_name: str
    scheme: int
    service: str
    day: date
    token: str
    from_ip: str
    names: str  # the people whom the organisation was asked about

    @classmethod
    def open(cls, cursor, cookies, from_ip):
        found = answers(cursor, OPEN, {"given": cookies["acting"]})
        if not found or found[0][0] == "locked":
            raise LookupError("nobody")
        row = found[0]
        return cls(
            row[1], row[3], row[4], row[5], row[6], row[7], row[9], row[11], row[12],
            cookies.get("csrf", ""), from_ip,
            "{" + ",".join(one[0] for one in row[-3]) + "}",
        )  # fmt: skip

    @property
    def signature(self):
        return f"{self.name}, {ROLES[self.role]}, {self.organisation_name}"


def saw(cursor, viewer, what, patient=None, shown=None):
    cursor.execute(
        "SELECT audit.saw(%s, %s, %s::uuid[], %s, %s)",
        [what, patient, shown, "", viewer.from_ip],
    )


def field_of_token(viewer):
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{viewer.token}">'


def page(viewer, title, current, main):
    """One string: head, header, ``main``, footer."""
    places = "".join(
        f'<li class="nhsuk-header__navigation-item"><a class="nhsuk-header__navigation-link" href="{url}"{" aria-current=" + chr(34) + "page" + chr(34) if label == current else ""}>{label}</a></li>\n'
        for label, url in PLACES
    )
    token = field_of_token(viewer)
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#005eb8">
<meta name="robots" content="noindex">
<meta name="htmx-config" content='{{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"selfRequestsOnly":true,"historyCacheSize":0,"refreshOnHistoryMiss":true}}'>
<title>{title} · {escape(viewer.service)}</title>
<link rel="icon" href="/static/sharedcare/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/nhsuk/nhsuk.css">
<link rel="stylesheet" href="/static/sharedcare/house.css">
<script src="/static/htmx/htmx.js" defer></script>
<script src="/static/sharedcare/house.js" type="module"></script>
</head>
<body data-idle-seconds="900" data-stay-url="/account/stay/" data-lock-url="/account/lock/">
<a class="nhsuk-skip-link" data-module="nhsuk-skip-link" href="#maincontent">Skip to main content</a>
<header class="nhsuk-header" data-module="nhsuk-header" role="banner">
<div class="nhsuk-header__container nhsuk-width-container">
<div class="nhsuk-header__service"><a class="nhsuk-header__service-name" href="/">{escape(viewer.service)}</a></div>
<search class="nhsuk-header__search">
<form class="nhsuk-header__search-form" id="search" action="/search/" method="get" novalidate>
<label class="nhsuk-label nhsuk-u-visually-hidden" for="search-field">Find a person by name, birth date or NHS number</label>
<input class="nhsuk-input" id="search-field" name="q" type="search" autocomplete="off" placeholder="Name, birth date or NHS number">
<button class="nhsuk-button nhsuk-button--icon nhsuk-button--small" type="submit" aria-label="Search"><svg class="nhsuk-icon" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="16" height="16" focusable="false" aria-hidden="true"><circle cx="10.5" cy="10.5" r="6" fill="none" stroke="currentcolor" stroke-width="2"/><path d="m15 15 5 5" fill="none" stroke="currentcolor" stroke-width="2" stroke-linecap="round"/></svg></button>
</form>
</search>
<nav class="nhsuk-header__account" aria-label="Account">
<ul class="nhsuk-header__account-list">
<li class="nhsuk-header__account-item app-account"><strong>{escape(viewer.name)}</strong><span class="app-account__place">{ROLES[viewer.role]}, {escape(viewer.organisation_name)}</span></li>
<li class="nhsuk-header__account-item"><form class="nhsuk-header__account-form" action="/account/lock/" method="post" novalidate>{token}<button class="nhsuk-header__account-button">Lock</button></form></li>
<li class="nhsuk-header__account-item"><form class="nhsuk-header__account-form" action="/account/sign-out/" method="post" novalidate>{token}<button class="nhsuk-header__account-button">Sign out</button></form></li>
</ul>
</nav>
</div>
<nav class="nhsuk-header__navigation" aria-label="Menu">
<div class="nhsuk-header__navigation-container nhsuk-width-container">
<ul class="nhsuk-header__navigation-list">
{places}</ul>
</div>
</nav>
</header>
<div class="nhsuk-width-container">
<main class="nhsuk-main-wrapper app-main" id="maincontent">
{main}
</main>
</div>
<footer class="nhsuk-footer" role="contentinfo">
<div class="nhsuk-width-container">
<div class="nhsuk-footer__meta">
<h2 class="nhsuk-u-visually-hidden">Support links</h2>
<ul class="nhsuk-footer__list">
<li class="nhsuk-footer__list-item"><a class="nhsuk-footer__list-item-link" href="/help/">Help</a></li>
<li class="nhsuk-footer__list-item"><a class="nhsuk-footer__list-item-link" href="/accessibility/">Accessibility statement</a></li>
</ul>
</div>
</div>
</footer>
</body>
</html>
"""
