"""Rows as a file that opens in a spreadsheet, in which nothing that a citizen wrote is a formula.

CSV has no types, so a cell that a program would take for a formula gets an apostrophe in front
(OWASP, "CSV Injection"). A workbook says of each cell what it is, so nothing has to be changed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from typing import IO

import xlsxwriter

Cell = str | int | date | None

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

_FORMULA = re.compile(r"[=+\-@\t\r\n|%]")
# What XML 1.0 cannot hold, beside halves of surrogate pairs, which storage never lets in.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767  # Characters of one cell, a limit of the format.


def harmless(text: str) -> str:
    """The text as a cell of a CSV file: with an apostrophe where it could begin a formula."""
    return f"'{text}" if _FORMULA.match(text.lstrip(" \u00a0\ufeff")) else text


class CsvFile:
    """Writes rows to `out` as UTF-8 with the mark by which spreadsheets know it."""

    def __init__(self, out: IO[bytes], heads: Sequence[str]) -> None:
        self._text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
        self._writer = csv.writer(self._text, delimiter=";")
        self._writer.writerow(heads)

    def add(self, row: Sequence[Cell]) -> None:
        self._writer.writerow(
            [
                cell.isoformat()
                if isinstance(cell, date)
                else harmless(cell)
                if isinstance(cell, str)
                else cell
                for cell in row
            ]
        )

    def close(self) -> None:
        self._text.detach()


class XlsxFile:
    """Writes rows to `out` as a workbook of one sheet, with a filter and a fixed first line."""

    def __init__(self, out: IO[bytes], heads: Sequence[str]) -> None:
        self._book = xlsxwriter.Workbook(
            out,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._sheet = self._book.add_worksheet("Pengaduan")
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._heads = len(heads)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(heads) - 1, 18)
        bold = self._book.add_format({"bold": True})
        for place, head in enumerate(heads):
            self._sheet.write_string(0, place, head, bold)
        self._rows = 1

    def add(self, row: Sequence[Cell]) -> None:
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                self._sheet.write_datetime(self._rows, place, cell, self._day)
            elif isinstance(cell, int):
                self._sheet.write_number(self._rows, place, cell)
            elif cell:
                text = _CONTROLS.sub("\ufffd", cell)[:_LONGEST]
                self._sheet.write_string(self._rows, place, text)
        self._rows += 1

    def close(self) -> None:
        self._sheet.autofilter(0, 0, max(1, self._rows - 1), self._heads - 1)
        self._book.close()


def open_file(kind: str, out: IO[bytes], heads: Sequence[str]) -> CsvFile | XlsxFile:
    """A file of the kind, CSV or XLSX, with its first line written."""
    return CsvFile(out, heads) if kind == CSV else XlsxFile(out, heads)
