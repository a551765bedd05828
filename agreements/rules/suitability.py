"""Whether a person's care suits general practice: criteria and what they suggest."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from agreements.rules.states import Party
from core.findings import Finding, Severity
from core.vocabulary import Vocabulary


class CriterionKind(Vocabulary):
    """What a yes means: care in practice suits, is excluded, or needs extra support."""

    SUITS = "suits"
    EXCLUDES = "excludes"
    SUPPORTS = "supports"


class Answer(Vocabulary):
    """What is known of a criterion. Not known is not no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Place(Vocabulary):
    """Where the person's care is to be given."""

    PRACTICE = "practice"
    PRACTICE_WITH_SUPPORT = "practice_with_support"
    SPECIALIST = "specialist"


@dataclass(frozen=True)
class Criterion:
    """One criterion of a scheme, from a day to a day, both included."""

    code: str
    sentence: str
    kind: CriterionKind
    from_on: date
    until_on: date | None = None


Answers = Mapping[str, Answer]
_TRUE = Answer.YES.label.lower()


# The code that 'Under 18' has in every scheme that asks it: it is made of the sentence.
UNDER_18, ADULT_YEARS = "under-18", 18


def known_from_age(criteria: Iterable[Criterion], age: int | None) -> dict[str, Answer]:
    """What a person's age answers for certain: whether they are under 18, and nothing
    else. Without a birth date nothing is known.

    Units: whole years.
    Source: rule SUI-5 in docs/clinical-rules.md.
    """
    if age is None:
        return {}
    said = Answer.YES if age < ADULT_YEARS else Answer.NO
    return {one.code: said for one in criteria if one.code == UNDER_18}


def asks_of_pregnancy(criterion: Criterion) -> bool:
    """Whether what was said of pregnancy is read beside it. It answers nothing."""
    return "pregnan" in criterion.sentence.casefold()


@dataclass(frozen=True)
class Suggestion:
    """What the criteria suggest, and why: one sentence for each that decided it."""

    place: Place
    reasons: tuple[str, ...]


def in_force(criteria: Iterable[Criterion], day: date) -> list[Criterion]:
    """Those criteria by which the scheme goes on that day.

    Source: rule SUI-1 in docs/clinical-rules.md.
    """
    return [
        criterion
        for criterion in criteria
        if criterion.from_on <= day
        and (criterion.until_on is None or day <= criterion.until_on)
    ]


def answer_to(criterion: Criterion, answers: Answers) -> Answer:
    """What is known of a criterion; one that nobody answered is not known."""
    return Answer(answers.get(criterion.code, Answer.UNKNOWN))


def suggest(criteria: Iterable[Criterion], answers: Answers, day: date) -> Suggestion:
    """The setting that the answers suggest. The clinician decides.

    What is not known never counts as a pass: whether something excludes or suits
    suggests the specialist until it is, a need for support not known suggests support.
    Without a criterion in force nothing speaks for the practice.

    Source: rule SUI-1 in docs/clinical-rules.md.
    """
    criteria = in_force(criteria, day)
    against = [_against(criterion, answers) for criterion in criteria]
    if any(against):
        return Suggestion(Place.SPECIALIST, tuple(filter(None, against)))
    if not any(criterion.kind == CriterionKind.SUITS for criterion in criteria):
        return Suggestion(Place.SPECIALIST, ("The scheme has no criteria in force.",))
    support = [_for_support(criterion, answers) for criterion in criteria]
    if any(support):
        return Suggestion(Place.PRACTICE_WITH_SUPPORT, tuple(filter(None, support)))
    return Suggestion(Place.PRACTICE, tuple(_speaking_for(criteria)))


def _against(criterion, answers):
    """Why a criterion speaks for the specialist; nothing if it does not."""
    answer = answer_to(criterion, answers)
    if criterion.kind == CriterionKind.EXCLUDES and answer != Answer.NO:
        said = "Excluded" if answer == Answer.YES else "Not known, and would exclude"
        return f"{said}: {criterion.sentence}."
    if criterion.kind == CriterionKind.SUITS and answer != Answer.YES:
        said = "Not so" if answer == Answer.NO else "Not known"
        return f"{said}: {criterion.sentence}."
    return ""


def _for_support(criterion, answers):
    answer = answer_to(criterion, answers)
    if criterion.kind != CriterionKind.SUPPORTS or answer == Answer.NO:
        return ""
    said = "Needs support" if answer == Answer.YES else "Support not known"
    return f"{said}: {criterion.sentence}."


def _speaking_for(criteria):
    return (
        f"Yes: {criterion.sentence}."
        for criterion in criteria
        if criterion.kind == CriterionKind.SUITS
    )


