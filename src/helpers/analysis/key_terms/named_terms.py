"""Named actors as terms: who and what articles name, so that eras can be compared by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from scipy import sparse

from helpers.analysis.tables import CorpusTables
from helpers.analysis.terms import TermMatrix, is_content
from helpers.intake.data import read_names, read_words
from helpers.intake.quotes.word_classes import CLASSES
from helpers.intake.segment import NEWS_ABBREVIATIONS

ORDINARY = 0.25
"""A single word is a name if more than this part of its uses in the folder have a capital where
that is no matter of the sentence's start."""

_KEYS = ["row", "name"]


@dataclass(frozen=True, eq=False)
class NamedActors:
    """Whom and what articles name, and the forms in which they do.

    Attributes
    ----------
    counts
        See `actor_matrix`.
    forms
        One row per article and printed form that counts for an actor of another name: ``row`` (of
        the table of articles), ``printed`` and ``name``. Every other form counts for itself.
    """

    counts: TermMatrix
    forms: pd.DataFrame

    def resolved(self, rows: pd.Series, printed: pd.Series) -> pd.Series:
        """Give the actors that printed names count for.

        Parameters
        ----------
        rows
            Numbers of the articles in which they stand.
        printed
            Names as the tables of actors and mentions have them, as many.

        Returns
        -------
        pandas.Series
            As many names, indexed as `printed`.
        """
        known = self.forms.set_index(["row", "printed"])["name"]
        found = known.reindex(pd.MultiIndex.from_arrays([rows, printed])).to_numpy()
        return pd.Series(np.where(pd.isna(found), printed, found), printed.index, dtype=object)


def actor_matrix(corpus: CorpusTables, articles: pd.DataFrame) -> TermMatrix:
    """Count who and what articles name: countries, people, institutions, places.

    A person named in full once and by the surname later is one actor, and so are "Japan" and "the
    Japanese". A surname alone means the person whom the article names in full; where it names
    nobody so, the only one of that surname in the folder, unless the surname is a place too. Where
    several come into question it stays as printed. An institution's last word alone means the
    institution in the articles that name it in full, if it is the only one and the word is no
    place: "Oslo" is not the "Bank of Oslo".

    Parameters
    ----------
    corpus
        A corpus, from texts or from extracts; its tables ``actors``, ``mentions`` and ``terms``.
    articles
        Rows of its table of articles.

    Returns
    -------
    TermMatrix
        One row per row of ``articles``, in that order; columns are names as printed, sorted.
        Countries and people count once for each sentence that names them, others once for each
        mention. Totals are all words of an article, as in `terms.article_terms`.

    Notes
    -----
    Names are found by capitals, and people by the titles and acts of speech around them, so some
    are missed and some are none. A single word that the folder mostly writes small, such as "Trade"
    in a ministry's name, is not counted. Of a person whom an article names by the surname alone the
    mentions are counted, those at the start of a sentence left out: in how many articles somebody
    is named is surer than how often.

    See Also
    --------
    helpers.analysis.key_terms.era_keyness.era_keyness : compares eras by the counts.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> corpus = load_corpus("seeds")
    >>> matrix = actor_matrix(corpus, corpus.articles)
    >>> matrix.counts[:, matrix.terms.index("Mickey Kantor")].toarray().ravel() > 0
    array([ True,  True,  True, False, False])
    """
    return named_actors(corpus, articles).counts


