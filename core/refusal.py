"""The one way to say no."""


class Refusal(Exception):
    """The world is not as the page showed it. The message is for the person reading."""
