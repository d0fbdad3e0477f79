"""What people and programs see over HTTP: public pages, feeds, the desk."""

from __future__ import annotations

from flask import Flask

from calendar_app.settings import Settings


def install(app: Flask, settings: Settings) -> None:
    """Register every page, the guard before them and the error pages behind them."""
    from calendar_app.web import (
        account,
        airing,
        api,
        arrivals,
        auth,
        carrying,
        changes,
        corrections,
        declared,
        deliveries,
        desk,
        desk_calendar,
        edits,
        embed,
        english,
        errors,
        feeds,
        framed,
        guard,
        incoming,
        logbook,
        oembed,
        oidc,
        originals,
        packed,
        people,
        public,
        releasing,
        rereading,
        restoring,
        review,
        scheduling,
        sheets,
        short_addresses,
        site,
        subscribing,
        units,
    )
    from calendar_app.web.entrance import Entrance
    from calendar_app.web.treefiles import TreeFiles

    packed.install(app)
    english.install(app)
    site.install(app, settings)
    incoming.install(app)
    guard.install(app, settings)
    errors.install(app)
    app.jinja_env.globals["office"] = settings.office
    for module in (
        airing,
        public,
        changes,
        feeds,
        auth,
        oidc,
        account,
        people,
        desk,
        desk_calendar,
        scheduling,
        releasing,
        arrivals,
        review,
        edits,
        originals,
        rereading,
        restoring,
        corrections,
        carrying,
        deliveries,
        short_addresses,
        subscribing,
        sheets,
        embed,
        framed,
        oembed,
        units,
        logbook,
        api,
    ):
        app.register_blueprint(module.blueprint)
    declared.check(app)
    app.wsgi_app = english.Edition(TreeFiles(Entrance(app.wsgi_app), settings))  # type: ignore[assignment, method-assign]
