"""Ways in, and ways on to other services."""
