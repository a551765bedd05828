"""What a list says of each organisation: checked, and in the words of our tables."""

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from accounts.organisation_files import shapes, tables
from accounts.rules import OrganisationKind

DAY = re.compile(r"(\d{4})(-?)(\d{2})\2(\d{2})", re.ASCII)
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})", re.ASCII)
EARLIEST, LATEST = date(1800, 1, 1), date(2100, 12, 31)
ADDRESS_COLUMNS = (*(f"address_{number}" for number in range(1, 6)), "town", "county")
# What an organisation belongs to, the nearest first. A pharmacy's third column is its
# head office: it belongs to its board.
PARENT_COLUMNS = ("sub_icb_ods", "icb_ods", "nhs_region_ods", "parent_ons_code")
STATUSES = {
    "A": "active",
    "C": "closed",
    "D": "dormant",
    "P": "proposed",
    "INACTIVE": "closed",
}
KNOWN_STATUSES = set(STATUSES.values())
NOT_WORKING = {"dormant", "proposed"}
LONGEST_NAME, LONGEST_ADDRESS, LONGEST_POSTCODE, LONGEST_CODE = 200, 400, 8, 12
LONGEST_PHONE = 20
# Regions are listed under the statistics office's code; other lists name them by this.
REGION_CODES = {
    "E40000003": "Y56",
    "E40000005": "Y59",
    "E40000006": "Y58",
    "E40000007": "Y61",
    "E40000010": "Y62",
    "E40000011": "Y60",
    "E40000012": "Y63",
}


@dataclass(frozen=True, slots=True)
class ListedOrganisation:
    """One row of a list. ``facts`` holds what the list has a column for, no more."""

    row: int
    code: str
    facts: dict[str, object]


def read(
    data: bytes, kind: OrganisationKind | None = None, watch: Callable = iter
) -> list[ListedOrganisation]:
    """Return every organisation of a file, or none.

    ``kind`` says what the file lists where its rows do not; ``watch`` wraps the rows,
    to show progress.
    Raises: FileRefused, naming row and column.
    """
    problems = tables.Problems()
    numbered = list(enumerate(tables.lines(data), start=1))
    row_of, codes = {}, dict(REGION_CODES)
    listed = []
    with closing(tables.rows(watch(numbered), problems)) as rows:
        for row in shapes.named(rows, problems):
            listed.append(_listed(row, kind, problems))
            _tell_if_repeated(row, listed[-1].code, row_of, problems)
            if "ons_code" in row.cells:
                codes[row.cells["ons_code"]] = listed[-1].code
    problems.refuse_if_any()
    if not listed:
        raise tables.refusal("the file lists no organisation")
    _name_parents_by_code(listed, codes)
    return listed


def _listed(row, kind, problems):
    """One row's organisation, as far as it can be read; what cannot be is told."""
    check = Check(row, problems)
    facts = {"name": check.text("name", LONGEST_NAME, required=True)}
    facts |= _kind(check, kind)
    facts |= _place(check)
    facts |= _parent(check, facts["kind"])
    facts |= _days(check)
    return ListedOrganisation(row.number, _code(check), facts)


class Check:
    """Reads one row's cells, and tells what is wrong with them."""

    def __init__(self, row, problems):
        self.row = row
        self.cells = row.cells
        self.problems = problems

    def has(self, column):
        return column in self.cells

    def tell(self, column, sentence):
        self.problems.add(self.row.number, self.row.place(column), sentence)

    def text(self, column, longest, *, required=False):
        cell = self.cells[column]
        if required and not cell:
            self.tell(column, "is empty")
        if len(cell) > longest:
            self.tell(column, f"is longer than {longest} characters")
        return cell

    def day(self, column):
        cell = self.cells.get(column, "")
        if not cell:
            return None
        day = _day(cell)
        if day is None:
            self.tell(column, f"{cell[:20]} is not a date like 20251231 or 2025-12-31")
        return day


def _day(cell):
    found = DAY.fullmatch(cell)
    try:
        day = date(*(int(found[part]) for part in (1, 3, 4))) if found else None
    except ValueError:
        return None
    return day if day and EARLIEST <= day <= LATEST else None


def _code(check):
    code = check.cells["ods_code"].upper()
    if not code and check.has("ons_code"):
        code = check.cells["ons_code"].upper()
        code = REGION_CODES.get(code, code)
    if not shapes.CODE.fullmatch(code):
        check.tell(
            "ods_code", f"{code[:20] or 'nothing'} is not an organisation's code"
        )
    return code


def _kind(check, said):
    try:
        return {"kind": shapes.kind_of(check.cells, said)}
    except ValueError as reason:
        check.tell("ods_code", str(reason))
        return {"kind": None}


def _place(check):
    place = {}
    present = [column for column in ADDRESS_COLUMNS if check.has(column)]
    if present:
        lines = [check.cells[column] for column in present]
        place["address"] = ", ".join(line for line in lines if line)
        if len(place["address"]) > LONGEST_ADDRESS:
            check.tell(
                present[0], f"is longer than {LONGEST_ADDRESS} characters in all"
            )
    if check.has("postcode"):
        place["postcode"] = _postcode(check.text("postcode", LONGEST_POSTCODE).upper())
    if check.has("telephone"):
        place["phone"] = check.text("telephone", LONGEST_PHONE)
    return place


def _postcode(cell):
    """With its space. Another form is kept as it came: it can still be read."""
    found = POSTCODE.fullmatch(cell)
    return f"{found[1]} {found[2]}" if found else cell


def _parent(check, kind):
    present = [column for column in PARENT_COLUMNS if check.has(column)]
    if kind == OrganisationKind.PHARMACY:
        present = [column for column in present if column != "sub_icb_ods"]
    if not present:
        return {}
    codes = [check.text(column, LONGEST_CODE).upper() for column in present]
    others = [code for code in codes if code and code != check.cells["ods_code"]]
    return {"parent_code": others[0] if others else ""}


def _days(check):
    days = {}
    opened_on, closed_on = check.day("open_date"), check.day("close_date")
    if opened_on:  # a list that does not know it takes nothing away
        days["opened_on"] = opened_on
    if check.has("close_date") or check.has("status"):
        days["closed_on"] = closed_on
    if opened_on and closed_on and closed_on < opened_on:
        check.tell("close_date", f"{closed_on} is before the opening, {opened_on}")
    if check.has("status"):
        days["is_dormant"] = _status(check, closed_on) in NOT_WORKING
    return days


def _status(check, closed_on):
    cell = check.cells["status"]
    status = STATUSES.get(cell.upper(), cell.lower())
    if status and status not in KNOWN_STATUSES:
        check.tell("status", f"{cell[:20]} is not active, closed, dormant or proposed")
    if status == "closed" and closed_on is None:
        check.tell("status", "says closed, and no closing date is given")
    return status


def _tell_if_repeated(row, code, row_of, problems):
    first = row_of.setdefault(code, row.number)
    if first != row.number:
        sentence = f"{code[:20]} stands in row {first} already"
        problems.add(row.number, row.place("ods_code"), sentence)


def _name_parents_by_code(listed, codes):
    """Lists of areas name a parent by its statistics code; ours is the NHS code."""
    for organisation in listed:
        parent_code = organisation.facts.get("parent_code")
        if parent_code in codes:
            organisation.facts["parent_code"] = codes[parent_code]
