"""People and records that tests ask for by name."""

from hypothesis import settings

pytest_plugins = [
    "tests.database",
    "tests.outside",
    "tests.world",
    "tests.demo",
    "tests.access.tally",
]

# A busy machine is no failure, so no example has a deadline; the rules have a
# hundred properties to try in two seconds, so each has twenty-five examples.
settings.register_profile("house", deadline=None, max_examples=25)
settings.load_profile("house")
