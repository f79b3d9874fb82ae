"""What the front page of a site says of runs and shows of them, without a browser."""

import io
from pathlib import Path

from PIL import Image

from helpers.reporting.pages import template
from helpers.reporting.publish import THUMBNAIL, report
from made_notebooks import ARGUMENT, FIGURE, PARAMETERS, clippings, write


def spoken(name: str) -> str:
    return str(template("when.html.j2").module.spoken(name))


def test_a_run_is_named_by_its_day_and_hour():
    assert spoken("2026-01-03T0405") == (
        '<time datetime="2026-01-03T04:05Z">3 January 2026 at 04:05 UTC</time>'
    )


def test_a_second_run_of_a_minute_says_so():
    assert spoken("2026-12-31T2359-2").endswith("31 December 2026 at 23:59 UTC</time> (run 2)")


def test_the_little_picture_of_a_tall_figure_shows_all_of_it(tmp_path: Path):
    tall = FIGURE.replace("figsize=(4, 2)", "figsize=(4, 9)")
    write(tmp_path / "notebooks", "01_corpus", "# What?", PARAMETERS, tall, ARGUMENT)
    out = report(clippings(tmp_path / "c"), tmp_path / "out", [], tmp_path / "notebooks").parent
    picture = Image.open(io.BytesIO((out / THUMBNAIL).read_bytes()))
    assert picture.height > 2 * picture.width
