"""Made-up petitions to compare: texts, people and a pair of builders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from touyan.kernel.document_number import normalise_number
from touyan.linkage.rules.features import PersonFeature, PetitionFeatures
from touyan.linkage.rules.texts import text_features

JUDGMENT, OTHER_JUDGMENT = "(2021)云0199刑初17号", "(2021)云0199刑终33号"
NO_CASE = "松公(刑)不立字〔2022〕5号"

BEATING = (
    "2021年3月5日晚，邻居高树林因为晾衣绳的事冲进我家院子，用铁锹把我打成肋骨骨折三根，住院二十六天，"
    "花去医药费3.8万元。法院只判他缓刑，赔偿款至今分文未付。他逢人便说有亲戚在城里当官，根本不怕。"
    "我认为量刑畸轻，对积极赔偿的认定没有任何依据，请求检察院调卷审查，依法提出抗诉。"
)
BEATING_AGAIN = (
    "高树林打伤我的事，我去年写过信。2021年3月5日晚他因晾衣绳的事用铁锹把我打成肋骨骨折三根，"
    "住院二十六天，医药费3.8万元自己垫的。法院判缓刑，认定他积极赔偿，可赔偿款分文未付。"
    "你们的答复说量刑适当，我不服，量刑就是畸轻，请求再次调卷审查，提出抗诉。"
)
LAND = (
    "村里2019年修水库征了我家承包地6.4亩，补偿款应为21万元，村会计孟长河只给了我9万元，"
    "其余的说是抵了往年的提留款。我没有签过字，领款单上的手印是假的。我到派出所报案，"
    "派出所说是经济纠纷不立案。请检察院监督公安机关立案，查清领款单上的手印到底是谁按的。"
)
LAND_SHORT = (
    "孟长河冒领我家征地补偿款，领款单上的手印是假的，派出所说是经济纠纷不立案，请检察院监督立案。"
)
FRAUD = (
    "2020年6月，江海通商贸公司的经理以养老公寓会员卡的名义收了我12万元，承诺每年返利百分之十，"
    "三个月后人去楼空。同小区受骗的老人有四十多户。公安局立案后一年没有进展，"
    "钱款去向不明，请求督促公安机关追赃挽损，把主犯抓回来。"
)
DRIVER = (
    "我儿子2022年1月9日在环城路口被一辆渣土车碾压身亡，交警认定司机负同等责任。"
    "路口监控显示渣土车闯了红灯，车速七十多公里，认定书却说证据不足。请求重新审查事故认定，追究司机责任。"
)
CHASE = "我上次寄来的材料已经一个多月了，请问办理进展如何，至今没有收到答复，盼回音。"
POLLUTION = (
    "开发区东侧的鸿顺电镀厂每天夜里把废水排进白杨河，河里的鱼全死了，两岸的井水发红发臭，"
    "村民皮肤溃烂的有十几个人。环保部门罚过一次款，第二天照样排。请检察院查一查厂长邱大满有没有后台。"
)
POLLUTION_SOON = POLLUTION.replace("每天夜里", "天天半夜").replace("皮肤溃烂", "身上溃烂")
RUDE = (
    "控申窗口的工作人员把我的申诉材料退了三次，每次说的理由都不一样，第三次说负责的人休假了。"
    "我从乡下来一趟要倒两次车，请查一查为什么不收我的材料，给我一个说法。"
)
RUDE_AGAIN = RUDE.replace("退了三次", "来回退了三次").replace("给我一个说法", "我等着你们的说法")
NEW_WITNESS = (
    BEATING
    + "近日发现新的证据：当晚在场的修车人愿意作证，证明高树林是拿着铁锹从自己家冲过来的，并非互殴。"
)
PAYMENT_TEMPLATE = (
    "我自{since}起在{site}工地做{trade}，包工头{boss}欠我工资{sum}元，有欠条为证。我多次讨要，"
    "他总说甲方没有结账，后来电话也打不通了。劳动监察大队让我去法院，法院说要先仲裁，"
    "我一个农民工实在跑不起，恳请检察院支持我起诉，帮我把血汗钱要回来。"
)


def id_of(number: int) -> bytes:
    return b"id%d" % number


def phone_of(number: int) -> bytes:
    return b"phone%d" % number


def person(
    name: str, number: int | None = None, phone: int | None = None, **more: Any
) -> PersonFeature:
    return PersonFeature(
        role=more.pop("role", "petitioner"),
        name=name,
        id_index=None if number is None else id_of(number),
        phone_index=None if phone is None else phone_of(phone),
        **more,
    )


ZHAO, ZHAO_WIFE = person("赵立冬", 1, 1), person("田桂枝", 2, 1)
BASE = PetitionFeatures(
    id=1,
    channel="letter",
    received_on=date(2022, 3, 1),
    kind="criminal_petition",
    persons=(ZHAO,),
    subjects=("高树林",),
    challenged=frozenset({normalise_number(JUDGMENT)}),
    text=text_features(BEATING),
    matter_id="M1",
    matter_open=False,
)


def earlier(**changes: Any) -> PetitionFeatures:
    return _changed(BASE, changes)


def later(**changes: Any) -> PetitionFeatures:
    new = replace(BASE, id=2, received_on=date(2022, 11, 2), matter_id=None, matter_open=None)
    return _changed(new, changes)


def _changed(petition: PetitionFeatures, changes: dict[str, Any]) -> PetitionFeatures:
    if isinstance(text := changes.get("text"), str):
        changes["text"] = text_features(text)
    for name in ("persons", "subjects"):
        if name in changes:
            changes[name] = tuple(changes[name])
    if "challenged" in changes:
        changes["challenged"] = frozenset(map(normalise_number, changes["challenged"]))
    return replace(petition, **changes)
