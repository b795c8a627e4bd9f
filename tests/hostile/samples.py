"""One sound, small file of every format that kg reads: what fuzzers damage and the matrix breaks."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import zipfile

SENTENCE = "LIMA, 3 May 2023 - Peru condemned Chile on Tuesday."
PAGE = f"""<!DOCTYPE html><html><head><title>Talks</title><meta property="og:site_name" content="Wire">
<meta name="date" content="2023-05-03"></head><body><article><h1>Talks</h1><p>{SENTENCE}</p>
<p>The presidents of Peru and Chile met in Santiago on 3 May 2023.</p></article></body></html>"""
RECORD = {"id": "a", "title": "Talks", "date": "2023-05-03", "text": SENTENCE, "url": "https://example.org/a"}
MAIL = (
    f"From: a@example.org\nSubject: =?utf-8?q?Talks?=\nDate: Wed, 3 May 2023 10:00:00 +0000\n\n{SENTENCE}\n"
)
_MIXED = (
    "From: a@example.org\nSubject: Talks\nMIME-Version: 1.0\n"
    'Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/html; charset=utf-8\n'
    f"Content-Transfer-Encoding: base64\n\nPHA+VGhleSBtZXQuPC9wPg==\n--x--\n{SENTENCE}"
)
_RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><title>Talks</title>'
    "<guid>a</guid><pubDate>Wed, 03 May 2023 10:00:00 GMT</pubDate>"
    f"<description>&lt;p&gt;{SENTENCE}&lt;/p&gt;</description></item></channel></rss>"
)
_ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>a</id><title>Talks</title>'
    f'<updated>2023-05-03T10:00:00Z</updated><content type="html">{SENTENCE}</content></entry></feed>'
)
_BOOK = {
    "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
    "b.opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>T</dc:title></metadata>'
    '<manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
    "a.xhtml": f"<html><body><p>{SENTENCE}</p></body></html>",
}


def pdf(text: str = SENTENCE) -> bytes:
    """Return a PDF of one page."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(content)
    return content + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def epub() -> bytes:
    """Return an electronic book of one chapter."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _BOOK.items():
            archive.writestr(name, content)
    return made.getvalue()


def word() -> bytes:
    """Return a Word file of one paragraph."""
    import docx  # noqa: PLC0415 - few need it

    made, document = io.BytesIO(), docx.Document()
    document.add_paragraph(SENTENCE)
    document.save(made)
    return made.getvalue()


def parquet(**columns: list[object]) -> bytes:
    """Return a Parquet file with these columns, else those of ``RECORD``."""
    import pyarrow as pa  # noqa: PLC0415 - see word
    import pyarrow.parquet as pq  # noqa: PLC0415 - see word

    made = io.BytesIO()
    pq.write_table(pa.table(columns or {key: [value] for key, value in RECORD.items()}), made)
    return made.getvalue()


def warc() -> bytes:
    """Return an archive of one page."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Date: 2023-05-03T10:00:00Z\r\n"
        "WARC-Target-URI: https://example.org/a\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def texts() -> dict[str, bytes]:
    """Return the sound files that are text, by name."""
    line = json.dumps(RECORD)
    found = {
        "a.txt": f"Talks\n\n{SENTENCE}\n",
        "a.md": f"---\ndate: 2023-05-03\n---\n# Talks\n\n{SENTENCE} [a](b) *c*\n",
        "a.jsonl": f"{line}\n{line}\n",
        "a.json": f"[{line}]",
        "a.csv": f'id,date,text\na,2023-05-03,"{SENTENCE}"\n',
        "a.tsv": f"id\tdate\ttext\na\t2023-05-03\t{SENTENCE}\n",
        "a.html": PAGE,
        "a.xml": _RSS,
        "a.atom": _ATOM,
        "a.eml": _MIXED,
        "a.mbox": f"From a\n{MAIL}\nFrom b\n{MAIL}",
        "a": f"{SENTENCE}\n",
    }
    return {name: content.encode() for name, content in found.items()} | {"a.warc": warc()}


def binaries() -> dict[str, bytes]:
    """Return the sound files that are not text, by name."""
    from kg.documents.packing import zstd  # noqa: PLC0415 - what it is called depends on Python

    plain = f"{SENTENCE}\n".encode()
    return {
        "a.pdf": pdf(),
        "a.epub": epub(),
        "a.docx": word(),
        "a.parquet": parquet(),
        "a.txt.gz": gzip.compress(plain, mtime=0),
        "a.txt.bz2": bz2.compress(plain),
        "a.txt.xz": lzma.compress(plain),
        "a.txt.zst": zstd.compress(plain),
    }
