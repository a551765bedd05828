"""Comparing keys byte by byte, as their index does: `column ~>=~ value`; and people
by a list of whatever length.

Django's own startswith becomes LIKE, which is not leakproof and so loses the index
under row-level security.
"""

from django.db.models.lookups import BuiltinLookup, Lookup


class _ByByte(BuiltinLookup):
    operator = ""

    def get_rhs_op(self, connection, rhs):  # noqa: ARG002
        return f"{self.operator} {rhs}"


class Begin(_ByByte):
    """At or after the value."""

    lookup_name = "from"
    operator = "~>=~"


class Below(_ByByte):
    """Before the value."""

    lookup_name = "below"
    operator = "~<~"


class Among(Lookup):
    """One of so many identifiers: one value in the text, however many there are.

    ``rhs`` is the list as the database writes one (accounts.viewer.listed)."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::uuid[])", [*values, self.rhs]
