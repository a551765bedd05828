"""Both sides' work lists and the practice's sight, as an agreement leaves them."""

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction

from accounts.models import Membership
from accounts.permissions import Role
from accounts.viewer import Viewer
from agreements.actions.acts import lock
from agreements.models import Agreement, AgreementAct, PharmacyPart
from agreements.rules.duties import part_of
from agreements.rules.saying import no_to_talk_about
from agreements.rules.states import FINAL, RUNNING, WAITING, State, Verb
from core.reach import Reach
from core.templatetags.house import staff_date
from patients.actions import sharing, work
from patients.actions.flags import end_flag
from patients.models import Grant, Patient, WorkItem
from patients.rules.grants import GrantBecause
from patients.rules.words import FlagKind
from patients.rules.worklist import WorkKind

WAITS = WorkKind.REQUEST_TO_ANSWER
# The practice asked sees the name, and not the record yet.
ASKED = (*WAITING, State.ACCEPTED)
REVIEW = WorkKind.SHARED_CARE_REVIEW
HAND_OVER = WorkKind.HAND_OVER
# The person no longer agrees: somebody is to talk with them.
NO_MORE = WorkKind.PERMISSION_WITHDRAWN
# What these ask for stands until the agreement has gone on from where they left it.
ASKS = (
    Verb.SEND,
    Verb.ASK,
    Verb.ANSWER,
    Verb.ACCEPT,
    Verb.GIVE_NOTICE,
    Verb.MOVE_PRACTICE,
)
# A reply that is late is the coordinator's to ring about, without the person's name.
LATE = WorkKind.TASK
# On every page of the person, until the specialist has decided what follows.
HELD = "No reduction until the specialist has decided"


def to_practice(agreement, act, kind, title, due_on, by) -> None:
    """Put something on the list of the GP who leads, or of every GP of the practice:
    whoever sees a name alone reads no more of the list than what is given to them."""
    work.raise_item(
        kind=kind,
        title=title,
        due_on=due_on,
        source_id=act.pk,
        patient=agreement.patient,
        organisation_id=agreement.asked_organisation_id,
        member=agreement.gp,
        role="" if agreement.gp else Role.GP,
        by=by,
    )


def to_service(agreement, act, kind, title, due_on, by, member=None) -> None:
    """Put something on the specialist's list, or on that of another of the service."""
    work.raise_item(
        kind=kind,
        title=title,
        due_on=due_on,
        source_id=act.pk,
        patient=agreement.patient,
        member=member or agreement.specialist,
        by=by,
    )


def to_keyworker(agreement, kind, title, due_on, by) -> None:
    """Put something on the keyworker's list, if there is one: one list of the service
    holds an act once, so theirs waits because of the agreement."""
    worker = agreement.keyworker
    if worker and worker != agreement.specialist and worker.runs_on(by.day):
        to_service(agreement, agreement, kind, title, due_on, by=by, member=worker)


def to_coordinators(kind, title, due_on, source_id, by) -> None:
    """Put something on every coordinator's list, naming nobody: they see no person."""
    coordinators = Membership.objects.of_scheme(by).filter(role=Role.COORDINATOR)
    places = coordinators.running_on(by.day).values_list("organisation_id", flat=True)
    for place in sorted(set(places)):
        work.raise_item(
            kind=kind,
            title=title,
            due_on=due_on,
            source_id=source_id,
            organisation_id=place,
            role=Role.COORDINATOR,
            by=by,
        )


def ask_practice(*, agreement: Agreement, act: AgreementAct, by: Viewer) -> None:
    """Put the request on the practice's list, until the reply day."""
    title = "Answer the request to share care"
    if act.verb == Verb.ANSWER:
        title = "Your question is answered: answer the request to share care"
    to_practice(agreement, act, WAITS, title, agreement.reply_by_on, by=by)


def finish_waiting(agreement: Agreement, *, by: Viewer) -> None:
    """Close what earlier acts asked for, on every list that the viewer may write: not
    what still stands of it, nor what only tells, which waits for its Done."""
    acts = AgreementAct.objects.filter(agreement=agreement).order_by("n")
    asking = [act for act in acts if act.verb in ASKS]
    stands = asking[-1:] if asking and asking[-1].after == agreement.state else []
    over = [act.pk for act in acts if act.n < agreement.last_n and act not in stands]
    work.finish_sources(sources=over, but=HAND_OVER, by=by)
    named = [act.pk for act in asking if act not in stands]
    work.finish_sources(sources=named, kind=HAND_OVER, by=by)
    if agreement.state == State.ACCEPTED and agreement.agreed_on:
        asked = [act.pk for act in stands if act.n < agreement.last_n]
        work.finish_sources(sources=asked, kind=WAITS, by=by)
    _finish_own(agreement, by)


