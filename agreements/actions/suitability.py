"""Where a person's care suits, and what the scheme asks before it is shared."""

from datetime import date

from django.db import transaction

from accounts.models import Setting
from accounts.viewer import Viewer
from agreements.actions import exclusions
from agreements.models import Criterion, DutyTable, Suitability
from agreements.rules import suitability as rules
from agreements.rules.duties import FIRST, Duty, as_rows
from agreements.rules.suitability import Answer, CriterionKind, Place, Suggestion
from audit import actions as audit
from core.refusal import Refusal
from patients.actions import timeline
from patients.models import Patient
from patients.rules.words import TimelineKind


def criteria_in_force(by: Viewer) -> list[rules.Criterion]:
    """What the scheme asks today, as the rules know it."""
    return [
        rules.Criterion(
            one.code,
            one.sentence,
            CriterionKind(one.kind),
            one.from_on,
            one.until_on,
        )
        for one in Criterion.objects.in_force(by)
    ]


def suggest(answers: dict[str, Answer], by: Viewer) -> Suggestion:
    """What today's criteria suggest for these answers."""
    return rules.suggest(criteria_in_force(by), answers, by.day)


@transaction.atomic
def decide_suitability(
    *,
    patient: Patient,
    answers: dict[str, Answer],
    decided: Place,
    because: str,
    by: Viewer,
) -> Suitability:
    """Keep what was suggested with its reasons, and what the clinician decided.

    What the scheme excludes and was not so before holds reductions in agreements.

    Raises: Refusal if the decision differs and no reason is given.
    """
    criteria = criteria_in_force(by)
    suggestion = rules.suggest(criteria, answers, by.day)
    if why := rules.why_not_decide(suggestion.place, decided, because):
        raise Refusal(why)
    before = Suitability.objects.of(patient.pk).newest()
    decision = Suitability.objects.create(
        **patient.columns(),
        on_day=by.day,
        asked=[_asked(criterion, answers) for criterion in criteria],
        suggested=suggestion.place,
        reasons=list(suggestion.reasons),
        decided=decided,
        because=because,
        author_id=by.membership_id,
        author_name=by.signature,
    )
    audit.record("suitability_decided", by=by, subject=decision, decided=decided)
    _tell(decision, suggestion, by)
    exclusions.tell_of_exclusions(
        patient=patient,
        criteria=criteria,
        answers=answers,
        known_before=_said_yes(before),
        by=by,
    )
    return decision


def _tell(decision, suggestion, by):
    timeline.tell(
        patient=decision.patient,
        kind=TimelineKind.SHARING,
        title=f"Care suits: {decision.decided.label.lower()}",
        detail=_in_words(suggestion, decision.decided, decision.because),
        by=by,
        source_id=decision.pk,
    )


def _said_yes(decision):
    answers = decision.answers if decision else {}
    return {code for code, answer in answers.items() if answer == Answer.YES}


def _asked(criterion, answers):
    return {
        "code": criterion.code,
        "sentence": criterion.sentence,
        "kind": criterion.kind,
        "answer": rules.answer_to(criterion, answers),
    }


def _in_words(suggestion, decided, because):
    if decided == suggestion.place:
        return "As the scheme's criteria suggest."
    return f"The criteria suggest {suggestion.place.label.lower()}. {because}"


@transaction.atomic
def add_criterion(
    *, code: str, sentence: str, kind: CriterionKind, from_on: date, by: Viewer
) -> Criterion:
    """Ask something more from a day on.

    Raises: Refusal for a day gone by, or a code that the scheme has used.
    """
    if from_on < by.day:
        raise Refusal("The day cannot be in the past.")
    if Criterion.objects.of_scheme(by).filter(code=code).exists():
        raise Refusal("The scheme has a criterion of that name already.")
    criterion = Criterion.objects.create(
        scheme_id=by.scheme_id,
        code=code,
        sentence=sentence,
        kind=kind,
        from_on=from_on,
        set_by_id=by.membership_id,
    )
    audit.record("criterion_added", by=by, subject=criterion, code=code)
    return criterion


@transaction.atomic
def end_criterion(*, criterion: Criterion, by: Viewer) -> None:
    """Ask it no longer, from tomorrow; one that has not begun is never asked.

    Raises: Refusal if it has ended already.
    """
    criterion = Criterion.objects.select_for_update().get(pk=criterion.pk)
    if criterion.until_on:
        raise Refusal("This criterion has an end already.")
    criterion.until_on = max(criterion.from_on, by.day)
    criterion.ended_by_id = by.membership_id
    criterion.save(update_fields=["until_on", "ended_by"])
    audit.record("criterion_ended", by=by, subject=criterion, code=criterion.code)


@transaction.atomic
def change_duties(*, duties: list[Duty], by: Viewer) -> DutyTable:
    """Say anew who does what, from today; what was agreed keeps its version."""
    last = DutyTable.objects.newest(by)
    table = DutyTable.objects.create(
        scheme_id=by.scheme_id,
        version=last.version + 1 if last else 1,
        rows=as_rows(duties),
        from_on=by.day,
        set_by_id=by.membership_id,
    )
    audit.record("duties_changed", by=by, subject=table, version=table.version)
    return table


def duties_in_force(by: Viewer) -> tuple[int, list[list[str]]]:
    """The version and the rows by which a new agreement goes."""
    table = DutyTable.objects.newest(by)
    return (table.version, table.rows) if table else (0, as_rows(FIRST))


def review_weeks_of(by: Viewer) -> int:
    """How often the scheme reviews shared care. Units: weeks."""
    return Setting.objects.values_in_force(by)["review_weeks"]
