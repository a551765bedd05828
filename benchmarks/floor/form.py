"""The floor's consultation form: its questions, drawn in the order of a conversation."""

from datetime import timedelta
from html import escape
from uuid import uuid4

from benchmarks.floor import fields
from benchmarks.floor.frame import field_of_token
from patients.rules.consultation import (
    DISCLOSURE_STATEMENT,
    Advice,
    Behaviour,
    Kind,
    Material,
    Place,
)
from patients.rules.links import Link
from patients.rules.safety_facts import Answer
from patients.rules.substances import Change, Injecting, Route, Substance

CHOOSE = ("", "Choose")
ALWAYS_ASKED = ("heroin", "crack", "powder_cocaine")
SUBSTANCES = {word.value: word.label for word in Substance}
REVIEW_WEEKS = 12
SCORES = [CHOOSE, *((n, f"{n} of the answers to this question") for n in range(5))]
# Each row: its label, and per question name, words, field that never changes.
SAFETY = (
    (
        "Naloxone",
        ("naloxone", "Naloxone held?", fields.radios("naloxone", Answer.choices())),
        (
            "naloxone_expires_on",
            "When does it expire?",
            fields.day_parts("naloxone_expires_on"),
        ),
    ),
    (
        "Drug test",
        ("drug_test", "Drug test done?", fields.radios("drug_test", Answer.choices())),
        ("tested_on", "When was the test?", fields.day_parts("tested_on")),
    ),
    (
        "Other medicines",
        (
            "other_medicines",
            "Other medicines?",
            fields.radios("other_medicines", Answer.choices()),
        ),
        ("other_medicine", "Which, as told?", fields.text("other_medicine", 30)),
    ),
    (
        "Pregnancy",
        ("pregnancy", "Pregnant?", fields.radios("pregnancy", Answer.choices())),
        ("pregnancy_day", "Due date", fields.day_parts("pregnancy_day")),
    ),
    (
        "Children and storage",
        (
            "children",
            "Children live in or visit the home?",
            fields.radios("children", Answer.choices()),
        ),
        (
            "locked_storage",
            "Medicine kept locked away?",
            fields.radios("locked_storage", Answer.choices()),
        ),
    ),
)


def _use(prefix):
    return (
        (
            f"{prefix}_change",
            "Since last time",
            fields.radios(f"{prefix}_change", Change.choices()),
        ),
        (f"{prefix}_days", "Days used", fields.text(f"{prefix}_days", 2, "of 28")),
        (
            f"{prefix}_route",
            "How",
            fields.select(f"{prefix}_route", [CHOOSE, *Route.choices()]),
        ),
        (
            f"{prefix}_amount",
            "Amount and circumstances",
            fields.text(f"{prefix}_amount"),
        ),
    )


USES = {word: (label, *_use(f"use_{word}")) for word, label in SUBSTANCES.items()}


def _row(questions, told):
    label, *cells = questions
    drawn = "".join(
        fields.asked(name, words, inner, label, told.get(name))
        for name, words, inner in cells
    )
    names = [name for name, _, _ in cells]
    return fields.row(label, names, drawn, any(name in told for name in names))


def _spare(prefix, label):
    which = fields.select(f"{prefix}_substance", [CHOOSE, *SUBSTANCES.items()])
    named = (f"{prefix}_substance", "Which substance?", which)
    return _row((label, named, *_use(prefix)), {})


