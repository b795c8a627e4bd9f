"""Files of many documents: feeds, mailboxes, web archives, Parquet."""

from __future__ import annotations

import gzip
import io
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.documents import columns, mail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>
<item><title>Talks &amp; more</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Fri, 12 Mar 2021 23:30:00 -0500</pubDate>
<description>&lt;p&gt;They met.&lt;/p&gt;</description></item>
<item><title>Nothing</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title><entry><id>a1</id><title>Talks</title>
<published>2021-03-12T08:00:00Z</published>
<content type="html">&lt;p&gt;They left.&lt;/p&gt;</content></entry></feed>"""
MAILS = """From a@example.org Fri Mar 12 10:00:00 2021
From: Desk <a@example.org>
Subject: =?utf-8?q?Talks_in_Gen=C3=A8ve?=
Date: Fri, 12 Mar 2021 10:00:00 +0000
Message-ID: <m1@example.org>

They met.
>From here they went on.

From b@example.org Sat Mar 13 10:00:00 2021
Subject: Page
Date: no day
Content-Type: text/html; charset=utf-8

<p>They <b>left</b>.</p>
"""


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "feed"])
def test_rss_is_read_entry_by_entry(read_file: Callable, name: str):
    (document,), (skipped,) = read_file(name, RSS)
    assert (document.id, document.text, document.title) == ("g1", "They met.", "Talks & more")
    assert (document.source, document.url) == ("Gazette", "https://example.org/1")
    assert document.published == date(2021, 3, 13)
    assert skipped.reason == "is an entry without text."


def test_atom_is_read_entry_by_entry(read_file: Callable):
    (document,), _ = read_file("a.atom", ATOM)
    assert (document.id, document.text, document.published) == ("a1", "They left.", date(2021, 3, 12))


@pytest.mark.parametrize("content", ["<note><to>x</to></note>", "", "no markup", RSS[:60]])
def test_what_is_no_feed_is_told(read_file: Callable, content: str):
    documents, (skipped,) = read_file("a.xml", content)
    assert documents == []
    assert skipped.reason


def test_a_feed_with_entities_of_its_own_is_refused(read_file: Callable):
    bomb = RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "They met.">]><rss')
    assert "declares entities" in read_file("a.rss", bomb)[1][0].reason


def test_a_feed_of_tags_without_end_is_refused_before_it_is_parsed(read_file: Callable):
    documents, (skipped,) = read_file("a.rss", "<rss><channel>" + "<a>" * 1_000_000)
    assert documents == []
    assert "leaves more tags open" in skipped.reason


def test_a_mail_with_a_header_without_end_is_read(read_file: Callable):
    (document,), _ = read_file("a.eml", "Subject: " + "=?utf-8?q?a?= " * 50_000 + "\n\nThey met.")
    assert len(document.title) < 1000


def test_a_mail_of_mails_without_end_is_refused(read_file: Callable):
    nested = "Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 20_000
    assert "more than 50 parts" in read_file("a.eml", nested)[1][0].reason


@pytest.mark.parametrize("name", ["a.mbox", "mails"])
def test_a_mailbox_is_read_mail_by_mail(read_file: Callable, name: str):
    first, second = read_file(name, MAILS)[0]
    assert (first.id, first.title, first.published) == (
        "m1@example.org",
        "Talks in Genève",
        date(2021, 3, 12),
    )
    assert first.text == "They met.\nFrom here they went on.\n\n"
    assert (second.text, second.published) == ("They left.", None)


def test_one_mail_is_read(read_file: Callable):
    (document,), _ = read_file("a.eml", MAILS.split("\n", 1)[1].split("\nFrom b", maxsplit=1)[0])
    assert document.title == "Talks in Genève"


def test_a_mail_without_text_is_told(read_file: Callable):
    assert (
        "without text"
        in read_file("a.mbox", "From a\nSubject: x\nContent-Type: image/png\n\nxx\n")[1][0].reason
    )


def test_what_is_no_mailbox_is_told(read_file: Callable):
    assert "is no mailbox" in read_file("a.mbox", "They met.")[1][0].reason


def test_the_mails_after_one_too_long_are_read(read_file: Callable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mail, "LONGEST_PAGE", 500)
    documents, (skipped,) = read_file("a.mbox", "From x\n\n" + "long line\n" * 100 + "\n" + MAILS)
    assert len(documents) == 2
    assert skipped.document_id == "a.mbox:1"


def archive(*pages: tuple[str, str, bytes], packed: bool = True) -> bytes:
    """Return a WARC of responses: status, type and body."""
    records = [_record(b"HTTP/1.1 %s\r\nContent-Type: %s\r\n\r\n%s" % each) for each in _encoded(pages)]
    return b"".join(gzip.compress(each) if packed else each for each in records)


def _encoded(pages: Iterable[tuple[str, str, bytes]]) -> Iterator[tuple[bytes, bytes, bytes]]:
    return ((status.encode(), kind.encode(), body) for status, kind, body in pages)


def _record(response: bytes) -> bytes:
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/2021/03/12/talks\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2023-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
    )
    return head.encode() + response + b"\r\n\r\n"


ARTICLE = (
    b"<html><body><article>" + b"<p>They met in the morning and they left at noon.</p>" * 9 + b"</article>"
)


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True), ("crawl", True)])
def test_articles_of_an_archive_are_read_and_the_rest_passed_over(
    read_file: Callable,
    name: str,
    packed: bool,  # noqa: FBT001 - pytest gives it
):
    content = archive(
        ("404 Not Found", "text/html", ARTICLE),
        ("200 OK", "image/png", b"\x89PNG"),
        ("200 OK", "text/html; charset=utf-8", ARTICLE),
        packed=packed,
    )
    (document,), skipped = read_file(name, content)
    assert (document.url, document.published) == ("https://example.org/2021/03/12/talks", date(2021, 3, 12))
    assert document.text.startswith("They met in the morning")
    assert skipped == []


def test_a_cut_off_archive_is_told_after_what_it_holds(read_file: Callable):
    content = archive(("200 OK", "text/html", ARTICLE), ("200 OK", "text/html", ARTICLE * 99), packed=False)
    documents, skipped = read_file("a.warc", content[:-2000])
    assert [document.id for document in documents] == ["a.warc:1"]
    assert skipped


def test_what_is_no_archive_is_told(read_file: Callable):
    assert "damaged" in read_file("a.warc", "They met.")[1][0].reason


def parquet(**found: list[object]) -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.table(found), made)
    return made.getvalue()


def test_rows_of_parquet_are_read(read_file: Callable):
    content = parquet(ID=["x", "y"], Text=["They met.", None], date=[date(2021, 3, 12), None], n=[1, 2])
    (document,), (skipped,) = read_file("a.parquet", content)
    assert (document.id, document.text, document.published) == ("x", "They met.", date(2021, 3, 12))
    assert skipped.reason == "is empty."


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.json", "a.parquet"])
def test_columns_are_named_by_the_reader(read_file: Callable, name: str):
    content = {
        "a.csv": "no,Body\n7,They met.\n",
        "a.tsv": "no\tBody\n7\tThey met.\n",
        "a.parquet": parquet(no=["7"], Body=["They met."]),
    }.get(name, '{"no": 7, "Body": "They met."}')
    (document,), skipped = read_file(name, content, columns={"text": "Body", "id": "no"})
    assert (document.id, document.text, skipped) == ("7", "They met.", [])


@pytest.mark.parametrize(
    "content", [parquet(body=["a"]), b"PAR1", parquet(text=["They met."] * 99)[:-50], b""]
)
def test_parquet_that_is_damaged_or_lacks_the_column_is_told(read_file: Callable, content: bytes):
    documents, (skipped,) = read_file("a.parquet", content)
    assert documents == []
    assert skipped.reason


@pytest.mark.parametrize("wrong", [{"body": "text"}, {"text": " "}])
def test_a_field_that_is_none_is_refused(read_file: Callable, wrong: dict[str, str]):
    with pytest.raises(columns.InputError):
        read_file("a.csv", "text\nThey met.\n", columns=wrong)
