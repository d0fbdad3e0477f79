"""Through a provider comes in who was invited, with proof, and nobody else (OpenID Connect Core 1.0 §3.1.3.7)."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from pydantic import ValidationError
from sqlmodel import col, select
from werkzeug.test import TestResponse

from calendar_app import create_app, identities, people, totp
from calendar_app.clock import now
from calendar_app.errors import Problem
from calendar_app.models import Identity, LogEntry, LoginSession, User
from calendar_app.oidc import state as state_of
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from calendar_app.web import oidc
from tests.conftest import PASSWORD
from tests.provider import KEY, OTHER_KEY, Provider, provider
from tests.web.persons import again, browser, person

EMAIL = "an@coquan.gov.vn"
OUT, BACK = "/dang-nhap/oidc", "/dang-nhap/oidc/tra-loi"


@dataclass(frozen=True)
class World:
    """An installation, its provider, and An, an editor whose address the administrator wrote down."""

    provider: Provider
    app: Flask
    store: Store
    an: User

    def come_in(self, client: FlaskClient | None = None, wanted: str = "", **brought: str) -> TestResponse:
        """Go to the provider, agree there, and come back, with what a test changes of it."""
        client = client or self.app.test_client()
        sent = client.get(f"{OUT}?{urlencode({'tiep': wanted})}")
        assert sent.status_code == 302, sent.text
        return client.get(f"{BACK}?{urlencode(self.provider.agree(sent.location) | brought)}")

    def sessions(self) -> int:
        with self.store.reading() as session:
            return len(session.exec(select(LoginSession)).all())

    def logged(self) -> list[str]:
        with self.store.reading() as session:
            return list(session.exec(select(LogEntry.kind).order_by(col(LogEntry.number))).all())


@pytest.fixture
def world(settings: Settings) -> Iterator[World]:
    with provider() as found:
        app = create_app(found.settings(settings.data))
        store: Store = app.extensions["store"]
        store.migrate()
        user = person(store, "an", "editor")
        _write_down(store, user, EMAIL)
        yield World(found, app, store, user)


def _write_down(store: Store, user: User, email: str) -> None:
    with store.writing() as session:
        people.set_address(session, again(session, user), email, Actor("quantri", now()))


def refused(answer: TestResponse, status: int, words: str) -> None:
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'name="mat-khau"' in answer.text  # the password is asked for beside it


def test_who_was_invited_comes_in_with_their_own_role(world: World) -> None:
    client = world.app.test_client()
    answer = world.come_in(client)
    assert (answer.status_code, answer.location) == (303, "/bien-tap/")
    assert client.get("/bien-tap/").status_code == 200
    assert client.get("/bien-tap/nguoi-dung/").status_code == 403
    assert client.get_cookie("lich-oidc") is None
    with world.store.reading() as session:
        assert [row.subject for row in session.exec(select(Identity)).all()] == ["so-1"]
    assert world.logged()[-2:] == ["account.provider-tied", "account.sign-in"]


def test_a_key_of_a_curve_proves_as_well(world: World) -> None:
    key = ECKey.generate_key("P-256", {"kid": "2"})
    world.provider.keys = dict(KeySet([KEY, key]).as_dict(private=False))
    world.provider.sign = lambda claims: jwt.encode({"alg": "ES256", "kid": "2"}, claims, key)
    assert world.come_in().status_code == 303


def test_the_button_is_there_only_where_a_provider_is_named(world: World, client: FlaskClient) -> None:
    page = world.app.test_client().get("/dang-nhap?tiep=/bien-tap/don-vi/").text
    assert "Đăng nhập bằng Cổng tỉnh" in page
    assert f'href="{OUT}?tiep=/bien-tap/don-vi/"' in page
    assert "oidc" not in client.get("/dang-nhap").text
    for path in (OUT, f"{BACK}?code=x&state=x"):
        assert client.get(path).status_code == 404


def test_nobody_is_made_by_signing_in(world: World) -> None:
    world.provider.account |= {"sub": "so-2", "email": "la@coquan.gov.vn"}
    refused(world.come_in(), 403, "chưa có chỗ ở đây")
    with world.store.reading() as session:
        assert session.exec(select(User.name)).all() == ["an"]
    assert world.logged()[-1] == "account.sign-in-failed"
    assert world.sessions() == 0


@pytest.mark.parametrize("said", [False, None, "true", 1])
def test_an_address_that_was_not_verified_is_nobodys(world: World, said: object) -> None:
    world.provider.account["email_verified"] = said
    refused(world.come_in(), 403, "chưa xác nhận thư điện tử")
    assert world.sessions() == 0


@pytest.mark.parametrize("email", ["ạn@coquan.gov.vn", "an@coquan.gov.vn\u200b", "an@co\u212auan.gov.vn", "", None, 5])
def test_an_address_that_only_looks_alike_is_nobodys(world: World, email: object) -> None:
    world.provider.account["email"] = email
    assert world.come_in().status_code == 403


def without_address(world: World, **info: object) -> None:
    """Let the provider's tokens name no address; what it says beside them is `info`."""
    world.provider.account = {"sub": "so-1"}
    world.provider.endpoints["userinfo_endpoint"] = f"{world.provider.url}/ai"
    world.provider.info = {"sub": "so-1", "email": EMAIL, "email_verified": True} | info


