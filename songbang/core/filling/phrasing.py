"""What labels say in several ways, said in one: ages, years and bounds, grades, classes, who works in a house.

A grammar of such phrases: its characters are its syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

AGE_OR_TIME = r"\d{0,2}周?岁|\d{0,2}[-—–~至]\d{0,3}(?:周?岁|[本上]?[年月季])|\d{3}年|\d?月[末底初份]|\d?月\d{1,2}日"
"""How an age or a time goes on after its first digit: what stands before it is the number of a line (2.65周岁以上)."""
_SET_UP = re.compile(r"(?:^|(?<=[:(]))设有(?=[\u4e00-\u9fff]{2})(?![^()]*(?:的|[村户组镇区]数?$))(?!限)")
"""What has been set up there is: 设有标准地名标志, 已设标准地名标志. No houses that have such (设有卫生室的村)."""
_SOWN = re.compile(r"\((?:上年|去年)?秋冬?播[^()]*\)")
"""When a crop was sown that was reaped this year says nothing of the figure: 油菜籽（上年秋冬播、本年收）."""
_SUMMER = re.compile(r"(油菜(?=\()|[小大]麦|油菜籽)\((?:夏收|夏熟|夏粮|小春)[^()]*\)")
"""When a crop is reaped that is reaped then anyway; so is rape for its seed."""
_STAFF = re.compile(r"(?:(?<=[站院馆所室园厅社])|(?<=机构|中心))工作人员")
"""Who works in a house are those employed there: 文化站工作人员, 文化站 / 从业人员."""
_YET = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?<![并而非不])[但且](?=[有无未已不])")
"""Between two things that hold of one: 未就业但有就业意愿."""
_IN_FORCE = re.compile(r"(?<=[年期季月]末)(?:有效|生效|存续)[数的]?(?=\)|$)")
"""What is in force at a day is all that there is of it then: 备案合同（期末有效）."""
_COME_HERE = re.compile(r"(?<=[省市县区乡镇]外)(?:户籍)?来[\u4e00-\u9fff](?=$|[人务从居就经的/)])")
"""省外来沪人员 came from outside, and where to is the paper's own place."""
_GRANTED = re.compile(
    r"新(?:审批|批准|核准|获批|确认|核定)(?:的|为)?(?=低保|最低生活保障|特困|孤儿|事实无人|刚性支出|困境儿童|城市低保|农村低保)"
)
"""Who is granted help anew is who came to those on its list: 新批准低保家庭, 新增低保家庭."""
_CLASSED = re.compile(r"(?:(?<=\()|^)[^:()、,/]{0,4}(?:性质|状态|类型|类别|种类|性别|分类):(?=[^:()]{1,12}(?:$|[()]))")
"""Before the class that a label tells of: 性别：男; 电梯（使用状态：在用）."""
_YEARS_OVER = re.compile(r"(?:年?满|超过?)(\d{1,2})年(?:及?以上)?|(\d{1,2})年[及含]以上")
"""So many years or more: 使用满15年, 使用15年以上."""
_BY_NAME = re.compile(r"花名册?$")
"""A list by name of those whom a label counts: 站员花名."""
_UNDER = re.compile(
    r"(?<!不)(?:不足|低于|不到|少于|小于)(\d[\d.]*[百千万亿]*(?:元|人|户|亩|头|只|吨|公里|平方米|个月|天|小时))(?!以[上下])"
)
_BEYOND = re.compile(
    r"(?<!不)(?:超过|高于|多于|大于)(\d[\d.]*[百千万亿]*(?:元|人|户|亩|头|只|吨|公里|平方米|个月|天|小时))(?!以[上下]|的?部分)"
)
"""不足10万元的村 are those of 10万元以下."""
_ONE_KIND = re.compile(r"(?<!\w)(\w{1,3})类\((?=\w*\1)(\w{2,5})\)")
"""A class with the one kind of it that is meant: 酒类（白酒）."""
_FULLER = re.compile(r"^(?!含|不含|其中)([^()、,/]{2,8})\((?!含|不含|其中|包括|不计|如|即使|原)([^()、,/]{1,4})\1\)")
"""A name with a fuller one of the same thing in brackets: 白菜（大白菜）."""
_NO_MORE = re.compile(
    r"(?<=[\u4e00-\u9fff])\((?:\d{2,6}|原(?![始产因料材籍有住先来则油木煤粮建本])[^()、,]{2,8})\)(?!型)"
    r"|(?<=以[上下])\(含\d{1,3}周?岁\)"
)
"""In brackets, what tells no more of a thing: its code, its former name, that a bound counts, which it says already:
水浇地（0102）, 村民小组（原生产队）, 60岁以上（含60岁）."""
_FOREIGN = re.compile(r"(?<=[\u4e00-\u9fff])\((?!A+\)|B+\))[A-Za-z]{3,8}\)")
"""What a thing is called in another script: 麻腮风疫苗（MMR）, 慢阻肺（COPD）. No grade: 景区（AAA）."""
_VACCINE = re.compile(
    r"(卡介|(?:乙肝|甲肝|脊灰|百白破|白破|麻腮风|麻风|麻疹|[AC]*群?流脑|乙脑|水痘)(?:减毒|灭活)?)"
    r"(?:(活?疫?苗)(?:\(?第?([1-6一二三四五六])[剂针]次?\)?)?|活?疫?苗?\(?第?([1-6一二三四五六])(?:[剂针]次?)?\)?)(?![\d岁月年剂针个])"
)
"""A vaccine, and which of its doses: 百白破4, 百白破疫苗第4剂; 减毒活疫苗."""
_SMALL = re.compile(r"小\(?一\)?型?[、和及,]小\(?二\)?型?")
"""All that are small: 小（一）、小（二）型水库."""
_EDGED = re.compile(r"满?(\d{1,3}(?:个月|天|小时))[及含]?(?=以[上下])")
"""Whether the edge itself counts, two lists of spells do not word alike: 6个月及以上, 满6个月以上."""
_INSURED = re.compile(r"^(\w{2,6}?)(?:种植|养殖)保?险$")
"""An insurance, called after what is insured: 玉米种植保险."""
_CHIEF = re.compile(r"(?<![\u4e00-\u9fff])(乡镇|乡|镇|村|县)级?(?=[林河田路湖]长(?!制))")
"""Of which level a chief is: 乡镇林长, 镇级林长."""
_DIGITS = "一二三四五六七八九"
_PLACE = re.compile(rf"\(?([{_DIGITS}十]{{1,3}}|\d{{1,2}})[)、.．]")
_AGE_WORD = re.compile(rf"([{_DIGITS}]?)十([{_DIGITS}]?)(?=(?:周?岁|[至到—–-]))")
_AGE_PLUS = re.compile(r"^(\d{2,3})\+岁?(\D*)$")
_AGE_UNDER = re.compile(r"(?:未满|不满|不足)(\d{1,3}周?岁)(?:以下)?")
_AGE_FROM = re.compile(r"(?:年?满|[≥>])=?(\d{1,3}周?岁)(?:及?以上)?")
_AGE_TWICE = re.compile(r"(\d{1,3})(周?岁)及\1周?岁(?=以[上下])")
"""An age named twice, as registers do: 60岁及60岁以上."""
_GRADED = re.compile(r"(?<=\w)\(([一二三四五1-5])\)(?=[型类级])")
_TWO_GRADES = re.compile(rf"(?<![{_DIGITS}十])([{_DIGITS}])级?[、和及与或]?([{_DIGITS}])级(?!以)")
_LETTERED = re.compile(r"(?<![A-Za-z\d.])([1-5]A)(?=[及含]?以[上下])")
"""A grade in letters from which on all are meant: 3A及以上, 3A级以上."""
_TWO_LETTERS = re.compile(r"(?<![A-Z])([A-E])级?[、和及与或]([A-E])级(?!以)")
_RECEIVED = re.compile(r"^((?:全年|本年|本季|本月|累计)?)收到(.{2,14}(?:资金|补助|拨款))$")
"""Money that came in: 全年收到困难群众救助资金. What else is 收到 (complaints) is taken up."""
_SECTOR = re.compile(r"(?<![\u4e00-\u9fff])([一二三])产(?![业品权量值])")
"""A sector in short, where a label begins with it: 一产净收入."""
_AMONG = re.compile(
    r"(?<=[\u4e00-\u9fff][户口员者工数册象])中(?![心小学专药年型度共等毒医部途级高层央期:])(?=其?[\u4e00-\u9fff]{2})"
)
"""Who is counted, and which of them: 脱贫户中低保户 are the 脱贫户 that are that too."""
_INSURES = re.compile(r"参加(?=了?[^,、:;/()参]{0,8}(?:医保|医疗|养老|保险|社保|新农合))")
"""Who is in an insurance: 参加居民医保, 居民医保参保."""
_BOTH_WAYS = re.compile(
    r"(?:(?:外出|返乡)[、和及与](?:就地|就近|本地|在家)+|(?:就地|就近|本地|在家)+[、和及与](?:外出|返乡)|[县市省]内外)(?=务工|从业|就业)"
)
"""Whoever works, wherever that is: 外出及就近务工."""
_TEAM = re.compile(r"(?<=工作队)(?:总?人数|成员)(?=$|[(])")
"""Who is in a team: 驻村工作队人数, 驻村工作队员."""
_IN_TOTAL = re.compile(r"\((?:[已均也不]?包?[含括]|不?计入?)[在于入][^()]{0,8}[内中]\)")
"""How a line stands to the total is nothing of what it counts: 设施蔬菜（含在合计内）."""
_HALF_YEAR = re.compile("[6六]个月(?:及|或)?以上")


