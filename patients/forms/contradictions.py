"""Forms: answers of a consultation that cannot both be true."""

from collections.abc import Iterable, Iterator, Mapping

from patients.rules.safety_facts import Answer, SafetyFact
from patients.rules.stimulants import stimulants_told
from patients.rules.substances import SubstanceUse

# An answer, what belongs to a 'yes' alone, and what to do about it.
BELONGS_TO_YES = (
    (
        SafetyFact.NALOXONE,
        "naloxone_expires_on",
        "Answer ‘Yes’ to naloxone, or clear the day it expires",
    ),
    (
        SafetyFact.DRUG_TEST,
        "tested_on",
        "Answer ‘Yes’ to a drug test, or clear its day",
    ),
    (
        SafetyFact.PREGNANCY,
        "pregnancy_day",
        "Answer ‘Yes’ to pregnant, or clear the due date",
    ),
    (
        SafetyFact.OTHER_MEDICINES,
        "other_medicine",
        "Answer ‘Yes’ to other medicines, or clear which",
    ),
)


def contradictions(
    cleaned: Mapping, uses: Iterable[SubstanceUse]
) -> Iterator[tuple[str, str]]:
    """Each field that contradicts another, and how to mend it."""
    for answer, field, words in BELONGS_TO_YES:
        if cleaned.get(field) and cleaned.get(answer) not in ("", None, Answer.YES):
            yield field, words
    told = stimulants_told({use.substance: use.change for use in uses})
    if told and cleaned.get("stimulants_not_asked"):
        names = " and ".join(word.label for word in told)
        yield (
            "stimulants_not_asked",
            f"{names} is answered above: clear that, or clear ‘Not asked today’",
        )
    if cleaned.get("found") and cleaned.get("drug_test") != Answer.YES:
        yield "drug_test", "Say that a test was done, or clear its result"
