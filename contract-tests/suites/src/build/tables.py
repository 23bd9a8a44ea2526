#!/usr/bin/env python3
"""Writes the tables of docs/contract.md and docs/requests.md from what tests left in target.

usage: tables.py [contract|requests]...    both, if none is named

contract: one line a suite, from target/surefire-reports/*/TEST-*.xml; a column for each execution
that has run: tests, of which failed, had errors, were skipped. requests: from what is pinned in
src/test/resources/requests, and target/requests/*.tsv of later runs.
The text around the markers of a table stays, and so do the columns of which there is nothing new;
where all lines between the markers are deleted, a table begins anew.
"""
import pathlib
import sys
import xml.etree.ElementTree as xml

MODULE = pathlib.Path(__file__).resolve().parents[2]
DOCS = MODULE.parents[1] / "docs"
COUNTS = ("tests", "failures", "errors", "skipped")
ALL = "**all**"


def suites(directory):
    """The counts of each class that ran in an execution."""
    counts = {}
    for report in sorted(directory.glob("TEST-*.xml")):
        suite = xml.parse(report).getroot()
        name = suite.get("name").rsplit(".", 1)[1].removesuffix("Test")
        counts[name] = tuple(int(suite.get(count)) for count in COUNTS)
    return counts


def cell(counts):
    tests, failures, errors, skipped = counts
    return f"{tests} / {failures} / {errors} / {skipped}"


def contract():
    """The columns, and in each the cells by suite."""
    columns = {}
    for path in (MODULE / "target" / "surefire-reports").glob("*/"):
        counts = suites(path)
        if counts:
            columns[path.name] = {name: cell(count) for name, count in counts.items()}
            columns[path.name][ALL] = cell(map(sum, zip(*counts.values())))
    return columns


def requests():
    """The columns, and in each the cells by operation."""
    columns = {}
    pinned = MODULE / "src" / "test" / "resources" / "requests"
    for file in [*pinned.glob("*.tsv"), *(MODULE / "target" / "requests").glob("*.tsv")]:
        pairs = (line.split("\t", 1) for line in file.read_text(encoding="utf-8").splitlines())
        columns[file.stem] = {name: count.replace("\t", ": ") for name, count in pairs}
    return columns


def columns_of(table):
    """What a table in a document says."""
    lines = [line.strip("| ").split(" | ") for line in table.splitlines()]
    if not lines:
        return {}
    header, _, *rows = lines
    return {
        name: {row[0]: row[at] for row in rows if row[at] != "-"}
        for at, name in enumerate(header[1:], 1)
    }


def order(names, last):
    """As they come, but for one that is always the last."""
    return [*(name for name in names if name != last), *(name for name in names if name == last)]


def write(name, new, first):
    document = DOCS / f"{name}.md"
    text = document.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    head, rest = text.split(begin, 1)
    table, tail = rest.split(end, 1)
    columns = columns_of(table) | new
    names = order(sorted(columns), "extra")
    rows = dict.fromkeys(row for column in names for row in columns[column])
    rows = order(sorted(rows) if name == "contract" else rows, ALL)
    lines = [[first, *names], ["---"] * (len(names) + 1)]
    lines += [[row, *(columns[column].get(row, "-") for column in names)] for row in rows]
    table = "".join("| " + " | ".join(line) + " |\n" for line in lines)
    document.write_text(head + begin + table + end + tail, encoding="utf-8")


for table in sys.argv[1:] or ["contract", "requests"]:
    if table == "contract":
        write(table, contract(), "Suite")
    else:
        write(table, requests(), "Operation")
