"""The access matrix: every address, for everyone, in every relation to the person."""
