"""A sheet of 40 MB is read and written in little more memory than its own size."""

import os
import subprocess
import sys
import textwrap
import zipfile

from tests.books.plain import plan

ROWS, LIMIT_MB = 120_000, 400
USE = r"""
    import re, sys
    from pathlib import Path
    from okrsheet.books.book import ColumnLook, SetColumn, Style
    from okrsheet.books.file import FileBook

    book = FileBook(Path(sys.argv[1]))
    height = len(book.read().table("KPIs").rows)
    look = ColumnLook("Score", 9, Style("score"), computed=True)
    book.apply([SetColumn("KPIs", look, tuple(float(row) for row in range(height)))])
    # Of this process alone: what getrusage says counts the one that started it, too.
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    print(height, int(peak[1]) // 1024)
"""


def large(path):
    """A workbook whose sheet has 40 MB: a table KPIs and a wide block of numbers beside it."""
    small = plan(path.with_name("small.xlsx"))
    beside = "".join(f'<c r="{letter}%d"><v>%d.125</v></c>' for letter in "JKLMNOPQR")
    row = f'<row r="%d"><c r="B%d" t="inlineStr"><is><t>K%d</t></is></c>{beside}</row>'
    rows = "".join(row % ((at,) * 21) for at in range(9, 9 + ROWS))
    with zipfile.ZipFile(small) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                head, tail = content.split(b"</sheetData>")
                content = head + rows.encode() + b"</sheetData>" + tail
                assert len(content) > 40_000_000
            new.writestr(name, content.replace(b"B4:G8", b"B4:G%d" % (8 + ROWS)))
    return path


def test_a_sheet_of_forty_megabytes_needs_no_gigabytes(tmp_path):
    path = large(tmp_path / "large.xlsx")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(USE), path],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    height, peak = map(int, ended.stdout.split())
    assert height == ROWS + 4
    assert peak < LIMIT_MB
