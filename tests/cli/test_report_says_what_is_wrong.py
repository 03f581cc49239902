"""Whatever a user gives: a clear message with a cure, status 2 only when no report is possible, never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from samples.bad import make_bad
from songbang.core.reading import formats
from tests.cli.conftest import Command
from tests.cli.office import (
    PERIODS,
    UNITS,
    counted,
    documents,
    figures,
    make_office,
    rejects,
    value,
    write_csv,
    write_xlsx,
)

NO_REPORT = 2


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_bad(tmp_path_factory.mktemp("bad"))


@pytest.mark.parametrize(
    ("defect", "said"),
    [
        ("locked", "有打开密码"),
        ("truncated", "不完整"),
        ("zip_bomb", "异常庞大"),
        ("picture", "看起来是 PNG"),
        ("empty_file", "空文件"),
        ("no_register", "没有找到台账"),
        ("empty_folder", "没有台账文件"),
    ],
)
def test_a_bad_file_alone_gives_no_report_and_says_why(
    defect: str, said: str, bad: dict[str, Path], command: Command, tmp_path: Path
) -> None:
    ran = command("report", bad[defect], *PERIODS, "--out", tmp_path / "out")
    assert ran.status == NO_REPORT
    assert said in ran.err
    assert "→" in ran.err
    assert not (tmp_path / "out").exists()


def test_bad_files_among_good_ones_are_told_of_and_the_report_is_made(
    bad: dict[str, Path], command: Command, registers: Path, tmp_path: Path
) -> None:
    for defect in ("locked", "truncated", "picture", "empty_file", "no_register"):
        shutil.copy(bad[defect], registers)
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    assert ran.status == 0
    for said in ("有打开密码", "不完整", "看起来是 PNG", "空文件", "没有找到台账"):
        assert said in ran.err
    assert counted(tmp_path / "out") == 14 + 10 + 6


@pytest.mark.parametrize(
    ("period", "baseline", "said"),
    [
        ("2019-13", "2018-01:2018-07", "时期写法不对：2019-13"),
        ("2019年1月", "2018-01:2018-07", "时期写法不对：2019年1月"),
        ("2019-07:2019-01", "2018-01:2018-07", "时期的开始晚于结束"),
        ("2019-01:2019-07", "2018-01:2019-02", "有重叠"),
        ("2022-01:2022-07", "2021-01:2021-07", "最早 2018-01-10，最晚 2019-07-07"),
    ],
)
def test_a_period_that_cannot_be_is_named_with_its_cure(
    period: str, baseline: str, said: str, command: Command, registers: Path, tmp_path: Path
) -> None:
    ran = command("report", registers, "--period", period, "--baseline", baseline, "--out", tmp_path / "out")
    assert (ran.status, said in ran.err, "→" in ran.err) == (NO_REPORT, True, True), ran.err


def test_a_day_that_is_none_is_named(command: Command, registers: Path, tmp_path: Path) -> None:
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", "--report-on", "2019-02-30")
    assert (ran.status, "日期写法不对：2019-02-30" in ran.err) == (NO_REPORT, True)


@pytest.mark.parametrize("option", ["--units", "--mapping", "--rulebook"])
def test_a_file_that_an_option_names_and_that_is_not_there_is_named(
    option: str, command: Command, registers: Path, tmp_path: Path
) -> None:
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", option, tmp_path / "没有")
    assert (ran.status, f"找不到 {tmp_path / '没有'}" in ran.err) == (NO_REPORT, True)


@pytest.mark.parametrize("option", ["--units", "--mapping"])
def test_a_folder_where_a_file_is_needed_is_named(
    option: str, command: Command, registers: Path, tmp_path: Path
) -> None:
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", option, registers)
    assert (ran.status, "是文件夹，这里要的是文件" in ran.err) == (NO_REPORT, True)


def test_a_path_that_is_not_there_is_named(command: Command, tmp_path: Path) -> None:
    ran = command("report", tmp_path / "没有", *PERIODS, "--out", tmp_path / "out", "--lang", "en")
    assert (ran.status, f"{tmp_path / '没有'} does not exist" in ran.err) == (NO_REPORT, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report",), "命令缺少 'REGISTERS...'"),
        (("report", "x", "--period", "2019-01"), "命令缺少 '--baseline'"),
        (("report", "x", *PERIODS, "--out", "y", "--lang", "fr"), "'--lang' 的值不对"),
        (("report", "x", "--foo"), "命令写法不对"),
        (("nothing",), "命令写法不对"),
        (("report", "--lang", "en"), "the command lacks 'REGISTERS...'"),
    ],
)
def test_a_command_written_wrongly_is_answered_in_the_users_language(
    arguments: tuple[str, ...], said: str, command: Command
) -> None:
    ran = command(*arguments)
    assert (ran.status, said in ran.err, "--help" in ran.err) == (NO_REPORT, True, True), ran.err


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "是空文件"),
        ([("code", "name")], "缺少这些栏：level"),
        ([UNITS[0]], "是空的"),
        ([UNITS[0], ("1", "新丰镇", "", "镇长", "", "")], "第 2 行不完整"),
        ([UNITS[0], ("1", "", "", "town", "", "")], "第 2 行不完整"),
        ([UNITS[0], ("1", "新丰镇", "", "town", "", "多")], "第 2 行的干部数不是整数：多"),
        ([UNITS[0], ("1", "新丰镇", "", "town", "", "-3")], "第 2 行的干部数不是整数：-3"),
        ([UNITS[0], ("1", "新丰镇", "", "town", "", ""), ("1", "南湖街道", "", "town", "", "")], "重复的代码：1"),
        ([UNITS[0], ("1", "新丰镇", "", "town", "", ""), ("2", "净湘村", "", "village", "9", "")], "净湘村"),
    ],
)
def test_a_broken_list_of_units_is_named_with_its_row(
    rows: list[tuple[object, ...]], said: str, command: Command, registers: Path, tmp_path: Path
) -> None:
    units = write_csv(tmp_path / "list.csv", rows)
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", "--units", units)
    assert (ran.status, said in ran.err, "→" in ran.err) == (NO_REPORT, True, True), ran.err


@pytest.mark.parametrize("cadres", ["60.0", "６０"])
def test_a_head_count_as_programs_write_it_is_read(
    cadres: str, command: Command, registers: Path, tmp_path: Path
) -> None:
    units = write_csv(tmp_path / "list.csv", [*UNITS[:2], ("330402103", "新丰镇", "", "town", "330402", cadres)])
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", "--units", units)
    assert ran.status == 0
    assert [unit["cadres"] for unit in figures(tmp_path / "out")["units"]] == [None, 60]


def test_without_a_list_of_units_they_are_inferred_and_the_report_says_so(
    command: Command, registers: Path, tmp_path: Path
) -> None:
    (tmp_path / "units.csv").unlink()
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    assert (ran.status, "没有单位名单" in ran.err) == (0, True)
    assert value(tmp_path / "out", "documents.received", unit="新丰镇") == 8


def test_a_unit_that_the_list_does_not_know_is_rejected_row_by_row(
    command: Command, registers: Path, tmp_path: Path
) -> None:
    write_csv(registers / "不知镇收文.csv", documents("不知镇", in_2018=1, in_2019=2))
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    assert ran.status == 0
    found = rejects(tmp_path / "out")
    assert [(r["file"], r["row"], r["code"]) for r in found] == [
        ("不知镇收文.csv", n, "unit_unknown") for n in (3, 4, 5)
    ]
    assert {r["what"] for r in found} == {"不知道是哪个单位：（哪里都没有写明）"}


def test_where_every_row_is_rejected_the_reason_is_named_and_the_rows_are_written(
    command: Command, tmp_path: Path
) -> None:
    write_csv(tmp_path / "units.csv", UNITS)
    register = write_csv(tmp_path / "r" / "不知镇收文.csv", documents("不知镇", in_2018=1, in_2019=2))
    ran = command("report", register.parent, *PERIODS, "--out", tmp_path / "out")
    assert ran.status == NO_REPORT
    assert "3 行全部退回" in ran.err
    assert "不知镇收文.csv 3" in ran.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["rejects.xlsx"]


def test_a_baseline_that_lacks_a_unit_is_not_compared_and_the_report_says_so(
    command: Command, registers: Path, tmp_path: Path
) -> None:
    write_csv(registers / "南湖街道收文.csv", documents("南湖街道", in_2018=0, in_2019=5))
    out = tmp_path / "out"
    ran = command("report", registers, *PERIODS, "--out", out)
    assert ran.status == 0
    whole = next(f for f in figures(out)["figures"] if f["id"] == "documents.received" and not f["scope"])
    assert (whole["value"], whole["baseline"], whole["comparable"], whole["change"]) == (13, 6, False, None)
    assert whole["why"] == "baseline_missing:330402007"
    assert "南湖街道缺2018年1—7月" in ran.out


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_beyond_all_bounds_is_refused_with_its_size(
    kind: str, command: Command, registers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The bounds are lowered to the files of this test; files of 300 MB were tried by hand.
    if kind == "csv":
        monkeypatch.setattr(formats, "LARGEST_FILE", 2_000_000)
        with (registers / "大.csv").open("wb") as out:
            out.truncate(3_000_000)
    else:
        monkeypatch.setattr(formats.excel, "LARGEST_PART", 10_000)
        write_xlsx(registers / "大.xlsx", documents("新丰镇", in_2018=200, in_2019=200))
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    assert (ran.status, f"大.{kind} 太大" in ran.err) == (0, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "不是列表"),
        ("- [", "看不懂"),
        ("- sheet: x", "第 1 项不对：file"),
        ("- {file: a, foo: 1}", "第 1 项不对：foo"),
        ("- {1: a, file: b}", "第 1 项不对：1"),
        ("- {file: a, register: x}", "没有“x”这种台账"),
        ("- {file: a, columns: {A: zz}}", "没有“zz”这一栏"),
        ("- {file: a, columns: [A]}", "第 1 项不对：columns"),
        ("- {file: a, header_row: abc}", "第 1 项不对：header_row: abc"),
        ("- {file: a, year: abc}", "第 1 项不对：year: abc"),
        ("- {file: a, sheet: [1]}", "第 1 项不对：sheet: [1]"),
    ],
)
def test_a_broken_mapping_file_is_named_with_its_entry(
    text: str, said: str, command: Command, registers: Path, tmp_path: Path
) -> None:
    (tmp_path / "m.yaml").write_text(text, "utf-8")
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", "--mapping", tmp_path / "m.yaml")
    assert (ran.status, said in ran.err, "→" in ran.err) == (NO_REPORT, True, True), ran.err


def test_a_mapping_entry_that_fits_nothing_or_names_no_unit_is_told(
    command: Command, registers: Path, tmp_path: Path
) -> None:
    (tmp_path / "m.yaml").write_text("- {file: 没有.xlsx}\n- {file: '*', unit: 某某镇}\n", "utf-8")
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", "--mapping", tmp_path / "m.yaml")
    assert "第 1 项没有用上" in ran.err
    assert "单位名单里没有“某某镇”" in ran.err


@pytest.mark.parametrize(("content", "said"), [("a: 1\n", "缺少这些项"), ("a: [\n", "看不懂")])
def test_a_rulebook_file_that_is_not_whole_is_named(
    content: str, said: str, command: Command, registers: Path, tmp_path: Path
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "phrases.yaml").write_text(content, "utf-8")
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", "--rulebook", tmp_path / "rules")
    assert (ran.status, said in ran.err) == (NO_REPORT, True)


def test_a_second_office_given_along_is_counted_too(command: Command, registers: Path, tmp_path: Path) -> None:
    other = make_office(tmp_path / "b")
    for path in other.iterdir():
        path.unlink()
    write_csv(other / "净湘村收文.csv", documents("净湘村", in_2018=3, in_2019=4))
    ran = command("report", registers, other, *PERIODS, "--out", tmp_path / "out")
    assert (ran.status, counted(tmp_path / "out")) == (0, 30 + 7)
