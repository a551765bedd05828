"""How schemes, organisations, people who sign in and their memberships are found."""

import re
from dataclasses import fields

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Now, Replace
from django.db.models.lookups import Exact

from accounts import rules
from accounts.permissions import Role
from core.statements import Statement

WORD = re.compile(r"[^\W_]{2,}")
APOSTROPHES = dict.fromkeys(map(ord, "'’"))
LONGEST_SEARCH = 100

# What a search of organisations looks through; an index holds the same expression.
# Punctuation parts words; an apostrophe leaves no gap, so that "marys" finds "MARY'S".
SEARCHED = Func(
    "code",
    "name",
    "address",
    "postcode",
    Replace("postcode", Value(" "), Value("")),
    arg_joiner=" || ' ' || ",
    output_field=SearchVectorField(),
    template="to_tsvector('simple', translate(%(expressions)s, "
    "'.,&()/-+:;\"_*#@!?''’', '                 '))",
)

TAKES_WORK = (
    Role.GP,
    Role.NURSE,
    Role.SPECIALIST,
    Role.KEYWORKER,
    Role.TEAM_LEAD,
    Role.OUTREACH,
)

JOINS_A_TEAM = (*TAKES_WORK, Role.PHARMACIST)


class OrganisationQuerySet(models.QuerySet):
    """Named ways to ask for organisations."""

    def real(self):
        """Without organisation 0, which stands for none."""
        return self.exclude(pk=0)

    def open_on(self, day):
        """Open to new people: opened, not closed by ``day``, and not dormant."""
        return self.real().filter(
            Q(opened_on=None) | Q(opened_on__lte=day),
            Q(closed_on=None) | Q(closed_on__gt=day),
            is_dormant=False,
        )

    def matching(self, text):
        """Each word typed begins a word of code, name, address or postcode.

        A single letter would begin nearly all of them, and is passed over.
        """
        typed = text[:LONGEST_SEARCH].translate(APOSTROPHES)
        words = [word for word in WORD.findall(typed.lower()) if word != "and"]
        if not words:
            return self.none()
        beginnings = " & ".join(f"{word}:*" for word in words)
        query = SearchQuery(beginnings, config="simple", search_type="raw")
        return self.real().alias(searched=SEARCHED).filter(searched=query)

    def listed_under_another(self):
        """Those whose list names another parent than the one they hang on."""
        named = self.model.objects.real().filter(code=OuterRef("parent_code"))
        return (
            self.exclude(parent_code="")
            .annotate(named_id=Subquery(named.values("pk")))
            .exclude(Exact(Coalesce("named_id", 0), Coalesce("parent_id", 0)))
        )

    def in_scheme(self, scheme_id):
        return self.filter(places__scheme_id=scheme_id, places__left_on=None)

    def where_works(self, role, viewer):
        """Those of the scheme in which somebody has this role today."""
        day = viewer.day
        here = self.open_on(day).in_scheme(viewer.scheme_id)
        running = Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=day)
        working = here.filter(
            running,
            memberships__role=role,
            memberships__scheme_id=viewer.scheme_id,
            memberships__starts_on__lte=day,
            memberships__ended_at=None,
        )
        return working.distinct().order_by("name")


