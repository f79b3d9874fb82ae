"""Names of people in running text: what belongs to one, and which full name a short one means."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from helpers.intake.data import read_words
from helpers.intake.quotes.word_classes import BEFORE_NAME, BETWEEN_NAMES, CLASSES
from helpers.intake.stopwords import STOP_WORDS

PERSON_TITLES = read_words("person_titles.txt")
"""Words before a name that are no part of it, in lower case."""

PARTICLES = CLASSES["name particle"]
_FIELDS = CLASSES["field of an office"]
_ORGANISATIONS = CLASSES["word in the name of no person"]
COURTESY = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "mme", "m."})

_LONGEST = 5
_WORD = rf"{BEFORE_NAME}[^\W\d_a-zß-ÿ][\w'’-]+"
_FULL = re.compile(
    rf"\b{_WORD}(?: (?:[^\W\d_a-zß-ÿ]\.(?:[^\W\d_a-zß-ÿ]\.)?|"
    rf"{BETWEEN_NAMES}|{_WORD})){{0,8}} {_WORD}"
)
_COURTESIES = "Mr", "Mrs", "Ms", "Miss", "Mme", "Dr"
_COURTEOUS = re.compile(
    rf"\b(?:{'|'.join(_COURTESIES)})\.? "
    rf"((?:(?:{_WORD}|[^\W\d_a-zß-ÿ]\.|{BETWEEN_NAMES}) ){{0,5}}{_WORD})"
)
_MEN = CLASSES["word for a man"]
_WOMEN = CLASSES["word for a woman"]
_BODIES = CLASSES["body that speaks"] | CLASSES["document"]
_MEN_NAMED = CLASSES["first name of a man"]
_WOMEN_NAMED = CLASSES["first name of a woman"]
_MALE = frozenset(
    {"mr", "mr.", "sir", "lord", "king", "prince", "chairman", "spokesman", "congressman"}
)
_FEMALE = frozenset(
    {
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "miss",
        "lady",
        "queen",
        "princess",
        "chairwoman",
        "spokeswoman",
        "congresswoman",
    }
)


def bare_name(tokens: Sequence[str]) -> tuple[str, bool]:
    """Person's name without the titles and possessives before it.

    Parameters
    ----------
    tokens : sequence of str
        Words that begin with a capital, and particles between them.

    Returns
    -------
    str
        The name; all the words where the last is itself a title, as in "Trade Ministry".
    bool
        Whether something was taken off, which shows that it is a person.

    Examples
    --------
    >>> bare_name(["Trade", "Minister", "Kenji", "Ito"]), bare_name(["Trade", "Ministry"])
    (('Kenji Ito', True), ('Trade Ministry', False))
    """
    last = max(
        (
            i + 1
            for i, t in enumerate(tokens)
            if t.casefold() in PERSON_TITLES or t.endswith(("'s", "’s", "s'", "s’"))
        ),
        default=0,
    )
    if last == len(tokens):
        return " ".join(tokens), False
    if tokens[-1].casefold() in _ORGANISATIONS:
        while last and tokens[last - 1].casefold() in _FIELDS:
            last -= 1  # "International Monetary Fund", but "Trade Minister Jane Park"
    return " ".join(tokens[last:]), last > 0


def is_noun_phrase(speaker: str) -> bool:
    """Tell "a nurse" from names, those that begin with a small particle too.

    Parameters
    ----------
    speaker : str
        The speaker of a quotation.

    Returns
    -------
    bool
        True for "a nurse".

    Examples
    --------
    >>> is_noun_phrase("a nurse"), is_noun_phrase("de Vries")
    (True, False)
    """
    return speaker[:1].islower() and speaker.split(" ", 1)[0] not in PARTICLES


def is_body(speaker: str) -> bool:
    """Tell bodies and documents, which are no "he" and no "she", from people.

    Parameters
    ----------
    speaker : str
        The speaker of a quotation.

    Returns
    -------
    bool
        True for "the ministry" and "a spokesman's letter".

    Examples
    --------
    >>> is_body("the Foreign Ministry"), is_body("a ministry official")
    (True, False)
    """
    head = speaker.split(" of ", 1)[0].rsplit(" ", 1)[-1].casefold()
    return head in _BODIES and speaker.split(" ", 1)[0] not in _MEN_NAMED | _WOMEN_NAMED


class People:
    """Full names that an article has used so far, by their parts."""

    def __init__(self) -> None:
        self._by_last: dict[str, list[str]] = {}
        self._by_first: dict[str, list[str]] = {}
        self._sex: dict[str, str] = {}
        self._persons: dict[str, str] = {}

    def read(self, paragraph: str) -> None:
        """Take up the full names of a paragraph.

        Parameters
        ----------
        paragraph : str
            One paragraph, in the order of the article.
        """
        for match in _FULL.finditer(paragraph):
            tokens = match[0].split(" ")
            while tokens and tokens[0].casefold() in STOP_WORDS and tokens[0] not in PARTICLES:
                del tokens[0]
            if len(tokens) < 2:
                self._note_sex(match[0].split(" "))
                continue
            self._note_sex(tokens)
            name, titled = bare_name(tokens)
            parts = name.split(" ")
            if len(parts) < 2 or len(parts) > _LONGEST or parts[-1].casefold() in PERSON_TITLES:
                continue
            for table, key in ((self._by_last, parts[-1]), (self._by_first, parts[0])):
                names = table.setdefault(key, [])
                if name not in names and len(names) < 5:
                    names.append(name)
            if titled:
                self.add(name)
        if any(title in paragraph for title in _COURTESIES):
            for match in _COURTEOUS.finditer(paragraph):
                self._note_courtesy(match)

    def add(self, name: str) -> None:
        """Remember that a full name is a person's.

        Parameters
        ----------
        name : str
            The name.
        """
        self._persons.setdefault(name.rsplit(" ", maxsplit=1)[-1], name)

    def read_courtesies(self, paragraph: str) -> None:
        """Take whoever is called "Mr Lund" for a person, if the article has a full name for it.

        Parameters
        ----------
        paragraph : str
            A paragraph, when all of the article are read.
        """
        if not any(title in paragraph for title in _COURTESIES):
            return
        for match in _COURTEOUS.finditer(paragraph):
            name = self.full(match[1].removesuffix("'s").removesuffix("’s"))
            parts = name.replace("’", "'").casefold().split(" ")
            other = any(part in _ORGANISATIONS or part.endswith("'s") for part in parts)
            if 1 < len(parts) <= _LONGEST and not other and parts[-1] not in PERSON_TITLES:
                self.add(name)

    def _note_courtesy(self, match: re.Match[str]) -> None:
        title = match[0].split(" ", 1)[0].rstrip(".").casefold()
        last = match[1].rsplit(" ", 1)[-1].removesuffix("'s").removesuffix("’s")
        if title in _MALE | _FEMALE:
            sex = "m" if title in _MALE else "f"
            if self._sex.setdefault(last, sex) != sex:
                self._sex[last] = ""

    def _note_sex(self, tokens: list[str]) -> None:
        for title, name in itertools.pairwise(tokens):
            low = title.casefold()
            if low in _MALE or low in _FEMALE:
                self._sex.setdefault(
                    tokens[-1] if low in COURTESY else name, "m" if low in _MALE else "f"
                )
                self._sex.setdefault(tokens[-1], "m" if low in _MALE else "f")

    def full(self, name: str) -> str:
        """Return the fullest form of a name.

        Parameters
        ----------
        name : str
            As printed, for instance with "Mr." before the surname.

        Returns
        -------
        str
            The name itself where no full one is known, or several.
        """
        parts = name.split(" ")
        if parts[0].casefold() in COURTESY:
            parts = parts[1:]
        if not parts:
            return name
        if len(parts) > 1:
            return self._longest(" ".join(parts), parts)
        known = self._by_last.get(parts[0]) or self._by_first.get(parts[0]) or []
        if len(known) == 1:
            return known[0]
        if known and len({(k.split()[0], k.split()[-1]) for k in known}) == 1:
            return max(known, key=len)
        return name

    def _longest(self, name: str, parts: list[str]) -> str:
        same = [k for k in self._by_last.get(parts[-1], []) if k.split()[0] == parts[0]]
        return max([*same, name], key=len)

    def fits(self, name: str, pronoun: str) -> bool:
        """Tell whether nothing speaks against a pronoun for a name.

        Parameters
        ----------
        name : str
            The name, or a noun phrase such as "a nurse".
        pronoun : str
            "he" or "she".

        Returns
        -------
        bool
            False where a title such as "Mrs." or a first name told otherwise, for "my grandmother"
            and "he", and for several people.
        """
        last = name.rsplit(" ", maxsplit=1)[-1]
        if is_noun_phrase(name) and last.endswith("s") and not last.endswith("ss"):
            return False
        return self.pronoun_of(name) in {"", pronoun}

    def pronoun_of(self, name: str) -> str:
        """Return the pronoun that goes with a name.

        Parameters
        ----------
        name : str
            The name, or a noun phrase such as "a nurse".

        Returns
        -------
        str
            "he" or "she"; empty where neither the name nor a title tells.
        """
        first, _, last = name.rpartition(" ")
        first = first.split(" ", 1)[0]
        if last in _MEN or first in _MEN_NAMED:
            return "he"
        if last in _WOMEN or first in _WOMEN_NAMED:
            return "she"
        return {"m": "he", "f": "she"}.get(self._sex.get(last, ""), "")

    @property
    def persons(self) -> frozenset[str]:
        """Full names that a title or an act of speech showed to be a person's."""
        return frozenset(self._persons.values())

    def others_in(self, text: str, name: str) -> set[str]:
        """Return the people who are named in a text beside one.

        Parameters
        ----------
        text : str
            Part of an article.
        name : str
            A name, with or without a courtesy title.

        Returns
        -------
        set of str
            Their names.
        """
        last = name.rsplit(" ", maxsplit=1)[-1]
        return {
            other
            for other in self.named_in(text) - {name}
            if other.split(" ", 1)[0].casefold() not in COURTESY or other.split(" ")[-1] != last
        }

    def named_in(self, text: str) -> set[str]:
        """Return the people who are named in a text.

        Parameters
        ----------
        text : str
            Part of an article.

        Returns
        -------
        set of str
            Full names: of known people by any part of theirs, of others by what looks like one, and
            "Mr. Lund" as printed where the article has no more of the name.
        """
        words = (w.removesuffix("'s").removesuffix("’s") for w in re.findall(_WORD, text))
        known = {self._persons[word] for word in words if word in self._persons}
        for match in _COURTEOUS.finditer(text):
            name = match[1].removesuffix("'s").removesuffix("’s")
            if " " not in name and name not in self._persons:
                full = self.full(name)
                known.add(full if " " in full else match[0].removesuffix("'s").removesuffix("’s"))
        for match in _FULL.finditer(text):
            tokens = match[0].split(" ")
            while tokens and tokens[0].casefold() in STOP_WORDS:
                del tokens[0]
            if len(tokens) == 2 and tokens[0].casefold() in COURTESY:
                continue
            name, _ = bare_name(tokens)
            parts = name.split(" ")
            if len(parts) > 1 and not _ORGANISATIONS.intersection(map(str.casefold, parts)):
                known.add(self._persons.get(parts[-1], name))
        return known
