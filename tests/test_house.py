"""The keeper of the house: its floors, its rooms, its sizes.

Each test lists what offends, as file:line, so that one run shows all of it.
"""

import ast
import subprocess
import sys

import pytest
from django.apps import apps

from tests.house import (
    FILES,
    FLOOR,
    ROOT,
    TEMPLATES,
    TESTS,
    app_of,
    at,
    functions,
    imports,
    lines_of,
    name_of,
    nodes_of,
    none,
    room_of,
    tree_of,
)

# Within an app, each room may know these rooms and no others.
KNOWS = {
    "rules": set(),
    "querysets": {"rules"},
    "models": {"rules", "querysets"},
    "actions": {"rules", "models"},
    "forms": {"rules", "models"},
    "views": {"rules", "models", "forms", "actions"},
    "tasks": {"models", "actions"},
    "admin": {"models"},
    "urls": {"views"},
}
DOORWAYS = {"__init__", "apps", "management", "templatetags"}
# Rooms that one app has beyond those of every app, each with its reason.
ROOMS_OF_ITS_OWN = {
    "accounts": {
        "permissions": "the whole policy on one page; every app above asks it",
        "viewer": "who asks, handed to every queryset and action above",
        "acting": "the acting session, between the request and the second wall",
        "session": "what a sign-in has proven, between the library and ours",
        "proof": "asks again who it is, before what one may not undo",
        "guesses": "slows guesses at passwords and codes",
        "adapter": "what we tell the sign-in library to do our way",
        "library_urls": "those of the library's addresses that we open",
        "demo": "the people of the demo's sign-in page",
        "places": "where the frame of a page leads each role",
        "context": "what every template is told",
        "organisation_files": "reads the publisher's lists of organisations",
    },
    "agreements": {"pages": "what the pages of agreements are made from"},
    "patients": {"pages": "what several pages of a person are made from"},
    "home": {
        "pages": "what several pages of lists are made from",
        "demo": "the invented scheme, its people and their story",
    },
}
# Core is the ground and sharedcare is wiring: neither has rooms.
WITHOUT_ROOMS = {"core", "sharedcare"}
# What may be longer or take more than the sizes below say, each with its reason.
OUTGROWN = {
    "accounts/permissions.py": "the whole policy on one page",
    "core/fields/drawing.py": "one drawing for each kind of field, side by side",
    "patients/forms/consultation.py": "one page asks for the whole consultation",
    "_lie": "the order of that page, in one place",
    "log_contact": "one row of many columns, and the three things that follow",
    "hand_over": "one row of many columns, and the line that tells it",
    "tell_medicine": "one row of many columns, and the line that tells it",
    "_carl": "one person's story, told in one place",
    "_keeley": "one person's story, told in one place",
    "_marek": "one person's story, told in one place",
    "_header": "each part of the frame that differs from account to account",
    "tell": "a line of the timeline has as many facts",
    "raise_item": "a work item has as many facts",
    "test_the_summary_of_a_whole_consultation": "all of its words, in their order",
}


def test_imports_run_down():
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in FILES
        for name in imports(path)
        if runs_up(app_of(path), room_of(path), name)
    ]

    none(wrong)


def runs_up(app, room, name):
    target, _, rest = name.partition(".")
    other = rest.partition(".")[0]
    if target == app:
        known = {room, other} <= KNOWS.keys()
        return known and other != room and other not in KNOWS[room]
    return target in FLOOR and FLOOR[target] >= FLOOR[app]


def test_every_module_is_in_a_room():
    homeless = [
        name_of(path)
        for path in FILES
        if app_of(path) not in WITHOUT_ROOMS
        and room_of(path)
        not in {*KNOWS, *DOORWAYS, *ROOMS_OF_ITS_OWN.get(app_of(path), ())}
    ]

    none(homeless)


def test_only_tasks_know_celery():
    wrong = [
        name_of(path)
        for path in FILES
        if app_of(path) not in WITHOUT_ROOMS and room_of(path) != "tasks"
        if any(name.startswith("celery") for name in imports(path))
    ]

    none(wrong)


APPS_WITH_RULES = sorted({app_of(path) for path in FILES if room_of(path) == "rules"})


@pytest.mark.parametrize("app", APPS_WITH_RULES)
def test_rules_load_without_django(app):
    check = f"import sys, {app}.rules; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT).returncode == 0


def test_a_foreign_key_points_down():
    keys = [
        (model._meta.label, key.name, key.related_model._meta.app_label)
        for model in apps.get_models()
        if model._meta.app_label in FLOOR
        for key in model._meta.concrete_fields
        if key.is_relation
    ]

    def points_up(label, _, there):
        here = label.partition(".")[0]
        return there != here and FLOOR[there] >= FLOOR[here]

    assert keys
    none([key for key in keys if points_up(*key)])


def test_every_module_says_what_room_it_is():
    silent = [
        name_of(path)
        for path in FILES + TESTS
        if path.read_text().strip() and not ast.get_docstring(tree_of(path))
    ]

    none(silent)


# Where a check fails; what to aim at is far less.
LONGEST = {"module": 400, "function": 40, "view": 25, "task": 10, "model": 120}
LONGEST |= {"template": 120, "arguments": 7}


def kind_of(path, function):
    if room_of(path) == "views" and takes(function)[:1] == ["request"]:
        return "view"
    if room_of(path) == "tasks" and function.decorator_list:
        return "task"
    return "function"


def takes(function):
    arguments = function.args
    return [a.arg for a in arguments.posonlyargs + arguments.args]


def test_every_function_fits_on_a_screen():
    long = [
        f"{at(path, function)} {function.name}"
        for path in FILES + TESTS
        for function in functions(path)
        if lines_of(function) > LONGEST[kind_of(path, function)]
        if function.name not in OUTGROWN
    ]

    none(long)


def test_every_model_fits_on_a_few_screens():
    long = [
        f"{at(path, node)} {node.name}"
        for path in FILES
        if room_of(path) == "models"
        for node in nodes_of(path)
        if isinstance(node, ast.ClassDef) and lines_of(node) > LONGEST["model"]
    ]

    none(long)


def test_no_module_outgrows_its_file():
    long = {
        name_of(path)
        for path in FILES + TESTS
        if len(path.read_text().splitlines()) > LONGEST["module"]
    }

    none(long - OUTGROWN.keys())


def test_templates_fit_on_a_screen():
    long = [
        name_of(path)
        for path in TEMPLATES
        if len(path.read_text().splitlines()) > LONGEST["template"]
    ]

    none(long)


def test_no_function_takes_too_many_arguments():
    greedy = [
        f"{at(path, function)} {function.name}"
        for path in FILES
        for function in functions(path)
        if count_of_arguments(function) > LONGEST["arguments"]
        if function.name not in OUTGROWN
    ]

    none(greedy)


def count_of_arguments(function):
    own = [name for name in takes(function) if name not in ("self", "cls")]
    return len(own) + len(function.args.kwonlyargs)


def test_an_action_names_its_arguments():
    """All but the one thing that it is done to. An action is done by somebody."""
    unnamed = [
        f"{at(path, function)} {function.name}"
        for path in FILES
        if room_of(path) == "actions"
        for function in functions(path)
        if is_an_action(function) and len(takes(function)) > 1
    ]

    none(unnamed)


def is_an_action(function):
    named = [argument.arg for argument in function.args.kwonlyargs]
    return "by" in named and not function.name.startswith("_")
