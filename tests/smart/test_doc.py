"""A rule's docstring, read."""

import pytest

from okrsheet.smart.doc import read_doc, read_example

PAGE = """The weight is odd.

    Odd weights are
    hard to halve.

    Flagged:
        Pillars
        | ID | Pillar      | Weight |
        | P1 | Happy staff | 3      |
        | P2 |             |        |

        Units
        | ID |
        | U1 |

    Passes:
        No table Units
        No column Unit of measure in KPIs
    """


def test_a_page_has_a_fault_and_a_reason_in_one_line_each():
    doc = read_doc(PAGE)
    assert (doc.fault, doc.why) == ("The weight is odd", "Odd weights are hard to halve.")


def test_an_example_holds_its_tables_as_typed_with_blank_cells_empty():
    assert read_doc(PAGE).flagged.tables == {
        "Pillars": (
            ("ID", "Pillar", "Weight"),
            (("P1", "Happy staff", "3"), ("P2", "", "")),
        ),
        "Units": (("ID",), (("U1",),)),
    }


def test_an_example_can_say_what_the_workbook_does_not_have():
    passes = read_doc(PAGE).passes
    assert passes.missing == {"Units", "KPIs/Unit of measure"}
    assert passes.tables == {}


def test_an_example_keeps_its_text_without_the_indent():
    assert read_doc(PAGE).passes.text == "No table Units\nNo column Unit of measure in KPIs"


@pytest.mark.parametrize("part", ["Flagged:", "Passes:", "Odd weights are\n    hard to halve."])
def test_a_page_without_one_of_its_parts_is_refused(part):
    with pytest.raises(ValueError, match="docstring"):
        read_doc(PAGE.replace(part, ""))


def test_a_row_under_no_table_is_refused():
    with pytest.raises(ValueError, match="No table name"):
        read_example("| ID |\n| P1 |")
