"""What a clinical rule answers."""

from dataclasses import dataclass

from core.vocabulary import Vocabulary


class Severity(Vocabulary):
    """How much a finding asks of the person who reads it."""

    BLOCK = "block"
    HOLD = "hold"
    OVERRIDE = "override"
    WARN = "warn"
    INFORM = "inform"


@dataclass(frozen=True)
class Finding:
    """One thing a rule noticed, in words a clinician can act on."""

    rule: str
    version: int
    severity: Severity
    message: str
    values: tuple[tuple[str, str], ...] = ()  # what was compared, each with its unit
    tomorrow: str = ""  # what happens to tomorrow's dose; owed by every hold

    def __post_init__(self):
        if self.severity == Severity.HOLD and not self.tomorrow:
            raise ValueError(f"{self.rule}: a hold says what happens tomorrow")
