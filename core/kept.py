"""Kept lists: querysets that are built and compiled once for each shape of viewer.

To build and compile a list takes the ORM longer than the database needs to answer it,
and the database plans longer than it reads. Both depend on what kind of viewer asks,
never on which.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.http import Http404
from psycopg2.extensions import AsIs

from core.statements import Prepared

# Two identifiers of no row.
NOBODYS = (UUID(int=1), UUID(int=2))


class NotKept(Exception):
    """This list cannot be kept: something of one viewer might stay in its text."""


@dataclass(frozen=True)
class Part:
    """The place in a text of something that differs from viewer to viewer."""

    name: str


class Kept:
    """A list by its name, and what ``build`` makes it of for one viewer.

    While a text is made, ``build`` is handed two stand-ins of the viewer's ``shape``,
    never the viewer: nothing of theirs can stay in it. What differs between the two
    must be one of the viewer's ``parts``, or of ``more``, reckoned from these.
    A viewer without a shape is answered by the queryset itself.
    """

    def __init__(
        self,
        name: str,
        build: Callable[[Any], QuerySet],
        *,
        most: int | None = None,
        more: Callable[[Any], dict] = lambda _: {},
    ):
        self.name, self.build, self.most, self.more = name, build, most, more
        self._texts = {}

    def rows(self, viewer) -> list[tuple]:
        """The rows that ``viewer`` is shown: the first ``most``."""
        if viewer.shape is None:
            return list(self._first(viewer))
        text = self._text("rows", viewer)
        return text.rows(self._parts(viewer)) if text else []

    def count(self, viewer) -> int:
        """How many there are, however few are shown."""
        if viewer.shape is None:
            return self.build(viewer).count()
        text = self._text("count", viewer)
        return text.answer(self._parts(viewer))[0][0] if text else 0

    def _first(self, viewer):
        return self.build(viewer)[: self.most]

    def _parts(self, viewer):
        return viewer.parts | self.more(viewer)

    def _nobodies(self, viewer):
        return type(viewer).stand_ins(viewer.shape)

    def _text(self, form, viewer):
        key = (form, *viewer.shape)
        if key not in self._texts:
            name = "_".join([self.name, *map(str, key)])
            queryset_of = self._first if form == "rows" else self.build
            one, other = (
                _compiled(queryset_of(nobody), self._parts(nobody))
                for nobody in self._nobodies(viewer)
            )
            self._texts[key] = _agreed(name, form, one, other)
        return self._texts[key]


@dataclass(frozen=True)
class Seeker:
    """A viewer, and the one row that they ask for."""

    viewer: Any
    pk: UUID

    @property
    def shape(self):
        return self.viewer.shape

    @property
    def parts(self):
        return self.viewer.parts | {"sought": self.pk}


class KeptRow(Kept):
    """One row of ``model`` by its identifier, through the first wall.

    ``build`` makes the queryset of all that a viewer may see; ``more_names`` are what
    it reckons beside the model's own.
    """

    def __init__(
        self,
        name: str,
        model: type[Model],
        build: Callable[[Any], QuerySet],
        more_names: tuple[str, ...] = (),
    ):
        super().__init__(name, self._sought, most=1)
        self.model, self.seen, self.more_names = model, build, more_names
        self.names = [field.attname for field in model._meta.concrete_fields]

    def get(self, viewer, pk: UUID) -> Model:
        """Raises: Http404 if there is none that ``viewer`` may see."""
        rows = self.rows(Seeker(viewer, pk))
        if not rows:
            raise Http404
        return self._instance(rows[0])

    def _sought(self, seeker):
        rows = self.seen(seeker.viewer).filter(pk=seeker.pk)
        return rows.values_list(*self.names, *self.more_names)

    def _instance(self, row):
        own = len(self.names)
        found = self.model.from_db(connection.alias, self.names, row[:own])
        for name, value in zip(self.more_names, row[own:], strict=True):
            setattr(found, name, value)
        return found

    def _nobodies(self, seeker):
        viewers = super()._nobodies(seeker.viewer)
        return [Seeker(*each) for each in zip(viewers, NOBODYS, strict=True)]


@dataclass(frozen=True)
class Compiled:
    """A queryset as SQL: where a stand-in's parts stood are places."""

    sql: str
    values: tuple
    rows_of: Callable

    def is_as(self, other):
        return (self.sql, self.values) == (other.sql, other.values)


def _compiled(queryset, parts):
    """None where a viewer of this shape is never shown anything."""
    places = {(type(value), value): Part(name) for name, value in parts.items()}
    if len(places) < len(parts):
        raise NotKept(f"Two of these are alike: {parts}")
    compiler = queryset.query.get_compiler(connection=connection)
    try:
        sql, values = compiler.as_sql()
    except EmptyResultSet:
        return None
    values = tuple(places.get((type(value), value), value) for value in values)
    return Compiled(sql, values, _reader(compiler))


def _reader(compiler):
    """Reads rows as the compiler does, whose converters are looked for only once."""
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    return lambda rows: [
        tuple(row) for row in compiler.apply_converters(rows, converters)
    ]


def _agreed(name, form, one, other):
    """The text on which two stand-ins agree.

    Raises: NotKept if they do not, if the scheme has no place in it, or if it holds a
    number or a day: beside the places only words of the code may stand.
    """
    if one is None and other is None:
        return None
    if one is None or other is None or not one.is_as(other):
        raise NotKept(f"{name} is not alike for two viewers of one shape")
    if Part("scheme") not in one.values:
        raise NotKept(f"{name} is not bounded by the viewer's scheme")
    for value in one.values:
        if not isinstance(value, Part | str):
            raise NotKept(f"{name}: nobody knows whose {value!r} is")
    return Text(name, one, counts=form == "count")


class Text(Prepared):
    """What is kept: one statement with its name, and how its rows are read."""

    def __init__(self, name, compiled, *, counts):
        parts = list(dict.fromkeys(v for v in compiled.values if isinstance(v, Part)))
        places = {part: AsIs(f"${n}") for n, part in enumerate(parts, start=1)}
        sql = compiled.sql
        if counts:
            sql = f"SELECT count(*) FROM ({sql}) kept"  # noqa: S608, as compiled
        with connection.cursor() as cursor:
            text = cursor.mogrify(sql, [places.get(v, v) for v in compiled.values])
        prepare = f"PREPARE {name} AS {text.decode()}"
        super().__init__(name, prepare, [part.name for part in parts])
        self.rows_of = compiled.rows_of

    def rows(self, parts):
        """The rows for a viewer of these parts, read as the queryset reads them."""
        return self.rows_of(self.answer(parts))
