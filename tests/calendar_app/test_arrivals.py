"""Files wait in a queue until they are read; parcels are opened, recalls carried out, versions recognised."""

import io
import time
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import select
from werkzeug.test import TestResponse

from calendar_app import arrivals, carryover, publish, review
from calendar_app.models import Arrival, Directive, Item
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.calendar_app.weekly import WEEK_50
from tests.conftest import NOW, SHARED
from tests.content.parcels import EXCHANGE, letter, message, packed

ME = Actor("biên tập", NOW)
WEEKLY = (SHARED / "kon-tum-2024-tuan-46.txt").read_bytes()
OTHER = (SHARED / "dak-lak-2020-hien-ke.txt").read_bytes()


def _read_all(store: Store, *files: tuple[str, bytes]) -> list[Arrival]:
    batch = arrivals.bring(store, files, ME)
    while arrivals.read_next(store, NOW):
        pass
    with store.reading() as session:
        return list(arrivals.of_batch(session, batch))


def _wait_for_readers(store: Store) -> None:
    """The application's own threads are reading: let them end."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with store.reading() as session:
            if arrivals.ended(arrivals.latest(session)):
                return
        time.sleep(0.1)


def _directives(store: Store) -> list[Directive]:
    with store.reading() as session:
        return list(session.exec(select(Directive).order_by(Directive.id)).all())  # type: ignore[arg-type]


def test_what_is_sent_waits_and_is_read_in_its_order(store: Store) -> None:
    batch = arrivals.bring(store, [("a.txt", WEEKLY), ("b.txt", OTHER)], ME)
    with store.reading() as session:
        assert [one.state for one in arrivals.of_batch(session, batch)] == ["waiting", "waiting"]
    assert _directives(store) == []
    assert arrivals.read_next(store, NOW)
    assert [d.file_name for d in _directives(store)] == ["a.txt"]
    assert arrivals.read_next(store, NOW)
    assert not arrivals.read_next(store, NOW)
    assert list((store.data / "incoming").iterdir()) == []


def test_a_file_that_a_dead_process_was_reading_is_read_by_the_next(store: Store) -> None:
    batch = arrivals.bring(store, [("a.txt", WEEKLY)], ME)
    with store.writing() as session:
        (arrival,) = arrivals.of_batch(session, batch)
        arrival.state, arrival.begun_at = "reading", NOW
    assert not arrivals.read_next(store, NOW + timedelta(minutes=3))
    assert arrivals.read_next(store, NOW + timedelta(minutes=5))
    assert len(_directives(store)) == 1


def test_a_zip_and_an_e_mail_give_each_directive_in_them_once(store: Store) -> None:
    package = packed({"1/tuan-46.txt": WEEKLY, "hinh.gif": b"GIF8"})
    first, again, mailed = _read_all(
        store, ("goi.zip", package), ("tuan.txt", WEEKLY), ("thu.eml", letter({"b.txt": OTHER}))
    )
    assert "hinh.gif" in first.said
    assert again.said == arrivals.KNOWN
    assert (mailed.state, mailed.name) == ("done", "b.txt")
    assert len(_directives(store)) == 2


def test_a_message_of_the_exchange_fills_number_and_day_and_keeps_its_annexes(store: Store) -> None:
    (arrival,) = _read_all(store, ("x.edxml", message(EXCHANGE, {"cv.txt": WEEKLY, "Phu luc 1.txt": OTHER})))
    (directive,) = _directives(store)
    assert (directive.number, directive.issued_on) == ("2114/STTTT-TTBCXB", date(2024, 11, 8))
    assert not {"blank-number", "blank-date"} & {doubt["code"] for doubt in directive.doubts}
    (annex,) = arrival.annexes
    assert annex["name"] == "Phu luc 1.txt"
    assert store.blob_path(annex["sha256"]).read_bytes() == OTHER


def test_nothing_of_a_refused_file_is_kept_its_annexes_neither(store: Store) -> None:
    secret = b"M\xe1\xba\xacT\n" + WEEKLY
    (arrival,) = _read_all(store, ("x.edxml", message(EXCHANGE, {"cv.txt": secret, "Phu luc 1.txt": OTHER})))
    assert (arrival.state, arrival.annexes) == ("refused", [])
    assert "độ mật" in arrival.said
    assert [path for path in store.data.rglob("*") if path.is_file() and OTHER in path.read_bytes()] == []


def test_a_recall_refuses_what_came_of_its_document_and_the_next_release_cancels_it(
    store: Store, settings: Settings
) -> None:
    _read_all(store, ("x.edxml", message(EXCHANGE, {"cv.txt": WEEKLY})))
    with store.writing() as session:
        review.accept_all(session, 1, ME)
    publish.release(store, settings, "tôi", "", NOW)
    concerned = "<DocumentId>000.00.13.H34,2024/11/08,2114/STTTT-TTBCXB</DocumentId>"
    (arrival,) = _read_all(store, ("y.edxml", message(EXCHANGE, {}, "1", concerned)))
    assert arrival.said.startswith("Thu hồi Công văn số 2114/STTTT-TTBCXB")
    with store.reading() as session:
        assert {item.status for item in session.exec(select(Item)).all() if item.kind != "form"} == {"refused"}
    publish.release(store, settings, "tôi", "Thu hồi văn bản", NOW + timedelta(hours=1))
    calendar = (store.data / "public/current/feeds/tat-ca.ics").read_text(encoding="utf-8")
    assert calendar.count("STATUS:CANCELLED") == calendar.count("BEGIN:VEVENT") > 0


def test_a_recall_of_a_document_that_is_not_here_says_so(store: Store) -> None:
    concerned = "<DocumentId>000.00.13.H34,2024/11/08,1/A</DocumentId>"
    (arrival,) = _read_all(store, ("y.edxml", message(EXCHANGE, {}, "1", concerned)))
    assert (arrival.state, arrival.said) == (
        "refused",
        "Có thông báo thu hồi văn bản số 1/A, nhưng ở đây không có văn bản này. Không phải làm gì thêm.",
    )


def test_another_file_of_the_same_document_is_recognised(store: Store) -> None:
    _read_all(store, ("b.txt", OTHER))
    (arrival,) = _read_all(store, ("b-sua.txt", OTHER + b"\n"))
    assert "Đã có bản khác của văn bản này, nhận ngày 12/11/2024" in arrival.said


@pytest.mark.parametrize(
    ("name", "data", "said"), [("a.zip", b"PK", "hỏng"), ("b.zip", packed({"a.gif": b""}), "a.gif")]
)
def test_a_parcel_with_nothing_to_read_says_why(store: Store, name: str, data: bytes, said: str) -> None:
    (arrival,) = _read_all(store, (name, data))
    assert arrival.state == "refused"
    assert said in arrival.said


def test_pasted_words_are_read_like_a_file(desk: FlaskClient, store: Store) -> None:
    answer = desk.post("/bien-tap/tai-len", data={"van-ban": WEEKLY.decode()})
    assert answer.status_code == 303
    assert [d.file_name for d in _directives(store)] == ["van-ban-dan.txt"]
    assert "chưa chọn" in desk.post("/bien-tap/tai-len", data={"van-ban": " "}).get_data(as_text=True).lower()


def test_a_lone_file_leads_to_its_directive_unless_there_is_more_to_tell(desk: FlaskClient, store: Store) -> None:
    def answer(name: str, data: bytes) -> TestResponse:
        return desk.post("/bien-tap/tai-len", data={"tep": (io.BytesIO(data), name)})

    first = answer("a.txt", WEEKLY)
    assert first.headers["Location"] == f"/bien-tap/van-ban/{_directives(store)[0].slug}"
    with store.reading() as session:
        (arrival,) = arrivals.latest(session)
    assert desk.get(f"/bien-tap/tiep-nhan/{arrival.batch}").headers["Location"] == first.headers["Location"]
    for name, data, told in (
        ("a.txt", WEEKLY, "Tệp này đã có từ trước"),
        ("goi.zip", packed({"b.txt": OTHER, "anh.gif": b"GIF8"}), "anh.gif"),
        ("b-sua.txt", OTHER + b"\n", "Đã có bản khác của văn bản này"),
        ("x.edxml", message(EXCHANGE, {"cv.txt": WEEKLY + b"\n", "Phu luc 1.txt": OTHER}), "Phu luc 1.txt"),
    ):
        page = answer(name, data)
        assert page.status_code == 200
        assert told in page.text
        assert "Kiểm tra văn bản này" in page.text


def test_nothing_sent_is_said_beside_the_form(desk: FlaskClient) -> None:
    answer = desk.post("/bien-tap/tai-len", data={"van-ban": " \n "})
    page = html.fromstring(answer.text)
    (field,), (said,) = page.xpath("//input[@id='tep']"), page.xpath("//form[@class='upload']//*[@role='alert']")
    assert answer.status_code == 422
    assert field.get("aria-describedby") == said.get("id")


def test_the_page_of_a_batch_comes_anew_until_all_is_read(desk: FlaskClient, store: Store) -> None:
    batch = arrivals.bring(store, [("a.txt", WEEKLY), ("b.txt", b"")], ME)
    page = desk.get(f"/bien-tap/tiep-nhan/{batch}").get_data(as_text=True)
    assert 'http-equiv="refresh"' in page
    assert "Đã xong 0/2 tệp" in page
    while arrivals.read_next(store, NOW):
        pass
    page = desk.get(f"/bien-tap/tiep-nhan/{batch}").get_data(as_text=True)
    assert 'http-equiv="refresh"' not in page
    assert "Tệp không có nội dung" in page
    assert "b.txt" in desk.get("/bien-tap/tiep-nhan/").get_data(as_text=True)
    assert desk.get("/bien-tap/tiep-nhan/khong-co").status_code == 404


def test_an_annex_is_handed_out_to_be_saved_and_no_other_file_is(desk: FlaskClient, store: Store) -> None:
    (arrival,) = _read_all(store, ("x.edxml", message(EXCHANGE, {"cv.txt": WEEKLY, "Phu luc 1.txt": OTHER})))
    address = f"/bien-tap/tiep-nhan/{arrival.id}/phu-luc/"
    answer = desk.get(address + arrival.annexes[0]["sha256"])
    assert answer.data == OTHER
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert desk.get(address + _directives(store)[0].sha256).status_code == 404


def test_many_files_of_one_zip_are_all_taken_in(desk: FlaskClient, store: Store) -> None:
    texts = {f"{path.stem}.txt": path.read_bytes() for path in sorted(SHARED.glob("*.txt"))}
    answer = desk.post("/bien-tap/tai-len", data={"tep": (io.BytesIO(packed(texts)), "goi.zip")}, follow_redirects=True)
    assert answer.status_code == 200
    _wait_for_readers(store)
    assert len(_directives(store)) == len(texts)


def test_a_message_that_replaces_an_earlier_directive_leads_to_what_of_it_still_runs(
    desk: FlaskClient, store: Store
) -> None:
    _read_all(store, ("x.edxml", message(EXCHANGE, {"cv.txt": WEEKLY})))
    with store.writing() as session:
        review.accept_all(session, 1, ME)
    concerned = "<DocumentId>000.00.13.H34,2024/11/08,2114/STTTT-TTBCXB</DocumentId>"
    later = message(EXCHANGE, {"cv.txt": WEEK_50.encode()}, "3", concerned)
    later = later.replace(b"<CodeNumber>2114", b"<CodeNumber>2200").replace(b"Date>2024/11/08", b"Date>2024/12/06")
    (arrival,) = _read_all(store, ("y.edxml", later))
    older, newer = _directives(store)
    assert (newer.number, arrival.replaces) == ("2200/STTTT-TTBCXB", [older.number])
    carrying = f"/bien-tap/van-ban/{newer.slug}/tiep-noi"
    page = desk.get(f"/bien-tap/van-ban/{newer.slug}").text
    assert f'Văn bản này thay thế: <a href="/bien-tap/van-ban/{older.slug}">{older.title}</a>' in page
    assert carrying in page.partition("Văn bản này thay thế")[2].partition("</p>")[0]
    (notice,) = html.fromstring(desk.get(f"/bien-tap/van-ban/{older.slug}").text).xpath(
        "//p[@class='notice'][contains(., 'đã được thay thế')]"
    )
    assert notice.xpath("a/@href") == [f"/bien-tap/van-ban/{newer.slug}", carrying]
    assert "đã được thay thế" not in page
    with store.reading() as session:
        found = carryover.proposals(session, session.get_one(Directive, newer.id), NOW.date())
    assert {one.kind for one in found} == {"supersede"}
    assert any(one.newer_id is None for one in found)
    assert f"thông điệp liên thông ghi thay cho văn bản số {older.number}" in desk.get(carrying).text
