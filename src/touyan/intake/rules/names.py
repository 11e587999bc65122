"""How a petitioner's name stands in lists: enough to recognise, too little to disclose."""

from __future__ import annotations

COMPOUND_SURNAMES = frozenset(
    [
        "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟",
        "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政",
        "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙",
        "宇文", "司徒", "鲜于", "司空", "令狐", "百里", "呼延", "东郭", "南门",
    ]
)  # fmt: skip
SEVERAL = "等"


def masked(name: str, *, is_organisation: bool = False) -> str:
    """Surname and 某; an organisation keeps its name; a foreign name its first letter."""
    name = name.strip()
    if is_organisation or not name:
        return name
    if name[0].isascii():
        return f"{name[0]}."
    surname = name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else name[0]
    return f"{surname}某"


def for_list(names: list[tuple[str, bool]]) -> str:
    """The first petitioner masked, with 等 and the number where there are several."""
    if not names:
        return ""
    first = masked(names[0][0], is_organisation=names[0][1])
    return first if len(names) == 1 else f"{first}{SEVERAL}{len(names)}人"
