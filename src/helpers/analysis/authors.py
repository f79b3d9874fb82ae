"""Who wrote an article, as far as it says so or its file is named by it."""

import re
from functools import cache

import pandas as pd

from helpers.analysis.honesty import count_of
from helpers.intake.data import read_names

FEWEST_NAMES = 3
"""Names in file names that each era must have; fewer are a paper's, or the era's own."""

_ENDING = re.compile(r"\.[A-Za-z]\w{0,7}(?:\.gz)?$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_OFFICE = (
    r"(?:(?:our|own|the|special|staff|senior|chief|foreign|political|diplomatic|economics?|business|"
    r"editorial|news|newsroom|wire|press|contributing)\s+)*"
    r"(?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?|staff|board|desk|"
    r"newsroom|team|agenc(?:y|ies)|services?|reports?)"
)
_ROLE = re.compile(rf"\s*[(|/].*$|(?:,|\s[–—-])\s(?:.*\s)?{_OFFICE}\b.*$|\s+{_OFFICE}$")
_NOBODY = re.compile(rf"(?:(?:by|from|a|an)\s+)*(?:{_OFFICE}(?:\s+(?:and|of)\b.*)?)?")
"""What an author is, behind the name, and bylines that name nobody."""


def authors_of(articles: pd.DataFrame) -> list[str]:
    """Take the author of each article, in one spelling.

    Parameters
    ----------
    articles
        Rows of a corpus's table of articles.

    Returns
    -------
    list of str
        Bylines in lower case without what the author is; ``''`` where there is none, or one that
        names nobody ("staff reporter", an agency). If nobody has one, `names_in_files`.

    Examples
    --------
    >>> bylines = ["ADA BYRON", "Ada  Byron, Staff Writer", "Staff Reporter", "Reuters", None]
    >>> authors_of(pd.DataFrame({"byline": bylines}))
    ['ada byron', 'ada byron', '', '', '']
    """
    if "byline" not in articles:
        return names_in_files(articles)
    bylines = articles["byline"].fillna("").astype(str)
    person = {byline: _person(byline) for byline in bylines.unique()}
    authors = bylines.map(person).to_list()
    return authors if any(authors) else names_in_files(articles)


def author_names(articles: pd.DataFrame) -> dict[str, str]:
    """Write the names of authors as a reader knows them.

    Parameters
    ----------
    articles
        Rows of a corpus's table of articles.

    Returns
    -------
    dict
        What `authors_of` calls an author to their shortest byline, without spaces to spare, or to
        the words of the file's name, capitalised.

    Examples
    --------
    >>> author_names(pd.DataFrame({"byline": ["Ada Byron, Staff Writer", "Ada  Byron", "Ito"]}))
    {'ada byron': 'Ada Byron', 'ito': 'Ito'}
    """
    authors = authors_of(articles)
    bylines = articles["byline"] if "byline" in articles else [""] * len(articles)
    spelt = [" ".join(str(byline or "").split()) for byline in bylines]
    if not any(_person(byline) for byline in {*spelt}):
        return {author: author.title() for author in authors if author}
    named: dict[str, str] = {}
    for author, byline in zip(authors, spelt, strict=True):
        if author and (author not in named or _key(byline) < _key(named[author])):
            named[author] = byline
    return named


def _key(name: str) -> tuple[int, str]:
    return len(name), name


def names_in_files(articles: pd.DataFrame) -> list[str]:
    """Take the words in the names of files by which several files of one era are named.

    "1947-Truman.txt" and "1948-Truman.txt" are probably by the same author. Words that stand in
    names of two eras tell nothing, and fewer than three in each era may be papers, or "old" and
    "new".

    Parameters
    ----------
    articles
        Rows of a corpus's table of articles.

    Returns
    -------
    list of str
        The words of each file's name, in lower case, without its numbers; ``''`` for all where an
        era has fewer than three names that several of its files share and no file of another era.

    Examples
    --------
    >>> files = [f"{name} {n}.txt" for name in ("Ada", "Bo", "Cy", "Di", "Ed", "Flo") for n in "12"]
    >>> own = pd.DataFrame({"file": files, "era": ["then"] * 6 + ["now"] * 6})
    >>> names_in_files(own)[:3], set(names_in_files(own[:10]))
    (['ada', 'ada', 'bo'], {''})
    """
    nothing = [""] * len(articles)
    if not {"file", "era"} <= {*articles}:
        return nothing
    stems = (_ENDING.sub("", str(file).rpartition("/")[2]) for file in articles["file"])
    names = [" ".join(_WORD.findall(stem)).casefold() for stem in stems]
    own = pd.DataFrame({"name": names, "era": articles["era"].to_numpy()})
    told = own[own["name"] != ""].groupby("name")["era"].agg(["size", "nunique", "first"])
    alone = told[(told["size"] > 1) & (told["nunique"] == 1)]
    by_era = alone["first"].value_counts().reindex(own["era"].unique(), fill_value=0)
    return names if len(by_era) > 1 and by_era.min() >= FEWEST_NAMES else nothing


def authors_sentence(articles: pd.DataFrame) -> str:
    """Say how many articles are by authors who wrote several of one era.

    Parameters
    ----------
    articles
        Rows of a corpus's table of articles, with their eras.

    Returns
    -------
    str
        A sentence; ``''`` where nobody did.

    Examples
    --------
    >>> own = pd.DataFrame({"byline": ["Ito", "Ito", "Lund"], "era": ["then", "then", "now"]})
    >>> authors_sentence(own)
    '1 author wrote several articles of one era (2 of 3): what tells authors apart can look like \
time.'
    """
    own = pd.DataFrame({"author": authors_of(articles), "era": articles["era"].to_numpy()})
    sizes = own[own["author"] != ""].groupby(["author", "era"]).size()
    several = sizes[sizes > 1]
    if several.empty or len(set(own["author"])) == 1:  # one author of all is no difference
        return ""
    people = several.index.get_level_values("author").nunique()
    which = f"several articles of one era ({int(several.sum()):,} of {len(own):,})"
    like = "what tells authors apart can look like time."
    if own["author"].to_list() == names_in_files(articles):
        stand = "stands" if people == 1 else "stand"
        named = f"{count_of(people, 'name')} in file names {stand} for {which}"
        return f"{named}: if they are those of authors, {like}"
    return f"{count_of(people, 'author')} wrote {which}: {like}"


def _person(byline: str) -> str:
    """Give a byline in one spelling; nothing where it names nobody."""
    name = " ".join(byline.split()).casefold().strip(" ,.;")
    if _NOBODY.fullmatch(name):
        return ""
    name = _ROLE.sub("", name)
    return "" if name in _agencies() else name


@cache
def _agencies() -> frozenset[str]:
    return frozenset(read_names("agencies.tsv"))
