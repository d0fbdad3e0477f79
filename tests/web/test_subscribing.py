"""The page on which people subscribe: three questions, one card, its poster and its code to scan."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
import segno
import time_machine
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree, html

from calendar_app.snapshot import PublicUnit, ShortFeed
from calendar_app.web import programs
from calendar_app.web.treefiles import TreeFiles
from calendar_app.web.unit_search import LONGEST, search
from content.folding import fold
from content.vocabulary.subjects import subjects
from tests.web import examples
from tests.web.examples import ENTRIES, FOOD, RELEASED, TEACHERS
from tests.web.pages import Page, client_of, page

NOW = datetime(2024, 11, 12, 1, 0, tzinfo=UTC)
SITE = "https://lich.example/tinh"
STATION, OLD, LOST = "dai-dak-ha", "dai-cu", "dai-mat"
UNITS = (
    PublicUnit(STATION, "Đài truyền thanh xã Đăk Hà", "station", "xa-dak-ha", province="Quảng Ngãi"),
    PublicUnit("xa-dak-ha", "UBND xã Đăk Hà", "commune", "xa-dak-ha", province="Quảng Ngãi"),
    PublicUnit("xa-tan-lap-dn", "UBND xã Tân Lập", "commune", "xa-tan-lap-dn", province="Đắk Nông"),
    PublicUnit("xa-tan-lap-tn", "UBND xã Tân Lập", "commune", "xa-tan-lap-tn", province="Thái Nguyên"),
    PublicUnit(OLD, "Đài thị trấn cũ", "station", "xa-dak-ha", valid=False, now=(STATION,), province="Kon Tum"),
    PublicUnit(LOST, "Đài không ai tiếp", "station", "xa-dak-ha", valid=False),
)
MANY = "&".join(f"chu-de={subject.slug}" for subject in subjects()[:13])
SHORT = ShortFeed("bao-chi", "Báo chí tỉnh", "kenh-bao-chi", RELEASED)
SHOWN = replace(
    examples.snapshot(*(replace(e, units=(STATION,)) if e in (FOOD, TEACHERS) else e for e in ENTRIES)),
    units=UNITS,
    short=(SHORT, ShortFeed("da-go", "Đã gỡ", "kenh-truyen-thanh", RELEASED, listed=False)),
)


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return client_of(tmp_path, SHOWN)


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def addresses(found: Page) -> list[str]:
    return [link for link in found.links if urlsplit(link).scheme in ("webcal", "webcals", "https")]


def test_the_card_says_what_the_calendar_holds_and_what_comes_next(client: FlaskClient) -> None:
    said = page(client, f"/dang-ky?don-vi={STATION}").text
    assert "2 mục đang và sắp diễn ra: 1 ngày kỷ niệm, 1 chủ đề." in said
    assert "Sắp tới: Ngày Nhà giáo Việt Nam thứ Tư, 20/11/2024Phòng ngừa ngộ độc thực phẩm" in said
    assert f"{SITE}/feeds/don-vi-{STATION}.ics" in said


def test_each_program_has_the_link_that_it_understands(client: FlaskClient) -> None:
    found = page(client, f"/dang-ky?don-vi={STATION}&kenh=truyen-thanh&chu-de=y-te")
    path = f"lich.example/tinh/feeds/chu-de-y-te_don-vi-{STATION}_kenh-truyen-thanh.ics"
    apple, google, office, own, *safe = addresses(found)[:6]
    assert apple == f"webcal://{path}"
    assert google == f"https://calendar.google.com/calendar/u/0/r?cid={quote(f'webcal://{path}', safe='')}"
    for link, host in ((office, "outlook.office.com"), (own, "outlook.live.com")):
        assert link.startswith(f"https://{host}/calendar/0/addfromweb/?url=https%3A%2F%2F")
        asked = parse_qs(urlsplit(link).query, strict_parsing=True)
        assert asked["url"] == [f"https://{path}"]
        assert asked["name"][0].startswith(examples.OFFICE)
        assert "Đài truyền thanh xã Đăk Hà" in asked["name"][0]
    assert safe == [f"webcals://{path}"] * 2


def test_behind_plain_http_no_link_claims_to_be_safe() -> None:
    links = dict(
        (program.name, link) for program, link in programs.links("http://10.0.0.5:8000/feeds/tuan.ics", "Lịch")
    )
    assert links["Thunderbird"] == links["iPhone, iPad, máy Mac"] == "webcal://10.0.0.5:8000/feeds/tuan.ics"
    assert "url=http%3A%2F%2F10.0.0.5%3A8000%2Ffeeds%2Ftuan.ics&" in links["Outlook.com cá nhân"]
    assert "cid=webcal%3A%2F%2F10.0.0.5%3A8000%2F" in links["Google Lịch"]


def test_every_program_says_how_often_it_reads_again(client: FlaskClient) -> None:
    said = page(client, "/dang-ky").text
    for program in programs.EVERY:
        assert f"{program.name}" in said
        assert program.refresh in said
    assert "Google Lịch Đọc lại: 4–24 giờ, không đặt nhanh hơn được" in said


def test_the_same_choice_in_any_spelling_has_one_card_and_one_feed(client: FlaskClient) -> None:
    asked = "chu-de=y-te&kenh=bao-chi&kenh=truyen-thanh&loai=ky-niem&tuan=1"
    one = html.document_fromstring(client.get(f"/dang-ky?{asked}").data)
    [canonical] = one.xpath('//link[@rel="canonical"]/@href')
    other = "/dang-ky?tuan=1&loai-don-vi=&tim=&loai=ky-niem&kenh=truyen-thanh&kenh=bao-chi&kenh=bao-chi&chu-de=y-te"
    assert html.document_fromstring(client.get(other).data).xpath('//link[@rel="canonical"]/@href') == [canonical]
    again = page(client, canonical.removeprefix(SITE)).text
    assert f"{SITE}/feeds/chu-de-y-te_kenh-bao-chi_kenh-truyen-thanh_loai-ky-niem_tuan.ics" in again
    checked = one.xpath("//input[@checked]")
    assert {(box.get("name"), box.get("value")) for box in checked} == {
        ("chu-de", "y-te"),
        ("kenh", "bao-chi"),
        ("kenh", "truyen-thanh"),
        ("loai", "ky-niem"),
        ("tuan", "1"),
    }


def test_what_the_card_gives_out_is_a_feed_of_what_the_card_says(client: FlaskClient, tmp_path: Path) -> None:
    served = client.application
    served.wsgi_app = TreeFiles(served.wsgi_app, served.extensions["settings"])  # type: ignore[assignment, method-assign]
    for query in (f"don-vi={STATION}", f"don-vi={STATION}&kenh=truyen-thanh", "kenh=bao-chi&loai=ky-niem", ""):
        found = html.document_fromstring(client.get(f"/dang-ky?{query}").data)
        for address in found.xpath("//code[starts-with(@id, 'dia-chi')]/text()"):
            assert served.test_client().get(unquote(urlsplit(address).path.removeprefix("/tinh"))).status_code == 200
        [calendar] = found.xpath("//code[@id='dia-chi']/text()")
        events = Calendar.from_ical(client.get(urlsplit(calendar).path.removeprefix("/tinh")).data).events
        for title in found.xpath("//ul[@class='next']/li/a/text()"):
            assert any(title in str(event["SUMMARY"]) or str(event["SUMMARY"]) in title for event in events)


def test_a_short_address_of_the_same_choice_is_told_while_it_is_listed(client: FlaskClient) -> None:
    assert f"{SITE}/feeds/k/bao-chi.ics" in page(client, "/dang-ky?kenh=bao-chi").text
    assert "/feeds/k/" not in page(client, "/dang-ky?kenh=truyen-thanh").text


def test_units_are_found_by_name_and_province_in_any_spelling(client: FlaskClient) -> None:
    said = page(client, "/dang-ky?tim=ĐẮK+hà&kenh=bao-chi")
    assert f"/dang-ky?don-vi={STATION}&kenh=bao-chi#lich" in said.links
    assert "UBND xã Đăk Hà Quảng Ngãi" in said.text
    both = page(client, "/dang-ky?tim=tan+lap").text
    assert "UBND xã Tân Lập Đắk Nông" in both
    assert "UBND xã Tân Lập Thái Nguyên" in both


def test_a_search_that_finds_one_unit_chooses_it_in_place_of_another(client: FlaskClient) -> None:
    answer = client.get(f"/dang-ky?tim=tân+lập+đắk+nông&kenh=bao-chi&don-vi={STATION}")
    assert (answer.status_code, answer.location) == (302, "/dang-ky?don-vi=xa-tan-lap-dn&kenh=bao-chi#lich")


def test_a_search_that_finds_nobody_says_how_to_search(client: FlaskClient) -> None:
    found = page(client, "/dang-ky?tim=khong+co+dau")
    assert "Không có đơn vị nào khớp “khong co dau”. Hãy gõ ít chữ hơn" in found.text
    assert not addresses(found)


def test_a_unit_that_is_no_more_leads_to_who_does_its_work_and_says_so(client: FlaskClient) -> None:
    found = page(client, f"/dang-ky?don-vi={OLD}").text
    assert "“Đài thị trấn cũ” không còn; việc nay do Đài truyền thanh xã Đăk Hà làm." in found
    assert f"{SITE}/feeds/don-vi-{STATION}.ics" in found
    lost = page(client, f"/dang-ky?don-vi={LOST}").text
    assert "“Đài không ai tiếp” không còn, và chưa ghi đơn vị nào làm tiếp" in lost
    assert f"{SITE}/feeds/don-vi-{LOST}.ics" in lost


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("don-vi=khong-co", 404, "Không có đơn vị “khong-co”. Hãy gõ tên"),
        ("kenh=khong-co", 404, "Không có phạm vi “kenh-khong-co”. Hiện có: kenh-bao-chi"),
        (MANY, 400, "quá nhiều phạm vi: nhiều nhất 12"),
    ],
)
def test_what_there_is_not_is_said_beside_the_questions(
    client: FlaskClient, query: str, status: int, said: str
) -> None:
    found = page(client, f"/dang-ky?{query}", status)
    assert said in found.text
    assert "1. Bạn là ai?" in found.text
    assert not addresses(found)
    for path in ("ap-phich", "ma-qr.svg"):
        assert said in page(client, f"/dang-ky/{path}?{query}", status).text


def test_a_choice_of_which_there_is_nothing_yet_says_what_will_be_there(client: FlaskClient) -> None:
    found = page(client, "/dang-ky?don-vi=xa-tan-lap-dn&chu-de=du-lich")
    assert "Chưa có mục nào khớp." in found.text
    assert "“Du lịch · UBND xã Tân Lập”" in found.text
    assert addresses(found)


def test_before_the_first_release_the_page_works_without_units(tmp_path: Path) -> None:
    found = page(client_of(tmp_path, None), "/dang-ky").text
    assert "Chưa có danh sách đơn vị" in found
    assert "Chưa có mục nào khớp" in found


def test_an_address_too_long_for_google_is_not_given_to_it() -> None:
    long = f"https://lich.example/feeds/{'a' * 240}.ics"
    assert [p.name for p, _ in programs.links(long, "x") if "Google" in p.name] == []
    assert [p.name for p, _ in programs.links(long.replace("a" * 40, "a"), "x") if "Google" in p.name] != []


def test_the_code_leads_a_phone_to_the_very_card(client: FlaskClient) -> None:
    query = f"?don-vi={STATION}&kenh=truyen-thanh"
    answer = client.get(f"/dang-ky/ma-qr.svg{query}")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("image/svg+xml", "public, max-age=60")
    wanted = io.BytesIO()
    code = segno.make_qr(f"{SITE}/dang-ky{query}#lich", error="m")
    code.save(wanted, kind="svg", light="#fff", omitsize=True, xmldecl=False, nl=False)
    assert answer.data == wanted.getvalue()
    assert etree.fromstring(answer.data).get("viewBox") == f"0 0 {code.symbol_size()[0]} {code.symbol_size()[1]}"
    assert client.get("/dang-ky/ma-qr.svg").data != answer.data


def test_the_poster_has_code_address_and_three_steps(client: FlaskClient) -> None:
    query = f"?don-vi={STATION}&kenh=truyen-thanh"
    found = page(client, f"/dang-ky/ap-phich{query}")
    assert "Truyền thanh cơ sở · Đài truyền thanh xã Đăk Hà" in found.text
    assert f"{SITE}/dang-ky{query}" in found.text
    assert f"/dang-ky/ma-qr.svg{query}" in [image["src"] for image in found.all("img")]
    assert len(found.all("li")) == 3


def test_code_for_portals_is_that_of_the_page_of_codes(client: FlaskClient) -> None:
    here = html.document_fromstring(client.get(f"/dang-ky?don-vi={STATION}").data)
    there = html.document_fromstring(client.get(f"/nhung?lich=don-vi-{STATION}").data)
    assert here.xpath("//textarea/text()") == there.xpath("//textarea[@id='ma-hop']/text()")


def test_thousands_of_units_make_no_page_heavy(tmp_path: Path) -> None:
    units = tuple(PublicUnit(f"xa-{n}", f"UBND xã Số {n}", "commune", f"xa-{n}", province="Huế") for n in range(5000))
    client = client_of(tmp_path, replace(SHOWN, units=units))
    for path in ("/dang-ky", "/dang-ky?tim=ubnd", "/dang-ky?don-vi=xa-77", "/nhung", "/nhung?tim=ubnd"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert len(answer.data) < 60_000, path
    assert "Còn 4988 đơn vị nữa. Hãy gõ thêm chữ" in page(client, "/dang-ky?tim=ubnd").text
    assert "/nhung?lich=don-vi-xa-77&so=5" in page(client, "/nhung?tim=so+77").links


def test_the_pages_are_the_same_for_everyone_and_answer_304(client: FlaskClient) -> None:
    for path in (f"/dang-ky?don-vi={STATION}", f"/dang-ky/ap-phich?don-vi={STATION}", "/dang-ky/ma-qr.svg"):
        answer = client.get(path, headers={"Cookie": "lich=abc"})
        assert "Set-Cookie" not in answer.headers
        assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_the_list_of_feeds_leads_here_with_what_was_chosen(client: FlaskClient) -> None:
    answer = client.get("/feeds/?kenh=bao-chi&kenh=truyen-thanh&loai=ky-niem")
    assert answer.status_code == 302
    assert answer.location == "/dang-ky?kenh=bao-chi&kenh=truyen-thanh&loai=ky-niem"
    assert "/dang-ky" in page(client, "/feeds/").links


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_words_are_searched_without_harm(words: str) -> None:
    assert set(search(words, UNITS)) <= set(UNITS)


@given(st.data(), st.sampled_from(UNITS))
@settings(max_examples=200, deadline=None)
def test_a_unit_is_found_by_any_words_of_its_name_and_province(data: st.DataObject, unit: PublicUnit) -> None:
    words = data.draw(st.lists(st.sampled_from(f"{unit.name} {unit.province}".split()), min_size=1))
    said = data.draw(st.sampled_from((str.upper, str.lower, fold)))(" ".join(words)[:LONGEST])
    assert unit in search(said, UNITS)


@pytest.mark.parametrize("field", ["tim", "don-vi", "kenh", "chu-de"])
def test_hostile_words_stay_text(client: FlaskClient, field: str) -> None:
    answer = client.get("/dang-ky", query_string={field: "<script>alert(1)</script>\u202e\"'&_../"})
    assert answer.status_code in (200, 404)
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text
