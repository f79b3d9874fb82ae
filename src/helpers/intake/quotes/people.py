"""People whom an article names: their full names, and whom a short one means."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from helpers.intake.quotes.names import (
    BODIES,
    COURTESY,
    FIRST_NAMES,
    MEN_NAMED,
    ORGANISATIONS,
    PARTICLES,
    PERSON_TITLES,
    SPEAKER_NOUNS,
    WOMEN_NAMED,
    bare_name,
    ends_with,
    is_several,
    surname,
)
from helpers.intake.quotes.word_classes import (
    BEFORE_NAME,
    BETWEEN_NAMES,
    CLASSES,
    FIRST_LETTER,
)
from helpers.intake.stopwords import STOP_WORDS

_LONGEST = 5
_WORD = rf"{BEFORE_NAME}[^\W\d_a-zß-ÿ][\w'’-]{{1,60}}"
_REST = r"(?:[\w'’-]{1,60}|\.(?:[^\W\d_a-zß-ÿ]\.){0,2})"
_PART = rf"{BEFORE_NAME}[^\W\d_a-zß-ÿ]{_REST}"
_FIRST_PART = rf"{FIRST_LETTER}(?<!\w.)(?:(?<![ae])|(?<=[ae])l-[^\W\d_a-zß-ÿ]){_REST}"
_FULL = re.compile(
    rf"{_FIRST_PART}(?: (?:{_PART}|{BETWEEN_NAMES})){{0,8}} {_WORD}(?:(?<= [JS]r)\.)?"
)
_STATES = frozenset({"U.S.", "U.N.", "U.K.", "E.C.", "E.U.", "D.C.", "N.Y."})
_TOLD_BEHIND = re.compile(r", (?:who\b|whose\b|aged \d|[1-9]\d,)| \([1-9]\d\)")
_COURTESIES = "Mr", "Mrs", "Ms", "Miss", "Mme", "Dr"
_COURTEOUS = re.compile(
    rf"\b(?:{'|'.join(_COURTESIES)})\.? "
    rf"((?:(?:{_WORD}|[^\W\d_a-zß-ÿ]\.|{BETWEEN_NAMES}) ){{0,5}}{_WORD})"
)
_MEN = CLASSES["word for a man"]
_WOMEN = CLASSES["word for a woman"]
_PERSONS_CALLED = (PERSON_TITLES | SPEAKER_NOUNS) - BODIES
_MALE = frozenset(
    {"mr", "mr.", "sir", "lord", "king", "prince", "chairman", "spokesman", "congressman"}
)
_FEMALE = frozenset(
    {"mrs", "mrs.", "ms", "ms.", "miss", "lady", "queen", "princess", "chairwoman", "spokeswoman",
     "congresswoman"}
)  # fmt: skip


def _name_words(text: str) -> list[str]:
    """Words of what looks like a name, without those that only begin a sentence."""
    words = text.split(" ")
    words[-1] = words[-1].removesuffix("'s").removesuffix("’s")
    while words and (
        words[0] in _STATES
        or (
            words[0].casefold() in STOP_WORDS
            and words[0] not in PARTICLES
            and words[0] not in FIRST_NAMES
        )
    ):
        del words[0]
    return words


def _is_one(names: Sequence[str]) -> bool:
    """Tell whether several names differ in no more than the names in the middle."""
    return len({name.split(" ")[-1].rstrip(".") for name in names}) == 1


def _are_several(names: Sequence[str]) -> bool:
    """Tell whether names of one surname are those of several people."""
    return len({(name.split()[0], name.split()[-1]) for name in names}) > 1


def _take_up(name: str, names: list[str]) -> None:
    """Put a name among others, of two that end alike the one that is no surname alone."""
    if name in names or len(names) > 4:
        return
    for i, known in enumerate(names):
        longer, shorter = (known, name) if len(known) > len(name) else (name, known)
        if ends_with(longer, shorter):
            names[i] = shorter if shorter.split(" ", 1)[0] in FIRST_NAMES else longer
            return
    names.append(name)


class _Name(NamedTuple):
    """What the words of a name tell: the name, its surname, and what titles show."""

    name: str
    last: str
    titled: bool
    sexes: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def _read_name(text: str) -> _Name:
    """Read what looks like a name; the name is empty where it is none, or no full one."""
    tokens = _name_words(text)
    if len(tokens) < 2:
        return _Name("", "", titled=False, sexes=_sexes(text.split(" ")))
    name, titled = bare_name(tokens)
    parts = name.split(" ")
    office = parts[-1].casefold() in PERSON_TITLES and parts[0] not in FIRST_NAMES
    whole = not office and 1 < len(parts) <= _LONGEST
    return _Name(name if whole else "", surname(parts), titled, _sexes(tokens))


def _sexes(tokens: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Names and the "m" or "f" that a title among these words tells of them."""
    found = []
    for title, name in itertools.pairwise(tokens):
        low = title.casefold()
        if low in _MALE or low in _FEMALE:
            sex = "m" if low in _MALE else "f"
            found += [(tokens[-1] if low in COURTESY else name, sex), (tokens[-1], sex)]
    return tuple(found)


def _is_told_of(paragraph: str, name: re.Match[str]) -> bool:
    """Tell a person by the words around a name: "her neighbour, Eva Lund", "Eva Lund, 66,"."""
    before = paragraph[max(0, name.start() - 24) : name.start()]
    calling = before.rstrip(", ").rpartition(" ")[2]
    if calling in _PERSONS_CALLED and not (calling.endswith("s") and "," in before[-2:]):
        return True
    return _TOLD_BEHIND.match(paragraph, name.end()) is not None


def _is_organisation(parts: Sequence[str]) -> bool:
    return not ORGANISATIONS.isdisjoint(map(str.casefold, parts))