def finish_prescribe_on(agreement: Agreement, *, by: Viewer) -> None:
    """Close what told the service that it prescribes on, as earlier requests came to
    nothing: it has asked anew, or another prescribes."""
    acts = _acts_of_earlier(agreement)
    work.finish_sources(sources=acts, kind=WorkKind.TASK, by=by)


def finish_does_not(agreement: Agreement, *, by: Viewer) -> None:
    """Close what told its lead that they do not prescribe: from today they do again."""
    acts = _acts_of_earlier(agreement).filter(agreement__gp=agreement.gp_id)
    work.finish_sources(sources=acts, kind=HAND_OVER, by=by)


def _acts_of_earlier(agreement):
    """Acts of the agreements of a person and line that are over."""
    earlier = Agreement.objects.of(agreement.patient_id).over()
    of_line = earlier.filter(line=agreement.line).exclude(pk=agreement.pk)
    acts = AgreementAct.objects.filter(agreement__in=of_line)
    return acts.values_list("pk", flat=True)


def _finish_own(agreement, by):
    """What waits because of the agreement itself, not of an act."""
    itself = [agreement.pk]
    if agreement.state in FINAL or not agreement.is_held:
        work.finish_sources(sources=itself, kind=WorkKind.EXCLUSION_ARISEN, by=by)
    if agreement.state != State.ACCEPTED:
        work.finish_sources(sources=itself, kind=HAND_OVER, by=by)
    if agreement.state not in WAITING:
        work.finish_sources(sources=itself, kind=LATE, by=by)
        work.finish_sources(sources=itself, kind=WAITS, by=by)
    if agreement.state in FINAL or _has_talked(agreement):
        talks = [agreement.pk, agreement.patient_id]
        work.finish_sources(sources=talks, kind=NO_MORE, by=by)
    due_on = agreement.review_due_on
    if agreement.state in FINAL or (due_on and due_on > by.day):
        work.finish_sources(sources=itself, kind=REVIEW, by=by)


def _has_talked(agreement):
    """Whether nobody is to talk with the person about a no of theirs."""
    acts = AgreementAct.objects.filter(agreement=agreement).order_by("n")
    return no_to_talk_about(acts) is None


def open_name(agreement: Agreement, *, by: Viewer) -> None:
    """Let the practice that is asked see whom it is asked about, by name alone."""
    Grant.objects.create(
        **agreement.patient.columns(),
        organisation=agreement.asked_organisation,
        reach=Reach.NAME,
        because=GrantBecause.REQUEST,
        starts_on=by.day,
    )


def fit_sight(agreement: Agreement, *, by: Viewer) -> None:
    """The name while a request is open, the record while the agreement runs; after it
    the name until Done is said to what told of its end, and what the practice may see
    without it."""
    if agreement.state in ASKED:
        return
    patient = agreement.patient = Patient.objects.get(pk=agreement.patient_id)
    if tells_of_its_end(agreement):
        _keep_name(agreement, by)
    else:
        _close_name(agreement)
    is_theirs = patient.practice_id == agreement.asked_organisation_id
    is_over = agreement.state in FINAL and is_theirs
    if is_over and sharing.reach_of_practice(patient, by.day) == Reach.NONE:
        sharing.take_off_practice(patient)


def tells_of_its_end(agreement: Agreement) -> bool:
    """Whether the practice has yet to say that it knows who prescribes instead."""
    if agreement.state not in FINAL:
        return False
    acts = AgreementAct.objects.filter(agreement=agreement, after=agreement.state)
    told = WorkItem.objects.filter(
        source_id__in=acts.values("pk"),
        organisation_id=agreement.asked_organisation_id,
    )
    return told.filter(kind=HAND_OVER, done_at=None).exists()


def _names_open(agreement):
    return Grant.objects.of(agreement.patient_id).filter(
        organisation_id=agreement.asked_organisation_id,
        because=GrantBecause.REQUEST,
        expires_at=None,
    )


def _keep_name(agreement, by):
    if not _names_open(agreement).exists():
        open_name(agreement, by=by)


