"""Pages about a person, split by noun."""
