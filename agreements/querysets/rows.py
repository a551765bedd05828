"""Named ways to ask for agreements, and for what belongs to them."""

from django.db import models
from django.db.models import Case, F, Func, OrderBy, Q, When

from accounts.permissions import Role
from accounts.rules import OrganisationKind
from agreements.querysets.facts import prescribers_of
from agreements.rules.letters import HAS_LETTER
from agreements.rules.states import FINAL, LIVE, RUNNING, WAITING, State, Verb
from core.reach import Reach
from patients.querysets import PersonRecordQuerySet, sight

# The day on which something is next due; what has none comes first.
DUE_ON = Case(
    When(state__in=WAITING, then="reply_by_on"),
    When(state=State.ACCEPTED, then="starts_on"),
    When(state=State.ACTIVE, then="review_due_on"),
    When(state=State.NOTICE_GIVEN, then="notice_on"),
)
# By whether the viewer's organisation was asked: its column, and the other side's name.
SIDES = {True: "asked_organisation_id", False: "service_id"}
OTHERS = {True: "specialist__organisation__name", False: "asked_organisation__name"}
# As much as tells where one stands.
STANDS = (
    "state",
    "reply_by_on",
    "starts_on",
    "notice_on",
    "review_due_on",
    "agreed_on",
    "is_held",
)
# How the agreement of a part stands: of all of it, the pharmacy reads this.
STATE_OF_PART = Func(
    F("pk"),
    template="(SELECT ctx.state_of_part(%(expressions)s))",
    output_field=models.CharField(),
)
SOONEST = (OrderBy(DUE_ON, nulls_first=True), F("made_at").asc())


def is_asked(viewer):
    """Whether the viewer's organisation is asked to share care, or asks."""
    return viewer.organisation_kind == OrganisationKind.PRACTICE


def _seen(viewer, sent, asked):
    """By those who keep the record; once sent, by the practice asked and the person."""
    outside = Q(**{f"{asked}__in": viewer.orgs(Reach.RECORD)})
    outside |= Q(patient_id__in=viewer.own_ids)
    return sight.walled(viewer, sight.team(viewer) | sent & outside)


class AgreementQuerySet(PersonRecordQuerySet):
    """Named ways to ask for agreements."""

    def visible_to(self, viewer):
        sent = Q(sent_on__isnull=False)
        return self.filter(_seen(viewer, sent, "asked_organisation_id"))

    def of_the_living(self):
        return self.filter(patient__died_on=None)

    def live(self):
        return self.filter(state__in=LIVE)

    def running(self):
        return self.filter(state__in=RUNNING)

    def accepted(self):
        return self.filter(state=State.ACCEPTED)

    def agreed_with_person(self):
        return self.filter(agreed_on__isnull=False)

    def starting_by(self, day):
        return self.accepted().filter(starts_on__lte=day)

    def following(self):
        """Those that begin as another ends."""
        return self.filter(follows__isnull=False)

    def to_follow(self, agreement):
        """The one that is to follow it, whether asked yet or not."""
        return self.live().filter(follows=agreement)

    def of_leaving(self, organisations):
        """Of practices that leave; of all of them where the scheme itself does (0)."""
        if 0 in organisations:
            return self
        return self.filter(asked_organisation_id__in=organisations)

    def with_leaving_lead(self, before=None):
        """Led by somebody with a last day, or with one before that day."""
        dated = self.running().filter(gp__ends_on__isnull=False)
        return dated.filter(gp__ends_on__lt=before) if before else dated

    def under_notice(self):
        return self.filter(state=State.NOTICE_GIVEN)

    def notice_come_by(self, day):
        return self.under_notice().filter(notice_on__lte=day)

    def reply_overdue_on(self, day):
        return self.filter(state__in=WAITING, reply_by_on__lt=day)

    def review_due_by(self, day):
        return self.running().filter(review_due_on__lte=day)

    def of_organisation(self, viewer):
        """Of the viewer's own side: what its practice was asked, or its service asked.

        One column, since under OR no index gives the days in their order.
        """
        return self.filter(**{SIDES[is_asked(viewer)]: viewer.organisation_id})

    def led_in(self, organisation_id):
        """Who leads each that runs there, of whom, and who stands in."""
        running = self.running().filter(asked_organisation_id=organisation_id)
        return running.values_list("gp_id", "patient_id", "deputies")

    def over(self):
        return self.filter(state__in=FINAL)

    def soonest_first(self):
        return self.order_by(*SOONEST)

    def lines(self, viewer):
        """What a row of a side's list says, with the other side's name."""
        other = OTHERS[is_asked(viewer)]
        person = ("family", "given", "preferred", "died_on")
        names = [f"patient__{name}" for name in person]
        columns = ("pk", "patient_id", *names, "line", other, "due_on")
        return self.annotate(due_on=DUE_ON).values_list(*columns, *STANDS)

    def with_names(self):
        """With all that a row or a page says of the parties."""
        return self.select_related(
            "patient",
            "asked_organisation",
            "specialist__organisation",
            "specialist__user",
            "gp__user",
            "keyworker__user",
            "pharmacy",
            "agreed_by__user",
        )

    def prescriber_of(self, agreement):
        """Who prescribes in its line today, where, why, since when; None if nobody."""
        return prescribers_of([agreement.pk]).get(agreement.pk)

    def unsettled(self):
        """Where an act has left something that its own hand could not reach."""
        return self.filter(settled_n__lt=F("last_n"))


