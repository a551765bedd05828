"""Who acts in the loaded demo."""

import pytest

from accounts import acting
from accounts.models import Membership


@pytest.fixture
def act_as(demo):
    """`act_as("gp1")`: they act until the test ends; their viewer."""

    def act(username):
        member = Membership.objects.get(user__username=username)
        token = acting.open_session(user_id=member.user_id, membership_id=member.pk)
        viewer, _ = acting.read_viewer(token)
        return viewer

    return act
