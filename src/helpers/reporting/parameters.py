"""What may be set in a notebook from outside, and whether what was given fits."""

from __future__ import annotations

import ast
import difflib
import io
import json
import math
import re
import tokenize
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.errors import DatelinesError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from nbformat import NotebookNode

    from helpers.reporting.sources import Source

_COMMENT = re.compile(r"#\s*(?:type:\s*(?P<type>\S+)\s*)?(?P<help>.*)")
_TYPE = re.compile(r"(?P<kind>\w+)(?:\[(?P<bounds>[^\[\]]*(?:\[[^\[\]]*\])?)\])?(?:\||\Z)")
_RANGE = re.compile(r"(?P<low>-?\d+(?:\.\d+)?)?\.\.(?P<high>-?\d+(?:\.\d+)?)?")
_SECRET = re.compile(r"passw|secret|token|api_?key|credential", re.IGNORECASE)
_VARIABLE = re.compile(r"[A-Za-z_]\w*")
_WORDS = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a JSON list",
    "dict": "a JSON object",
    "None": "null",
}


@dataclass(frozen=True)
class Parameter:
    """One line of a notebook's `parameters` cell.

    Attributes
    ----------
    name : str
        Name of the variable.
    types : tuple of str
        Accepted types: `str`, `int`, `float`, `bool`, `list`, `dict`, `None`.
    default : object
        Value where nothing is given: JSON scalars, lists and dicts only.
    help : str
        What it is for; '' where the comment does not say.
    choices : tuple of str
        The texts that are accepted, from a type such as ``str[near|exact]``; () for any.
    low, high : float
        Bounds of numbers, both allowed, from a type such as ``int[1..50]``.
    """

    name: str
    types: tuple[str, ...]
    default: object
    help: str
    choices: tuple[str, ...] = ()
    low: float = -math.inf
    high: float = math.inf


def parameters_of(notebook: NotebookNode | Source) -> dict[str, Parameter]:
    """Read the cell tagged `parameters` of a notebook.

    papermill reads this cell line by line with a regular expression and misses what Python allows
    (two names, a `=` in a comment, a blank in a type), so the syntax tree is asked here instead.

    Parameters
    ----------
    notebook : nbformat.NotebookNode or Source
        A notebook of format 4.

    Returns
    -------
    dict of str to Parameter
        In the order of the cell; empty where no cell is tagged.

    Raises
    ------
    DatelinesError
        Where the cell holds anything but assignments of JSON values to names.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> cell = new_code_cell("top = 10  # type: int  terms shown for each topic")
    >>> cell.metadata["tags"] = ["parameters"]
    >>> parameters_of(new_notebook(cells=[cell]))["top"].help
    'terms shown for each topic'
    """
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if not cells:
        return {}
    source = cells[0].source
    comments = _comments(source)
    found = (_parameter(statement, comments) for statement in ast.parse(source).body)
    return {parameter.name: parameter for parameter in found}


def plan(
    notebooks: Mapping[Path, NotebookNode] | Mapping[Path, Source],
    given: Sequence[tuple[str, str]],
    corpus: Path | None = None,
) -> dict[Path, dict[str, object]]:
    """Decide which notebook gets which values, before any of them starts.

    Parameters
    ----------
    notebooks : mapping of Path to NotebookNode or Source
        The notebooks that will run.
    given : sequence of (name, text)
        What the user set, as written; the types of a notebook decide how a text is read.
    corpus : Path, optional
        Folder for the parameter `corpus` of those notebooks that have it.

    Returns
    -------
    dict of Path to dict
        Values by name for each notebook; a name that only some notebooks know goes to those.

    Raises
    ------
    DatelinesError
        For a name that no notebook knows, a text that does not fit, or a name given twice.
    """
    known = {path: parameters_of(notebook) for path, notebook in notebooks.items()}
    _check_names([name for name, _ in given], known)
    values: dict[Path, dict[str, object]] = {}
    for path, parameters in known.items():
        values[path] = {
            name: read_value(parameters[name], text) for name, text in given if name in parameters
        }
        if corpus is not None and "corpus" in parameters:
            values[path]["corpus"] = str(corpus)
    return values


def read_value(parameter: Parameter, text: str) -> object:
    """Read what was written for a parameter on the command line.

    Parameters
    ----------
    parameter : Parameter
        Says which types are accepted.
    text : str
        A text as it is for `str`, JSON for everything else.

    Returns
    -------
    object
        A JSON scalar, list or dict.

    Raises
    ------
    DatelinesError
        Where the text is not of any accepted type.

    Examples
    --------
    >>> read_value(Parameter("eras", ("dict", "None"), None, ""), '{"before": [1970, 1989]}')
    {'before': [1970, 1989]}
    """
    for kind in sorted(parameter.types, key=list(_READERS).index):
        try:
            value = _READERS[kind](text)
        except ValueError:
            continue
        _check_value(parameter, value)
        return value
    wanted = " or ".join(_WORDS[kind] for kind in parameter.types)
    raise DatelinesError(f"parameter {parameter.name!r} must be {wanted}, not {text!r}")


