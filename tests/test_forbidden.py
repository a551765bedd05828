"""What we do not do, read from the source; each list names what offends."""

import ast
import re

from django.apps import apps

from tests.house import (
    FILES,
    TEMPLATES,
    app_of,
    at,
    calls,
    functions,
    imports,
    name_of,
    nodes_of,
    none,
    room_of,
)

VAGUE = {"utils", "helpers", "common", "misc", "services", "managers"}
VAGUE |= {"signals", "mixins"}
# Days come from core.clock, moments from the database.
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
CLOCKS |= {"timezone.now", "timezone.localdate", "time.time"}
# A response that outlives its transaction has no context and shows nothing; a view
# outside the transaction may leave half a write.
OUTSIDE_THE_TRANSACTION = {
    "django.http.StreamingHttpResponse",
    "django.http.FileResponse",
    "django.db.transaction.non_atomic_requests",
    "django.db.transaction.on_commit",
}
NOT_OURS = ("django.dispatch", "django.db.models.signals", "django.views.generic")
SAFE_BY_OUR_WORD = {"mark_safe", "SafeString", "SafeText", "format_html"}
DRAWS = {
    "core/frame.py": "the frame is drawn by templates and kept",
    "core/templatetags/house.py": "dates, doses and status tags are drawn there",
}
OWN_CLOCK = {
    "accounts/session.py": "a sign-in's stamps lie in its session, as the library's do",
    "sharedcare/run.py": "tells at the terminal how long starting took",
}
# Statements written by hand, and why. That their values stand apart, ruff sees (S608).
OWN_SQL = {
    "accounts/acting.py": "the context functions",
    "accounts/actions/organisations.py": "waits for another loading to end",
    "accounts/guesses.py": "the functions that count guesses",
    "accounts/management/commands/migrate.py": "hands over the key of the sessions",
    "audit/actions.py": "the audit functions",
    "audit/querysets.py": "who looked at one person",
    "core/clock.py": "the one row of the clock",
    "core/querysets.py": "a submit key is taken or not, in one statement",
    "core/statements.py": "prepares a named statement, and asks it",
    "core/walls.py": "the second wall itself",
    "patients/actions/appointments.py": "asks whether a booking brings two together",
    "patients/actions/consultations.py": "takes an entry off the wrong person",
    "patients/actions/emergency.py": "emergency access is the database's own act",
    "patients/actions/people.py": "compares a number with people out of sight",
    "patients/actions/privacy.py": "names one person exactly, and tells nothing",
    "home/demo/laying.py": "lays the demo's ground as the owner",
    "patients/actions/work.py": "a booking answers what its desk does not read",
    "home/actions.py": "speaks to the parent process of bin/run through the database",
    "sharedcare/embedded.py": "makes the embedded cluster",
    "sharedcare/run.py": "hears of a reset",
}
BY_HAND = (".execute", ".executemany", ".extra", "RawSQL", ".raw", ".copy_expert")


def test_no_module_has_a_vague_name():
    none([p for p in FILES if VAGUE.intersection(p.with_suffix("").parts)])


def test_nothing_outlives_the_transaction_of_its_request():
    names = tuple(name.rpartition(".")[2] for name in OUTSIDE_THE_TRANSACTION)
    imported = {(name_of(p), name) for p in FILES for name in imports(p)}

    none([found for found in imported if found[1] in OUTSIDE_THE_TRANSACTION])
    none(who_calls(lambda name: name.endswith(names)))


def who_calls(forbidden, files=FILES):
    return [
        f"{at(path, node)} {name}"
        for path in files
        for name, node in calls(path)
        if forbidden(name)
    ]


def test_nobody_asks_the_machine_what_time_it_is():
    others = [path for path in FILES if name_of(path) not in OWN_CLOCK]

    none(who_calls(CLOCKS.__contains__, others))


def test_nobody_enqueues():
    ways = (".delay", ".apply_async", ".send_task")

    none(who_calls(lambda name: name.endswith(ways)))


def test_no_import_hides_in_a_function():
    hidden = [
        at(path, node)
        for path in FILES
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    none(hidden)


def test_only_the_pack_says_what_is_safe_to_draw():
    pack = [path for path in FILES if name_of(path).startswith("core/fields/")]
    others = [p for p in FILES if p not in pack and name_of(p) not in DRAWS]

    assert who_calls(SAFE_BY_OUR_WORD.__contains__, pack)
    none(who_calls(SAFE_BY_OUR_WORD.__contains__, others))


def test_templates_escape_everything():
    unescaped = re.compile(r"\|\s*safe|autoescape\s+off")

    none([name_of(p) for p in TEMPLATES if unescaped.search(p.read_text())])


def test_forms_name_their_fields():
    said = [
        (at(path, node), ast.unparse(node))
        for path in FILES
        if room_of(path) == "forms"
        for node in nodes_of(path)
        if isinstance(node, ast.Assign)
    ]

    none([s for s in said if s[1] == "fields = '__all__'"])
    none([s for s in said if s[1].startswith("exclude =")])


def test_no_signal_no_class_of_views_and_no_save_of_our_own():
    imported = [(name_of(p), name) for p in FILES for name in imports(p)]
    models = [path for path in FILES if room_of(path) == "models"]
    saves = [at(p, f) for p in models for f in functions(p) if f.name == "save"]

    none([found for found in imported if found[1].startswith(NOT_OURS)])
    none(saves)


def test_statements_are_written_by_hand_in_few_places():
    others = [path for path in FILES if name_of(path) not in OWN_SQL]

    none(who_calls(lambda name: name.endswith(BY_HAND), others))


def test_nobody_asks_for_a_role_by_name():
    """But the policy itself, and the first wall, which lets the clock's member by."""
    asking = [
        at(path, node)
        for path in FILES
        if app_of(path) not in ("accounts", "core")
        if name_of(path) != "patients/querysets/sight.py"
        for node in nodes_of(path)
        if isinstance(node, ast.Compare) and ast.unparse(node.left).endswith(".role")
    ]

    none(asking)


VIEWS = [path for path in FILES if room_of(path) == "views"]


def test_views_reach_people_only_through_visible_to():
    roads = {f"{model.__name__}.objects" for model in walled_models()}

    assert roads
    none(unseen(lambda node: ast.unparse(node) in roads))


def test_views_do_not_walk_from_a_person_past_visible_to():
    ways = relations_to_people()

    assert "contacts" in ways
    none(unseen(lambda node: node.attr in ways))


def walled_models():
    """Those whose querysets say who sees their rows."""
    return [
        model
        for model in apps.get_models()
        if hasattr(model, "objects") and hasattr(model.objects.all(), "visible_to")
    ]


def relations_to_people():
    fields = [f for model in walled_models() for f in model._meta.get_fields()]
    return {
        f.get_accessor_name()
        for f in fields
        if f.auto_created and f.one_to_many and f.get_accessor_name()
    }


def unseen(is_road):
    """Roads to rows in a view that do not lead through ``visible_to``."""
    nodes = [
        (path, node)
        for path in VIEWS
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute)
    ]
    gates = [n.value for _, n in nodes if n.attr in ("visible_to", "open_to")]
    return [at(path, n) for path, n in nodes if is_road(n) and n not in gates]
