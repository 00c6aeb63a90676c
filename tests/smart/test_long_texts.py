"""Texts as long and as odd as a cell can hold: an answer, and soon."""

from datetime import datetime
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheet.plan.model import Kpi, Objective, Plan
from okrsheet.smart.registry import lint
from tests.workbooks import AS_OF

LONGEST = 32_767
SCRAPS = {
    "joined outcomes": "reduce a to 5% and ",
    "digits": "1",
    "points": "1.",
    "right to left": "زيادة رضا ",
    "emoji": "🚀",
    "changes": "from 1 to 2 ",
    "dates": "by the end of Q3 by 31 July 2026 ",
    "brackets": "([<",
    "inserts": "[insert ",
    "question marks": "? ",
    "adverbs": "quickly ",
    "hyphens": "a-",
    "ands": "and ",
    "spaces": " ",
    "slashes": "24/",
    "near figures": "about ",
}


def plan(text):
    return Plan(
        as_of=AS_OF,
        objectives=(Objective(id="O1", name=text, owner=text, due=datetime(2026, 7, 1)),),
        kpis=(
            Kpi(
                id="K1",
                objective="O1",
                name=text,
                unit_of_measure=text,
                direction="Increase",
                baseline=1,
                target=2,
            ),
        ),
    )


@pytest.mark.parametrize("scrap", SCRAPS.values(), ids=SCRAPS)
def test_the_longest_text_is_read_in_time_that_grows_with_its_length(scrap):
    # A quadratic rule takes minutes; the bound leaves room for a slow machine.
    begun = perf_counter()
    lint(plan((scrap * LONGEST)[:LONGEST]))
    assert perf_counter() - begun < 20


ODD = (
    "reduce and to from by 24 12 % hours Q3 end of the 31 July 2026 one 1.2m € EUR -> within next "
    "6 months ; , . launch improve year-end 4.5/5 24/7 twenty-four tbd x% 2026-02-30 9999 zero at "
    "least ISO 9001 first quarter half H1 may as well : ( ) ? – 1st - k thousand"
)
WORDS = st.sampled_from(ODD.split())


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=60))
def test_no_statement_however_odd_makes_a_rule_raise(text):
    for finding in lint(plan(text)):
        assert finding.message.endswith(".") and finding.fix.endswith(".")
