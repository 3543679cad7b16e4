"""What tells the document of an address from others."""

from __future__ import annotations

import pytest

from tracker.domain.text import page_of
from tracker.errors import UsageError

PAGE = "https://nikkei.example/2026/Chips?id=7&page=2"


@pytest.mark.parametrize(
    "same",
    [
        "http://nikkei.example/2026/Chips?id=7&page=2",
        "HTTPS://www.Nikkei.EXAMPLE/2026/Chips?id=7&page=2",
        "https://nikkei.example/2026/Chips/?id=7&page=2",
        "https://nikkei.example/2026/Chips?id=7&page=2#section-3",
        "https://nikkei.example/2026/Chips?utm_source=x&id=7&utm_medium=mail&page=2&UTM_id=1",
        "http://www.nikkei.example/2026/Chips//?id=7&page=2&utm_campaign=#top",
    ],
)
def test_another_spelling_is_the_same_page(same: str) -> None:
    assert page_of(same) == page_of(PAGE)


@pytest.mark.parametrize(
    "other",
    [
        "https://nikkei.example/2026/chips?id=7&page=2",
        "https://nikkei.example/2026/Chips?page=2&id=7",
        "https://nikkei.example/2026/Chips?id=7&page=3",
        "https://nikkei.example/2026/Chips?id=7&page=2&outm_source=x",
        "https://nikkei.example/2026/Chips",
        "https://asia.nikkei.example/2026/Chips?id=7&page=2",
        "https://nikkei.example:8443/2026/Chips?id=7&page=2",
        "https://reader@nikkei.example/2026/Chips?id=7&page=2",
    ],
)
def test_another_page_is_told_apart(other: str) -> None:
    assert page_of(other) != page_of(PAGE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example", "http://a.example/"),
        ("https://a.example/?utm_source=x", "https://a.example"),
        ("https://日本経済.example/a", "https://xn--wgv71as4mv4q.example/a/"),
        ("https://u:p@www.a.example/x", "http://u:p@a.example/x/"),
        ("https://www.a@www.a/x", "https://www.a@a/x"),
        ("https://[::1]:80/x", "http://[::1]:80/x/"),
    ],
)
def test_a_host_is_the_same_in_every_spelling(one: str, other: str) -> None:
    assert page_of(one) == page_of(other)


@pytest.mark.parametrize("text", ["http://", "https://www.", "fab.example", "https://a b.example"])
def test_what_is_no_address_has_no_page(text: str) -> None:
    with pytest.raises(UsageError, match="is no web address"):
        page_of(text)
