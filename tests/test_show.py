"""Figures and tables: described, closed, and compared by what they draw."""

import base64
import io
import subprocess
import sys
from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from helpers.errors import DatelinesError
from helpers.reporting.files import read_notebook, write_notebook
from helpers.reporting.findings import answer, conclude, plain, say
from helpers.reporting.fingerprint import fingerprint
from helpers.reporting.markup import clean
from helpers.reporting.pages import clean_markdown
from helpers.reporting.show import show, show_table
from made_notebooks import FIGURE, write

mpl.use("Agg")
DATA = pd.DataFrame({"era": ["1980s", "1990s"], "share": [0.25, 0.75]})


def displayed(call: Callable[[], None]) -> list[tuple[dict, dict]]:
    """Data and metadata of everything that a call displays."""
    InteractiveShell.instance()
    with capture_output() as captured:
        call()
    return [(output.data, output.metadata) for output in captured.outputs]


def drawing(change: Callable[[Axes], object] | None = None, **options: object) -> Figure:
    """Draw one artist of each kind, and change one thing."""
    figure = Figure(**options)
    axes = figure.add_subplot()
    axes.plot([1, 2, 3], [0.1, 0.2, 0.4], label="tone")
    axes.scatter([1, 2], [0.3, 0.1], color="#0072B2")
    axes.bar([1, 2], [0.2, 0.3])
    axes.fill_between([1, 2], [0.1, 0.1], [0.2, 0.2])
    axes.imshow(np.arange(4.0).reshape(2, 2), extent=(1, 2, 0, 1), aspect="auto")
    axes.annotate("talks", (1, 0.2), (2, 0.3), arrowprops={"arrowstyle": "->"})
    axes.set_xticks([1, 2], ["1980s", "1990s"])
    axes.set(xlabel="era", ylabel="share of words", title="Shares")
    axes.legend(title="series")
    if change:
        change(axes)
    return figure


CHANGES = {
    "a value of a line": lambda axes: axes.lines[0].set_ydata([0.1, 0.2, 0.41]),
    "the colour of a line": lambda axes: axes.lines[0].set_color("red"),
    "the dashes of a line": lambda axes: axes.lines[0].set_linestyle(":"),
    "a point": lambda axes: axes.collections[0].set_offsets([[1, 0.3], [2, 0.2]]),
    "the colour of points": lambda axes: axes.collections[0].set_facecolor("green"),
    "the height of a bar": lambda axes: axes.patches[0].set_height(0.21),
    "the colour of a bar": lambda axes: axes.patches[0].set_facecolor("black"),
    "a bar hidden": lambda axes: axes.patches[0].set_visible(False),
    "a value of an image": lambda axes: axes.images[0].set_data([[0.0, 1.0], [2.0, 2.9]]),
    "the words of a label": lambda axes: axes.texts[0].set_text("tariffs"),
    "the point that a label names": lambda axes: setattr(axes.texts[0], "xy", (1.5, 0.2)),
    "a tick label": lambda axes: axes.set_xticks([1, 2], ["1980s", "2000s"]),
    "a limit": lambda axes: axes.set_ylim(0, 2),
    "the scale": lambda axes: axes.set_yscale("symlog"),
    "an axis turned over": lambda axes: axes.invert_yaxis(),
    "the unit": lambda axes: axes.set_ylabel("words"),
    "the title": lambda axes: axes.set_title("Counts"),
    "an entry of the legend": lambda axes: axes.get_legend().get_texts()[0].set_text("x"),
    "one more line": lambda axes: axes.axhline(0.5),
}


@pytest.mark.parametrize("what", CHANGES)
def test_fingerprint_changes_with(what):
    assert fingerprint(drawing(CHANGES[what])) != fingerprint(drawing())


def test_fingerprint_ignores_size_resolution_and_fonts():
    with mpl.rc_context({"font.size": 20, "font.family": "serif"}):
        other = drawing(figsize=(12, 3), dpi=300, layout="constrained")
        other.draw_without_rendering()
    assert fingerprint(other) == fingerprint(drawing())


def test_fingerprint_of_text_moved_to_fit_is_the_same():
    assert fingerprint(drawing(lambda axes: axes.texts[0].set_position((3, 0.1)))) == fingerprint(
        drawing()
    )


@settings(max_examples=30, deadline=None)
@example(values=[999.999], noise=1e-12)
@given(
    values=st.lists(st.decimals(-1000, 1000, places=3).map(float), min_size=1, max_size=8),
    noise=st.floats(-1e-12, 1e-12),
)
def test_fingerprint_ignores_the_last_bits_of_a_sum(values, noise):
    def bars(heights):
        figure = Figure()
        axes = figure.add_subplot()
        axes.bar(range(len(heights)), heights)
        axes.set_ylim(-1000, 1000)
        return fingerprint(figure)

    assert bars(values) == bars([value * (1 + noise) for value in values])


