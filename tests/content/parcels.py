"""Makes what directives come wrapped in."""

import base64
import io
import zipfile
from email.message import EmailMessage

EXCHANGE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


def packed(files: dict[str, bytes]) -> bytes:
    """Return a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return buffer.getvalue()


def letter(attachments: dict[str, bytes], body: str = "Kính gửi các đồng chí.") -> bytes:
    """Return an e-mail."""
    mail = EmailMessage()
    mail["Subject"] = "V/v tuyên truyền tuần 46"
    mail.set_content(body)
    for name, data in attachments.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def message(namespace: str, files: dict[str, bytes], action: str = "0", concerned: str = "") -> bytes:
    """Return a message of the document exchange, with bytes before its XML."""
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
