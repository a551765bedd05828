"""Today, from the one row that the demo may move; and now, which it may not."""

from datetime import date, datetime

from django.db import connection


def today() -> date:
    """The day that every rule and list goes by, in the United Kingdom."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.today()")
        return cursor.fetchone()[0]


def now() -> datetime:
    """The moment, by the database's own clock, which the demo never moves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cursor.fetchone()[0]