def _check_value(parameter: Parameter, value: object) -> None:
    name = parameter.name
    if isinstance(value, str) and parameter.choices and value not in parameter.choices:
        wanted = ", ".join(choice or "''" for choice in parameter.choices)
        raise DatelinesError(f"parameter {name!r} must be one of {wanted}, not {value!r}")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and not parameter.low <= value <= parameter.high:  # type: ignore[operator]
        ends = [f"{end:g}" for end in (parameter.low, parameter.high) if math.isfinite(end)]
        limits = f"from {ends[0]} to {ends[1]}" if len(ends) == 2 else _one_bound(parameter)
        raise DatelinesError(f"parameter {name!r} must be {limits}, not {value}")
    if name.endswith("_env") and isinstance(value, str) and not _VARIABLE.fullmatch(value):
        raise DatelinesError(
            f"parameter {name!r} must be the name of an environment variable, not {value!r}"
        )


def _one_bound(parameter: Parameter) -> str:
    if math.isfinite(parameter.low):
        return f"{parameter.low:g} or more"
    return f"{parameter.high:g} or less"


def _check_names(names: Sequence[str], known: Mapping[Path, Mapping[str, Parameter]]) -> None:
    all_names = sorted({name for parameters in known.values() for name in parameters} - {"corpus"})
    for position, name in enumerate(names):
        if name == "corpus":
            raise DatelinesError("the folder is not set by -p corpus: use --corpus DIR")
        if name in names[:position]:
            raise DatelinesError(f"parameter {name!r} is given twice: keep one of the two")
        if name not in all_names:
            nearest = difflib.get_close_matches(name, all_names, n=1)
            hint = f"did you mean {nearest[0]!r}?" if nearest else f"there are: {all_names}"
            raise DatelinesError(f"no notebook has a parameter {name!r}: {hint}")


def _comments(source: str) -> dict[int, str]:
    """Comments of a cell by line number."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}


def _parameter(statement: ast.stmt, comments: Mapping[int, str]) -> Parameter:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            annotation = None
        case ast.AnnAssign(target=ast.Name(id=name), annotation=written, value=ast.expr() as value):
            annotation = ast.unparse(written)
        case _:
            line = f"line {statement.lineno} of the parameters cell"
            raise DatelinesError(f"{line} must be one name, '=' and one value")
    default = _literal(name, value)
    if _SECRET.search(name) and not name.endswith("_env"):
        raise DatelinesError(
            f"parameter {name!r} looks like a secret, which would be stored with the notebook: "
            f"call it '{name}_env' and give the name of an environment variable"
        )
    comment = _COMMENT.match(comments.get(statement.end_lineno or statement.lineno, ""))
    declared = annotation or (comment["type"] if comment else None)
    told = comment["help"].strip() if comment else ""
    if not declared:
        return Parameter(name, _types_of(default), default, told)
    return _declared(name, declared.replace(" ", ""), default, told)


def _declared(name: str, declared: str, default: object, told: str) -> Parameter:
    """Read types, choices and bounds."""
    kinds: list[str] = []
    choices: tuple[str, ...] = ()
    low, high = -math.inf, math.inf
    place = 0
    while place < len(declared) and (found := _TYPE.match(declared, place)):
        kinds.append(found["kind"])
        bounds, place = found["bounds"], found.end()
        if bounds is None or found["kind"] not in ("str", "int", "float"):
            continue
        if found["kind"] == "str":
            choices = tuple(bounds.split("|"))
        elif limits := _RANGE.fullmatch(bounds):
            low, high = float(limits["low"] or low), float(limits["high"] or high)
        else:
            kinds.append("?")
    if place < len(declared) or any(kind not in _WORDS for kind in kinds):
        raise DatelinesError(
            f"parameter {name!r} is declared as {declared!r}: use {', '.join(_WORDS)}, joined "
            "by |, with str[one|other] for choices and int[1..9] for bounds"
        )
    made = Parameter(name, tuple(kinds), default, told, choices, low, high)
    _check_value(made, default)
    return made


def _literal(name: str, value: ast.expr) -> object:
    try:
        default = ast.literal_eval(value)
        json.dumps(default, allow_nan=False)
    except (ValueError, TypeError) as error:
        message = f"the default of parameter {name!r} must be a number, text, list, dict or None"
        raise DatelinesError(message) from error
    return default


def _types_of(default: object) -> tuple[str, ...]:
    """Without a declared type, a default of None says nothing: any JSON value will do."""
    if default is None:
        return ("None", "bool", "int", "float", "list", "dict", "str")
    return (type(default).__name__,)


def _json(*kinds: type) -> Callable[[str], object]:
    def read(text: str) -> object:
        value = json.loads(text.strip(), parse_constant=_refuse)
        if type(value) not in kinds:
            raise ValueError(text)
        return value

    return read


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _read_bool(text: str) -> object:
    return {"true": True, "false": False}[text.strip().lower()]


def _read_none(text: str) -> object:
    return {"none": None, "null": None}[text.strip().lower()]


def _lookup(read: Callable[[str], object]) -> Callable[[str], object]:
    def checked(text: str) -> object:
        try:
            return read(text)
        except KeyError:
            raise ValueError(text) from None

    return checked


def _read_float(text: str) -> object:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


# In the order in which they are tried: a text fits everything, so it comes last.
_READERS: dict[str, Callable[[str], object]] = {
    "None": _lookup(_read_none),
    "bool": _lookup(_read_bool),
    "int": _json(int),
    "float": _read_float,
    "list": _json(list),
    "dict": _json(dict),
    "str": str,
}
