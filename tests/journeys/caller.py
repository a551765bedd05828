"""Someone without a browser: the real server's front door, as fast as it answers."""

import re
import urllib.error
import urllib.request
from datetime import datetime
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode


class _Fields(HTMLParser):
    """What the page's own form would send, were it sent untouched."""

    def __init__(self):
        super().__init__()
        self.words, self.is_inside, self.named = {}, False, ""

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self.is_inside = "app-form" in (said.get("class") or "")
        elif self.is_inside and said.get("name"):
            self._field(tag, said)
        elif tag == "option" and self.named:
            self._option(said)

    def _field(self, tag, said):
        name, kind = said["name"], said.get("type", "")
        self.named = name if tag in {"select", "textarea"} else ""
        if tag == "textarea":
            self.words[name] = ""
        is_ticked = kind not in {"radio", "checkbox"} or "checked" in said
        if tag == "input" and is_ticked:
            self.words.setdefault(name, []).append(said.get("value", ""))

    def _option(self, said):
        """Of several the browser sends the first, unless one is chosen."""
        if "selected" in said or self.named not in self.words:
            self.words[self.named] = said.get("value", "")

    def handle_endtag(self, tag):
        if tag in {"select", "textarea"}:
            self.named = ""
        if tag == "form":
            self.is_inside = False

    def handle_data(self, data):
        if self.lasttag == "textarea" and self.named:
            self.words[self.named] += data.removeprefix("\n")


def fields_of(page):
    parser = _Fields()
    parser.feed(page)
    return parser.words


class Caller:
    """`get(path)` and `post(path, words)` answer with a status and the page."""

    def __init__(self, address):
        self.address, self.path = address, ""
        self.cookies = CookieJar()
        # The cookies are a server's for localhost; no proxy stands between.
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(self.cookies),
        )

    def sign_in_as(self, username):
        self.get("/account/sign-in/")
        self.post(f"/account/sign-in/demo/{username}/", {})
        return self

    def get(self, path):
        return self._ask(urllib.request.Request(self.address + path))  # noqa: S310, ours

    def post(self, path, words):
        token = next(c.value for c in self.cookies if c.name.endswith("csrf"))
        body = urlencode({"csrfmiddlewaretoken": token} | words, doseq=True).encode()
        asked = urllib.request.Request(  # noqa: S310, ours
            self.address + path, body, {"Origin": self.address}
        )
        return self._ask(asked)

    def press(self, path, **words):
        """Open the form at ``path``, change these words of it, and send it."""
        _, page = self.get(path)
        return self.post(path, fields_of(page) | words)

    def find(self, typed):
        """The address of the one person whom a search finds."""
        _, page = self.get(f"/search/?{urlencode({'q': typed})}")
        return re.search(r'href="(/people/[0-9a-f-]{36}/)"', page)[1]

    def option(self, path, words):
        """The value of the option that begins with these words."""
        _, page = self.get(path)
        return re.search(rf'<option value="([^"]+)"[^>]*>{words}', page)[1]

    @property
    def today(self):
        _, page = self.get("/help/")
        ribbon = page.partition("app-demo__line")[2]
        said = re.search(r"\d\d-\w{3}-\d{4}", ribbon)[0]
        return datetime.strptime(said, "%d-%b-%Y").date()  # noqa: DTZ007, a day

    def _ask(self, asked):
        try:
            answer = self.opener.open(asked, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.path = answer.url.removeprefix(self.address).partition("?")[0]
            return answer.status, answer.read().decode()
