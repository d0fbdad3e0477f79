"""Slots, the plan of a week, decisions, holds and settings of themes at the desk, from the form to the public plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from calendar_app import airing_reports, clock, intake, publish, registry, review
from calendar_app.models import Unit
from calendar_app.planned import PlannedSession, PublicPlan
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.site import Site
from calendar_app.store import Store
from content.almanac.weeks import Week
from tests.conftest import SAMPLES
from tests.web.persons import browser, person, program

UNIT = "truyen-thanh-dak-mar"
PAGE = f"/bien-tap/don-vi/{UNIT}/lich-phat"
HOLDS = "/bien-tap/lich-phat/tam-dung"
SLOT = {
    "gio": "05:00",
    "phut": "15",
    "kenh": "loudspeaker",
    "ngon-ngu": "vi",
    "thu": ["1", "2", "3", "4", "5", "6", "7"],
}


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    """Stand on a Tuesday with themes of the directive still open, whatever day it is."""
    with time_machine.travel(datetime(2026, 11, 17, 2, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def station(desk: FlaskClient, store: Store, settings: Settings) -> FlaskClient:
    """A desk of today with a registry and a directive of which themes are open."""
    me = Actor("bientap", clock.now())
    received = intake.receive(store, (SAMPLES / "tuan-46-2024.txt").read_bytes(), "tuan-46-2024.txt", clock.now())
    with store.writing() as session:
        review.accept_all(session, received.directive_id, me)
        assert registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), me).faults == ()
    publish.release(store, settings, "bientap", "", clock.now())
    return desk


def tomorrow() -> date:
    return clock.day_of(clock.now()) + timedelta(days=1)


def plan(settings: Settings) -> PublicPlan:
    found = Site(settings.data / "public").current().plan(UNIT)
    assert found is not None
    return found


def on(settings: Settings, day: date, slot: str) -> PlannedSession:
    return next(one for one in plan(settings).sessions if (one.day, one.slot) == (day, slot))


def add_slots(desk: FlaskClient) -> None:
    """Two sessions a day, in which every theme may take a turn daily."""
    desk.post(f"{PAGE}/don-vi", data={"toc-do": "180", "luot": "7"})
    for code, start in (("sang", "05:00"), ("chieu", "17h00")):
        assert desk.post(f"{PAGE}/buoi", data={**SLOT, "ma": code, "gio": start}).status_code == 303


def test_a_unit_without_slots_is_told_what_to_do_and_its_first_slot_makes_a_public_plan(
    station: FlaskClient, settings: Settings
) -> None:
    assert "Đơn vị chưa có buổi phát nào" in station.get(PAGE).text
    assert f'href="/bien-tap/don-vi/{UNIT}/nhat-ky">Nhật ký của đơn vị</a>' in station.get(PAGE).text
    add_slots(station)
    week = Week.of(tomorrow()).id
    page = station.get(f"{PAGE}?tuan={week}").text
    airing = on(settings, tomorrow(), "sang").airings[0]
    for words in (airing.title, airing.why, "15 phút, còn", "Buổi phát", "sang: 05:00, 15 phút"):
        assert words in page
    assert station.get(f"/feeds/don-vi-{UNIT}.ics").data.count(b"DTSTART;TZID") > 50


def test_a_theme_is_pinned_moved_or_banned_and_each_can_be_taken_back(station: FlaskClient, settings: Settings) -> None:
    add_slots(station)
    day = (tomorrow() + timedelta(days=7)).isoformat()
    uid = on(settings, tomorrow(), "sang").airings[0].entry_uid
    about = {"chu-de": uid, "buoi": "chieu", "ngay": day, "ly-do": "Chủ tịch xã yêu cầu"}
    assert station.post(f"{PAGE}/quyet-dinh", data={**about, "viec": "pin"}).status_code == 303
    held = on(settings, date.fromisoformat(day), "chieu")
    assert "Ghim vào buổi này" in next(one.why for one in held.airings if one.entry_uid == uid)
    there = {"sang-buoi": "sang", "sang-ngay": day}
    station.post("/bien-tap/lich-phat/quyet-dinh/1/bo", data={"don-vi": UNIT})
    assert station.post(f"{PAGE}/quyet-dinh", data={**about, **there, "viec": "move"}).status_code == 303
    assert uid in {one.entry_uid for one in on(settings, date.fromisoformat(day), "sang").airings}
    assert uid not in {one.entry_uid for one in on(settings, date.fromisoformat(day), "chieu").airings}
    ban = {"chu-de": uid, "viec": "ban", "ly-do": ""}
    assert station.post(f"{PAGE}/quyet-dinh", data=ban).status_code == 303
    assert uid not in {airing.entry_uid for one in plan(settings).sessions for airing in one.airings}
    page = station.get(PAGE).text
    assert "đã bỏ: bientap" in page
    assert "Chủ tịch xã yêu cầu" in page
    assert ", hẳn" in page
    station.post("/bien-tap/lich-phat/quyet-dinh/3/bo", data={"don-vi": UNIT})
    assert uid in {airing.entry_uid for one in plan(settings).sessions for airing in one.airings}
    assert station.post("/bien-tap/lich-phat/quyet-dinh/3/bo", data={"don-vi": UNIT}).status_code == 409


def test_a_hold_and_the_settings_of_a_theme_change_the_public_plan_at_once(
    station: FlaskClient, settings: Settings
) -> None:
    add_slots(station)
    uid = on(settings, tomorrow(), "sang").airings[0].entry_uid
    form = {"phien-ban": "0", "uu-tien": "urgent", "so-luot": "", "truoc": "", "ngon-ngu": "vi", "don-vi": UNIT}
    assert station.post(f"/bien-tap/lich-phat/chu-de/{uid}", data=form).status_code == 303
    assert "Khẩn cấp" in on(settings, tomorrow(), "chieu").airings[0].why
    assert station.post(f"/bien-tap/lich-phat/chu-de/{uid}", data=form).status_code == 409
    form |= {"phien-ban": "1", "uu-tien": "normal", "so-luot": "2 lần/ngày"}
    assert station.post(f"/bien-tap/lich-phat/chu-de/{uid}", data=form).status_code == 303
    assert "2 lần/ngày" in station.get(f"/bien-tap/lich-phat/chu-de/{uid}").text
    both = [on(settings, tomorrow(), slot).airings for slot in ("sang", "chieu")]
    assert all(uid in {airing.entry_uid for airing in airings} for airings in both)
    days = {"tu-ngay": f"{tomorrow():%d/%m/%Y}", "den-ngay": f"{tomorrow():%d/%m/%Y}"}
    hold = {**days, "loai": ["regular", "thematic"], "ly-do": "Quốc tang"}
    assert station.post(HOLDS, data=hold).status_code == 303
    assert on(settings, tomorrow(), "sang").airings == ()
    assert "Quốc tang" in station.get(HOLDS).text
    assert "Tạm dừng từ" in station.get(PAGE).text
    station.post("/bien-tap/lich-phat/quyet-dinh/1/bo", data={})
    assert on(settings, tomorrow(), "sang").airings


def test_holds_of_units_without_slots_are_listed_at_the_desk_as_in_the_api(
    station: FlaskClient, app: Flask, store: Store
) -> None:
    program_of = program(app, person(store, "chi-lan", "admin"))
    with store.reading() as session:
        name = session.get_one(Unit, UNIT).name
    for unit, reason in ((UNIT, "Quốc tang"), ("", "Lũ lớn")):
        body = {"unit": unit, "first": str(tomorrow()), "last": str(tomorrow()), "reason": reason}
        assert program_of.post("/api/v1/holds", json=body).status_code == 201
    rows = html.fromstring(station.get(HOLDS).text).xpath("//tbody/tr")
    listed = program_of.get("/api/v1/holds").json["data"]
    assert [(row.find("th/span").text, row.find("td").text.split(":")[0].strip()) for row in rows] == [
        ("Lũ lớn", "Mọi đơn vị"),
        ("Quốc tang", name),
    ]
    assert [one["reason"] for one in listed] == ["Lũ lớn", "Quốc tang"]


def test_a_theme_that_a_hold_allows_is_aired_all_the_same(station: FlaskClient, settings: Settings) -> None:
    add_slots(station)
    hold = {
        "tu-ngay": f"{tomorrow():%d/%m/%Y}",
        "den-ngay": f"{tomorrow():%d/%m/%Y}",
        "loai": ["regular", "thematic", "anniversary", "deadline"],
        "ly-do": "Quốc tang",
    }
    aired = on(settings, tomorrow(), "sang").airings[0]
    assert f'name="van-phat" value="{aired.entry_uid}"' in station.get(HOLDS).text
    assert station.post(HOLDS, data={**hold, "van-phat": [aired.entry_uid]}).status_code == 303
    both = {one.entry_uid for slot in ("sang", "chieu") for one in on(settings, tomorrow(), slot).airings}
    assert both == {aired.entry_uid}
    assert f"vẫn phát: {aired.title}" in station.get(HOLDS).text
    assert "Không có chủ đề này" in station.post(HOLDS, data={**hold, "van-phat": ["la"]}).text


@pytest.mark.parametrize(
    ("path", "form", "said"),
    [
        ("buoi", {**SLOT, "ma": "Sáng"}, "Mã buổi chỉ gồm"),
        ("buoi", {**SLOT, "ma": "sang"}, "Đã có buổi “sang”"),
        ("buoi", {**SLOT, "ma": "trua", "thu": []}, "ít nhất một ngày"),
        ("buoi", {**SLOT, "ma": "trua", "gio": "năm giờ"}, "không phải là giờ"),
        ("buoi", {**SLOT, "ma": "trua", "phut": "0"}, "từ 1 đến 600 phút"),
        ("buoi", {**SLOT, "ma": "trua", "phut": "-5"}, "không phải là số"),
        ("buoi", {**SLOT, "ma": "trua", "kenh": "radio"}, "Hãy chọn kênh"),
        ("buoi", {**SLOT, "ma": "trua", "tu-ngay": "02/01/2027", "den-ngay": "01/01/2027"}, "kết thúc trước"),
        ("don-vi", {"toc-do": "0", "luot": "3"}, "Tốc độ đọc phải từ 80"),
        ("quyet-dinh", {"viec": "pin", "chu-de": "khong-co"}, "Hãy chọn một chủ đề"),
        ("quyet-dinh", {"viec": "pin", "chu-de": "?", "buoi": "", "ngay": ""}, "Hãy chọn buổi và điền ngày"),
        ("quyet-dinh", {"viec": "pin", "chu-de": "?", "buoi": "toi", "ngay": "1/2/2027"}, "không có buổi “toi”"),
        ("quyet-dinh", {"viec": "pin", "chu-de": "?", "buoi": "sang", "ngay": "1/2/2020"}, "đã phát"),
        ("quyet-dinh", {"viec": "xoa", "chu-de": "?"}, "Hãy chọn việc cần làm"),
        ("ket-qua", {"buoi": "sang", "ngay": "1/2/2020", "muc": "?"}, "Hãy chọn “Đã phát”"),
        ("ket-qua", {"buoi": "sang", "ngay": "1/2/2020", "muc": "a", "phat-a": "co"}, "không có buổi “sang”"),
        ("ket-qua", {"buoi": "", "ngay": "", "muc": "a", "phat-a": "co"}, "Hãy chọn buổi và điền ngày"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    station: FlaskClient, settings: Settings, path: str, form: dict[str, str], said: str
) -> None:
    add_slots(station)
    uid = on(settings, tomorrow(), "sang").airings[0].entry_uid
    before = plan(settings)
    given = {name: uid if value == "?" else value for name, value in form.items()}
    answer = station.post(f"{PAGE}/{path}", data=given)
    assert answer.status_code in (404, 409, 422)
    assert said in answer.text
    assert plan(settings) == before


def test_weeks_that_are_not_there_are_said(station: FlaskClient) -> None:
    add_slots(station)
    answer = station.get(f"{PAGE}?tuan=2024-W53")
    assert (answer.status_code, "Năm 2024 có 52 tuần" in answer.text) == (422, True)
    assert "The year 2024 has 52 weeks." in station.get(f"/en{PAGE}?tuan=2024-W53").text
    assert "Lịch có từ" in station.get(f"{PAGE}?tuan=2024-W10").text
    assert station.get("/bien-tap/don-vi/khong-co/lich-phat").status_code == 404
    assert station.get("/bien-tap/lich-phat/chu-de/khong-co").status_code == 404


def test_a_slot_is_changed_and_ended_by_its_form(station: FlaskClient, settings: Settings) -> None:
    add_slots(station)
    sequence = on(settings, tomorrow(), "sang").sequence
    form = {**SLOT, "ma": "sang", "gio": "06:30", "phien-ban": "1"}
    assert "Sửa buổi sang" in station.get(f"{PAGE}?sua=sang").text
    assert station.post(f"{PAGE}/buoi", data=form).status_code == 303
    assert f"{on(settings, tomorrow(), 'sang').start:%H:%M}" == "06:30"
    assert on(settings, tomorrow(), "sang").sequence == sequence + 1
    assert station.post(f"{PAGE}/buoi", data=form).status_code == 409
    form |= {"phien-ban": "2", "den-ngay": f"{tomorrow():%d/%m/%Y}"}
    assert station.post(f"{PAGE}/buoi", data=form).status_code == 303
    gone = {one.slot for one in plan(settings).cancelled}
    assert gone == {"sang"}
    assert max(one.day for one in plan(settings).sessions if one.slot == "sang") == tomorrow()
    assert b"STATUS:CANCELLED" in station.get(f"/feeds/don-vi-{UNIT}.ics").data


def told_of(client: FlaskClient, settings: Settings, day: date, missed: str, why: str = "Mất điện") -> TestResponse:
    """Say of the afternoon of a day that all of it was aired but one."""
    uids = [one.entry_uid for one in on(settings, day, "chieu").airings]
    form = {"buoi": "chieu", "ngay": f"{day:%d/%m/%Y}", "muc": uids, f"vi-sao-{missed}": why}
    said = {f"phat-{uid}": "khong" if uid == missed else "co" for uid in uids}
    return client.post(f"{PAGE}/ket-qua", data={**form, **said})


def test_a_unit_says_what_was_aired_and_why_the_rest_was_not(
    station: FlaskClient, app: Flask, store: Store, settings: Settings
) -> None:
    add_slots(station)
    today = clock.day_of(clock.now())
    missed = on(settings, today, "chieu").airings[0]
    assert "chưa phát. Hãy ghi kết quả sau khi phát" in told_of(station, settings, today, missed.entry_uid).text
    with time_machine.travel(datetime(2026, 11, 18, 2, tzinfo=UTC), tick=True):
        unit = browser(app, person(store, "dai", "unit", (UNIT,)))
        page = f"{PAGE}?buoi=chieu&ngay={today}"
        assert "Kết quả phát: buổi chieu" in unit.get(page).text
        assert "Hãy ghi vì sao" in told_of(unit, settings, today, missed.entry_uid, " ").text
        assert told_of(unit, settings, today, missed.entry_uid).status_code == 303
        assert told_of(unit, settings, today, missed.entry_uid).status_code == 303  # said twice, kept once
        assert told_of(unit, settings, today, "", "").status_code == 409
        said = unit.get(page).text
        assert said.count("Không phát: Mất điện") == 2
        assert "Mọi nội dung của buổi này đã có kết quả" in said
        assert said.count("Đã phát.") == 2 * (len(on(settings, today, "chieu").airings) - 1)
        assert browser(app, person(store, "xem", "reader")).post(f"{PAGE}/ket-qua").status_code == 403
        with store.reading() as session:
            kept = airing_reports.reports(session, UNIT, today, today)
        number = next(one.id for one in kept if one.kind == "missed")
        unit.post(f"/bien-tap/lich-phat/quyet-dinh/{number}/bo", data={"don-vi": UNIT})
        assert "Không phát: Mất điện" not in unit.get(page).text
        assert "báo không phát" in unit.get(f"/bien-tap/don-vi/{UNIT}/nhat-ky").text


def test_what_was_not_aired_counts_for_no_turn_and_what_was_aired_changes_nothing(
    station: FlaskClient, app: Flask, store: Store, settings: Settings
) -> None:
    add_slots(station)
    today = clock.day_of(clock.now())
    missed = next(one for one in on(settings, today, "chieu").airings if "chưa phát lần nào" in one.why)
    with time_machine.travel(datetime(2026, 11, 18, 2, tzinfo=UTC), tick=True):
        publish.render(store, settings, clock.now())
        editor, before = browser(app, person(store, "bt", "editor")), plan(settings)
        others = [one.entry_uid for one in on(settings, today, "chieu").airings if one != missed]
        form = {"buoi": "chieu", "ngay": f"{today:%d/%m/%Y}", "muc": others}
        said = {f"phat-{uid}": "co" for uid in others}
        assert editor.post(f"{PAGE}/ket-qua", data={**form, **said}).status_code == 303
        assert not publish.due(store, clock.now())
        assert plan(settings) == before
        assert told_of(editor, settings, today, missed.entry_uid).status_code == 303
        later = date(2026, 11, 19), "sang", missed.entry_uid
        assert (why(before, *later), why(plan(settings), *later)) == (f"{AGAIN} 3 trong tuần", f"{AGAIN} 2 trong tuần")


AGAIN = "Còn phút: phát lại, lượt"


def why(plan: PublicPlan, day: date, slot: str, uid: str) -> str:
    held = next(one for one in plan.sessions if (one.day, one.slot) == (day, slot))
    return next(one.why for one in held.airings if one.entry_uid == uid)


def test_only_editors_reach_it(client: FlaskClient, store: Store) -> None:
    assert client.get(PAGE).status_code == 302
    assert client.post(f"{PAGE}/buoi", data=SLOT).status_code == 403
    assert client.post(HOLDS, data={}).status_code == 403
