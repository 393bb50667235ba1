"""A file for a spreadsheet holds no formula, whoever typed what."""

import csv

from reports.spreadsheet import spreadsheet
from tests.tables import each_of


@each_of(
    [
        ('=HYPERLINK("http://evil.example","x")', '\'=HYPERLINK("http://evil.example","x")'),
        ("+1+1", "'+1+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("General Duty", "General Duty"),
        (-3, "-3"),
    ]
)
def test_no_cell_is_a_formula(typed: object, written: str) -> None:
    lines = csv.reader(spreadsheet(["unit"], [[typed]]).text.splitlines())
    assert list(lines) == [["unit"], [written]]
