"""Lists: the real sizes of authorities, practices and pharmacies, where the published
files are at hand; else invented ones with the same skew."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path

from django.conf import settings

from benchmarks.population.dice import Dice
from benchmarks.population.names import BEGINNINGS, ENDINGS

PUBLISHED = Path(settings.BASE_DIR).parent / "shared" / "data"
SCHEMES, PRACTICES, PHARMACIES = 153, 6220, 10546

# How the real sizes are spread: the standard deviation of their logarithm.
SPREAD_OF_SCHEMES, SPREAD_OF_PRACTICES = 0.75, 0.6
MEDIAN_PRACTICE = 8186

AUTHORITIES = "geography/local_authorities_upper_tier_england_2025.csv"
AUTHORITY_OF = "geography/organisation_to_local_authority_est.csv"
PRACTICE_LIST = "ods/gp_practices_england_active.csv"
PHARMACY_LIST = "ods/pharmacies_england_active.csv"
LIST_SIZES = "ods/gp_list_sizes_2021_01.csv"
ALCOHOL = "statistics/alcohol_treatment_by_utla_2010_2019.csv"
DEATHS = "statistics/drug_poisoning_deaths_by_la_1993_2020.csv"
DEATH_YEARS = ("2016", "2017", "2018", "2019", "2020")


@dataclass(frozen=True)
class Area:
    """One authority: its share of the people in treatment, its practices with the
    number registered at each, and its pharmacies."""

    name: str
    weight: float
    practices: tuple[tuple[str, int], ...]
    pharmacies: tuple[str, ...]


def read_areas(folder=PUBLISHED):
    """The areas of the country, most people first."""
    areas = _published(folder) if (folder / AUTHORITIES).exists() else _invented()
    return sorted(areas, key=lambda area: -area.weight)


def _published(folder):
    def rows(name):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    authorities = {row["gss_code"]: row for row in rows(AUTHORITIES)}
    where = {row["ods_code"]: row["utla_gss_est"] for row in rows(AUTHORITY_OF)}
    size = {
        row["ods_code"]: int(row["registered_patients"]) for row in rows(LIST_SIZES)
    }
    practices = _by_area(rows(PRACTICE_LIST), where, authorities)
    pharmacies = _by_area(rows(PHARMACY_LIST), where, authorities)
    registered = {
        area: sum(size.get(code, MEDIAN_PRACTICE) for code in practices[area])
        for area in authorities
    }
    weights = _weights(authorities, registered, rows(ALCOHOL), rows(DEATHS))
    return [
        Area(
            row["name"],
            weights[area],
            tuple((code, size.get(code, MEDIAN_PRACTICE)) for code in practices[area]),
            tuple(pharmacies[area]),
        )
        for area, row in authorities.items()
    ]


def _by_area(organisations, where, authorities):
    """Codes by area. What nobody could place goes to areas that have none."""
    placed, lost = defaultdict(list), []
    for row in organisations:
        area = where.get(row["ods_code"])
        (placed[area] if area in authorities else lost).append(row["ods_code"])
    empty = [area for area in authorities if not placed[area]]
    for code, area in zip(lost, cycle(empty or authorities), strict=False):
        placed[area].append(code)
    return placed


def _weights(authorities, registered, alcohol, deaths):
    """Half by people in treatment for alcohol, half by drug deaths of five years; an
    area that a list does not know counts there by its registered patients."""
    treated = {
        row["Local Authority"]: float(row["Value"])
        for row in alcohol
        if row["Year"] == "2018/19" and row["Series"].endswith("People in treatment")
    }
    died = {row["code"]: sum(int(row[y] or 0) for y in DEATH_YEARS) for row in deaths}
    by_name = {area: treated.get(row["name"]) for area, row in authorities.items()}
    by_code = {
        area: died.get(area) or died.get(row["previous_gss_code"])
        for area, row in authorities.items()
    }
    shares = [_shares(known, registered) for known in (by_name, by_code)]
    return {area: sum(share[area] for share in shares) / 2 for area in authorities}


def _shares(known, registered):
    told = [area for area in known if known[area]]
    rate = sum(known[area] for area in told) / sum(registered[area] for area in told)
    filled = {area: known[area] or rate * registered[area] for area in known}
    whole = sum(filled.values())
    return {area: value / whole for area, value in filled.items()}


def _invented():
    dice = Dice("areas")
    beginnings = BEGINNINGS.replace("\n", "|").strip("|").split("|")
    endings = ENDINGS.replace("\n", "|").strip("|").split("|")
    names = dice.sample([a + b for a, b in product(beginnings, endings)], SCHEMES)
    weights = [dice.lognormvariate(0, SPREAD_OF_SCHEMES) for _ in names]
    practices = share_out(PRACTICES, weights)
    pharmacies = share_out(PHARMACIES, weights)
    code = iter(range(PRACTICES + PHARMACIES))
    return [
        Area(
            name,
            weights[n] / sum(weights),
            tuple((f"P{next(code):05}", _list_size(dice)) for _ in range(practices[n])),
            tuple(f"F{next(code):05}" for _ in range(pharmacies[n])),
        )
        for n, name in enumerate(names)
    ]


def _list_size(dice):
    return round(MEDIAN_PRACTICE * dice.lognormvariate(0, SPREAD_OF_PRACTICES))


def share_out(total, weights):
    """Whole numbers, one at least for each weight, that add up to ``total``."""
    whole = sum(weights)
    shares = [max(1, int(total * weight / whole)) for weight in weights]
    by_size = sorted(range(len(weights)), key=lambda n: -weights[n])
    for n in cycle(by_size):
        missing = total - sum(shares)
        if not missing:
            return shares
        shares[n] += 1 if missing > 0 else -1 if shares[n] > 1 else 0
    return shares
