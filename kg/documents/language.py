"""Which language a text is in: its little words tell English; what they leave open, py3langid decides."""

from __future__ import annotations

import re

_SAMPLE = 4_000
_FEW_LETTERS, _MANY_LETTERS = 30, 250
_SURE = 0.16
_LAST_LATIN = "\u024f"


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LITTLE = _set_of(
    """
    a about after all also an and any are as at be been before but by can could for from had has have he her
    his how i if in into is it its more most no not of on one only or other our out over said she so some
    such than that the their them then there these they this those to under up was we were what when which
    while who will with would you
    """
)
_FOREIGN = _set_of(
    """
    al aan auch aus av avec com como con d da dans das de del dem den der des det di die do du een ein eine
    el en er est et för het il ja je la las le les los l med mit não na nach nicht o och og os para per por
    pour que qui se si sie som sont su sur te tot um un una und une van von voor y zu é è à
    """
)
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = _set_of("en jam pcm sco")  # it takes telegrams and slang for the neighbours of English


def language_of(text: str, stated: str = "en") -> str:
    """Return the language of a text as its ISO 639 code.

    Args:
        text: An article; its first characters count.
        stated: What its file says, which decides where the text is too short to tell.

    Example:
        >>> language_of("The two ministers met in Lima, and they said that they would meet again in spring.")
        'en'
        >>> language_of("Die beiden Minister trafen sich in Lima und sagten, dass sie sich bald wiedersehen.")
        'de'
    """
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    letters = sum(map(len, words))
    ours, theirs = (sum(word in little for word in words) for little in (_LITTLE, _FOREIGN))
    if sum(char > _LAST_LATIN for word in words for char in word) > max(_FEW_LETTERS, letters // 2):
        return _classified(sample)
    # a line or a list of foreign names is not yet in a foreign language
    if theirs < max(3, ours) and (letters < _MANY_LETTERS or sample.isascii()):
        return stated
    return "en" if ours >= _SURE * len(words) and ours > 2 * theirs else _classified(sample)


def is_english(code: str) -> bool:
    """Return whether a code stands for English: en, en-GB, eng, English."""
    return code.casefold().startswith("en")


def _classified(text: str) -> str:
    import py3langid  # noqa: PLC0415 - its model takes most of a second to load

    # capitals are letters of other languages to it
    found = str(py3langid.classify(text.lower() if text.isupper() else text)[0])
    return "en" if found in _ENGLISH else found
