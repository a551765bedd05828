"""Five facts that safety rules read. Unknown is not no."""

from dataclasses import dataclass
from datetime import date

from core.findings import Finding, Severity
from core.vocabulary import Vocabulary


class SafetyFact(Vocabulary):
    """The facts that every consultation asks or says it has not asked."""

    DRUG_TEST = "drug_test"
    OTHER_MEDICINES = "other_medicines"
    PREGNANCY = "pregnancy"
    CHILDREN = "children"
    LOCKED_STORAGE = "locked_storage"
    NALOXONE = "naloxone"


class Answer(Vocabulary):
    """Not asked, not known and no are three different words."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"
    NOT_ASKED = "not_asked"

    @property
    def is_known(self) -> bool:
        return self in (Answer.YES, Answer.NO)


@dataclass(frozen=True)
class SafetyFacts:
    """The facts as last told. A day is of its fact: tested, due, expires."""

    drug_test: Answer = Answer.NOT_ASKED
    tested_on: date | None = None
    other_medicines: Answer = Answer.NOT_ASKED
    pregnancy: Answer = Answer.NOT_ASKED
    pregnancy_day: date | None = None
    children: Answer = Answer.NOT_ASKED  # living in or visiting the home
    locked_storage: Answer = Answer.NOT_ASKED
    naloxone: Answer = Answer.NOT_ASKED
    naloxone_expires_on: date | None = None


def judge_safety_facts(
    facts: SafetyFacts, today: date, *, may_be_pregnant: bool, needs_naloxone: bool
) -> list[Finding]:
    """Say which of the five facts are unknown or need something done.

    Naloxone is asked of those for whom opioids or street tablets figure, never of
    those who use alcohol alone; pregnancy of those who may be pregnant, which
    includes everybody whose sex is not known.

    Source: rules SAF-1 to SAF-5 in docs/clinical-rules.md.
    """
    findings = [
        _judge_drug_test(facts),
        _judge_other_medicines(facts),
        _judge_pregnancy(facts) if may_be_pregnant else None,
        _judge_children(facts),
        _judge_naloxone(facts, today) if needs_naloxone else None,
    ]
    return [finding for finding in findings if finding]


def _unknown(rule, subject, answer):
    if answer.is_known:
        return None
    return Finding(
        rule=rule,
        version=1,
        severity=Severity.INFORM,
        message=f"{subject}: {answer.label.lower()}. Unknown is not no.",
    )


def _judge_drug_test(facts):
    return _unknown("SAF-1", "Drug test", facts.drug_test)


def _judge_other_medicines(facts):
    return _unknown("SAF-2", "Other medicines", facts.other_medicines)


def _judge_pregnancy(facts):
    return _unknown("SAF-3", "Pregnancy", facts.pregnancy)


def _judge_children(facts):
    if facts.children != Answer.YES:
        return _unknown("SAF-4", "Children in or visiting the home", facts.children)
    if facts.locked_storage == Answer.YES:
        return None
    return Finding(
        rule="SAF-4",
        version=1,
        severity=Severity.WARN,
        message="Children live in or visit the home; locked storage is not confirmed.",
        values=(("locked storage", facts.locked_storage.label.lower()),),
    )


def _judge_naloxone(facts, today):
    expires_on = facts.naloxone_expires_on
    if facts.naloxone == Answer.YES and expires_on and expires_on < today:
        return _naloxone_wanted(f"Naloxone expired on {expires_on:%d-%b-%Y}: offer it.")
    if facts.naloxone == Answer.NO:
        return _naloxone_wanted("No naloxone held: offer it.")
    if facts.naloxone == Answer.YES and not expires_on:
        return _unknown("SAF-5", "Expiry of the naloxone held", Answer.NOT_KNOWN)
    return _unknown("SAF-5", "Naloxone held", facts.naloxone)


def _naloxone_wanted(message):
    return Finding(rule="SAF-5", version=1, severity=Severity.WARN, message=message)
