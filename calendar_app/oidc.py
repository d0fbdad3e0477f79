"""Signing in through a provider: OpenID Connect Core 1.0 §3.1 (code flow) with PKCE (RFC 7636).

State, nonce and verifier are drawn from one secret that only the browser keeps, so that nothing is stored between the
way out and the way back. Every word of the provider comes over a connection of `outbound`; who it names is believed
only from a token signed with its own key (RS256 or ES256) for this installation, now, and for this very way out.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from calendar_app import outbound
from calendar_app.errors import Problem
from calendar_app.settings import INTRANETS, Settings, is_safe

LIFE = timedelta(minutes=10)
"""How long a person may take at the provider, and how old its token may be."""
SKEW = timedelta(minutes=1)
"""By how much the provider's clock may differ from ours."""
LONGEST = 256 * 1024
"""Bytes of one answer of the provider."""
ALGORITHMS = ("RS256", "ES256")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderFailed(Problem):
    """The provider does not answer, or not as it should. `why` is for the operator's log alone."""

    status = 502

    def __init__(self, message: str, why: str) -> None:
        super().__init__(message)
        self.why = why


@dataclass(frozen=True, slots=True)
class Account:
    """A provider's account; `email` is empty unless the provider says it was verified."""

    issuer: str
    subject: str
    email: str


def address(settings: Settings, back: str, secret: str) -> str:
    """Return where a browser that keeps `secret` goes to sign in; it comes `back` with a code and `state(secret)`."""
    challenge = _coded(hashlib.sha256(_drawn(secret, "verifier").encode()).digest())
    asked = {
        "response_type": "code",
        "scope": "openid email",
        "client_id": settings.oidc_client_id,
        "redirect_uri": back,
        "state": state(secret),
        "nonce": _drawn(secret, "nonce"),
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    endpoint = _provider(settings)["authorization_endpoint"]
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


def state(secret: str) -> str:
    """Return what the provider must give back to the browser that keeps `secret`."""
    return _drawn(secret, "state")


def account(settings: Settings, back: str, secret: str, code: str, now: datetime) -> Account:
    """Return whose account a code stands for; raise ProviderFailed where that cannot be proved."""
    provider = _provider(settings)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": _drawn(secret, "verifier"),
    }
    given = _asked(settings, provider["token_endpoint"], form)
    keys = _asked(settings, provider["jwks_uri"])
    claims = _claims(settings, keys, given.get("id_token"), _drawn(secret, "nonce"), now)
    said = claims if "email" in claims else _user_info(settings, provider, given.get("access_token"), claims["sub"])
    email = said.get("email")
    verified = said.get("email_verified") is True and isinstance(email, str)
    return Account(settings.oidc_issuer, claims["sub"], str(email) if verified else "")


def _provider(settings: Settings) -> Mapping[str, str]:
    """Return the provider's endpoints, as it publishes them (OpenID Connect Discovery 1.0 §4)."""
    issuer = settings.oidc_issuer
    said = _asked(settings, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if said.get("issuer") != issuer:
        raise _unproved(settings, f"its configuration names the issuer {said.get('issuer')!r}")
    for name in _ENDPOINTS:
        if not isinstance(said.get(name), str) or not _fits(issuer, said[name]):
            raise _unproved(settings, f"{name} is {said.get(name)!r}")
    return said


def _fits(issuer: str, endpoint: str) -> bool:
    """Whether an endpoint is as safe as its issuer: https, or this machine where the issuer is here too."""
    try:
        return is_safe(endpoint) and (endpoint.startswith("https:") or issuer.startswith("http:"))
    except ValueError:  # no address between brackets
        return False


def _claims(settings: Settings, keys: Mapping[str, Any], token: object, nonce: str, now: datetime) -> dict[str, Any]:
    """Return what an ID token says, once it is proved (OpenID Connect Core 1.0 §3.1.3.7)."""
    client = settings.oidc_client_id
    wanted = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=int(SKEW.total_seconds()),
        iss={"essential": True, "value": settings.oidc_issuer},
        sub={"essential": True},
        aud={"essential": True, "value": client},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
        azp={"value": client},
    )
    try:
        claims = jwt.decode(str(token), KeySet.import_key_set(keys), ALGORITHMS).claims  # type: ignore[arg-type]
        wanted.validate(claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise _unproved(settings, f"its ID token: {error}") from error
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims:
        raise _unproved(settings, "its ID token is for others too and names no azp")
    if claims["iat"] < (now - LIFE - SKEW).timestamp():
        raise _unproved(settings, "its ID token is old")
    return claims


def _user_info(settings: Settings, provider: Mapping[str, str], token: object, subject: str) -> Mapping[str, Any]:
    """Return what the provider says of this very account beside its ID token (§5.3); nothing where it says no more."""
    endpoint = provider.get("userinfo_endpoint")
    if endpoint is None:
        return {}
    if not isinstance(endpoint, str) or not _fits(settings.oidc_issuer, endpoint) or not isinstance(token, str):
        raise _unproved(settings, f"userinfo_endpoint is {endpoint!r}, or no access token came")
    said = _asked(settings, endpoint, bearer=token)
    if said.get("sub") != subject:
        raise _unproved(settings, "its UserInfo tells of another account")
    return said


def _asked(settings: Settings, url: str, form: Mapping[str, str] | None = None, bearer: str = "") -> Mapping[str, Any]:
    """Ask the provider and return its JSON; a `form` is posted with our name and secret (RFC 6749 §2.3.1).

    Its own host, which the operator named, may be in the intranet; other hosts must be public, or allowed as all are.
    """
    own = urlsplit(url).netloc == urlsplit(settings.oidc_issuer).netloc
    headers = {"Accept": "application/json"}
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    if form is not None:
        client = quote_plus(settings.oidc_client_id), quote_plus(settings.oidc_client_secret.get_secret_value())
        headers["Authorization"] = f"Basic {base64.b64encode(':'.join(client).encode()).decode()}"
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    body = None if form is None else urlencode(form).encode()
    try:
        status, said = outbound.fetch(url, LONGEST, headers, INTRANETS if own else settings.outbound_allow, body)
        found = json.loads(said) if status == 200 else None
    except outbound.NotSent as failed:
        raise _unreached(settings, failed.message) from failed
    except (ValueError, RecursionError) as error:
        raise _unreached(settings, f"{url}: {error}") from error
    if not isinstance(found, dict):
        raise _unreached(settings, f"{url} answered {status}")
    return found


def _unreached(settings: Settings, why: str) -> ProviderFailed:
    said = f"{settings.provider} không trả lời như cần có. Hãy thử lại sau, hoặc đăng nhập bằng mật khẩu."
    return ProviderFailed(said, why)


def _unproved(settings: Settings, why: str) -> ProviderFailed:
    said = f"Câu trả lời của {settings.provider} không kiểm chứng được. Hãy báo người quản trị, hoặc dùng mật khẩu."
    return ProviderFailed(said, why)


def _drawn(secret: str, use: str) -> str:
    return _coded(hmac.digest(secret.encode(), use.encode(), "sha256"))


def _coded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
