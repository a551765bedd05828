"""Today: from the one row that the demo may move, and nowhere else."""

from datetime import date

from django.db import connection


def today() -> date:
    """The day that every rule and list goes by, in the United Kingdom."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.today()")
        return cursor.fetchone()[0]