class ActQuerySet(PersonRecordQuerySet):
    """What was done to agreements."""

    def visible_to(self, viewer):
        shown = ~Q(shown_to=0)
        return self.filter(_seen(viewer, shown, "shown_to_id"))

    def of_agreement(self, agreement):
        """In the order in which they were done."""
        return self.filter(agreement=agreement).order_by("n", "at")

    def given_for_leaving(self):
        """Notices that the clock gave, and that stand."""
        return self.filter(
            verb=Verb.GIVE_NOTICE,
            by__role=Role.SYSTEM,
            agreement__state=State.NOTICE_GIVEN,
            named_on=F("agreement__notice_on"),
        )

    def with_letter(self):
        """Those of which the other side is told by letter."""
        return self.filter(verb__in=HAS_LETTER)


class SeenQuerySet(PersonRecordQuerySet):
    """Who has read an agreement, and how it stood then: for its two sides."""

    def visible_to(self, viewer):
        asked = Q(shown_to_id__in=viewer.orgs(Reach.RECORD))
        return self.filter(sight.walled(viewer, sight.team(viewer) | asked))

    def of_agreement(self, agreement):
        return self.filter(agreement=agreement).order_by("at")


class DutyPrescriberQuerySet(models.QuerySet):
    """Who takes over, in each organisation."""

    def on(self, organisation_id, scheme_id, day):
        """The one named last by that day."""
        named = self.filter(organisation_id=organisation_id, scheme_id=scheme_id)
        return named.filter(from_on__lte=day).order_by("from_on", "id").last()


class CriterionQuerySet(models.QuerySet):
    """What a scheme asks before care is shared."""

    def of_scheme(self, viewer):
        return self.filter(scheme_id=viewer.scheme_id).order_by("kind", "id")

    def in_force(self, viewer):
        """On the viewer's day."""
        begun = self.of_scheme(viewer).filter(from_on__lte=viewer.day)
        return begun.filter(Q(until_on=None) | Q(until_on__gte=viewer.day))


class DutyTableQuerySet(models.QuerySet):
    """Who does what, as each scheme has said it."""

    def newest(self, viewer):
        """The version in force on the viewer's day; None before there is one."""
        begun = self.filter(scheme_id=viewer.scheme_id, from_on__lte=viewer.day)
        return begun.order_by("version").last()


class SuitabilityQuerySet(PersonRecordQuerySet):
    """What was decided about where a person's care is given."""

    def visible_to(self, viewer):
        return self.filter(sight.walled(viewer, sight.team(viewer)))

    def newest(self):
        return self.order_by("at").last()


class WordQuerySet(PersonRecordQuerySet):
    """What people and pharmacies have said of agreements."""

    def visible_to(self, viewer):
        outside = Q(patient_id__in=viewer.own_ids)
        outside |= Q(pharmacy_id__in=viewer.orgs(Reach.MEDICINE)) & ~Q(pharmacy_id=0)
        return self.filter(sight.walled(viewer, sight.team(viewer) | outside))

    def to_take(self):
        """Those of which the clock has made nothing yet, the first said first."""
        return self.filter(taken_at=None).order_by("at")


class PartQuerySet(PersonRecordQuerySet):
    """The pharmacies' parts."""

    def visible_to(self, viewer):
        theirs = Q(pharmacy_id__in=viewer.orgs(Reach.MEDICINE)) & ~Q(pharmacy_id=0)
        theirs &= Q(asked_pharmacy_id=F("pharmacy_id"))
        theirs &= ~Q(patient_id__in=viewer.supply_ids)
        return self.filter(sight.walled(viewer, sight.team(viewer) | theirs))

    def of_pharmacy(self, viewer):
        """Those of the viewer's own pharmacy."""
        return self.filter(pharmacy_id=viewer.organisation_id)

    def with_state(self):
        """As their agreements stand, for the pharmacy that reads the part."""
        return self.annotate(state=STATE_OF_PART)
