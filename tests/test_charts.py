"""Figures: what is drawn is the table, and every word of it can be read."""

import datetime as dt
from itertools import combinations, product

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.text import Text

from helpers import fit_topics
from helpers.analysis.contrasts import contrast_means
from helpers.analysis.honesty import UNDATED, Rung, rung
from helpers.analysis.readings import READINGS
from helpers.reporting import charts
from helpers.reporting.fingerprint import fingerprint
from helpers.reporting.theme import (
    MARKERS,
    PALE,
    PALETTE,
    PLAIN,
    QUIET,
    WIDTH,
    Drawing,
    era_colours,
    era_markers,
    shorten,
)

mpl.use("Agg")
ERAS = ("1974", "1984–1986", "1994", "2004", "2014", "2024", "2031–2033")
LONG = "Envoys of a Far Country Meet Again to Talk of Timber and of Glass"
ONE_ARTICLE = [
    "steel duties anger makers of steel",
    "makers of steel fear duties of steel",
    "salmon boats",
    "salmon salmon salmon boats boats nets nets nets harbour harbour nets",
]
WORDS = ["".join(parts) for parts in product(("ba", "ko", "ri", "tu", "me"), repeat=4)]
PIXELS = 2


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


def made_articles(*sizes: int, undated: int = 0, label: str = LONG) -> pd.DataFrame:
    """Articles of as many eras as there are sizes, some open on a side, some known to the day."""
    rows = []
    for era, size in [*zip(ERAS, sizes, strict=False), (UNDATED, undated)]:
        for i in range(size):
            year = int(era[:4]) if era != UNDATED else 1999
            first = dt.date(year, 1 + i % 6, 1 + i % 28)
            rows.append(
                {
                    "article_id": f"a{len(rows):03d}",
                    "label": f"{label} {i}",
                    "era": era,
                    "earliest": None if i % 9 == 4 else first,
                    "latest": None if i % 9 == 7 else first + dt.timedelta(days=40 * (i % 5)),
                    "published": first if i % 5 == 0 else None,
                    "date_basis": "date line",
                }
            )
    return pd.DataFrame(rows).astype(object)


def made_tone(articles: pd.DataFrame, seed: int = 1) -> pd.DataFrame:
    """Scores of articles, each moved a little by the guard."""
    drawn = np.random.default_rng(seed)
    vader = drawn.normal(0, 0.2, len(articles)).clip(-1, 1)
    shift = drawn.normal(0, 0.05, len(articles))
    table = articles[["article_id", "label", "era"]].set_index("article_id")
    scores = {
        "n_sentences": 9,
        "vader": vader,
        "before": vader,
        "tone": vader + shift,
        "shift": shift,
    }
    return table.assign(**scores)


def made_shares(articles: pd.DataFrame, n_topics: int) -> pd.DataFrame:
    """Shares of topics with long names."""
    drawn = np.random.default_rng(2).dirichlet(np.ones(n_topics), len(articles))
    names = [
        f"{WORDS[i]} · {WORDS[-i - 1]} {WORDS[i + 9]} · {WORDS[i + 30]}" for i in range(n_topics)
    ]
    return pd.DataFrame(drawn, index=pd.Index(articles["article_id"]), columns=names)


def made_model(n_topics: int, n_texts: int = 0):
    """Topics of texts that have words of their own and words in common."""
    texts = [
        " ".join([*WORDS[9 * (i % n_topics) : 9 * (i % n_topics) + 9], WORDS[-1 - i % 7]] * 3)
        for i in range(n_texts or 3 * n_topics)
    ]
    return fit_topics(texts, n_topics=n_topics)


def made_terms(*sizes: int) -> pd.DataFrame:
    """Key terms of eras, every third without an interval, one beyond the scale."""
    rows = [
        {
            "term": f"{WORDS[20 * e + i]} {WORDS[20 * e + i + 1]}",
            "era": era,
            "log_ratio": 0.5 + i * 0.9,
            "low": np.nan if i % 3 == 0 else i - 4.0,
            "high": np.nan if i % 3 == 0 else i * 2.0,
            "articles_target": 3 + i,
            "articles_reference": 120,
        }
        for e, (era, size) in enumerate(zip(ERAS, sizes, strict=False))
        for i in range(size)
    ]
    columns = ["term", "era", "log_ratio", "low", "high", "articles_target", "articles_reference"]
    return pd.DataFrame(rows, columns=columns).set_index("term")


