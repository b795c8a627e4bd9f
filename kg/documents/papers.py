"""PDF files: their words as paragraphs, without the line ends of the page."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.documents.limits import LONGEST_DOCUMENT, LONGEST_LIST, MOST_PAGES, whole
from kg.documents.records import Record, clean
from kg.errors import InputError
from kg.quieting import quiet

if TYPE_CHECKING:
    from collections.abc import Iterator


def pdf(stream: BinaryIO, name: str) -> Iterator[Record]:
    """Yield the one document of a PDF file; its own date tells when it was printed, and is not taken."""
    from pypdf import PdfReader  # noqa: PLC0415 - few corpora need it

    data = BytesIO(whole(stream, LONGEST_LIST))
    try:
        with quiet("pypdf"):  # it warns of each fault of each file
            reader = PdfReader(data)
            words = _words(reader)
            title = str(getattr(reader.metadata, "title", None) or "")
    except InputError:
        raise
    except Exception as error:  # pypdf raises whatever a damaged file leads it into
        raise InputError(
            f"is a damaged or unusual PDF ({type(error).__name__}).", remedy="Save its text as plain text."
        ) from error
    if not words.strip():
        raise InputError("is a PDF without text, perhaps scanned.", remedy="Let a program for OCR read it.")
    yield Record(id=name, fields={"text": words, "title": "" if _FILE_NAME.search(title) else title})


_FILE_NAME = re.compile(r"\.\w{2,4}$|^untitled|^Microsoft Word", re.IGNORECASE)


def _words(reader: Any) -> str:  # noqa: ANN401 - pypdf is imported where it is used
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("is a PDF locked by a password.", remedy="Unlock it.")
    found: list[str] = []
    length = 0
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES or length > LONGEST_DOCUMENT:
            raise InputError(f"is longer than {MOST_PAGES:,} pages.", remedy="Split it.")
        found.append(paragraphs(clean(page.extract_text())))
        length += len(found[-1])
    return "\n\n".join(filter(None, found))


def paragraphs(page: str) -> str:
    r"""Return the lines of a page joined into paragraphs: a short line that ends a sentence ends one.

    Example:
        >>> paragraphs("The two minis-\nters met in Lima.\n\nThey agreed\non trade.")
        'The two ministers met in Lima.\n\nThey agreed on trade.'
    """
    blocks = (block.split("\n") for block in re.split(r"\n\s*\n", page))
    return "\n\n".join(joined for lines in blocks if (joined := _joined(lines)))


def _joined(lines: list[str]) -> str:
    longest = max(map(len, lines))
    text = ""
    for line in (line.strip() for line in lines):
        if text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
            text = text[:-1] + line
        else:
            text += (" " if text and not text.endswith("\n") else "") + line
        if line.endswith((".", "?", "!", "”", '"')) and len(line) < 0.75 * longest:
            text += "\n\n"
    return text.strip()
