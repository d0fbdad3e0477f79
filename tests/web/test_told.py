"""What the log holds is told in words of people: no name of a column, no code, no slug, no time of another zone."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from calendar_app import registry
from calendar_app.airing_decisions import hold
from calendar_app.clock import day_of
from calendar_app.models import AiringDecision, AiringSlot, AiringTheme, AiringUnit, Unit
from calendar_app.review import Actor
from calendar_app.store import Store
from calendar_app.web import told
from tests.conftest import EDITOR, NOW, SAMPLES
from tests.web.pages import Page

KEPT_APART = {"id", "author", "at", "changed_at", "version", "slug"}
"""What the log does not keep of these rows."""


@pytest.mark.parametrize("table", [AiringDecision, AiringSlot, AiringTheme, AiringUnit, Unit])
def test_every_field_that_is_logged_has_a_name_or_is_for_machines(table: type[AiringSlot]) -> None:
    assert set(table.model_fields) - KEPT_APART - set(told.FIELDS) - told.UNTOLD == set()


@pytest.mark.parametrize(
    ("name", "found", "said"),
    [
        ("start", "05:30:00", "05h30"),
        ("weekdays", [1, 7], "T2; CN"),
        ("language", "km", "Khmer"),
        ("silent", ["regular"], "Thường xuyên"),
        ("kind", "station", "Đài, truyền thanh"),
        ("expires_at", "2024-11-20T20:00:00+00:00", "03h00, 21/11/2024"),
        ("start", "không rõ", "không rõ"),
        ("parent", "xa-dak-ha", "UBND xã Đăk Hà"),
        ("parent", "noi-khac", "noi-khac"),
    ],
)
def test_a_value_is_said_as_people_say_it(name: str, found: object, said: str) -> None:
    assert told.value(name, found, {"xa-dak-ha": "UBND xã Đăk Hà"}) == said


def test_the_log_of_a_unit_names_places_not_slugs(desk: FlaskClient, store: Store) -> None:
    actor, today = Actor(EDITOR, NOW), day_of(NOW)
    with store.writing() as session:
        registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), actor)
        hold(session, "truyen-thanh-dak-ha", (today, today), ["regular"], "quốc tang", actor)
    shown = Page(desk.get("/bien-tap/don-vi/truyen-thanh-dak-ha/nhat-ky").get_data(as_text=True)).text
    assert "UBND xã Đăk Hà" in shown
    assert "xa-dak-ha" not in shown
    assert "hold" not in shown
