"""What people type about a person, split by noun."""
