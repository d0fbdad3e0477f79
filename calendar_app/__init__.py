"""The application: state, people, clock and network around what `content` reads and `feeds` writes."""

from __future__ import annotations

import gc

from flask import Flask

from calendar_app.settings import MAX_FILE_BYTES, Settings

BEFORE_COLLECTING = 100_000
"""New objects before the process looks for cycles among them. A page of the desk makes tens of thousands, which stay
until it is drawn: looking every 700 took half of its time."""


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application; settings come from the environment where none are given."""
    from calendar_app import cli, clock, web
    from calendar_app.readers import Readers
    from calendar_app.store import Store

    gc.set_threshold(BEFORE_COLLECTING, *gc.get_threshold()[1:])
    settings = settings or Settings()
    app = Flask(__name__, template_folder="web/templates")
    app.config["TRUSTED_HOSTS"] = settings.hosts
    app.config["MAX_CONTENT_LENGTH"] = MAX_FILE_BYTES + 1024 * 1024
    store = Store(settings.data)
    app.extensions["settings"], app.extensions["store"] = settings, store
    app.extensions["readers"] = Readers(store, clock.now)
    cli.install(app)
    web.install(app, settings)
    return app
