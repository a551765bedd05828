"""Words that tell a stranger what kind of care this is."""

import re

TELLING = re.compile(
    r"drug|alcohol|opio|opiat|heroin|crack|cocaine|methadone|buprenorphine|naloxone"
    r"|addict|substance|misuse|injecti|dependen|detox|rehab|recovery(?! code)|needle"
    r"|drink",
    re.IGNORECASE,
)


def tells(words: str) -> bool:
    """Whether an envelope, a title or a stranger's glance would tell."""
    return bool(TELLING.search(words))
