"""The matrix's referrals and its directory, with a canary in what was written."""

from referrals.models import DirectoryService, Referral, ReferralAct
from tests.access.canaries import say
from tests.walls.people import ASHDALE, DAY, ID, SERVICE, TODAY


def refer(world, person, given, asked):
    own, by = person.columns(), ID["own service"]
    referral = Referral(
        **own,
        kind="general_care",
        asked_organisation_id=asked,
        shown_to_id=asked,
        asked_name="x",
        from_member_id=by,
        from_organisation_id=SERVICE,
        source="x",
        signature="x",
        reason=say(given, "referred"),
        state="query",
        last_n=1,
        agreed_on=TODAY,
        sent_on=TODAY,
        target_working_days=10,
        target_on=TODAY + 14 * DAY,
    )
    act = ReferralAct(
        **own,
        referral=referral,
        n=1,
        verb="ask",
        before="sent",
        after="query",
        by_id=by,
        signature="x",
        on_day=TODAY,
        text=say(given, "wondered"),
        shown_to_id=asked,
    )
    world.add(f"{given}: referral", referral)
    world.add(f"{given}: referral act", act)


def keep_directory(world):
    service = DirectoryService(
        scheme_id=ASHDALE,
        kind="housing",
        name="x",
        from_on=TODAY,
        written_by_id=ID["coordinator"],
    )
    world.add("directory service", service)
