"""A list brings the register of organisations up to date, whole or not at all."""

import io
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.actions import organisations as actions
from accounts.models import Organisation, OrganisationName
from accounts.organisation_files.listings import read
from accounts.organisation_files.tables import FileRefused
from accounts.tests.lists import headed, pharmacy, practice, raw
from audit.models import Event

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "ods"
NATIONAL = ("gp_practices", "pharmacies")


def load(*rows, day=DAY, **said):
    return actions.load_organisations(listed=read(raw(*rows)), day=day, **said)


def organisation(code="Z99001"):
    return Organisation.objects.get(code=code)


def rows_as_written():
    """Every row with the transaction and statement that last wrote it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, xmin::text, cmin::text FROM accounts_organisation")
        return sorted(cursor.fetchall())


def test_load_organisations_brings_in_what_is_new():
    told = load(practice(), pharmacy())

    assert told == {"new": 2, "unchanged": 0}
    assert organisation().address == "1 MILL LANE, MILLBROOK"
    assert organisation("FZZ01").kind == "pharmacy"


def test_load_organisations_again_writes_nothing():
    load(practice(), pharmacy())
    before = rows_as_written()

    told = load(practice(), pharmacy())

    assert told == {"unchanged": 2}
    assert rows_as_written() == before


def test_load_organisations_keeps_the_names_there_were():
    load(practice())
    load(practice(name="MILL HOUSE"))
    told = load(practice(name="MILLBROOK HEALTH"), day=date(2026, 6, 1))

    assert told["renamed"] == 1
    assert organisation().name == "MILLBROOK HEALTH"
    names = OrganisationName.objects.order_by("id").values_list("name", "from_on")
    assert list(names) == [
        ("MILLBROOK SURGERY", date(2001, 4, 1)),
        ("MILL HOUSE", DAY),
        ("MILLBROOK HEALTH", date(2026, 6, 1)),
    ]


def test_load_organisations_closes_and_reopens():
    load(practice(), practice("Z99002"))

    told = load(practice(status="C", close_date="20260228"))
    assert told["closed"] == 1
    assert organisation().closed_on == date(2026, 2, 28)

    told = load(practice())
    assert told["reopened"] == 1
    assert organisation().closed_on is None


def test_load_organisations_leaves_open_what_a_list_leaves_out():
    load(practice(), practice("Z99002"))

    load(practice())

    assert organisation("Z99002").closed_on is None


def test_load_organisations_moves_to_another_parent():
    board = {"ods_code": "QZZ", "name": "NHS SHIRE INTEGRATED CARE BOARD"}
    load(practice(), board, board | {"ods_code": "99Z"})
    assert organisation().parent.code == "99Z"

    told = load(practice(sub_icb_ods="QZZ"))

    assert told["moved"] == 1
    assert organisation().parent.code == "QZZ"


def test_load_organisations_keeps_an_unknown_parent_readable_until_it_is_listed():
    load(practice())
    assert (organisation().parent_code, organisation().parent) == ("99Z", None)

    load({"ods_code": "99Z", "name": "NHS SHIRE ICB - 99Z"})

    assert organisation().parent.code == "99Z"


def test_load_organisations_takes_a_parent_away_where_the_list_has_none():
    load(practice(), {"ods_code": "99Z", "name": "NHS SHIRE ICB - 99Z"})

    load(practice(sub_icb_ods="", icb_ods="", nhs_region_ods=""))

    assert (organisation().parent_code, organisation().parent) == ("", None)


def test_load_organisations_keeps_what_a_list_has_no_column_for():
    load({"ods_code": "RZZ", "name": "NORTH SHORE NHS TRUST", "postcode": "ZZ1 1ZZ"})
    shorter = headed({"ods_code": "RZZ", "name": "NORTH SHORE NHS TRUST"})

    told = actions.load_organisations(listed=read(shorter), day=DAY)

    assert told == {"unchanged": 1}
    assert organisation("RZZ").postcode == "ZZ1 1ZZ"


def test_load_organisations_counts_other_details_as_amended():
    load(practice())

    told = load(practice(postcode="ZZ2 2ZZ", status="D"))

    assert told == {"amended": 1, "unchanged": 0}
    assert organisation().is_dormant
    assert organisation().version == 1


def test_load_organisations_lets_a_practice_become_a_service_and_no_pharmacy():
    load(practice(), pharmacy())
    load(practice(prescribing_setting="8"))
    assert organisation().kind == "service"

    with pytest.raises(FileRefused) as refused:
        load(practice(), practice("FZZ01"))

    assert str(refused.value) == (
        "Row 2, column ods_code: FZZ01 is a pharmacy here, and listed as a practice."
    )


def test_load_organisations_refuses_a_closing_before_the_opening_it_knows():
    load(practice())

    with pytest.raises(FileRefused, match="Row 1, column close_date: 1999-12-31 is"):
        load(practice(open_date="", close_date="19991231", status="C"))


def test_load_organisations_changes_nothing_when_one_row_is_wrong():
    load(pharmacy())
    before = rows_as_written()

    with pytest.raises(FileRefused):
        load(practice(), practice("FZZ01"))

    assert rows_as_written() == before


def test_load_organisations_never_touches_the_place_of_none():
    load(practice(sub_icb_ods="", icb_ods="", nhs_region_ods=""))

    none = Organisation.objects.get(pk=0)
    assert (none.code, none.parent) == ("", None)


def test_load_organisations_dry_tells_and_changes_nothing():
    load(practice())
    before = rows_as_written()

    told = load(practice(name="MILL HOUSE"), pharmacy(), dry_run=True)

    assert told == {"new": 1, "renamed": 1, "unchanged": 0}
    assert rows_as_written() == before


@pytest.mark.role("unwalled")
def test_load_organisations_leaves_a_trace_of_what_it_changed():
    load(practice())
    load(practice())

    (event,) = Event.objects.filter(verb="organisations_loaded")
    assert event.facts == {"new": 1, "unchanged": 0}
    assert event.membership_id is None


@pytest.fixture
def listed_file(tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes(raw(practice(), pharmacy()))
    return str(file)


def run(*arguments):
    out = io.StringIO()
    call_command("load_organisations", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_shows_progress_and_tells_what_it_loaded(listed_file, capsys):
    told = run(listed_file)

    assert told == (
        "Loaded: 2 new, 0 renamed, 0 moved, 0 closed, 0 reopened, 0 amended, "
        "0 unchanged.\n"
    )
    progress = capsys.readouterr().err
    assert "Reading: 100%" in progress
    assert "Writing: 100%" in progress


def test_the_command_run_dry_tells_what_would_be_loaded(listed_file):
    told = run(listed_file, "--dry-run")

    assert told.startswith("Would be loaded: 2 new,")
    assert not Organisation.objects.filter(code="Z99001").exists()


def test_the_command_tells_why_it_loaded_nothing(tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes(raw(practice(), practice()))

    with pytest.raises(CommandError) as told:
        run(str(file))

    assert str(told.value) == (
        "Nothing was loaded.\n"
        "Row 2, column 1 (ods_code): Z99001 stands in row 1 already."
    )


@pytest.mark.parametrize("place", ["", "missing.csv"])
def test_the_command_tells_that_a_file_cannot_be_read(place, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(str(tmp_path / place))


def open_codes(day):
    return set(Organisation.objects.open_on(day).values_list("code", flat=True))


def test_open_on_leaves_out_what_takes_no_new_person():
    load(
        practice(),
        practice("Z99002", status="C", close_date="20260302"),
        practice("Z99003", status="C", close_date="20260303"),
        practice("Z99004", status="D"),
        practice("Z99005", status="P", open_date="20270101"),
        practice("Z99006", open_date="20260302"),
        practice("Z99007", open_date="20260303"),
    )

    assert open_codes(DAY) - {"F1"} == {"Z99001", "Z99003", "Z99006"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("z99", {"Z99001", "Z99002"}),
        ("Z99001", {"Z99001"}),
        ("millbrook", {"Z99001", "Z99002", "FZZ01"}),
        ("surgery mill", {"Z99001"}),
        ("st marys", {"Z99002"}),
        ("St. Mary's", {"Z99002"}),
        ("north and south", {"Z99002"}),
        ("zz2 2zz", {"Z99002"}),
        ("ZZ22Z", {"Z99002"}),
        ("zz2", {"Z99002"}),
        ("pharmacy millbrook", {"FZZ01"}),
        ("brook", set()),
        ("", set()),
        (" &|!:* ", set()),
        ("' OR 1=1 --", set()),
        ("\0 ①② ªº İİ ٢٢ ßß", set()),
    ],
)
def test_matching_finds_by_the_beginnings_of_words(typed, found):
    load(
        practice(),
        practice("Z99002", "ST MARY'S NORTH & SOUTH", postcode="ZZ2 2ZZ"),
        pharmacy(),
    )

    matching = Organisation.objects.matching(typed)

    assert set(matching.values_list("code", flat=True)) == found


def test_matching_goes_through_its_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    plan = Organisation.objects.matching("mill").order_by().explain()

    assert "Bitmap Index Scan on organisation_search" in plan


@pytest.fixture
def national_lists():
    """The published practices and pharmacies, loaded; how long that took."""
    files = [PUBLISHED / f"{name}_england_active.csv" for name in NATIONAL]
    if not all(file.exists() for file in files):
        pytest.skip("the published lists are not beside this checkout")
    started = process_time()
    for file in files:
        run(str(file))
    return process_time() - started


@pytest.mark.slow
def test_load_organisations_takes_the_national_lists_in_seconds(national_lists):
    assert national_lists < 20
    assert Organisation.objects.open_on(DAY).filter(kind="practice").count() >= 6220


@pytest.mark.slow
def test_matching_is_quick_among_all_of_them(national_lists):
    for typed in ("boots", "ph", "surgery park", "m1", "fa0", "the", "boots leeds"):
        started = process_time()
        found = list(Organisation.objects.open_on(DAY).matching(typed)[:20])

        assert process_time() - started < 0.1
        assert found
