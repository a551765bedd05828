"""The world's people, and a row about each in every table."""

from datetime import date, timedelta
from uuid import uuid4

from django.db.models.functions import Now

from accounts.models import Cover
from accounts.permissions import Role
from core.reach import Reach
from patients import models
from patients.rules.grants import GrantBecause
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
from tests.walls.shared_rows import agree, ask, refer
from tests.walls.trail import leave_trail

# The number that everybody has, so that a unique one would have told.
NHS_NUMBER = "9995260182"
AGO = {"starts_on": TODAY - 9 * DAY}


def make_rows(world):
    carl = make_person(world, "Carl", ASHDALE, (SERVICE, PRACTICE, PHARMACY))
    erin = make_person(world, "Erin", ASHDALE, (QUAYSIDE, STATION, 0))
    dean = make_person(world, "Dean", NORTHMOOR, (NORTH, PRACTICE, PHARMACY))
    for person in (carl, dean):
        _propose_to_close(world, person)
    for person, asked in ((carl, ASKED), (erin, STATION), (dean, PRACTICE)):
        agree(world, person, asked)
        ask(world, person.given, person.columns())
        refer(world, person, asked)
    nobody = {"scheme_id": ASHDALE}
    ask(world, "Carl", nobody, "nobody")
    ask(world, "Carl", nobody, "what is discussed", is_discussion=True)
    _list(world, carl)
    _raise_work(world, carl)
    _keep_elsewhere(world, dean)
    _grant(world, carl)
    own = {"reach": Reach.RECORD, "because": GrantBecause.OWN}
    for person, name, of in (
        (carl, "Carl: grant to himself", "own record"),
        (erin, "Erin: grant to herself", "another's own record"),
    ):
        world.add(name, models.Grant(**person.columns(), **own, **AGO, user_id=ID[of]))
    _exclude(world, carl)
    _cover(world, erin)
    leave_trail(world, carl, "x")


def make_person(world, given, scheme, organisations):
    service, practice, pharmacy = organisations
    person = models.Patient(
        scheme_id=scheme,
        service_id=service,
        practice_id=practice,
        pharmacy_id=pharmacy,
        registered_id=STATION,
        family="Dunmore",
        given=given,
        family_key="dunmore",
        given_key=given.lower(),
        born_on=date(1979, 3, 14),
        nhs_number=NHS_NUMBER,
        postcode="ZZ99 3VZ",
    )
    world.add(f"{given}: patient", person)
    for what, row in {**_facts(person), **_facts_of_medicine(person)}.items():
        world.add(f"{given}: {what}", row)
    return person


def _facts(person):
    own = person.columns()
    told = own | {"told_by": "x", "told_on": TODAY, "name": "x"}
    aim = {"n": 1, "present": "reduce", "from_on": TODAY, "author_name": "x"}
    aim |= {"author_id": ID["own service"]}
    dose = own | {"kind": "hepatitis_b_dose", "on_day": TODAY}
    entry = own | {"author_id": ID["own service"], "author_name": "x"}
    entry |= {"on_day": TODAY, "form": "contact", "place": "phone"}
    return {
        "name": models.Name(**own, kind="current", family="Dunmore"),
        "aim": models.Aim(**own, **aim, words="x"),
        "contact": models.Contact(**own, channel="phone", value="07700 900345"),
        "episode": models.Episode(**own, opened_on=TODAY, setting="community"),
        "entry": models.Consultation(**entry),
        "removed entry": models.Consultation(**entry, removed_at=Now()),
        "health event": models.HealthEvent(**dose),
        "removed health event": models.HealthEvent(**dose, removed_at=Now()),
        "condition": models.Condition(**told),
        "removed condition": models.Condition(**told, removed_at=Now()),
        "other medicine": models.OtherMedicine(**told),
        "removed other medicine": models.OtherMedicine(**told, removed_at=Now()),
        "flag": models.Flag(**own, kind="risk", text="x"),
        "no contact": models.NoContact(**own, other_id=uuid4(), because="x"),
    }


