"""What looks like something by which somebody can be found, though the register does not know it.

Only the assistant asks; the gate refuses nothing for looks alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touyan.exemplars.rules.gate import Leak, Piece
from touyan.exemplars.rules.secrets import Kind
from touyan.intake.rules.names import COMPOUND_SURNAMES

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭萧田董潘袁蔡蒋余于杜叶程魏苏吕丁"
    "任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺顾毛郝龚邵万钱覃武戴孔汤"
)
_TITLES = (
    "申诉人|申请人|信访人|来访人|上访人|举报人|控告人|被告人|被害人|犯罪嫌疑人|嫌疑人|被申诉人|第三人"
    "|原告|证人|当事人|代理人|律师|检察官|检察长|副检察长|法官|院长|庭长|民警|村民|其妻|其夫|其子|其女"
)
_SIGNS = "，。、；：？！）（\\s”,.;)("
_WORDS = "的与和及系因不对向于在称说以到从自认表提先女夫诉一二两三多曾已未没遂即"
_NAME = re.compile(
    rf"(?:{_TITLES})((?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{_SURNAMES}])(?!某)[一-鿿]{{1,2}}?)"
    rf"(?=[{_SIGNS}{_WORDS}]|$)"
)
_NO_NAME = re.compile(r"[某甲乙丙丁]|陈述|陈词|家属|代表|先生|女士|等$")
_FIGURES = re.compile(
    r"(?<![0-9A-Za-z])(?:1[3-9]\d(?:[ -]?\d{4}){2}|0\d{2,3}-\d{7,8}|\d{17}[\dXx]|\d{16,19}|\d{15}"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)(?![0-9A-Za-z])"
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z]"
    r"[·• ]?[A-HJ-NP-Z0-9]{5,6}(?![0-9A-Za-z])"
)
_NUMBER = re.compile(
    r"(?:[一-鿿]{0,4}[检法公司政][一-鿿]{0,6})?[〔（(\[]\d{4}[〕）)\]][^\s，。；、“”（）()]{1,24}?号"
)
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:年(\d{1,2})月(\d{1,2})[日号]|([-./])(\d{1,2})\4(\d{1,2})(?!\d))"
)


def looking_like(piece: Piece) -> Iterator[Leak]:
    """Names behind a word for somebody's part, telephones, documents, plates, mail, case numbers,
    exact days."""
    for pattern, kind in ((_FIGURES, Kind.FIGURES), (_NUMBER, Kind.NUMBER)):
        for match in pattern.finditer(piece.text):
            yield Leak(piece.where, kind, match[0], *match.span(), match[0])
    for match in _NAME.finditer(piece.text):
        if not _NO_NAME.search(match[1]):
            yield Leak(piece.where, Kind.NAME, match[1], *match.span(1), match[1])
    for match in _DAY.finditer(piece.text):
        month, day = match[2] or match[5], match[3] or match[6]
        true = f"{match[1]}-{int(month):02d}-{int(day):02d}"
        yield Leak(piece.where, Kind.DAY, match[0], *match.span(), true)
