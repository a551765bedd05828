"""Comparing keys byte by byte, as their index does: `column ~>=~ value`.

Django's own startswith becomes LIKE, which is not leakproof and so loses the index
under row-level security.
"""

from django.db.models.lookups import BuiltinLookup


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