def test_show_displays_the_figure_once_with_its_description_and_then_its_numbers():
    outputs = displayed(
        lambda: show(drawing(), alt="A line.", caption="Share by  era\n<b>", data=DATA)
    )
    (data, about), (numbers, twin) = outputs
    assert about["image/png"]["alt"] == "A line."
    assert about["image/png"]["caption"] == "Share by era <b>"
    assert data["text/plain"] == f"Share by era <b>\n[figure {fingerprint(drawing())}]"
    assert "text/html" not in data
    assert twin == {"datelines": {"numbers_of": about["datelines"]["figure"]}}
    twin_table = BeautifulSoup(numbers["text/html"], "html.parser")
    rows = twin_table.tbody.find_all("tr")
    assert [row.get_text(" ", strip=True) for row in rows] == ["1980s 0.25", "1990s 0.75"]
    assert twin_table.caption.get_text() == "Share by era <b>"  # JupyterLab shows no other
    assert "Share by" not in numbers["text/plain"]


def test_show_gives_the_size_at_which_the_picture_is_sharp_in_print():
    (data, about), _ = displayed(lambda: show(drawing(), alt="x", caption="x", data=DATA))
    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    assert picture.mode == "P"
    assert "Software" not in picture.info
    assert about["image/png"]["width"] == round(picture.width * 96 / 150)


def test_show_draws_the_same_bytes_twice_and_closes_the_figure():
    first, second = (
        displayed(lambda: show(drawing(), alt="x", caption="x", data=DATA))[0][0] for _ in range(2)
    )
    assert first == second
    open_before = plt.get_fignums()
    figure, axes = plt.subplots()
    axes.plot([1, 2])
    displayed(lambda: show(figure, alt="x", caption="x", data=DATA))
    assert plt.get_fignums() == open_before


@pytest.mark.parametrize(
    ("alt", "caption", "data", "missing"),
    [
        (" ", "x", DATA, "alt text"),
        ("x", "", DATA, "caption"),
        ("x", "x", DATA.iloc[:0], "numbers"),
    ],
)
def test_show_refuses_a_figure_without(alt, caption, data, missing):
    with pytest.raises(DatelinesError, match=missing):
        show(drawing(), alt=alt, caption=caption, data=data)


def test_show_table_has_a_caption_that_is_text_and_no_row_numbers():
    [(data, _)] = displayed(lambda: show_table(DATA, "Shares <i>"))
    table = BeautifulSoup(data["text/html"], "html.parser").table
    assert table.caption.get_text() == "Shares <i>"
    assert [cell.get_text() for cell in table.thead.find_all("th")] == ["era", "share"]
    assert data["text/plain"].startswith("Shares <i>\n")


def test_show_table_does_not_cut_long_texts():
    headline = "word " * 40 + "end"
    [(data, _)] = displayed(lambda: show_table(pd.DataFrame({"headline": [headline]}), "x"))
    assert "end</td>" in data["text/html"]


def test_numbers_are_written_for_a_reader_in_html_and_in_text():
    frame = pd.DataFrame(
        {
            "words": [66136, 5],
            "tone": [-0.25, -0.0],
            "p": [np.nan, 0.1],
            "year": [1987, 1990],
            "found": [True, False],
        }
    )
    [(data, _)] = displayed(lambda: show_table(frame, "x"))
    table = BeautifulSoup(data["text/html"], "html.parser").table
    rows = [[cell.get_text() for cell in row.find_all("td")] for row in table.tbody.find_all("tr")]
    assert rows == [
        ["66,136", "−0.25", "–", "1987", "True"],
        ["5", "0.00", "0.1", "1990", "False"],
    ]
    assert data["text/plain"].split("\n")[2].split() == rows[0]


def test_a_table_that_is_cut_says_how_many_rows_it_has_and_where_all_are():
    frame = pd.DataFrame({"n": range(1, 1144)})
    [(data, _)] = displayed(lambda: show_table(frame, "Cues", "list_of(<them>)"))
    told = "60 of 1,143 rows are shown, the first and the last 30; list_of(<them>) has all."
    assert BeautifulSoup(data["text/html"], "html.parser").find("p").get_text() == told
    assert data["text/plain"].endswith(told)
    page = BeautifulSoup(clean(data["text/html"]), "html.parser")
    assert page.find(class_="size").get_text() == told
    [(data, _)] = displayed(lambda: show_table(frame, "Cues"))
    assert data["text/plain"].endswith("the first and the last 30.")


def test_a_table_that_is_whole_says_nothing_of_its_rows():
    [(data, _)] = displayed(lambda: show_table(pd.DataFrame({"n": range(60)}), "Cues", "all()"))
    assert "rows are shown" not in data["text/html"] + data["text/plain"]


