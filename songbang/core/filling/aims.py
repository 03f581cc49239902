"""What is to be reached: how a label or a paper says that it tells that, and not what is done."""

from __future__ import annotations

import re
from functools import cache

from songbang.core.filling.lexicon import clean, wording, words


def is_aim(label: str) -> bool:
    """Whether a label speaks of what is to be reached (年度目标), not of what is done (计划生育).

    >>> is_aim("年度目标"), is_aim("计划生育特殊家庭")
    (True, False)
    """
    text = clean(label)
    for phrase in words()["not_estimate"]:
        text = text.replace(phrase, "")
    told = any(word in text for word in words()["aims"]) or re.search(words()["planned_label"], text) is not None
    return told or re.search(words()["task_label"], text) is not None


def titled_aim(title: str, label: str) -> bool:
    """Whether a paper tells is what is to be reached, tasks or a budget, but where a line says that it is done.

    >>> titled_aim(clean("2025年乡镇财政预算（人代会批准）"), ""), titled_aim("财政预算执行月报", "")
    (True, False)
    """
    told = re.search(words()["task_papers"], title) or re.search(words()["aim_papers"], title)
    return told is not None and re.search(words()["task_done"], label) is None


def stage_of(text: str) -> str:
    """Which budget a text speaks of, where it tells: the one that the year began with, or the one it was changed to."""
    return next((stage for stage, told in words()["aim_stages"].items() if re.search(told, text)), "")


def but_aims(tokens: frozenset[str]) -> frozenset[str]:
    """Words without those that only say that something is to be reached."""
    rest = frozenset(re.sub(words()["aim_ending"], "", t) for t in tokens if not _of_aims().fullmatch(t))
    return rest or tokens


@cache
def _of_aims() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(words()['aim_words'])})+")


def tasked(title: str, tokens: frozenset[str]) -> frozenset[str]:
    """The words of a line that says only that it is a task: what its paper's title hands out (农房改造任务清单 / 任务
    户数)."""
    if not tokens or not all(_of_aims().fullmatch(token) for token in tokens):
        return frozenset()
    named, tail = re.subn(words()["task_papers"], "", title)
    return but_aims(wording(named).tokens) if tail else frozenset()


def planned_in(told: str) -> str:
    """What a text says is to be reached or is guessed, from the word on that tells so; "" where it says nothing of it.

    >>> planned_in("签约合同约定的计划总投资"), planned_in("实际完成投资")
    ('计划总投资', '')
    """
    found = re.search("|".join(words()["estimate"]), told)
    return told[found.start() :] if found else ""


def said_as_planned(planned: frozenset[str], labels: tuple[str, ...], form: str) -> bool:
    """Whether an answer's labels say of what is to be reached just what notes define a cell by, and its paper is none
    of aims (计划总投资 in a 项目库; no 年度计划投资, 总投资目标, nothing of a 投资计划表)."""
    text = "|".join(labels)
    told = next((name for name in planned if name in text), "")
    return bool(told) and not planned_in(text.replace(told, "")) and not planned_in(clean(form))
