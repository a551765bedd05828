"""People and records that tests ask for by name."""

pytest_plugins = ["tests.database", "tests.outside", "tests.world"]
