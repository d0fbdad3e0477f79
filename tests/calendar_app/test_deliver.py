"""After a release: the hub hears of every changed feed, the webhook of the release, at least once, and nobody waits."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlmodel import select

from calendar_app import deliver, doctor, intake, jobs, publish, review, tree, webhook
from calendar_app.models import Delivery
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.calendar_app.looks import ME, refuse
from tests.conftest import NOW, ROOT, SAMPLES
from tests.receiver import SECRET, Got, Receiver, receiver, told

WEEKLY = SAMPLES / "tuan-46-2024.txt"
ATOM = "{http://www.w3.org/2005/Atom}"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def hub() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.fixture
def settings(settings: Settings, hub: Receiver, hook: Receiver) -> Settings:
    return told(settings.data, hub.url, hook.url)


@pytest.fixture
def ready(store: Store) -> int:
    """A directive, all accepted, nothing released."""
    received = intake.receive(store, WEEKLY.read_bytes(), WEEKLY.name, NOW)
    with store.writing() as session:
        review.accept_all(session, received.directive_id, ME)
    return received.directive_id


@pytest.fixture
def released(store: Store, settings: Settings, ready: int) -> int:
    publish.release(store, settings, "bientap", "tuần 46", NOW)
    return ready


def tell(store: Store, settings: Settings, what: str, at: datetime = NOW) -> None:
    jobs.tell(store, settings, what, lambda: at)


def rows(store: Store, what: str) -> list[Delivery]:
    with store.reading() as session:
        return list(session.exec(select(Delivery).where(Delivery.what == what).order_by(Delivery.subject)).all())


def example() -> Callable[[dict[str, str], bytes, str, float], str]:
    """What docs/delivery.md shows to receivers."""
    found = re.search(r"```python\n(.*?)```", (ROOT / "docs/delivery.md").read_text(), re.S)
    assert found
    names: dict[str, Any] = {}
    exec(found[1], names)
    return names["check"]  # type: ignore[no-any-return]


def checked(got: Got, at: datetime) -> str:
    return example()(got.headers, got.body, SECRET, at.timestamp())


# The webhook


def test_a_release_is_told_once_and_signed(store: Store, settings: Settings, hook: Receiver, released: int) -> None:
    tell(store, settings, "webhook")
    tell(store, settings, "webhook", LATER)
    (got,) = hook.got
    assert checked(got, NOW).startswith("msg_")
    said = json.loads(got.body)
    assert (said["type"], said["timestamp"]) == ("release.published", "2024-11-12T02:00:00Z")
    data = said["data"]
    assert (data["number"], data["name"], data["note"]) == (1, "2024-W46.1", "tuần 46")
    assert data["page"] == "http://127.0.0.1:8000/thay-doi#2024-W46.1"
    assert data["counts"] == {"new": len(data["changes"])}
    assert "http://127.0.0.1:8000/feeds/tat-ca.ics" in data["feeds"]
    period = next(change for change in data["changes"] if "bảo hiểm y tế" in change["title"])
    assert (period["start"], period["end"], period["kind"]) == ("2024-11-15", "2024-12-15", "dot")


def test_every_address_that_is_told_answers(store: Store, client: FlaskClient, ready: int, hook: Receiver) -> None:
    settings = told(store.data, webhook=hook.url)
    publish.release(store, settings, "bientap", "", NOW)
    tell(store, settings, "webhook")
    data = json.loads(hook.got[0].body)["data"]
    for address in [data["page"], *data["feeds"], *(change["page"] for change in data["changes"])]:
        assert client.get(address.removeprefix(settings.public_url)).status_code == 200, address


def test_the_signature_is_the_one_of_the_specification() -> None:
    settings = Settings(webhook_url="https://nhan.example.vn/", webhook_secret=SecretStr(SECRET))
    at = datetime.fromtimestamp(1614265330).astimezone()
    signed = webhook.headers("msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', settings, at)
    assert signed["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("forged", ["body", "id", "time", "key", "old"])
def test_the_example_for_receivers_refuses_what_is_forged(
    store: Store, settings: Settings, hook: Receiver, released: int, forged: str
) -> None:
    tell(store, settings, "webhook")
    headers, body, secret, now = dict(hook.got[0].headers), hook.got[0].body, SECRET, NOW.timestamp()
    match forged:
        case "body":
            body = body.replace(b"46", b"47", 1)
        case "id":
            headers["webhook-id"] += "0"
        case "time":
            headers["webhook-timestamp"] = str(int(now) + 60)
        case "key":
            secret = "whsec_" + "A" * 32
        case "old":
            now += 301
    with pytest.raises(ValueError, match=r"wrong signature|too old"):
        example()(headers, body, secret, now)


def test_two_failures_and_then_success_have_one_id(
    store: Store, settings: Settings, hook: Receiver, released: int
) -> None:
    at, times = NOW, []
    for hook.answer in (500, 503, 204):
        tell(store, settings, "webhook", at)
        times.append(at)
        (row,) = rows(store, "webhook")
        at = row.next_try_at
    assert [hook.got[n].headers["webhook-timestamp"] for n in range(3)] == [str(int(t.timestamp())) for t in times]
    assert len(set(hook.ids)) == 1
    assert [checked(got, t) for got, t in zip(hook.got, times, strict=True)] == hook.ids
    assert timedelta(seconds=45) <= times[1] - times[0] <= timedelta(seconds=75)
    assert (row.settled_at, row.error, row.attempts) == (times[2], "", 3)


def test_before_its_time_nothing_is_tried_again(
    store: Store, settings: Settings, hook: Receiver, released: int
) -> None:
    hook.answer = 500
    tell(store, settings, "webhook")
    tell(store, settings, "webhook", rows(store, "webhook")[0].next_try_at - timedelta(seconds=1))
    assert len(hook.got) == 1


def test_a_release_is_told_only_after_its_tree_was_swapped_in(
    store: Store, settings: Settings, hook: Receiver, ready: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.render(store, settings, NOW)  # the public sees an empty tree
    with monkeypatch.context() as patch, pytest.raises(OSError):
        patch.setattr(tree, "swap", lambda *_: (_ for _ in ()).throw(OSError("no power")))
        publish.release(store, settings, "bientap", "", NOW)
    tell(store, settings, "webhook")
    assert hook.got == []
    assert jobs.tick(store, settings, NOW)
    tell(store, settings, "webhook")
    assert len(hook.got) == 1


def test_a_release_that_was_not_made_is_not_told(
    store: Store, settings: Settings, hook: Receiver, ready: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(publish, "snapshot_of", lambda *_: (_ for _ in ()).throw(RuntimeError("cannot be drawn")))
        publish.release(store, settings, "bientap", "", NOW)
    assert rows(store, "webhook") == []


def test_releases_from_before_the_webhook_was_set_are_not_told(
    store: Store, settings: Settings, hook: Receiver, ready: int
) -> None:
    publish.release(store, Settings(data=settings.data), "bientap", "", NOW)
    tell(store, settings, "webhook")
    refuse(store, "cháy rừng")
    publish.release(store, settings, "bientap", "hoãn", LATER)
    tell(store, settings, "webhook", LATER)
    assert [json.loads(got.body)["data"]["number"] for got in hook.got] == [2]
    assert json.loads(hook.got[0].body)["data"]["counts"] == {"cancelled": 1}


def test_what_is_given_up_is_parked_and_said_and_goes_out_when_a_person_sends_it_again(
    store: Store, settings: Settings, hook: Receiver, released: int
) -> None:
    at, hook.answer = NOW, 410
    for _ in range(deliver.TRIES):
        tell(store, settings, "webhook", at)
        at = rows(store, "webhook")[0].next_try_at
    (row,) = rows(store, "webhook")
    assert len(hook.got) == deliver.TRIES
    assert row.parked_at is not None
    assert timedelta(days=2) < row.parked_at - NOW < timedelta(days=4)
    assert row.error == "Máy nhận trả lời 410."
    assert any(not f.good and "410" in f.said for f in doctor.examine(store, settings, at) if f.name == "Tin gửi đi")
    hook.answer, month = 204, NOW + timedelta(days=30)
    tell(store, settings, "webhook", month)
    assert len(hook.got) == deliver.TRIES
    with store.writing() as session:
        assert deliver.again(session, "webhook", month) == 1
    tell(store, settings, "webhook", month)
    assert len(set(hook.ids)) == 1
    assert rows(store, "webhook")[0].settled_at == month


def test_an_address_that_was_set_wrong_is_tried_under_the_new_one(
    store: Store, settings: Settings, hook: Receiver, ready: int
) -> None:
    wrong = told(settings.data, webhook="http://127.0.0.1:9/")
    publish.release(store, wrong, "bientap", "", NOW)
    tell(store, wrong, "webhook")
    assert "Không kết nối được" in rows(store, "webhook")[0].error
    tell(store, settings, "webhook", LATER)
    assert len(hook.got) == 1


def test_nothing_secret_is_logged(store: Store, hook: Receiver, ready: int, caplog: pytest.LogCaptureFixture) -> None:
    settings = told(store.data, webhook=f"{hook.url}?khoa=bi-mat")
    caplog.set_level(logging.DEBUG, "calendar_app")
    hook.answer = 500
    publish.release(store, settings, "bientap", "", NOW)
    tell(store, settings, "webhook")
    assert "webhook 1 to 127.0.0.1: Máy nhận trả lời 500." in caplog.text
    assert "bi-mat" not in caplog.text
    assert SECRET.removeprefix("whsec_") not in caplog.text


def test_a_long_release_is_cut_and_says_so(store: Store, settings: Settings, released: int) -> None:
    from calendar_app import changes

    told = changes.read(settings.data / "public/current", 1)
    long = changes.PublicChanges(1, told.name, "", NOW, told.changes[:1] * 700)
    data = json.loads(webhook.message(long, settings))["data"]
    assert (len(data["changes"]), data["left_out"], data["counts"]) == (500, 200, {"new": 700})


# The hub


def pinged(hub: Receiver) -> list[str]:
    return sorted(got.form["hub.url"].removeprefix("http://127.0.0.1:8000/feeds/") for got in hub.got)


def test_the_hub_hears_of_every_feed_that_names_it(
    store: Store, settings: Settings, hub: Receiver, released: int
) -> None:
    tell(store, settings, "hub")
    folder = settings.data / "public/current"
    naming = {
        str(path.relative_to(folder / "feeds"))
        for path in (folder / "feeds").rglob("*")
        if path.suffix in (".rss", ".atom", ".json") and hub.url in path.read_text()
    }
    assert set(pinged(hub)) == naming
    assert {"tat-ca.rss", "tat-ca.atom", "tat-ca.json", "thay-doi.atom"} <= naming
    assert not any(name.startswith("nam/") or "muc.json" in name for name in naming)


def test_a_ping_is_a_form_that_names_the_feed_as_the_feed_names_itself(
    store: Store, settings: Settings, hub: Receiver, released: int
) -> None:
    tell(store, settings, "hub")
    feed = ElementTree.parse(settings.data / "public/current/feeds/tat-ca.atom")
    links = {link.get("rel"): link.get("href") for link in feed.iter(f"{ATOM}link")}
    ping = next(got for got in hub.got if got.form["hub.url"] == links["self"])
    assert links["hub"] == hub.url
    assert ping.form == {"hub.mode": "publish", "hub.url": links["self"], "hub.topic": links["self"]}
    assert ping.headers["content-type"] == "application/x-www-form-urlencoded"


def test_a_feed_that_did_not_change_is_not_told_again(
    store: Store, settings: Settings, hub: Receiver, released: int
) -> None:
    tell(store, settings, "hub")
    hub.got.clear()
    publish.render(store, settings, LATER)
    tell(store, settings, "hub", LATER)
    assert hub.got == []
    refuse(store, "bảo hiểm y tế")
    publish.release(store, settings, "bientap", "hoãn", LATER)
    tell(store, settings, "hub", LATER)
    assert {"tat-ca.rss", "loai-dot.atom", "thay-doi.json"} <= set(pinged(hub))
    assert "loai-ky-niem.rss" not in pinged(hub)


def test_what_appears_by_the_clock_is_told_to_the_hub_and_not_to_the_webhook(
    store: Store, settings: Settings, hub: Receiver, hook: Receiver, ready: int
) -> None:
    early, monday = datetime.fromisoformat("2024-11-08T02:00:00Z"), datetime.fromisoformat("2024-11-10T17:00:00Z")
    publish.release(store, settings, "bientap", "", early)
    for what in ("webhook", "hub"):
        tell(store, settings, what, early)
    hub.got.clear()
    hook.got.clear()
    assert jobs.tick(store, settings, monday)
    for what in ("webhook", "hub"):
        tell(store, settings, what, monday)
    assert "tat-ca.rss" in pinged(hub)
    assert hook.got == []


def test_a_change_while_the_hub_is_being_told_is_told_afterwards(
    store: Store, settings: Settings, hub: Receiver, released: int
) -> None:
    def publish_meanwhile(handler: BaseHTTPRequestHandler) -> None:
        hub.answer = 204
        renamed = settings.model_copy(update={"office": "Tên khác"})
        publish.render(store, renamed, NOW)
        deliver.notice(store, renamed, NOW)
        handler.send_response(204)
        handler.end_headers()

    hub.answer = publish_meanwhile
    tell(store, settings, "hub")
    first = hub.got[0].form["hub.url"]
    tell(store, settings, "hub", NOW + timedelta(minutes=2))
    assert [got.form["hub.url"] for got in hub.got].count(first) == 2
    assert all(row.settled_at for row in rows(store, "hub"))


def test_a_feed_whose_directive_is_gone_is_no_longer_told(
    store: Store, settings: Settings, hub: Receiver, released: int
) -> None:
    deliver.notice(store, settings, NOW)
    with store.writing() as session:
        session.add(Delivery(what="hub", subject="feeds/van-ban-cu.atom", version="0", created_at=NOW, next_try_at=NOW))
    tell(store, settings, "hub")
    assert "van-ban-cu.atom" not in pinged(hub)


def test_a_silent_hub_is_asked_once_a_tick(store: Store, settings: Settings, hub: Receiver, released: int) -> None:
    silent = told(settings.data, hub="http://127.0.0.1:9/")
    for minute in range(3):
        tell(store, silent, "hub", NOW + timedelta(minutes=minute))
    assert sum(row.attempts for row in rows(store, "hub")) == 3


def test_one_feed_that_the_hub_refuses_holds_up_no_other(
    store: Store, settings: Settings, hub: Receiver, released: int
) -> None:
    def refuse_first(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(400 if hub.got[0] is hub.got[-1] else 204)
        handler.end_headers()

    hub.answer = refuse_first
    tell(store, settings, "hub")
    waiting = [row for row in rows(store, "hub") if not row.settled_at]
    assert [row.error for row in waiting] == ["Máy nhận trả lời 400."]


def test_a_redirect_is_a_failure_that_says_what_to_do(
    store: Store, settings: Settings, hook: Receiver, released: int
) -> None:
    hook.answer = 301
    tell(store, settings, "webhook")
    assert "301: địa chỉ đã chuyển" in rows(store, "webhook")[0].error


def test_where_nothing_is_set_nothing_is_written_or_sent(store: Store, settings: Settings, ready: int) -> None:
    quiet = Settings(data=settings.data)
    publish.release(store, quiet, "bientap", "", NOW)
    for what in ("webhook", "hub"):
        tell(store, quiet, what)
    with store.reading() as session:
        assert session.exec(select(Delivery)).all() == []
    assert 'rel="hub"' not in (settings.data / "public/current/feeds/tat-ca.atom").read_text()


def test_two_senders_do_not_send_the_same_at_once(
    store: Store, settings: Settings, hook: Receiver, released: int
) -> None:
    def second_sender(handler: BaseHTTPRequestHandler) -> None:
        hook.answer = 204
        tell(store, settings, "webhook", NOW + timedelta(seconds=30))
        handler.send_response(204)
        handler.end_headers()

    hook.answer = second_sender
    tell(store, settings, "webhook")
    assert len(hook.got) == 1


@given(st.integers(1, 10_000), st.text(max_size=70))
def test_waits_grow_to_six_hours_and_are_the_same_for_the_same(attempts: int, version: str) -> None:
    wait = deliver.wait(attempts, version)
    assert wait == deliver.wait(attempts, version)
    whole = min(timedelta(minutes=2 ** min(attempts - 1, 20)), timedelta(hours=6))
    assert 0.75 * whole <= wait <= 1.25 * whole


# The desk


def test_the_desk_shows_what_arrived_what_waits_and_what_was_given_up(
    desk: FlaskClient, store: Store, settings: Settings
) -> None:
    with store.writing() as session:
        for subject, facts in (
            ("1", {"settled_at": NOW}),
            ("2", {"attempts": 3, "error": "Máy nhận trả lời 500.", "next_try_at": LATER}),
            ("3", {"attempts": 20, "error": "<b>Không kết nối được", "parked_at": LATER}),
        ):
            row = {
                "what": "webhook",
                "subject": subject,
                "version": "m",
                "created_at": NOW,
                "next_try_at": NOW,
                **facts,
            }
            session.add(Delivery(**row))
    shown = desk.get("/bien-tap/gui-di/").text
    assert "đã nhận lúc 09h00, 12/11/2024" in shown
    assert "thử lại lúc 10h00, 12/11/2024 (đã thử 3/20 lần)" in shown
    assert "đã ngừng gửi</span> sau 20 lần" in shown
    assert "&lt;b&gt;Không kết nối được" in shown
    assert "Gửi lại 2 tin chưa đến" in shown
    assert "Có 1 tin đã ngừng gửi" in desk.get("/bien-tap/ban-phat-hanh").text
    assert desk.post("/bien-tap/gui-di/webhook/gui-lai").status_code == 303
    assert [row.parked_at for row in rows(store, "webhook")] == [None] * 3
    assert desk.get("/bien-tap/gui-di/").text.count("sẽ gửi trong phút tới") == 2


def test_the_desk_says_how_to_set_receivers_and_knows_no_others(desk: FlaskClient, app: Flask) -> None:
    app.extensions["settings"] = Settings(data=app.extensions["settings"].data)
    shown = desk.get("/bien-tap/gui-di/").text
    assert "LICH_WEBHOOK_URL" in shown
    assert "LICH_HUB" in shown
    assert desk.post("/bien-tap/gui-di/thu/gui-lai").status_code == 404
