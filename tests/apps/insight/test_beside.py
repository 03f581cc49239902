"""The office's report: findings of campaigns, the voice of the base, the follow-up, and still it verifies."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from songbang.apps.helpline import hearing
from songbang.apps.helpline import services as helpline
from songbang.apps.helpline.reporting import voice_part
from songbang.apps.insight import reports
from songbang.apps.insight.beside import beside_of
from songbang.apps.insight.models import Report
from songbang.apps.intake.report_parts import Wanted
from songbang.apps.journal.services import SYSTEM
from songbang.apps.oversight import findings
from songbang.apps.oversight import services as oversight
from songbang.apps.oversight.models import Campaign, Finding, Visit
from songbang.apps.units.models import Account, Unit
from songbang.core.reporting.text_of import text_of_docx
from songbang.core.reporting.verify import verify
from songbang.core.voices.anonymity import Voice
from songbang.ui import clock
from tests.apps.insight import seed
from tests.apps.insight.conftest import TOWN, VILLAGE, Login
from tests.apps.insight.test_reports import FORM

pytestmark = pytest.mark.either_engine
SAID = "净湘村的防汛物资报表不要每天重复报送"


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2019, 8, 30))
    monkeypatch.setattr(clock, "now", lambda: clock.start_of(date(2019, 8, 30)))


@pytest.fixture
def supervisor(enter: Login, rows: None, on_the_day: None) -> Client:
    return enter("supervisor")


def inspect(first: date, *, text: str, mended: bool = False) -> Finding:
    """A campaign that visits the village and signs one finding there."""
    chief = Account.objects.get(username="demo-supervisor")
    checks = [{"rule": "inspection.ledger-paper", "text": "仍要求纸质台账"}]
    order = oversight.Order("减负专项督查", first, first, checks, ground="区委批准")
    made = oversight.plan_campaign(SYSTEM, Unit.objects.get(code="330402"), order, [chief], by=chief)
    oversight.draw_sample(SYSTEM, made.pk, made.version, "village", 1, seed="c0ffee", on=first)
    Campaign.objects.filter(pk=made.pk).update(state="running")
    visit = Visit.objects.select_related("unit__parent", "campaign").get(campaign=made)
    told = findings.Noted(f"key-{made.pk:05}", text, "inspection.ledger-paper", date(2019, 8, 29))
    finding = findings.note(SYSTEM, visit, chief, told, [])
    findings.sign(SYSTEM, finding.pk, chief)
    if mended:
        findings.mend(SYSTEM, Unit.objects.get(code=VILLAGE), finding.pk, "改好了")
        findings.recheck(SYSTEM, finding.pk, chief, well=True, note_="")
    return finding


def speak(count: int) -> None:
    for number in range(count):
        about = hearing.About(f"row:{number}", "330402", "区司法局", "forms")
        person = Account(pk=1000 + number)
        hearing.hear(person, about, Voice(needed=False, minutes=60))
        hearing.suggest(person, "330402", SAID)


def drafted(client: Client, folder: Path, **more: str) -> tuple[Report, dict[str, Any], str]:
    """The report, its figures.json and its text; it follows from its rows."""
    client.post("/reports/draft/", FORM | more)
    report = Report.objects.latest("pk")
    assert report.state == "draft", report.trouble
    packed = client.get(f"/reports/{report.pk}/report.zip").content
    zipfile.ZipFile(io.BytesIO(packed)).extractall(folder)
    assert verify(folder).departures == []
    figures = json.loads((folder / "figures.json").read_text("utf-8"))
    return report, figures, "\n".join(text_of_docx((folder / "report.docx").read_bytes()))


def test_findings_and_the_voice_are_in_the_report_without_a_name(supervisor: Client, tmp_path: Path) -> None:
    inspect(date(2019, 8, 27), text="净湘村张书记要求打印台账，电话13800001111")
    speak(7)
    helpline.raise_matter(SYSTEM, Unit.objects.get(code=VILLAGE), helpline.Raised("路塌了", "1.修路"), by=None)
    _, figures, text = drafted(supervisor, tmp_path)
    assert "共发现问题1个，尚未整改1个，其中逾期1个（详见附件4）" in text
    assert "c0ffee" in text
    assert "“防汛物资报表不要每天重复报送”（5人以上提出）" in text
    assert "收到基层自愿评价5条，其中认为有必要的占0.0%（0/5）。基层求助1件，已答复0件。" in text
    cases = json.dumps(figures["field"]["cases"], ensure_ascii=False)
    assert "要求打印台账" in cases
    assert not [one for one in ("净湘", "张", "13800001111") if one in cases]
    assert "7" not in json.dumps(figures["voice"], ensure_ascii=False).replace("2019Q", "")


def test_four_persons_are_not_in_the_report_and_a_part_of_the_district_hears_no_voice(
    office: None, on_the_day: None
) -> None:
    wanted = Wanted("330402", None, date(2019, 7, 1), date(2019, 8, 30), date(2019, 8, 30))
    speak(4)
    assert voice_part(wanted) is None
    speak(6)
    told = voice_part(wanted)
    assert told is not None
    assert (told.voices, [one.persons for one in told.opinions]) == (5, [5])
    assert voice_part(replace(wanted, units=frozenset({TOWN}))) is None


def test_the_next_report_follows_up_on_the_last(supervisor: Client, tmp_path: Path) -> None:
    counts = {date(2018, 2, 5): 10, date(2019, 2, 5): 15, date(2018, 5, 6): 20, date(2019, 5, 6): 20}
    days = [day for day, count in counts.items() for _ in range(count)]
    kept = [seed.row(at, "documents", TOWN, day, f"第{at}号通知", issuer="区司法局") for at, day in enumerate(days, 2)]
    seed.store(seed.make_import("收文.xlsx", unit=TOWN), kept)
    early = FORM | {"period_last": "2019-03", "baseline_last": "2018-03", "report_on": "2019-04-02"}
    supervisor.post("/reports/draft/", early)
    first = Report.objects.latest("pk")
    assert not {"field", "voice", "before"} & set(json.loads(reports.content_of(first, "figures.json")))
    inspect(date(2019, 3, 5), text="要求打印台账", mended=True)
    assert beside_of(Report(territory="330402", unit=first.unit, period="2019-04:2019-08"), None).before is None
    supervisor.post(f"/reports/{first.pk}/publish/")
    inspect(date(2019, 8, 27), text="又要求打印台账")
    later = {
        "period_first": "2019-04",
        "period_last": "2019-08",
        "baseline_first": "2018-04",
        "baseline_last": "2018-08",
    }
    _, figures, text = drafted(supervisor, tmp_path, **later)
    assert figures["before"]["number"] == "2019-1"
    (problem,) = [one for one in figures["before"]["problems"] if one["topic"] == "documents"]
    assert (problem["said"]["zh-Hans"], problem["measure"]) == ("文件数量明显增长", "+50.0%")
    assert "文件数量明显增长\n+50.0%\n0.0%\n已有改善" in text
    assert [one["state"] for one in figures["field"]["earlier"]] == ["relapsed"]
    assert "共发现问题1个" in text
