"""Markdown to plain text."""

from __future__ import annotations

from kg.documents.markdown import front_matter, plain


def test_marks_go_and_words_stay():
    page = 'The **two** _sides_ met `again`, see [the note](https://example.org "x") ![flag](f.png).'
    assert plain(page)[1] == "The two sides met again, see the note flag."


def test_the_first_heading_is_the_title():
    assert plain("Intro\n\n## Talks *end*\n\n# Later")[0] == "Talks end"


def test_a_page_without_heading_has_no_title():
    assert plain("They met.")[0] == ""


def test_blocks_stand_apart():
    assert plain("# A\n- one\n- two\n\n> three\n\n    four")[1] == "A\n\none\n\ntwo\n\nthree\n\nfour"


def test_entities_are_read_and_inline_html_goes():
    assert plain("Trade &amp; aid <b>now</b>")[1] == "Trade & aid now"


def test_a_script_leaves_no_word():
    assert plain("<script>alert(1)</script>\n\nThey met.")[1] == "They met."


def test_a_front_matter_gives_fields():
    fields, page = front_matter(
        '---\ntitle: "Talks: day 1"\ndate: 2021-03-12\ntags: [a, b]\n---\nThey met.\n'
    )
    assert (fields, page) == ({"title": "Talks: day 1", "date": "2021-03-12"}, "They met.\n")


def test_a_rule_is_no_front_matter():
    assert front_matter("They met.\n---\nThey left.")[0] == {}