def named_actors(corpus: CorpusTables, articles: pd.DataFrame) -> NamedActors:
    """Count who and what articles name, and keep which printed forms count for whom.

    Parameters
    ----------
    corpus, articles
        As for `actor_matrix`.

    Returns
    -------
    NamedActors
        The counts and the forms.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> corpus = load_corpus("seeds")
    >>> named = named_actors(corpus, corpus.articles)
    >>> named.resolved(pd.Series([0, 3]), pd.Series(["Kantor", "Trump"])).tolist()
    ['Mickey Kantor', 'Donald Trump']
    """
    rows = pd.DataFrame({"article_id": articles["article_id"], "row": np.arange(len(articles))})
    columns = ["article_id", "kind", "name"]
    met = _summed(
        (chunk.assign(count=1) for chunk in corpus.chunks("actors", columns=columns)),
        rows,
        [*_KEYS, "kind"],
    )
    met = met[(met["kind"] == "country") | met["name"].map(_may_be_person)]
    columns = ["article_id", "kind", "text", "count"]
    mentioned = _summed(
        (
            chunk[chunk["kind"] == "name"].rename(columns={"text": "name"})
            for chunk in corpus.chunks("mentions", columns=columns)
        ),
        rows,
        _KEYS,
    )
    mentioned = mentioned[~mentioned["name"].str.lower().isin(_countries())]
    people = met[met["kind"] == "person"]
    same = _one_form(people)
    met = met.assign(printed=met["name"], name=[same.get(name, name) for name in met["name"]])
    mentioned = mentioned.assign(printed=mentioned["name"], name=_without_title(mentioned, same))
    short = _short_forms(met[met["kind"] == "person"], mentioned, corpus)
    mentioned = mentioned.assign(name=_in_full(mentioned, short))
    forms = pd.concat([each[["row", "printed", "name"]] for each in (met, mentioned)])
    forms = forms[forms["printed"] != forms["name"]].drop_duplicates(["row", "printed"])
    totals, small = _words(corpus, rows, mentioned)
    mentioned = mentioned[~mentioned["name"].isin(small)]
    # Whoever is counted by sentences is not counted again by mentions.
    known = pd.MultiIndex.from_frame(met[_KEYS])
    mentioned = mentioned[~pd.MultiIndex.from_frame(mentioned[_KEYS]).isin(known)]
    counted = pd.concat([met[[*_KEYS, "count"]], mentioned[[*_KEYS, "count"]]])
    codes, names = pd.factorize(counted["name"], sort=True)
    counts = sparse.csr_matrix(
        (counted["count"].to_numpy(dtype=np.int64), (counted["row"].to_numpy(), codes)),
        shape=(len(rows), len(names)),
        dtype=np.int64,
    )
    matrix = TermMatrix(counts, tuple(map(str, names)), totals)
    return NamedActors(matrix, forms.reset_index(drop=True))


