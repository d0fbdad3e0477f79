"""Pages go out packed to whoever takes it, so that even the review of a long directive is light on a slow line."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient
from lxml import html

from calendar_app.store import Store
from tests.browser.test_light import MOST
from tests.web.test_review import sent, stored

TAKES = {"Accept-Encoding": "gzip, deflate, br"}
THIRTY_PAGES = "Số: 12/CV-STTTT\nNgày 02 tháng 11 năm 2024\n" + "".join(
    f"- Tuyên truyền đợt {number} về phòng chống thiên tai từ ngày {number % 20 + 1}/12/2024 đến ngày "
    f"{number % 20 + 5}/12/2024 trên hệ thống truyền thanh cơ sở. {'Nhắc nhau chằng chống nhà cửa. ' * 14}\n"
    for number in range(1, 151)
)


def sent_bytes(desk: FlaskClient, address: str) -> int:
    """Return the bytes of a page with its styles and scripts, as they go out."""
    page = desk.get(address, headers=TAKES)
    parts = html.fromstring(gzip.decompress(page.data)).xpath("//link[@rel='stylesheet']/@href | //script/@src")
    assert len(parts) == 3
    return len(page.data) + sum(len(desk.get(str(part), headers=TAKES).data) for part in parts)


def test_the_review_of_a_directive_of_thirty_pages_is_light(desk: FlaskClient, store: Store) -> None:
    sent(desk, THIRTY_PAGES.encode(), "cong-van.txt")
    directive, items, _ = stored(store)
    assert len(items) == 150
    assert sent_bytes(desk, f"/bien-tap/van-ban/{directive.slug}") < MOST / 2


@pytest.mark.parametrize("address", ["/", "/en/dang-ky", "/bien-tap/", "/khong-co-trang-nay", "/static/lich.css"])
def test_a_page_is_the_same_packed_and_plain(desk: FlaskClient, address: str) -> None:
    plain, packed = desk.get(address), desk.get(address, headers=TAKES)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert "Content-Encoding" not in plain.headers
    assert packed.data == desk.get(address, headers=TAKES).data
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("address", ["/", "/static/lich.css"])
def test_who_has_a_page_in_either_form_is_told_so(client: FlaskClient, address: str) -> None:
    for had in (client.get(address), client.get(address, headers=TAKES)):
        tag = had.headers["ETag"]
        for more in ({}, TAKES):
            again = client.get(address, headers={"If-None-Match": tag, **more})
            assert again.status_code == 304
            assert again.data == b""


def test_a_part_of_a_file_and_what_is_no_page_stay_as_they_are(desk: FlaskClient) -> None:
    part = desk.get("/static/lich.css", headers={"Range": "bytes=0-1999", **TAKES})
    assert (part.status_code, len(part.data)) == (206, 2000)
    for address in ("/lich-nam/2024.ics", "/static/lich.svg", "/api/v1/openapi.json"):
        assert "Content-Encoding" not in desk.get(address, headers=TAKES).headers
