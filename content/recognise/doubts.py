"""What a person should look at in the document as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.directive import Citation, Doubt, Header
from content.recognise.layout import Layout


def document_doubts(header: Header, citations: Sequence[Citation], layout: Layout, text: str) -> tuple[Doubt, ...]:
    """Return the doubts about head and citations, in a fixed order."""
    return tuple(_doubts(header, citations, layout))


def _doubts(header: Header, citations: Sequence[Citation], layout: Layout) -> Iterator[Doubt]:
    top = layout.head[0].piece.span() if layout.head else (0, 0)
    if header.number is None:
        yield Doubt("blank-number", "Văn bản chưa có số; đề nghị điền số văn bản.", top)
    if header.issued_on is None:
        yield Doubt("blank-date", "Văn bản chưa có ngày ban hành; đề nghị điền ngày ban hành.", top)
        return
    for citation in citations:
        if citation.date and citation.date > header.issued_on:
            message = (
                f"Văn bản ban hành ngày {header.issued_on:%d/%m/%Y} nhưng viện dẫn văn bản ngày "
                f"{citation.date:%d/%m/%Y}; "
                "đề nghị kiểm tra lại năm."
            )
            yield Doubt("issued-before-cited", message, citation.span)
