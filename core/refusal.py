"""The one way to say no."""

from uuid import UUID


class Refusal(Exception):
    """The world is not as the page showed it. The message is for the person reading.

    ``put_right`` names the address where they can put it right themselves, ``at`` the
    row that this address is of, and ``words`` is the link to it.
    """

    def __init__(
        self,
        reason: str,
        *,
        put_right: str = "",
        at: UUID | None = None,
        words: str = "",
    ):
        super().__init__(reason)
        self.put_right, self.at, self.words = put_right, at, words


class OutOfSight(Refusal):
    """Somebody whom the reader saw once, and sees no longer. ``told`` is what whoever
    only looks reads of it; the message is for whoever was writing meanwhile.
    """

    def __init__(self, reason: str, *, told: str):
        super().__init__(reason)
        self.told = told