_WHEREVER_SET = re.compile(r"\((?:含|包括)[^()]*(?:下设|下属|所属)的?\)")
"""Under whom a body may stand, which makes it no other: 党支部（含党总支、党委下设）."""
_SEATED_HERE = re.compile(r"\((?:住所|注册地|登记地|办公地|所在地|坐落|驻地)[^()]{0,3}(?:本|辖)[^()]{0,5}\)")
"""Where a body has its seat, which is in the place that tells it anyway: 社会团体（住所在本乡镇）."""


def one_way(text: str) -> str:
    """A label with its years, bounds and doses said one way, without what tells nothing of the figure.

    >>> one_way("使用满15年的电梯"), one_way("收入不足10万元的村"), one_way("性别:男"), one_way("麻腮风(MMR)2")
    ('使用15年以上的电梯', '收入10万元以下的村', '男', '麻腮风疫苗第2剂')
    >>> one_way("全年收到救助资金"), one_way("收到投诉"), one_way("一产净收入")
    ('全年救助资金收入', '收到投诉', '第一产业净收入')
    >>> one_way("白菜(大白菜)"), one_way("水浇地(0102)"), one_way("60岁以上(含60岁)"), one_way("小(1)型")
    ('大白菜', '水浇地', '60岁以上', '小(1)型')
    >>> one_way("社会团体(住所在本乡镇)"), one_way("企业(注册地在外县)"), one_way("党支部(含党委下设)")
    ('社会团体', '企业(注册地在外县)', '党支部')
    >>> one_way("脱贫户中低保户"), one_way("户口中心"), one_way("参加居民医保人数"), one_way("外出及就近务工人数")
    ('脱贫户的低保户', '户口中心', '参保居民医保人数', '务工人数')
    >>> one_way("设施蔬菜(含在合计内)"), one_way("教师(含在编)")
    ('设施蔬菜', '教师(含在编)')
    >>> one_way("未就业但有就业意愿"), one_way("不但有证")
    ('未就业有就业意愿', '不但有证')
    """
    text = _FULLER.sub(r"\2\1", _NO_MORE.sub("", _IN_FORCE.sub("", _SEATED_HERE.sub("", _WHEREVER_SET.sub("", text)))))
    text = _INSURES.sub("参保", _BOTH_WAYS.sub("", _AMONG.sub("的", _TEAM.sub("员", text))))
    text = _SECTOR.sub(r"第\1产业", _RECEIVED.sub(r"\1\2收入", _HALF_YEAR.sub("半年以上", text)))
    text = _SUMMER.sub(lambda crop: "油菜籽" if crop[1] == "油菜" else crop[1], text)
    text = _YEARS_OVER.sub(lambda match: f"{match[1] or match[2]}年以上", text)
    text = _VACCINE.sub(_dose, _FOREIGN.sub("", text))
    text = _EDGED.sub(r"\1", _BEYOND.sub(r"\1以上", _UNDER.sub(r"\1以下", text)))
    text = _GRANTED.sub("新增", _COME_HERE.sub("", _INSURED.sub(r"\1", text)))
    text = _CHIEF.sub(lambda match: f"{match[1][-1].replace('乡', '镇')}级", text)
    text = _SMALL.sub("小型", text)
    text = _ONE_KIND.sub(r"\2", _IN_TOTAL.sub("", _YET.sub("", _SET_UP.sub("已设", text))))
    return _CLASSED.sub("", _BY_NAME.sub("", _STAFF.sub("从业人员", _SOWN.sub("", text))))


