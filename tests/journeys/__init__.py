"""Journeys: the demo's people played through a real browser and the front door."""
