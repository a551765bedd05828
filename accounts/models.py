"""People who sign in, organisations, memberships, schemes and their settings."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now, Upper
from django.urls import reverse

from accounts import rules
from accounts.permissions import NAME_ONLY, Role
from accounts.querysets import (
    SEARCHED,
    CoverQuerySet,
    InvitationQuerySet,
    MembershipQuerySet,
    OrganisationQuerySet,
    PlaceQuerySet,
    SettingQuerySet,
)


class Scheme(models.Model):
    """One shared-care scheme: a wall around its people."""

    id = models.IntegerField(primary_key=True)
    name = models.CharField(max_length=100, unique=True)
    neutral_name = models.CharField(max_length=60)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    def __str__(self):
        return self.name


class Organisation(models.Model):
    """A practice, pharmacy, service or other body, as its publisher lists it."""

    id = models.AutoField(primary_key=True)
    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=12, choices=rules.OrganisationKind.choices())
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    parent_code = models.CharField(max_length=12, blank=True)
    address = models.CharField(max_length=400, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    is_dormant = models.BooleanField(default=False)
    version = models.IntegerField(default=0)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(fields=["postcode"], name="organisation_postcode"),
            GinIndex(SEARCHED, name="organisation_search", fastupdate=False),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(rules.OrganisationKind)),
                name="organisation_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None)
                | Q(opened_on=None)
                | Q(closed_on__gte=F("opened_on")),
                name="organisation_closes_after_opening",
            ),
        ]

    def __str__(self):
        return self.name


class OrganisationName(models.Model):
    """What an organisation was called, and from when."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="names"
    )
    name = models.CharField(max_length=200)
    from_on = models.DateField()


class SchemeOrganisation(models.Model):
    """An organisation's place in a scheme, with its history."""

    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="organisations"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="places"
    )
    area = models.CharField(max_length=60, blank=True)
    neighbourhood = models.CharField(max_length=60, blank=True)
    from_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "organisation"],
                condition=Q(left_on=None),
                name="organisation_once_in_a_scheme",
            ),
            models.CheckConstraint(
                condition=~Q(organisation=0), name="scheme_organisation_is_real"
            ),
        ]


class UserManager(BaseUserManager):
    """Makes people who sign in; a username is never an e-mail address."""

    def create_user(self, username, password=None, **fields):
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. What they may do hangs on a membership, never here."""

    id = models.AutoField(primary_key=True)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Upper("username"), name="username_once_whatever_its_case"
            )
        ]

    def __str__(self):
        return self.name


class Level(models.Model):
    """How far a GP is involved, as a scheme words it from a day on."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="levels")
    name = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField()
    duties = models.TextField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "name", "from_on"], name="level_once_a_day"
            )
        ]

    def __str__(self):
        return self.name


class DateRange(Func):
    """Both days included."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


class Membership(models.Model):
    """One role of one person in one organisation and scheme, for as long as it runs."""

    id = models.AutoField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=16, choices=Role.choices())
    profession = models.CharField(max_length=60, blank=True)
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )
    supervisor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    trained_until = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    # The day that holds. Where it is the member's own word, it comes before what an
    # administrator gave, which waits in ends_otherwise_on.
    ends_on = models.DateField(null=True, blank=True)
    is_own_end = models.BooleanField(default=False, db_default=False)
    ends_otherwise_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation=0), name="membership_of_a_real_organisation"
            ),
            models.CheckConstraint(
                condition=Q(role__in=list(Role)), name="membership_role_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(is_own_end=False) | Q(ends_on__isnull=False),
                name="membership_own_end_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ends_otherwise_on=None)
                | Q(is_own_end=True, ends_otherwise_on__gt=F("ends_on")),
                name="membership_own_end_comes_before_the_given",
            ),
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("scheme", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                # One ended in the middle of its day makes room for the next.
                condition=Q(ended_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.user.name}, {Role(self.role).label}, {self.organisation.name}"

    def get_absolute_url(self):
        return reverse("accounts:list_members")

    @property
    def sees_names_only(self):
        return self.role in NAME_ONLY

    @property
    def given_end_on(self):
        """The last day that an administrator gave; of themselves nobody stays on."""
        return self.ends_otherwise_on if self.is_own_end else self.ends_on

    @property
    def end_stands(self):
        """How its end stands, for a form that is to change it: of two editors at once
        the second is told."""
        return f"{self.ends_on} {self.given_end_on}"

    def is_not_over(self, day):
        """Running, or yet to begin."""
        return self.ended_at is None and (self.ends_on is None or self.ends_on >= day)

    def runs_on(self, day):
        return self.starts_on <= day and self.is_not_over(day)


class ActingSession(models.Model):
    """Who is at the keyboard, under which membership. Read only by ctx functions.

    ``session_key`` ties it to the sign-in: ending that anywhere ends this at once.
    """

    token_sha = models.BinaryField(primary_key=True)
    session_key = models.CharField(max_length=40, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["session_key"], name="acting_session_key"),
            models.Index(fields=["membership"], name="acting_membership"),
        ]


class Invitation(models.Model):
    """A link, for one use, by which somebody sets a password and a second factor.

    Only the hash of its token is kept; the link itself is shown once, to its maker.
    """

    token_sha = models.BinaryField(unique=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()


class Setting(models.Model):
    """One value of one key in one scheme from a day on; the keys are rules.SETTINGS."""

    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="settings"
    )
    key = models.CharField(max_length=60)
    value = models.JSONField()
    from_on = models.DateField()
    set_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(db_default=Now())

    objects = SettingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "key", "from_on"], name="setting_once_a_day"
            )
        ]


class Cover(models.Model):
    """Between two days one member sees the people and tasks of another."""

    from_member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="covers_given"
    )
    to_member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="covers_taken"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=1000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="cover_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(from_member=F("to_member")), name="cover_by_another"
            ),
        ]
