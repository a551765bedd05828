"""Production starts with everything it needs, or names what is missing and does not."""

import re
import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured

from sharedcare.databases import ROOT

SETTINGS = ROOT / "sharedcare" / "settings.py"
EXAMPLE = dict(re.findall(r"^(\w+)=(.*)$", (ROOT / ".env.example").read_text(), re.M))
NEEDED = sorted(name for name in EXAMPLE if not name.startswith(("SHARED", "OPENID")))
ROLES = {
    "DATABASE_URL": "web",
    "DATABASE_OWNER_URL": "owner",
    "DATABASE_WORKER_URL": "worker",
    "DATABASE_REPORT_URL": "report",
}


@pytest.fixture
def start(monkeypatch):
    """Reads the settings as a process of production does, given these values."""

    def start(**changes):
        for name, value in (EXAMPLE | {"SECRET_KEY": "k" * 60} | changes).items():
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        return runpy.run_path(SETTINGS)

    return start


def test_the_example_is_enough_for_production(start):
    settings = start()

    assert settings["PRODUCTION"]
    assert settings["DATABASES"]["default"]["USER"] == "app_web"


@pytest.mark.parametrize("name", NEEDED)
def test_production_does_not_start_when_one_is_missing(start, name):
    with pytest.raises(ImproperlyConfigured, match=name):
        start(**{name: None, "SHAREDCARE_PROCESS": ROLES.get(name, "web")})


@pytest.mark.parametrize(("name", "value"), [("DEMO", "yes"), ("SECURE_COOKIES", "no")])
def test_production_refuses_what_only_a_demo_may_have(start, name, value):
    with pytest.raises(ImproperlyConfigured, match=name):
        start(**{name: value})


@pytest.mark.parametrize("environment", ["production", "development"])
def test_errors_are_logged_to_stderr_in_each_environment(start, environment):
    logging = start(SHAREDCARE_ENV=environment)["LOGGING"]

    assert logging["loggers"]["django"]["handlers"] == ["stderr"]
    assert logging["handlers"]["stderr"]["class"] == "logging.StreamHandler"


def test_no_word_about_the_environment_means_production(start):
    assert start(SHAREDCARE_ENV=None)["PRODUCTION"]


def test_the_example_names_every_variable_that_we_read():
    names = re.compile(r"""(?:env|environ\.get)\("([A-Z_]+)"|"(DATABASE_\w+)\"""")
    read = {a or b for a, b in names.findall(SETTINGS.read_text())}

    assert read - set(EXAMPLE) == set()
    assert set(EXAMPLE) - read == set()
