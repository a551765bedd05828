"""What was said of a medicine on a return, beside what was told of it before."""

from collections.abc import Iterable
from datetime import date

from accounts.viewer import Viewer
from core.templatetags.house import staff_date
from patients.models import MedicineTold, PrescriberTurn
from patients.rules.turns import is_newer_than_told


def newer_line(said: list[tuple[date, str]], day: date) -> str:
    """'Newer, told on return 22-Nov: …', in the words that were told: of several
    returns since, the last comes first, and hides none before it."""
    told = [f"on return {staff_date(on, day)}: {words}" for on, words in said]
    return f"Newer, told {' · '.join(reversed(told))}"


def newer_words(
    turns: Iterable[PrescriberTurn], told: Iterable[MedicineTold], viewer: Viewer
) -> dict[tuple, str]:
    """By person and line: of ``turns`` that began with a return, what was said there,
    where the newest medicine ``told`` is older."""
    told_n = {(one.patient_id, one.line): one.turn_n for one in told}
    newer = {}
    for turn in turns:
        key = turn.patient_id, turn.line
        if is_newer_than_told(turn.n, told_n.get(key)):
            said = (turn.starts_on, turn.words_on_return)
            newer.setdefault(key, []).append(said)
    return {key: newer_line(said, viewer.day) for key, said in newer.items()}
