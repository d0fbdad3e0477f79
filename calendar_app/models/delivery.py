"""The outbox: what is to be told to others, and how far that has come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Delivery(SQLModel, table=True):
    """One thing to tell one receiver: settled, waiting for its next try, or parked until a person sends it again.

    Where it goes and what it says is not kept: the address is the setting of the moment, and the words are drawn from
    the public tree, so that nothing leaves that is not public.
    """

    __table_args__ = (UniqueConstraint("what", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    what: str  # webhook, hub
    subject: str  # webhook: the release's number; hub: the feed's path in the tree
    version: str  # webhook: the message's id, the same at every try; hub: sha256 of the feed that is to be told
    created_at: datetime
    attempts: int = 0  # tries begun since it was last made to wait by a change or a person
    next_try_at: datetime = Field(index=True)
    claimed_until: datetime | None = None  # somebody is sending it; past this instant that process is dead
    settled_at: datetime | None = None
    parked_at: datetime | None = None
    error: str = ""  # why the last try failed, in Vietnamese