def test_an_address_the_token_lacks_is_asked_for_beside_it(world: World) -> None:
    without_address(world)
    assert world.come_in().status_code == 303
    assert world.provider.asked.count("user info") == 1


def test_an_address_the_token_has_is_asked_for_nowhere_else(world: World) -> None:
    world.provider.endpoints["userinfo_endpoint"] = f"{world.provider.url}/ai"
    assert world.come_in().status_code == 303
    assert "user info" not in world.provider.asked


@pytest.mark.parametrize("subject", ["so-2", "", None, ["so-1"]])
def test_what_is_said_of_another_account_is_not_believed(world: World, subject: object) -> None:
    without_address(world, sub=subject)
    refused(world.come_in(), 502, "không kiểm chứng được")
    assert world.sessions() == 0


@pytest.mark.parametrize("endpoint", ["http://dia-chi.example/ai", "ftp://127.0.0.1/ai", 5, "", "http://10.0.0.9/ai"])
def test_a_place_that_is_not_the_providers_own_is_not_asked_for_an_address(world: World, endpoint: object) -> None:
    without_address(world)
    world.provider.endpoints["userinfo_endpoint"] = endpoint
    assert world.come_in().status_code == 502
    assert "user info" not in world.provider.asked


def test_without_an_address_anywhere_it_is_said_what_is_missing(world: World) -> None:
    world.provider.account = {"sub": "so-1"}
    refused(world.come_in(), 403, "chưa xác nhận thư điện tử")
    without_address(world, email_verified=False)
    refused(world.come_in(), 403, "chưa xác nhận thư điện tử")


@pytest.mark.parametrize(("wanted", "place"), [("", "/en/bien-tap/"), ("/bien-tap/don-vi/", "/en/bien-tap/don-vi/")])
def test_who_set_out_in_english_is_led_back_to_english(world: World, wanted: str, place: str) -> None:
    client = world.app.test_client()
    sent = client.get(f"/en{OUT}?{urlencode({'tiep': wanted})}")
    back = client.get(f"{BACK}?{urlencode(world.provider.agree(sent.location))}")
    assert back.location.startswith(f"/en{BACK}?")
    assert client.get(back.location).location == place
    assert client.get_cookie("lich-oidc") is None


@pytest.mark.parametrize("edition", ["//la.example", "en/../..", "https://la.example", "EN", "vi", "\\la"])
def test_no_edition_leads_elsewhere(world: World, edition: str) -> None:
    client = world.app.test_client()
    sent = client.get(OUT)
    kept = client.get_cookie("lich-oidc")
    assert kept
    secret = kept.value.split(".")[0]
    client.set_cookie("lich-oidc", f"{secret}.{edition}./bien-tap/")
    answer = client.get(f"{BACK}?{urlencode(world.provider.agree(sent.location))}")
    assert answer.location == "/bien-tap/"


def test_a_kelvin_sign_is_no_k(world: World) -> None:
    _write_down(world.store, world.an, "k@coquan.gov.vn")
    world.provider.account["email"] = "\u212a@coquan.gov.vn"
    assert world.come_in().status_code == 403
    world.provider.account["email"] = "K@CoQuan.gov.vn"
    assert world.come_in().status_code == 303


def test_an_account_stays_with_its_person_whatever_its_address_becomes(world: World) -> None:
    world.come_in()
    binh = person(world.store, "binh", "admin")
    _write_down(world.store, binh, "binh@coquan.gov.vn")
    world.provider.account |= {"email": "binh@coquan.gov.vn"}
    client = world.app.test_client()
    assert world.come_in(client).status_code == 303
    assert "Tài khoản an" in client.get("/bien-tap/tai-khoan/").text
    world.provider.account |= {"email_verified": False}
    assert world.come_in().status_code == 303  # the account is known, its address is asked no more


