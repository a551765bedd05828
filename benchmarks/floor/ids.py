"""Identifiers of the floor: they sort by when they were made, like the pages' own."""

import secrets
import time
import uuid


def new_id():
    milliseconds = time.time_ns() // 1_000_000
    bits = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return str(uuid.UUID(int=bits | 0b10 << 62 | secrets.randbits(62)))
