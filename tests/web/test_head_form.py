"""What is typed wrongly into the head of a directive comes back beside its field, with all that was typed."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import select

from calendar_app import intake
from calendar_app.models import Directive
from calendar_app.store import Store
from tests.conftest import NOW, SAMPLES

TYPED = {"so": "2114/STTTT-TTBCXB", "ngay-ban-hanh": "07/11/2024", "tu-ngay": "11/11/2024", "den-ngay": "30/11/2024"}


@pytest.fixture
def address(store: Store) -> str:
    slug = intake.receive(store, (SAMPLES / "tuan-46-2024.txt").read_bytes(), "a.txt", NOW).slug
    return f"/bien-tap/van-ban/{slug}/dau-van-ban"


def stored(store: Store) -> Directive:
    with store.reading() as session:
        return session.exec(select(Directive)).one()


def head(desk: FlaskClient, address: str) -> html.HtmlElement:
    return html.fromstring(desk.get(address.removesuffix("/dau-van-ban")).text).get_element_by_id("dau-van-ban")


def saved(desk: FlaskClient, address: str, **typed: str) -> tuple[int, html.HtmlElement]:
    """Save the form as it stands with some fields typed; return the status and the form that is shown then."""
    fields = {tag.get("name"): tag.get("value", "") for tag in head(desk, address).iter("input")}
    answer = desk.post(address, data={**fields, **typed})
    return answer.status_code, html.fromstring(answer.text)


@pytest.mark.parametrize(
    ("field", "said", "why"),
    [
        ("ngay-ban-hanh", "31/02/2024", "“31/02/2024” không phải là một ngày"),
        ("ngay-ban-hanh", "07/11/0204", "Năm 204 không hợp lý"),
        ("tu-ngay", "mai", "“mai” không phải là một ngày"),
        ("den-ngay", '"><b>', "không phải là một ngày"),
        ("den-ngay", "01/11/2024", "Ngày kết thúc đứng trước ngày bắt đầu"),
    ],
)
def test_a_wrong_day_comes_back_beside_its_field_with_all_that_was_typed(
    desk: FlaskClient, store: Store, address: str, field: str, said: str, why: str
) -> None:
    before = stored(store)
    status, page = saved(desk, address, **(TYPED | {field: said}))
    form = page.get_element_by_id("dau-van-ban")
    assert status == 422
    assert form.get("open") is not None
    assert {name: form.find(f".//input[@name='{name}']").value for name in TYPED} == TYPED | {field: said}
    (wrong,) = form.xpath(".//input[@aria-invalid]")
    assert (wrong.get("name"), wrong.get("autofocus")) == (field, "")
    assert why in page.get_element_by_id(wrong.get("aria-describedby")).text
    assert page.findall(".//article"), "the directive stands beside its form"
    assert stored(store) == before


def test_each_wrong_day_says_why_and_the_mended_form_is_saved(desk: FlaskClient, store: Store, address: str) -> None:
    _, page = saved(desk, address, **(TYPED | {"ngay-ban-hanh": "x", "tu-ngay": "y"}))
    assert len(page.xpath("//input[@aria-invalid]")) == 2
    form = page.get_element_by_id("dau-van-ban").find(".//form")
    assert desk.post(form.get("action"), data=dict(form.fields) | TYPED).status_code == 303
    assert stored(store).number == TYPED["so"]


def test_who_was_second_still_learns_it_after_a_wrong_day(desk: FlaskClient, address: str) -> None:
    _, page = saved(desk, address, **{"den-ngay": "31/02/2024"})
    mine = dict(page.get_element_by_id("dau-van-ban").find(".//form").fields)
    assert saved(desk, address, so="1/STTTT")[0] == 303
    assert desk.post(address, data=mine | {"den-ngay": ""}).status_code == 409
