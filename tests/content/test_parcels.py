"""What directives come wrapped in: zips, e-mails, messages of the document exchange."""

import base64
import io
import json
import subprocess
import sys
import zipfile
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

LETTER = "Tuyên truyền Ngày Nhà giáo Việt Nam 20/11.".encode()
NAMESPACES = ("http://www.mic.gov.vn/TBT/QCVN_102_2016", "http://www.e-doc.vn/Schema/")


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return buffer.getvalue()


def _mail(attachments: dict[str, bytes], body: str = "Kính gửi các đồng chí.") -> bytes:
    letter = EmailMessage()
    letter["Subject"] = "V/v tuyên truyền tuần 46"
    letter.set_content(body)
    for name, data in attachments.items():
        letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return letter.as_bytes()


def _message(namespace: str, files: dict[str, bytes], action: str = "0", concerned: str = "") -> bytes:
    listed = "".join(
        f"<Attachment><ContentId>cid:{n}</ContentId><AttachmentName>{name}</AttachmentName>"
        f"<ContentTransferEncoded>{base64.encodebytes(data).decode()}</ContentTransferEncoded></Attachment>"
        for n, (name, data) in enumerate(files.items())
    )
    return f"""1212<?xml version="1.0" encoding="UTF-8"?>
<edXML xmlns="{namespace}"><edXMLEnvelope><edXMLHeader>
<MessageHeader><From><OrganId>000.00.13.H34</OrganId><OrganName>Sở Thông tin và Truyền thông</OrganName></From>
<DocumentId>000.00.13.H34,2024/11/08,2114/STTTT-TTBCXB</DocumentId>
<Code><CodeNumber>2114</CodeNumber><CodeNotation>STTTT-TTBCXB</CodeNotation></Code>
<PromulgationInfo><Place>Kon Tum</Place><PromulgationDate>2024/11/08</PromulgationDate></PromulgationInfo>
<DocumentType><Type>2</Type><TypeName>Công văn</TypeName></DocumentType><Subject>V/v tuyên truyền</Subject>
<DueDate>2024/11/20</DueDate><OtherInfo><Priority>1</Priority></OtherInfo></MessageHeader>
<TraceHeaderList><Bussiness><BussinessDocType>{action}</BussinessDocType>
<BussinessDocReason>Nhầm số liệu</BussinessDocReason>{concerned}</Bussiness></TraceHeaderList>
</edXMLHeader><edXMLBody/></edXMLEnvelope><AttachmentEncoded>{listed}</AttachmentEncoded></edXML>""".encode()


def _names(parcel: Parcel) -> list[tuple[str, bool]]:
    return [(part.name, part.annex) for part in parcel.parts]


def test_a_zip_gives_its_files_by_name_with_those_in_folders_and_says_what_it_passes_over() -> None:
    files = {"b/Đề cương.txt": LETTER, "a.txt": LETTER, "ảnh.gif": b"GIF8", "__MACOSX/._a.txt": b"", "b/Thumbs.db": b""}
    parcel = opened(_zip(files), "goi.zip")
    assert _names(parcel) == [("a.txt", False), ("Đề cương.txt", False)]
    assert parcel.skipped == ("ảnh.gif",)


def test_names_that_a_packer_wrote_as_utf_8_without_saying_so_keep_their_letters() -> None:
    data = _zip({"xxxx.txt": LETTER}).replace(b"xxxx", "Kế".encode())
    assert _names(opened(data, "goi.zip")) == [("Kế.txt", False)]


def test_a_word_document_in_a_zip_is_one_file_and_a_zip_in_a_zip_is_opened() -> None:
    word = _zip({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    parcel = opened(_zip({"a.docx": word, "b.zip": _zip({"c.txt": LETTER})}), "goi.zip")
    assert _names(parcel) == [("a.docx", False), ("c.txt", False)]


def test_an_e_mail_gives_its_attachments_and_those_of_the_letter_it_forwards() -> None:
    assert _names(opened(_mail({"cv.txt": LETTER, "PL1.txt": LETTER}), "thu.eml")) == [
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
    (part,) = opened(_mail({}, "Treo cờ Tổ quốc ngày 02/9/2025."), "thu.eml").parts
    assert part.name == "V-v tuyên truyền tuần 46.txt"
    assert part.data.decode().strip() == "Treo cờ Tổ quốc ngày 02/9/2025."


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_a_message_of_the_exchange_says_number_and_day_and_which_file_is_the_directive(namespace: str) -> None:
    packed = _zip({"Cong van.docx": _zip({"[Content_Types].xml": b""})})
    parcel = opened(
        _message(namespace, {"Phu luc.docx": LETTER, "Cong van.docx": packed, "Bieu.pdf": LETTER}), "x.edxml"
    )
    assert _names(parcel) == [("Phu luc.docx", True), ("Cong van.docx", False), ("Bieu.pdf", True)]
    envelope = parcel.envelope
    assert envelope is not None
    assert (envelope.number, envelope.symbol, envelope.issued_on) == ("2114", "STTTT-TTBCXB", date(2024, 11, 8))
    assert (envelope.issuer, envelope.place, envelope.priority) == ("Sở Thông tin và Truyền thông", "Kon Tum", 1)
    assert (envelope.document_type, envelope.due_on, envelope.action) == ("Công văn", date(2024, 11, 20), "new")


def test_a_recall_says_which_document_and_why() -> None:
    concerned = "<DocumentId>000.00.13.H34,2024/11/01,2001/STTTT-TTBCXB</DocumentId>"
    envelope = opened(_message(NAMESPACES[0], {}, "1", concerned), "x.xml").envelope
    assert envelope is not None
    assert (envelope.action, envelope.reason) == ("recalled", "Nhầm số liệu")
    assert envelope.concerns == (("2001", "STTTT-TTBCXB", date(2024, 11, 1)),)


def _locked() -> bytes:
    data = bytearray(_zip({"a.txt": LETTER}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _nested(depth: int) -> bytes:
    data = _zip({"a.txt": LETTER})
    for _ in range(depth):
        data = _zip({"z.zip": data})
    return data


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (_zip({"../a.txt": LETTER}), "a.zip", "damaged"),
        (_zip({f"{n}.txt": LETTER for n in range(201)}), "a.zip", "too-large"),
        (_zip({"a.txt": b"\0" * 16_000_000}), "a.zip", "bomb"),
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
    whole = {"zip": _zip(files), "eml": _mail(files), "xml": _message(NAMESPACES[0], files)}[which]
    damaged = (whole[:at] + by + whole[at + len(by) :])[: len(whole) - cut]
    with suppress(Unreadable):
        assert isinstance(opened(damaged, f"x.{which}"), Parcel)


def test_the_jailed_child_gives_a_line_for_the_wrapping_and_one_a_file(tmp_path: Path) -> None:
    file = tmp_path / "goi.zip"
    file.write_bytes(_zip({"a.txt": LETTER}))
    command = [sys.executable, "-m", "content", str(file), "--open", "--today", "2026-11-21"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    wrapping, part = map(json.loads, done.stdout.splitlines())
    assert wrapping == {"envelope": None, "skipped": []}
    assert (part["name"], base64.b64decode(part["data"])) == ("a.txt", LETTER)