def test_another_account_with_the_same_address_does_not_take_a_persons_place(world: World) -> None:
    world.come_in()
    world.provider.account["sub"] = "so-2"
    refused(world.come_in(), 403, "đã nối với một tài khoản khác")
    _write_down(world.store, world.an, EMAIL)  # an administrator unties it
    assert world.come_in().status_code == 303


def test_an_administrator_writes_the_address_down_and_ends_what_came_of_the_old_one(world: World) -> None:
    own = world.app.test_client()
    world.come_in(own)
    admin = browser(world.app, person(world.store, "quantri", "admin"))
    page = admin.get("/bien-tap/nguoi-dung/").text
    assert EMAIL in page
    assert "đã nối tài khoản từ" in page
    form = {"thu-dien-tu": "Moi@coquan.gov.vn"}
    path = f"/bien-tap/nguoi-dung/{world.an.id}/thu-dien-tu"
    assert own.post(path, data=form).status_code == 403
    assert admin.post(path, data=form).status_code == 303
    assert own.get("/bien-tap/").status_code == 302
    assert world.come_in().status_code == 403
    for wrong in ("khong phai", "ạ@coquan.vn", "a@b@c", "@x", "x@", "a" * 250 + "@x.vn"):
        assert admin.post(path, data={"thu-dien-tu": wrong}).status_code == 422, wrong


def test_no_two_people_have_one_address(world: World) -> None:
    binh = person(world.store, "binh", "reader")
    with pytest.raises(Problem, match="đã là của an"):
        _write_down(world.store, binh, EMAIL.upper())


def test_an_invitation_carries_the_address_and_signing_in_does_not_accept_it(world: World) -> None:
    admin = browser(world.app, person(world.store, "quantri", "admin"))
    invited = {"vai-tro": "reader", "thu-dien-tu": "chi@coquan.gov.vn"}
    assert admin.post("/bien-tap/nguoi-dung/moi", data=invited | {"thu-dien-tu": EMAIL}).status_code == 422
    shown = admin.post("/bien-tap/nguoi-dung/moi", data=invited).text
    world.provider.account |= {"sub": "so-3", "email": "chi@coquan.gov.vn"}
    assert world.come_in().status_code == 403
    link = shown.partition('<code class="address">http://127.0.0.1:8000')[2].partition("<")[0]
    chosen = {"ten": "chi", "mat-khau": PASSWORD, "nhap-lai": PASSWORD}
    assert world.app.test_client().post(link, data=chosen).status_code == 303
    assert world.come_in().status_code == 303


def test_who_is_disabled_stays_out(world: World) -> None:
    world.come_in()
    with world.store.writing() as session:
        people.disable(session, again(session, world.an), Actor("quantri", now()))
    refused(world.come_in(), 403, "chưa có chỗ ở đây")


def test_the_second_step_is_still_asked_for(world: World) -> None:
    with world.store.writing() as session:
        row = again(session, world.an)
        row.totp_secret, row.totp_since = totp.new_secret(), now()
        session.add(row)
    client = world.app.test_client()
    answer = world.come_in(client, wanted="/bien-tap/don-vi/")
    assert answer.location == "/dang-nhap/buoc-hai?tiep=/bien-tap/don-vi/"
    assert client.get("/bien-tap/").status_code == 302
    step = client.post("/dang-nhap/buoc-hai", data={"ma": totp.code(row.totp_secret, totp.step_of(now()))})
    assert step.status_code == 303
    assert client.get("/bien-tap/").status_code == 200


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/bien-tap/don-vi/", "/bien-tap/don-vi/"),
        ("https://la.example/", "/bien-tap/"),
        ("//la.example", "/bien-tap/"),
        ("/\\la.example", "/bien-tap/"),
        ("/dang-xuat", "/bien-tap/"),
        ("/bien-tap/\r\nSet-Cookie: a=b", "/bien-tap/"),
        ("; Path=/; a=ạ" + "b" * 5000, "/bien-tap/"),
    ],
)
def test_after_it_comes_the_page_that_was_wanted_if_it_is_our_own(world: World, wanted: str, location: str) -> None:
    assert world.come_in(wanted=wanted).location == location


