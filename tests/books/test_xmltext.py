import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheet.books.book import BookError
from okrsheet.books.xmlpart import XmlPart
from okrsheet.books.xmltext import (
    Splices,
    attribute_text,
    check_form,
    escaped,
    fragment,
    masked,
    plain,
    tag_with,
    tree,
    utf8,
)

XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_a_part_in_another_encoding_is_read(encoding):
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><a>é</a>'
    assert tree(utf8(text.encode(encoding), "x"), "x").text == "é"


def test_a_part_that_is_not_in_its_encoding_is_refused():
    with pytest.raises(BookError, match="utf-16"):
        utf8(codecs.BOM_UTF16_LE + b"<a/>x", "x")


def test_offsets_are_those_of_the_bytes():
    data = "<é><b x='1' r:id=\"2\" xmlns:r='u'/><c>ü</c ></é>".encode()
    root = tree(data, "x")
    first, second = root.children
    assert data[first.start : first.end].startswith(b"<b") and first.attributes[" id"] == "2"
    assert data[second.inner : second.close].decode() == "ü" == second.text
    assert data[second.start : second.end].endswith(b"</c >")
    assert root.end == len(data)


@given(XML_TEXT)
def test_escaped_text_reads_as_it_was(text):
    assert fragment(b"<a>" + escaped(text) + b"</a>").text == text
    assert plain(escaped(text)) == text


@given(XML_TEXT.map(lambda text: text + "\n\t\r"))
def test_an_attribute_reads_as_it_was(text):
    assert fragment(b'<a b="' + attribute_text(text) + b'"/>').attributes["b"] == text


def test_comments_instructions_and_cdata_keep_their_length():
    data = b"<a>x<!-- <b/> -->y<?z?><![CDATA[<&]]></a>"
    mask = masked(data)
    assert len(mask) == len(data)
    assert b"<b/>" not in mask
    assert plain(mask[3:-4]) == "xy<&"


def test_line_ends_and_numbered_characters_are_resolved():
    assert plain(b"a\r\nb\rc&#65;&#x42;&unknown;") == "a\nb\ncAB&unknown;"


@pytest.mark.parametrize("data", [b"<a>", b"", b"<a></b>", b"<a/><b/>"])
def test_xml_that_is_not_well_formed_is_refused(data):
    with pytest.raises(BookError, match="not well formed"):
        check_form(data, "x")


def test_a_document_type_is_refused():
    with pytest.raises(BookError, match="DTD"):
        check_form(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "x")


def test_replacements_are_carried_out_in_their_order():
    splices = Splices()
    assert not splices
    splices.put(3, 3, b"first ")
    splices.put(3, 3, b"second ")
    splices.put(0, 1, b"A")
    assert splices.over(b"abcdef") == b"Abcfirst second def"


def test_replacements_that_overlap_are_a_wrong_call():
    splices = Splices()
    splices.put(0, 3, b"")
    splices.put(2, 4, b"")
    with pytest.raises(ValueError, match="overlap"):
        splices.over(b"abcdef")


def test_attributes_are_set_added_and_removed_in_a_tag():
    tag = b"<a b='1' c=\"2\"/>"
    assert tag_with(tag, {"b": "3", "d": "<", "c": None}) == b'<a b="3" d="&lt;"/>'


def test_a_part_takes_markup_at_the_end_of_any_element():
    part = XmlPart(b'<x:a xmlns:x="u"><x:b/></x:a>', "x")
    part.append(part.root.children[0], b"<x:c/>", {"count": "1"})
    assert part.data == b'<x:a xmlns:x="u"><x:b count="1"><x:c/></x:b></x:a>'
    assert part.changed and part.prefix == b"x:"
