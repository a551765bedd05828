"""The stimulant question: asked in every consultation, or said not to be."""

from collections.abc import Collection, Mapping

from core.findings import Finding, Severity
from patients.rules.substances import STIMULANTS, Change, Substance

_UNTOLD = {None, Change.NOT_ASKED}


def judge_stimulant_question(
    answers: Mapping[Substance, Change | None],
    on_record: Collection[Substance] = (),
    not_asked_today: bool = False,
) -> Finding | None:
    """Say what is missing where stimulants were passed over in silence.

    Asked are the stimulants on record, or at least one where none is on record.
    'Not asked today' is an answer, for all of them or on the row of one.

    Source: rule STI-1 in docs/clinical-rules.md.
    """
    if not_asked_today:
        return None
    answered = {substance for substance, change in answers.items() if change}
    missing = sorted((STIMULANTS & set(on_record)) - answered)
    if answered & STIMULANTS and not missing:
        return None
    asked = ", ".join(Substance(word).label for word in missing) or "stimulants"
    return Finding(
        rule="STI-1",
        version=1,
        severity=Severity.WARN,
        message=f"No answer about {asked}: answer, or choose 'Not asked today'.",
    )


def stimulants_told(answers: Mapping[Substance, Change | None]) -> list[Substance]:
    """The stimulants that something is told of: with them 'not asked today' is untrue.

    Days or an amount without a word about change are told as well.

    Source: rule STI-1 in docs/clinical-rules.md.
    """
    asked = {word for word, change in answers.items() if change != Change.NOT_ASKED}
    return sorted(asked & STIMULANTS)


def stimulants_were_asked(
    answers: Mapping[Substance, Change | None], not_asked_today: bool = False
) -> bool:
    """True if at least one stimulant has an answer from the person.

    Counts towards 'asked of reviews'. Silence and 'not asked' both count as not
    asked (STI-1).
    """
    told = {word for word, change in answers.items() if change not in _UNTOLD}
    return not not_asked_today and bool(told & STIMULANTS)
