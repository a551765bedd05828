"""What a role may do is said with a verb of the glossary."""

import re

from accounts.permissions import Permission
from tests.nodes import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()


def verbs():
    section = GLOSSARY.split("## Verbs")[1].split("\n## ")[0]
    cells = re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE)
    return {verb for cell in cells for verb in cell.split(", ")}


def test_every_permission_begins_with_a_verb_of_the_glossary():
    said = {permission.partition("_")[0] for permission in Permission}

    assert said - verbs() == set()