class MembershipQuerySet(models.QuerySet):
    """Named ways to ask for memberships."""

    def running_on(self, day):
        return self.filter(starts_on__lte=day, ended_at=None).filter(
            Q(ends_on=None) | Q(ends_on__gte=day)
        )

    def not_over(self, day):
        """Running, or yet to begin."""
        return self.filter(ended_at=None).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def over(self, day):
        return self.exclude(ended_at=None) | self.filter(ends_on__lt=day)

    def alike(self, other):
        """Of the same role in the same organisation and scheme."""
        return self.filter(
            organisation_id=other.organisation_id,
            scheme_id=other.scheme_id,
            role=other.role,
        )

    def without_sign_in_since(self, moment):
        """Nobody has used these for so long; a new one has that long to be used."""
        return self.filter(
            Q(user__last_login=None, starts_on__lt=moment.date())
            | Q(user__last_login__lt=moment)
        )

    def named(self, text):
        return self.filter(
            Q(user__name__icontains=text)
            | Q(user__username__icontains=text)
            | Q(organisation__name__icontains=text)
        )

    def listed(self):
        """In the order of a list, with what its rows say."""
        with_names = self.select_related("user", "organisation", "level")
        return with_names.order_by("user__name", "user_id", "id")

    def of_people(self):
        """Without the system's own."""
        return self.exclude(role=Role.SYSTEM)

    def of_scheme(self, viewer):
        return self.filter(scheme_id=viewer.scheme_id)

    def at_work(self, viewer, organisation_ids):
        """Those who may take on work about a person in one of these organisations."""
        running = self.of_scheme(viewer).running_on(viewer.day)
        working = running.filter(
            organisation_id__in=organisation_ids, role__in=TAKES_WORK
        )
        return working.select_related("user", "level").order_by("user__name")

    def of_user(self, user):
        return self.filter(user=user).select_related("organisation", "scheme", "user")

    def of_usernames(self, usernames):
        """With all that a card says of a person, in the order of joining."""
        found = self.filter(user__username__in=usernames, user__is_active=True)
        return found.select_related("organisation", "user").order_by("id")

    def prescribers(self, viewer):
        """Those of the scheme who prescribe."""
        running = self.of_scheme(viewer).running_on(viewer.day)
        prescribing = running.filter(role__in=[Role.GP, Role.SPECIALIST])
        return prescribing.select_related("user", "organisation").order_by("user__name")

    def specialists(self, viewer):
        """Those of the scheme who give advice, but for oneself."""
        advising = self.prescribers(viewer).filter(role=Role.SPECIALIST)
        return advising.filter(user__is_active=True).exclude(user_id=viewer.user_id)

    def who_may_join_a_team(self, viewer):
        """Professionals and mentors of other organisations in the scheme."""
        running = self.of_scheme(viewer).running_on(viewer.day)
        elsewhere = running.exclude(organisation_id=viewer.organisation_id)
        joining = elsewhere.filter(role__in=JOINS_A_TEAM) | running.filter(
            role__in=[Role.MENTOR, Role.PARTNER]
        )
        return joining.select_related("user", "organisation").order_by("user__name")

    def who_can_cover(self, viewer):
        """Colleagues who may take on work, but for oneself."""
        here = self.at_work(viewer, [viewer.organisation_id])
        return here.exclude(user_id=viewer.user_id)

    def colleagues_of(self, viewer):
        """Those who work for the viewer's own organisation in the viewer's scheme."""
        return self.of_scheme(viewer).filter(organisation_id=viewer.organisation_id)


class PlaceQuerySet(models.QuerySet):
    """The places of organisations in schemes."""

    def of_scheme(self, viewer):
        return self.filter(scheme_id=viewer.scheme_id).select_related("organisation")

    def in_order(self):
        return self.order_by("organisation__kind", "organisation__name")

    def running_on(self, day):
        return self.filter(from_on__lte=day).filter(
            Q(left_on=None) | Q(left_on__gte=day)
        )


class CoverQuerySet(models.QuerySet):
    """Who covers whom."""

    def given_by(self, viewer):
        return self.filter(from_member_id=viewer.membership_id)

    def taken_by(self, viewer):
        return self.filter(to_member_id=viewer.membership_id)

    def not_over(self, day):
        return self.filter(ended_at=None, ends_on__gte=day).order_by("starts_on")

    def with_names(self):
        return self.select_related("to_member__user", "from_member__user")

    def between(self, first, last):
        """On some day of these."""
        return self.filter(ended_at=None, starts_on__lte=last, ends_on__gte=first)


class InvitationQuerySet(models.QuerySet):
    """Links that can still be used."""

    def open(self):
        return self.filter(used_at=None, expires_at__gt=Now(), user__is_active=True)


# Asked by every page that judges by a rule; the words of ``in_force``.
IN_FORCE = Statement(
    "settings_in_force",
    """
SELECT DISTINCT ON (key) key, value::json FROM accounts_setting
 WHERE scheme_id = %(scheme)s AND from_on <= %(day)s
 ORDER BY key, from_on DESC, id DESC
""",
    scheme="integer",
    day="date",
)


class SettingQuerySet(models.QuerySet):
    """A scheme's dated values."""

    def in_force(self, scheme_id, day):
        """The newest value of each key on ``day``."""
        dated = self.filter(scheme_id=scheme_id, from_on__lte=day)
        return dated.order_by("key", "-from_on", "-id").distinct("key")

    def value_on(self, scheme_id, key, day):
        """What holds for one key on a day: set, or the registry's default."""
        dated = self.in_force(scheme_id, day).filter(key=key).first()
        return dated.value if dated else rules.DEFAULTS[key]

    def history(self, viewer):
        """Every value that was ever set or will hold, newest first, and by whom."""
        dated = self.filter(scheme_id=viewer.scheme_id).select_related("set_by__user")
        return dated.order_by("-from_on", "-id")

    def values_in_force(self, viewer):
        """Every key of the registry with its value today, set or default."""
        facts = {"scheme": viewer.scheme_id, "day": viewer.day}
        return rules.DEFAULTS | dict(IN_FORCE.answer(facts))

    def limits(self, kind, viewer):
        """A rule's limits, with what the scheme has set for today."""
        values = self.values_in_force(viewer)
        named = {field.name for field in fields(kind)}
        return kind(**{key: values[key] for key in named & values.keys()})