def why_not_decide(suggested: Place, decided: Place, reason: str) -> str:
    """Why a decision cannot be kept yet; nothing if it can.

    Source: rule SUI-2 in docs/clinical-rules.md.
    """
    if decided == suggested or reason.strip():
        return ""
    return f"The criteria suggest '{suggested.label.lower()}': say why you decide so."


@dataclass(frozen=True)
class Override:
    """A named specialist's word that a request goes out all the same."""

    codes: frozenset[str]
    by: str
    reason: str

    def __post_init__(self):
        if not (self.by.strip() and self.reason.strip()):
            raise ValueError("An override carries a name and a reason")


def excluding_met(
    criteria: Iterable[Criterion], answers: Answers, day: date
) -> list[Criterion]:
    """The excluding criteria in force that are true of the person, or not known.

    Source: rule SUI-3 in docs/clinical-rules.md.
    """
    return [
        criterion
        for criterion in in_force(criteria, day)
        if criterion.kind == CriterionKind.EXCLUDES
        and answer_to(criterion, answers) != Answer.NO
    ]


def judge_request(
    criteria: Iterable[Criterion],
    answers: Answers,
    day: date,
    override: Override | None = None,
) -> list[Finding]:
    """One finding for each criterion that stops a request to share care.

    An override counts for the criteria that it names and no others, so that one
    found later is looked at for itself.

    Source: rule SUI-3 in docs/clinical-rules.md.
    """
    overridden = override.codes if override else frozenset()
    return [
        _stops(criterion, answer_to(criterion, answers))
        for criterion in excluding_met(criteria, answers, day)
        if criterion.code not in overridden
    ]


def _stops(criterion, answer):
    is_so = answer == Answer.YES
    why = "Excluded by the scheme" if is_so else "Not known, and would exclude"
    return Finding(
        rule="SUI-3",
        version=1,
        severity=Severity.OVERRIDE,
        message=f"The request is not sent. {why}: {criterion.sentence}. "
        "A named specialist may send it with a reason that the practice sees.",
        values=((criterion.sentence, answer.label.lower()),),
    )


def kept_apart(stops: Iterable[Finding]) -> dict[str, list[str]]:
    """What stops a request, what is true of the person apart from what is not known.

    Source: rule SUI-3 in docs/clinical-rules.md.
    """
    said = [value for stop in stops for value in stop.values]
    return {
        "excluded": [what for what, answer in said if answer == _TRUE],
        "not_known": [what for what, answer in said if answer != _TRUE],
    }


def in_spite_of(override: Mapping) -> list[str]:
    """What a request went out in spite of: nothing unknown is said as if it were so."""
    told = {
        "Excluded": override.get("excluded"),
        "Not known": override.get("not_known"),
        # Of requests sent before the two were kept apart.
        "Excluded or not known": override.get("named"),
    }
    return [f"{said}: {'; '.join(named)}." for said, named in told.items() if named]


@dataclass(frozen=True)
class Arisen:
    """An excluding criterion came true while the agreement runs. It ends nothing."""

    finding: Finding
    task_due_on: date
    task_for: Party
    shown_to: tuple[Party, ...]


def excluding_arisen(
    criteria: Iterable[Criterion],
    answers: Answers,
    day: date,
    known_before: Collection[str],
    prescriber: str,
) -> list[Arisen]:
    """What follows for each excluding criterion that is true now and was not before.

    The agreement stands and the prescriber stays; the specialist looks at it the
    same day, reductions wait, and both sides see it. What is not known arises not:
    it is asked at the next review.

    Source: rule SUI-4 in docs/clinical-rules.md.
    """
    return [
        _arisen(criterion, day, prescriber)
        for criterion in excluding_met(criteria, answers, day)
        if answer_to(criterion, answers) == Answer.YES
        and criterion.code not in known_before
    ]


# What follows of an exclusion that came true, until the specialist has decided.
AS_IT_IS = (
    "The medicine goes on as it is; no reduction until the specialist has decided."
)


def _arisen(criterion, day, prescriber):
    finding = Finding(
        rule="SUI-4",
        version=1,
        severity=Severity.HOLD,
        message=f"New since the agreement: {criterion.sentence}. "
        f"{prescriber} prescribes on; the specialist looks at it today.",
        values=((criterion.sentence, "yes"),),
        tomorrow=AS_IT_IS,
    )
    both = (Party.SPECIALIST, Party.PRACTICE)
    return Arisen(finding, task_due_on=day, task_for=Party.SPECIALIST, shown_to=both)
