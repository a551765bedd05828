"""What the pages of agreements are made from: rows turned into strings, once."""

from agreements.pages.acts import acts_of
from agreements.pages.agreement import (
    agreement_facts,
    duty_rows,
    meanwhile,
    still_to_say,
)
from agreements.pages.lists import case_lines, lines_of

__all__ = [
    "agreement_facts",
    "case_lines",
    "duty_rows",
    "acts_of",
    "lines_of",
    "meanwhile",
    "still_to_say",
]
