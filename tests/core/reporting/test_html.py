"""The page: self-contained, closed to the network, escaped, and every figure with its rows."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import accumulate
from typing import Any

import pytest

from songbang.core.reporting.charts import values_text
from songbang.core.reporting.html import FigureRows, RowDetail, render_html
from songbang.core.reporting.layout_words import words_for
from songbang.core.reporting.report import Paragraph, Report, Run
from songbang.core.rulebook import load
from tests.core.reporting.sample_report import ALL, ONE, sample_report, sample_rows


def page(report: Report | None = None) -> str:
    figures, details = sample_rows()
    return render_html(report or sample_report(), rows=figures, row_details=details)


def content_of(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="report-content">(.*?)</script>', text, re.DOTALL)
    assert found
    content: dict[str, Any] = json.loads(found[1])
    return content


class Elements(HTMLParser):
    """All elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_equal_input_is_an_equal_page() -> None:
    assert page() == page()


def test_nothing_points_outside_the_file() -> None:
    for tag, attributes in Elements(page()).found:
        assert tag not in {"link", "iframe", "img", "object", "embed", "base", "form"}
        for name, value in attributes.items():
            assert not name.startswith("on"), "no inline handlers"
            assert name != "style", "the policy would refuse it"
            assert name not in {"src", "srcset", "action", "data"}
            assert name != "href" or str(value).startswith("#")


def test_policy_allows_exactly_the_scripts_and_the_style_of_the_page() -> None:
    text = page()
    policy = next(a["content"] for t, a in Elements(text).found if t == "meta" and "http-equiv" in a)
    assert policy and "default-src 'none'" in policy and "connect-src 'none'" in policy and "unsafe" not in policy
    inline = [
        *re.findall(r"<script>(.*?)</script>", text, re.DOTALL),
        *re.findall(r"<style>(.*?)</style>", text, re.DOTALL),
    ]
    assert len(inline) == 3
    for code in inline:
        assert base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() in policy


def test_every_figure_with_rows_is_a_button_and_others_are_plain() -> None:
    buttons = re.findall(r'<button type="button" class="figure" data-figure="(\d+)"[^>]*>([^<]*)</button>', page())
    assert buttons == [("0", "412"), ("0", "3.5%"), ("1", "102"), ("1", "3.5%"), ("0", "412"), ("0", "3.5%")]
    figures, details = sample_rows()
    del figures[ONE]
    assert '"1"' not in re.findall(
        r"data-figure=(\S+)", render_html(sample_report(), rows=figures, row_details=details)
    )


def test_panels_get_the_rows_once_and_in_order_of_day() -> None:
    content = content_of(page())
    all_rows, one = content["figures"]
    lines = [content["rows"]["line"][row] for row in accumulate(all_rows["rows"])]
    assert lines == list(range(3, 12))
    assert [content["rows"]["line"][row] for row in accumulate(one["rows"])] == list(range(7, 12))
    assert (all_rows["value"], all_rows["baseline"], all_rows["change"]) == ("412", "398", "+3.5%")
    assert (one["baseline"], one["change"], one["comparable"], one["why"]) == (None, None, False, "2018年台账缺失")
    assert content["file"] == ["收文/新丰镇.xlsx"] and len(content["rows"]["file"]) == 9


def test_a_name_cannot_break_out_of_the_page() -> None:
    text = page()
    assert "alert(1)</script>" not in text
    assert content_of(text)["name"][0] == "通知3</script><script>alert(1)</script>"
    evil = Report("zh-Hans", "<b>", "</title><script>x", "", (Paragraph((Run("<img src=x>", ALL),)),), (), (), "", "")
    assert "<img" not in page(evil) and "<script>x" not in page(evil) and "<b>" not in page(evil)


def test_no_script_of_ours_holds_its_own_end() -> None:
    text = page()
    assert text.count("</script>") == text.count("<script")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_page_states_its_language_and_speaks_it(language: str) -> None:
    text = page(sample_report(language))
    assert f'<html lang="{language}">' in text
    assert words_for(language)["baseline_rows"] in text


def test_words_are_whole_in_each_language() -> None:
    catalogue = load("html_words.yaml")
    assert catalogue["zh-Hans"].keys() == catalogue["en"].keys()
    holes = {
        language: [re.findall(r"\{\w+\}", word) for word in words.values()] for language, words in catalogue.items()
    }
    assert [sorted(each) for each in holes["en"]] == [sorted(each) for each in holes["zh-Hans"]]


def test_each_labelled_thing_is_there() -> None:
    elements = Elements(page()).found
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in elements:
        for name in ("aria-labelledby", "aria-controls", "for"):
            assert name not in attributes or attributes[name] in ids


def test_charts_carry_a_table_and_heat_needs_no_script() -> None:
    content = content_of(page())
    assert [chart["kind"] for chart in content["charts"]] == ["bars", "shares"]
    assert content["charts"][0]["series"][0]["values"][1] is None
    text = page()
    assert text.count('class="chart-table wide"') == 2
    assert re.search(r'<td class="down-\d">-8.5</td>', text) and '<td class="unknown-cell">—</td>' in text


def test_fourteen_thousand_rows_stay_below_six_megabytes() -> None:
    details: dict[str, RowDetail] = {}
    for at in range(14_000):
        unit, sheet = f"单位{at % 13}", f"{at % 7}月"
        details[f"#{at}"] = (f"收文/{unit}.xlsx", sheet, at, unit, "2019-03-01", "通" * 30 + str(at))
    ids = list(details)
    keys = [f"documents.received|unit={at}" for at in range(13 * 8)]
    figures = {key: FigureRows(1, 1, 0.0, True, "", ids[at::13], ids[at::17]) for at, key in enumerate(keys)}
    figures[ALL] = FigureRows(14_000, 1, None, True, "", ids, ids)
    runs = tuple(Run("1", key) for key in (*keys, ALL))
    report = Report("zh-Hans", "", "报告", "", (Paragraph(runs),), (), (), "", "")
    assert len(render_html(report, rows=figures, row_details=details).encode()) < 6_000_000


def test_what_must_not_begin_a_line_stays_with_its_figure() -> None:
    assert '<span class="tied">' in page()
    assert re.search(r'<span class="tied">1—7月</span>共收到文件', page())
    assert re.search(r'<span class="tied"><button [^>]*>412</button>份，</span>', page())


def test_a_small_baseline_and_a_change_of_nothing_are_told_as_in_the_text() -> None:
    rows, details = sample_rows()
    for now, base, change in ((8, 2, "+6"), (10001, 10000, "0.0%"), (1003, 949, "+5.7%"), (9999, 10000, "0.0%")):
        told = {**rows, ALL: FigureRows(now, base, now / base - 1, True, "", (), ())}
        assert f'"change":"{change}"' in render_html(sample_report(), rows=told, row_details=details)


def test_decimals_are_those_of_the_whole_chart() -> None:
    assert values_text((6.0, 5.7, None)) == ["6.0", "5.7", "—"]
