"""Figures: what is drawn is the table, and every word of it can be read."""

import datetime as dt
from itertools import combinations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex, to_rgb

from helpers.analysis.honesty import UNDATED, Rung
from helpers.analysis.readings import READINGS
from helpers.reporting import charts
from helpers.reporting.fingerprint import fingerprint
from helpers.reporting.theme import (
    INK,
    MARKERS,
    PALE,
    PALETTE,
    PLAIN,
    QUIET,
    TOPIC_PALETTE,
    Drawing,
    era_colours,
    era_markers,
    ink_on,
    shorten,
)
from made_figures import (
    ERAS,
    LONG,
    WORDS,
    check_described,
    check_readable,
    era_contrast,
    eras_of,
    made_articles,
    points,
    rung_of,
    shown_texts,
)

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


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
            "articles_reference": 0 if i % 3 == 0 else 120,
            "rung": "intervals",
        }
        for e, (era, size) in enumerate(zip(ERAS, sizes, strict=False))
        for i in range(size)
    ]
    columns = ["term", "era", "log_ratio", "low", "high", "articles_target", "articles_reference"]
    return pd.DataFrame(rows, columns=[*columns, "rung"]).set_index("term")


def timeline(articles: pd.DataFrame) -> Drawing | None:
    return charts.timeline(articles, eras_of(articles))


def tone_figure(articles: pd.DataFrame) -> Drawing | None:
    tone = made_tone(articles)
    contrast = era_contrast(tone[["tone"]], articles, "score")
    return charts.tone_by_article(tone, contrast, eras_of(articles), rung_of(articles))


def readings_figure(sign: float, articles: int = 9) -> Drawing:
    """Sixteen readings of two eras, half of them turned by the sign."""
    names = [reading.name for reading in READINGS]
    difference = np.linspace(0.05, 0.2, 16) * np.where(np.arange(16) % 2, sign, 1)
    table = pd.DataFrame({"era": ERAS[1], "reading": names, "articles": 9, "p": 0.2})
    table = table.assign(difference=difference, low=difference - 0.4, high=difference + 0.4)
    both = pd.concat([table, table.assign(era=ERAS[0], articles=articles)], ignore_index=True)
    return charts.readings(both.assign(agrees=both["difference"] > 0), ERAS[1], ERAS[:2])


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
    check_readable(FIGURES[name]())


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_a_description_and_its_numbers(name):
    check_described(FIGURES[name]())


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


def test_a_guessed_day_is_marked_by_a_hollow_diamond():
    articles = made_articles(5)
    middle = dt.date(1974, 5, 2)
    spans = [(middle, middle, middle), (dt.date(1973, 1, 1), dt.date(1975, 1, 1), middle)]
    for row, span in enumerate(spans):
        for name, day in zip(("earliest", "latest", "published"), span, strict=True):
            articles.loc[row, name] = day
    known, guessed = (
        line for line in timeline(articles).figure.axes[0].lines if line.get_marker() == "D"
    )
    assert (list(known.get_ydata()), list(guessed.get_ydata())) == ([0], [1])
    assert known.get_markerfacecolor() == INK
    assert guessed.get_markerfacecolor() == "white"
    assert guessed.get_markeredgecolor() == INK
    told = timeline(articles).figure.axes[-1].get_xlabel()
    assert told == "Days on which it can have been written (◆ the day, ◇ a guess at it)"
    assert "(" not in timeline(made_articles(5).assign(published=None)).figure.axes[-1].get_xlabel()


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


def test_bars_of_lines_taken_out_are_as_long_as_their_number_the_longest_first():
    removed = pd.DataFrame({"reason": ["weather"] * 2 + ["teaser"] * 1200 + ["date line"] * 2})
    drawing = charts.removed_lines(removed)
    (axes,) = drawing.figure.axes
    assert [bar.get_width() for bar in axes.patches] == [1200, 2, 2]
    assert [text.get_text() for text in axes.texts] == ["1,200", "2", "2"]
    assert list(drawing.data["reason"]) == ["teaser", "date line", "weather"]


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


def test_readings_have_no_interval_where_the_folder_allows_none():
    few, enough = readings_figure(1.0, 4), readings_figure(1.0, 5)
    assert not {"low", "high"} & set(few.data)
    assert enough.data["high"].notna().all()
    # Besides the sixteen points there are the line at zero and, with enough articles, intervals.
    assert [len(drawn.figure.axes[0].lines) for drawn in (few, enough)] == [17, 33]


def test_key_terms_have_no_interval_where_the_folder_allows_none():
    described = made_terms(4).assign(rung="description")
    (axes,) = charts.key_terms(described, ERAS).figure.axes[:1]
    assert all(len(line.get_xdata()) == 1 or set(line.get_xdata()) == {0} for line in axes.lines)


def test_key_terms_stand_at_their_log_ratio_hollow_where_the_rest_has_none():
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


@pytest.mark.parametrize(("sizes", "columns"), [((4, 2), 2), ((4, 2, 3), 1), ((1,) * 6, 1)])
def test_key_terms_of_more_than_two_eras_stand_one_below_the_other(sizes, columns):
    figure = charts.key_terms(made_terms(*sizes), ERAS).figure
    figure.draw_without_rendering()
    assert len(figure.axes) == len(sizes)
    assert len({round(axes.get_position().x0, 3) for axes in figure.axes}) == columns


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


def _contrast(one: str, other: str) -> float:
    dark, light = sorted(_linear(colour) @ [0.2126, 0.7152, 0.0722] for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [*PALETTE, *TOPIC_PALETTE])
def test_colours_stand_out_on_white(colour):
    assert _contrast(colour, "#ffffff") >= 3


@pytest.mark.parametrize("colour", [*TOPIC_PALETTE, PALE, PLAIN, "#f4f5f7"])
def test_words_can_be_read_on_a_colour(colour):
    assert _contrast(colour, ink_on(colour)) >= 4.5


def test_no_colour_of_a_topic_is_that_of_an_era_or_of_neither():
    others = [np.array(to_rgb(colour)) for colour in [*PALETTE, PLAIN, PALE, QUIET]]
    mine = [np.array(to_rgb(colour)) for colour in TOPIC_PALETTE]
    assert min(np.linalg.norm(one - other) for one in mine for other in others) > 0.15


# Machado, Oliveira and Fernandes 2009, IEEE TVCG 15(6): complete loss of one kind of cones.
SEEN = {
    "without red": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "without green": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "without blue": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


@pytest.mark.parametrize("palette", [PALETTE, TOPIC_PALETTE])
@pytest.mark.parametrize("kind", SEEN)
def test_colours_stay_apart_for_the_colour_blind(kind, palette):
    seen = [
        np.clip(np.array(SEEN[kind]) @ _linear(colour), 0, 1) ** (1 / 2.2) for colour in palette
    ]
    closest = min(np.linalg.norm(a - b) for a, b in combinations(seen, 2))
    assert closest > 0.1
