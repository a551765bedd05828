"""What the browser is sent: hashed, ours, and nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

PREPARED = Path("var/assets/made-from")

needs_assets = pytest.mark.skipif(
    not PREPARED.exists(), reason="the front end is not prepared: run bin/assets"
)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    hashed = {"staticfiles": {"BACKEND": "core.static.HashedStorage"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=hashed):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def text_of(folder, pattern):
    (found,) = folder.glob(pattern)
    return found.read_text()


@needs_assets
def test_a_module_imports_the_hashed_names_of_its_parts(collected):
    module = text_of(collected, "sharedcare/house.????????????.js")

    imported = re.findall(r'from "([^"]+)"', module)
    assert imported
    for name in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name), name
        assert (collected / "sharedcare" / name).exists(), name


@needs_assets
def test_every_file_is_compressed_beforehand(collected):
    assert list(collected.glob("nhsuk/nhsuk.????????????.css.br"))
    assert list(collected.glob("sharedcare/house.????????????.css.gz"))


@needs_assets
def test_no_stylesheet_fetches_from_elsewhere(collected):
    for sheet in collected.rglob("*.css"):
        fetched = re.findall(r"url\(([^)]*)\)|@import\s+(\S+)", sheet.read_text())
        names = [(url or imported).strip("'\"") for url, imported in fetched]
        assert all((sheet.parent / name).exists() for name in names), sheet


@needs_assets
def test_nothing_asks_for_a_source_map(collected):
    for path in [*collected.glob("[nhs]*/*.css"), *collected.glob("[nhs]*/*.js")]:
        assert "sourceMappingURL" not in path.read_text(), path


@needs_assets
@pytest.mark.parametrize("package", ["nhsuk", "htmx"])
def test_a_licence_lies_beside_what_is_not_ours(package):
    assert "Licence:" in (PREPARED.parent / package / "LICENCE.txt").read_text()


def test_no_lock_names_where_a_package_was_fetched():
    assert '"resolved"' not in Path("package-lock.json").read_text()
