"""What guidance and policy set, and a scheme may change with a name and a date."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a scheme has set for one day; the defaults are the register's."""

    review_weeks: int = 12  # REV-1
    audit_c_positive_points: int = 5  # ALC-1
    hepatitis_b_schedule: str = "standard"  # HBV-1
    hepatitis_b_standard_late_days: int = 28  # HBV-1
    hepatitis_b_accelerated_late_days: int = 14  # HBV-2
    hepatitis_b_super_accelerated_late_days: int = 7  # HBV-3
    reoffer_months: int = 6  # BBV-9
    permission_notice_days: int = 14  # SHR-5
    held_line_days: int = 180  # SHR-6
    emergency_hours: int = 4  # EMG-1
    emergency_uses_a_day: int = 3  # EMG-2
