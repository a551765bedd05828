"""Reading what a run leaves: forms, the database's log, plans, processes' time."""

import os

import pytest

from benchmarks.bench import draw
from benchmarks.driving import PRESS
from benchmarks.measuring import Tally, table_row
from benchmarks.plans import problems
from benchmarks.serving import ticks_of
from benchmarks.statements import EXPLAINED, IN_PASSING, one_line
from benchmarks.visits import FORM_TOKEN, Page, filled

WALLED = {"patients_patient", "patients_grant"}
PAGE = """
<form action="/search/"><input name="q" value="elsewhere"></form>
<main>
<form class="app-form"><input type="hidden" name="submit_key" value="of-the-page">
<input name="on_day_day" value="22"><input name="kind" type="radio" value="a">
<input name="kind" type="radio" value="b" checked>
<select name="place"><option value="home">Home</option>
<option value="service" selected>Service</option></select>
<select name="step_owner"><option value="7">Lou</option><option value="8">Mo</option>
</select><input type="checkbox" name="advice" value="sleep"><input name="tobacco">
<textarea name="notes">as kept</textarea></form>
</main>
"""


def node(kind, table=None, *plans, relationship=None):
    facts = {"Node Type": kind, "Plans": list(plans)}
    facts |= {"Relation Name": table} if table else {}
    return facts | ({"Parent Relationship": relationship} if relationship else {})


def test_a_form_is_filled_as_drawn_but_for_what_is_said():
    sent = filled(PAGE)

    assert sent["on_day_day"] == ["22"]
    assert sent["kind"] == ["b"]
    assert sent["place"] == ["service"]
    assert sent["step_owner"] == ["7"]
    assert sent["tobacco"] == "15"
    assert sent["notes"].startswith("Came on time")
    assert (sent["submit_key"], sent["csrfmiddlewaretoken"]) == (PRESS, FORM_TOKEN)
    assert "q" not in sent
    assert "use_heroin_change" not in sent


def test_a_plan_is_read_from_the_log_with_the_role_that_asked():
    log = (
        'app_web|LOG:  duration: 0.3 ms  plan:\n\t{\n\t "Query Text": "SELECT 1"\n\t}\n'
        "postgres|LOG:  checkpoint starting\n"
    )

    [(role, text)] = EXPLAINED.findall(log)

    assert role == "app_web"
    assert "SELECT 1" in text


def test_statements_are_told_apart_without_their_literals():
    asked = "SELECT  a1 FROM t\n WHERE b = 'it''s' AND \"t\".\"n2\" IN (34, 5)"

    assert one_line(asked) == 'SELECT a1 FROM t WHERE b = \'…\' AND "t"."n2" IN (0, 0)'


@pytest.mark.parametrize(
    "asked", ["SELECT 1", 'SELECT 1 FROM ONLY "public"."accounts_user" x']
)
def test_what_is_asked_in_passing_is_no_statement_of_a_page(asked):
    assert IN_PASSING.match(one_line(asked))


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (node("Index Scan", "patients_patient"), []),
        (node("Seq Scan", "core_clock"), []),
        (
            node("Limit", None, node("Seq Scan", "patients_patient")),
            ["sequential scan of patients_patient"],
        ),
        (
            node(
                "Index Scan",
                "patients_patient",
                node("Index Scan", "accounts_cover", relationship="SubPlan"),
            ),
            ["sub-plan on patients_patient"],
        ),
        (
            node(
                "Index Scan",
                "patients_patient",
                node("Result", relationship="InitPlan"),
            ),
            [],
        ),
    ],
)
def test_a_plan_is_judged_by_how_it_reads_people(plan, expected):
    assert list(problems(plan, WALLED)) == expected


def test_a_process_that_works_gains_time_and_one_that_ended_has_none():
    before = ticks_of(os.getpid())
    sum(n * n for n in range(3_000_000))

    assert ticks_of(os.getpid()) > before
    assert ticks_of(2**30) == 0


def test_the_table_tells_each_request_and_the_ratio_to_the_floor():
    page = Page("caseload", [], None)
    mine = Tally(
        [0.010] * 200, 200 * 1000, 2.0, ticks=60, database_ticks=40, queries=800
    )
    floor = Tally([0.002] * 500, 500 * 900, 2.0, ticks=50, queries=2000)

    row = table_row(page, 3000, 20, mine, floor)

    assert (row["queries"], row["bytes"], row["rps"]) == (4.0, 1000, 100.0)
    assert row["cpu_ms"] == 5 * row["floor_cpu_ms"]
    assert row["ratio"] == 5.0
    assert draw([row]).splitlines()[1].split()[:2] == ["caseload", "3,000"]
