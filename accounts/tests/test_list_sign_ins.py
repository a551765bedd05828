"""`manage.py list_sign_ins`: what bin/run prints when all is ready."""

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_the_demo_s_sign_ins_are_listed_in_demo_mode_only(gp, settings):
    listed, not_listed = StringIO(), StringIO()

    call_command("list_sign_ins", stdout=listed)
    settings.DEMO = False
    call_command("list_sign_ins", stdout=not_listed)

    assert "gp1" in listed.getvalue()
    assert "Millbrook Surgery" in listed.getvalue()
    assert not_listed.getvalue() == ""
