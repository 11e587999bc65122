"""What the people of the demonstration say when typical cases are called for, nominated, sent on,
returned and written. `{name}` is the petitioner's true name, which the text loses on its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TITLE = "首次信访领导包案化解典型案例征集"
THEME = "征集院领导包案办理首次信访、实质性化解矛盾的案例；未能化解、事后补正的案件同样欢迎报送。"
BASIS = "市院控告申诉检察部年度工作要点"
PLACES = (5, 3, 3)
"""Cases the office of the cast and the next ones may send on; the others without limit."""


@dataclass(frozen=True)
class Way:
    """One nomination: what it teaches, why, and each step after it with its words."""

    what: str
    reason: str
    steps: tuple[tuple[str, str, str], ...] = ()
    """Verb, who takes it, what is said."""
    wants: str = ""
    """An act its matter should have seen."""


CHOSEN = "同意推荐，材料齐全。"
WRITTEN = Way(
    "good", "院领导包案后当面听取意见、公开释明，申诉人息诉，释法说理的做法可供各院借鉴。",
    (("forward", "chief", CHOSEN), ("select", "chief.city", "入选，请承办人起草案例文本。")),
    wants="lead_meet",
)  # fmt: skip
WAITING = Way("good", "接访当日即由院领导接谈，疑问当场释明，做法简便易行。")
APPROVING = Way(
    "correction",
    "办理中发现原决定说理不足，院领导包案后主动补正，申诉人接受。",
    (("forward", "chief", CHOSEN), ("select", "chief.city", "纠错类案例，入选。")),
)
WAYS = (
    Way("good", "承办人与包案领导三次上门，矛盾就地化解。", (("forward", "chief", CHOSEN),)),
    Way("failure", "答复只寄不谈，申诉人反复来访，教训值得各院吸取。",
        (("forward", "chief", "失败案例也应报送。"),
         ("return", "head.city", "请补充后续补救情况，并说明为何未安排当面答复，再行报送。"))),
    Way("good", "听证员参与评议，申诉人当场表示理解。",
        (("withdraw", "handler", "申诉人表示不愿公开，撤回推荐。"),)),
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """A text as its writer types it, and what is remarked on its parts."""

    title: str
    keywords: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    remarks: tuple[tuple[str, str, str], ...] = field(default=())
    """Part, who, what."""


FIRST = Draft(
    "{name}不服不起诉决定申诉案",
    ("领导包案", "当面答复", "释法说理"),
    {
        "gist": ("对首次信访，院领导应当在受理后尽早当面听取意见，把疑问解决在第一次。",),
        "facts": ("申诉人{name}对处理决定不服，认为证据采信理由不清，向检察机关提出信访。"
                  "{name}此前未就同一事项反映。",),
        "handling": ("包案领导调阅全部卷宗，约请{name}到院面谈，就其三项疑问逐项出示依据。",),
    },
    (("gist", "head.city", "要旨再凝练一些，突出“首次”与“当面”的关系。"),
     ("facts", "head", "事实部分请写明申诉理由，不写个人情况。")),
)  # fmt: skip
SECOND = {
    "significance": ("当面说理使申诉人知道决定是怎样作出的，首次办理即告化解，避免了重复来访。",),
    "facts": ("联系电话{phone}，多次来电询问进展。",),
}
"""What is written afterwards: the telephone in it is what the gate still finds."""
READY = Draft(
    "申诉人甲不服处理决定申诉案",
    ("主动补正", "领导包案"),
    {
        "gist": ("发现原决定说理不足的，应当主动补正，并当面说明补正的理由。",),
        "facts": ("申诉人甲不服处理决定，认为决定书没有回应其主要理由。",),
        "handling": (
            "包案领导审查后认为结论正确而说理不足，决定补充说明，并当面向申诉人甲宣读、解释。",
        ),
        "significance": ("承认说理的不足并加以补正，不损害公信，反而使结论为当事人接受。",),
    },
)
ASKED = (
    "我院拟将您的信访事项隐去姓名、地址、时间等信息后编为典型案例，印发各院并在网上公开。"
    "是否同意由您决定，不影响事项的任何结果。"
)
CONSENT = "申诉人书面同意隐名后公开，同意书附卷。"
APPROVED = "案例真实，隐名到位，同意。"
