"""How registers name channels and kinds, brought to the field's fixed words."""

from __future__ import annotations

from typing import TypeVar

from touyan.intake.rules.import_columns import head_key
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES, Channel, Kind
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_

_CHANNELS: dict[Channel, str] = {
    Channel.LETTER: "来信 信函 信件 书信 信 群众来信 邮寄",
    Channel.VISIT: "来访 走访 接访 上访 当面",
    Channel.PHONE: "电话 来电 热线 12309热线 12309电话",
    Channel.ONLINE: "网上 网络 网上信访 网信 网站 微信 电子邮件 留言板 12309 12309网站 12309网络 "
    "online",
    Channel.VIDEO: "视频 视频接访 远程视频",
    Channel.ASSIGNED: "交办 上级交办",
    Channel.REFERRED: "代表委员转交 人大代表转交 政协委员转交 代表委员",
    Channel.FORWARDED: "转办 转送 移送 其他机关转办 转来",
}
_KINDS: dict[Kind, str] = {
    Kind.ACCUSATION: "控告",
    Kind.REPORT: "举报 检举",
    Kind.CRIMINAL_PETITION: "刑事申诉",
    Kind.CIVIL_PETITION: "民事申诉 民事监督 民事诉讼监督 民事",
    Kind.ADMINISTRATIVE_PETITION: "行政申诉 行政监督 行政诉讼监督",
    Kind.FILING_SUPERVISION: "立案监督 刑事立案监督",
    Kind.STATE_COMPENSATION: "国家赔偿 赔偿",
    Kind.JUDICIAL_ASSISTANCE: "司法救助 国家司法救助",
    Kind.OFFICER_COMPLAINT: "投诉司法人员 司法人员违法 投诉检察人员 检察人员违纪违法 投诉",
    Kind.SUGGESTION: "建议 意见 意见建议",
    Kind.OTHER: "其他 其它 咨询",
}


Word = TypeVar("Word", Channel, Kind)


def _by_word(words: dict[Word, str], names: dict[Word, str]) -> dict[str, Word]:
    found = {head_key(word): item for item, each in words.items() for word in each.split()}
    for item, name in names.items():
        found[head_key(name)] = found[head_key(str(item))] = item
    return found


_CHANNEL_OF = _by_word(_CHANNELS, CHANNEL_NAMES)
_KIND_OF = _by_word(_KINDS, KIND_NAMES)


def read_channel(text: str) -> Channel:
    """The channel a cell names."""
    if found := _CHANNEL_OF.get(head_key(text)):
        return found
    raise Refused(N_("“%(written)s” is not a known channel."), written=text[:40])


def read_kind(text: str) -> Kind:
    """The kind of petition a cell names."""
    if found := _KIND_OF.get(head_key(text)):
        return found
    raise Refused(N_("“%(written)s” is not a known kind of petition."), written=text[:40])
