"""The rows of the access matrix's world, with a canary in every field."""

from datetime import timedelta
from uuid import uuid4

from django.db.models.functions import Now

from accounts.models import Cover
from accounts.permissions import Role
from agreements.models import (
    ActSeen,
    AdviceMessage,
    AdviceThread,
    Agreement,
    AgreementAct,
    Criterion,
    PharmacyPart,
    Suitability,
)
from core.reach import Reach
from patients import models
from patients.rules.grants import GrantBecause
from patients.rules.worklist import WorkKind
from tests.access.canaries import BORN, NHS_NUMBER, say
from tests.access.referred import keep_directory, refer
from tests.walls.people import (
    ASHDALE,
    ASKED,
    DAY,
    ID,
    NORTH,
    NORTHMOOR,
    OFFICE,
    PHARMACY,
    PRACTICE,
    QUAYSIDE,
    SERVICE,
    STATION,
    TODAY,
)
from tests.walls.trail import leave_trail

CRITERION = 7
AGO = {"starts_on": TODAY - 9 * DAY}


def make_rows(world):
    carl = make_person(world, "Carl", ASHDALE, (SERVICE, PRACTICE, PHARMACY))
    erin = make_person(world, "Erin", ASHDALE, (QUAYSIDE, STATION, 0))
    make_person(world, "Dean", NORTHMOOR, (NORTH, PRACTICE, PHARMACY))
    _propose_to_close(world, carl)
    _agree(world, carl, "Carl", ASKED)
    _agree(world, erin, "Erin", STATION)
    _ask(world, carl, "Carl", ("own service", "asked practice"))
    _ask(world, erin, "Erin", ("other organisation", "team member"))
    Criterion.objects.create(
        id=CRITERION,
        scheme_id=ASHDALE,
        code="steady",
        sentence="Steady",
        kind="suits",
        from_on=TODAY,
        set_by_id=ID["coordinator"],
    )
    refer(world, carl, "Carl", ASKED)
    refer(world, erin, "Erin", STATION)
    keep_directory(world)
    _list(world, carl)
    _raise_work(world, carl)
    _grant(world, carl)
    own = {"reach": Reach.RECORD, "because": GrantBecause.OWN}
    for person, name, of in (
        (carl, "Carl: grant to himself", "own record"),
        (erin, "Erin: grant to herself", "another's own record"),
    ):
        world.add(name, models.Grant(**person.columns(), **own, **AGO, user_id=ID[of]))
    _exclude(world, carl)
    _cover(world)
    leave_trail(world, carl, say("Carl", "heldback"))


def make_person(world, given, scheme, organisations):
    service, practice, pharmacy = organisations
    person = models.Patient(
        scheme_id=scheme,
        service_id=service,
        practice_id=practice,
        pharmacy_id=pharmacy,
        registered_id=STATION,
        family_key="dunmore",
        given_key=given.lower(),
        born_on=BORN,
        nhs_number=NHS_NUMBER,
        **_words(given),
    )
    world.add(f"{given}: patient", person)
    for what, row in {**_facts(person, given), **_medicine(person, given)}.items():
        world.add(f"{given}: {what}", row)
    return person


def _words(given):
    return {
        "family": say(given, "family"),
        "given": say(given, "given"),
        "preferred": say(given, "preferred"),
        "postcode": say(given, "postcode"),
        "allergies": say(given, "allergies"),
        "safety_instruction": say(given, "instruction"),
    }


def _facts(person, given):
    own = person.columns()
    told = own | {"told_by": "x", "told_on": TODAY}
    return _entries(own, given) | {
        "aim": models.Aim(**own, **_aim(given)),
        "name": models.Name(**own, kind="former", family=say(given, "former")),
        "contact": models.Contact(**own, channel="phone", value=say(given, "phone")),
        "episode": models.Episode(
            **own, opened_on=TODAY, setting="community", package=say(given, "package")
        ),
        "health event": models.HealthEvent(
            **own,
            kind="hepatitis_b_dose",
            code="rapid:1",
            on_day=TODAY,
            result=say(given, "result"),
        ),
        "condition": models.Condition(**told, name=say(given, "condition")),
        "other medicine": models.OtherMedicine(**told, name=say(given, "elsewhere")),
        "flag": models.Flag(**own, kind="risk", text=say(given, "flag")),
        "no contact": models.NoContact(
            **own, other_id=uuid4(), because=say(given, "apart")
        ),
    }


def _aim(given):
    wish = {"n": 1, "present": "stop", "from_on": TODAY, "words": say(given, "wants")}
    return wish | {"author_id": ID["own service"], "author_name": "x"}


