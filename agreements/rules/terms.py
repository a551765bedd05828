"""What a request to share care must say before it is sent."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Terms:
    """The terms of a request, in words. We work out no dose."""

    asked: str = ""
    medicine: str = ""
    monitoring: str = ""
    review_weeks: int | None = None
    advice_contact: str = ""
    if_things_go_wrong: str = ""
    undertakes_to_take_back: bool = False


_NAMES = {
    "asked": "Which practice, and which prescriber of it, is asked",
    "medicine": "Medicine",
    "monitoring": "Monitoring",
    "review_weeks": "Weeks between reviews",
    "advice_contact": "Contact for advice",
    "if_things_go_wrong": "What to do if things go wrong",
    "undertakes_to_take_back": "The undertaking to take the care back",
}


def missing_terms(terms: Terms) -> dict[str, str]:
    """The terms that a request still needs before it is sent: field and name.

    Source: rule AGR-11 in docs/clinical-rules.md.
    """
    return {
        field.name: _NAMES[field.name]
        for field in fields(terms)
        if _is_missing(getattr(terms, field.name))
    }


def _is_missing(value):
    return not value.strip() if isinstance(value, str) else not value
