"""Settings, from the environment (`LICH_…`) with defaults that work on one machine."""

from __future__ import annotations

import base64
import binascii
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from calendar_app.roles import ROLES

MAX_FILE_BYTES = 15 * 1024 * 1024
INTRANETS = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1/128", "fc00::/7"))
)
"""Where LICH_OUTBOUND_ALLOW may name networks; link-local addresses, where clouds tell a machine's keys, are not."""
SECRET_PREFIX = "whsec_"
SECRET_BYTES = range(24, 65)


class Settings(BaseSettings):
    """Where things lie and how the service is called.

    `data` holds everything that must not be lost (database, files, releases). `public_url` is the address
    written into feeds and pages; the service refuses to start on one that subscribers could not use.

    `hub` is a WebSub hub that hears of every changed news feed. `webhook_url` hears of every release, signed with
    `webhook_secret`; one without the other is refused. `outbound_allow` are networks of one's own in which they may be.

    `two_people` wants a release made by somebody who decided about none of its items; who has one of `two_step_roles`
    must have a second step to log in.

    `oidc_issuer` is a provider through which people may sign in too, who knows this installation as `oidc_client_id`
    with `oidc_client_secret`; all three or none. `oidc_name` is what the button calls it.
    """

    model_config = SettingsConfigDict(env_prefix="LICH_", hide_input_in_errors=True)  # a refused secret is not shown

    data: Path = Path("var")
    public_url: str = "http://127.0.0.1:8000"
    office: str = "Lịch tuyên truyền"
    tick_seconds: int = 30
    hub: str = ""
    webhook_url: str = Field(default="", repr=False)
    webhook_secret: SecretStr = SecretStr("")
    outbound_allow: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = ()
    two_people: bool = False
    two_step_roles: Annotated[tuple[str, ...], NoDecode] = ()
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_name: str = ""

    @field_validator("data")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("public_url")
    @classmethod
    def _http_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("LICH_PUBLIC_URL phải là địa chỉ http(s) đầy đủ, ví dụ https://lich.tinh.gov.vn")
        return value.rstrip("/")

    @field_validator("hub", "webhook_url")
    @classmethod
    def _outward_url(cls, value: str) -> str:
        if value and not _is_outward(value):
            raise ValueError(
                "LICH_HUB và LICH_WEBHOOK_URL phải là địa chỉ http(s) đầy đủ, viết không dấu, không kèm tên đăng nhập"
            )
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _strong_secret(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and len(secret_bytes(value)) not in SECRET_BYTES:
            raise ValueError(
                "LICH_WEBHOOK_SECRET phải là whsec_ và 24 đến 64 byte viết bằng base64;"
                " tạo một mã: echo whsec_$(openssl rand -base64 32)"
            )
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def _safe_issuer(cls, value: str) -> str:
        if value and not (_is_outward(value) and is_safe(value) and "?" not in value):
            raise ValueError("LICH_OIDC_ISSUER phải là địa chỉ https đầy đủ, đúng như nhà cung cấp tự ghi")
        return value

    @field_validator("outbound_allow", "two_step_roles", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value

    @field_validator("outbound_allow")
    @classmethod
    def _intranets(cls, value: tuple[IPv4Network | IPv6Network, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
        for network in value:
            if not any(network.version == n.version and network.subnet_of(n) for n in INTRANETS):  # type: ignore[arg-type]
                raise ValueError(f"LICH_OUTBOUND_ALLOW chỉ nhận mạng nội bộ, ví dụ 10.20.0.0/16; {network} thì không")
        return value

    @field_validator("two_step_roles")
    @classmethod
    def _roles(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for role in value:
            if role not in ROLES:
                raise ValueError(f"LICH_TWO_STEP_ROLES gồm các vai trò {', '.join(ROLES)}; không có {role}")
        return value

    @model_validator(mode="after")
    def _whole_webhook(self) -> Self:
        if bool(self.webhook_url) != bool(self.webhook_secret.get_secret_value()):
            raise ValueError("LICH_WEBHOOK_URL và LICH_WEBHOOK_SECRET phải đi cùng nhau: không gửi tin không có chữ ký")
        return self

    @model_validator(mode="after")
    def _whole_provider(self) -> Self:
        parts = (self.oidc_issuer, self.oidc_client_id, self.oidc_client_secret.get_secret_value())
        if any(parts) and not all(parts):
            raise ValueError("LICH_OIDC_ISSUER, LICH_OIDC_CLIENT_ID và LICH_OIDC_CLIENT_SECRET phải đi cùng nhau")
        return self

    @property
    def provider(self) -> str:
        """What the provider of sign-ins is called; empty where there is none."""
        return self.oidc_issuer and (self.oidc_name or urlsplit(self.oidc_issuer).hostname or "")

    @property
    def secure(self) -> bool:
        """Whether browsers reach the service over https, so that cookies may be marked Secure."""
        return self.public_url.startswith("https:")

    @property
    def hosts(self) -> list[str]:
        """Host names the service answers to; any other Host header gets 400."""
        return sorted({urlsplit(self.public_url).hostname or "", "127.0.0.1", "localhost"})


def secret_bytes(secret: SecretStr) -> bytes:
    """Return the key in a secret written as Standard Webhooks does (`whsec_…`); empty where it is none."""
    prefix, found, coded = secret.get_secret_value().partition(SECRET_PREFIX)
    try:
        return base64.b64decode(coded, validate=True) if found and not prefix else b""
    except binascii.Error:
        return b""


def is_safe(url: str) -> bool:
    """Whether nobody on the way can read or change what is asked of an address: https, or this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))


def _is_outward(url: str) -> bool:
    """Whether a URL can be connected to as it is written."""
    try:
        parts = urlsplit(url)
        named = parts.hostname and parts.port != 0 and parts.username is None
    except ValueError:  # no number for a port, no address between brackets
        return False
    plain = url.isascii() and url.isprintable() and " " not in url and "#" not in url
    return bool(plain and named and parts.scheme in ("http", "https"))
