"""Programs make releases, read what is public, take the registry in and out, and send files."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from calendar_app.models import Directive, Unit
from calendar_app.scopes import DIMENSIONS
from calendar_app.settings import MAX_FILE_BYTES
from calendar_app.store import Store
from calendar_app.web import problems
from calendar_app.web.api import entries
from calendar_app.web.api.items import CHANNELS, Correction, Kind, Role
from calendar_app.web.api.limits import Limit
from calendar_app.web.entrance import PLACES, Entrance
from calendar_app.wording import ITEM_KINDS, ROLES
from tests.api.conftest import OTHER, RELEASE, UNIT, wait_for_readers
from tests.api.test_directives_and_items import API, problem, read, send, walked
from tests.conftest import NOW, SAMPLES
from tests.web.persons import browser, person

WEEKLY = (SAMPLES / "tuan-46-2024.txt").read_bytes()
UNITS = (SAMPLES / "don-vi.csv").read_bytes()


def upload(client: FlaskClient, path: str, name: str, *files: tuple[bytes, str]) -> object:
    return client.post(f"{API}{path}", data={name: [(io.BytesIO(data), called) for data, called in files]})


# Releases


def test_a_release_is_shown_with_what_it_changed(reader: FlaskClient) -> None:
    (release,) = read(reader, "/releases")["data"]
    assert release == read(reader, f"/releases/{RELEASE}")
    assert (release["number"], release["note"], release["author"]) == (1, "tuần 46", "duyet")
    told = walked(reader, f"/releases/{RELEASE}/changes", 3)
    assert len(told) == release["changes"]["new"] > 3
    assert {change["before"] for change in told} == {None}
    assert {change["uid"] for change in told} == {entry["uid"] for entry in walked(reader, "/entries", 200)}


def test_the_next_release_changes_what_its_preview_says(admin: FlaskClient, waiting: str) -> None:
    assert read(admin, "/releases/next/changes")["data"] == []
    send(admin, f"/items/{waiting}/accept", {"version": 1})
    before = read(admin, "/releases/next/changes")["data"]
    assert {one["action"] for one in before} == {"new"}
    made = send(admin, "/releases", {"note": " thêm  một mục "}, 201)
    assert (made["number"], made["note"], made["author"]) == (2, "thêm một mục", "admin ")
    changes = read(admin, f"/releases/{made['name']}/changes")["data"]
    assert [(c["uid"], c["after"]["title"]) for c in changes] == [(c["uid"], c["after"]["title"]) for c in before]
    assert read(admin, "/releases/next/changes")["data"] == []


def test_a_release_of_nothing_and_one_that_lacks_its_reason_are_refused(admin: FlaskClient) -> None:
    send(admin, "/releases", {}, 422)
    item = read(admin, "/items?status=accepted&limit=1")["data"][0]
    send(admin, f"/items/{item['uid']}/refuse", {"version": item["version"]})
    assert read(admin, "/releases/next/changes")["data"][0]["needs_reason"]
    assert "lý do" in send(admin, "/releases", {"note": " "}, 422)["detail"]
    assert send(admin, "/releases", {"note": "nhầm"}, 201)["changes"]["cancelled"] >= 1


def test_an_earlier_release_becomes_public_again(admin: FlaskClient, waiting: str) -> None:
    public = walked(admin, "/entries", 200)
    send(admin, f"/items/{waiting}/accept", {"version": 1})
    send(admin, "/releases", {}, 201)
    assert len(walked(admin, "/entries", 200)) > len(public)
    assert send(admin, f"/releases/{RELEASE}/undo", {"note": "nhầm"}, 201)["number"] == 3
    confirmed = [entry["uid"] for entry in walked(admin, "/entries", 200) if entry["status"] == "confirmed"]
    assert confirmed == [entry["uid"] for entry in public]
    send(admin, "/releases/2020-W01.1/undo", {"note": "x"}, 404)


# What is public


def test_what_is_public_is_open_to_everybody_and_filtered_as_feeds_are(office: Flask, slug: str) -> None:
    nobody = office.test_client()
    every = walked(nobody, "/entries", 2)
    assert len(every) > 3
    assert [e["start"] for e in every if e["start"]] == sorted(e["start"] for e in every if e["start"])
    kinds = {entry["kind"] for entry in every}
    for kind in kinds:
        found = read(nobody, f"/entries?loai={kind}&limit=200")["data"]
        assert found == [entry for entry in every if entry["kind"] == kind]
    two = sorted(kinds)[:2]
    both = read(nobody, f"/entries?loai={two[0]}&loai={two[1]}&van-ban={slug}&limit=200")["data"]
    assert both == [entry for entry in every if entry["kind"] in two]
    assert read(nobody, "/entries?tu=2024-11-20&den=2024-11-20&loai=ky-niem")["data"] == [
        entry for entry in every if entry["kind"] == "ky-niem" and entry["start"] == "2024-11-20"
    ]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("loai=khong-co", 404),
        ("kenh=" + "&kenh=".join("abcdefghijklm"), 422),
        ("tu=2024-11-20", 422),
        ("tu=2024-11-20&den=2024-11-19", 422),
        ("tu=2024-11-20&den=2026-11-19", 422),
        ("tu=9999-12-31&den=9999-12-31", 422),
        ("cursor=" + "x" * 61, 422),
    ],
)
def test_a_filter_that_cannot_be_is_a_problem(office: Flask, query: str, status: int) -> None:
    read(office.test_client(), f"/entries?{query}", status)


def test_the_filters_are_the_dimensions_of_the_feeds() -> None:
    fields = entries.Wanted.model_fields
    assert {field.alias or name for name, field in fields.items() if field.default == ()} == {
        dimension.prefix for dimension in DIMENSIONS
    }


def test_the_words_for_kinds_roles_and_channels_are_those_of_the_desk() -> None:
    assert set(Kind.__args__) == set(ITEM_KINDS)  # type: ignore[attr-defined]
    assert set(Role.__args__) == set(ROLES)  # type: ignore[attr-defined]
    schema = Correction.model_json_schema()["properties"]["channels"]["items"]
    assert schema["enum"] == CHANNELS


# Units


def test_units_are_listed_found_and_shown(reader: FlaskClient, kept: Store) -> None:
    every = walked(reader, "/units?ended=yes", 7)
    with kept.reading() as session:
        assert [unit["slug"] for unit in every] == sorted(session.exec(select(Unit.slug)).all())
    assert len(walked(reader, "/units", 200)) < len(every)
    assert read(reader, f"/units/{UNIT}") == next(unit for unit in every if unit["slug"] == UNIT)
    there = read(reader, f"/units/{OTHER}")
    named = read(reader, f"/units?words={there['name']}&kind={there['kind']}&ended=yes")["data"]
    assert there in named
    assert len(named) < len(every)
    read(reader, "/units/khong-co", 404)


def test_the_registry_goes_out_and_comes_in_again_unchanged(editor: FlaskClient) -> None:
    table = editor.get(f"{API}/units.csv")
    assert table.content_type.startswith("text/csv")
    answer = upload(editor, "/units", "file", (table.data, "don-vi.csv"))
    assert answer.status_code == 200  # type: ignore[attr-defined]
    said = answer.json  # type: ignore[attr-defined]
    assert (said["new"], said["changed"]) == (0, 0)
    assert said["same"] > 5


def test_a_table_with_a_fault_changes_nothing_and_says_the_line(editor: FlaskClient, kept: Store) -> None:
    bad = "Mã,Tên đơn vị,Loại,Cấp trên\nmoi,Đơn vị mới,Cổng thông tin,khong-co\n".encode()
    said = problem(upload(editor, "/units", "file", (bad, "x.csv")), 422)
    assert said["errors"][0]["at"] == "2"
    with kept.reading() as session:
        assert session.get(Unit, "moi") is None
    problem(editor.post(f"{API}/units"), 422)


# Arrivals


def test_a_file_is_sent_read_and_leads_to_its_directive_and_the_second_time_to_the_same(
    editor: FlaskClient, kept: Store
) -> None:
    text = WEEKLY.replace(b"1874", b"1999")
    slugs = []
    for _ in range(2):
        answer = upload(editor, "/arrivals", "file", (text, "tuan.txt"))
        assert answer.status_code == 202  # type: ignore[attr-defined]
        batch = answer.json["batch"]  # type: ignore[attr-defined]
        wait_for_readers(kept)
        after = read(editor, f"/arrivals/{batch}")
        assert after["ended"]
        (arrival,) = after["arrivals"]
        assert (arrival["state"], arrival["name"], arrival["author"]) == ("done", "tuan.txt", "editor ")
        slugs.append(arrival["directive"])
    assert slugs[0] == slugs[1]
    assert "đã có từ trước" in arrival["said"]
    with kept.reading() as session:
        assert len(session.exec(select(Directive.id)).all()) == 2
    assert [one["name"] for one in read(editor, "/arrivals")["data"]] == ["tuan.txt"] * 2


def test_several_files_are_one_batch_and_a_bad_one_spoils_no_other(editor: FlaskClient, kept: Store) -> None:
    batch = upload(editor, "/arrivals", "file", (WEEKLY, "a.txt"), (b"MZ\0", "b.exe")).json["batch"]  # type: ignore[attr-defined]
    wait_for_readers(kept)
    states = [one["state"] for one in read(editor, f"/arrivals/{batch}")["arrivals"]]
    assert states == ["done", "refused"]
    read(editor, "/arrivals/khong-co", 404)


def test_what_is_no_upload_is_refused(editor: FlaskClient) -> None:
    problem(editor.post(f"{API}/arrivals"), 422)
    problem(editor.post(f"{API}/arrivals", json={"file": "x"}), 422)
    problem(upload(editor, "/arrivals", "file", (b"a" * (MAX_FILE_BYTES + 2 * 1024 * 1024), "to.txt")), 413)


# Who may


def test_a_scope_gives_what_it_says_and_no_more(of_role: Callable[..., FlaskClient], waiting: str) -> None:
    for scope, may in (("read", ()), ("write", ("accept",)), ("release", ("accept", "release"))):
        client = of_role("admin", scope)
        read(client, "/items")
        version = read(client, f"/items/{waiting}")["version"]
        send(client, f"/items/{waiting}/accept", {"version": version}, 200 if "accept" in may else 403)
        send(client, "/releases", {"note": "x"}, 201 if "release" in may else 403)


def test_no_token_a_wrong_one_and_a_cookie_are_asked_for_a_token(office: Flask, kept: Store, waiting: str) -> None:
    logged_in = browser(office, person(kept, "a", "admin"))
    assert logged_in.get("/bien-tap/").status_code == 200
    wrong = office.test_client()
    wrong.environ_base["HTTP_AUTHORIZATION"] = "Bearer lich_sai"
    for client in (office.test_client(), logged_in, wrong):
        read(client, "/items", 401)
        answer = client.post(f"{API}/items/{waiting}/accept", json={"version": 1})
        problem(answer, 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_person_kept_to_units_sees_theirs_and_nothing_of_the_desk(
    of_role: Callable[..., FlaskClient], slug: str, waiting: str
) -> None:
    for role in ("unit", "reader"):
        client = of_role(role, "read", (UNIT,))
        assert [unit["slug"] for unit in walked(client, "/units?ended=yes", 200)] == [UNIT]
        read(client, f"/units/{UNIT}")
        read(client, f"/units/{OTHER}", 403)
        read(client, "/units/khong-co", 403)
        desk = ("/directives", f"/directives/{slug}", f"/directives/{slug}/text", "/items", f"/items/{waiting}")
        for path in (*desk, f"/items/{waiting}/history", "/releases", "/releases/next", "/arrivals", "/units.csv"):
            read(client, path, 403)


def test_a_role_that_needs_a_second_step_is_refused_without_it(
    office: Flask, of_role: Callable[..., FlaskClient]
) -> None:
    client = of_role("admin")
    office.extensions["settings"] = office.extensions["settings"].model_copy(update={"two_step_roles": ("admin",)})
    assert "bước hai" in read(client, "/items", 403)["detail"]


def test_who_asks_too_often_is_told_when_to_come_back(office: Flask, reader: FlaskClient, admin: FlaskClient) -> None:
    office.extensions["api_limit"] = Limit(3)
    answers = [reader.get(f"{API}/releases") for _ in range(5)]
    assert [answer.status_code for answer in answers[:3]] == [200] * 3
    problem(answers[-1], 429)
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    read(admin, "/releases")


def test_a_minute_later_one_may_ask_again() -> None:
    limit = Limit(1)
    assert [limit.seconds_to_wait(1, NOW), limit.seconds_to_wait(1, NOW), limit.seconds_to_wait(2, NOW)] == [0, 60, 0]
    assert limit.seconds_to_wait(1, NOW.replace(minute=1)) == 0


def test_a_busy_service_and_an_unforeseen_failure_are_problems_too(office: Flask, reader: FlaskClient) -> None:
    entrance = Entrance(office.wsgi_app)
    entrance._direct._inside["203.0.113.9"] = PLACES
    office.wsgi_app = entrance  # type: ignore[method-assign]
    problem(reader.post(f"{API}/releases", json={}), 503)
    office.extensions["store"] = None
    read(reader, "/items", 500)


def test_other_methods_addresses_and_hosts_are_problems(office: Flask, reader: FlaskClient) -> None:
    answer = reader.delete(f"{API}/items")
    problem(answer, 405)
    assert "GET" in answer.headers["Allow"]
    problem(reader.get("/api/v2/items"), 404)
    problem(reader.get(f"{API}/items", headers={"Host": "la.example"}), 400)
    assert problem(reader.get(f"{API}/items?limit=x"), 422)["type"] == problems.INVALID


def test_answers_are_kept_in_no_cache_and_errors_of_pages_stay_pages(reader: FlaskClient) -> None:
    assert reader.get(f"{API}/items").headers["Cache-Control"] == "no-store"
    assert reader.get("/khong-co").content_type.startswith("text/html")
