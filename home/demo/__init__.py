"""The demo: two schemes of invented people, the same on every day but for the dates."""
