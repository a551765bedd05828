"""Whatever is sent in place of a list: an answer, never an error of ours."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.organisation_files.listings import read
from accounts.organisation_files.tables import FileRefused
from accounts.tests.lists import headed, practice, raw

ROOT = Path(__file__).resolve().parents[2]
FILES = settings(max_examples=1000 if os.environ.get("FULL") else 100, deadline=None)

words = st.text("ABCDEFGHIJ &'-.()É", min_size=1, max_size=40).map(
    lambda text: " ".join(text.split()) or "A"
)
days = st.none() | st.dates(date(1900, 1, 1), date(2099, 12, 31))
organisations = st.fixed_dictionaries(
    {"name": words, "address_1": words, "postcode": st.sampled_from(["", "ZZ1 1ZZ"])}
)
lists = st.lists(organisations, min_size=1, max_size=8).map(
    lambda rows: [practice(f"Z{n:05}") | row for n, row in enumerate(rows)]
)


@FILES
@given(
    rows=lists,
    opened_on=days,
    write=st.sampled_from([raw, headed]),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
)
def test_what_is_written_is_what_is_read(rows, opened_on, write, end, encoding):
    written = f"{opened_on:%Y%m%d}" if opened_on else ""
    rows = [row | {"open_date": written} for row in rows]

    listed = read(write(*rows, end=end, encoding=encoding))

    assert [item.code for item in listed] == [row["ods_code"] for row in rows]
    for item, row in zip(listed, rows, strict=True):
        assert item.facts["name"] == row["name"]
        assert item.facts["address"] == f"{row['address_1']}, {row['address_2']}"
        assert item.facts["postcode"] == row["postcode"]
        assert item.facts.get("opened_on") == opened_on


# Each damages a list of 27 columns so that nobody could read it rightly.
def _spoil_cell(column, cell):
    def spoil(rows, at):
        rows[at] = rows[at] | {column: cell}
        return raw(*rows)

    return spoil


def _cut_short(rows, at):
    lines = raw(*rows).splitlines(keepends=True)
    lines[at] = lines[at][: len(lines[at]) // 2] + b"\r\n"
    return b"".join(lines)


def _repeat(rows, at):
    return raw(*rows, rows[at])


def _join(rows, at):
    lines = raw(*rows).splitlines()
    lines[at] += b"," + lines[at]
    return b"\n".join(lines)


def _break_a_byte(rows, at):
    return raw(*rows).replace(rows[at]["ods_code"].encode(), b"Z\x81")


def _mix_encodings(rows, at):
    accented = raw(practice("Z98001", "CAFÉ")) + raw(*rows)
    return accented + raw(practice("Z98002", "CAFÉ"), encoding="cp1252")


DAMAGE = [
    *(_spoil_cell("open_date", cell) for cell in ("20251332", "2025", "x", "0")),
    *(_spoil_cell("close_date", cell) for cell in ("19000101", "20010229", "-")),
    *(_spoil_cell("ods_code", cell) for cell in ("", "?", "A" * 13, "G1234567")),
    *(_spoil_cell("name", cell) for cell in ("", "A" * 201, "A\x1bB", "\0", "\u202eA")),
    *(_spoil_cell("status", cell) for cell in ("C", "gone", "1")),
    *(_spoil_cell("postcode", cell) for cell in ("020 7946 0000", "Z" * 9)),
    _cut_short,
    _repeat,
    _join,
    _break_a_byte,
    _mix_encodings,
]


@FILES
@given(rows=lists, damage=st.sampled_from(DAMAGE), data=st.data())
def test_a_damaged_file_is_refused_with_row_and_column(rows, damage, data):
    at = data.draw(st.integers(0, len(rows) - 1))

    with pytest.raises(FileRefused) as refused:
        read(damage(list(rows), at))

    for line in str(refused.value).splitlines():
        assert re.match(r"Row [1-9]\d*, column \S.*: \S.*\.$", line)


@FILES
@given(
    beginning=st.sampled_from([b"", b"ods_code,name\n", raw(practice())]),
    data=st.binary(max_size=400) | st.text(max_size=400).map(str.encode),
)
def test_nothing_that_is_sent_is_an_error_of_ours(beginning, data):
    try:
        told = "" if read(beginning + data) else "nothing"
    except FileRefused as refused:
        told = str(refused)

    assert not told or told.startswith("Row ")


BOMBS = {
    "one line of a hundred megabytes": (
        lambda: b"A" * 100_000_000,
        "Row 1, column 1: the file is larger than 15 MB.",
    ),
    "one line within the limit": (
        lambda: b'"' + b"A" * 14_999_000,
        "Row 1, column 1: the row is longer than 10000 bytes.",
    ),
    "a row of commas": (
        lambda: b"Z99001" + b"," * 14_000_000,
        "Row 1, column 1: the row is longer than 10000 bytes.",
    ),
    "nothing but line ends": (
        lambda: b"\n" * 14_000_000,
        "Row 1, column 1: the file has more than 100,000 rows.",
    ),
    "quotation marks": (
        lambda: b"ods_code,name\n" + b'"\n' * 99_000,
        "Row 2, column 1: a quotation mark is not closed or stands alone.",
    ),
    "short rows": (
        lambda: raw(practice()) + b"x\n" * 99_000,
        "Row 2, column 2: the row has 1 columns, the file 27.",
    ),
    "a long list": (
        lambda: b"".join(b"Z%05d,NAME,%s4,\n" % (n, b"," * 23) for n in range(99_000)),
        "99000 organisations",
    ),
}
READ_IT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (256_000_000, 256_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from accounts.organisation_files import listings, tables
try:
    print(len(listings.read(tables.content(sys.argv[1]))), "organisations")
except tables.FileRefused as refused:
    print(str(refused).splitlines()[0])
"""


@pytest.mark.slow
@pytest.mark.parametrize(("make", "told"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_answered_in_ten_seconds_and_256_megabytes(make, told, tmp_path):
    file = tmp_path / "bomb.csv"
    file.write_bytes(make())

    answer = subprocess.check_output(
        [sys.executable, "-c", READ_IT, file], cwd=ROOT, text=True
    )

    assert answer.strip() == told
