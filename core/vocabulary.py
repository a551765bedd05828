"""Closed lists of words."""

from enum import StrEnum


class Vocabulary(StrEnum):
    """A closed list of words with a label for each."""

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(word.value, word.label) for word in cls]
