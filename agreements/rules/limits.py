"""What guidance and policy set for agreements, and a scheme may change."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a scheme has set for one day; the defaults are the register's."""

    reply_days: int = 14  # AGR-3
    start_within_days: int = 28  # AGR-6
    notice_days: int = 28  # AGR-8
    accepting_level_rank: int = 2  # ACC-1
    accepting_needs_training: bool = False  # ACC-1
