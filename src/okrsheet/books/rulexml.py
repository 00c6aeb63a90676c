"""Colour rules and validations as they are written."""

from __future__ import annotations

from okrsheet.books.book import Validation
from okrsheet.books.xmltext import attribute_text, escaped

_ATTRIBUTES = (
    "type", "errorStyle", "operator", "allowBlank", "showInputMessage", "showErrorMessage",
    "errorTitle", "error", "promptTitle", "prompt",
)  # fmt: skip


def colour_markup(prefix: bytes, formula: str, tint: int, priority: int) -> bytes:
    """A rule that lays a format (an index) over the cells for which its formula is true."""
    tag = b'<%scfRule type="expression" dxfId="%d" priority="%d">' % (prefix, tint, priority)
    inner = b"<%sformula>%s</%sformula>" % (prefix, escaped(formula), prefix)
    return tag + inner + b"</%scfRule>" % prefix


def validation_said(validation: Validation) -> dict[str, str]:
    """What a validation says, attribute by attribute; what is usual is left out."""
    checks = validation.kind != "any"
    said = {
        "type": validation.kind if checks else "",
        "errorStyle": "" if validation.strict else "warning",
        "operator": validation.operator or "",
        "allowBlank": "1" if validation.kind != "custom" else "",
        "showInputMessage": "1",
        "showErrorMessage": "1" if checks else "",
        "errorTitle": validation.title,
        "error": validation.error,
        "promptTitle": validation.title,
        "prompt": validation.prompt,
        "formula1": validation.formula or "",
    }
    return {name: text for name, text in said.items() if text}


def validation_markup(prefix: bytes, areas: str, validation: Validation) -> bytes:
    """A `dataValidation` element."""
    said = validation_said(validation)
    attributes = b"".join(
        b' %s="%s"' % (name.encode(), attribute_text(said[name]))
        for name in _ATTRIBUTES
        if name in said
    )
    formula = b""
    if "formula1" in said:
        formula = b"<%sformula1>%s</%sformula1>" % (prefix, escaped(said["formula1"]), prefix)
    name = prefix + b"dataValidation"
    return b'<%s%s sqref="%s">%s</%s>' % (name, attributes, areas.encode(), formula, name)
