"""No text that leaves the office tells the unit concerned who petitioned."""

from __future__ import annotations

import pytest

from touyan.campaigns.rules.outgoing import Known, check_outgoing, telling
from touyan.kernel.errors import Refused

KNOWN = Known(
    names=frozenset({"吴秀兰", "杭州绿洲置业有限公司", "李"}),
    numbers=frozenset({"13800138000", "33010619700102123X", "057187654321"}),
    addresses=frozenset({"杭州市西湖区文新街道竞舟路12号"}),
    references=frozenset({"信330106-2026-00001"}),
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("申诉人吴秀兰多次反映", "names"),
        ("申诉人吴 秀 兰多次反映", "names"),
        ("申诉人吴·秀·兰", "names"),
        ("petitioner Wu Xiulan", "names"),
        ("杭州绿洲置业有限公司提出", "names"),
        ("联系电话138-0013-8000", "numbers"),
        ("联系电话１３８００１３８０００", "numbers"),
        ("电话一三八零零一三八零零零", "numbers"),
        ("身份证330106 19700102 123x", "numbers"),
        ("电话87654321", "numbers"),
        ("住文新街道竞舟路12号", "addresses"),
        ("见信330106-2026-00001号信访件", "references"),
    ],
)
def test_whoever_would_read_it_would_know(text: str, kind: str) -> None:
    found = telling(text, KNOWN)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    "text",
    [
        "李某系本案承办人，鉴定时没有调取第一次住院的病历。",
        "杭州市西湖区人民检察院于2024年9月12日作出（2024）浙0106刑初118号决定。",
        "文新派出所移送时遗漏证据12份。",
        "",
    ],
)
def test_what_tells_nobody_goes_out(text: str) -> None:
    assert telling(text, KNOWN) is None


def test_the_refusal_names_what_was_found_and_where() -> None:
    with pytest.raises(Refused, match=r"Advice.*吴秀兰") as refused:
        check_outgoing([("Findings", "没有问题"), ("Advice", "向吴秀兰说明")], KNOWN)
    assert refused.value.message.params["found"] == "吴秀兰"
