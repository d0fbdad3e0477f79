"""What directives come wrapped in: zips, e-mails, messages of the document exchange."""

import base64
import json
import subprocess
import sys
from contextlib import suppress
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import Unreadable
from content.parcels import Parcel, opened
from tests.conftest import ROOT
from tests.content.parcels import EXCHANGE, letter, message, packed

LETTER = "Tuyên truyền Ngày Nhà giáo Việt Nam 20/11.".encode()
NAMESPACES = (EXCHANGE, "http://www.e-doc.vn/Schema/")


def _names(parcel: Parcel) -> list[tuple[str, bool]]:
    return [(part.name, part.annex) for part in parcel.parts]


def test_a_zip_gives_its_files_by_name_with_those_in_folders_and_says_what_it_passes_over() -> None:
    files = {"b/Đề cương.txt": LETTER, "a.txt": LETTER, "ảnh.gif": b"GIF8", "__MACOSX/._a.txt": b"", "b/Thumbs.db": b""}
    parcel = opened(packed(files), "goi.zip")
    assert _names(parcel) == [("a.txt", False), ("Đề cương.txt", False)]
    assert parcel.skipped == ("ảnh.gif",)


def test_names_that_a_packer_wrote_as_utf_8_without_saying_so_keep_their_letters() -> None:
    data = packed({"xxxx.txt": LETTER}).replace(b"xxxx", "Kế".encode())
    assert _names(opened(data, "goi.zip")) == [("Kế.txt", False)]


def test_a_word_document_in_a_zip_is_one_file_and_a_zip_in_a_zip_is_opened() -> None:
    word = packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    parcel = opened(packed({"a.docx": word, "b.zip": packed({"c.txt": LETTER})}), "goi.zip")
    assert _names(parcel) == [("a.docx", False), ("c.txt", False)]


def test_an_e_mail_gives_its_attachments_and_those_of_the_letter_it_forwards() -> None:
    assert _names(opened(letter({"cv.txt": LETTER, "PL1.txt": LETTER}), "thu.eml")) == [
        ("cv.txt", False),
        ("PL1.txt", True),
    ]
    outer = EmailMessage()
    outer["Subject"] = "Fwd"
    outer.set_content("Chuyển tiếp")
    inner = EmailMessage()
    inner["Subject"] = "Gốc"
    inner.add_attachment(LETTER, maintype="text", subtype="plain", filename="trong.txt")
    outer.add_attachment(inner)
    assert _names(opened(outer.as_bytes(), "thu.eml")) == [("trong.txt", False)]


def test_an_e_mail_without_attachments_is_itself_the_directive() -> None:
    (part,) = opened(letter({}, "Treo cờ Tổ quốc ngày 02/9/2025."), "thu.eml").parts
    assert part.name == "V-v tuyên truyền tuần 46.txt"
    assert part.data.decode().strip() == "Treo cờ Tổ quốc ngày 02/9/2025."


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_a_message_of_the_exchange_says_number_and_day_and_which_file_is_the_directive(namespace: str) -> None:
    word = packed({"Cong van.docx": packed({"[Content_Types].xml": b""})})
    parcel = opened(message(namespace, {"Phu luc.docx": LETTER, "Cong van.docx": word, "Bieu.pdf": LETTER}), "x.edxml")
    assert _names(parcel) == [("Phu luc.docx", True), ("Cong van.docx", False), ("Bieu.pdf", True)]
    envelope = parcel.envelope
    assert envelope is not None
    assert (envelope.number, envelope.symbol, envelope.issued_on) == ("2114", "STTTT-TTBCXB", date(2024, 11, 8))
    assert (envelope.issuer, envelope.place, envelope.priority) == ("Sở Thông tin và Truyền thông", "Kon Tum", 1)
    assert (envelope.document_type, envelope.due_on, envelope.action) == ("Công văn", date(2024, 11, 20), "new")


def test_a_recall_says_which_document_and_why() -> None:
    concerned = "<DocumentId>000.00.13.H34,2024/11/01,2001/STTTT-TTBCXB</DocumentId>"
    envelope = opened(message(NAMESPACES[0], {}, "1", concerned), "x.xml").envelope
    assert envelope is not None
    assert (envelope.action, envelope.reason) == ("recalled", "Nhầm số liệu")
    assert envelope.concerns == (("2001", "STTTT-TTBCXB", date(2024, 11, 1)),)


def _locked() -> bytes:
    data = bytearray(packed({"a.txt": LETTER}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _nested(depth: int) -> bytes:
    data = packed({"a.txt": LETTER})
    for _ in range(depth):
        data = packed({"z.zip": data})
    return data


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (packed({"../a.txt": LETTER}), "a.zip", "damaged"),
        (packed({f"{n}.txt": LETTER for n in range(201)}), "a.zip", "too-large"),
        (packed({"a.txt": b"\0" * 16_000_000}), "a.zip", "bomb"),
        (_nested(3), "a.zip", "bomb"),
        (_locked(), "a.zip", "encrypted"),
        (b"PK\x03\x04", "a.zip", "damaged"),
        (b"", "a.eml", "wrong-type"),
        (b"<a/>", "a.xml", "wrong-type"),
        (b"abc", "a.xml", "wrong-type"),
        (b"<edXML>", "a.xml", "damaged"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><edXML>&b;</edXML>', "a.xml", "bomb"),
    ],
)
def test_what_cannot_be_opened_safely_is_refused_with_a_reason(data: bytes, name: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        opened(data, name)
    assert refused.value.code == code


@settings(max_examples=150, deadline=None)
@given(
    which=st.sampled_from(["zip", "eml", "xml"]),
    cut=st.integers(0, 2000),
    at=st.integers(0, 2000),
    by=st.binary(min_size=1, max_size=8),
)
def test_damaged_parcels_end_in_files_or_a_reason(which: str, cut: int, at: int, by: bytes) -> None:
    files = {"a.txt": LETTER, "b.docx": LETTER}
    whole = {"zip": packed(files), "eml": letter(files), "xml": message(NAMESPACES[0], files)}[which]
    damaged = (whole[:at] + by + whole[at + len(by) :])[: len(whole) - cut]
    with suppress(Unreadable):
        assert isinstance(opened(damaged, f"x.{which}"), Parcel)


def test_the_jailed_child_gives_a_line_for_the_wrapping_and_one_a_file(tmp_path: Path) -> None:
    file = tmp_path / "goi.zip"
    file.write_bytes(packed({"a.txt": LETTER}))
    command = [sys.executable, "-m", "content", str(file), "--open", "--today", "2026-11-21"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    wrapping, part = map(json.loads, done.stdout.splitlines())
    assert wrapping == {"envelope": None, "skipped": []}
    assert (part["name"], base64.b64decode(part["data"])) == ("a.txt", LETTER)
