"""Sheets: rows as the text that COPY reads, one sheet for each table."""

import json

from django.db.models.fields import NOT_PROVIDED, AutoFieldMixin


def text_of(value):
    """One value as COPY reads it."""
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list | dict):
        return json.dumps(value)
    return str(value)


class Sheet:
    """The rows of one table. Columns that are not named take their field's default,
    so a new column with a default needs nothing here."""

    def __init__(self, model, columns):
        fields = {field.attname: field for field in model._meta.concrete_fields}
        named = columns.split()
        rest = [f for name, f in fields.items() if name not in named and _is_owed(f)]
        self.table = model._meta.db_table
        self.columns = [fields[name].column for name in named]
        self.columns += [field.column for field in rest]
        self.tail = "".join("\t" + text_of(f.get_default()) for f in rest) + "\n"
        self.lines = []

    def add(self, *values):
        """One row; for the tables with few of them."""
        self.lines.append("\t".join(map(text_of, values)))

    def take(self):
        """The rows so far, oldest first, as they would have come: each begins with a
        moment or with an identifier that sorts by one."""
        lines, self.lines = sorted(self.lines), []
        return (self.tail.join(lines) + self.tail).encode() if lines else b""


def _is_owed(field):
    return field.db_default is NOT_PROVIDED and not isinstance(field, AutoFieldMixin)