def test_a_way_back_without_the_way_out_is_refused_and_asks_the_provider_nothing(world: World) -> None:
    thief, victim = world.app.test_client(), world.app.test_client()
    brought = urlencode(world.provider.agree(thief.get(OUT).location))
    victim.get(OUT)
    world.provider.asked.clear()
    for client in (victim, world.app.test_client()):  # another's state, and no way out at all
        refused(client.get(f"{BACK}?{brought}"), 400, "không bắt đầu ở trình duyệt này")
    for state in ("", "x", "ạ", state_of("")):  # the last is what a browser without a secret would bring
        refused(world.app.test_client().get(f"{BACK}?{urlencode({'code': 'x', 'state': state})}"), 400, "Hãy đăng nhập")
    assert world.provider.asked == []
    assert thief.get(f"{BACK}?{brought}").status_code == 303


def test_a_wrong_state_ends_the_way(world: World) -> None:
    refused(world.come_in(state="x"), 400, "không bắt đầu ở trình duyệt này")


def test_a_way_back_is_gone_once(world: World) -> None:
    client = world.app.test_client()
    brought = urlencode(world.provider.agree(client.get(OUT).location))
    assert client.get(f"{BACK}?{brought}").status_code == 303
    assert client.get(f"{BACK}?{brought}").status_code == 400


def test_what_leaves_the_browser_tells_nothing_of_its_secret(world: World) -> None:
    client = world.app.test_client()
    sent = client.get(OUT)
    cookie = client.get_cookie("lich-oidc")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    secret, asked = cookie.value.partition(".")[0], {key: one[0] for key, one in parse_qs(sent.location).items()}
    assert secret not in sent.location
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3
    assert client.get(OUT).location != sent.location


def test_who_is_sent_away_by_the_provider_is_told_so(world: World) -> None:
    client = world.app.test_client()
    state = world.provider.agree(client.get(OUT).location)["state"]
    refused(client.get(f"{BACK}?error=access_denied&state={state}"), 403, "Cổng tỉnh không cho đăng nhập")


def _coded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def _unsigned(claims: dict[str, Any], **header: str) -> str:
    head = {"alg": "none", "typ": "JWT"} | header
    return f"{_coded(json.dumps(head).encode())}.{_coded(json.dumps(claims).encode())}."


def _with_public_key(claims: dict[str, Any]) -> str:
    """HS256 with the provider's public key as the secret, which everybody knows."""
    said = _unsigned(claims, alg="HS256", kid="1").removesuffix(".")
    return f"{said}.{_coded(hmac.digest(KEY.as_pem(private=False), said.encode(), 'sha256'))}"


