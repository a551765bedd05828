"""Which list of organisations a file is, told by its columns and codes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.organisation_files.tables import Problems, refusal
from accounts.rules import OrganisationKind

# The publisher's own files: 27 columns in this order and no header. A blank name is a
# column that its specification leaves empty.
RAW_COLUMNS = (
    "ods_code",
    "name",
    "nhs_region_ods",
    "icb_ods",
    "address_1",
    "address_2",
    "address_3",
    "address_4",
    "address_5",
    "postcode",
    "open_date",
    "close_date",
    "status",
    "sub_type",
    "sub_icb_ods",
    "joined_parent_date",
    "left_parent_date",
    "telephone",
    "",
    "",
    "",
    "amended",
    "",
    "provider_purchaser_ods",
    "",
    "prescribing_setting",
    "",
)
GP_PRACTICE_SETTING = "4"
DISPENSARY_SUB_TYPES = {"1", "2"}  # pharmacy, appliance contractor; 3 sells oxygen
COST_CENTRE_SUB_TYPES = {"B", "Z"}  # prescribes under a parent, or under none
LEVELS = {
    "nhs_region": OrganisationKind.REGION,
    "icb": OrganisationKind.ICB,
    "sub_icb": OrganisationKind.SUB_ICB,
}
CODE = re.compile(r"[A-Z0-9]{3,12}", re.ASCII)
PERSON_CODE = re.compile(r"[CG]\d{7}")
DISPENSARY_CODE = re.compile(r"F[A-Z0-9]{4}")
NAMED_LIKE = {
    OrganisationKind.TRUST: re.compile(r"\bTRUST$", re.IGNORECASE),
    OrganisationKind.ICB: re.compile(r"\bINTEGRATED CARE BOARD\b", re.IGNORECASE),
    OrganisationKind.SUB_ICB: re.compile(r"\bICB - \w+$", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation's row: its cells by the name of their column."""

    number: int
    columns: tuple[str, ...]
    cells: dict[str, str]

    def place(self, column: str) -> str:
        """How to find a column in the file: where it stands, and its name."""
        return f"{self.columns.index(column) + 1} ({column})"


def named(rows: Iterable[tuple[int, list[str]]], problems: Problems) -> Iterator[Row]:
    """Yield each row of a list under the names of its columns; the header is not one.

    Raises: FileRefused if it is no list of organisations that we know.
    """
    columns = None
    for number, cells in rows:
        if columns is None:
            columns, is_header = _columns_of(cells)
            if is_header:
                continue
        if len(cells) == len(columns):
            yield Row(number, columns, dict(zip(columns, cells, strict=True)))
        else:
            at = min(len(cells), len(columns)) + 1
            sentence = f"the row has {len(cells)} columns, the file {len(columns)}"
            problems.add(number, str(at), sentence)


def _columns_of(first_row):
    header = tuple(cell.lower() for cell in first_row)
    if "registered_patients" in header and "name" not in header:
        raise refusal("this is a list of list sizes, which organisations do not hold")
    if "ods_code" in header and "name" in header:
        return _without_repeats(header), True
    if len(first_row) == len(RAW_COLUMNS) and CODE.fullmatch(first_row[0].upper()):
        return RAW_COLUMNS, False
    raise refusal(
        "this is no list of organisations: expected a header with ods_code and name, "
        "or 27 columns that begin with an organisation's code, and found "
        f"{len(first_row)} that begin with {first_row[0][:20] or 'nothing'}"
    )


def _without_repeats(header):
    named = [name for name in header if name]
    repeated = sorted({name for name in named if named.count(name) > 1})
    if repeated:
        raise refusal(f"the header names {repeated[0]} more than once")
    return header


def kind_of(cells: dict[str, str], said: OrganisationKind | None) -> OrganisationKind:
    """Return what a row lists: by its own columns, else as said, else by its name.

    Raises: ValueError with the reason, if nothing tells, what was said contradicts the
        row, or it lists a person.
    """
    if PERSON_CODE.fullmatch(cells["ods_code"].upper()):
        raise ValueError("is the code of a person, not of an organisation")
    shown = _kind_by_columns(cells)
    if shown and said and shown != said:
        raise ValueError(f"is a {shown}, and the file was said to list a {said}")
    kind = shown or said or _kind_by_likeness(cells)
    if kind is None:
        raise ValueError("nothing tells what kind of organisation it is: say --kind")
    return kind


def _kind_by_columns(cells):
    if cells.get("level") in LEVELS:
        return LEVELS[cells["level"]]
    setting, sub_type = cells.get("prescribing_setting"), cells.get("sub_type", "")
    if setting == GP_PRACTICE_SETTING:
        return OrganisationKind.PRACTICE
    if setting:
        return OrganisationKind.SERVICE
    is_contractor = DISPENSARY_CODE.fullmatch(cells["ods_code"].upper())
    if (
        cells.get("contractor_type")
        or is_contractor
        and sub_type in DISPENSARY_SUB_TYPES
    ):
        return OrganisationKind.PHARMACY
    return OrganisationKind.OTHER if is_contractor and sub_type else None


def _kind_by_likeness(cells):
    if cells.get("sub_type") in COST_CENTRE_SUB_TYPES:
        return OrganisationKind.OTHER
    names = NAMED_LIKE.items()
    return next((kind for kind, like in names if like.search(cells["name"])), None)