def test_the_numbers_behind_a_figure_are_all_there():
    data = pd.DataFrame({"year": range(1900, 2000), "share": 0.5})
    shown = displayed(lambda: show(drawing(), alt="Shares", caption="Shares", data=data))
    numbers = shown[1][0]
    assert len(BeautifulSoup(numbers["text/html"], "html.parser").tbody.find_all("tr")) == 100
    assert "rows are shown" not in numbers["text/html"]


def test_a_table_without_rows_is_a_sentence():
    [(data, about)] = displayed(lambda: show_table(DATA.iloc[:0], "Shares <i>: in percent"))
    assert data == {
        "text/html": "<p>Shares &lt;i&gt;: none.</p>",
        "text/plain": "Shares <i>: none.",
    }
    assert about == {}


def test_show_keeps_the_colours_that_cover_most_as_they_are():
    def bars() -> Figure:
        figure = Figure()
        colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#692d0f", "#8f1fe0"]
        figure.add_subplot().bar(range(6), range(1, 7), color=colours)
        return figure

    (data, _), _ = displayed(lambda: show(bars(), alt="x", caption="x", data=DATA))
    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).convert("RGB")
    found = {colour for _, colour in picture.getcolors(100)}
    assert {(0, 114, 178), (213, 94, 0), (0, 158, 115), (105, 45, 15), (255, 255, 255)} <= found
    assert len(found) <= 64


def stored(figure: Figure) -> Image.Image:
    (data, _), _ = displayed(lambda: show(figure, alt="x", caption="x", data=DATA))
    return Image.open(io.BytesIO(base64.b64decode(data["image/png"])))


def drawn(figure: Figure) -> Image.Image:
    written = io.BytesIO()
    figure.savefig(written, dpi=150, bbox_inches="tight", pad_inches=0.08, facecolor="white")
    return Image.open(written).convert("RGB")


def shades() -> Figure:
    """Draw a thousand colours, most of them on few points, and one speck unlike all others."""
    figure = Figure()
    axes = figure.add_subplot()
    axes.scatter(np.arange(80) % 9, np.arange(80) // 9, c=np.arange(80), s=np.arange(80) * 3)
    axes.plot([3.5], [3.5], marker="o", markersize=4, color="#ff00ff")
    return figure


@pytest.mark.parametrize("made", [drawing, shades])
def test_a_stored_figure_is_like_the_one_that_was_drawn(made):
    kept = np.asarray(stored(made()).convert("RGB")).astype(float)
    away = ((kept - np.asarray(drawn(made())).astype(float)) ** 2).sum(axis=2)
    assert (away.mean() / 3) ** 0.5 < 2.5
    assert away.max() ** 0.5 < 80


def test_shades_of_letters_that_nobody_can_tell_apart_are_not_stored():
    figure = Figure()
    figure.add_subplot().bar([1, 2], [3, 4])
    figure.suptitle("Salmon quotas and glass makers")
    assert len(drawn(figure).getcolors(1000)) > 100
    assert len(stored(figure).convert("RGB").getcolors(1000)) < 32


def test_sentences_say_in_metadata_what_they_are():
    outputs = displayed(lambda: (answer(" Yes. "), conclude("Three."), say("Look.")))
    assert [data["text/markdown"] for data, _ in outputs] == ["Yes.", "Three.", "Look."]
    assert [list(about["datelines"]) for _, about in outputs] == [
        ["answer"],
        ["finding"],
        ["remark"],
    ]


@pytest.mark.parametrize("display", [answer, conclude, say])
def test_sentences_without_words_are_refused(display):
    with pytest.raises(DatelinesError, match="needs words"):
        display("  ")


@settings(max_examples=150, deadline=None)
@example("see https://example.org/a_b <!-- x --> &amp; &lt;")
@example("1987. A year of $5 and $6 | `talks` \\\\(x\\\\)")
@example("- up\n# down > [a](b) ![c](d) ~~e~~")
@given(st.text(st.characters(exclude_categories=("C",)), max_size=60))
def test_plain_text_is_rendered_as_itself_and_as_nothing_else(text):
    for before in ("", "Its headline is "):
        rendered = BeautifulSoup(clean_markdown(before + plain(text)), "html.parser")
        words = rendered.get_text().split()
        assert words == (before + text).split()
        assert {element.name for element in rendered.find_all(True)} <= {"p"}


def test_a_figure_that_draws_other_data_fails_the_comparison_of_notebooks(tmp_path):
    """Comparing notebooks skips pictures, so the text beside the picture has to tell."""
    from helpers.reporting.runs import run_notebooks

    folder = tmp_path / "executed"
    folder.mkdir()
    [run] = run_notebooks({write(tmp_path, "same", "# Bars?", FIGURE): {}}, folder)
    changed = read_notebook(run.path)
    changed.cells[1].source = FIGURE.replace('axes.bar(data["year"]', 'axes.bar(data["year"] + 1')
    write_notebook(changed, folder / "other.ipynb")
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-c", "/dev/null", str(folder)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    assert len(failed) == 1
    assert "other.ipynb::Cell 0" in failed[0]
