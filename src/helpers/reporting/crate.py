"""A record of a report for catalogues: RO-Crate 1.1, which is schema.org in JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CRATE = "ro-crate-metadata.json"
_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_CONFORMS = "https://w3id.org/ro/crate/1.1"
_KINDS = {".html": "text/html", ".json": "application/json", ".png": "image/png"}


def crate(record: Mapping[str, Any], title: str, files: Sequence[str]) -> str:
    """Describe a report.

    Parameters
    ----------
    record : mapping
        See `publish.run_record`.
    title : str
        Of the report.
    files : sequence of str
        Names of its files.

    Returns
    -------
    str
        JSON-LD: the report, its pages, the corpus by name and digest, the notebooks with their
        parameters, and the software with its version.

    References
    ----------
    Soiland-Reyes et al. 2022, "Packaging research artefacts with RO-Crate", Data Science 5(2),
    97-138.

    Examples
    --------
    >>> record = {"when": None, "corpus": None, "versions": {"python": "3.12"}, "notebooks": []}
    >>> json.loads(crate(record, "Trade", ["index.html"]))["@graph"][1]["name"]
    'Trade'
    """
    corpus = record["corpus"] or {"name": "", "articles": 0, "digest": ""}
    software = [
        {"@id": f"#{name}", "@type": "SoftwareApplication", "name": name, "version": number}
        for name, number in record["versions"].items()
    ]
    runs = [_action(notebook, software, record["when"]) for notebook in record["notebooks"]]
    graph: list[dict[str, Any]] = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _CONFORMS},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": title,
            "description": f"What {corpus['articles']} articles of “{corpus['name']}” tell.",
            "datePublished": record["when"],
            "hasPart": [{"@id": name} for name in files],
            "mentions": [{"@id": run["@id"]} for run in runs],
            "isBasedOn": {"@id": "#corpus"},
        },
        {
            "@id": "#corpus",
            "@type": "Dataset",
            "name": corpus["name"],
            "size": f"{corpus['articles']} articles",
            "identifier": corpus["digest"],
        },
        *({"@id": name, "@type": "File", "encodingFormat": _kind(name)} for name in files),
        *software,
        *runs,
        *(value for notebook in record["notebooks"] for value in _values(notebook)),
    ]
    whole = {"@context": _CONTEXT, "@graph": graph}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _kind(name: str) -> str:
    return _KINDS.get(name[name.rfind(".") :], "application/octet-stream")


def _action(
    notebook: Mapping[str, Any], software: Sequence[Mapping[str, Any]], when: str | None
) -> dict[str, Any]:
    done = "CompletedActionStatus" if notebook["status"] == "ok" else "FailedActionStatus"
    return {
        "@id": f"#run-{notebook['name']}",
        "@type": "CreateAction",
        "name": notebook.get("question") or notebook["name"],
        "instrument": [{"@id": tool["@id"]} for tool in software],
        "object": [{"@id": "#corpus"}, *({"@id": v["@id"]} for v in _values(notebook))],
        "result": {"@id": f"{notebook['name']}.html"},
        "actionStatus": {"@id": f"http://schema.org/{done}"},
        "endTime": when,
    }


def _values(notebook: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "@id": f"#{notebook['name']}-{name}",
            "@type": "PropertyValue",
            "name": name,
            "value": value if isinstance(value, str | int | float) else json.dumps(value),
        }
        for name, value in sorted(notebook["parameters"].items())
    ]