def _entries(own, given):
    entry = own | {"author_id": ID["own service"], "author_name": "x"}
    entry |= {"on_day": TODAY, "form": "contact", "place": "phone"}
    answer = {"kind": "other_medicine", "text": say(given, "answer")}
    removed = {"removed_at": Now(), "notes": say(given, "removed")}
    return {
        "entry": models.Consultation(
            **entry, notes=say(given, "notes"), items=[answer]
        ),
        "removed entry": models.Consultation(**entry, **removed),
    }


def _medicine(person, given):
    own = person.columns(pharmacy=True)
    line = own | {"on_day": TODAY, "kind": "contact", "title": "x", "by": "x"}
    turn = own | {"line": "other", "n": 1, "starts_on": TODAY, "because": "told"}
    turn["membership_id"] = ID["own service"]
    told = own | {"line": "other", "turn_n": 1, "told_by": "x", "told_on": TODAY}
    permission = {"recipient_kind": "practice", "kind": "record", "from_on": TODAY}
    return {
        "consent": models.Consent(**own, **permission, how=say(given, "consent")),
        "consent to the pharmacy": models.Consent(
            **own,
            recipient_id=person.pharmacy_id,
            recipient_kind="pharmacy",
            kind="medicine",
            from_on=TODAY,
        ),
        "turn": models.PrescriberTurn(**turn, prescriber_name=say(given, "prescriber")),
        "medicine": models.MedicineTold(**told, text=say(given, "medicine")),
        "line": models.TimelineEntry(
            **line, reach=Reach.RECORD, detail=say(given, "detail")
        ),
        "line of medicine": models.TimelineEntry(
            **line, reach=Reach.MEDICINE, detail=say(given, "collected")
        ),
    }


def _propose_to_close(world, carl):
    closing = models.Closing(
        **carl.columns(),
        episode_id=world.id_of("Carl: episode"),
        closed_on=TODAY,
        reason="left_early",
        note=say("Carl", "closing"),
        proposed_by_id=ID["own service"],
        proposed_name="x",
    )
    world.add("Carl: closing", closing)


def _agree(world, person, given, asked):
    own = person.columns()
    agreement = Agreement(
        **own,
        line="other",
        specialist_id=ID["own service"],
        asked_organisation_id=asked,
        review_weeks=12,
        state="sent",
        sent_on=TODAY,
        reply_by_on=TODAY,
        terms={"medicine": say(given, "terms")},
    )
    act = AgreementAct(
        **own,
        agreement=agreement,
        n=1,
        verb="send",
        before="draft",
        after="sent",
        by_id=ID["own service"],
        signature="x",
        on_day=TODAY,
        text=say(given, "signed"),
        shown_to_id=asked,
    )
    world.add(f"{given}: agreement", agreement)
    world.add(f"{given}: act", act)
    draft = Agreement(
        **own,
        line="alcohol",
        specialist_id=ID["own service"],
        asked_organisation_id=asked,
        review_weeks=12,
        terms={"medicine": say(given, "drafted")},
    )
    world.add(f"{given}: agreement in draft", draft)
    _say(world, person, given, agreement)


def _say(world, person, given, agreement):
    """What the parties have said of it."""
    own = person.columns()
    by = {"by_id": ID["own service"], "signature": say(given, "signed")}
    seen = {"n": 1, "shown_to_id": agreement.asked_organisation_id}
    suits = {"suggested": "practice", "decided": "practice", "on_day": TODAY}
    suits |= {"author_id": ID["own service"], "author_name": "x"}
    part = {"line": "other", "starts_on": TODAY, "advice_contact": "x"}
    part |= {"medicine": say(given, "medicine")}
    for name, row in {
        "seen": ActSeen(**own, **by, **seen, agreement=agreement),
        "suitability": Suitability(**own, **suits, because=say(given, "suits")),
        "part": PharmacyPart(
            **person.columns(pharmacy=True),
            **part,
            agreement=agreement,
            asked_pharmacy_id=person.pharmacy_id,
        ),
    }.items():
        world.add(f"{given}: {name}", row)


def _ask(world, person, given, sides):
    """A question, and the advice on it."""
    asker, adviser = (ID[name] for name in sides)
    own = person.columns() | {"asker_id": asker, "specialist_id": adviser}
    words = say(given, "question")
    thread = AdviceThread(**own, question=words, asked_on=TODAY, last_n=1)
    said = AdviceMessage(**own, thread=thread, n=1, verb="ask", text=words)
    said.by_id, said.signature, said.on_day = asker, "x", TODAY
    world.add(f"{given}: question", thread)
    world.add(f"{given}: words", said)


