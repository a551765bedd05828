"""Rows of the world that two organisations share: agreements, advice, referrals."""

from django.db.models.functions import Now

from agreements.models import (
    ActSeen,
    AdviceMessage,
    AdviceThread,
    Agreement,
    AgreementAct,
    PharmacyPart,
    Suitability,
    Word,
)
from referrals.models import Referral, ReferralAct
from tests.walls.people import DAY, ID, TODAY

# Who asks for advice on each, and of whom.
SIDES = {
    "Carl": ("own service", "asked practice"),
    "Erin": ("other organisation", "team member"),
    "Dean": ("other scheme", "own service, other scheme"),
}


def agree(world, person, asked):
    """One sent, which the practice asked sees, and one that is not."""
    own = person.columns()
    by = {"by_id": ID["own service"], "signature": "x", "on_day": TODAY}
    sent = {"state": "sent", "sent_on": TODAY, "reply_by_on": TODAY}
    for name, line, facts, shown_to in (
        ("", "other", sent, asked),
        (" in draft", "alcohol", {}, 0),
    ):
        agreement = Agreement(**own, **facts, line=line, review_weeks=12)
        agreement.specialist_id = ID["own service"]
        agreement.asked_organisation_id = asked
        act = AgreementAct(**own, **by, agreement=agreement, n=1, verb="send")
        act.before, act.after, act.shown_to_id = "draft", "sent", shown_to
        world.add(f"{person.given}: agreement{name}", agreement)
        world.add(f"{person.given}: act{name}", act)
        if sent is facts:
            _answer(world, person, agreement, asked)


def _answer(world, person, agreement, asked):
    """Read by the service, agreed to by the person, and in part the pharmacy's."""
    own = person.columns()
    signed = {"by_id": ID["own service"], "signature": "x"}
    seen = ActSeen(**own, **signed, agreement=agreement, n=1, shown_to_id=asked)
    said = {"party": "person", "verb": "agree", "on_day": TODAY}
    said |= {"pharmacy_id": person.pharmacy_id, "taken_at": Now()}
    word = Word(**own, **signed, **said, agreement=agreement)
    part = PharmacyPart(
        **person.columns(pharmacy=True),
        agreement=agreement,
        asked_pharmacy_id=person.pharmacy_id,
        line="other",
        medicine="x",
        starts_on=TODAY,
    )
    suits = Suitability(
        **own,
        on_day=TODAY,
        suggested="practice",
        decided="practice",
        author_id=ID["own service"],
        author_name="x",
    )
    for name, row in {
        "seen": seen,
        "word": word,
        "part": part,
        "suitability": suits,
    }.items():
        world.add(f"{person.given}: {name}", row)


def ask(world, given, own, about="", *, is_discussion=False):
    """A question to somebody of the practice that was asked."""
    asker, adviser = SIDES[given]
    sides = {"asker_id": ID[asker], "specialist_id": ID[adviser]}
    sides |= own | {"is_discussion": is_discussion}
    thread = AdviceThread(**sides, question="x", asked_on=TODAY, last_n=1)
    said = AdviceMessage(**sides, thread=thread, n=1, verb="ask", text="x")
    said.by_id, said.signature, said.on_day = ID[asker], "x", TODAY
    name = f" about {about}" if about else ""
    world.add(f"{given}: question{name}", thread)
    world.add(f"{given}: words{name}", said)


def refer(world, person, asked):
    """One that is open, which the practice asked sees, and one that is over."""
    own = person.columns()
    by = {"signature": "x", "on_day": TODAY, "by_id": ID["own service"]}
    sent = {"sent_on": TODAY - DAY, "agreed_on": TODAY - DAY, "reason": "x"}
    sent |= {"target_working_days": 10, "target_on": TODAY + 13 * DAY}
    sent |= {"asked_organisation_id": asked, "from_member_id": ID["own service"]}
    sent |= {"from_organisation_id": person.service_id}
    for name, facts, shown_to in (
        ("", {"state": "sent"}, asked),
        (" over", {"state": "declined", "closed_on": TODAY}, 0),
    ):
        referral = Referral(**own, **sent, **facts, kind="general_care", asked_name="x")
        referral.shown_to_id, referral.source = shown_to, "x"
        act = ReferralAct(**own, **by, referral=referral, n=1, verb="decline")
        act.before, act.after, act.shown_to_id = "sent", "declined", shown_to
        world.add(f"{person.given}: referral{name}", referral)
        world.add(f"{person.given}: referral act{name}", act)
