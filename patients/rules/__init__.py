"""Rules of the person."""

from patients.rules.interim import *  # noqa: F403
from patients.rules.words import *  # noqa: F403
