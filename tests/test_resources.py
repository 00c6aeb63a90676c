"""The files that go with the package, in a checkout and in an installed wheel."""

import pytest

from okrsheet import resources
from okrsheet.books.book import BookError


@pytest.fixture
def checkout(tmp_path):
    """A checkout's package folder, with one template at the top."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "company.xlsx").write_bytes(b"checkout")
    package = tmp_path / "src" / "okrsheet"
    package.mkdir(parents=True)
    return package


def test_in_a_checkout_the_templates_stand_at_its_top(checkout):
    assert resources.templates(checkout) == checkout.parent.parent / "templates"


def test_in_an_installed_package_the_templates_stand_inside_it(checkout):
    (checkout / "templates").mkdir()
    assert resources.templates(checkout) == checkout / "templates"


def test_a_template_comes_as_its_bytes(checkout):
    assert resources.template("company", checkout) == b"checkout"


def test_a_package_without_templates_says_where_it_is_and_what_to_do(tmp_path):
    package = tmp_path / "src" / "okrsheet"
    with pytest.raises(BookError) as refused:
        resources.templates(package)
    assert refused.value.where == str(package)
    assert refused.value.fix == "Install okrsheet anew."


def test_a_template_that_is_not_there_is_named(checkout):
    with pytest.raises(BookError, match="The template practice cannot be read"):
        resources.template("practice", checkout)


def test_this_very_package_has_both_templates():
    for name in ("company", "department"):
        assert resources.template(name).startswith(b"PK")


def test_in_a_checkout_the_sources_of_the_addin_stand_at_its_top(checkout):
    (checkout.parent.parent / "addin").mkdir()
    assert resources.addin_sources(checkout) == checkout.parent.parent / "addin"


def test_in_an_installed_package_the_sources_of_the_addin_stand_inside_it(checkout):
    (checkout / "addin" / "sources").mkdir(parents=True)
    (checkout.parent.parent / "addin").mkdir()
    assert resources.addin_sources(checkout) == checkout / "addin" / "sources"


def test_a_package_without_the_sources_of_the_addin_says_where_it_is_and_what_to_do(tmp_path):
    package = tmp_path / "src" / "okrsheet"
    with pytest.raises(BookError, match="The sources of the add-in are missing") as refused:
        resources.addin_sources(package)
    assert refused.value.where == str(package)
    assert refused.value.fix == "Install okrsheet anew."


def test_this_very_package_has_the_ribbon():
    assert (resources.addin_sources() / "ribbon.xml").is_file()
