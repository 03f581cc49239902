from __future__ import annotations

from songbang.core.matching.titles import Figure, read_title


def test_issuer_marks_quotes_and_blanks_do_not_change_what_is_said() -> None:
    plain = read_title("关于印发《古树保护办法》的通知")
    dressed = read_title("青山区林业局关于印发「古树 保护办法」的通知（急件）")
    assert plain.core == dressed.core
    assert dressed.issuer == "青山区林业局"


def test_what_a_register_writes_around_a_title_is_no_part_of_it() -> None:
    plain = read_title("关于做好春耕备耕的通知")
    for dressed in (
        "来文：关于做好春耕备耕的通知",
        "3、关于做好春耕备耕的通知.pdf",
        "★关于做好春耕备耕的通知_20200304",
        "关于做好春耕备耕的通知 1份",
        "关于做好春耕备耕的通知（共12页）（已办）",
        "关于做好春耕备耕的通知（一式两份）",
        "（电子）关于做好春耕备耕的通知——急",
    ):
        assert read_title(dressed) == plain
    assert read_title("关于做好春耕备耕的通知（第三批）") != plain
    assert read_title("关于做好春耕备耕的通知（电子化试点）").core != plain.core


def test_an_issuer_or_a_number_before_a_title_is_read() -> None:
    assert read_title("青山区林业局：关于保护古树的通知").issuer == "青山区林业局"
    assert read_title("青林2020-7 关于保护古树的通知").number == "青林2020-7"
    assert read_title("青林2020-7 关于保护古树的通知").core == read_title("关于保护古树的通知").core


def test_formula_words_that_a_scan_misread_are_read_from_the_words_around() -> None:
    plain = read_title("青山区林业局关于转发《临江市林业局关于做好古树保护工作的通知》的通知")
    misread = read_title("青山区林业局欠于转友《临江市林业局矢千做女子古树保护工作的逼知》酌通知")
    assert (misread.core, misread.chain, misread.issuer) == (plain.core, plain.chain, plain.issuer)
    for said in ("由于关停企业的告知", "关心下一代工作的通知", "失业人员的认知", "中央于古树保护的决定"):
        assert "关于" not in read_title(said).core
        assert read_title(said).kind in ("通知", "")
    assert "关心" in read_title("关心下一代工作的通知").core


def test_traditional_characters_and_look_alikes_are_one_writing() -> None:
    assert read_title("關於做好春耕備耕的通知").core == read_title("关干做好春耕备耕的通知").core


def test_month_quarter_half_and_issue_are_figures_with_their_unit() -> None:
    assert read_title("关于2020年3月份用水情况的通报").figures == (Figure("月", 2020, "3"),)
    assert read_title("关于三季度用水情况的通报").figures == (Figure("季度", None, "3"),)
    assert read_title("关于上半年用水情况的通报").figures == (Figure("半年", None, "上"),)
    assert read_title("用水简报（第十二期）").figures == (Figure("期", None, "12"),)
    assert read_title("关于2020年1-7月用水情况的通报").figures == (Figure("月", 2020, "1-7"),)


def test_a_year_in_chinese_digits_is_the_year() -> None:
    assert read_title("关于二〇二〇年用水计划的通知").figures == read_title("关于2020年用水计划的通知").figures


def test_versions_are_told_apart_from_the_matter() -> None:
    first, later = read_title("古树保护办法"), read_title("古树保护办法（2020年修订）")
    assert first.core == later.core
    assert (first.versions, later.versions) == (frozenset(), frozenset({"revised"}))
    assert "draft" in read_title("古树保护办法（征求意见稿）").versions
    assert "supplement" in read_title("关于古树保护的补充通知").versions


def test_a_relay_names_issuer_and_matter_of_what_it_passes_on() -> None:
    relay = read_title("青山区林业局关于转发《临江市林业局关于保护古树的通知》的通知")
    assert relay.chain == ("临江市林业局",)
    assert relay.core == read_title("关于保护古树的通知").core


def test_a_chain_of_relays_is_followed_to_its_end() -> None:
    relay = read_title("转发市林业局转发省林业厅关于保护古树的通知")
    assert relay.chain == ("市林业局", "省林业厅")


def test_a_relay_by_number_holds_the_number() -> None:
    relay = read_title("关于转发临林〔2020〕7号文件的通知")
    assert relay.relayed_number is not None
    assert (relay.relayed_number.code, relay.relayed_number.serial) == ("临林", 7)


def test_printing_a_higher_bodys_notice_relays_it_and_printing_a_rule_does_not() -> None:
    assert read_title("关于印发市林业局《关于保护古树的通知》的通知").chain == ("市林业局",)
    assert read_title("关于印发《青山区古树保护办法》的通知").chain == ()


def test_carrying_out_a_document_is_no_relay() -> None:
    assert read_title("关于贯彻《市林业局关于保护古树的意见》的实施方案").chain == ()
