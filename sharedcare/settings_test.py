"""Settings of the tests: production's shape, a development's values."""

import os

os.environ.setdefault("SHAREDCARE_ENV", "development")

from sharedcare.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
