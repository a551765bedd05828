"""The network is off."""

import socket

import pytest


def test_a_test_reaches_no_other_machine():
    with pytest.raises(PermissionError, match="network is off"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.browser
def test_a_browser_opens_a_page_of_the_real_server(browser, server):
    page = browser.new_page()

    response = page.goto(f"{server}/health/")

    assert response.status == 200
