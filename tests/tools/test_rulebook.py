from okrsheet.smart.rule import CODES
from tools.rulebook import PAGE, rulebook


def test_the_page_of_rules_is_what_the_rules_say_today():
    assert PAGE.read_text(encoding="utf-8") == rulebook()


def test_every_rule_has_its_chapter():
    page = rulebook()
    assert all(f"### {code}\n" in page for code in CODES)
