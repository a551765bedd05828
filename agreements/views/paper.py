"""Paper: the agreement in plain words, and the letter of each act."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.permissions import Permission, requires
from agreements.models import Agreement, AgreementAct
from agreements.pages.letters import letter_facts
from agreements.pages.own import newest_own
from agreements.pages.plain import plain_facts
from audit import actions as audit
from core import paper
from patients.models import Patient

COPY, LETTER = "agreements/print_agreement.typ", "agreements/print_letter.typ"


@requires(Permission.PRINT_AGREEMENT)
def print_agreement(request, agreement_id):
    viewer = request.viewer
    agreement, patient = _found(viewer, agreement_id)
    audit.saw("print_agreement", by=viewer, patient_id=patient.pk)
    facts = plain_facts(agreement, patient, viewer)
    return paper.show(COPY, facts, name="agreement", day=viewer.day)


@requires(Permission.PRINT_OWN_AGREEMENT)
def print_own_agreement(request):
    viewer = request.viewer
    newest = newest_own(viewer)
    if newest is None:
        raise Http404
    agreement, patient = _found(viewer, newest.pk)
    audit.saw("print_own_agreement", by=viewer, patient_id=patient.pk)
    facts = plain_facts(agreement, patient, viewer)
    return paper.show(COPY, facts, name="agreement", day=viewer.day)


@requires(Permission.PRINT_LETTER)
def print_letter(request, agreement_id, act_id):
    viewer = request.viewer
    agreement, patient = _found(viewer, agreement_id)
    acts = AgreementAct.objects.visible_to(viewer).of_agreement(agreement)
    written = acts.with_letter().select_related("by")
    act = get_object_or_404(written, pk=act_id)
    audit.saw("print_letter", by=viewer, patient_id=patient.pk)
    facts = letter_facts(act, agreement, patient, viewer)
    return paper.show(LETTER, facts, name="letter", day=act.on_day)


def _found(viewer, agreement_id):
    """An agreement and its person, both as far as the viewer sees them."""
    rows = Agreement.objects.visible_to(viewer).with_names()
    agreement = get_object_or_404(rows, pk=agreement_id)
    people = Patient.objects.visible_to(viewer)
    return agreement, get_object_or_404(people, pk=agreement.patient_id)
