"""An aim as pages show it: the person's words first."""

from core.templatetags.house import staff_date
from patients.rules.aim import PresentAim


def aim_line(aim: dict, day) -> dict:
    """What is wanted now, in the long term, and who wrote it down when."""
    by_when = aim["long_term_on"]
    no_date = "no date" if aim["long_term"] else ""
    return {
        "present": PresentAim(aim["present"]).label,
        "words": aim["words"],
        "long_term": aim["long_term"],
        "by_when": f"by {staff_date(by_when)}" if by_when else no_date,
        "told": f"{aim['author_name']}, {staff_date(aim['from_on'], day)}",
        "reason": aim["reason"],
    }
