"""Parameters are read from the notebook and checked before anything runs."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import DatelinesError
from helpers.reporting.parameters import Parameter, parameters_of, plan, read_value
from made_notebooks import notebook

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def cell(source: str):
    made = notebook("# Why?", source)
    made.cells[1].metadata["tags"] = ["parameters"]
    return made


def parameter(*types: str) -> Parameter:
    return Parameter("n", types, None, "")


def test_name_type_default_and_help_are_read():
    found = parameters_of(cell('corpus = "../seeds"  # type: str  the folder\nn = 5'))
    assert found["corpus"] == Parameter("corpus", ("str",), "../seeds", "the folder")
    assert found["n"] == Parameter("n", ("int",), 5, "")


@pytest.mark.parametrize(
    ("line", "types", "default"),
    [
        ("x: int | None = None  # how many", ("int", "None"), None),
        ("x = None  # type: dict|None  like {'a': [1, 2]}, a = b", ("dict", "None"), None),
        ("x = [\n    1,\n    2,\n]  # type: list[int]  numbers", ("list",), [1, 2]),
        ("x = -0.5  # type: float  share", ("float",), -0.5),
        ("x = 'a # b'  # type: str  text", ("str",), "a # b"),
    ],
)
def test_what_papermill_misreads_is_read_right(line, types, default):
    found = parameters_of(cell(line))["x"]
    assert (found.types, found.default) == (types, default)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a, b = 1, 2", "must be one name"),
        ("print(1)", "must be one name"),
        ("x = (1, {2})", "default of parameter 'x'"),
        ("x = len('a')", "default of parameter 'x'"),
        ("x = 1  # type: Literal[1]", "declared as 'Literal"),
    ],
)
def test_a_cell_that_is_more_than_values_is_refused(line, said):
    with pytest.raises(DatelinesError, match=said):
        parameters_of(cell(line))


def test_a_notebook_without_the_cell_has_no_parameters():
    assert parameters_of(notebook("# Why?", "x = 1")) == {}


@given(JSON)
def test_a_json_value_comes_through_as_it_is(value):
    assert read_value(
        parameter("None", "bool", "int", "float", "list", "dict"), json.dumps(value)
    ) == (value)


@given(st.text())
def test_a_text_comes_through_as_it_is(text):
    assert read_value(parameter("str"), text) == text


@pytest.mark.parametrize(
    ("types", "text", "value"),
    [
        (("int",), " 7 ", 7),
        (("float",), "3", 3.0),
        (("bool",), "True", True),
        (("int", "None"), "none", None),
        (("str", "None"), "null", None),
        (("dict", "None"), '{"before": [1970, 1989]}', {"before": [1970, 1989]}),
    ],
)
def test_what_is_written_is_read_by_type(types, text, value):
    assert read_value(parameter(*types), text) == value


@pytest.mark.parametrize(
    ("types", "text"),
    [
        (("int",), "many"),
        (("int",), "1.5"),
        (("int",), "true"),
        (("float",), "nan"),
        (("float",), "1e999"),
        (("list",), "{}"),
        (("dict",), "[1"),
        (("list",), "[NaN]"),
        (("bool",), "1"),
        (("int", "None"), ""),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(types, text):
    with pytest.raises(DatelinesError, match="parameter 'n' must be"):
        read_value(parameter(*types), text)


ONE = cell("corpus = '../a'  # type: str\nn_topics = 4  # type: int")
TWO = cell("corpus = '../a'  # type: str\neras = None  # type: dict|None")
BOTH = {Path("1.ipynb"): ONE, Path("2.ipynb"): TWO}


def test_a_parameter_goes_to_the_notebooks_that_know_it():
    values = plan(BOTH, [("eras", '{"a": [1, 2]}'), ("n_topics", "5")], Path("/news"))
    assert values == {
        Path("1.ipynb"): {"n_topics": 5, "corpus": "/news"},
        Path("2.ipynb"): {"eras": {"a": [1, 2]}, "corpus": "/news"},
    }


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ([("n_topic", "5")], "did you mean 'n_topics'"),
        ([("xyz", "5")], r"there are: \['eras', 'n_topics'\]"),
        ([("n_topics", "5"), ("n_topics", "6")], "given twice"),
        ([("corpus", "x")], "use --corpus"),
    ],
)
def test_a_name_that_cannot_be_set_is_refused(given_, said):
    with pytest.raises(DatelinesError, match=said):
        plan(BOTH, given_)


@pytest.mark.parametrize(
    ("line", "text", "said"),
    [
        ("x = 'near'  # type: str[near|exact]  which", "exakt", "must be one of near, exact, not"),
        ("x = ''  # type: str[|place]  strata", "town", "must be one of '', place, not 'town'"),
        ("x = 5  # type: int[1..50]  rows", "0", "must be from 1 to 50, not 0"),
        ("x = 5  # type: int[1..]  rows", "0", "must be 1 or more, not 0"),
        ("x = None  # type: float[..0.5]|None  share", "0.6", "must be 0.5 or less, not 0.6"),
        ("key_env = 'KEY'  # type: str  variable", "a b", "the name of an environment variable"),
    ],
)
def test_choices_bounds_and_names_of_variables_are_checked(line, text, said):
    (found,) = parameters_of(cell(line)).values()
    with pytest.raises(DatelinesError, match=re.escape(said)):
        read_value(found, text)


def test_what_lies_within_choices_and_bounds_is_taken():
    found = parameters_of(cell("x = None  # type: int[1..50]|None  rows\ny: list[int] = [1]"))
    assert [read_value(found["x"], text) for text in ("1", "50", "null")] == [1, 50, None]
    assert read_value(found["y"], "[99]") == [99]


@pytest.mark.parametrize("name", ["password", "api_key", "ACCESS_TOKEN", "client_secret"])
def test_a_secret_is_given_by_the_name_of_a_variable_alone(name):
    with pytest.raises(DatelinesError, match=f"call it '{name}_env'"):
        parameters_of(cell(f"{name} = ''"))


def test_a_default_outside_its_own_bounds_is_refused():
    with pytest.raises(DatelinesError, match="must be from 1 to 5, not 9"):
        parameters_of(cell("x = 9  # type: int[1..5]  rows"))
