"""Settings, from the environment (`LICH_…`) with defaults that work on one machine."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

MAX_FILE_BYTES = 15 * 1024 * 1024


class Settings(BaseSettings):
    """Where things lie and how the service is called.

    `data` holds everything that must not be lost (database, files, releases). `public_url` is the address
    written into feeds and pages; the service refuses to start on one that subscribers could not use.
    """

    model_config = SettingsConfigDict(env_prefix="LICH_")

    data: Path = Path("var")
    public_url: str = "http://127.0.0.1:8000"
    office: str = "Lịch tuyên truyền"
    tick_seconds: int = 30

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

    @property
    def secure(self) -> bool:
        """Whether browsers reach the service over https, so that cookies may be marked Secure."""
        return self.public_url.startswith("https:")

    @property
    def hosts(self) -> list[str]:
        """Host names the service answers to; any other Host header gets 400."""
        return sorted({urlsplit(self.public_url).hostname or "", "127.0.0.1", "localhost"})