def era_contrast(values: pd.DataFrame, articles: pd.DataFrame, name: str) -> pd.DataFrame:
    """Means by era as the analysis gives them."""
    dated = articles[articles["era"] != UNDATED]
    eras = dated.set_index("article_id")["era"]
    return contrast_means(values.loc[eras.index], eras, ERAS, name=name)


def rung_of(articles: pd.DataFrame) -> Rung:
    return rung(articles["era"].value_counts().to_dict())


def timeline(articles: pd.DataFrame) -> Drawing | None:
    return charts.timeline(articles, eras_of(articles))


def eras_of(articles: pd.DataFrame) -> list[str]:
    return [era for era in ERAS if (articles["era"] == era).any()]


def tone_figure(articles: pd.DataFrame) -> Drawing | None:
    tone = made_tone(articles)
    contrast = era_contrast(tone[["tone"]], articles, "score")
    return charts.tone_by_article(tone, contrast, eras_of(articles), rung_of(articles))


def era_figure(articles: pd.DataFrame, n_topics: int) -> Drawing | None:
    shares = made_shares(articles, n_topics)
    contrast = era_contrast(shares, articles, "topic")
    return charts.topic_by_era(contrast, shares, articles, eras_of(articles), rung_of(articles))


def heat_figure(n_topics: int, n_texts: int, label: str = LONG) -> Drawing:
    model = made_model(n_topics, n_texts)
    articles = made_articles(n_texts - n_texts // 3, n_texts // 3, label=label)
    return charts.topic_by_article(model, articles.assign(article_id=range(n_texts)), ERAS[:2])


def points(axes) -> np.ndarray:
    """Places of all points of a panel that are drawn with a marker."""
    drawn = [line for line in axes.lines if line.get_marker() not in ("None", None, "")]
    return np.concatenate([np.column_stack(line.get_data()).astype(float) for line in drawn])


def shown_texts(drawing: Drawing) -> list[tuple[str, float, np.ndarray]]:
    """Words, size in points and place of everything written in a figure."""
    figure = drawing.figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    hidden = {id(text) for axes in figure.axes if not axes.axison for text in axes.findobj(Text)}
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    hidden |= {id(text) for text in tick.findobj(Text)}
    return [
        (text.get_text(), text.get_fontsize(), text.get_window_extent(renderer).extents)
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and id(text) not in hidden
    ]


def readings_figure(sign: float) -> Drawing:
    """Sixteen readings, half of them turned by the sign."""
    names = [reading.name for reading in READINGS]
    difference = np.linspace(0.05, 0.2, 16) * np.where(np.arange(16) % 2, sign, 1)
    table = pd.DataFrame({"era": ERAS[1], "reading": names, "articles": 9, "p": 0.2})
    table = table.assign(difference=difference, low=difference - 0.4, high=difference + 0.4)
    return charts.readings(table.assign(agrees=difference > 0), ERAS[1], ERAS[:2])


def word_figure(size: int) -> Drawing:
    """Words that move an era this way and that."""
    moves = np.linspace(0.2, 0.001, size) * np.where(np.arange(size) % 3, 1, -1)
    words = [f"{WORDS[i % len(WORDS)]}{i}" for i in range(size)]
    table = pd.DataFrame({"term": words, "sentences": 12, "rest_sentences": 140, "moves": moves})
    rates = {"rate": np.arange(size), "rest_rate": size / 2, "weight": moves, "without": 0.1}
    return charts.word_shift(table.assign(**rates), ERAS[1], ERAS[:2])


FIGURES = {
    "timeline of one article": lambda: timeline(made_articles(1)),
    "timeline of two eras": lambda: timeline(made_articles(3, 2)),
    "timeline of a large and two small eras": lambda: timeline(made_articles(99, 3, 2, undated=9)),
    "timeline of six eras": lambda: timeline(made_articles(2, 5, 1, 4, 3, 6, undated=2)),
    "timeline of forty articles": lambda: timeline(made_articles(20, 20)),
    "timeline of one era and short labels": lambda: timeline(made_articles(300, label="x")),
    "lines taken out": lambda: charts.removed_lines(
        pd.DataFrame({"reason": [f"a reason that is quite long {i % 12}" for i in range(5000)]})
    ),
    "lines taken out, one": lambda: charts.removed_lines(pd.DataFrame({"reason": ["weather"]})),
    "terms of two topics": lambda: charts.topic_terms(made_model(2)),
    "terms of five topics": lambda: charts.topic_terms(made_model(5)),
    "terms of eleven topics": lambda: charts.topic_terms(made_model(11)),
    "terms of eleven topics, few": lambda: charts.topic_terms(made_model(11), 3),
    "terms of twenty topics": lambda: charts.topic_terms(made_model(20)),
    "terms of a topic of one article": lambda: charts.topic_terms(fit_topics(ONE_ARTICLE, 2)),
    "articles by two topics": lambda: heat_figure(2, 4),
    "articles by six topics": lambda: heat_figure(6, 40),
    "eras by eleven topics": lambda: heat_figure(11, 60),
    "eras by twenty topics": lambda: heat_figure(20, 60),
    "one topic by era": lambda: era_figure(made_articles(1, 1), 1),
    "three topics by era": lambda: era_figure(made_articles(3, 2), 3),
    "eleven topics by one era": lambda: era_figure(made_articles(120), 11),
    "twenty topics by six eras": lambda: era_figure(made_articles(5, 5, 5, 5, 5, 5), 20),
    "tone of one article": lambda: tone_figure(made_articles(1)),
    "tone of six eras": lambda: tone_figure(made_articles(2, 5, 1, 4, 3, 6, undated=2)),
    "tone of many articles": lambda: tone_figure(made_articles(300, 30, undated=5)),
    "guard": lambda: charts.guard_shift(made_tone(made_articles(3, 2)), ERAS[:2]),
    "guard and many articles": lambda: charts.guard_shift(made_tone(made_articles(99, 2)), ERAS),
    "readings": lambda: readings_figure(1.0),
    "readings that disagree": lambda: readings_figure(-0.3),
    "word shift": lambda: word_figure(12),
    "word shift of one word": lambda: word_figure(1),
    "word shift of many words": lambda: word_figure(60),
    "key terms of one era": lambda: charts.key_terms(made_terms(1), ERAS),
    "key terms of two eras": lambda: charts.key_terms(made_terms(12, 12), ERAS),
    "key terms of three eras": lambda: charts.key_terms(made_terms(12, 3, 7), ERAS),
    "key terms of six eras": lambda: charts.key_terms(made_terms(12, 1, 12, 5, 12, 12), ERAS),
}  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_words_can_be_read_and_do_not_overlap(name):
    drawing = FIGURES[name]()
    texts = shown_texts(drawing)
    assert texts
    assert min(size for _, size, _ in texts) >= 8
    touching = [
        (first, second)
        for (first, _, a), (second, _, b) in combinations(texts, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > PIXELS and min(a[3], b[3]) - max(a[1], b[1]) > PIXELS
    ]
    assert touching == []
    width, height = drawing.figure.get_size_inches() * drawing.figure.dpi
    cut = [text for text, _, (x0, y0, x1, y1) in texts if x0 < -4 or x1 > width + 10 or y0 < -4]
    assert cut == []
    assert width == pytest.approx(WIDTH * drawing.figure.dpi)
    assert height < 20 * drawing.figure.dpi


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_a_description_and_its_numbers(name):
    drawing = FIGURES[name]()
    assert 10 < len(drawing.alt) < 1600
    assert drawing.alt.endswith((".", "%."))
    assert len(drawing.data)
    assert "nan" not in drawing.alt


def test_a_bar_goes_from_the_earliest_to_the_latest_day_and_a_diamond_marks_a_known_one():
    articles = made_articles(5)
    axes = timeline(articles).figure.axes[0]
    epoch = dt.date(1970, 1, 1)
    for row, bar in zip(articles.itertuples(), axes.patches, strict=True):
        if row.earliest:
            assert bar.get_x() == (row.earliest - epoch).days
        if row.earliest and row.latest:
            assert bar.get_width() == (row.latest - row.earliest).days + 1
    marks = {line.get_marker(): line for line in axes.lines}
    assert set(marks) == {"<", "D"}
    assert list(marks["<"].get_ydata()) == [4]
    assert list(marks["D"].get_ydata()) == [0]
    assert list(marks["D"].get_xdata()) == [(articles["published"][0] - epoch).days + 0.5]


def test_the_timeline_names_articles_only_where_there_is_room():
    drawing = timeline(made_articles(113, 3))
    large, small = drawing.figure.axes
    assert large.get_yticklabels() == []
    assert [text.get_text() for text in small.get_yticklabels()] == [
        shorten(f"{LONG} {i}", 40) for i in range(3)
    ]
    assert large.get_title(loc="left") == "Era 1974: 113 articles"


def test_of_very_many_articles_some_are_drawn_and_the_figure_says_so():
    axes = timeline(made_articles(900)).figure.axes[0]
    assert len(axes.patches) == 400
    assert axes.get_title(loc="left") == "Era 1974: 900 articles, 400 of them drawn"


@pytest.mark.parametrize(("days", "said"), [(2, "1 Mar 2025"), (300, "May 2025"), (3000, "2026")])
def test_days_are_written_as_closely_as_the_range_is_wide(days, said):
    first = dt.date(2025, 3, 1)
    articles = made_articles(1).assign(earliest=first, latest=first + dt.timedelta(days=days))
    labels = [text for text, *_ in shown_texts(timeline(articles))]
    assert said in labels


def test_without_a_date_a_line_or_a_term_there_is_nothing_to_draw():
    articles = made_articles(3)
    undated = articles.assign(earliest=None, latest=None)
    assert charts.timeline(undated, ERAS) is None
    assert charts.timeline(articles.assign(earliest=pd.NaT, latest=pd.NaT), ERAS) is None
    assert charts.removed_lines(pd.DataFrame({"reason": []})) is None
    assert charts.key_terms(made_terms(), ERAS) is None
    nothing = era_contrast(made_shares(articles, 2), articles.assign(era=UNDATED), "topic")
    assert (
        charts.topic_by_era(nothing, made_shares(articles, 2), articles, (), Rung.NOTHING) is None
    )


def test_bars_of_lines_taken_out_are_as_long_as_their_number_the_longest_first():
    removed = pd.DataFrame({"reason": ["weather"] * 2 + ["teaser"] * 1200 + ["date line"] * 2})
    drawing = charts.removed_lines(removed)
    (axes,) = drawing.figure.axes
    assert [bar.get_width() for bar in axes.patches] == [1200, 2, 2]
    assert [text.get_text() for text in axes.texts] == ["1,200", "2", "2"]
    assert list(drawing.data["reason"]) == ["teaser", "date line", "weather"]


def test_bars_of_a_topic_are_its_terms_and_weights():
    model = made_model(5)
    table = model.term_table(40)
    for label, axes in zip(model.labels, charts.topic_terms(model, 40).figure.axes, strict=False):
        mine = table[table["topic"] == label]
        assert [bar.get_width() for bar in axes.patches] == pytest.approx(list(mine["weight"]))
        assert [text.get_text() for text in axes.get_yticklabels()] == list(mine["term"])


def test_topics_that_do_not_stay_are_pale_and_those_of_one_article_say_so():
    model = fit_topics(ONE_ARTICLE, n_topics=2)
    figure = charts.topic_terms(model).figure
    figure.draw_without_rendering()
    for axes, row in zip(figure.axes, model.reliability.itertuples(), strict=True):
        firm = row.reliability >= 0.5 and not row.one_article
        assert {to_hex(bar.get_facecolor()) for bar in axes.patches} == {PLAIN if firm else PALE}
        (standing,) = axes.texts
        assert ("one article" in standing.get_text()) == row.one_article
        assert standing.get_window_extent().y0 > axes.get_window_extent().y1
    assert model.reliability["one_article"].any()


def test_more_topics_than_fit_are_counted():
    drawing = charts.topic_terms(made_model(14))
    assert drawing.figure.get_supxlabel() == "The 12 largest of 14 topics; the table has them all"
    assert len(drawing.data) == 14


def test_the_heat_map_holds_the_shares_in_percent():
    model = made_model(3)
    articles = made_articles(9).assign(article_id=range(9))
    (axes,) = charts.topic_by_article(model, articles, ERAS[:1]).figure.axes
    (mesh,) = axes.collections
    assert np.asarray(mesh.get_array()) == pytest.approx(model.shares.to_numpy() * 100)
    first = [text.get_text().split("\n")[1] for text in axes.get_xticklabels()]
    assert first == [label.split(" · ")[0] for label in model.labels]


def test_with_many_articles_the_heat_map_holds_means_of_eras():
    model = made_model(3, 60)
    articles = made_articles(50, 10).assign(article_id=range(60))
    (axes,) = charts.topic_by_article(model, articles, ERAS[:2]).figure.axes
    means = [model.shares[:50].mean(), model.shares[50:].mean()]
    assert np.asarray(axes.collections[0].get_array()) == pytest.approx(np.array(means) * 100)
    assert [text.get_text() for text in axes.get_yticklabels()] == [
        "1974 (50 articles)",
        "1984–1986 (10 articles)",
    ]


def test_points_of_topics_are_the_means_and_the_articles():
    articles = made_articles(3, 2)
    shares = made_shares(articles, 3)
    (axes,) = era_figure(articles, 3).figure.axes
    values = points(axes)[:, 0]
    contrast = era_contrast(shares, articles, "topic")
    expected = np.concatenate([contrast["mean"], shares.to_numpy().ravel()]) * 100
    assert np.sort(values) == pytest.approx(np.sort(expected))


def test_intervals_are_drawn_from_five_articles_in_each_era_and_end_at_nothing_and_all():
    few, more = made_articles(4, 9), made_articles(5, 9)
    assert era_figure(few, 2).figure.axes[0].collections[:] == []
    shares = pd.DataFrame({"a": [0, 0, 0, 0, 0.9, *[0.5] * 8, 0.4]}, index=more["article_id"])
    shares["b"] = 1 - shares["a"]
    contrast = era_contrast(shares, more, "topic")
    (axes,) = charts.topic_by_era(contrast, shares, more, ERAS[:2], Rung.INTERVALS).figure.axes
    drawn = [line[:, 0] for lines in axes.collections for line in lines.get_segments()]
    bounds = contrast[["mean_low", "mean_high"]].to_numpy()
    assert bounds.min() < 0
    assert bounds.max() > 1
    assert np.sort(np.ravel(drawn)) == pytest.approx(np.sort(bounds.clip(0, 1).ravel()) * 100)


def test_points_of_tone_are_the_articles_with_a_score():
    articles = made_articles(20, 3)
    tone = made_tone(articles)
    tone.iloc[[4, 21], tone.columns.get_loc("tone")] = np.nan
    scored = tone[tone["tone"].notna()]
    contrast = era_contrast(
        scored[["tone"]], articles[articles["article_id"].isin(scored.index)], "s"
    )
    drawing = charts.tone_by_article(tone, contrast, ERAS[:2], Rung.DESCRIPTION)
    many, few = drawing.figure.axes
    assert np.sort(points(many)[:, 0]) == pytest.approx(np.sort(scored["tone"][:19]))
    assert np.sort(points(few)[:, 0]) == pytest.approx(np.sort(scored["tone"][19:]))
    assert len({tuple(place) for place in points(many).round(6)}) == 19
    dashed = [
        line.get_xdata()[0]
        for axes in (many, few)
        for line in axes.lines
        if line.get_linestyle() == "--"
    ]
    assert dashed == pytest.approx(list(contrast["mean"]))
    assert charts.tone_by_article(tone.assign(tone=np.nan), contrast, ERAS, Rung.NOTHING) is None


def test_equal_scores_are_drawn_beside_each_other():
    articles = made_articles(40)
    tone = made_tone(articles).assign(tone=0.25)
    contrast = era_contrast(tone[["tone"]], articles, "score")
    (axes,) = charts.tone_by_article(tone, contrast, ERAS[:1], Rung.NOTHING).figure.axes
    assert len(set(points(axes)[:, 1])) == 40


def test_the_guard_moves_from_the_hollow_to_the_filled_point_the_farthest_first():
    tone = made_tone(made_articles(3, 2))
    drawing = charts.guard_shift(tone, ERAS[:2])
    (axes,) = drawing.figure.axes
    order = tone.reindex(tone["shift"].abs().sort_values(ascending=False).index)
    lines = [line for line in axes.lines if line.get_marker() in MARKERS]
    assert [line.get_xdata()[0] for line in lines[::2]] == pytest.approx(list(order["before"]))
    assert [line.get_xdata()[0] for line in lines[1::2]] == pytest.approx(list(order["tone"]))
    assert list(drawing.data["label"]) == list(order["label"])


def test_a_guard_that_moves_nothing_is_not_drawn_and_of_many_the_most_moved_are():
    still = made_tone(made_articles(5)).assign(shift=0.0)
    assert charts.guard_shift(still, ERAS) is None
    moved = made_tone(made_articles(30))
    (axes,) = charts.guard_shift(moved, ERAS).figure.axes
    assert axes.get_title(loc="left") == "The 16 of 30 articles that move most"
    tones = {line.get_xdata()[0] for line in axes.lines if line.get_marker() in MARKERS}
    assert set(moved.loc[moved["shift"].abs().nlargest(16).index, "tone"]) <= tones


def test_key_terms_stand_at_their_log_ratio_hollow_where_they_have_no_interval():
    terms = made_terms(4, 2)
    for axes, era in zip(charts.key_terms(terms, ERAS).figure.axes, ERAS[:2], strict=True):
        mine = terms[terms["era"] == era]
        lines = [line for line in axes.lines if line.get_marker() in MARKERS]
        assert [line.get_xdata()[0] for line in lines] == list(mine["log_ratio"])
        hollow = [to_hex(line.get_markerfacecolor()) == "#ffffff" for line in lines]
        assert hollow == list(mine["low"].isna())
        spans = [tuple(line.get_xdata()) for line in axes.lines[1:] if len(line.get_xdata()) == 2]
        known = mine.dropna()
        assert set(zip(known["low"], known["high"], strict=True)) <= set(spans)


def test_the_scale_of_key_terms_grows_where_a_term_lies_beyond_it():
    terms = made_terms(3)
    assert charts.key_terms(terms, ERAS).figure.axes[0].get_xticks().max() == 8
    terms.iloc[1, terms.columns.get_loc("log_ratio")] = -9.8
    assert charts.key_terms(terms, ERAS).figure.axes[0].get_xticks().max() == 12


def _later(articles: pd.DataFrame) -> pd.DataFrame:
    moved = articles.copy()
    moved.loc[0, "latest"] += dt.timedelta(days=9)
    return moved


CHANGED = {
    "timeline": lambda move: timeline(_later(made_articles(5)) if move else made_articles(5)),
    "lines": lambda move: charts.removed_lines(pd.DataFrame({"reason": ["x"] * (3 + move)})),
    "terms": lambda move: charts.topic_terms(made_model(3), 8 - move),
    "heat": lambda move: heat_figure(3, 9 + 3 * move),
    "topics": lambda move: era_figure(made_articles(3, 2 + move), 3),
    "tone": lambda move: tone_figure(made_articles(3, 2 + move)),
    "guard": lambda move: charts.guard_shift(made_tone(made_articles(3), seed=1 + move), ERAS),
    "key terms": lambda move: charts.key_terms(made_terms(3).assign(high=4.0 + move), ERAS),
}


@pytest.mark.parametrize("name", CHANGED)
def test_the_fingerprint_is_the_same_for_the_same_table_and_another_for_another(name):
    first, again, other = (fingerprint(CHANGED[name](move).figure) for move in (0, 0, 1))
    assert first == again
    assert first != other


def test_an_era_has_its_colour_and_marker_in_every_figure():
    articles = made_articles(3, 2)
    figures = [
        tone_figure(articles),
        era_figure(articles, 2),
        charts.guard_shift(made_tone(articles), ERAS[:2]),
        charts.key_terms(made_terms(2, 2), ERAS[:2]),
    ]
    expected = {(era_markers(ERAS)[era], era_colours(ERAS)[era]) for era in ERAS[:2]}
    for drawing in figures:
        lines = [line for axes in drawing.figure.axes for line in axes.lines]
        looks = {(line.get_marker(), to_hex(line.get_color())) for line in lines}
        assert expected <= looks
    bars = [to_hex(axes.patches[0].get_facecolor()) for axes in timeline(articles).figure.axes]
    assert bars == [era_colours(ERAS)[era] for era in ERAS[:2]]


def test_seven_eras_look_different_and_none_like_what_belongs_to_no_era():
    looks = {(era_colours(ERAS)[era], era_markers(ERAS)[era]) for era in [*ERAS, UNDATED]}
    assert len(looks) == 8
    assert not {PLAIN, PALE, QUIET} & set(PALETTE)


def _linear(colour: str) -> np.ndarray:
    parts = np.array(to_rgb(colour))
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("colour", PALETTE)
def test_colours_stand_out_on_white(colour):
    luminance = _linear(colour) @ [0.2126, 0.7152, 0.0722]
    assert 1.05 / (luminance + 0.05) >= 3


# Machado, Oliveira and Fernandes 2009, IEEE TVCG 15(6): complete loss of one kind of cones.
SEEN = {
    "without red": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "without green": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "without blue": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


@pytest.mark.parametrize("kind", SEEN)
def test_colours_stay_apart_for_the_colour_blind(kind):
    seen = [
        np.clip(np.array(SEEN[kind]) @ _linear(colour), 0, 1) ** (1 / 2.2) for colour in PALETTE
    ]
    closest = min(np.linalg.norm(a - b) for a, b in combinations(seen, 2))
    assert closest > 0.1
