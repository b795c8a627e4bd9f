"""Web pages: the article without what surrounds it, and its day of publication."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.documents.encoding import HEAD, decode
from kg.documents.limits import LONGEST_PAGE, whole
from kg.documents.records import Record, clean
from kg.errors import InputError
from kg.quieting import quiet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def page(stream: BinaryIO, name: str) -> Iterator[Record]:
    """Yield the one article of a web page."""
    yield Record(id=name, fields=article(whole(stream, LONGEST_PAGE)))


def article(data: bytes, url: str = "") -> Mapping[str, object]:
    """Return text, title, date, source and address of the article on a web page.

    Args:
        data: The page as its server sent it.
        url: Where it was fetched, if that is known; else its own word for its address counts.

    Raises:
        InputError: It is no page, or no article is on it.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second to import
    from trafilatura.utils import load_html  # noqa: PLC0415 - see above

    try:
        with quiet(*_LOGGING):
            # a declared encoding is theirs to find; else ours, which knows more of them
            tree = load_html(data if _DECLARED.search(data[:HEAD]) else decode_page(data))
            found = None
            if tree is not None:
                day = _published(tree)
                found = bare_extraction(
                    tree, with_metadata=True, include_comments=False, include_tables=False
                )
    except InputError:
        raise
    except Exception as error:  # lxml and trafilatura raise errors of many families on hostile pages
        raise InputError(
            f"cannot be read as a web page ({type(error).__name__}).", remedy="Save its text as plain text."
        ) from error
    text = clean(getattr(found, "text", "") or "").strip()
    if not text:
        raise InputError("is a page without an article.", remedy="Save its text as plain text.")
    return {
        "text": re.sub(r"\n+", "\n\n", text),
        "title": getattr(found, "title", None) or "",
        "source": getattr(found, "sitename", None) or getattr(found, "hostname", None) or "",
        "url": url or getattr(found, "url", None) or "",
        "date": day,
    }


def decode_page(data: bytes) -> str:
    """Return a page that does not say its encoding as text."""
    return decode(data, markup=True)


def plain(markup: str) -> str:
    r"""Return a piece of a page as plain text, its blocks apart: what feeds and mails hold.

    Example:
        >>> plain("<p>They <b>met</b>.</p><p>They &amp; we left.</p>")
        'They met.\n\nThey & we left.'
    """
    from lxml import html  # noqa: PLC0415 - few corpora need it
    from lxml.etree import LxmlError  # noqa: PLC0415 - see above

    if not markup.strip():
        return ""
    try:
        tree = html.document_fromstring(clean(markup).encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):
        return ""
    words = "".join(_pieces(tree))
    paragraphs = (" ".join(each.split()) for each in re.split(r"\n\s*\n", words))
    return "\n\n".join(filter(None, paragraphs))


_LOGGING = ("trafilatura", "htmldate", "courlan", "justext")  # each fault of each page, as an error
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset|<\?xml[^>]{0,200}encoding", re.IGNORECASE)
_BLOCKS = re.compile(
    r"address|article|blockquote|br|dd|div|dl|dt|figcaption|h[1-6]|hr|li|ol|p|pre|section|table|td|th|title|tr|ul"
)
_UNREAD = frozenset(("script", "style", "head", "template", "noscript"))


def _pieces(tree: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """Yield the words of a tree, with a blank line at each end of a block; without recursion."""
    from lxml.etree import iterwalk  # noqa: PLC0415 - see plain

    walk = iterwalk(tree, events=("start", "end"))
    for event, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if not tag or tag in _UNREAD:
                walk.skip_subtree()
                continue
            yield "\n\n" if _BLOCKS.fullmatch(tag) else ""
            yield " ".join((node.text or "").split("\n"))
        else:
            yield "\n\n" if _BLOCKS.fullmatch(tag) else ""
            yield " ".join((node.tail or "").split("\n")) if node is not tree else ""


_NO_DAY = (
    "//link[@rel='canonical'] | //meta[@property='og:url'] | //footer | //*[@role='contentinfo']"
    " | //*[contains(concat(' ', @class, ' ', @id), 'footer')]"
    " | //*[contains(concat(' ', @class, ' ', @id), 'copyright')]"
)
_EARLIEST, _LATEST = "1900-01-01", "2100-12-31"  # not today: a build must not depend on it


def _published(tree: Any) -> str:  # noqa: ANN401 - lxml has no types
    """Return the day that a page gives for itself, empty if it gives none.

    Its foot tells of the site, and its address is asked later, after the dateline.
    """
    from htmldate import find_date  # noqa: PLC0415 - see article

    above = deepcopy(tree)
    for part in above.xpath(_NO_DAY):
        parent = part.getparent()
        if parent is not None and part.tag not in ("html", "body", "main", "article"):
            parent.remove(part)
    found = find_date(above, extensive_search=False, original_date=True, min_date=_EARLIEST, max_date=_LATEST)
    return found or ""
