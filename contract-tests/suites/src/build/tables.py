#!/usr/bin/env python3
"""Writes the tables of docs/contract.md and docs/requests.md from what tests left in target.

usage: tables.py [contract|requests]...    both, if none is named

contract: one line a suite, from target/surefire-reports/*/TEST-*.xml; a column for each execution
that has run: tests, of which failed, had errors, were skipped. requests: from what is pinned in
src/test/resources/requests, and target/requests/*.tsv of later runs.
The text around the markers of a table stays.
"""
import pathlib
import sys
import xml.etree.ElementTree as xml

MODULE = pathlib.Path(__file__).resolve().parents[2]
DOCS = MODULE.parents[1] / "docs"
COUNTS = ("tests", "failures", "errors", "skipped")


def suites(directory):
    """The counts of each class that ran in an execution."""
    counts = {}
    for report in sorted(directory.glob("TEST-*.xml")):
        suite = xml.parse(report).getroot()
        name = suite.get("name").rsplit(".", 1)[1].removesuffix("Test")
        counts[name] = tuple(int(suite.get(count)) for count in COUNTS)
    return counts


def cell(counts):
    if counts is None:
        return "-"
    tests, failures, errors, skipped = counts
    return f"{tests} / {failures} / {errors} / {skipped}"


def contract():
    reports = MODULE / "target" / "surefire-reports"
    columns = {path.name: suites(path) for path in sorted(reports.iterdir()) if path.is_dir()}
    columns = {name: counts for name, counts in columns.items() if counts}
    names = sorted({name for counts in columns.values() for name in counts})
    yield ["Suite", *columns]
    for name in names:
        yield [name, *(cell(counts.get(name)) for counts in columns.values())]
    sums = [tuple(map(sum, zip(*counts.values()))) for counts in columns.values()]
    yield ["**all**", *map(cell, sums)]


def requests():
    columns = {}
    pinned = MODULE / "src" / "test" / "resources" / "requests"
    for file in [*sorted(pinned.glob("*.tsv")), *sorted((MODULE / "target" / "requests").glob("*.tsv"))]:
        lines = file.read_text(encoding="utf-8").splitlines()
        columns[file.stem] = dict(line.split("\t", 1) for line in lines)
    columns["extra"] = columns.pop("extra", {})
    names = list(dict.fromkeys(name for counts in columns.values() for name in counts))
    yield ["Operation", *columns]
    for name in names:
        yield [name, *(counts.get(name, "-").replace("\t", ": ") for counts in columns.values())]


def write(name, rows):
    document = DOCS / f"{name}.md"
    text = document.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    head, rest = text.split(begin, 1)
    tail = rest.split(end, 1)[1]
    header, *lines = list(rows)
    table = [header, ["---"] * len(header), *lines]
    table = "".join("| " + " | ".join(row) + " |\n" for row in table)
    document.write_text(head + begin + table + end + tail, encoding="utf-8")


for table in sys.argv[1:] or ["contract", "requests"]:
    write(table, {"contract": contract, "requests": requests}[table]())
