"""Whatever a form of the desk does, a program may do too, under the same permission: the table of docs/api.md."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.routing.converters import AnyConverter

from calendar_app.web.api.operations import OPERATIONS
from calendar_app.web.declared import door
from tests.conftest import ROOT

TABLE = dict(re.findall(r"^\| `([^`]+)` \| `POST ([^`]+)` \|$", (ROOT / "docs" / "api.md").read_text(), re.MULTILINE))
NOT_FOR_TOKENS = ("own", "people")


def test_every_form_of_the_desk_has_an_operation_under_its_permission(office: Flask) -> None:
    may = {
        f"{one.path.replace('<', '{').replace('>', '}')}": one.permission for one in OPERATIONS if one.method == "POST"
    }
    forms = dict(_forms(office))
    assert forms.keys() == TABLE.keys()
    assert len(forms) > 40
    for form, permission in forms.items():
        assert may[TABLE[form]] == permission, form


def test_no_operation_but_these_writes(office: Flask) -> None:
    writing = {one.path.replace("<", "{").replace(">", "}") for one in OPERATIONS if one.method != "GET"}
    assert writing - set(TABLE.values()) == {"/items/{uid}/reopen"}


def _forms(app: Flask) -> Iterator[tuple[str, str]]:
    """Yield the address of every form under /bien-tap and the permission it takes."""
    for rule in app.url_map.iter_rules():
        found = door(app, rule.endpoint)
        if rule.rule.startswith("/bien-tap/") and "POST" in (rule.methods or ()):
            assert found
            assert found.permission
            if found.permission not in NOT_FOR_TOKENS:
                yield from ((address, found.permission) for address in _addresses(rule))


def _addresses(rule: Rule) -> Iterator[str]:
    """Yield an address for each verb that a rule names, without the names of its places."""
    verbs = [one for one in rule._converters.values() if isinstance(one, AnyConverter)]
    for verb in verbs[0].items if verbs else [""]:
        filled = re.sub(r"<any\([^>]*>", verb, rule.rule)
        yield re.sub(r"<[^>]*>", "…", filled).removeprefix("/bien-tap/").rstrip("/")
