"""The ribbon against its handlers, Office's rules and Office's pictures."""

import re
from itertools import permutations

import pytest
from lxml import etree

from okrsheet.addin.sources import modules, ribbon_xml

# Of the imageMso table of [MS-CUSTOMUI], which holds for every Office program.
PICTURES = {
    *("FileNew", "ShapeDonut", "PercentSign", "NewTask", "ReviewAcceptChange", "FindNext", "Clear"),
    *("DateAndTimeInsert", "MoveToFolder", "OrganizationChartInsert", "TracePrecedents"),
    *("DataValidationCircleInvalid", "CreateReportInDesignView", "ChartInsert", "FilePrint"),
    *("FileSendAsAttachment", "AcceptInvitation"),
    *("Help", "Undo", "Info", "Spelling", "Consolidate", "AutoSum", "TraceError", "ContextHelp"),
}
CALLBACKS = {"onAction": "OkrAction", "getEnabled": "OkrEnabled", "getSupertip": "OkrTip"}
SIGNATURES = {
    "OkrLoad": "ui As IRibbonUI",
    "OkrAction": "control As IRibbonControl",
    "OkrEnabled": "control As IRibbonControl, ByRef enabled",
    "OkrTip": "control As IRibbonControl, ByRef tip",
}

RIBBON = etree.fromstring(ribbon_xml())
BUTTONS = list(RIBBON.iter("{*}button"))


def test_the_markup_is_that_of_excel_2010_and_later():
    names = {etree.QName(each).namespace for each in RIBBON.iter(etree.Element)}
    assert names == {"http://schemas.microsoft.com/office/2009/07/customui"}


def test_every_button_has_a_handler_and_every_handler_a_button_in_the_same_order():
    from okrsheet.ribbon import ACTIONS

    assert [button.get("tag") for button in BUTTONS] == list(ACTIONS)


def test_a_button_and_its_messages_have_one_name():
    from okrsheet.ribbon import ACTIONS

    assert {each.get("tag"): each.get("label") for each in BUTTONS} == {
        tag: action.title for tag, action in ACTIONS.items()
    }


def test_the_buttons_that_need_no_plan_are_the_same_in_vba_and_in_python():
    from okrsheet.ribbon import ACTIONS

    (source,) = (module.source for module in modules() if module.name == "Ribbon")
    always = set(re.findall(r'control\.Tag = "([^"]+)"', source))
    assert always == {tag for tag, action in ACTIONS.items() if not action.needs_plan}


def test_the_groups_are_those_of_the_product():
    groups = [group.get("label") for group in RIBBON.iter("{*}group")]
    assert groups == ["Plan", "Check", "Track", "Cascade", "Departments", "Report", "Help"]


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.get("tag"))
def test_every_button_calls_the_same_three_procedures(button):
    assert {name: button.get(name) for name in CALLBACKS} == CALLBACKS


def test_the_procedures_take_what_office_hands_them():
    (source,) = (module.source for module in modules() if module.name == "Ribbon")
    assert RIBBON.get("onLoad") == "OkrLoad"
    subs = dict(re.findall(r"^Public Sub (\w+)\((.*)\)$", source, re.MULTILINE))
    assert {name: subs[name] for name in SIGNATURES} == SIGNATURES


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.get("tag"))
def test_every_button_has_a_picture_of_offices_and_says_what_it_does(button):
    assert button.get("imageMso") in PICTURES
    assert re.fullmatch(r"[A-Z][^.]{15,99}", button.get("screentip"))
    assert 1 <= len(button.get("label")) <= 20


def test_the_main_acts_are_large():
    large = [each.get("tag") for each in BUTTONS if each.get("size") == "large"]
    assert large == ["new", "validate", "check-in", "roll-up", "summary"]


def test_identifiers_are_unique():
    identifiers = [each.get("id") for each in RIBBON.iter() if each.get("id")]
    assert len(identifiers) == len(set(identifiers))


def test_no_key_tip_is_the_beginning_of_another():
    tips = [button.get("keytip") for button in BUTTONS]
    assert all(re.fullmatch(r"[A-Z]{1,3}", tip) for tip in tips)
    assert not [pair for pair in permutations(tips, 2) if pair[0].startswith(pair[1])]
