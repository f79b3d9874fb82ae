"""What somebody wants to look up: a term as it is counted, or a phrase."""

import re

from helpers.analysis.terms import is_content
from helpers.errors import DatelinesError
from helpers.intake.segment import words

_QUOTES = str.maketrans("“”„«»‘’", '"' * 5 + "''")
_INITIALS = re.compile(r"(?<!\w)(?:[a-z]\.){2,}", re.IGNORECASE)


def asked_for(term: str) -> tuple[str, bool]:
    """Read what was asked for.

    Parameters
    ----------
    term : str
        As it was typed.

    Returns
    -------
    name : str
        The term as it is counted.
    quoted : bool
        Whether it was put in quotation marks.

    Raises
    ------
    DatelinesError
        If there is no word in it.

    Examples
    --------
    >>> asked_for("“Trade talks”")
    ('trade talks', True)
    """
    text = term.translate(_QUOTES).strip()
    # Tables print "u.s.", which in small letters would be read as the pronoun.
    name = " ".join(words(_INITIALS.sub(lambda found: found[0].upper(), text)))
    if not name:
        raise DatelinesError(f"'{text}' holds no word to look up: give a word or a phrase")
    return name, len(text) > 2 and text[0] == text[-1] == '"'


def is_countable(name: str) -> bool:
    """Tell whether the table of terms can have a term: a word, or two content words.

    Parameters
    ----------
    name : str
        As `asked_for` gives it.

    Returns
    -------
    bool
        False for what has to be searched for in the texts.

    Examples
    --------
    >>> is_countable("trade talks"), is_countable("talks on trade")
    (True, False)
    """
    return " " not in name or (name.count(" ") == 1 and is_content(name))
