"""Makes one register of documents with very many rows, for benchmarks.

python -m samples.big FILE.xlsx --rows 100000
"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, timedelta
from itertools import islice, product
from pathlib import Path
from random import Random

import xlsxwriter

from samples.words import words

_LABELS = ("序号", "收文日期", "来文单位", "来文字号", "文件标题", "份数", "收文方式", "承办部门", "备注")
_FIRST, _DAYS = date(2018, 1, 1), 605


def make_big(path: Path, *, rows: int = 100_000, seed: int = 1) -> None:
    """Write `rows` documents of one town, 2018-01-01 to 2019-08-28, below a title and a header (so from row 3 on)."""
    rng = Random(seed)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"created": datetime(2019, 8, 30, tzinfo=UTC)})
    day_format = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("收文登记")
    sheet.write_string(0, 0, "凤桥镇收文登记簿")
    sheet.write_row(1, 0, _LABELS)
    bodies = [body for level in ("above", "county") for body in words("issuers")[level]]
    titles = _titles(rows)
    for n in range(rows):
        body = bodies[n % len(bodies)]
        day = _FIRST + timedelta(n * _DAYS // rows)
        channel = rng.choice(("电子", "电子", "纸质"))
        sheet.write_number(n + 2, 0, n + 1)
        sheet.write_datetime(n + 2, 1, datetime.combine(day, datetime.min.time()), day_format)
        words_after = (
            body["names"][0],
            f"{body['code']}〔{day.year}〕{n // len(bodies) + 1}号",
            titles[n],
            "1",
            channel,
            "党政办",
        )
        for column, text in enumerate(words_after, 2):
            sheet.write_string(n + 2, column, text)
    book.close()


def _titles(rows: int) -> list[str]:
    """Titles that all differ: place, matter and wording each time."""
    matters = words("matters")
    subjects = [subject for line in matters["subjects"].values() for subject in line]
    every = product(range(1, rows + 2), matters["documents"], subjects)
    return [pattern.format(s=f"第{batch}批{subject}", y=2019) for batch, pattern, subject in islice(every, rows)]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m samples.big", description="Make one very long register.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    make_big(given.path, rows=given.rows, seed=given.seed)
    print(f"{given.path}: {given.rows} rows")


if __name__ == "__main__":
    main()
