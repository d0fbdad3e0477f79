"""An OpenID provider of tests: a real server on 127.0.0.1 that keeps the protocol, but for what a test makes it say."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask, abort, redirect, request
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from calendar_app.settings import Settings
from tests.ports import serving

CLIENT, SECRET = "lich", "bi-mat của máy+này"
KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig"})


def signed(claims: dict[str, Any]) -> str:
    """Return an ID token as an honest provider signs it."""
    return jwt.encode({"alg": "RS256", "kid": "1"}, claims, KEY)


@dataclass
class Provider:
    """What the provider says; a test may change any of it."""

    url: str = ""
    account: dict[str, Any] = field(
        default_factory=lambda: {"sub": "so-1", "email": "an@coquan.gov.vn", "email_verified": True}
    )
    claims: dict[str, Any] = field(default_factory=dict)  # instead of the honest ones; None: left out
    sign: Callable[[dict[str, Any]], str] = signed
    keys: dict[str, Any] = field(default_factory=lambda: dict(KeySet([KEY]).as_dict(private=False)))
    endpoints: dict[str, Any] = field(default_factory=dict)  # instead of the honest ones
    info: dict[str, Any] = field(default_factory=dict)  # what it says beside the ID token
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def agree(self, address: str) -> dict[str, str]:
        """Sign in as the account, at the address a browser was sent to, and return what it brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert "openid" in asked["scope"].split()
        code = secrets.token_hex(8)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def settings(self, data: Path) -> Settings:
        """Return the settings of an installation that signs people in through this provider."""
        named: dict[str, Any] = {"oidc_client_id": CLIENT, "oidc_client_secret": SECRET, "oidc_name": "Cổng tỉnh"}
        return Settings(data=data, oidc_issuer=self.url, **named)

    def _configuration(self) -> dict[str, Any]:
        self.asked.append("configuration")
        names = {"authorization_endpoint": "di", "token_endpoint": "doi", "jwks_uri": "khoa"}
        return {"issuer": self.url} | {name: f"{self.url}/{path}" for name, path in names.items()} | self.endpoints

    def _sign_in(self) -> Response:
        return redirect(f"{request.args['redirect_uri']}?{urlencode(self.agree(request.url))}")

    def _keys(self) -> dict[str, Any]:
        self.asked.append("keys")
        return self.keys

    def _user_info(self) -> dict[str, Any]:
        self.asked.append("user info")
        return self.info if request.headers["Authorization"] == "Bearer x" else abort(401)

    def _token(self) -> dict[str, Any]:
        self.asked.append("token")
        asked = self.codes.pop(request.form["code"], None) or abort(400)
        known = request.authorization
        challenge = base64.urlsafe_b64encode(hashlib.sha256(request.form["code_verifier"].encode()).digest())
        if known is None or f"{known.username}:{known.password}" != urlencode({"": CLIENT})[1:] + ":" + _form(SECRET):
            abort(401)
        if asked["code_challenge_method"] != "S256" or asked["code_challenge"] != challenge.decode().rstrip("="):
            abort(400)
        if request.form["redirect_uri"] != asked["redirect_uri"]:
            abort(400)
        now = int(time.time())
        honest = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = honest | self.account | self.claims
        token = self.sign({name: value for name, value in claims.items() if value is not None})
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}


def _form(text: str) -> str:
    return urlencode({"": text})[1:]


@contextmanager
def provider() -> Iterator[Provider]:
    """Run a provider until the block ends."""
    kept, app = Provider(), Flask("provider")
    app.add_url_rule("/.well-known/openid-configuration", "configuration", kept._configuration)
    app.add_url_rule("/di", "sign in", kept._sign_in)
    app.add_url_rule("/khoa", "keys", kept._keys)
    app.add_url_rule("/ai", "user info", kept._user_info)
    app.add_url_rule("/doi", "token", kept._token, methods=["POST"])
    with serving(make_server("127.0.0.1", 0, app, threaded=True)) as kept.url:
        yield kept