def _close_name(agreement):
    """Unless the same practice is asked anew, or about another of their lines, or has
    yet to read that another agreement is over."""
    asked = {"asked_organisation_id": agreement.asked_organisation_id}
    others = Agreement.objects.of(agreement.patient_id).filter(state__in=ASKED, **asked)
    if not others.exists():
        _names_open(agreement).update(expires_at=TransactionNow())


def reach_out(agreement: Agreement, *, by: Viewer) -> None:
    """Do at once what the viewer's side may do; the clock does the rest in a minute."""
    finish_waiting(agreement, by=by)
    fit_follower(agreement)
    if by.is_clock or by.organisation_id == agreement.service_id:
        fit_sight(agreement, by=by)


def fit_follower(agreement: Agreement) -> None:
    """What is to follow begins on the notice day as it stands now; once the agreement
    is over, it is one like any other."""
    followers = Agreement.objects.of(agreement.patient_id).filter(follows=agreement)
    if agreement.state in FINAL:
        followers.update(follows=None)
    elif agreement.notice_on:
        for follower in followers.select_for_update():
            follower.terms |= follows_from(agreement)
            follower.save(update_fields=["terms"])


def follows_from(followed: Agreement) -> dict:
    """Among the terms of what follows: the first day that it may begin."""
    return {"follows_from": followed.notice_on.isoformat()}


def ask_pharmacy(agreement: Agreement, *, by: Viewer) -> None:
    """Once it is accepted, show the pharmacy its part; ask no more once it is over. It
    never blocks. Safe to repeat.

    Nobody is named on the pharmacy's list: whoever opens it sees whom they may.
    """
    if agreement.state in FINAL:
        _tell_pharmacy(agreement, by)
    is_on = agreement.state in (State.ACCEPTED, State.ACTIVE)
    if not (is_on and agreement.pharmacy_id):
        return
    part, is_new = PharmacyPart.objects.get_or_create(
        agreement=agreement,
        defaults={
            **agreement.patient.columns(pharmacy=True),
            "asked_pharmacy_id": agreement.pharmacy_id,
            "line": agreement.line,
            "medicine": agreement.terms["medicine"],
            "duties": part_of(agreement.terms.get("duties", []), "pharmacist"),
            "advice_contact": agreement.terms["advice_contact"],
            "starts_on": agreement.starts_on,
        },
    )
    if is_new:
        work.raise_item(
            kind=WAITS,
            title="Shared care from "
            f"{staff_date(agreement.starts_on)}: a pharmacy's part to accept",
            due_on=by.day,
            source_id=part.pk,
            organisation_id=agreement.pharmacy_id,
            role=Role.PHARMACIST,
            by=by,
        )


def _tell_pharmacy(agreement, by):
    """Its part is over; if care was shared, that somebody else prescribes from then."""
    parts = PharmacyPart.objects.filter(agreement=agreement)
    asked = parts.values_list("pk", flat=True)
    work.finish_sources(sources=asked, kind=WAITS, by=by)
    last = AgreementAct.objects.filter(agreement=agreement, n=agreement.last_n).get()
    if last.before not in RUNNING:
        return
    for part in parts:
        work.raise_item(
            kind=HAND_OVER,
            title=f"Shared care is over from {staff_date(last.on_day)}: who prescribes"
            " now is another",
            due_on=last.on_day,
            source_id=part.pk,
            organisation_id=part.pharmacy_id,
            role=Role.PHARMACIST,
            by=by,
        )


def let_go(agreement: Agreement, *, by: Viewer) -> None:
    """Take the words off the person's pages once no agreement of theirs is held."""
    held = Agreement.objects.of(agreement.patient_id).live().filter(is_held=True)
    if not held.exists():
        end_flag(patient=agreement.patient, kind=FlagKind.INSTRUCTION, text=HELD, by=by)


@transaction.atomic
def settle(agreement: Agreement, *, by: Viewer) -> None:
    """Do what an act left undone where its own hand could not reach, until whoever
    was told of an end has said Done. Safe to repeat."""
    agreement = lock(agreement)
    finish_waiting(agreement, by=by)
    fit_follower(agreement)
    fit_sight(agreement, by=by)
    if agreement.state in FINAL:
        let_go(agreement, by=by)
        work.finish_sources(sources=[agreement.pk], by=by)
    ask_pharmacy(agreement, by=by)
    if not tells_of_its_end(agreement):
        agreement.settled_n = agreement.last_n
        agreement.save(update_fields=["settled_n"])
