"""Assessing fairly: which indicators apply to which unit, what already shows them, and who is looked at.

Not its job: reading workbooks (it is given cells), finding files, remembering anything.

>>> from songbang.core.assessing.conditions import parse_condition
>>> condition = parse_condition("建成年份 >= 1990 且 非 老旧小区")
>>> condition.holds({"建成年份": 1986}), condition.holds({"建成年份": 2004, "老旧小区": True}), condition.holds({})
(False, False, None)
"""
