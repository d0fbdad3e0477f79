"""Files that must not be read: each is built here and ends as one error with words for its sender."""

import io
import zipfile
from contextlib import suppress

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import read_directive
from content.errors import Unreadable
from content.reading import refusals
from tests.content.samples import TODAY, as_docx, as_pdf

TEXT = "Kính gửi: Các xã.\n\n1. Treo cờ từ ngày 01/5/2025 đến ngày 03/5/2025.\n"


def _code(data: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as refused:
        read_directive(data, name, TODAY)
    assert refused.value.message.endswith(".")
    return refused.value.code


def _zip(parts: dict[str, bytes], **more: object) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def _docx_parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(as_docx(TEXT))) as package:
        return {name: package.read(name) for name in package.namelist()}


def _docx_with(changes: dict[str, bytes]) -> bytes:
    return _zip({**_docx_parts(), **changes})


def test_nothing_is_empty() -> None:
    assert _code(b"", "a.txt") == _code(b" \n ", "a.txt") == _code("\ufeff".encode(), "a.txt") == "empty"


def test_too_much_is_too_large() -> None:
    assert _code(b"a" * (refusals.MAX_BYTES + 1), "a.txt") == "too-large"
    assert _code(b"a " * 1_100_000, "a.txt") == "too-large"
    assert _code(b"a\n" * 20_001, "a.txt") == "too-large"


@pytest.mark.parametrize(
    "name", ["a.odt", "a.rtf", "a.xlsx", "a.gif", "a.zip", "a", "a.", ".bashrc", "a.exe", "a.txt.gz"]
)
def test_other_types_are_unsupported(name: str) -> None:
    assert _code(TEXT.encode(), name) == "unsupported-type"


def test_content_must_be_what_the_name_says() -> None:
    word, page, text = as_docx(TEXT), as_pdf(TEXT), TEXT.encode()
    contents = {"docx": word, "pdf": page, "txt": text}
    for ending in contents:
        for kind, content in contents.items():
            if kind != ending:
                assert _code(content, f"công văn.{ending}") == "wrong-type", (kind, ending)
    assert _code(b"\x00\x01\x02 abc", "a.txt") == "wrong-type"
    assert _code(_zip({"a.txt": b"a"}), "a.docx") == "wrong-type"


def test_old_letters_are_named_as_such() -> None:
    assert _code("ÂÃ§×Ø ±²³´ ¯°¨ ÑÒÓ ÞßÐ ".encode() * 20, "a.txt") == "damaged"
    assert _code(bytes(range(128, 256)) * 3, "a.txt") == "damaged"


@pytest.mark.parametrize("cut", [30, 200, 1000])
def test_a_cut_file_is_damaged(cut: int) -> None:
    assert _code(as_docx(TEXT)[:-cut], "a.docx") == "damaged"
    assert _code(as_pdf(TEXT)[:cut], "a.pdf") == "damaged"


def test_a_word_file_with_a_password_is_encrypted() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert _code(ole, "a.docx") == "encrypted"


def test_a_zip_that_is_encrypted_is_encrypted() -> None:
    data = bytearray(_zip(_docx_parts()))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert _code(bytes(data), "a.docx") == "encrypted"


def test_a_page_without_letters_is_a_scan() -> None:
    assert _code(as_pdf(""), "a.pdf") == "scan-without-text"


def test_too_many_pages_are_too_large() -> None:
    with pytest.raises(Unreadable, match="hơn 300 trang"):
        read_directive(as_pdf("\x0c".join(["Treo cờ."] * 301)), "a.pdf", TODAY)


def test_a_bomb_is_known_by_its_listing() -> None:
    assert _code(_docx_with({"word/big.xml": b" " * 61 * 1024 * 1024}), "a.docx") == "bomb"
    assert _code(_docx_with({"word/big.bin": b" " * 20 * 1024 * 1024}), "a.docx") == "bomb"


def test_a_bomb_of_many_entries_is_refused() -> None:
    assert _code(_docx_with({f"word/media/{i}.png": b"" for i in range(2001)}), "a.docx") == "bomb"


def test_a_bomb_of_many_paragraphs_is_refused() -> None:
    body = b"<w:p/>" * 1_000_000
    head, tail = _docx_parts()["word/document.xml"].split(b"<w:body>", 1)
    assert _code(_docx_with({"word/document.xml": head + b"<w:body>" + body + tail}), "a.docx") == "too-large"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "a\\..\\b.xml", "c:evil.xml"])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    assert _code(_docx_with({name: b"<a/>"}), "a.docx") == "damaged"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_is_there_twice_is_refused() -> None:
    buffer = io.BytesIO(as_docx(TEXT))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("word/document.xml", _docx_parts()["word/document.xml"])
    assert _code(buffer.getvalue(), "a.docx") == "damaged"


def test_sizes_that_lie_are_refused() -> None:
    data = bytearray(_docx_with({"word/lie.xml": b"<a>" + b"x" * 5000 + b"</a>"}))
    at = data.rindex(b"word/lie.xml") - 46
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert _code(bytes(data), "a.docx") == "damaged"


def test_entities_are_refused_and_never_read() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    document = _docx_parts()["word/document.xml"]
    assert _code(_docx_with({"word/document.xml": evil + document.split(b"?>", 1)[1]}), "a.docx") == "bomb"
    wide = document.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert _code(_docx_with({"word/document.xml": wide}), "a.docx") == "bomb"


def test_macros_and_embedded_files_are_refused() -> None:
    assert _code(_docx_with({"word/vbaProject.bin": b"x"}), "a.docx") == "active-content"
    assert _code(_docx_with({"word/embeddings/oleObject1.bin": b"x"}), "a.docx") == "active-content"
    assert _code(as_docx(TEXT), "a.docm") == "active-content"


@pytest.mark.parametrize(
    "mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "**MẬT**", "Độ mật: Mật", "SỞ Y TẾ\tTỐI MẬT", "[ MẬT ]"]
)
def test_a_classified_document_is_refused(mark: str) -> None:
    assert _code(f"{mark}\n\n{TEXT}".encode(), "a.txt") == "secret"
    assert _code(as_docx(f"{mark}\n\n{TEXT}"), "a.docx") == "secret"


def test_a_mark_in_the_page_header_counts() -> None:
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.sections[0].header.paragraphs[0].text = "TUYỆT MẬT"
    buffer = io.BytesIO()
    document.save(buffer)
    assert _code(buffer.getvalue(), "a.docx") == "secret"


@pytest.mark.parametrize(
    "words", ["bảo mật thông tin", "giữ bí mật nhà nước", "Mật ong rừng", "công tác bảo vệ bí mật"]
)
def test_the_word_inside_a_sentence_is_no_mark(words: str) -> None:
    assert read_directive(f"{TEXT}\n2. Tuyên truyền {words}.\n\n{words}\n".encode(), "a.txt", TODAY).items


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.docx", "a.pdf", "b", "", "ạ.TXT"]))
def test_no_bytes_make_any_other_error(data: bytes, name: str) -> None:
    with suppress(Unreadable):
        read_directive(data, name, TODAY)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_mutation_of_a_real_file_makes_any_other_error(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["docx", "pdf"]))
    original = bytearray(as_docx(TEXT) if kind == "docx" else as_pdf(TEXT))
    for _ in range(data.draw(st.integers(1, 8))):
        original[data.draw(st.integers(0, len(original) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        read_directive(bytes(original), f"a.{kind}", TODAY)
