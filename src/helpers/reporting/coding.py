"""Coding sentences by hand: sheets to fill in, or a form in JupyterLab."""

from __future__ import annotations

import csv
import io
import re
from html import escape
from typing import TYPE_CHECKING, Any

from helpers.analysis.handcoding import (
    CODE_COLUMNS,
    HIGHEST,
    LOWEST,
    agreement_with_people,
    check_codes,
    corrected_eras,
    draw_sample,
    item_means,
)
from helpers.analysis.tables import compared
from helpers.errors import DatelinesError
from helpers.intake.normalise import decode
from helpers.reporting.findings import say
from helpers.reporting.remarks import evidence
from helpers.reporting.show import show_table
from helpers.reporting.spreadsheets import write_sheet

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from helpers.analysis.tables import CorpusTables

LARGEST = 20 * 2**20
_CODER = re.compile(r"[^\W_][\w-]{0,30}")
_LABELS = ("very negative", "negative", "neutral", "positive", "very positive")
_COLUMNS = ["article_id", "passage", "sentence", "tone", "vader", "text"]


def sentences_to_code(corpus: CorpusTables) -> pd.DataFrame:
    """Return the sentences from which a sample can be drawn.

    Parameters
    ----------
    corpus : CorpusTables
        A corpus.

    Returns
    -------
    pandas.DataFrame
        Those of dated articles whose text is at hand, duplicates left out: ``article_id``, ``era``,
        ``passage``, ``sentence``, ``tone``, ``vader``, ``text``. Extracts have no text.
    """
    eras = compared(corpus).set_index("article_id")["era"]
    table = corpus.table("sentences", columns=_COLUMNS)
    table = table[table["article_id"].isin(eras.index) & table["text"].notna()]
    return table.assign(era=table["article_id"].map(eras)).reset_index(drop=True)


def code_sheet(corpus: CorpusTables, size: int, *, seed: int = 0) -> pd.DataFrame:
    """Draw a blind sample of sentences, the same number from every era.

    Parameters
    ----------
    corpus : CorpusTables
        A corpus.
    size : int
        Sentences wanted.
    seed : int
        Seed of the draw.

    Returns
    -------
    pandas.DataFrame
        See `draw_sample`. Only ``item`` and ``text`` may be shown to a coder.

    Raises
    ------
    DatelinesError
        If no sentence is at hand.
    """
    sentences = sentences_to_code(corpus)
    if sentences.empty:
        raise DatelinesError(
            "there are no sentences to code: extracts hold none, and undated articles do not count"
        )
    return draw_sample(sentences, size, eras=corpus.eras, seed=seed)


def codes_file(folder: Path, coder: str) -> Path:
    """Return where the codes of a coder are kept.

    Parameters
    ----------
    folder : Path
        Folder of the clippings.
    coder : str
        Name of the coder.

    Returns
    -------
    Path
        ``codes_NAME.csv``; such files are not taken for clippings.

    Raises
    ------
    DatelinesError
        If the name cannot be part of a file name.

    Examples
    --------
    >>> from pathlib import Path
    >>> codes_file(Path("clippings"), "eva").name
    'codes_eva.csv'
    """
    if not _CODER.fullmatch(coder):
        raise DatelinesError(
            f"'{coder}' is no name for a coder: use up to 30 letters, digits or hyphens"
        )
    return folder / f"codes_{coder}.csv"


def write_code_sheet(sample: pd.DataFrame, folder: Path, coder: str) -> Path:
    """Write a sheet for a coder to fill in, or add what is missing to the one that is there.

    Parameters
    ----------
    sample : pandas.DataFrame
        As `code_sheet` gives it.
    folder : Path
        Folder of the clippings.
    coder : str
        Name of the coder.

    Returns
    -------
    Path
        The file, with the columns ``item``, ``coder``, ``code`` and ``text``; the coder writes a
        number from -2 (very negative) to 2 (very positive) into the third, or nothing.

    Raises
    ------
    DatelinesError
        If it cannot be written.
    """
    import pandas as pd

    path = codes_file(folder, coder)
    sheet = sample[["item", "text"]].assign(coder=coder, code="")
    if path.exists():
        there = _read(path)
        sheet = sheet[~sheet["item"].isin(there["item"])]
        if sheet.empty:
            return path
        sheet = pd.concat([there, sheet], ignore_index=True)
    _save(sheet, path)
    return path


def _save(table: pd.DataFrame, path: Path) -> None:
    try:
        write_sheet(table[[*CODE_COLUMNS, "text"]], path)
    except OSError as error:
        raise DatelinesError(
            f"the codes cannot be written to '{path}' ({error.strerror}): use a folder of your own"
        ) from error


def read_codes(folder: Path, sample: pd.DataFrame) -> pd.DataFrame:
    """Read what coders have coded.

    Parameters
    ----------
    folder : Path
        Folder of the clippings with the files ``codes_NAME.csv``.
    sample : pandas.DataFrame
        The sample that was coded.

    Returns
    -------
    pandas.DataFrame
        See `check_codes`; empty where nobody has coded. Codes of another sample, with other eras or
        another seed, are left out.

    Raises
    ------
    DatelinesError
        If a file cannot be read, a code cannot be used, or no code is of this sample.
    """
    import pandas as pd

    tables = [_read(path) for path in sorted(folder.glob("codes_*.csv"))]
    empty = pd.DataFrame(columns=[*CODE_COLUMNS, "text"])
    codes = pd.concat([empty, *tables], ignore_index=True)
    mine = codes["item"].isin(sample["item"])
    return check_codes(codes[mine] if mine.any() else codes, sample)


