"""Themes, as pages group entries."""

from __future__ import annotations

from calendar_app.themes import Theme as Theme
from calendar_app.themes import by_source as by_source
from calendar_app.themes import by_theme as by_theme
from calendar_app.themes import path_order as path_order