def _dose(match: re.Match[str]) -> str:
    """A vaccine with its dose, as programmes of immunisation print both."""
    number = match[3] or match[4]
    if number is None:
        return f"{match[1]}{match[2].removeprefix('活')}"
    return f"{match[1]}疫苗第{_DIGITS.index(number) + 1 if number in _DIGITS else number}剂"


def graded(text: str) -> str:
    """A text with its grades in Chinese figures and without brackets, two of them joined: 小（1）型 is 小一型,
    一级、二级 is 一二级, C级和D级 CD级, 3A及以上 is 3A级及以上."""
    text = _GRADED.sub(lambda match: _DIGITS[int(match[1]) - 1] if match[1] in "123456789" else match[1], text)
    text = _LETTERED.sub(r"\1级", text)
    return _TWO_LETTERS.sub(r"\1\2级", _TWO_GRADES.sub(r"\1\2级", text)) if "级" in text else text


def aged(text: str) -> str:
    """A text with its ages said one way: 六十周岁以上, 年满60周岁, ≥60岁; 未满18周岁.

    >>> aged("年满六十周岁"), aged("未满18周岁"), aged("60岁及60岁以上")
    ('60周岁以上', '18周岁以下', '60岁以上')
    """
    text = _AGE_PLUS.sub(r"\1岁以上\2", text)
    if "岁" not in text:
        return text
    text = _AGE_TWICE.sub(r"\1\2", text)
    text = _AGE_WORD.sub(lambda m: f"{_digit(m[1], 1)}{_digit(m[2], 0)}", text)
    return _AGE_FROM.sub(r"\1以上", _AGE_UNDER.sub(r"\1以下", text))


