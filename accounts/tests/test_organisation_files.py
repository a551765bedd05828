"""Lists of organisations are read whole, or refused with row, column and reason."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from accounts.organisation_files.listings import read
from accounts.organisation_files.tables import FileRefused
from accounts.rules import OrganisationKind
from accounts.tests.lists import headed, pharmacy, practice, raw

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT.parent / "shared" / "data" / "ods"


def only(data, **said):
    (organisation,) = read(data, **said)
    return organisation


def refusal_of(data, **said):
    with pytest.raises(FileRefused) as refused:
        read(data, **said)
    return str(refused.value)


def test_a_raw_practice_is_read_with_its_place_days_and_parent():
    closed = practice(close_date="20240331", status="C", telephone="01632 960001")
    organisation = only(raw(closed))

    assert (organisation.row, organisation.code) == (1, "Z99001")
    assert organisation.facts == {
        "name": "MILLBROOK SURGERY",
        "kind": OrganisationKind.PRACTICE,
        "address": "1 MILL LANE, MILLBROOK",
        "postcode": "ZZ1 1ZZ",
        "phone": "01632 960001",
        "parent_code": "99Z",
        "opened_on": date(2001, 4, 1),
        "closed_on": date(2024, 3, 31),
        "is_dormant": False,
    }


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (practice(), "practice"),
        (practice(prescribing_setting="8"), "service"),
        (practice(prescribing_setting="0"), "service"),
        (practice(prescribing_setting=""), "other"),
        (pharmacy(), "pharmacy"),
        (pharmacy() | {"sub_type": "2"}, "pharmacy"),
        (pharmacy() | {"sub_type": "3"}, "other"),
        ({"ods_code": "RZZ", "name": "NORTH SHORE NHS TRUST"}, "trust"),
        ({"ods_code": "QZZ", "name": "NHS SHIRE INTEGRATED CARE BOARD"}, "icb"),
        ({"ods_code": "99Z", "name": "NHS SHIRE ICB - 99Z"}, "sub_icb"),
    ],
)
def test_the_kind_shows_in_columns_codes_and_names(row, kind):
    assert only(raw(row)).facts["kind"] == kind


def test_a_kind_is_said_where_the_file_does_not_tell():
    branch = raw({"ods_code": "Z99001001", "name": "MILLBROOK BRANCH"})

    assert only(branch, kind=OrganisationKind.OTHER).facts["kind"] == "other"
    assert "say --kind" in refusal_of(branch)


def test_a_kind_that_the_rows_contradict_is_refused():
    told = refusal_of(raw(pharmacy()), kind=OrganisationKind.PRACTICE)

    assert told.startswith("Row 1, column 1 (ods_code): is a pharmacy")


def test_a_list_of_people_is_refused():
    told = refusal_of(raw(practice("G9999998")), kind=OrganisationKind.OTHER)

    assert "is the code of a person" in told


def test_a_pharmacy_belongs_to_its_board_and_not_to_its_head_office():
    assert only(raw(pharmacy())).facts["parent_code"] == "QZZ"


def test_a_list_with_a_header_says_only_what_it_has_columns_for():
    organisation = only(
        headed({"ods_code": "RZZ", "name": "NORTH SHORE NHS TRUST", "icb_ods": "QZZ"})
    )

    assert organisation.row == 2
    assert organisation.facts == {
        "name": "NORTH SHORE NHS TRUST",
        "kind": OrganisationKind.TRUST,
        "parent_code": "QZZ",
    }


def test_areas_are_named_by_their_nhs_code_whatever_their_order():
    columns = ("level", "ons_code", "ods_code", "name", "parent_ons_code")
    areas = [
        ("sub_icb", "E38999999", "99Z", "Shire ICB - 99Z", "E54999999"),
        ("icb", "E54999999", "QZZ", "NHS Shire Integrated Care Board", "E40000003"),
        ("nhs_region", "E40000003", "", "A region", ""),
    ]

    listed = read(headed(*(dict(zip(columns, area, strict=True)) for area in areas)))

    parents = {item.code: item.facts["parent_code"] for item in listed}
    assert parents == {"99Z": "QZZ", "QZZ": "Y56", "Y56": ""}


@pytest.mark.parametrize(
    ("status", "is_dormant"),
    [("A", False), ("D", True), ("P", True), ("dormant", True), ("Active", False)],
)
def test_a_dormant_or_proposed_practice_is_not_working(status, is_dormant):
    assert only(raw(practice(status=status))).facts["is_dormant"] is is_dormant


def test_an_opening_day_that_the_list_does_not_know_takes_nothing_away():
    assert "opened_on" not in only(raw(practice(open_date=""))).facts


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_line_ends_and_encodings_make_no_difference(end, encoding):
    named = practice(name="CAFÉ ROW SURGERY")

    organisation = only(raw(named, end=end, encoding=encoding))

    assert organisation.facts["name"] == "CAFÉ ROW SURGERY"


def test_stray_spaces_are_taken_off_and_postcodes_given_theirs():
    untidy = practice(" Z99001 ", "MILLBROOK\xa0 SURGERY ", postcode="zz11zz ")

    organisation = only(raw(untidy))

    assert organisation.code == "Z99001"
    assert organisation.facts["name"] == "MILLBROOK SURGERY"
    assert organisation.facts["postcode"] == "ZZ1 1ZZ"


def test_blank_rows_are_passed_over_and_counted():
    data = b"\r\n" + raw(practice()) + b",,,\r\n  \r\n"

    assert only(data).row == 2


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"ods_code": ""}, "column 1 (ods_code): nothing is not an organisation's"),
        ({"ods_code": "A-1"}, "column 1 (ods_code): A-1 is not an organisation's code"),
        ({"name": ""}, "column 2 (name): is empty"),
        ({"name": "A" * 201}, "column 2 (name): is longer than 200 characters"),
        ({"name": "A\0B"}, "column 2: holds a character that cannot be shown"),
        ({"name": "A\ufffdB"}, "column 2: holds a character that cannot be shown"),
        ({"address_3": "A" * 401}, "column 5 (address_1): is longer than 400"),
        ({"postcode": "ZZ1 1ZZ ZZ"}, "column 10 (postcode): is longer than 8"),
        ({"open_date": "20251332"}, "column 11 (open_date): 20251332 is not a date"),
        ({"open_date": "01/04/2001"}, "column 11 (open_date): 01/04/2001 is not a"),
        ({"open_date": "00010101"}, "column 11 (open_date): 00010101 is not a date"),
        ({"open_date": "٢٠٢٥٠١٠١"}, "column 11 (open_date): ٢٠٢٥٠١٠١ is not a date"),
        ({"close_date": "20010331"}, "column 12 (close_date): 2001-03-31 is before"),
        ({"status": "X"}, "column 13 (status): X is not active, closed, dormant"),
        ({"status": "C"}, "column 13 (status): says closed, and no closing date"),
        ({"sub_icb_ods": "9" * 13}, "column 15 (sub_icb_ods): is longer than 12"),
    ],
)
def test_what_is_wrong_with_a_cell_is_told_with_its_row_and_column(cells, told):
    assert f"Row 2, {told}" in refusal_of(raw(practice(), practice("Z99002") | cells))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'"Z99003","SHORT"', "column 3: the row has 2 columns, the file 27"),
        (b"," * 27, "column 28: the row has 28 columns, the file 27"),
        (b'"Z99003","OPEN', "column 1: a quotation mark is not closed"),
        (b'"Z99003"X,"SHUT"', "column 1: a quotation mark is not closed or stands"),
        (b"Z" * 10_001, "column 1: the row is longer than 10000 bytes"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_with_its_number(line, told):
    if line.startswith(b","):
        line = b"Z99003" + line

    assert f"Row 2, {told}" in refusal_of(raw(practice()) + line + b"\n")


def test_a_code_that_stands_twice_is_told_with_both_rows():
    told = refusal_of(raw(practice(), practice("Z99002"), practice()))

    assert told == "Row 3, column 1 (ods_code): Z99001 stands in row 1 already."


def test_two_encodings_in_one_file_are_refused_rather_than_garbled():
    accented = practice(name="CAFÉ ROW")
    mixed = raw(accented) + raw(accented | {"ods_code": "Z99002"}, encoding="cp1252")

    assert refusal_of(mixed).startswith("Row 2, column 2: byte 0xC9 does not fit UTF-8")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "the file lists no organisation"),
        (b"\n\n", "the file lists no organisation"),
        (b"ods_code,name\n", "the file lists no organisation"),
        (b"PK\x03\x04 and more", "is a ZIP archive or an Excel workbook"),
        (b"\r\n <!DOCTYPE html>", "is a web page"),
        (b"\x1f\x8b\x08", "is a compressed file"),
        (raw(practice(), encoding="utf-16"), "is UTF-16 text: save it as UTF-8"),
        (raw(practice(), encoding="utf-16-le"), "is UTF-16 text or no text at all"),
        (b"a,b,c\n", "expected a header with ods_code and name"),
        (b"," * 26, "the file lists no organisation"),
        (b"A category" + b",x" * 26, "expected a header with ods_code and name"),
        (b"ods_code,name,NAME\nZ99001,A,B", "the header names name more than once"),
        (b"ods_code,registered_patients\nZ99001,9", "this is a list of list sizes"),
    ],
)
def test_what_is_no_list_of_organisations_is_refused_plainly(data, told):
    assert told in refusal_of(data)


def test_fifty_problems_are_shown_and_the_rest_counted():
    told = refusal_of(raw(*(practice(f"Z{n:05}", status="X") for n in range(1060))))

    assert len(told.splitlines()) == 51
    assert told.endswith("And 1,010 more.")


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("gp_practices_england_active", {"practice": 6220}),
        ("gp_practices_england_closed_dormant", {"practice": 1217}),
        ("drug_alcohol_prescribing_services", {"service": 172}),
        ("pharmacies_england_active", {"pharmacy": 10546}),
        ("nhs_trusts_england", {"trust": 274}),
        ("nhs_regions_icbs_subicbs", {"region": 7, "icb": 42, "sub_icb": 106}),
    ],
)
def test_the_published_lists_are_read_whole(name, kinds):
    file = PUBLISHED / f"{name}.csv"
    if not file.exists():
        pytest.skip("the published lists are not beside this checkout")

    listed = read(file.read_bytes())

    assert Counter(item.facts["kind"] for item in listed) == kinds
