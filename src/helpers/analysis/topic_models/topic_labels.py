"""Names for topics, made of their terms."""

from collections.abc import Sequence

LABEL_TERMS = 3


def label_topics(top_terms: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Name topics by their strongest terms.

    Parameters
    ----------
    top_terms
        Terms of each topic, the strongest first.

    Returns
    -------
    tuple of str
        Three terms each, a pair of words rather than one of them; equal names are numbered.

    Examples
    --------
    >>> label_topics([["beef", "quota", "beef quota", "herd"], ["yen"], ["yen"]])
    ('beef quota · herd', 'yen', 'yen #2')
    """
    labels: list[str] = []
    for terms in top_terms:
        label = " · ".join(_telling(terms)) or "no terms"
        same = sum(other.split(" #")[0] == label for other in labels)
        labels.append(f"{label} #{same + 1}" if same else label)
    return tuple(labels)


def _telling(terms: Sequence[str]) -> list[str]:
    """Pick terms for a label: a pair of words rather than one of its words, no word twice."""
    pairs = [term for term in terms if " " in term]
    chosen: list[str] = []
    for term in terms:
        term_or_pair = next((pair for pair in pairs if term in pair.split()), term)
        used = {*" ".join(chosen).split()}
        if len(chosen) < LABEL_TERMS and not used & {*term_or_pair.split()}:
            chosen.append(term_or_pair)
    return chosen
