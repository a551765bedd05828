"""Who does what under an agreement: tasks by party, in the scheme's words."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Duty:
    """One row: a task, and the part of each party in it; an empty part is nobody's."""

    task: str
    specialist: str = ""
    gp: str = ""
    keyworker: str = ""
    pharmacist: str = ""
    person: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(getattr(self, party) for party in PARTIES)


PARTIES = ("specialist", "gp", "keyworker", "pharmacist", "person")
HEADINGS = ("Specialist", "GP", "Keyworker", "Pharmacist", "Person")

# Before a scheme has a table of its own: version 0.
FIRST = (
    Duty(
        "Medicine",
        specialist="Starts and steadies it; decides every change of dose",
        gp="Prescribes it as agreed; asks before a change",
        keyworker="Passes on what the person says of it",
        pharmacist="Supplies it, supervises where that is agreed",
        person="Take it as agreed; say if it does not suit",
    ),
    Duty(
        "Missed doses and concerns",
        specialist="Advises the same day",
        gp="Decides what follows",
        keyworker="Gets in touch with the person",
        pharmacist="Tells the prescriber and the keyworker",
        person="Say when a dose was missed",
    ),
    Duty(
        "Review",
        specialist="Joins when asked",
        gp="Joins the three-way review",
        keyworker="Calls it and joins it",
        person="Come, and say how it is going",
    ),
    Duty(
        "General health",
        gp="Looks after it",
        keyworker="Helps the person to get there",
    ),
    Duty("Care plan", keyworker="Keeps it with the person", person="Make it"),
    Duty(
        "If it goes wrong",
        specialist="Takes the care back when asked",
        gp="Rings the contact for advice, or gives notice",
        keyworker="Tells both sides",
        person="Ring any of them",
    ),
)


def as_rows(duties: Sequence[Duty]) -> list[list[str]]:
    """The table as it is kept: each row its task, then the parts in their order."""
    return [[duty.task, *duty.parts] for duty in duties]


def from_rows(rows: Sequence[Sequence[str]]) -> list[Duty]:
    """The table as it was kept."""
    return [Duty(*row) for row in rows]


def part_of(rows: Sequence[Sequence[str]], party: str) -> list[tuple[str, str]]:
    """One party's part: task and words, without the tasks in which it has none.

    Source: rule AGR-12 in docs/clinical-rules.md.
    """
    place = PARTIES.index(party) + 1
    return [(row[0], row[place]) for row in rows if row[place]]
