"""The texts of a template, found while it is compiled: its own words, and what it prints among them.

Its own words are replaced; what it prints between tags goes through the filter `marked`; of "[item|items]" the filter
`form` chooses what goes with the number printed before it (both in english).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from jinja2.lexer import Token

FORMS = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
"""A word in two forms, for one and for all other numbers."""
_SPOKEN = re.compile(r"\s(?:aria-label|title|placeholder|alt|data-said)=$")
_PIECES = re.compile(r'[<>"]|[^<>"]+')
_NAME = re.compile(r"/?[a-z]*")
_PLAIN = ("title", "textarea", "option", "script", "style")
"""Elements in which no other can stand, so that nothing can be marked there."""
_APART = ("title", "body_class")
"""Blocks that stand in such an element, or in a tag."""


def translated(stream: Iterable[Token], said: Callable[[str], str], shown: Callable[[str], str]) -> Iterator[Token]:
    """Yield the tokens of a template: its own texts as they are `said`, or `shown` between tags; its prints marked."""
    texts, blocks, printed = Texts(said, shown), _Blocks(), list[Token]()
    for part in _parts(stream):
        last = part[-1]
        if last.type == "data":
            yield from _with_forms(last.lineno, texts.of(last.value), printed)
        elif last.type == "variable_end":
            printed = part[1:-1]
            yield from _marked(part) if texts.between_tags and not blocks.apart else part
        else:
            blocks.see(part)
            yield from part


class Texts:
    """Finds what people read or hear in the pieces of a page: text outside of tags and a few attributes."""

    def __init__(self, said: Callable[[str], str], shown: Callable[[str], str] | None = None) -> None:
        self._said, self._shown = said, shown or said
        self._in_tag = self._quoted = self._spoken = False
        self._plain = ""

    @property
    def between_tags(self) -> bool:
        """Whether what comes next may be an element."""
        return not self._in_tag and not self._plain

    def of(self, data: str) -> str:
        """Return the next piece of a page with each of its texts replaced by what is said for it."""
        return "".join(map(self._piece, _PIECES.findall(data)))

    def _piece(self, piece: str) -> str:
        if not self._in_tag:
            self._in_tag = self._opened = piece == "<"
            return piece if self._in_tag else (self._said if self._plain else self._shown)(piece)
        if self._opened:
            self._begin(_NAME.match(piece))
        if piece == '"':
            self._quoted = not self._quoted
        elif piece == ">":
            self._in_tag = self._quoted
        elif not self._quoted:
            self._spoken = bool(_SPOKEN.search(piece))
        elif self._spoken:
            return self._said(piece)
        return piece

    def _begin(self, name: re.Match[str] | None) -> None:
        self._opened = False
        found = name[0] if name else ""
        if found in _PLAIN:
            self._plain = found
        elif found == f"/{self._plain}":
            self._plain = ""


class _Blocks:
    """Knows whether a template is within a block whose text stands in a tag, or is kept to be shown elsewhere."""

    def __init__(self) -> None:
        self._within: list[bool] = []

    @property
    def apart(self) -> bool:
        return any(self._within)

    def see(self, tag: Sequence[Token]) -> None:
        words = [token.value for token in tag]
        if "block" in words[1:2]:
            self._within.append(words[2] in _APART)
        elif "set" in words[1:2] and not any(token.type == "assign" for token in tag):
            self._within.append(True)
        elif words[1:2] in (["endblock"], ["endset"]):
            self._within.pop()


def _parts(stream: Iterable[Token]) -> Iterator[list[Token]]:
    """Cut a template into its data, what it prints, and its other tags."""
    part: list[Token] = []
    for token in stream:
        part.append(token)
        if token.type in ("data", "variable_end", "block_end"):
            yield part
            part = []
    if part:
        yield part


def _marked(part: Sequence[Token]) -> Iterator[Token]:
    """Yield `{{ (…)|marked }}` for `{{ … }}`; what is joined within is marked one by one."""
    begin, *inner, end = part
    yield from (begin, Token(begin.lineno, "lparen", "("))
    before = ""
    for token in inner:
        joins = before == "pipe" and token.value == "join"
        yield Token(token.lineno, "name", "joined") if joins else token
        before = token.type
    yield from (*_filtered("marked", end.lineno), end)


def _with_forms(line: int, text: str, printed: Sequence[Token]) -> Iterator[Token]:
    """Yield a text, and for each word in two forms `{{ (…)|form("item", "items") }}` of what was printed before."""
    if not printed:
        text = FORMS.sub(r"\2", text)
    at = 0
    for found in FORMS.finditer(text):
        yield Token(line, "data", text[at : found.start()])
        yield from (Token(line, "variable_begin", "{{"), Token(line, "lparen", "("), *printed)
        one, many = (Token(line, "string", form) for form in found.groups())
        given = (Token(line, "lparen", "("), one, Token(line, "comma", ","), many, Token(line, "rparen", ")"))
        yield from (*_filtered("form", line), *given, Token(line, "variable_end", "}}"))
        at = found.end()
    yield Token(line, "data", text[at:])


def _filtered(name: str, line: int) -> tuple[Token, ...]:
    return Token(line, "rparen", ")"), Token(line, "pipe", "|"), Token(line, "name", name)
