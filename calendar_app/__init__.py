"""The application: state, people, clock and network around what `content` reads and `feeds` writes."""

from __future__ import annotations

from flask import Flask

from calendar_app.settings import MAX_FILE_BYTES, Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application; settings come from the environment where none are given."""
    from calendar_app import cli, clock, web
    from calendar_app.readers import Readers
    from calendar_app.store import Store

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
