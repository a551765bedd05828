"""Plans: no page reads a table of people from end to end, or once for each row."""

from benchmarks.driving import Line
from benchmarks.statements import Recorder, nodes, one_line

VISITS_EXPLAINED = 4
# Every table behind the second wall.
WALLED = """
    SELECT relname FROM pg_class
     WHERE relforcerowsecurity AND relkind IN ('r', 'p')
"""


def judge(log, place):
    """Every sequential scan and sub-plan on a person's table, and whether none is."""
    with place.admin.cursor() as cursor:
        cursor.execute(WALLED)
        walled = {name for (name,) in cursor.fetchall()}
    recorder, told, is_well = Recorder(log), [], True
    for page in place.pages:
        plans, wrong = [], {}
        for visit in page.visits[:VISITS_EXPLAINED]:
            line = Line(place.application.port)
            plans += recorder.ask(line, visit, page.status)
        for plan in plans:
            for problem in problems(plan["Plan"], walled):
                wrong[problem] = one_line(plan["Query Text"])
        is_well = is_well and not wrong
        told.append(f"{page.name}: {len(plans)} plans, {len(wrong) or 'nothing'} wrong")
        told += [f"  {problem}: {text[:300]}" for problem, text in wrong.items()]
    return told, is_well


def problems(plan, walled):
    """What is wrong with one plan."""
    for node, parent in nodes(plan):
        table = node.get("Relation Name")
        if node["Node Type"] == "Seq Scan" and table in walled:
            yield f"sequential scan of {table}"
        if node.get("Parent Relationship") == "SubPlan":
            touched = {table, parent.get("Relation Name")} & walled
            touched |= {n.get("Relation Name") for n, _ in nodes(node)} & walled
            if touched:
                yield f"sub-plan on {', '.join(sorted(touched))}"
