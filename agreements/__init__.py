"""Who shares the care of a person, on what terms, from when to when."""
