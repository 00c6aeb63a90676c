import pytest

from tests.departments.rounds import Filled, Round


@pytest.fixture
def file() -> Filled:
    return Round().split()["IT"]


def test_a_return_is_empty_where_only_something_is_to_be_said(file):
    file.headers["Actions"].remove("Due")
    back = file.back()
    assert back.is_empty
    assert len(back.remarks) == 1


@pytest.mark.parametrize(
    "edit",
    [
        lambda file: file.put("KPIs", "K-IT-1", Owner="Ida"),
        lambda file: file.put("KPIs", "K-IT-1", New_value=3),
        lambda file: file.add("Actions", Action="Call"),
        lambda file: file.delete("Actions", "A-IT-1"),
    ],
)
def test_a_return_with_any_change_is_not_empty(file, edit):
    edit(file)
    assert not file.back().is_empty
