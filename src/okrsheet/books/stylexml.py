"""Cell formats as they are written; `p` is the namespace prefix with its colon, or empty."""

from __future__ import annotations

from okrsheet.books.book import Style
from okrsheet.books.xmltext import attribute_text


def alignment_markup(p: bytes, style: Style) -> bytes:
    """How text stands in the cell."""
    said = b""
    if style.horizontal or style.indent:
        said += b' horizontal="%s"' % (style.horizontal or "left").encode()
    said += b' vertical="%s"' % style.vertical.encode()
    said += b' wrapText="1"' if style.wrap else b""
    said += b' indent="%d"' % style.indent if style.indent else b""
    return b"<%salignment%s/>" % (p, said)


def font_markup(p: bytes, style: Style) -> bytes:
    """The font of a style; its marks in the order of the schema."""
    marks = ((b"b", style.bold), (b"i", style.italic), (b"u", style.underline))
    flags = b"".join(b"<%s%s/>" % (p, name) for name, on in marks if on)
    size = f"{style.size:g}".encode()
    name = attribute_text(style.font)
    color = b'<%scolor rgb="FF%s"/>' % (p, style.color.encode())
    return b'<%sfont>%s<%ssz val="%s"/>%s<%sname val="%s"/></%sfont>' % (
        p, flags, p, size, color, p, name, p,
    )  # fmt: skip


def fill_markup(p: bytes, color: str | None) -> bytes:
    """A plain background, or none."""
    if color is None:
        return b'<%sfill><%spatternFill patternType="none"/></%sfill>' % (p, p, p)
    return (
        b'<%sfill><%spatternFill patternType="solid"><%sfgColor rgb="FF%s"/>'
        b"</%spatternFill></%sfill>" % (p, p, p, color.encode(), p, p)
    )


def border_markup(p: bytes, color: str | None) -> bytes:
    """A thin rule below the cell, or none."""
    sides = b"<%sleft/><%sright/><%stop/>" % (p, p, p)
    bottom = b"<%sbottom/>" % p
    if color:
        shade = b'<%scolor rgb="FF%s"/>' % (p, color.encode())
        bottom = b'<%sbottom style="thin">%s</%sbottom>' % (p, shade, p)
    return b"<%sborder>%s%s<%sdiagonal/></%sborder>" % (p, sides, bottom, p, p)