class People:
    """Full names that an article has used so far, by their parts."""

    def __init__(self) -> None:
        self._by_last: dict[str, list[str]] = {}
        self._by_first: dict[str, list[str]] = {}
        self._sex: dict[str, str] = {}
        self._persons: dict[str, str] = {}
        self._namesakes: set[str] = set()

    def read(self, paragraph: str) -> None:
        """Take up the full names of a paragraph.

        Parameters
        ----------
        paragraph : str
            One paragraph, in the order of the article.
        """
        for match in _FULL.finditer(paragraph):
            name, last, titled, sexes = _read_name(match[0])
            for part, sex in sexes:
                self._sex.setdefault(part, sex)
            if not name:
                continue
            _take_up(name, self._by_last.setdefault(last, []))
            _take_up(name, self._by_first.setdefault(name.split(" ", 1)[0], []))
            if titled or _is_told_of(paragraph, match):
                known = self._persons.setdefault(last, name)
                first = name.split(" ", 1)[0]
                if first in FIRST_NAMES and first != known.split(" ", 1)[0]:
                    self._namesakes.add(name)
        if any(map(paragraph.__contains__, _COURTESIES)):
            for match in _COURTEOUS.finditer(paragraph):
                self._note_courtesy(match)

    def add(self, name: str) -> None:
        """Remember that a full name is a person's.

        Parameters
        ----------
        name : str
            The name.
        """
        self._persons.setdefault(surname(name.split(" ")), name)

    def read_courtesies(self, paragraph: str) -> None:
        """Take whoever is called "Mr Lund" for a person, if the article has a full name for it.

        Parameters
        ----------
        paragraph : str
            A paragraph, when all of the article are read.
        """
        if not any(map(paragraph.__contains__, _COURTESIES)):
            return
        for match in _COURTEOUS.finditer(paragraph):
            name = self.full(match[1].removesuffix("'s").removesuffix("’s"))
            parts = name.replace("’", "'").casefold().split(" ")
            other = any(part in ORGANISATIONS or part.endswith("'s") for part in parts)
            if 1 < len(parts) <= _LONGEST and not other and parts[-1] not in PERSON_TITLES:
                self.add(name)

    def _note_courtesy(self, match: re.Match[str]) -> None:
        title = match[0].split(" ", 1)[0].rstrip(".").casefold()
        last = match[1].rsplit(" ", 1)[-1].removesuffix("'s").removesuffix("’s")
        if title in _MALE | _FEMALE:
            sex = "m" if title in _MALE else "f"
            if self._sex.setdefault(last, sex) != sex:
                self._sex[last] = ""

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
        title = parts[0].casefold() if parts[0].casefold() in COURTESY else ""
        if title:
            parts = parts[1:]
        if not parts:
            return name
        if len(parts) > 1:
            return self._longest(" ".join(parts), parts)
        known = self._by_last.get(parts[0]) or self._by_first.get(parts[0]) or []
        if len(known) > 1 and title in _MALE | _FEMALE:
            others = WOMEN_NAMED if title in _MALE else MEN_NAMED
            known = [k for k in known if k.split(" ", 1)[0] not in others]
        if len(known) == 1:
            return known[0]
        return max(known, key=len) if known and not _are_several(known) else name

    def called(self, noun: str) -> str:
        """Tell surnames that are callings too, such as Baker, from callings.

        Parameters
        ----------
        noun : str
            A noun phrase.

        Returns
        -------
        str
            The full name where the article has one with this surname, else the noun phrase.
        """
        surname = noun.capitalize()
        return self.full(surname) if " " not in noun and surname in self._by_last else noun

    def note_pronoun(self, name: str, pronoun: str) -> None:
        """Remember which pronoun goes with a name.

        Parameters
        ----------
        name : str
            The name.
        pronoun : str
            "he" or "she".
        """
        self._sex.setdefault(surname(name.split(" ")), "m" if pronoun == "he" else "f")

    def _longest(self, name: str, parts: list[str]) -> str:
        known = self._by_last.get(surname(parts), [])
        same = [k for k in known if k.split()[0] == parts[0]]
        if not same:  # "García Márquez", "Van der Meulen"
            same = [k for k in known if ends_with(k, name)]
        return max([name, *same], key=len) if len(same) < 2 or _is_one(same) else name

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
        if is_several(name):
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
        if last in _MEN or first in MEN_NAMED:
            return "he"
        if last in _WOMEN or first in WOMEN_NAMED:
            return "she"
        return {"m": "he", "f": "she"}.get(self._sex.get(last, ""), "")

    @property
    def persons(self) -> frozenset[str]:
        """Full names that a title or an act of speech showed to be a person's."""
        return frozenset(self._persons.values()) | self._namesakes

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
        known = {
            self._persons[word]
            for word in words
            if word in self._persons and not _are_several(self._by_last.get(word, ()))
        }
        for match in _COURTEOUS.finditer(text):
            name = match[1].removesuffix("'s").removesuffix("’s")
            if " " not in name and name not in self._persons:
                full = self.full(name)
                known.add(full if " " in full else match[0].removesuffix("'s").removesuffix("’s"))
        for match in _FULL.finditer(text):
            tokens = _name_words(match[0])
            if len(tokens) == 2 and tokens[0].casefold() in COURTESY:
                continue
            name, _ = bare_name(tokens)
            parts = name.split(" ")
            if len(parts) < 2 or name.isupper() or _is_organisation(parts):
                continue
            person = self._persons.get(parts[-1], name)
            if parts[0] == person.split(" ", 1)[0] or parts[0] not in FIRST_NAMES:
                known.add(person)
            else:  # two people share the surname
                known.add(name)
                if person not in text:
                    known.discard(person)
        return known
