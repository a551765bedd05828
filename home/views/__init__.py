"""Pages that look across apps: each role's work, lists of people, a person's case."""
