"""The person, and the facts about them that several apps read."""
