"""What was said of a medicine on a return, beside what was told of it before."""

from collections.abc import Iterable
from datetime import date

from accounts.viewer import Viewer
from core.templatetags.house import staff_date
from patients.models import MedicineTold, PrescriberTurn
from patients.rules.turns import is_newer_than_told


def newer_line(words: str, on_day: date, day: date) -> str:
    """'Newer, told on return 22-Nov: …': in the words that were told."""
    return f"Newer, told on return {staff_date(on_day, day)}: {words}"


def newer_words(
    turns: Iterable[PrescriberTurn], told: Iterable[MedicineTold], viewer: Viewer
) -> dict[tuple, str]:
    """By person and line: of ``turns`` that began with a return, what was said there,
    where the newest medicine ``told`` is older."""
    told_n = {(one.patient_id, one.line): one.turn_n for one in told}
    return {
        key: newer_line(turn.words_on_return, turn.starts_on, viewer.day)
        for turn in turns
        if is_newer_than_told(turn.n, told_n.get(key := (turn.patient_id, turn.line)))
    }
