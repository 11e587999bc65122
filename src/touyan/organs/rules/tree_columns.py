"""An office's spreadsheet of its own tree, row by row: which column means what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from touyan.organs.rules.names import ReadName, normalise, read_name

NAME, PARENT, CODE, LEVEL, SHORT_NAME = "name", "parent", "code", "level", "short_name"
DIVISION_CODE, ADDRESS, TELEPHONE, HOURS = "division_code", "address", "telephone", "hours"

HEADERS: dict[str, tuple[str, ...]] = {
    NAME: ("name", "office", "organ", "名称", "院名", "单位名称", "单位全称", "全称", "检察院",
           "检察院名称", "机关名称", "单位"),
    PARENT: ("parent", "parentname", "parentcode", "上级", "上级院", "上级单位", "上级单位名称",
             "上级检察院", "上级编码", "父单位", "隶属", "隶属单位"),
    CODE: ("code", "unitcode", "organcode", "编码", "单位编码", "代码", "单位代码", "编号",
           "院编码"),
    LEVEL: ("level", "级别", "层级", "院级", "单位级别"),
    SHORT_NAME: ("shortname", "short", "简称", "单位简称", "院简称"),
    DIVISION_CODE: ("divisioncode", "行政区划代码", "区划代码", "行政区划"),
    ADDRESS: ("address", "地址", "办公地址", "单位地址", "通信地址", "通讯地址"),
    TELEPHONE: ("tel", "telephone", "phone", "电话", "联系电话", "值班电话"),
    HOURS: ("hours", "receptionhours", "接待时间", "接访时间", "办公时间"),
}  # fmt: skip
_FIELD_OF = {header: field for field, headers in HEADERS.items() for header in headers}

_LEVELS: dict[str, int] = {
    "1": 1, "一级": 1, "最高": 1, "最高检": 1, "高检院": 1, "国家级": 1, "supreme": 1, "spp": 1,
    "2": 2, "二级": 2, "省级": 2, "省": 2, "省院": 2, "省级院": 2, "provincial": 2, "直辖市": 2,
    "3": 3, "三级": 3, "市级": 3, "地级": 3, "分院": 3, "市院": 3, "市级院": 3, "分州市院": 3,
    "地市级": 3, "市分院": 3, "州市级": 3, "prefectural": 3,
    "4": 4, "四级": 4, "县级": 4, "区县": 4, "区县级": 4, "县区级": 4, "基层": 4, "基层院": 4,
    "区级": 4, "县级院": 4, "区院": 4, "grassroots": 4, "grass-roots": 4,
}  # fmt: skip
_CODE = re.compile(r"^\d{6}(?:[A-Z]\d{2})?$")


@dataclass(frozen=True)
class FileRow:
    """One row as read; `number` is the row a reader sees in the spreadsheet."""

    number: int
    name: ReadName
    written_name: str
    code: str
    parent: str
    level: int | None
    written_level: str
    short_name: str
    details: tuple[tuple[str, str], ...]

    @property
    def code_is_well_formed(self) -> bool:
        return bool(_CODE.match(self.code))


def field_of(header: object) -> str | None:
    """The field a column heading stands for; None when it is none of ours."""
    folded = re.sub(r"[\s_*:：()（）-]+", "", normalise(header)).lower()
    return _FIELD_OF.get(folded)


def read_row(record: Mapping[str, object], *, number: int) -> FileRow | None:
    """A row's fields; None when every cell of ours is empty."""
    cells: dict[str, str] = {}
    for header, value in record.items():
        field = field_of(header)
        text = _text(value)
        if field and text and field not in cells:
            cells[field] = text
    if not cells:
        return None
    level = normalise(cells.get(LEVEL, "")).lower()
    details = (DIVISION_CODE, ADDRESS, TELEPHONE, HOURS)
    return FileRow(
        number=number,
        name=read_name(cells.get(NAME, "")),
        written_name=cells.get(NAME, ""),
        code=normalise(cells.get(CODE, "")).upper(),
        parent=normalise(cells.get(PARENT, "")),
        level=_LEVELS.get(level),
        written_level=cells.get(LEVEL, ""),
        short_name=normalise(cells.get(SHORT_NAME, "")),
        details=tuple((field, cells[field]) for field in details if field in cells),
    )


def _text(value: object) -> str:
    """A cell as text; a spreadsheet hands whole numbers over as 310101.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
