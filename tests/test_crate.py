"""The record of a report for catalogues."""

import json

from helpers.reporting.crate import CRATE, crate

RECORD = {
    "when": "2026-01-02T03:00:00+00:00",
    "corpus": {"name": "clippings", "articles": 5, "digest": "abc"},
    "versions": {"python": "3.12.1", "datelines": "0.1.0"},
    "notebooks": [
        {
            "name": "04_eras",
            "status": "ok",
            "question": "How do they differ?",
            "parameters": {"seed": 0, "eras": {"then": [1990, 1999]}},
        }
    ],
}


def graph() -> dict[str, dict]:
    made = json.loads(crate(RECORD, "Trade", ["04_eras.html", "index.html", "run.json"]))
    return {entity["@id"]: entity for entity in made["@graph"]}


def test_every_reference_leads_to_an_entity_of_the_crate():
    entities = graph()

    def references(value):
        if isinstance(value, dict):
            if set(value) == {"@id"}:
                yield value["@id"]
            else:
                for name, inner in value.items():
                    if name != "@id":
                        yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    named = {name for entity in entities.values() for name in references(entity)}
    outside = {name for name in named if name.startswith(("http://", "https://"))}
    assert named - outside <= entities.keys()


def test_inputs_parameters_and_versions_are_told():
    entities = graph()
    assert entities[CRATE]["about"] == {"@id": "./"}
    assert entities["#corpus"]["identifier"] == "abc"
    assert entities["#04_eras-eras"]["value"] == '{"then": [1990, 1999]}'
    assert entities["#python"]["version"] == "3.12.1"
    assert entities["#run-04_eras"]["result"] == {"@id": "04_eras.html"}
    assert entities["./"]["datePublished"] == RECORD["when"]
