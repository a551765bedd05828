"""Lists of organisations as their publisher writes them. No Django, no database."""
