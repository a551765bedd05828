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


def let_it_move() -> None:
    """As the owner: from now on the web may move the day, for this is a demo."""
    with connection.cursor() as cursor:
        cursor.execute("GRANT EXECUTE ON FUNCTION ctx.move_day(int) TO app_web")


def may_move() -> bool:
    """True only in a demo."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('ctx.move_day(int)', 'EXECUTE')")
        return cursor.fetchone()[0]


def move(days: int) -> date:
    """Let days go by, and say what day it is then; there is no way back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.move_day(%s)", [days])
        return cursor.fetchone()[0]