def _facts_of_medicine(person):
    own = person.columns(pharmacy=True)
    line = own | {"on_day": TODAY, "kind": "contact", "title": "x", "by": "x"}
    booked = line | {"kind": "appointment"}
    turn = own | {"line": "other", "n": 1, "starts_on": TODAY, "because": "told"}
    turn["membership_id"] = ID["own service"]
    told = own | {"line": "other", "turn_n": 1, "text": "x"}
    return {
        "consent": models.Consent(
            **own, recipient_kind="practice", kind="record", from_on=TODAY
        ),
        "consent to the pharmacy": models.Consent(
            **own,
            recipient_id=person.pharmacy_id,
            recipient_kind="pharmacy",
            kind="medicine",
            from_on=TODAY,
        ),
        "turn": models.PrescriberTurn(**turn, prescriber_name="x"),
        "medicine": models.MedicineTold(**told, told_by="x", told_on=TODAY),
        "line": models.TimelineEntry(**line, reach=Reach.RECORD),
        "line of medicine": models.TimelineEntry(**line, reach=Reach.MEDICINE),
        "line of the desk": models.TimelineEntry(**booked, reach=Reach.NAME),
        "clinical line by name": models.TimelineEntry(**line, reach=Reach.NAME),
        "removed line": models.TimelineEntry(
            **line, reach=Reach.MEDICINE, removed_at=Now()
        ),
    }


def _propose_to_close(world, person):
    closing = models.Closing(
        **person.columns(),
        episode_id=world.id_of(f"{person.given}: episode"),
        closed_on=TODAY,
        reason="left_early",
        note="x",
        proposed_by_id=ID["own service"],
        proposed_name="x",
    )
    world.add(f"{person.given}: closing", closing)


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
        "alert": about | {"organisation_id": OFFICE, "role": Role.PRIVACY_OFFICER},
        "item of the desk": about
        | {"organisation_id": SERVICE, "role": Role.RECEPTIONIST},
        "item about nobody": {"scheme_id": ASHDALE, "organisation_id": SERVICE},
    }
    for name in ("mentor", "unmatched mentor"):
        given = {"organisation_id": SERVICE, "membership_id": ID[name]}
        items[f"item of the {name}"] = about | given
    for name, facts in items.items():
        item = models.WorkItem(**facts, kind="task", harm=1, title="x", due_on=TODAY)
        item.source_id = uuid4()
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
        given.because = because
        world.add(f"Carl: grant to {name}", given)
    asked = {"reach": name_only, "because": GrantBecause.REQUEST}
    grant = models.Grant(**carl.columns(), **asked, **AGO, organisation_id=ASKED)
    world.add("Carl: grant to asked", grant)
    asked |= {"because": GrantBecause.REFERRAL}
    grant = models.Grant(**carl.columns(), **asked, **AGO, organisation_id=ASKED)
    world.add("Carl: grant to asked partner", grant)


def _exclude(world, carl):
    for name in ("excluded", "excluded, granted", "once excluded"):
        exclusion = models.Exclusion(
            patient_id=carl.pk, scheme_id=ASHDALE, user_id=ID[name], because="x"
        )
        exclusion.ended_at = Now() if name == "once excluded" else None
        world.add(f"Carl: exclusion of {name}", exclusion)


def _cover(world, erin):
    """Of Carl by the practice's GP; of Erin, whose case at the station is closed."""
    days = {"cover": (-9, 0), "cover over": (-9, -1), "cover to come": (1, 9)}
    days |= {"cover ended": (-9, 0), "pharmacy": (0, 0)}
    for name, (starts, ends) in days.items():
        giver = "registered, not sharing" if name == "pharmacy" else "sharing practice"
        Cover.objects.create(
            from_member_id=ID[giver],
            to_member_id=ID[name],
            starts_on=TODAY + starts * DAY,
            ends_on=TODAY + ends * DAY,
            ended_at=Now() if name == "cover ended" else None,
        )
    closed = models.CareLink(
        **erin.columns(), organisation_id=STATION, reach=Reach.RECORD, status="ended"
    )
    closed.named_worker_id = ID["registered, not sharing"]
    world.add("Erin: link that ended", closed)


def _keep_elsewhere(world, dean):
    """What the other scheme has in the tables where Carl has more than facts."""
    own = dean.columns()
    named = {"organisation_id": NORTH, "reach": Reach.RECORD, "status": "active"}
    booked = {"place": "x", "starts_at": Now(), "with_member_id": ID["other scheme"]}
    due = {"kind": "task", "harm": 1, "title": "x", "due_on": TODAY}
    given = {"membership_id": ID["other scheme"], "because": GrantBecause.TEAM}
    kept = {"user_id": ID["own service, other scheme"], "because": "x"}
    rows = {
        "link": models.CareLink(**own, **named),
        "appointment": models.Appointment(**own, **booked, organisation_id=NORTH),
        "item": models.WorkItem(**own, **due, organisation_id=NORTH, source_id=uuid4()),
        "grant": models.Grant(**own, **given, **AGO, reach=Reach.RECORD),
        "exclusion": models.Exclusion(patient_id=dean.pk, scheme_id=NORTHMOOR, **kept),
    }
    for name, row in rows.items():
        world.add(f"Dean: {name}", row)
