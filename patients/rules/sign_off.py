"""Which rules the scheme's lead prescriber has signed, and which still wait for it."""

from collections.abc import Iterable

# The numbers of those rows of the register that carry a name and a day as agreed.
SIGNED: frozenset[str] = frozenset()


def awaiting_sign_off(rules: Iterable[str]) -> list[str]:
    """Those of the rules, by number and each once, that nobody has signed yet."""
    return sorted(set(rules) - SIGNED)
