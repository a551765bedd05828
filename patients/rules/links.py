"""What one substance has to do with another."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.findings import Finding, Severity
from core.vocabulary import Vocabulary
from patients.rules.substances import OPIOIDS, STIMULANTS, Substance


class Link(Vocabulary):
    """What one substance is used for beside another."""

    COME_DOWN = "come_down"  # taken to come down from the other
    TOGETHER = "together"
    INSTEAD = "instead"
    BOOST = "boost"
    WITHDRAWAL = "withdrawal"  # taken to ease withdrawal from the other


@dataclass(frozen=True)
class SubstanceLink:
    """Heroin, to come down, from crack."""

    substance: Substance
    link: Link
    other: Substance

    def __post_init__(self):
        if self.substance == self.other:
            raise ValueError(f"{self.substance} linked to itself")


def judge_come_down(links: Iterable[SubstanceLink]) -> Finding | None:
    """Say that an opioid is used to come down from a stimulant, and what to ask.

    Nothing else follows from telling it: no status, dose or booking changes.

    Source: rule STI-2 in docs/clinical-rules.md.
    """
    for told in links:
        if _is_come_down(told):
            return Finding(
                rule="STI-2",
                version=1,
                severity=Severity.INFORM,
                message=(
                    f"{told.substance.label} is used to come down from"
                    f" {told.other.label.lower()}: ask about naloxone."
                ),
            )
    return None


def _is_come_down(told):
    is_opioid_after_stimulant = told.substance in OPIOIDS and told.other in STIMULANTS
    return told.link == Link.COME_DOWN and is_opioid_after_stimulant


def linked_groups(links: Iterable[SubstanceLink]) -> list[tuple[Substance, ...]]:
    """Substances that are linked, directly or through others, to be drawn together.

    Each group and the list are in the order of the vocabulary.
    """
    groups: list[set[Substance]] = []
    for told in links:
        touched = {told.substance, told.other}
        apart = [group for group in groups if not group & touched]
        joined = touched.union(*(group for group in groups if group & touched))
        groups = [*apart, joined]
    order = list(Substance)
    sorted_groups = [tuple(sorted(group, key=order.index)) for group in groups]
    return sorted(sorted_groups, key=lambda group: order.index(group[0]))
