"""Tables give a clipping a row, whatever their delimiter, encoding and mistakes."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import read_article
from helpers.intake.formats.column_names import ColumnsError, find_columns
from helpers.intake.formats.columns import language_code
from helpers.intake.formats.localised_dates import find_day, order_of, read_day, read_days
from helpers.intake.formats.parquet import read_parquet
from helpers.intake.formats.tables import read_delimited
from made_exports import apart, source_of, stories
from nasty import PUMPED, pumped, within

STORIES = stories(500)
FEBRUARY = "1947-02-01", "1947-02-28"


def table(rows, header=("id", "Headline", "pub_date", "Full Text", "Source"), **how):
    file = io.StringIO(newline="")
    writer = csv.writer(file, **how)
    writer.writerow(header)
    writer.writerows(rows)
    return file.getvalue()


def rows_of(articles):
    return [(i, s.headline, s.day.isoformat(), "\n\n".join(s.paragraphs), s.publisher)
            for i, s in enumerate(articles)]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_five_hundred_rows_are_five_hundred_clippings(delimiter, encoding):
    data = table(rows_of(STORIES), delimiter=delimiter).encode(encoding)
    captures, refusals = apart(read_delimited(source_of(data, "a.csv")))
    assert refusals == []
    assert [c.where for c in captures] == [f"row {i}" for i in range(1, 501)]
    assert [c.text for c in captures] == ["\n\n".join(s.paragraphs) for s in STORIES]
    assert [c.given.day for c in captures] == [s.day for s in STORIES]
    assert [c.given.headline for c in captures] == [s.headline for s in STORIES]
    assert {c.given.day_source for c in captures} == {"column"}
    assert {c.format for c in captures} == {"table"}


def test_quoted_texts_with_other_delimiters_do_not_mislead():
    rows = [("1", 'He said "no; never", and left.', "A,B;C|D"), ("2", "A;B;C;D;E", "F")]
    captures, _ = apart(read_delimited(source_of(table(rows, ("id", "text", "source")), "a.csv")))
    assert [c.text for c in captures] == [row[1] for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_marks_behind_a_backslash_belong_to_the_text(delimiter):
    rows = [(str(i), 'He said "no", and left.\nThen he said it again: "no, never".', "The Pier")
            for i in range(20)]  # fmt: skip
    data = table(rows, ("id", "text", "source"), delimiter=delimiter, escapechar="\\",
                 doublequote=False, quoting=csv.QUOTE_ALL)  # fmt: skip
    captures, refusals = apart(read_delimited(source_of(data, "a.csv")))
    assert refusals == []
    assert [c.text for c in captures] == [row[1] for row in rows]


def test_a_backslash_before_a_mark_that_ends_a_cell_is_a_backslash():
    rows = [(str(i), 'It lies in C:\\talks\\, he said: "no".', "C:\\talks\\") for i in range(5)]
    data = table(rows, ("id", "text", "source"), quoting=csv.QUOTE_ALL)
    captures, _ = apart(read_delimited(source_of(data, "a.csv")))
    assert [(c.text, c.given.publisher) for c in captures] == [row[1:] for row in rows]


@pytest.mark.parametrize("above", ["Export of 3 March\n", "Hits: 2\n\nQuery; none\n", "Pier,,\n\n"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_lines_above_the_names_of_the_columns_are_passed_over(above, delimiter):
    if delimiter in above and delimiter == ";":
        above = above.replace(";", ":")
    data = above + table([("Talks fail", "They failed."), ("Ships sail", "They sailed.")],
                         ("title", "text"), delimiter=delimiter)  # fmt: skip
    captures, refusals = apart(read_delimited(source_of(data, "a.csv")))
    assert refusals == []
    assert [(c.given.headline, c.text) for c in captures] == [
        ("Talks fail", "They failed."), ("Ships sail", "They sailed."),
    ]  # fmt: skip


def test_a_field_larger_than_the_csv_modules_bound_is_read():
    text = "The quay was empty. " * 20_000
    captures, _ = apart(read_delimited(source_of(table([("1", text)], ("id", "text")), "a.csv")))
    assert [c.text for c in captures] == [text]


def test_rows_with_a_wrong_number_of_fields_are_told_and_the_others_kept():
    data = "id,text\n1,One.\n2,Two,and,more\n3\n4,Four.\n5,Five.,,\n\n6,\n"
    captures, refusals = apart(read_delimited(source_of(data, "a.csv")))
    assert [(c.where, c.text) for c in captures] == [
        ("row 1", "One."), ("row 4", "Four."), ("row 5", "Five."),
    ]  # fmt: skip
    assert [(r.where, r.status) for r in refusals] == [
        ("row 2", "damaged"), ("row 3", "damaged"), ("row 6", "empty"),
    ]  # fmt: skip
    assert "4 fields and the header 2" in refusals[0].reason


def test_a_quotation_mark_that_is_never_closed_costs_one_row():
    lines = ["id,text", *(f"{i},Row {i} is here." for i in range(1, 200))]
    lines[17] = '17,"Row 17 is not closed.'
    captures, refusals = apart(read_delimited(source_of("\n".join(lines) + "\n", "a.csv")))
    assert [r.where for r in refusals] == ["row 17"]
    assert "quotation mark" in refusals[0].reason
    assert len(captures) == 198
    assert captures[16].where == "row 18"
    assert captures[16].text == "Row 18 is here."


def test_a_row_in_which_the_file_breaks_off_is_kept_as_far_as_it_goes():
    rows = [(str(i), "Talks", "1994-05-03", "They failed, again.\n\nNobody, it is said,\nwas glad.",
             "The Pier") for i in range(3)]  # fmt: skip
    whole = table(rows)
    captures, refusals = apart(read_delimited(source_of(whole[: whole.rindex("glad")], "a.csv")))
    assert refusals == []
    assert captures[2].text == "They failed, again.\n\nNobody, it is said,\nwas "
    assert [c.damage for c in captures] == [
        (),
        (),
        ("the file breaks off inside it: get it again",),
    ]
    assert captures[2].given.day == dt.date(1994, 5, 3)


def test_open_quotation_marks_on_every_row_cost_no_other_row():
    data = "id,text\n" + '1,"open\n' * 301
    captures, refusals = apart(read_delimited(source_of(data, "a.csv")))
    assert (captures, len(refusals)) == ([], 301)
    data = "id,text\n" + '1,"open"\n' * 10 + '1,"open\n' + "2,text without end\n" * 100_000
    captures, refusals = apart(read_delimited(source_of(data, "a.csv", article=1 << 20)))
    assert (len(captures), len(refusals)) == (100_010, 1)


def test_quotation_marks_that_are_not_doubled_are_told_and_the_row_kept():
    data = 'id,text,n\n1,"They said "no" to it",2\n2,"Two.",3\n'
    captures, refusals = apart(read_delimited(source_of(data, "a.csv")))
    assert refusals == []
    assert [c.damage for c in captures] == [("quotation marks in it are not doubled",), ()]
    assert "no" in captures[0].text


def test_a_row_whose_marks_are_not_doubled_keeps_its_commas():
    text = 'title,text,date\n"A title","He said "never", and left, she said.",1994-05-03\n'
    text += '"Another","They said "no" in Oslo, Bergen and Bodø.",1994-05-04\n'
    captures, [refusal] = apart(read_delimited(source_of(text, "a.csv")))
    assert [c.text for c in captures] == ['They said "no" in Oslo, Bergen and Bodø.']
    assert captures[0].damage == ("quotation marks in it are not doubled",)
    assert refusal.where == "row 1"  # its mark beside a comma may close the cell


def test_a_cut_last_row_of_many_lines_and_commas_is_kept():
    story = "Talks failed, said Eva Lund.\nNobody was glad, or so it seems.\nPrices rose, and how."
    text = f'title,text\nSteel,Talks went on.\nIron,"{story}'
    captures, refusals = apart(read_delimited(source_of(text, "a.csv")))
    assert refusals == []
    assert [c.text for c in captures] == ["Talks went on.", story]
    assert captures[1].damage == ("the file breaks off inside it: get it again",)


def test_two_columns_of_texts_with_one_name_are_told():
    text = "title,text,text\nSteel,Talks failed.,Prices rose.\nIron,,They met again.\n"
    captures, refusals = apart(read_delimited(source_of(text, "a.csv")))
    assert refusals == []
    assert [c.text for c in captures] == ["Talks failed.", "They met again."]
    assert captures[0].damage == (
        "a second column of the same name holds another text, left out: rename one of them",
    )
    assert not captures[1].damage


def test_a_row_longer_than_a_clipping_may_be_is_refused_and_the_next_one_read():
    data = "id,text\n1," + "x" * 3_000_000 + "\n2,Two.\n"
    captures, refusals = apart(read_delimited(source_of(data, "a.csv", article=1 << 20)))
    assert [(r.where, r.status) for r in refusals] == [("row 1", "damaged")]
    assert [c.text for c in captures] == ["Two."]


def test_zero_bytes_are_left_out():
    captures, _ = apart(read_delimited(source_of(b"id,text\n1,On\0e.\n", "a.csv")))
    assert [c.text for c in captures] == ["One."]


def test_lines_in_another_encoding_are_read_by_line_and_lost_characters_told():
    data = "id,text\n1,Zürich\n".encode() + "2,Zürich\n".encode("cp1252") + b"3,Z\xef\xbf\xbdrich\n"
    captures, _ = apart(read_delimited(source_of(data, "a.csv")))
    assert [c.text for c in captures[:2]] == ["Zürich", "Zürich"]
    assert captures[2].damage == ("1 unreadable character",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("id,words\n1,2\n", "the columns are id, words; say which one does with --columns text="),
        ("The quay is empty.\nNobody came.\n", "a single column"),
        ("1994,3,Talks\n1995,4,More\n", "looks like no header"),
        ("id,text\n", "no rows"),
        ("", "no rows"),
    ],
)
def test_a_table_of_which_nothing_can_be_made_says_why_in_one_clause(data, words):
    captures, (refusal,) = apart(read_delimited(source_of(data, "a.csv")))
    assert captures == []
    assert refusal.where == ""
    assert words in refusal.reason
    assert "\n" not in refusal.reason


def test_the_user_says_which_column_holds_what():
    data = "when,words,text\n1994-05-03,Talks failed.,note\n"
    chosen = {"text": "words", "date": "when"}
    captures, _ = apart(read_delimited(source_of(data, "a.csv", columns=chosen)))
    assert [(c.text, c.given.day) for c in captures] == [("Talks failed.", dt.date(1994, 5, 3))]


def test_a_column_that_does_not_exist_is_answered_with_the_nearest_name():
    data = "id,headlines,text\n1,A,B\n"
    source = source_of(data, "a.csv", columns={"headline": "headlin"})
    _, (refusal,) = apart(read_delimited(source))
    assert refusal.status == "skipped"
    assert "did you mean headlines?" in refusal.reason


def test_formulas_and_script_addresses_are_data_and_no_more():
    data = table([("=cmd|' /C calc'!A0", "javascript:alert(1)")], ("text", "url"))
    (capture,), _ = apart(read_delimited(source_of(data, "a.csv")))
    assert capture.text == "=cmd|' /C calc'!A0"
    assert capture.given.address == ""


def test_ids_that_differ_in_case_only_or_not_at_all_stay_two_rows():
    data = "id,text\na1,One.\nA1,Two.\na1,Two.\n"
    captures, _ = apart(read_delimited(source_of(data, "a.csv")))
    assert len({c.where for c in captures}) == 3
    assert captures[1].digest == captures[2].digest != captures[0].digest


def test_html_in_a_cell_becomes_lines():
    data = table([("<p>One <b>line</b>.</p><p>Tea &amp; tin.</p>",)], ("text",))
    (capture,), _ = apart(read_delimited(source_of(data, "a.csv")))
    assert capture.text == "One line.\n\nTea & tin."


def test_line_ends_of_old_computers_part_rows():
    captures, _ = apart(read_delimited(source_of(b"id,text\r1,One.\r2,Two.\r", "a.csv")))
    assert [c.text for c in captures] == ["One.", "Two."]


def test_cells_keep_their_line_ends_in_tables_of_old_computers():
    data = b'id,text\r1,"One.\n\nMore, of it."\r2,Two.\r'
    captures, refusals = apart(read_delimited(source_of(data, "a.csv")))
    assert [c.text for c in captures] == ["One.\n\nMore, of it.", "Two."]
    assert refusals == []


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("1994-05-03", (1994, 5, 3)), ("1994-05-03T23:59:59Z", (1994, 5, 3)),
        ("19940503", (1994, 5, 3)), ("May 3, 1994", (1994, 5, 3)), ("3 May 1994", (1994, 5, 3)),
        ("Tue, 03 May 1994 10:00:00 GMT", (1994, 5, 3)), ("767923200", (1994, 5, 3)),
        ("767923200000", (1994, 5, 3)), ("3. Mai 1994", (1994, 5, 3)), ("3 mai 1994", (1994, 5, 3)),
        ("3 de mayo de 1994", (1994, 5, 3)), ("17/05/1994", (1994, 5, 17)),
        ("05/17/1994", (1994, 5, 17)), ("03.05.1994", (1994, 5, 3)), ("03/05/1994", None),
        ("3/5/94", None), ("1995-02-29", None), ("February 29, 1995", None), ("1994", None),
        ("May 1994", None), ("5", None), ("Friday", None), ("", None), ("99999999999999", None),
        ("9999-99-99", None), ("may", None), ("0", None), ("today", None),
    ],
)  # fmt: skip
def test_a_day_is_read_only_where_it_is_one(value, day):
    assert read_day(value) == (dt.date(*day) if day else None)


def test_numbers_in_doubt_are_settled_by_the_whole_column():
    def days(*values):
        data = table([(v, "One.") for v in values], ("date", "text"))
        found = [c.given for c in apart(read_delimited(source_of(data, "a.csv")))[0]]
        return [None if given.last_day else given.day for given in found]

    assert days("03/05/1994", "04/06/1994") == [None, None]
    assert days("03/05/1994", "17/06/1994") == [dt.date(1994, 5, 3), dt.date(1994, 6, 17)]
    assert days("03/05/1994", "06/17/1994") == [dt.date(1994, 3, 5), dt.date(1994, 6, 17)]
    assert days("03/05/1994", "06/17/1994", "17/06/1994")[0] is None
    late = ["03/05/1994"] * 900 + ["17/06/1994"]
    assert days(*late)[0] == dt.date(1994, 5, 3)


def days_of(*values, header="Date"):
    data = "sep=;\n" + table([(v, "One.") for v in values], (header, "text"), delimiter=";")
    captures, _ = apart(read_delimited(source_of(data, "a.csv")))
    return [(str(c.given.day) if c.given.day else "", c.given.day_source) for c in captures]


def test_a_whole_column_of_a_spreadsheets_day_numbers_is_read():
    source = "column of day numbers"
    assert days_of("34457", "", "34458.75", "34459,5") == [
        ("1994-05-03", source), ("", ""), ("1994-05-04", source), ("1994-05-05", source),
    ]  # fmt: skip
    assert days_of("45000") == [("2023-03-15", source)]
    assert days_of(*["34457"] * 900, "34458")[-1] == ("1994-05-04", source)


@pytest.mark.parametrize(
    "values",
    [("34457", "soon"), ("34457", "900000"), ("1994", "2150"), ("1130", "1445"), ("0034457", "5")],
)
def test_numbers_that_may_be_something_else_are_no_days(values):
    assert all(source != "column of day numbers" for _, source in days_of(*values))


def test_years_of_two_digits_are_read_where_the_column_has_one_reading():
    source = "column of two-digit years"
    assert days_of("3/5/94", "3/14/95", "12/31/02") == [
        ("1994-03-05", source), ("1995-03-14", source), ("2002-12-31", source),
    ]  # fmt: skip
    assert days_of("03.05.94", "14.03.95 10:30")[0] == ("1994-05-03", source)
    assert days_of("03/05/94", "14/03/1995") == [("1994-05-03", source), ("1995-03-14", "column")]


@pytest.mark.parametrize(
    "values",
    [
        ("3/5/94", "4/6/94"),
        ("3/5/94", "3/14/95", "14/3/95"),
        ("14/3/94", "14/3/41"),
        ("13-01-05", "13-02-14"),
        ("3/5/94", "3/14/95", "14/3/1995"),
        ("3/5/94", "14/3/1995", "3/14/95"),
        ("95-03-14", "95-03-02"),
        ("03.05.94", "06.07.94"),
    ],
)
def test_years_of_two_digits_with_several_readings_are_left(values):
    assert all(source != "column of two-digit years" for _, source in days_of(*values))


def test_a_broken_row_does_not_tell_how_a_column_writes_days():
    data = "date,text\n34457,One.\n34458,Two,more\n34459\nTotal,,,3\n"
    captures, _ = apart(read_delimited(source_of(data, "a.csv")))
    assert [str(c.given.day) for c in captures] == ["1994-05-03"]


def test_the_evidence_names_the_kind_of_column_and_the_text_can_contradict_it():
    data = "date,text\n34457,The talks of the port failed again on the quay of Lund.\n"
    [capture], _ = apart(read_delimited(source_of(data, "a.csv")))
    [told] = read_article(capture.text, given=capture.given).dated.evidence
    assert told.note == "column of day numbers says 1994-05-03"
    capture = replace(capture, text="Published: 3 May 2001\n\nThe talks failed again on the quay.")
    found = read_article(capture.text, given=capture.given).dated
    assert found.earliest == dt.date(2001, 5, 3)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_the_dates_raise(text):
    read_day(text)
    found = read_days(text)
    assert found is None or found[0] <= found[1]
    find_day(text)
    order_of([text])


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), max_size=8))
def test_columns_are_found_or_refused(names):
    try:
        found = find_columns(names, {})
    except ColumnsError as error:
        assert str(error)
    else:
        assert set(found.values()) <= set(names)


def test_names_of_languages_become_codes():
    assert [language_code(n) for n in ("FRENCH; FRANÇAIS", "Español", "pt_BR", "")] == [
        "fr", "es", "pt", "",
    ]  # fmt: skip


CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=20))
def test_rows_seen_are_rows_told(rows):
    data = table(rows, ("id", "text", "source"), quoting=csv.QUOTE_ALL)
    captures, refusals = apart(read_delimited(source_of(data, "a.csv")))
    assert len(captures) + len(refusals) == len(rows)


@settings(deadline=None)
@given(st.text("\"',;\t|\r\n a1", max_size=200))
def test_no_text_makes_the_reader_raise(text):
    captures, refusals = apart(read_delimited(source_of("id,text\n" + text, "a.csv")))
    assert captures or refusals


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_the_readers_raise(data):
    for read in (read_delimited, read_parquet):
        captures, refusals = apart(read(source_of(data, "a.csv")))
        assert captures or refusals


@pytest.mark.parametrize("pattern", [*PUMPED.values(), '",', '"a"b,', "\r", ",", "1,2\n", '"\n'])
@pytest.mark.slow
def test_long_hostile_tables_take_no_time(pattern):
    with within(20):
        apart(read_delimited(source_of("id,text\n" + pumped(pattern, 200_000), "a.csv")))


def parquet(**columns):
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


def test_parquet_rows_are_clippings():
    data = parquet(
        Body=["\n\n".join(s.paragraphs) for s in STORIES],
        title=[s.headline for s in STORIES],
        published=[s.day for s in STORIES],
        score=[1.5] * 500,
    )
    captures, refusals = apart(read_parquet(source_of(data, "a.parquet")))
    assert refusals == []
    assert [c.text for c in captures] == ["\n\n".join(s.paragraphs) for s in STORIES]
    assert [c.given.day for c in captures] == [s.day for s in STORIES]
    assert captures[499].where == "row 500"


def test_parquet_dates_in_numbers_are_settled_by_the_column():
    data = parquet(text=["One.", "Two.", None], date=["03/05/1994", "17/05/1994", None])
    captures, refusals = apart(read_parquet(source_of(data, "a.parquet")))
    assert [c.given.day for c in captures] == [dt.date(1994, 5, 3), dt.date(1994, 5, 17)]
    assert [(r.where, r.status) for r in refusals] == [("row 3", "empty")]


def test_parquet_that_is_cut_or_has_no_text_is_refused():
    data = parquet(text=["One."] * 100)
    for bad in (data[:-20], data[:50], b"PAR1"):
        captures, (refusal,) = apart(read_parquet(source_of(bad, "a.parquet")))
        assert (captures, refusal.status) == ([], "damaged")
    _, (refusal,) = apart(read_parquet(source_of(parquet(number=[1]), "a.parquet")))
    assert "--columns text=NAME" in refusal.reason


def test_parquet_that_unpacks_to_too_much_is_left():
    data = parquet(text=["a" * 100_000] * 1000)
    assert len(data) < 50_000
    captures, refusals = apart(read_parquet(source_of(data, "a.parquet", article=1 << 20)))
    assert 1 <= len(captures) < 1000
    assert [r.status for r in refusals] == ["skipped"]
    assert "would unpack to more than" in refusals[0].reason


def given_days(*values):
    rows = "".join(f"Talks failed.,{value}\n" for value in values)
    captures, refusals = apart(read_delimited(source_of(f"text,date\n{rows}", "a.csv")))
    return [(c.given.day, c.given.last_day) for c in captures], refusals


def test_days_that_can_be_read_in_two_ways_leave_both_open_and_are_told():
    days, [told] = given_days("01/02/1995", "02/02/1995", "03/02/1995")
    assert days == [
        (dt.date(1995, 1, 2), dt.date(1995, 2, 1)),
        (dt.date(1995, 2, 2), None),
        (dt.date(1995, 2, 3), dt.date(1995, 3, 2)),
    ]
    assert (told.where, told.status) == ("dates", "skipped")
    assert told.reason.startswith("2 dates were not understood")
    assert "'01/02/1995'" in told.reason


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("March 1995", (1995, 3, 1), (1995, 3, 31)),
        ("févr. 1996", (1996, 2, 1), (1996, 2, 29)),
        ("12/1995", (1995, 12, 1), (1995, 12, 31)),
        ("1995-02", (1995, 2, 1), (1995, 2, 28)),
        ("1995", (1995, 1, 1), (1995, 12, 31)),
    ],
)
def test_months_and_years_leave_their_days_open(value, first, last):
    assert given_days(value) == ([(dt.date(*first), dt.date(*last))], [])


@pytest.mark.parametrize("value", ["13/1995", "1995-00", "0042", "Smarch 1995", "31/02/1995", "4"])
def test_what_is_no_date_gives_none_and_is_told(value):
    days, [told] = given_days(value)
    assert days == [(None, None)]
    assert told.reason.startswith("a date was not understood")


def test_days_that_are_understood_need_no_word():
    table = "text,date\nTalks failed.,1995-02-01\nTalks failed again.,\n"
    captures, refusals = apart(read_delimited(source_of(table, "a.csv")))
    assert len(captures) == 2
    assert not refusals


@pytest.mark.parametrize(
    ("names", "row", "days"),
    [
        (("text", "year"), ("One.", "1947"), ("1947-01-01", "1947-12-31")),
        (("text", "Year"), ("One.", "1947.0"), ("1947-01-01", "1947-12-31")),
        (("text", "year", "month"), ("One.", "1947", "2"), FEBRUARY),
        (("text", "year", "month"), ("One.", "1947", "Feb"), ("1947-02-01", "1947-02-28")),
        (("text", "year", "month", "day"), ("One.", "1947", "2", "6"), ("1947-02-06", None)),
        (("text", "year", "month", "day"), ("One.", "1947", "March", "6"), ("1947-03-06", None)),
        (("text", "year", "date"), ("One.", "1947", "January 6"), ("1947-01-06", None)),
        (("text", "year", "date"), ("One.", "1950", "1947-01-06"), ("1947-01-06", None)),
        (("text", "year", "month"), ("One.", "1947", "13"), ("1947-01-01", "1947-12-31")),
        (("text", "year", "month", "day"), ("One.", "1947", "2", "6th"), ("1947-02-06", None)),
        (
            ("text", "year", "month", "day"),
            ("One.", "1947", "2", "36"),
            ("1947-02-01", "1947-02-28"),
        ),
        (
            ("text", "year", "month", "time"),
            ("One.", "1947", "2", "14:30"),
            ("1947-02-01", "1947-02-28"),
        ),
        (("text", "day"), ("One.", "1947-02-06"), ("1947-02-06", None)),
        (("text", "year"), ("One.", "soon"), (None, None)),
        (("text", "year", "day"), ("One.", "", "6"), (None, None)),
    ],
)
def test_year_month_and_day_may_have_columns_of_their_own(names, row, days):
    [capture], _ = apart(read_delimited(source_of(table([row], names), "a.csv")))
    told = capture.given.day, capture.given.last_day
    assert tuple(day and day.isoformat() for day in told) == days


def test_a_time_of_day_is_no_day_and_a_date_that_is_not_read_is_told():
    names, row = ("year", "month", "day", "time", "text"), ("1994", "5", "27", "14:30", "One.")
    [capture], _ = apart(read_delimited(source_of(table([row], names), "a.csv")))
    assert (capture.given.day, capture.given.last_day) == (dt.date(1994, 5, 27), None)
    rows = [("1947", "31.12.194?", "One."), ("1948", "May 3", "Two.")]
    found, told = apart(read_delimited(source_of(table(rows, ("year", "date", "text")), "a.csv")))
    assert found[0].given.last_day == dt.date(1947, 12, 31)
    assert found[1].given.day == dt.date(1948, 5, 3)
    assert "a date was not understood" in told[0].reason
    assert "31.12.194?" in told[0].reason


def test_a_year_deep_in_an_object_is_no_date_of_the_article():
    assert "year" not in find_columns(["text", "author.birth.year"], {})
    assert find_columns(["text", "published.year"], {})["year"] == "published.year"


def test_a_day_that_its_month_does_not_have_is_told():
    data = b"text,day,month,year\nThe talks on the quay failed again.,31,2,1994\n"
    (capture,), (refusal,) = apart(read_delimited(source_of(data, "a.csv")))
    assert (capture.given.day, capture.given.last_day) == (
        dt.date(1994, 2, 1),
        dt.date(1994, 2, 28),
    )
    assert "'1994-2-31'" in refusal.reason


def test_names_of_columns_are_known_with_and_without_their_accents():
    names = ["Überschrift", "Année", "Texte intégral"]
    assert find_columns(names, {}) == {
        "headline": "Überschrift",
        "year": "Année",
        "text": "Texte intégral",
    }