def _digit(sign: str, without: int) -> int:
    return _DIGITS.index(sign) + 1 if sign else without


def place_of(label: str) -> int:
    """The place that a clean label's number tells, up to ten in Chinese: 4 of （四）; 0 where it tells none."""
    found = _PLACE.match(label)
    if found is None:
        return 0
    return int(found[1]) if found[1].isdigit() else f"{_DIGITS}十".find(found[1]) + 1 if len(found[1]) == 1 else 0


def scopes_in(aside: str, marks: tuple[str, ...]) -> list[str]:
    """The scopes that a bracket tells one after another (含菜用瓜，不含食用菌).

    >>> scopes_in("含菜用瓜,不含食用菌", ("含", "不含")), scopes_in("男,女", ("含", "不含"))
    (['含菜用瓜', '不含食用菌'], ['男,女'])
    """
    told = re.split("[,;]", aside)
    return told if all(one.startswith(marks) for one in told) else [aside]


def some_only(text: str, told: list[str]) -> frozenset[str]:
    """A word that by itself says nothing, where a label calls some of the things by it (登记的, 登记类)."""
    bare = re.fullmatch("(.{2,})[的类]", text)
    return frozenset([f"{bare[1]}的"]) if bare and bare[1] in told else frozenset()


def kind_first(text: str, kinds: Iterable[str], inherited: Iterable[str]) -> str:
    """A thing and its kind in one, where the kind stands in brackets; not where both are of a kind (出栏（产量）).

    >>> kind_first("油菜(播种面积)", ["播种面积"], ["出栏"]), kind_first("花生(鲜)", ["播种面积"], [])
    ('油菜播种面积', '花生(鲜)')
    """
    thing, bracket, kind = text.removesuffix(")").partition("(")
    joined = bool(bracket) and len(thing) > 1 and kind in kinds and not thing.endswith(tuple(inherited))
    return thing + kind if joined else text
