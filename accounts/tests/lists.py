"""Writes lists of invented organisations, as their publisher would."""

import csv
import io

# Where each cell stands in the publisher's 27 columns.
RAW_POSITIONS = {
    "ods_code": 1,
    "name": 2,
    "nhs_region_ods": 3,
    "icb_ods": 4,
    "address_1": 5,
    "address_2": 6,
    "address_3": 7,
    "address_4": 8,
    "address_5": 9,
    "postcode": 10,
    "open_date": 11,
    "close_date": 12,
    "status": 13,
    "sub_type": 14,
    "sub_icb_ods": 15,
    "telephone": 18,
    "provider_purchaser_ods": 24,
    "prescribing_setting": 26,
}


def practice(code="Z99001", name="MILLBROOK SURGERY", **cells):
    return {
        "ods_code": code,
        "name": name,
        "nhs_region_ods": "Y99",
        "icb_ods": "QZZ",
        "address_1": "1 MILL LANE",
        "address_2": "MILLBROOK",
        "postcode": "ZZ1 1ZZ",
        "open_date": "20010401",
        "status": "A",
        "sub_type": "B",
        "sub_icb_ods": "99Z",
        "prescribing_setting": "4",
    } | cells


def pharmacy(code="FZZ01", name="HARBOUR PHARMACY", **cells):
    return practice(
        code, name, sub_type="1", sub_icb_ods="P9ZZ", prescribing_setting="", **cells
    )


def raw(*rows, end="\r\n", encoding="utf-8"):
    """The publisher's file: 27 quoted columns, no header."""
    lines = []
    for row in rows:
        cells = [""] * 27
        for name, cell in row.items():
            cells[RAW_POSITIONS[name] - 1] = cell
        lines.append(",".join(f'"{cell}"' for cell in cells) + end)
    return "".join(lines).encode(encoding)


def headed(*rows, end="\n", encoding="utf-8"):
    """A file with a header: the columns of its first row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator=end, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)