def _list(world, carl):
    lists = {"": SERVICE, " of the practice": PRACTICE, " where he was": QUAYSIDE}
    for name, organisation in lists.items():
        link = models.CareLink(
            **carl.columns(),
            organisation_id=organisation,
            reach=Reach.RECORD,
            status="active",
        )
        if organisation == PRACTICE:
            link.named_worker_id = ID["sharing practice"]
        booked = models.Appointment(
            **carl.columns(),
            organisation_id=organisation,
            place="x",
            starts_at=Now(),
            with_member_id=ID["own service"],
        )
        world.add(f"Carl: link{name}", link)
        world.add(f"Carl: appointment{name}", booked)


def _raise_work(world, carl):
    about = carl.columns()
    items = {
        "item": about | {"organisation_id": SERVICE},
        "item of the practice": about | {"organisation_id": PRACTICE},
        "item where he was": about | {"organisation_id": QUAYSIDE},
        "item about nobody": {"scheme_id": ASHDALE, "organisation_id": SERVICE},
    }
    for name in ("mentor", "unmatched mentor"):
        given = {"organisation_id": SERVICE, "membership_id": ID[name]}
        items[f"item of the {name}"] = about | given
    for name, facts in items.items():
        _wait(world, name, facts | {"kind": "task", "title": _title(facts)})
    alert = {"organisation_id": OFFICE, "role": Role.PRIVACY_OFFICER}
    alert |= {"kind": WorkKind.PRIVACY_ALERT, "title": say("Carl", "alert")}
    _wait(world, "alert", about | alert)


def _title(facts):
    """Nothing clinical is given to a mentor, or said about nobody."""
    is_clinical = "patient_id" in facts and "membership_id" not in facts
    return say("Carl", "task") if is_clinical else "x"


def _wait(world, name, facts):
    item = models.WorkItem(**facts, harm=1, due_on=TODAY, source_id=uuid4())
    world.add(f"Carl: {name}", item)


def _grant(world, carl):
    record, name_only = Reach.RECORD, Reach.NAME
    team, emergency = GrantBecause.TEAM, GrantBecause.BREAK_GLASS
    over = AGO | {"ends_on": TODAY - DAY}
    later = {"starts_on": TODAY + DAY}
    an_hour, a_second = timedelta(hours=1), timedelta(seconds=1)
    grants = {
        "mentor": (name_only, GrantBecause.MENTOR, AGO),
        "partner": (Reach.MEDICINE, GrantBecause.GUEST, AGO),
        "team member": (record, team, AGO),
        "expired grant": (record, team, over),
        "future grant": (record, team, later),
        "emergency": (record, emergency, AGO | {"expires_at": Now() + an_hour}),
        "emergency over": (record, emergency, AGO | {"expires_at": Now() - a_second}),
        "excluded, granted": (record, team, AGO),
        "commissioner": (record, team, AGO),
        "administrator": (record, team, AGO),
        "privacy officer, told": (name_only, GrantBecause.PRIVACY, AGO),
    }
    for name, (reach, because, when) in grants.items():
        given = models.Grant(
            **carl.columns(), **when, membership_id=ID[name], reach=reach
        )
        given.because, given.reason = because, say("Carl", "reason")
        world.add(f"Carl: grant to {name}", given)
    asked = {"reach": name_only, "because": GrantBecause.REQUEST}
    grant = models.Grant(**carl.columns(), **asked, **AGO, organisation_id=ASKED)
    world.add("Carl: grant to asked", grant)
    asked |= {"because": GrantBecause.REFERRAL}
    grant = models.Grant(**carl.columns(), **asked, **AGO, organisation_id=ASKED)
    world.add("Carl: grant to asked partner", grant)


def _exclude(world, carl):
    for name in ("excluded", "excluded, granted"):
        exclusion = models.Exclusion(
            patient_id=carl.pk,
            scheme_id=ASHDALE,
            user_id=ID[name],
            because=say("Carl", "excluded"),
        )
        world.add(f"Carl: exclusion of {name}", exclusion)


def _cover(world):
    for name, days in (("cover", 0), ("cover over", 1)):
        covers = Cover(
            from_member_id=ID["sharing practice"],
            to_member_id=ID[name],
            starts_on=TODAY - 9 * DAY,
            ends_on=TODAY - days * DAY,
        )
        world.add(name, covers)
