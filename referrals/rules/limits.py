"""What policy sets for referrals, and a scheme may change."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a scheme has set for one day; the defaults are the register's."""

    referral_target_working_days: int = 10  # REF-3