FORGED: dict[str, Callable[[dict[str, Any]], str]] = {
    "alg none": _unsigned,
    "alg HS256 with the public key": _with_public_key,
    "another's key": lambda claims: jwt.encode({"alg": "RS256", "kid": "1"}, claims, OTHER_KEY),
    "an unknown key": lambda claims: jwt.encode({"alg": "RS256", "kid": "9"}, claims, KEY),
    "a key it brings itself": lambda claims: jwt.encode(
        {"alg": "RS256", "jwk": dict(OTHER_KEY.as_dict(private=False))}, claims, OTHER_KEY
    ),
    "another algorithm": lambda claims: jwt.encode({"alg": "PS256", "kid": "1"}, claims, KEY, ["PS256"]),
    "no token": lambda claims: "",
    "a torn one": lambda claims: jwt.encode({"alg": "RS256", "kid": "1"}, claims, KEY)[:-20],
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_token_is_refused(world: World, how: str) -> None:
    world.provider.sign = FORGED[how]
    refused(world.come_in(), 502, "không kiểm chứng được")
    assert world.sessions() == 0


def test_a_public_key_offered_as_a_shared_secret_is_none(world: World) -> None:
    shared = {"kty": "oct", "kid": "1", "alg": "HS256", "k": _coded(KEY.as_pem(private=False))}
    world.provider.keys = {"keys": [shared, dict(KEY.as_dict(private=False)) | {"kid": "2"}]}
    world.provider.sign = _with_public_key
    refused(world.come_in(), 502, "không kiểm chứng được")


CLAIMS: list[dict[str, Any]] = [
    {"nonce": "x"},
    {"nonce": None},
    {"aud": "khac"},
    {"aud": ["khac"]},
    {"aud": None},
    {"aud": ["lich", "khac"]},
    {"aud": ["lich", "khac"], "azp": "khac"},
    {"azp": "khac"},
    {"iss": "https://la.example"},
    {"iss": None},
    {"exp": int(time.time()) - 3600},
    {"exp": None},
    {"exp": float("nan")},
    {"iat": int(time.time()) + 3600},
    {"iat": int(time.time()) - 3600},
    {"iat": None},
    {"sub": None},
    {"sub": ""},
    {"sub": 5},
]


@pytest.mark.parametrize("said", CLAIMS, ids=str)
def test_a_token_for_another_purpose_is_refused(world: World, said: dict[str, Any]) -> None:
    world.provider.claims = said
    refused(world.come_in(), 502, "không kiểm chứng được")
    assert world.sessions() == 0


def test_a_token_for_several_that_names_us_is_taken(world: World) -> None:
    world.provider.claims = {"aud": ["lich", "khac"], "azp": "lich"}
    assert world.come_in().status_code == 303


@pytest.mark.parametrize(
    "endpoints",
    [
        {"issuer": "https://la.example"},
        {"issuer": None},
        {"token_endpoint": "http://la.example/doi"},
        {"token_endpoint": "https:// x["},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
    ],
    ids=str,
)
def test_a_configuration_that_is_not_the_providers_is_refused(world: World, endpoints: dict[str, Any]) -> None:
    world.provider.endpoints = endpoints
    refused(world.app.test_client().get(OUT), 502, "không kiểm chứng được")


def test_a_provider_that_points_elsewhere_into_the_intranet_is_not_followed(world: World) -> None:
    with provider() as other:
        world.provider.endpoints = {"jwks_uri": f"{other.url}/khoa"}
        refused(world.come_in(), 502, "không trả lời như cần có")
        assert other.asked == []


DOWN: dict[str, Callable[[Provider], object]] = {
    "not json": lambda found: found.endpoints.update({"issuer": object()}),
    "too long": lambda found: found.endpoints.update({"x": "y" * 300_000}),
}


@pytest.mark.parametrize("how", DOWN)
def test_a_provider_that_answers_nonsense_is_told_of(world: World, how: str) -> None:
    DOWN[how](world.provider)
    refused(world.app.test_client().get(OUT), 502, "Cổng tỉnh không trả lời như cần có")


def test_while_the_provider_is_down_the_password_still_opens(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with provider() as found:
        named = found.settings(settings.data)
    app = create_app(named)
    store: Store = app.extensions["store"]
    store.migrate()
    person(store, "an", "editor")
    client = app.test_client()
    page = client.get(OUT)
    refused(page, 502, "Cổng tỉnh không trả lời như cần có. Hãy thử lại sau, hoặc đăng nhập bằng mật khẩu.")
    assert "127.0.0.1" not in page.text.partition("<main")[2]  # where it stands is for the operator's log
    assert "Không kết nối được" in caplog.text
    assert client.post("/dang-nhap", data={"ten": "an", "mat-khau": PASSWORD}).status_code == 303


def test_few_wait_for_the_provider_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with oidc._asking(), oidc._asking():
        refused(world.app.test_client().get(OUT), 503, "Nhiều người đang đăng nhập")
    assert world.app.test_client().get(OUT).status_code == 302


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_way_out_and_a_refused_way_back_write_nothing(world: World, method: str) -> None:
    before = world.logged()
    for path in (OUT, f"{BACK}?code=a&state=b"):
        world.app.test_client().open(path, method=method)
    assert world.logged() == before
    with world.store.reading() as session:
        assert identities.identities(session) == {}


WHOLE = {
    "oidc_issuer": "https://cong.example.vn/realms/tinh",
    "oidc_client_id": "lich",
    "oidc_client_secret": "mat-khau",
}
UNSAFE: list[dict[str, str]] = [
    {"oidc_client_secret": ""},
    {"oidc_client_id": ""},
    {"oidc_issuer": ""},
    {"oidc_issuer": "http://cong.example.vn/"},
    {"oidc_issuer": "http://127.0.0.1.example.vn/"},
    {"oidc_issuer": "https://a:b@cong.example.vn/"},
    {"oidc_issuer": "https://cong.example.vn/?x"},
    {"oidc_issuer": "cong.example.vn"},
]


@pytest.mark.parametrize("changed", UNSAFE, ids=str)
def test_a_half_or_unsafe_provider_stops_the_service_and_no_secret_is_shown(changed: dict[str, str]) -> None:
    assert Settings(**WHOLE).provider == "cong.example.vn"
    assert "mat-khau" not in repr(Settings(**WHOLE))
    with pytest.raises(ValidationError) as found:
        Settings(**(WHOLE | changed))
    assert "mat-khau" not in str(found.value)