def _summed(chunks: Iterable[pd.DataFrame], rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add up counts of the articles that are asked for, chunk by chunk."""
    parts = [pd.DataFrame(columns=[*keys, "count"]).astype({"row": np.int64, "count": np.int64})]
    for chunk in chunks:
        text = {key: str for key in keys if key != "row"}
        own = chunk.merge(rows, on="article_id").astype(text)
        parts.append(own.groupby(keys)["count"].sum().reset_index())
    whole = pd.concat(parts, ignore_index=True)
    return whole.groupby(keys, sort=True)["count"].sum().reset_index()


def _one_form(people: pd.DataFrame) -> dict[str, str]:
    """Choose one form for names that share first and last word: "Eva Lund" and "Eva M. Lund"."""
    forms = people.groupby("name")["row"].nunique().reset_index()
    parts = forms["name"].str.split(" ")
    forms = forms.assign(key=parts.str[0] + " " + parts.str[-1], length=forms["name"].str.len())
    forms = forms.sort_values(["key", "row", "length", "name"], ascending=[True, False, True, True])
    chosen = forms.drop_duplicates("key").set_index("key")["name"]
    return dict(zip(forms["name"], forms["key"].map(chosen), strict=True))


def _short_forms(people: pd.DataFrame, mentioned: pd.DataFrame, corpus: CorpusTables) -> pd.Series:
    """Give full names by article and last word; by the last word alone under the row -1."""
    longer = mentioned[mentioned["name"].str.contains(" ", regex=False)]
    whole = pd.concat([people[_KEYS], longer[_KEYS]])
    # Anywhere in the folder whoever may be a person stands in the way of a guess.
    anywhere = whole[whole["name"].map(_may_be_person).astype(bool)].assign(row=-1)
    whole = pd.concat([whole, anywhere]).drop_duplicates()
    whole = whole.assign(last=_last_words(whole["name"]), person=whole["name"].isin(people["name"]))
    # Within an article people go first: a plan that bears a surname is no reason to doubt it.
    best = whole.groupby(["row", "last"])["person"].transform("max") & (whole["row"] >= 0)
    whole = whole[whole["person"] | ~best]
    single = ~whole.duplicated(["row", "last"], keep=False)
    place = whole["last"].str.lower().isin(_places(corpus))
    kept = np.where(whole["row"] >= 0, whole["person"] | ~place, whole["person"] & ~place)
    return whole[single & kept].set_index(["row", "last"])["name"]


def _in_full(mentioned: pd.DataFrame, short: pd.Series) -> pd.Series:
    """Give for each mention the name that it counts for."""
    name = mentioned["name"]
    own = pd.MultiIndex.from_arrays([mentioned["row"], name])
    anywhere = pd.MultiIndex.from_arrays([np.full(len(name), -1), name])
    found = short.reindex(own).to_numpy()
    return pd.Series(
        np.where(pd.isna(found), short.reindex(anywhere).to_numpy(), found),
        index=name.index,
        dtype=object,
    ).fillna(name)


def _without_title(mentioned: pd.DataFrame, same: dict[str, str]) -> pd.Series:
    """Give people in their one form: whoever has the name's last two words, or first and last."""
    ends = {f"{name.split(' ')[0]} {name.rpartition(' ')[2]}": form for name, form in same.items()}

    def one_form(name: str) -> str:
        words = name.split(" ")
        return next(
            (
                ends[key]
                for key in (f"{words[0]} {words[-1]}", " ".join(words[-2:]))
                if len(words) > 1 and key in ends
            ),
            name,
        )

    return mentioned["name"].map(one_form).astype(str)


def _last_words(names: pd.Series) -> pd.Series:
    return names.map(lambda name: name.rpartition(" ")[2]).astype(str)


def _words(
    corpus: CorpusTables, rows: pd.DataFrame, mentioned: pd.DataFrame
) -> tuple[np.ndarray, set[str]]:
    """Count all words of the articles, and find single words that are mostly written small."""
    totals = np.zeros(len(rows))
    capital = mentioned.groupby("name")["count"].sum()
    single = {name.lower(): name for name in capital.index if " " not in name}
    uses = dict.fromkeys(single, 0)
    for chunk in corpus.chunks("terms", columns=["article_id", "term", "count"]):
        own = chunk.merge(rows, on="article_id")
        codes, terms = pd.factorize(own["term"])
        word = np.array([" " not in term for term in terms], dtype=bool)[codes]
        row, count = own["row"].to_numpy(), own["count"].to_numpy()
        totals += np.bincount(row[word], weights=count[word], minlength=len(rows))
        for term, total in zip(terms, np.bincount(codes, weights=count), strict=True):
            if term in uses:
                uses[term] += int(total)
    small = {name for term, name in single.items() if capital[name] <= ORDINARY * uses[term]}
    return totals, small | {name for term, name in single.items() if _says_nothing(term)}


def _says_nothing(term: str) -> bool:
    return not is_content(term) or term in NEWS_ABBREVIATIONS


def _may_be_person(name: str) -> bool:
    parts = name.split(" ")
    return len(parts) > 1 and not any(
        part.lower() in _no_person() or (len(part) > 1 and part.isupper()) for part in parts
    )


def _places(corpus: CorpusTables) -> set[str]:
    named = {str(place).lower() for place in corpus.articles["place"].unique()}
    capitals = {word.replace("_", " ") for word in read_words("capitals.txt")}
    return named | capitals | set(_countries())


@cache
def _countries() -> dict[str, str]:
    """Words that name a country; cities that stand for one are names of their own."""
    capitals = {word.replace("_", " ") for word in read_words("capitals.txt")}
    names = read_names("countries.tsv")
    return {form: name for form, name in names.items() if form not in capitals}


@cache
def _no_person() -> frozenset[str]:
    return CLASSES["word in the name of no person"]
