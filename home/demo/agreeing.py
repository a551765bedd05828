"""How an agreement of the script is played: asked, answered, begun and reviewed."""

from dataclasses import replace

from accounts.permissions import Role
from agreements import actions
from agreements.models import HowAgreed
from agreements.rules.reviews import ReviewedBy
from agreements.rules.suitability import Answer, CriterionKind, Place
from home.demo import script
from home.demo.playing import do
from home.demo.scheme import CRITERIA
from patients.actions import work
from patients.models import WorkItem
from patients.rules.words import TreatmentLine

SENT_BEFORE = 14
REVIEWED = "Well on the dose. The agreement goes on as it is."
CLOCK = "The system"


def answers_that_suit():
    """Nothing excludes, all that is asked for is so, and no support is needed."""
    return {
        code: Answer.YES if kind == CriterionKind.SUITS else Answer.NO
        for code, _, kind in CRITERIA
    }


@do.register
def _(act: script.ShareCare, stage, patient, by):
    asked = replace(by, day=stage.on(act.ago + SENT_BEFORE))
    actions.decide_suitability(
        patient=patient,
        answers=answers_that_suit(),
        decided=Place.PRACTICE,
        because="",
        by=asked,
    )
    lead = stage.members[act.lead]
    agreement = actions.draft_agreement(
        patient=patient,
        line=TreatmentLine.OPIOID_SUBSTITUTION,
        parties=actions.Parties(
            specialist=stage.members[act.by],
            asked=lead.organisation,
            lead=lead,
            keyworker=stage.members[act.worker],
        ),
        terms=dict(act.terms),
        review_weeks=12,
        by=asked,
    )
    actions.send(agreement=agreement, by=asked)
    _begin(act, stage, patient, agreement)


def _begin(act, stage, patient, agreement):
    """Accepted and agreed to, it began on its day. Whoever accepted stands on the stage
    for the clock; what their act put on lists is done by now."""
    gp = stage.viewer(act.lead, act.ago)
    actions.accept(agreement=agreement, starts_on=gp.day, by=gp)
    actions.record_agreement_of_person(
        agreement=agreement, how=HowAgreed.IN_PERSON, by=gp
    )
    clock = replace(gp, role=Role.SYSTEM, name=CLOCK)
    actions.activate(agreement, by=clock)
    for days in act.reviewed:
        reviewer = stage.viewer(act.worker, days)
        actions.record_review(
            agreement=agreement,
            reviewed_by=ReviewedBy.BOTH,
            text=REVIEWED,
            by=reviewer,
        )
    for username in (act.worker, act.lead):
        viewer = stage.viewer(username, act.reviewed[-1])
        waiting = WorkItem.objects.filter(
            patient=patient, kind__in=("task", "hand_over")
        )
        sources = waiting.filter(done_at=None).values_list("source_id", flat=True)
        work.finish_sources(sources=sources, by=viewer)
    patient.refresh_from_db()
