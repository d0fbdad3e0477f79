"""Filters of feeds that editors gave a short address."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class ShortAddress(SQLModel, table=True):
    """A feed under a name of its own. The name is never given up: subscribers keep what they subscribed to."""

    __tablename__ = "short_address"

    name: str = Field(primary_key=True)  # public in its address, never changed
    title: str
    filter: str  # scopes.canonical
    listed: bool = True  # False: shown on no page any more, still answered
    author: str
    changed_at: datetime
    version: int = 1  # rises with every change; a form that saw an older one is refused
