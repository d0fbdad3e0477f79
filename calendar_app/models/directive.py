"""The document as received and what its header says."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from calendar_app import wording


class Directive(SQLModel, table=True):
    """One received file, or the register of a year's own items. The file lies in the blob store under its `sha256`."""

    OWN: ClassVar[str] = "mục tự lập"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)  # its public address, never changed
    sha256: str = Field(unique=True)
    file_name: str  # as the sender named it; shown, never used as a path
    received_at: datetime
    text: str  # the extracted text that all spans point into
    document_type: str = ""
    issuer: str = ""
    parent: str = ""
    number: str = ""  # empty where the text leaves it blank and nobody has filled it in
    symbol: str = ""
    place: str = ""
    issued_on: date | None = None
    not_before: date | None = None
    subject: str = ""
    window_start: date | None = None
    window_end: date | None = None
    window_text: str = ""
    recipients: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    citations: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    doubts: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    version: int = 1  # rises with every change; a form that saw an older one is refused

    @property
    def own(self) -> bool:
        """Whether it is a register of what the office's own people made, and no paper."""
        return self.document_type.startswith(self.OWN)

    @property
    def title(self) -> str:
        """The document's name for people."""
        return wording.document(self.document_type, self.number, self.symbol, self.issued_on, self.issuer)
