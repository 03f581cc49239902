"""How clerks word their headers (wordings.yaml), and which of these wordings the lexicon misses or confuses."""

from __future__ import annotations

from pathlib import Path

import yaml

_LISTS: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
_EVERY, _ALL_BUT_VISITS = _LISTS.pop("every"), _LISTS.pop("all_but_visits")

WORDINGS = {kind: _EVERY | ({} if kind == "visits" else _ALL_BUT_VISITS) | fields for kind, fields in _LISTS.items()}
"""Register → field → wordings, the usual one first."""

KNOWN_GAPS: set[tuple[str, str, str]] = {
    ("meetings", "duration", "所用时间"),
    ("meetings", "line", "条线/类别"),
    ("inspections", "issuer", "检查组单位"),
    ("inspections", "planned", "计划内/计划外"),
    ("inspections", "planned", "是否为计划内"),
    ("inspections", "plan_number", "列入计划编号"),
    ("inspections", "joint", "是否为联合检查"),
    ("pledges", "basis", "签订文件依据"),
    ("digital", "closed_on", "停用/清理日期"),
    ("digital", "closed_on", "清理注销日期"),
    ("forms", "due_on", "上报/截止时间"),
    ("forms", "fields", "指标数/字段数"),
    ("visits", "headcount", "调研组人数"),
    ("visits", "escorts", "陪同人员人数"),
    ("visits", "escorts", "陪同干部人数"),
    ("visits", "joint", "是否为联合调研"),
    # Taken for the right field by the values under them alone, so lost where these are few or odd.
    ("documents", "channel", "收文方式/来文渠道"),
    ("meetings", "issuer", "召开/主办单位"),
    ("meetings", "issuer", "召开、主办单位"),
    ("meetings", "requires", "参会人员/要求"),
    ("inspections", "issuer", "组织/牵头单位"),
    ("pledges", "issuer", "与哪个部门签订"),
    ("pledges", "issuer", "责任状签订单位"),
    ("pledges", "issuer", "签订单位/上级部门"),
    ("digital", "issuer", "要求/主管单位"),
    ("signboards", "issuer", "上级要求部门"),
    # Taken for the line of work where few rows tell the two apart.
    ("pledges", "type", "类别"),
    ("digital", "type", "类别"),
    # Understood among many columns, but a header of two or three columns is not known for one.
    ("meetings", "name", "参加会议名称"),
    ("inspections", "name", "督查/检查/考核名称"),
    ("digital", "day", "启用/要求关注日期"),
    ("signboards", "name", "悬挂牌子名称"),
    ("forms", "name", "报表/台账名称"),
    ("forms", "name", "报表、台账名称"),
}
"""(register, field, wording): what the wording should mean, and does not yet."""
