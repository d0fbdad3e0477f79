"""The date editor: one field takes what people type, and the lunar day stands beside."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from lxml import html

from calendar_app.models import Item
from calendar_app.store import Store
from calendar_app.web.typed_days import lunar_beside
from tests.web.test_edits import WEEK_46
from tests.web.test_review import page_of, stored


def fields(item: Item, **more: str) -> dict[str, str]:
    return {"phien-ban": str(item.version), "ten": item.title, "loai": item.kind, "vai-0": "event", **more}


def test_what_is_typed_is_seen_first_then_saved(desk: FlaskClient, store: Store) -> None:
    page_of(desk, WEEK_46)
    item = next(one for one in stored(store)[1] if not stored(store)[2][one.id or 0])
    address = f"/bien-tap/muc/{item.id}/sua"
    form = html.fromstring(desk.post(address, data=fields(item, thu="1", **{"luc-0": "10/3/2025 âm"})).text)
    assert form.xpath("//input[@name='tu-0']/@value") == ["07/4/2025"]
    assert "10/3 âm lịch" in form.text_content()
    assert not stored(store)[2][item.id or 0]
    assert desk.post(address, data=fields(item, **{"luc-0": "từ 1/12/2024 đến 15/12/2024"})).status_code == 303
    (mark,) = stored(store)[2][item.id or 0]
    assert (mark.start, mark.end) == (date(2024, 12, 1), date(2024, 12, 15))


def test_what_names_no_day_is_said_and_stays_typed(desk: FlaskClient, store: Store) -> None:
    page_of(desk, WEEK_46)
    item = stored(store)[1][0]
    answer = desk.post(f"/bien-tap/muc/{item.id}/sua", data=fields(item, **{"luc-0": "sau Tết ít lâu"}))
    assert answer.status_code == 422
    form = html.fromstring(answer.text)
    assert "sau Tết ít lâu" in form.xpath("//*[@role='alert']")[0].text_content()
    assert form.xpath("//input[@name='luc-0']/@value") == ["sau Tết ít lâu"]
    assert desk.post("/bien-tap/muc/9999/sua", data=fields(item)).status_code == 404


@pytest.mark.parametrize(
    ("text", "said"),
    [("07/04/2025", "10/3 âm lịch"), ("25/07/2025", "1/6 nhuận âm lịch"), ("", ""), ("mai", ""), ("1/1/1500", "")],
)
def test_the_lunar_day_stands_beside(text: str, said: str) -> None:
    assert lunar_beside(text) == said
