"""What the rules notice in an entry, as its page says it."""

from collections.abc import Iterable
from datetime import date

from core.findings import Finding, Severity
from core.templatetags.house import staff_date
from patients.models import Consultation
from patients.rules.limits import Limits
from patients.rules.noticed import Known, notice
from patients.rules.sign_off import awaiting_sign_off

# What the page offers next to a finding, by its rule.
NEXT = {
    "ALC-1": "Next: talk it over and offer a referral to the specialist service.",
}
QUIET = {Severity.INFORM}


# From these a person may be referred: the screen says that there is something to find.
POSITIVE = {"ALC-1"}


def positive_screens(entry: Consultation, limits: Limits, day: date) -> str:
    """What an entry's screens found, as a referral's reason begins; else nothing."""
    found = [
        finding.message
        for finding in notice(entry.entry(), Known(), limits)
        if finding.rule in POSITIVE
    ]
    told = f"Consultation of {staff_date(entry.on_day, day)}, {entry.author_name}."
    return "\n".join([*found, told]) if found else ""


def is_positive(findings: Iterable[Finding]) -> bool:
    """Whether a screen found something for which a person may be referred."""
    return any(finding.rule in POSITIVE for finding in findings)


def noticed(findings: Iterable[Finding]) -> dict:
    """What asks something of the reader, and apart from it what is only shown."""
    first, also = [], []
    for finding in findings:
        line = _line(finding)
        is_quiet = finding.severity in QUIET and not line["next"]
        (also if is_quiet else first).append(line)
    numbers = [line["rule"] for line in first + also]
    return {"first": first, "also": also, "unsigned": awaiting_sign_off(numbers)}


def _line(finding):
    return {
        "words": finding.message,
        "next": NEXT.get(finding.rule, ""),
        "rule": finding.rule,
        "severity": finding.severity,
    }