def _read(path: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        with path.open("rb") as file:
            text = decode(file.read(LARGEST))
    except OSError as error:
        raise DatelinesError(f"'{path}' cannot be read: {error.strerror}") from error
    head = text.partition("\n")[0]
    try:
        reader = csv.DictReader(
            io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count)
        )
        rows, names = list(reader), reader.fieldnames or ()
    except csv.Error as error:
        raise DatelinesError(f"'{path}' cannot be read as a table: {error}") from error
    missing = [column for column in CODE_COLUMNS if column not in names]
    if missing:
        raise DatelinesError(
            f"'{path}' has no column '{missing[0]}': its first line must be "
            f"{','.join((*CODE_COLUMNS, 'text'))}"
        )
    return pd.DataFrame(rows, columns=[*CODE_COLUMNS, "text"]).fillna("")


def start_coding(
    corpus: CorpusTables, folder: str | Path, coder: str, size: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw a sample, show a coder the form, and read what has been coded.

    Parameters
    ----------
    corpus : CorpusTables
        A corpus.
    folder : str or Path
        Folder of its clippings.
    coder : str
        Name of the coder who works now; empty for nobody, and then nothing is written.
    size : int
        Sentences wanted.

    Returns
    -------
    pandas.DataFrame
        The sample, see `code_sheet`; empty where no sentence is at hand.
    pandas.DataFrame
        The codes, see `read_codes`.
    """
    from pathlib import Path

    place = Path(folder)
    if sentences_to_code(corpus).empty:
        sample = sentences_to_code(corpus).assign(item=[])
    else:
        sample = code_sheet(corpus, size)
        if coder:
            from IPython.display import display

            display(CodingForm(sample, place, coder).widget)  # type: ignore[no-untyped-call]
    return sample, read_codes(place, sample)


def show_coded(corpus: CorpusTables, sample: pd.DataFrame, codes: pd.DataFrame) -> None:
    """Show how the scores agree with the codes, and the means of the eras corrected by them.

    Parameters
    ----------
    corpus : CorpusTables
        A corpus.
    sample, codes : pandas.DataFrame
        As `start_coding` gives them.
    """
    say(evidence.coding(len(sample), codes))
    if codes.empty:
        return
    coded = sample.assign(code=sample["item"].map(item_means(codes))).dropna(subset=["code"])
    agreed = agreement_with_people(coded["code"].to_numpy(), coded[["tone", "vader"]])
    show_table(agreed.round(2), "Agreement of the scores with the codes of this folder")
    means = corrected_eras(sentences_to_code(corpus), sample, codes, "tone")
    say(evidence.corrected(means))
    show_table(means.round(2), "Mean code of each era, of the coded sentences alone and corrected")


class CodingForm:
    """A form in which a coder reads one sentence after the other and gives it a code.

    Parameters
    ----------
    sample : pandas.DataFrame
        As `code_sheet` gives it.
    folder : Path
        Folder of the clippings, where the codes are kept after every answer.
    coder : str
        Name of the coder; the form goes on where this coder stopped.

    Attributes
    ----------
    widget : ipywidgets.VBox
        What to display.
    """

    def __init__(self, sample: pd.DataFrame, folder: Path, coder: str) -> None:
        try:
            import ipywidgets as widgets
        except ImportError as error:
            raise DatelinesError(
                "the form needs ipywidgets: pip install 'datelines[lab]', or fill in a sheet"
            ) from error
        self._path = write_code_sheet(sample, folder, coder)
        self._table = _read(self._path)
        self._given: list[int] = []
        self._sentence, self._progress = widgets.HTML(), widgets.Label()
        self._buttons = [
            widgets.Button(description=f"{code:+d} {label}" if code else label, tooltip=label)
            for code, label in zip(range(LOWEST, HIGHEST + 1), _LABELS, strict=True)
        ]
        skip, back = widgets.Button(description="cannot say"), widgets.Button(description="back")
        for code, button in zip(range(LOWEST, HIGHEST + 1), self._buttons, strict=True):
            button.on_click(lambda _, code=code: self.give(str(code)))
        skip.on_click(lambda _: self.give(" "))
        back.on_click(lambda _: self.go_back())
        rows = [widgets.HBox(self._buttons), widgets.HBox([skip, back])]
        self.widget: Any = widgets.VBox([self._progress, self._sentence, *rows])
        self._show()

    @property
    def place(self) -> int:
        """Row of the sentence that is shown; the number of rows when all are done."""
        open_ = [i for i, code in enumerate(self._table["code"]) if code == ""]
        return open_[0] if open_ else len(self._table)

    def give(self, code: str) -> None:
        """Give the sentence that is shown a code, and show the next.

        Parameters
        ----------
        code : str
            A number, or a space where it cannot be told.
        """
        place = self.place
        if place == len(self._table):
            return
        self._given.append(place)
        self._set(place, code)

    def go_back(self) -> None:
        """Take the last code of this sitting back, and show its sentence again."""
        if self._given:
            self._set(self._given.pop(), "")

    def _set(self, place: int, code: str) -> None:
        self._table.loc[place, "code"] = code
        _save(self._table, self._path)
        self._show()

    def _show(self) -> None:
        place, size = self.place, len(self._table)
        self._progress.value = f"{place} of {size} sentences are coded"
        text = "Thank you: all are coded." if place == size else self._table["text"][place]
        self._sentence.value = (
            f'<p style="font-size:1.2em;max-width:40em;line-height:1.5">{escape(text)}</p>'
        )
        for button in self._buttons:
            button.disabled = place == size
