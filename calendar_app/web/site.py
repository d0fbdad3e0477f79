"""The public tree, as views reach it."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app

from calendar_app.settings import Settings
from calendar_app.site import PublicTree, Site

__all__ = ["PublicTree", "install", "public_tree", "public_url", "settings"]


def install(app: Flask, settings: Settings) -> None:
    """Give an application its site."""
    app.extensions["site"] = Site(settings.data / "public")


def public_tree() -> PublicTree:
    """Return the current tree of the running application."""
    return cast(Site, current_app.extensions["site"]).current()


def settings() -> Settings:
    """Return the settings of the running application."""
    return cast(Settings, current_app.extensions["settings"])


def public_url(path: str) -> str:
    """Return a full address from the settings, never from what a request claims."""
    return f"{settings().public_url}{path}"
