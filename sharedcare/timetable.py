"""The whole timetable, in one table."""

from datetime import timedelta

# task, how often, what for; each runs as the clock first starts, too
TIMETABLE = [
    (
        "core.tasks.note_that_the_clock_runs",
        timedelta(seconds=5),
        "Shows on the health page that the timetable is being kept.",
    ),
    (
        "audit.tasks.seal_audit",
        timedelta(minutes=1),
        "Seals what happened and who looked, so that no row can be altered unseen.",
    ),
    (
        "accounts.tasks.clear_sessions_and_guesses",
        timedelta(minutes=10),
        "Forgets the sessions and guesses whose time is over.",
    ),
    (
        "patients.tasks.tell_of_ending_permissions",
        timedelta(minutes=1),
        "Tells whoever holds the case that a permission to share comes to its end.",
    ),
    (
        "patients.tasks.close_lapsed_permissions",
        timedelta(minutes=1),
        "Takes a practice off a record when the permission it saw it by has ended.",
    ),
    (
        "agreements.tasks.see_to_leaving",
        timedelta(minutes=1),
        "Gives notice for practices and leads that leave, and tells the service.",
    ),
    (
        "agreements.tasks.tell_of_staying",
        timedelta(minutes=1),
        "Tells both sides of a notice that stands though nobody leaves any more.",
    ),
    (
        "agreements.tasks.tell_of_those_left",
        timedelta(minutes=1),
        "Tells the coordinator of notice days by which somebody has no successor.",
    ),
    (
        "agreements.tasks.hand_care_back_on_notice",
        timedelta(minutes=1),
        "On a notice's day begins whoever follows, or the duty prescriber's turn.",
    ),
    (
        "agreements.tasks.cover_prescribers_gone",
        timedelta(minutes=1),
        "Lets the duty prescriber follow a prescriber who works there no longer.",
    ),
    (
        "agreements.tasks.take_words",
        timedelta(minutes=1),
        "Makes acts of what people and pharmacies said of agreements.",
    ),
    (
        "agreements.tasks.activate_agreements",
        timedelta(minutes=1),
        "Starts an agreement that was accepted and agreed to, on its day or after.",
    ),
    (
        "agreements.tasks.settle_agreements",
        timedelta(minutes=1),
        "Clears lists and ends sight that an act's own hand did not reach.",
    ),
    (
        "agreements.tasks.lapse_agreements",
        timedelta(minutes=1),
        "Closes what was accepted and never started.",
    ),
    (
        "agreements.tasks.tell_of_late_replies",
        timedelta(minutes=1),
        "Takes a request without an answer to the coordinator.",
    ),
    (
        "agreements.tasks.tell_of_reviews",
        timedelta(minutes=1),
        "Puts a three-way review that is due on both sides' lists.",
    ),
    (
        "referrals.tasks.settle_referrals",
        timedelta(minutes=1),
        "Opens and ends what an organisation sees by a referral, and clears lists.",
    ),
    (
        "referrals.tasks.follow_deaths",
        timedelta(minutes=1),
        "Stops referrals of people who have died, and undoes it with the death.",
    ),
    (
        "referrals.tasks.tell_of_breaches",
        timedelta(minutes=1),
        "Puts a referral past its target on both sides' lists.",
    ),
]
