"""Days and moments before one day, written as COPY reads them."""

from datetime import UTC, datetime, timedelta

FURTHEST_BACK, FURTHEST_ON = 4000, 200
MINUTES = [f" {m // 60:02}:{m % 60:02}:00+00" for m in range(24 * 60)]
OPENS, CLOSES = 8 * 60, 18 * 60
MILLISECONDS_A_DAY = 24 * 60 * 60 * 1000
NONE = r"\N"
# Two of the last 64 bits say what kind of identifier it is.
VARIANT, CHANCE = 0b10 << 62, ~(0b11 << 62)


class Calendar:
    """Everything is told as so many days ago; days to come are less than nought."""

    def __init__(self, day, dice):
        self.dice = dice
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        self.midnight = int(midnight.timestamp()) * 1000
        self.written = {
            ago: (day - timedelta(days=ago)).isoformat()
            for ago in range(-FURTHEST_ON, FURTHEST_BACK + 1)
        }

    def day(self, ago):
        return self.written[ago]

    def moment(self, ago):
        """A minute of that working day, and a new identifier made in it."""
        minute = OPENS + int(self.dice.random() * (CLOSES - OPENS))
        milliseconds = self.midnight - ago * MILLISECONDS_A_DAY + minute * 60_000
        return self.written[ago] + MINUTES[minute], new_id(self.dice, milliseconds)


def new_id(dice, milliseconds):
    """An identifier that sorts by when it was made, as core.models.new_id makes it."""
    bits = dice.getrandbits(76) & CHANCE | VARIANT
    return f"{milliseconds:012x}7{bits:019x}"
