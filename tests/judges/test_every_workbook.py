"""All judges over every workbook that the tests of this run made; collected last."""

import pytest

from tests.judges import circularity, crossread, libreoffice, openxml, tablelint


def test_a_whole_run_makes_workbooks_to_judge(docket):
    assert docket.makers or not docket.whole_run


@pytest.mark.judge("openxml")
def test_the_open_xml_sdk_finds_no_fault_in_any_workbook(docket):
    verdict = docket.verdict(openxml.faults(docket.before("openxml")))
    assert not verdict, verdict


def test_our_lint_finds_no_fault_in_any_workbook(docket):
    verdict = docket.verdict({book: tablelint.lint(book) for book in docket.before("tablelint")})
    assert not verdict, verdict


def test_no_range_depends_on_itself_in_any_workbook(docket):
    verdict = docket.verdict(
        {book: circularity.circular(book) for book in docket.before("tablelint")}
    )
    assert not verdict, verdict


def test_calamine_and_openpyxl_read_the_same_in_every_workbook(docket):
    verdict = docket.verdict(
        {book: crossread.differences(book) for book in docket.before("crossread")}
    )
    assert not verdict, verdict


def test_ironcalc_opens_every_workbook(docket):
    verdict = docket.verdict(
        {book: crossread.ironcalc_faults(book) for book in docket.before("ironcalc")}
    )
    assert not verdict, verdict


@pytest.mark.judge("libreoffice")
def test_libreoffice_opens_every_workbook_and_reads_the_same(docket):
    verdict = docket.verdict(
        crossread.libreoffice_faults(libreoffice.read(docket.before("libreoffice")))
    )
    assert not verdict, verdict