SPARE = fields.details(
    "Another substance",
    _spare("another", "Another") + _spare("yet_another", "Yet another"),
)
LINKS = fields.details(
    "Does one go with another?",
    fields.asked(
        "link_first",
        "Uses",
        fields.select("link_first", [CHOOSE, *SUBSTANCES.items()]),
    )
    + fields.asked(
        "link_word",
        "How it goes with the other",
        fields.select("link_word", [CHOOSE, *Link.choices()]),
    )
    + fields.asked(
        "link_other",
        "With",
        fields.select("link_other", [CHOOSE, *SUBSTANCES.items()]),
    ),
)
NOT_ASKED = fields.row(
    "Stimulants",
    ["stimulants_not_asked"],
    fields.checks("stimulants_not_asked", [("on", "Not asked today")]),
    told=False,
)
INJECTING = fields.radios("injecting", Injecting.choices())
AUDIT = fields.row(
    "AUDIT-C",
    ["audit_1"],
    "".join(
        fields.asked(f"audit_{n}", words, fields.select(f"audit_{n}", SCORES))
        for n, words in (
            (1, "How often a drink with alcohol?"),
            (2, "Units on a typical day of drinking?"),
            (3, "How often six units or more, or eight for men?"),
        )
    ),
    told=False,
)
FOUND = fields.details(
    "What the test found", fields.checks("found", Substance.choices())
)
HEALTH = fields.section(
    "Health",
    fields.asked(
        "vaccine_dose",
        "Hepatitis B vaccine given today?",
        fields.select(
            "vaccine_dose",
            [("", "None today"), *((n, f"Dose {n}") for n in range(1, 5))],
        ),
    )
    + fields.asked("condition", "Another health condition?", fields.text("condition"))
    + fields.asked("second_condition", "And another?", fields.text("second_condition")),
)
GIVEN = fields.details(
    "Brief advice",
    fields.checks("advice", Advice.choices())
    + fields.checks("materials", Material.choices()),
)
NOTES = '<div class="nhsuk-form-group"><label class="nhsuk-label" for="id_notes">Notes</label><textarea class="nhsuk-textarea" id="id_notes" name="notes" rows="4"></textarea></div>'
KIND = fields.radios("kind", Kind.choices(), Kind.SPECIFIC_INTERVENTION)
ABOUT = fields.checks("behaviours", Behaviour.choices(), "drugs")
WHERE = fields.select("place", Place.choices(), Place.OWN_PRACTICE)
DISCLOSED = f'<div class="nhsuk-inset-text"><p>{DISCLOSURE_STATEMENT}</p></div>'


def draw(viewer, patient, told, owners):
    shown = [w for w in USES if w in ALWAYS_ASKED or f"use_{w}_change" in told]
    uses = "".join(_row(USES[word], told) for word in shown)
    safety = "".join(_row(questions, told) for questions in SAFETY)
    takers = "".join(
        f'<option value="{pk}">{escape(who)}</option>' for pk, who in owners
    )
    review = viewer.day + timedelta(weeks=REVIEW_WEEKS)
    visit = f'<div class="app-row__cells">{fields.asked("on_day", "When was it?", fields.day_parts("on_day", viewer.day), "Visit")}{fields.asked("place", "Where was it?", WHERE, "Visit")}</div>'
    return f"""<form class="app-form" method="post" novalidate data-draft="log_consultation" data-draft-url="/drafts/log_consultation/{patient}/">{field_of_token(viewer)}<input type="hidden" name="submit_key" value="{uuid4()}"><button class="nhsuk-u-visually-hidden" type="submit" tabindex="-1" aria-hidden="true">Save consultation</button><button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small app-unchanged" type="submit" name="unchanged" value="all" formnovalidate>All unchanged</button>
{fields.section("This visit", f"{visit}{KIND}{ABOUT}")}
{fields.section("Use since last time", f"{DISCLOSED}{uses}{NOT_ASKED}{SPARE}{LINKS}{fields.asked('injecting', 'Injecting?', INJECTING, '', told.get('injecting'))}")}
{fields.section("Alcohol and tobacco", f"{AUDIT}{fields.asked('tobacco', 'Tobacco: how many a day?', fields.text('tobacco', 3, 'a day'), '', told.get('tobacco'))}")}
{fields.section("Safety", f"{safety}{FOUND}")}
{HEALTH}{GIVEN}
{fields.section("Plan", f"{fields.asked('step', 'What happens next?', fields.text('step', 30), 'Next step')}<select class=nhsuk-select id=id_step_owner name=step_owner>{takers}</select>{fields.asked('next_review_on', 'When is the next review?', fields.day_parts('next_review_on', review))}{NOTES}")}
<button class="nhsuk-button" type="submit" data-module="nhsuk-button">Save consultation</button></form>"""
