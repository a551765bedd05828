"""How far into a person's record someone may see, from nothing to all of it."""

from core.vocabulary import Vocabulary


class Reach(Vocabulary):
    """Four steps in rising order; they compare by step, not by letter."""

    NONE = "none"
    NAME = "name"
    MEDICINE = "medicine"
    RECORD = "record"

    @property
    def step(self) -> int:
        return list(Reach).index(self)

    def __lt__(self, other):
        return self.step < Reach(other).step

    def __le__(self, other):
        return self.step <= Reach(other).step

    def __gt__(self, other):
        return self.step > Reach(other).step

    def __ge__(self, other):
        return self.step >= Reach(other).step
