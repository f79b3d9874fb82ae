"""JSON gives a clipping an object: a line, an item of a list, or the whole file."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.formats.json_rows import read_json, read_json_lines
from helpers.intake.formats.sniff import format_of
from made_exports import apart, source_of, stories
from nasty import pumped, within

STORIES = stories(500)
OBJECTS = [
    {"headline": s.headline, "date": s.day.isoformat(), "body": "\n\n".join(s.paragraphs)}
    for s in STORIES
]


def lines_of(objects):
    return "".join(json.dumps(item) + "\n" for item in objects)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_json_lines, lines_of(OBJECTS)),
        (read_json_lines, lines_of(OBJECTS).replace("\n", "\r\n\r\n")),
        (read_json_lines, lines_of(OBJECTS).replace("\n", ",\n")),
        (read_json, json.dumps(OBJECTS)),
        (read_json, json.dumps(OBJECTS, indent=2)),
        (read_json, json.dumps({"status": "ok", "articles": OBJECTS})),
        (read_json, json.dumps({"response": {"total": 500, "docs": OBJECTS}})),
    ],
    ids=["lines", "blank lines", "lines with commas", "list", "indented list", "object", "deeper"],
)
def test_five_hundred_objects_are_five_hundred_clippings(read, text):
    captures, refusals = apart(read(source_of(text, "a.json")))
    assert refusals == []
    assert [c.where for c in captures] == [f"row {i}" for i in range(1, 501)]
    assert [c.text for c in captures] == ["\n\n".join(s.paragraphs) for s in STORIES]
    assert [c.given.headline for c in captures] == [s.headline for s in STORIES]
    assert [c.given.day for c in captures] == [s.day for s in STORIES]


WRAPPED = {
    "a call": "callback({});",
    "a call behind a remark": "/**/ jQuery_17({})",
    "a careful call": "/**/typeof cb === 'function' && cb({});\n",
    "a call of a member": 'site["news"].show( {} );',
    "an assignment": "window.__data = {};",
    "a variable": "// made on Monday\nvar news={}\n;",
    "a call with a number first": "callback(200, 'ok', {});",
    "a part of an archive": "YTD.news.part0 = {}",
    "a module": "export default {};\n",
    "a guard against other sites": ")]}',\n{}",
    "parentheses": "({})",
}


@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=WRAPPED)
@pytest.mark.parametrize("shaped", [json.dumps(OBJECTS), json.dumps({"docs": OBJECTS}, indent=1)])
def test_data_in_a_script_are_read_as_the_data_that_they_are(wrap, shaped):
    text = wrap.replace("{}", shaped)
    assert format_of("a.json", text[:4000].encode()) == "JSON"
    captures, refusals = apart(read_json(source_of(text, "a.json")))
    assert refusals == []
    assert [c.given.headline for c in captures] == [s.headline for s in STORIES]


@pytest.mark.parametrize("name", ["a.txt", "a.js", "a"])
def test_data_in_a_script_are_known_whatever_the_name(name):
    text = f"var news = {json.dumps(OBJECTS)};".encode()
    assert format_of(name, text[:4000]) == "JSON"


@pytest.mark.parametrize(
    "text",
    [
        "news({title: 'Talks fail', text: 'They failed.'});",
        'var news = {"title": "Talks fail", "text": "They fai',
        'window.news = {"title": "Talks fail"}; news.sort();',
    ],
)
def test_a_script_that_is_no_data_alone_is_refused_with_what_to_do(text):
    assert format_of("a.json", text.encode()) == "JSON"
    [refusal] = read_json(source_of(text, "a.json"))
    assert (refusal.status, refusal.reason) == (
        "damaged",
        "the data in its script are no JSON, or break off: save them as JSON or CSV, "
        "without the script",
    )


@pytest.mark.parametrize("shaped", ["[\n{}\n]\n", "[{}]"])
def test_a_list_under_the_name_of_lines_is_read(shaped):
    text = shaped.replace("{}", ",\n".join(map(json.dumps, OBJECTS[:3])))
    assert format_of("a.jsonl", text[:4000].encode()) == "JSON"
    captures, refusals = apart(read_json(source_of(text, "a.jsonl")))
    assert (len(captures), refusals) == (3, [])


def test_objects_of_several_lines_under_the_name_of_lines_are_read():
    text = "\n".join(json.dumps(item, indent=2) for item in OBJECTS[:3])
    assert format_of("a.jsonl", text[:4000].encode()) == "JSON"


def test_json_as_a_text_in_a_script_is_refused():
    text = f"window.news = JSON.parse({json.dumps(json.dumps(OBJECTS[:2]))});"
    assert format_of("a.txt", text[:4000].encode()) == "JSON"
    [refusal] = read_json(source_of(text, "a.txt"))
    assert refusal.reason.endswith("save them as JSON or CSV, without the script")


@pytest.mark.parametrize("text", ["null", "12.5\n", '"Talks failed."', "true"])
def test_a_single_value_is_no_article(text):
    assert format_of("a.json", text.encode()) == "JSON"
    [refusal] = read_json(source_of(text, "a.json"))
    assert refusal.reason == "it is no JSON object: name its fields"


def test_objects_and_lists_one_after_another_are_all_read():
    first, second, third = OBJECTS[:3]
    for text in (
        "\n".join(json.dumps(item, indent=1) for item in OBJECTS[:3]),
        f"{json.dumps([first])}\n{json.dumps([second, third])}\n",
        f"var a = {json.dumps([first])};\nvar b = {json.dumps([second, third])};",
        f"a = {json.dumps({'docs': [first]})}; b = {json.dumps({'docs': [second, third]})};",
    ):
        captures, refusals = apart(read_json(source_of(text, "a.json")))
        assert refusals == []
        assert [c.given.headline for c in captures] == [s.headline for s in STORIES[:3]]


def test_what_stands_behind_a_list_is_told():
    text = json.dumps(OBJECTS[:2]) + "\nWarning: one page more"
    captures, [refusal] = apart(read_json(source_of(text, "a.json")))
    assert len(captures) == 2
    assert refusal.reason == (
        "what stands behind the list is not read: save it as a file of its own"
    )


@pytest.mark.parametrize(
    "shaped",
    [
        lambda o: {"title": {"rendered": o["headline"]}, "content": {"rendered": o["body"]}},
        lambda o: {"_id": 7, "_source": {"title": o["headline"], "article": {"body": o["body"]}}},
        lambda o: {"heading": o["headline"], "title": {"title": "The Pier"}, "ocr_eng": o["body"]},
        lambda o: {"headline": o["headline"], "html": f"<p>{o['body']}</p>"},
    ],
    ids=["blog", "search engine", "library", "markup"],
)
def test_headline_and_text_are_found_under_the_names_that_programs_give_them(shaped):
    text = json.dumps([shaped(item) for item in OBJECTS[:3]])
    captures, refusals = apart(read_json(source_of(text, "a.json")))
    assert refusals == []
    assert [c.given.headline for c in captures] == [s.headline for s in STORIES[:3]]
    assert [c.text.split() for c in captures] == [o["body"].split() for o in OBJECTS[:3]]
    paper = "The Pier" if "The Pier" in text else ""
    assert {c.given.publisher for c in captures} == {paper}


def test_a_newspaper_with_a_number_and_a_name_is_the_publisher():
    asked = {"heading": "Talks Fail", "articleText": "They failed."}
    for title in ({"id": "35", "value": "The Pier"}, {"id": "35", "title": "The Pier"}):
        [capture] = read_json(source_of(json.dumps([{**asked, "title": title}]), "a.json"))
        assert (capture.given.headline, capture.given.publisher) == ("Talks Fail", "The Pier")


@pytest.mark.parametrize("author", [{"author": {"@type": "Person", "name": "Ada Berg"}},
                                    {"authors": [{"uri": "ada", "name": "Ada Berg"}]}])  # fmt: skip
def test_an_author_who_is_an_object_is_named(author):
    text = json.dumps([{"title": "Talks Fail", "text": "They failed.", **author}])
    [capture] = read_json(source_of(text, "a.json"))
    assert capture.given.byline == "Ada Berg"


def test_the_number_of_an_author_is_no_name():
    [capture] = read_json(source_of('[{"text": "They failed.", "author": 3}]', "a.json"))
    assert capture.given.byline == ""


def test_a_text_that_its_source_cut_off_is_told_and_the_sign_taken_out():
    rows = [{"title": "Talks fail", "content": "Talks failed on Fri… [+2314 chars]"}]
    rows.append({"title": "Prices rise", "content": "Prices rose by [+5 chars] a ton."})
    captures, refusals = apart(read_json(source_of(json.dumps({"articles": rows}), "a.json")))
    assert refusals == []
    assert [c.text for c in captures] == ["Talks failed on Fri", rows[1]["content"]]
    assert "2,314 more characters are missing" in captures[0].damage[0]
    assert captures[1].damage == ()


def test_clippings_listed_by_category_are_found():
    kinds = [{"code": "book", "records": {"article": []}}]
    kinds += [
        {"code": k, "records": {"article": OBJECTS[i : i + 2]}} for i, k in ((0, "a"), (2, "b"))
    ]
    captures, refusals = apart(read_json(source_of(json.dumps({"category": kinds}), "a.json")))
    assert refusals == []
    assert [c.given.headline for c in captures] == [s.headline for s in STORIES[:4]]


def test_a_list_inside_a_clipping_of_unknown_text_is_no_list_of_clippings():
    document = {"found": [{"title": "Talks fail", "parts": [{"text": "Talks failed."}] * 2}]}
    captures, [refusal] = apart(read_json(source_of(json.dumps(document), "a.json")))
    assert captures == []
    assert "the columns are title, parts" in refusal.reason


@pytest.mark.parametrize(
    "document",
    [
        {f"nr{i}": item for i, item in enumerate(OBJECTS[:9])},
        {"meta": {"query": "tariff"}, "found": {f"nr{i}": o for i, o in enumerate(OBJECTS[:9])}},
        {"1994": OBJECTS[:4], "1995": OBJECTS[4:9]},
        {"1994": {"docs": OBJECTS[:4]}, "1995": {"docs": OBJECTS[4:9]}},
        {"articles": OBJECTS[:9], "people": [{"name": "Ada Berg"}] * 3},
    ],
    ids=["by name", "by name, deeper", "by year", "by year, deeper", "beside another list"],
)
def test_no_clipping_is_lost_that_stands_under_a_name_or_in_another_list(document):
    captures, refusals = apart(read_json(source_of(json.dumps(document), "a.json")))
    assert refusals == []
    assert [c.text for c in captures] == ["\n\n".join(s.paragraphs) for s in STORIES[:9]]


def test_an_article_under_a_name_without_a_text_is_told():
    named = {"a": OBJECTS[0], "b": {**OBJECTS[1], "body": ""}, "c": OBJECTS[2]}
    captures, refusals = apart(read_json(source_of(json.dumps(named), "a.json")))
    assert [c.where for c in captures] == ["row 1", "row 3"]
    assert [(r.where, r.status) for r in refusals] == [("row 2", "empty")]


def test_parts_of_one_clipping_are_no_clippings():
    parts = {"title": "Steel", "original": {"body": "Talks failed."}, "short": {"body": "Failed."}}
    captures, _ = apart(read_json(source_of(json.dumps(parts), "a.json")))
    assert [c.given.headline for c in captures] == ["Steel"]


def test_one_object_is_one_clipping():
    text = json.dumps({"title": "Tin", "text": "No tin.", "tags": ["a", "b"], "images": [{"u": 1}]})
    captures, refusals = apart(read_json(source_of('{"text": "No tin."}', "a.json")))
    assert [c.text for c in captures] == ["No tin."]
    assert refusals == []
    assert apart(read_json(source_of(text, "a.json")))[1] == []


def test_nested_names_are_met_with_dots_and_lists_of_paragraphs_joined():
    item = {"headline": {"main": "Tin"}, "fields": {"bodyText": ["One.", "Two."]}, "n": None}
    (capture,), _ = apart(read_json_lines(source_of(lines_of([item]), "a.jsonl")))
    assert (capture.text, capture.given.headline) == ("One.\n\nTwo.", "Tin")
    chosen = {"text": "headline.main"}
    (capture,), _ = apart(read_json_lines(source_of(lines_of([item]), "a.jsonl", columns=chosen)))
    assert capture.text == "Tin"


def test_bad_rows_are_told_by_number_and_the_others_kept():
    deep = '{"text": ' + "[" * 20_000 + "]" * 20_000 + "}"
    rows = ['{"text": "One."}', "not json", '["list"]', '{"text": "a", "text": "b"}', deep,
            '{"text": 5e}', '{"other": 1}', '{"text": "Eight."}', '{"text": "Ni']  # fmt: skip
    captures, refusals = apart(read_json_lines(source_of("\n".join(rows), "a.jsonl")))
    assert [(c.where, c.text) for c in captures] == [("row 1", "One."), ("row 8", "Eight.")]
    assert [(r.where, r.status) for r in refusals] == [
        ("row 2", "damaged"), ("row 3", "damaged"), ("row 4", "damaged"), ("row 5", "damaged"),
        ("row 6", "damaged"), ("row 7", "empty"), ("row 9", "damaged"),
    ]  # fmt: skip
    assert "twice" in refusals[2].reason
    assert "nested too deeply" in refusals[3].reason
    assert refusals[6].reason == "the file breaks off inside it: get it again"


def test_rows_that_name_their_text_otherwise_are_read_too():
    rows = [{"text": "One."}, {"body": "Two.", "title": "B"}]
    captures, _ = apart(read_json_lines(source_of(lines_of(rows), "a.jsonl")))
    assert [(c.text, c.given.headline) for c in captures] == [("One.", ""), ("Two.", "B")]


def test_lone_surrogates_become_replacement_characters():
    for read, text in ((read_json_lines, '{"text": "a\\ud800b", "title": "\\udc00"}\n'),
                       (read_json, '[{"text": "a\\ud800b", "title": "\\udc00"}]')):  # fmt: skip
        (capture,), _ = apart(read(source_of(text, "a.json")))
        assert capture.text == "a\ufffdb"
        assert capture.given.headline.encode()
        assert capture.damage == ("1 unreadable character",)


def test_a_list_longer_than_a_clipping_may_be_is_read_piece_by_piece():
    items = [{"text": "é" * 100_000 + str(i)} for i in range(40)]
    text = json.dumps(items, ensure_ascii=False)
    captures, refusals = apart(read_json(source_of(text, "a.json", article=1 << 20)))
    assert refusals == []
    assert [c.text for c in captures] == [item["text"] for item in items]


def test_a_cut_list_keeps_what_is_before_the_cut():
    text = json.dumps(OBJECTS)[:-40]
    captures, refusals = apart(read_json(source_of(text, "a.json")))
    assert len(captures) == 499
    assert [(r.where, r.status) for r in refusals] == [("row 500", "damaged")]


def test_bad_items_of_a_list_are_told():
    text = '[{"text": "One."}, 5, {"text": "a", "text": "b"}, {"text": "Four."}, oops]'
    captures, refusals = apart(read_json(source_of(text, "a.json")))
    assert [c.text for c in captures] == ["One.", "Four."]
    assert [r.where for r in refusals] == ["row 2", "row 3", "row 5"]


def test_a_name_met_twice_in_an_object_that_breaks_off_is_no_trouble():
    captures, refusals = apart(read_json(source_of('[{"a": {"t": 1, "t": 2}, "te', "a.json")))
    assert (captures, [r.status for r in refusals]) == ([], ["damaged"])


def test_a_large_document_that_is_no_list_is_refused_with_what_to_do():
    text = json.dumps({"articles": [{"text": "x" * 2_000_000}]})
    _, (refusal,) = apart(read_json(source_of(text, "a.json", article=1 << 20)))
    assert refusal.status == "skipped"
    assert "save it as JSON lines" in refusal.reason


@pytest.mark.parametrize(
    ("text", "status"),
    [("", "damaged"), ("[]", "empty"), ("{}", "skipped"), ('{"a": 1}', "skipped"), ("[", "damaged"),
     ("[1, 2]", "damaged"), ("{" * 30_000, "damaged"), ("[" * 30_000, "damaged"),
     ('{"a":' * 30_000, "damaged")],
)  # fmt: skip
def test_json_without_clippings_is_refused(text, status):
    captures, refusals = apart(read_json(source_of(text, "a.json")))
    assert captures == []
    assert {refusal.status for refusal in refusals} == {status}


def test_a_very_long_line_is_refused_and_the_next_one_read():
    text = lines_of([{"text": "x" * 3_000_000}, {"text": "Two."}])
    captures, refusals = apart(read_json_lines(source_of(text, "a.jsonl", article=1 << 20)))
    assert [c.text for c in captures] == ["Two."]
    assert [(r.where, r.status) for r in refusals] == [("row 1", "damaged")]


def test_a_byte_order_mark_is_no_text():
    for read in (read_json_lines, read_json):
        captures, _ = apart(read(source_of(b'\xef\xbb\xbf{"text": "One."}\n', "a.json")))
        assert [c.text for c in captures] == ["One."]
    captures, _ = apart(read_json(source_of(b'\xef\xbb\xbf[{"text": "One."}]', "a.json")))
    assert [c.text for c in captures] == ["One."]
    data = lines_of([{"text": "One."}, {"text": "Two."}]).encode("utf-16")
    captures, _ = apart(read_json_lines(source_of(data, "a.jsonl")))
    assert [c.text for c in captures] == ["One.", "Two."]


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["text", "body", "date", "x"]), VALUES)))
def test_objects_seen_are_objects_told(objects):
    for read, text in ((read_json_lines, lines_of(objects)), (read_json, json.dumps(objects))):
        captures, refusals = apart(read(source_of(text, "a.json")))
        refusals = [refusal for refusal in refusals if refusal.where != "dates"]
        if captures or any(refusal.where for refusal in refusals):
            assert len(captures) + len(refusals) == len(objects)
        else:
            assert len(refusals) == 1


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text('{}[]",:\\ texu18d\n', max_size=200).map(str.encode))
def test_no_bytes_make_the_readers_raise(data):
    for read in (read_json, read_json_lines):
        captures, refusals = apart(read(source_of(data, "a.json")))
        assert captures or refusals


def test_very_many_names_take_no_time():
    names = ", ".join(f'"{i}": 1' for i in range(100_000))
    with within(20):
        _, refusals = apart(read_json_lines(source_of(f'{{{names}, "99999": 2}}\n', "a.jsonl")))
    assert "'99999' twice" in refusals[0].reason


@pytest.mark.parametrize("pattern", ["[", '{"a":', '{"text": "a"},', "\\", '"', "1,", "x", " ",
                                     '{"text": "a"}\n', ","])  # fmt: skip
@pytest.mark.slow
def test_long_hostile_json_takes_no_time(pattern):
    for start in ("", "[", '[{"text": "a"},'):
        with within(20):
            for read in (read_json, read_json_lines):
                apart(read(source_of(start + pumped(pattern, 200_000), "a.json")))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_a_list_is_read_in_any_encoding(encoding):
    data = json.dumps([{"text": "Talks failed."}, {"text": "Prices rose."}]).encode(encoding)
    assert [one.text for one in read_json(source_of(data, "a.json"))] == [
        "Talks failed.", "Prices rose.",
    ]  # fmt: skip
