"""The letter of one act, drawn from the act and the terms as they were kept."""

from django.utils import timezone

from accounts.models import Organisation
from accounts.viewer import Viewer
from agreements import actions
from agreements.models import Agreement, AgreementAct
from agreements.pages.agreement import kept_terms
from agreements.rules.accepting import DeclineReason
from agreements.rules.duties import part_of
from agreements.rules.letters import Kept, letter_of
from agreements.rules.plain import in_full
from agreements.rules.states import Verb
from agreements.rules.suitability import in_spite_of
from core.paper import sender_of
from core.templatetags.house import staff_date
from patients.models import Patient
from patients.pages import identity

# What a letter that is no request still says of the terms.
IN_SHORT = ("Medicine", "For advice ring")


def letter_facts(
    act: AgreementAct, agreement: Agreement, patient: Patient, viewer: Viewer
) -> dict:
    """Who writes to whom about whom, what is asked, on which terms, signed."""
    letter = letter_of(_kept(act, agreement))
    writer, to = _sides(act, agreement)
    return {
        "title": letter.heading,
        "sender": sender_of(viewer.neutral_name),
        "foot": f"Printed {in_full(viewer.day)}.",
        "to": to,
        "from": [line for line in (writer, in_full(act.on_day)) if line],
        "about": _about(patient, viewer),
        "opening": letter.opening,
        "asks": letter.asks,
        "said": list(_said(act, agreement)),
        **_terms(act, agreement),
        "signed": _signed(act),
    }


def _terms(act, agreement):
    """All of them in a request, with the practice's part; else in short."""
    rows = list(kept_terms(agreement))
    if act.verb != Verb.SEND:
        return {"terms": [row for row in rows if row[0] in IN_SHORT], "duties": []}
    return {"terms": rows, "duties": part_of(agreement.terms.get("duties", []), "gp")}


def _kept(act, agreement):
    return Kept(
        verb=Verb(act.verb),
        on_day=act.on_day,
        by=act.signature.partition(",")[0],
        practice=agreement.asked_organisation.name,
        service=agreement.specialist.organisation.name,
        reply_by_on=agreement.reply_by_on,
        starts_on=agreement.starts_on,
        notice_on=act.named_on or agreement.notice_on,
        is_followed=act.reason == actions.FOLLOWED,
    )


def _sides(act, agreement):
    """Who writes, and the address of the other side; both, if neither side acted."""
    practice, service = agreement.asked_organisation, agreement.specialist.organisation
    if act.by.organisation_id == practice.pk:
        return practice.name, _address(service)
    if act.by.organisation_id == service.pk:
        return service.name, _address(practice)
    return "", [service.name, practice.name]


def _address(organisation: Organisation):
    lines = (organisation.name, organisation.address, organisation.postcode)
    return [line for line in lines if line]


def _about(patient, viewer):
    person = identity(patient, viewer.day)
    rows = [
        ["Person", person["name"]],
        ["Born", staff_date(patient.born_on)],
        ["NHS number", person["nhs_number"]],
    ]
    return [row for row in rows if row[1]]


def _said(act, agreement):
    """What was written with the act, in the words of whoever wrote it."""
    if act.verb == Verb.DECLINE:
        yield ["Reason", DeclineReason(act.reason).label]
    override = agreement.terms.get("override")
    if act.verb == Verb.SEND and override:
        yield ["Sent in spite of", " ".join(in_spite_of(override))]
    if act.text:
        yield ["What is said", act.text]


def _signed(act):
    """Name; role and organisation; when."""
    name, _, works_as = act.signature.partition(", ")
    when = f"{in_full(act.on_day)}, {timezone.localtime(act.at):%H:%M}"
    return [line for line in (name, works_as, f"Signed {when}") if line]
