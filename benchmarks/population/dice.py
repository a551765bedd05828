"""Dice: chance that falls the same way each time, and quickly."""

from random import Random


class Dice(Random):
    """Thrown some hundred million times for the country, so each throw is one call."""

    def below(self, number):
        return int(self.random() * number)

    def between(self, first, last):
        return first + int(self.random() * (last - first))

    def pick(self, things):
        return things[int(self.random() * len(things))]

    def falls(self, share):
        """True ``share`` times in a hundred."""
        return self.random() * 100 < share
