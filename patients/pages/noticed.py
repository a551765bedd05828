"""What the rules notice in an entry, as its page says it."""

from collections.abc import Iterable

from core.findings import Finding, Severity
from patients.rules.sign_off import awaiting_sign_off

# What the page offers next to a finding, by its rule.
NEXT = {
    "ALC-1": "Next: talk it over and offer a referral to the specialist service."
    " It is made the way you do today: it cannot be sent from here yet.",
}
QUIET = {Severity.INFORM}


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
