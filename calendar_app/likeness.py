"""Whether two short texts speak of the same thing: by the words they share, and nothing cleverer.

What any directive says ("tuyên truyền", "trên địa bàn") and numbers are left out, the rest has no case and no accents.
Two texts are alike where three quarters of the shorter one's words, and three words at least, are in the other.
"""

from __future__ import annotations

import re
import unicodedata

from content.folding import fold

LEAST = 3
SHARE = 0.75
COMMON = (
    "tiếp tục|tăng cường|đẩy mạnh|tập trung|chú trọng|thường xuyên|kịp thời|rộng rãi|sâu rộng|triển khai|thực hiện"
    "|tổ chức|tuyên truyền|thông tin|phổ biến|quán triệt|vận động|công tác|nội dung|hoạt động|chủ đề|kết quả|việc|đợt"
    "|nhất là|điều chỉnh|thay thế|thay cho|gia hạn|kéo dài|kết thúc|dừng|ngừng|sửa đổi|bổ sung|một số điều|một số"
    "|công văn|kế hoạch|quyết định|chỉ thị|nghị quyết|kết luận|hướng dẫn|quy định|thông báo|nghị định|luật|số|ký hiệu"
    "|kỷ niệm|ngày|tuần|tháng|năm|quý|giai đoạn|thời gian|lần thứ|trên địa bàn|toàn tỉnh|tỉnh|thành phố|huyện|xã|phường"
    "|các|những|mọi|và|với|của|cho|về|tại|trong|trên|theo|từ|đến|đối với|là|được|có|cùng|như|do|để"
    "|nhằm|khi|người dân|nhân dân"
)
"""What says nothing of the subject, as it is spelt: "về" goes, "vệ" stays."""
_WORD = re.compile(r"[^\W\d_]+")
_LEFT_OUT = re.compile(rf"\b(?:{'|'.join(sorted(COMMON.split('|'), key=len, reverse=True))})\b")


def words(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about."""
    return frozenset(_WORD.findall(fold(_LEFT_OUT.sub(" ", unicodedata.normalize("NFC", text).lower()))))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words of two texts say the same thing; of two words or fewer both must be the same."""
    shared, shorter = len(one & other), min(len(one), len(other))
    if shorter < LEAST:
        return shorter > 1 and one == other
    return shared >= max(LEAST, SHARE * shorter)
