"""How each calendar program takes up a feed with one click, and how often it then reads it again.

What clients do was read in their sources or told by their users; none promises a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

LONGEST_FOR_GOOGLE = 256


@dataclass(frozen=True, slots=True)
class Program:
    """A calendar program: its name, after how long it reads a feed again, what else to know before the click."""

    name: str
    refresh: str
    hint: str = ""


APPLE = Program("iPhone, iPad, máy Mac", "tùy máy cài đặt, từ 5 phút đến 1 tuần")
GOOGLE = Program(
    "Google Lịch",
    "4–24 giờ, không đặt nhanh hơn được",
    "Bấm trên máy tính; điện thoại Android cùng tài khoản sẽ tự có lịch.",
)
OUTLOOK_OFFICE = Program("Outlook cơ quan (Microsoft 365)", "khoảng 3 giờ, có khi hơn 24 giờ")
OUTLOOK_OWN = Program("Outlook.com cá nhân", "khoảng 3 giờ, có khi hơn 24 giờ")
THUNDERBIRD = Program("Thunderbird", "30 phút, đổi được trong cài đặt")
ANDROID = Program("Android (ứng dụng ICSx5)", "24 giờ, đặt được từ 15 phút")
BY_HAND = (
    Program("Outlook trên Windows (bản cũ)", "khoảng 1 giờ"),
    Program("Nextcloud", "khoảng 1 giờ; bản trước 2025 có khi 1 tuần"),
)
"""Programs without a link of their own: the address is pasted."""

EVERY = (APPLE, GOOGLE, OUTLOOK_OFFICE, OUTLOOK_OWN, THUNDERBIRD, ANDROID, *BY_HAND)


def webcal(url: str) -> str:
    """Return the address by which most calendar programs take up a feed."""
    return f"webcal://{url.partition('://')[2]}"


def links(url: str, title: str) -> list[tuple[Program, str]]:
    """Return the programs that subscribe by a click, each with its link to the calendar at `url` (http or https).

    Google wants the address as webcal and at most 256 characters of it; Outlook on the web drops webcal and wants the
    address itself; programs that know webcals would take webcal for http.
    """
    address = f"url={quote(url, safe='')}&name={quote(title, safe='')}"
    safe = webcal(url).replace("webcal:", "webcals:") if url.startswith("https:") else webcal(url)
    google = f"https://calendar.google.com/calendar/u/0/r?cid={quote(webcal(url), safe='')}"
    return [
        (APPLE, webcal(url)),
        *([(GOOGLE, google)] if fits_google(url) else []),
        (OUTLOOK_OFFICE, f"https://outlook.office.com/calendar/0/addfromweb/?{address}"),
        (OUTLOOK_OWN, f"https://outlook.live.com/calendar/0/addfromweb/?{address}"),
        (THUNDERBIRD, safe),
        (ANDROID, safe),
    ]


def fits_google(url: str) -> bool:
    """Whether Google Calendar takes an address of this length."""
    return len(url) <= LONGEST_FOR_GOOGLE
