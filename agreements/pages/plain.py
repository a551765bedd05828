"""The plain-words copy of an agreement, for the person to keep."""

from accounts.viewer import Viewer
from agreements import actions
from agreements.models import Agreement, AgreementAct, HowAgreed
from agreements.pages.agreement import names_of, standing_in, steps_of
from agreements.rules.duties import PARTIES
from agreements.rules.plain import OF_ITSELF, STEPS, in_full, told_to_person
from agreements.rules.saying import no_to_talk_about
from agreements.rules.states import FINAL, State
from core.paper import sender_of
from patients.models import Consent, Patient
from patients.pages import called
from patients.rules.sharing import ConsentKind

TITLE = "Who looks after your medicine"
# The person's own part comes first; the headings name the others as the person does.
COLUMNS = {
    "person": "You",
    "gp": "GP",
    "keyworker": "Keyworker",
    "pharmacist": "Pharmacist",
    "specialist": "Specialist",
}
UNDECIDED = (State.SENT, State.QUERY, State.ACCEPTED)


def plain_facts(agreement: Agreement, patient: Patient, viewer: Viewer) -> dict:
    """Who, what, how far, and what the person said: each in words for the person."""
    names = names_of(agreement)
    standing = actions.standing_of(agreement, viewer)
    acts = list(AgreementAct.objects.visible_to(viewer).of_agreement(agreement))
    return {
        "title": TITLE,
        "sender": sender_of(viewer.neutral_name),
        "foot": f"Printed {in_full(viewer.day)}. Ask for a new copy if things change.",
        "about": list(_parties(agreement, patient)),
        "now": [_today(agreement), told_to_person(standing, names)],
        "terms": list(_terms(agreement, names)),
        "headings": list(COLUMNS.values()),
        "duties": [_duty(row) for row in agreement.terms.get("duties", [])],
        "said": list(_said(agreement, acts, viewer)),
        "steps": list(_steps(agreement, acts)),
        "signs": _signs(agreement),
    }


def _today(agreement):
    now = actions.prescribing_now(agreement)
    if now is None:
        return "Nobody is written down yet as the one who prescribes your medicine."
    return f"{now.who}, {now.organisation}, prescribes your medicine today."


def _parties(agreement, patient):
    born = f", born {in_full(patient.born_on)}" if patient.born_on else ""
    specialist, gp = agreement.specialist, agreement.gp
    others = standing_in(agreement)
    yield "For", f"{called(patient)}{born}"
    yield (
        "GP practice",
        f"{agreement.asked_organisation.name}"
        + (f", {gp.user.name}" if gp else "")
        + (f"; if they are away, {others}" if others else ""),
    )
    yield "Specialist", f"{specialist.user.name}, {specialist.organisation.name}"
    if agreement.keyworker:
        yield "Keyworker", agreement.keyworker.user.name
    if agreement.pharmacy_id:
        yield "Pharmacy", agreement.pharmacy.name


def _terms(agreement, names):
    terms = agreement.terms
    yield "Medicine", terms.get("medicine") or "not said yet"
    yield "Checks", terms.get("monitoring") or "not said yet"
    weeks = "week" if agreement.review_weeks == 1 else f"{agreement.review_weeks} weeks"
    due = in_full(agreement.review_due_on) if agreement.state not in FINAL else ""
    next_time = f" Next by {due}." if due else ""
    yield "Meeting", f"Every {weeks}, to see how it goes.{next_time}"
    contact = terms.get("advice_contact") or names.service
    yield "If something goes wrong", f"Ring {contact}, or any of those named above."
    if terms.get("if_things_go_wrong"):
        yield "What the GP does then", terms["if_things_go_wrong"]
    if terms.get("undertakes_to_take_back"):
        yield "If it does not work out", f"{names.service} takes over again."


def _duty(row):
    task, *parts = row
    return [task, *(parts[PARTIES.index(party)] for party in COLUMNS)]


def _said(agreement, acts, viewer):
    if agreement.agreed_on:
        yield f"You agreed on {in_full(agreement.agreed_on)}, {how(agreement)}."
        yield from _no_longer(agreement, acts)
    elif agreement.state in UNDECIDED:
        yield "You have not agreed yet. Nothing starts unless you do. You can say no."
    else:
        yield "No yes of yours is written down here."
    if known := _known_to_pharmacy(agreement, viewer):
        yield f"You let your pharmacy know: {known}. You can change this at any time."


def _no_longer(agreement, acts):
    no = no_to_talk_about(acts)
    if no and agreement.state == State.ACTIVE:
        yield (
            f"You said on {in_full(no.on_day)} that you do not agree any more. Nothing "
            "changes until you have talked."
        )


def how(agreement: Agreement) -> str:
    """How the person said yes, and to whom."""
    way = HowAgreed(agreement.agreed_how)
    to = "" if way == HowAgreed.SIGNED_IN else f", to {agreement.agreed_by.user.name}"
    return f"{way.label.lower()}{to}"


def _known_to_pharmacy(agreement, viewer):
    if not agreement.pharmacy_id:
        return ""
    said = Consent.objects.visible_to(viewer).of(agreement.patient_id)
    live = said.filter(recipient_id=agreement.pharmacy_id, withdrawn_on=None)
    kinds = sorted(set(live.values_list("kind", flat=True)))
    return ", ".join(ConsentKind(kind).label.lower() for kind in kinds)


def _steps(agreement, acts):
    """What was done so far, and by whom where it was done by hand."""
    for step in steps_of(agreement, acts):
        if step.on_day and step.state in STEPS:
            by = "" if step.state in OF_ITSELF else f", {step.by}"
            yield STEPS[step.state], f"{in_full(step.on_day)}{by}"


def _signs(agreement):
    """Lines to sign on, as long as the person has not said yes."""
    waits = agreement.state in UNDECIDED and not agreement.agreed_on
    return ["Your name", "Day"] if waits else []
