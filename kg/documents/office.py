"""Word files and electronic books: zip archives of XML."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote

from kg.documents import pages
from kg.documents.limits import LONGEST_DOCUMENT, LONGEST_LIST, LONGEST_PAGE, MOST_PAGES, whole
from kg.documents.needed import needed
from kg.documents.records import Record
from kg.errors import InputError
from kg.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAMAGED = "is damaged, or not what its name says."


def word(stream: BinaryIO, name: str) -> Iterator[Record]:
    """Yield the one document of a Word file (.docx)."""
    docx = needed("docx", extra="docx", kind="Word")
    data = BytesIO(whole(stream, LONGEST_LIST))
    with _opened(data) as archive:
        _check_size(archive)
    try:
        found = docx.Document(data)
        words = "\n\n".join(each.text for each in found.paragraphs if each.text.strip())
        title = found.core_properties.title or ""
    except Exception as error:  # python-docx raises whatever a damaged file leads it into
        raise InputError(_DAMAGED, remedy="Save it anew as .docx, or as plain text.") from error
    yield Record(id=name, fields={"text": words, "title": str(title)})


def book(stream: BinaryIO, name: str) -> Iterator[Record | Skipped]:
    """Yield the chapters of an electronic book (.epub), in the order of reading."""
    with _opened(BytesIO(whole(stream, LONGEST_LIST))) as archive:
        _check_size(archive)
        title, chapters = _contents(archive)
        for number, chapter in enumerate(chapters[:MOST_PAGES], start=1):
            place = f"{name}:{number}"
            try:
                text = pages.plain(pages.decode_page(_part(archive, chapter)))
            except InputError as error:
                yield Skipped(document_id=place, stage="read", reason=str(error))
                continue
            if text:
                yield Record(id=place, fields={"text": text, "title": title})


def is_word(archive: BinaryIO) -> bool:
    """Return whether a zip archive is a Word file; else it may be a book."""
    with _opened(archive) as opened:
        return "word/document.xml" in opened.namelist()


def _opened(data: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(data)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(_DAMAGED, remedy="Fetch it anew.") from error


def _check_size(archive: zipfile.ZipFile) -> None:
    """Refuse archives that unpack to more than any article; zipfile holds them to what they say of it."""
    if sum(each.file_size for each in archive.infolist() if each.filename.endswith(_READ)) > LONGEST_DOCUMENT:
        raise InputError(f"unpacks to more than {LONGEST_DOCUMENT >> 20} MB.", remedy="Split it.")


_READ = (".xml", ".opf", ".rels", ".html", ".htm", ".xhtml")


def _part(archive: zipfile.ZipFile, path: str) -> bytes:
    try:
        with archive.open(path) as part:
            return whole(part, LONGEST_PAGE)  # type: ignore[arg-type]  # it reads bytes
    except InputError:
        raise
    except Exception as error:  # zipfile raises several kinds where an archive is damaged or locked
        raise InputError(_DAMAGED, remedy="Fetch it anew.") from error


def _contents(archive: zipfile.ZipFile) -> tuple[str, list[str]]:
    """Return the title of a book and the paths of its chapters, in the order of reading."""
    container = _xml(_part(archive, "META-INF/container.xml"))
    roots = container.xpath("//*[local-name()='rootfile']/@full-path")
    if not roots:
        raise InputError(_DAMAGED, remedy="Fetch it anew.")
    package = _xml(_part(archive, roots[0]))
    items = {
        each.get("id"): each.get("href", "") for each in package.xpath("//*[local-name()='item'][@href]")
    }
    order = package.xpath("//*[local-name()='itemref']/@idref")
    folder = posixpath.dirname(roots[0])
    chapters = [posixpath.join(folder, unquote(items[key].split("#")[0])) for key in order if key in items]
    titles = package.xpath("//*[local-name()='title']/text()")
    return (str(titles[0]).strip() if titles else "", chapters)


def _xml(data: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    from lxml import etree  # noqa: PLC0415 - few corpora need it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(_DAMAGED, remedy="Fetch it anew.") from error
