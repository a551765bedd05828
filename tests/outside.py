"""What tests meet of the world outside: no network, and a browser if there is one."""

import os
import shutil
import socket

import pytest
from playwright.sync_api import sync_playwright

HERE = {"localhost", "127.0.0.1", "::1"}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOW_TO_GET_ONE = (
    "No Chromium on this machine, so no browser tests: `apt install chromium "
    "fonts-liberation` (or the like) and run again."
)


def pytest_configure():
    reach = socket.socket.connect

    def connect(self, address):
        if self.family != socket.AF_UNIX and address[0] not in HERE:
            raise PermissionError(f"The network is off in tests: {address[0]}")
        return reach(self, address)

    socket.socket.connect = connect


def pytest_collection_modifyitems(items):
    if CHROMIUM:
        items[:] = _longest_first_in_each_half(items)
        return
    if os.environ.get("CI"):
        raise pytest.UsageError(HOW_TO_GET_ONE)
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def _longest_first_in_each_half(items):
    """Each of two workers begins with half of the browser's tests: what is left for the
    end of the run is short, and easily shared."""
    long = [item for item in items if item.get_closest_marker("browser")]
    short = [item for item in items if not item.get_closest_marker("browser")]
    first = long[::2]
    rest = len(items) // 2 - len(first)
    return [*first, *short[:rest], *long[1::2], *short[rest:]]


def pytest_terminal_summary(terminalreporter):
    if not CHROMIUM:
        terminalreporter.write_line(HOW_TO_GET_ONE)


@pytest.fixture(scope="session")
def browser():
    """A real Chromium, which finds nobody but ourselves."""
    # Playwright keeps a loop of its own running, and Django would take the whole
    # test for a part of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    alone = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", alone]
        )
        yield chromium
        chromium.close()
