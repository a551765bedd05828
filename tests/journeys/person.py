"""Someone at the browser: presses, types, and notes what the browser complains of."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from tests.look import resize, wrong_with

DESKTOP, PHONE = (1366, 768), (320, 640)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


class Person:
    """One person with one window. What is typed is not counted, each press is."""

    def __init__(self, context, address):
        context.set_default_timeout(8000)
        self.context, self.address = context, address
        self.page = context.new_page()
        self.presses = 0
        self.complaints = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message):
        # A page that answers 404 or 409 on purpose is no fault of its script.
        is_fault = message.type in {"error", "warning"}
        if is_fault and "Failed to load resource" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    @property
    def today(self):
        """The demo's day, as the ribbon says it."""
        ribbon = self.page.get_by_role("region", name="Demonstration").inner_text()
        said = re.search(r"\d\d-\w{3}-\d{4}", ribbon)[0]
        return datetime.strptime(said, "%d-%b-%Y").date()  # noqa: DTZ007, a day

    @property
    def path(self):
        return urlsplit(self.page.url).path

    def go(self, path):
        return self.page.goto(self.address + path)

    def sign_in_as(self, username):
        """Press the real card on the sign-in page, as a visitor of the demo does."""
        if self.path != "/account/sign-in/":
            self.go("/account/sign-in/")
        self.page.locator(f"form[action*='/demo/{username}/'] button").click()
        self.page.wait_for_url(lambda url: "/account/sign-in/" not in url)
        self.presses = 0
        return self

    def press(self, role, name, within=None, *, exact=False):
        (within or self.page).get_by_role(role, name=name, exact=exact).first.click()
        self.presses += 1

    def tick(self, label, within=None):
        (within or self.page).get_by_label(label, exact=True).first.check()
        self.presses += 1

    def choose(self, label, words):
        self.page.get_by_label(label, exact=True).select_option(label=words)
        self.presses += 1

    def type(self, label, words, within=None):
        (within or self.page).get_by_label(label, exact=True).first.fill(words)

    def type_day(self, label, day):
        asked = self.page.get_by_role("group", name=label)
        for part, number in (("Day", day.day), ("Month", day.month)):
            asked.get_by_label(part, exact=True).fill(str(number))
        asked.get_by_label("Year", exact=True).fill(str(day.year))

    def row(self, name):
        return self.page.get_by_role("group", name=name, exact=True)

    def words(self):
        return self.page.locator("main").inner_text()

    def look(self):
        """What is wrong with this page here and now: access, width, complaints."""
        wrong = [*wrong_with(self.page), *self.take_complaints()]
        where = f"{_ID.sub('…', self.path)} at {self.page.viewport_size['width']}"
        return [f"{where}: {words}" for words in wrong]

    def take_complaints(self):
        said, self.complaints[:] = list(self.complaints), []
        return said

    def look_at_two_sizes(self):
        return [words for size in (PHONE, DESKTOP) for words in self._at(size)]

    def _at(self, size):
        resize(self.page, size)
        return self.look()
