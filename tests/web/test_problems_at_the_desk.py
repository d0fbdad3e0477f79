"""What could not be done at the desk is said at the desk, with the way back to the page it was asked on."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html

HOST = "http://localhost"


def ways(page: str) -> list[str]:
    return [str(link) for link in html.fromstring(page).xpath("//main//a/@href")]


@pytest.mark.parametrize("edition", ["", "/en"])
def test_the_way_back_is_the_page_one_came_from_with_its_question(desk: FlaskClient, edition: str) -> None:
    came = f"{edition}/bien-tap/phat-hanh?don-vi=x"
    answer = desk.post(f"{edition}/bien-tap/phat-hanh/y-kien", data={"y-kien": " "}, headers={"Referer": HOST + came})
    assert answer.status_code == 422
    assert came in ways(answer.text)
    page = html.fromstring(answer.text)
    assert page.xpath("//*[@role='alert']")
    assert page.xpath("//nav//a[contains(@href, '/bien-tap/lich')]")


@pytest.mark.parametrize("came", ["", "https://noi-khac.example/", "javascript:alert(1)", "//noi-khac.example/"])
def test_no_way_leads_to_another_site(desk: FlaskClient, came: str) -> None:
    answer = desk.get("/bien-tap/phat-hanh/khong-co", headers={"Referer": came} if came else {})
    assert answer.status_code == 404
    assert ways(answer.text) == ["/bien-tap/"]


def test_what_is_public_knows_nobody(desk: FlaskClient) -> None:
    answer = desk.get("/khong-co-trang-nay", headers={"Referer": f"{HOST}/bien-tap/"})
    assert ways(answer.text)[0] == "/"
