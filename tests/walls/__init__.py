"""Both walls, held to what they promise."""
