"""Invented data for the component gallery: every component in every state."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=timezone(timedelta(hours=8)))

SHELL: dict[str, Any] = {
    "organ_name": "青川省临江市云桥区人民检察院",
    "person_name": "赵敏",
    "post_title": "控告申诉检察部 · 检察官助理",
    "roles": ["登记员", "承办人"],
    "nav": [
        {"label": "工作台", "url": "#desk", "icon": "home", "current": True, "key": "d"},
        {"label": "登记", "url": "#new", "icon": "plus", "key": "n"},
        {"label": "信访事项", "url": "#list", "icon": "list", "count": 27, "key": "l"},
        {"label": "接访预约", "url": "#visits", "icon": "visit", "key": "v"},
        {"label": "文书", "url": "#documents", "icon": "doc", "count": 3, "key": "w"},
        {"label": "期限日历", "url": "#calendar", "icon": "calendar", "key": "c"},
        {"label": "统计", "url": "#figures", "icon": "chart", "key": "t"},
        {"label": "知识库", "url": "#library", "icon": "book", "key": "k"},
    ],
    "menu": [{"label": "个人设置", "url": "#me", "icon": "gear"}],
    "search_url": "#search",
    "language_url": "/i18n/setlang/",
    "sign_out_url": "/sign-out",
    "notices_url": "#notices",
    "notices": 4,
    "watermark": "赵敏 云桥区院 2026-11-23 10:31",
    "now": NOW,
    "version": "0.1",
}

REPLY_REASONS = (
    "《人民检察院刑事诉讼规则》第一百六十三条",
    "2026-11-17 收到来信，当日不计，按日历日计七日",
    "期间无节假日顺延",
)


def _clock(state: str, days: int | None, due: date, label: str) -> dict[str, Any]:
    return {
        "state": state,
        "days_left": days,
        "due_on": due,
        "label": label,
        "explanation": REPLY_REASONS,
    }


CLOCKS = {
    "plenty": _clock("plenty", 86, date(2027, 2, 17), "三个月办理进展或结果"),
    "soon": _clock("soon", 6, date(2026, 11, 29), "受理审查"),
    "urgent": _clock("urgent", 1, date(2026, 11, 24), "七日程序性回复"),
    "today": _clock("urgent", 0, date(2026, 11, 23), "补正材料审查"),
    "overdue": _clock("overdue", -2, date(2026, 11, 21), "七日程序性回复"),
    "suspended": _clock("suspended", None, date(2026, 12, 30), "调卷期间中止"),
    "met": _clock("met", None, date(2026, 11, 20), "七日程序性回复"),
    "met_late": _clock("met_late", None, date(2026, 10, 9), "三个月办理进展或结果"),
    "void": _clock("void", None, date(2026, 11, 20), "匿名来信，无法回复"),
}

COLUMNS: list[dict[str, Any]] = [
    {"key": "number", "label": "编号", "kind": "code", "sort": "number", "fixed": True},
    {"key": "petitioner", "label": "信访人", "kind": "noted", "sort": "petitioner"},
    {"key": "subject", "label": "诉求", "kind": "noted", "wide": True},
    {"key": "kind", "label": "类别", "short": True},
    {"key": "stage", "label": "阶段", "kind": "stage", "sort": "stage"},
    {"key": "handler", "label": "承办", "short": True, "sort": "handler"},
    {"key": "files", "label": "材料", "kind": "number", "sort": "files"},
    {"key": "clock", "label": "期限", "kind": "clock", "sort": "due"},
    {"key": "changed", "label": "更新", "kind": "datetime", "sort": "changed"},
    {"key": "channel", "label": "渠道", "kind": "text", "off": True},
]

_ROWS = (
    (
        "0455",
        "王某",
        "重复",
        "控告公安机关不予立案",
        "临江市公安局云桥分局",
        "控告",
        "受理",
        "blue",
    ),
    (
        "0412",
        "李某",
        "",
        "不服不起诉决定，请求提起公诉",
        "云检刑不诉〔2026〕31号",
        "刑事申诉",
        "答复",
        "green",
    ),
    (
        "0438",
        "陈某等5人",
        "集体",
        "请求监督拆迁补偿民事判决",
        "（2025）青0301民初882号",
        "民事申诉",
        "办理",
        "blue",
    ),
    ("0461", "周某", "", "申请国家赔偿", "羁押41日后宣告无罪", "国家赔偿", "分流", ""),
    (
        "0447",
        "临江市云桥区宏达建材有限公司",
        "单位",
        "控告合同诈骗案件久侦不结",
        "",
        "立案监督",
        "补正",
        "amber",
    ),
    ("0390", "吴某", "", "请求司法救助", "被害人近亲属", "司法救助", "中止", "grey"),
    (
        "0371",
        "郑某",
        "代理",
        "不服刑事判决，认为量刑畸重",
        "（2024）青03刑终17号",
        "刑事申诉",
        "办结",
        "green",
    ),
)

_HANDLERS = ("赵敏", "孙立", "赵敏", "", "钱伟", "孙立", "钱伟")
_CLOCK_ORDER = ("urgent", "overdue", "plenty", "today", "soon", "suspended", "met")


def _row(place: int) -> dict[str, Any]:
    number, name, mark, claim, detail, kind, stage, tone = _ROWS[place]
    return {
        "id": number,
        "label": f"云检信〔2026〕{number}号",
        "url": f"#{number}",
        "cells": {
            "number": f"云检信〔2026〕{number}",
            "petitioner": {"text": name, "note": mark},
            "subject": {"text": claim, "note": detail},
            "kind": kind,
            "stage": {"label": stage, "tone": tone},
            "handler": _HANDLERS[place] or "—",
            "files": place * 3 + 1,
            "clock": CLOCKS[_CLOCK_ORDER[place]],
            "changed": NOW - timedelta(hours=7 * place),
            "channel": "来信",
        },
    }


ROWS = [_row(place) for place in range(len(_ROWS))]

CHIPS = [
    {"label": "承办", "value": "赵敏", "name": "handler", "raw": "7"},
    {"label": "期限", "value": "七日内", "name": "due", "raw": "7"},
]

BULK = [
    {"label": "转办", "value": "transfer", "icon": "transfer"},
    {"label": "交办", "value": "assign", "icon": "send"},
    {"label": "打标签", "value": "tag", "icon": "tag"},
    {"label": "导出", "value": "export", "icon": "download"},
]

VIEWS = [
    {"label": "我的待办", "url": "#", "current": True, "count": 27},
    {"label": "全部", "url": "#"},
    {"label": "即将到期", "url": "#", "count": 8},
    {"label": "重复信访", "url": "#", "count": 5},
]

TABS = [
    {"label": "概览", "url": "#", "current": True},
    {"label": "时间线", "url": "#"},
    {"label": "材料", "url": "#", "count": 7},
    {"label": "文书", "url": "#", "count": 3},
    {"label": "关联", "url": "#", "count": 2},
    {"label": "督办", "url": "#", "count": 1},
    {"label": "日志", "url": "#"},
]

STEPS = [
    {"label": "登记", "state": "done", "at": date(2026, 11, 17)},
    {"label": "分流", "state": "done", "at": date(2026, 11, 18)},
    {"label": "受理", "state": "current", "at": date(2026, 11, 20)},
    {"label": "办理", "state": "todo"},
    {"label": "答复", "state": "todo"},
    {"label": "办结", "state": "todo"},
]

TIMELINE = [
    {
        "at": NOW - timedelta(hours=1),
        "title": "批示",
        "who": "张建国 · 副检察长",
        "body": "请承办人三日内约见信访人，当面听取意见。",
        "kind": "instruction",
    },
    {
        "at": NOW - timedelta(days=2),
        "title": "受理",
        "who": "赵敏 · 控告申诉检察部",
        "body": "符合受理条件，制作受理通知书。",
        "kind": "node",
        "link": {"label": "云检控申受〔2026〕88号", "url": "#"},
    },
    {
        "at": NOW - timedelta(days=3),
        "title": "补充材料",
        "who": "王某",
        "body": "收到判决书复印件一份。",
    },
    {"at": NOW - timedelta(days=6), "title": "登记", "who": "赵敏", "kind": "node"},
    {"at": NOW - timedelta(days=6, hours=1), "title": "计算期限", "kind": "system"},
]

FACTS = [
    ("信访人", "王某"),
    ("被反映单位", "临江市公安局云桥分局"),
    ("承办人", "赵敏 · 控告申诉检察部"),
    ("包案领导", "张建国"),
    ("原案文号", "云公（刑）不立字〔2026〕112号"),
    ("联系电话", None),
]

MARKS = [
    {"label": "控告", "tone": "blue"},
    {"label": "重复 → 0398", "tone": "amber", "icon": "link", "url": "#"},
    {"label": "身份保密", "tone": "grey", "icon": "lock"},
]

TASKS = [
    {"label": "核对信访人身份", "url": "#", "state": "done"},
    {"label": "作出首次或重复认定", "url": "#", "state": "todo", "hint": "发现3件相似信访件"},
    {"label": "确定承办人", "state": "blocked", "hint": "先完成首次或重复认定"},
]

JOBS = [
    {
        "label": "生成答复文书",
        "state": "running",
        "done": 120,
        "total": 350,
        "cancel_url": "#",
        "note": "约剩 40 秒",
    },
    {"label": "导入信访登记表", "state": "done", "done": 2816, "total": 2816, "result_url": "#"},
    {
        "label": "重建检索",
        "state": "failed",
        "done": 41,
        "total": 90,
        "note": "第42行：日期无法识别",
    },
    {"label": "汇总报表", "state": "queued", "done": 0, "total": 0, "cancel_url": "#"},
]

LEFT_TEXT = (
    "本人王某，2026年3月12日在云桥区长青路被人殴打致轻伤二级。报案后，临江市公安局云桥分局"
    "于2026年5月6日作出不予立案通知书（云公（刑）不立字〔2026〕112号）。本人不服，请求检察机关"
    "依法监督公安机关立案。"
)
RIGHT_TEXT = (
    "申诉人王某，因2026年3月被殴打一事，曾向贵院反映公安机关有案不立。临江市公安局云桥分局作出"
    "不予立案通知书后，本人申请复议被驳回。现再次请求检察机关依法监督公安机关立案，并书面答复。"
)

MAP = {
    code: {"value": value, "url": f"#{code}"}
    for code, value in {
        "11": 412, "12": 198, "13": 1204, "14": 655, "15": 480, "21": 910, "22": 502,
        "23": 731, "31": 388, "32": 1190, "33": 1011, "34": 1102, "35": 640, "36": 780,
        "37": 1650, "41": 1820, "42": 1050, "43": 1210, "44": 1501, "45": 830, "46": 151,
        "50": 720, "51": 1390, "52": 610, "53": 690, "54": 22, "61": 702, "62": 415,
        "63": 98, "64": 120, "65": 340, "66": 64, "military": 9,
    }.items()
}  # fmt: skip


def _card(place: int, *moves: tuple[str, str]) -> dict[str, Any]:
    number, name, _mark, claim, *_rest = _ROWS[place]
    return {
        "url": f"#{number}",
        "number": f"云检信〔2026〕{number}",
        "title": claim,
        "people": name,
        "place": "云桥区院",
        "leader": ("", "张建国", "赵敏")[place % 3],
        "age": f"{place + 1}年",
        "clock": CLOCKS[_CLOCK_ORDER[place]],
        "marks": [{"label": "已摸排", "tone": "green"}] if place == 1 else [],
        "moves": [{"label": label, "url": f"#{to}", "to": to} for label, to in moves],
    }


BOARD = [
    {"key": "surveyed", "label": "待摸排", "count": 22, "url": "#surveyed",
     "cards": [_card(0, ("已包案", "led")), _card(1, ("已包案", "led"))]},
    {"key": "led", "label": "已包案", "count": 1, "url": "#led",
     "cards": [_card(2, ("办理中", "working"))]},
    {"key": "working", "label": "办理中", "count": 2, "url": "#working",
     "cards": [_card(3, ("拟办结", "proposed"), ("已办结", "closed")), _card(4)]},
    {"key": "proposed", "label": "拟办结", "count": 0, "url": "#proposed", "cards": []},
    {"key": "closed", "label": "已办结", "count": 1, "url": "#closed",
     "cards": [_card(6, ("已化解", "resolved"))]},
]  # fmt: skip
