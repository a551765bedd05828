"""Each side's list is read from its index, the soonest day first."""

from django.db import migrations, models
from django.db.models import Case, F, OrderBy, Q, When

LIVE = ("draft", "sent", "query", "accepted", "active", "notice_given")
DUE_ON = Case(
    When(state__in=("sent", "query"), then="reply_by_on"),
    When(state="accepted", then="starts_on"),
    When(state="active", then="review_due_on"),
    When(state="notice_given", then="notice_on"),
)


def soonest(column, name):
    order = (OrderBy(DUE_ON, nulls_first=True), OrderBy(F("made_at")))
    return migrations.AddIndex(
        model_name="agreement",
        index=models.Index(column, *order, condition=Q(state__in=LIVE), name=name),
    )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0010_day_that_a_notice_named")]

    operations = [
        soonest("service_id", "agreement_next_of_service"),
        soonest("asked_organisation", "agreement_next_of_asked"),
    ]
