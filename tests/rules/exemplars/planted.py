"""True words of a made-up matter in every writing by which they could slip through.

The writings are made here by hand and by plain string work, never by the product's own folding.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import cycle

from touyan.exemplars.rules import secrets

SECRETS = [
    *secrets.names("张建国", "欧阳文静", "李安", "王秀兰", "阿不都·热合曼", "John Smith", "杭州鸿运建材有限公司"),
    *secrets.organs("浙江省杭州市西湖区人民检察院", "杭州市公安局西湖区分局"),
    *secrets.addresses("浙江省杭州市西湖区文三路123号和睦新村5幢301室",
                       "湖北省恩施土家族苗族自治州巴东县沿渡河镇马家村三组"),
    *secrets.figures("33010619630412123X", "13805711234", "浙A·B1K345", "6222021202041234567",
                     "91330106MA27XL1234"),
    *secrets.numbers("（2021）浙01刑终123号", "杭西检刑不诉〔2023〕15号", "信330106-2026-00017"),
    *secrets.days([date(1963, 4, 12), date(2019, 11, 25)]),
]  # fmt: skip

NAMES = (
    "张建国", "张 建 国", "张  建国", "张\u3000建\u3000国", "张·建·国", "张-建-国", "张/建/国",
    "张*建*国", "张_建_国", "张、建、国", "张（建国）", "【张】建国", "张\u200b建\u200b国",
    "张\u2060建国", "张\ufeff建国", "张\u00ad建国", "张\n建国", "张\t建国", "张。建。国", "張建國",
    "張建国", "张建國", "張 建 國", "张\u0301建国", "弓长建国", "弓 长 建国", "张jian国",
    "张建guo", "zhang建国", "张Jian Guo", "Zhang Jianguo", "ZHANG JIANGUO", "zhang jian guo",
    "zhangjianguo", "ZhangJianGuo", "Jianguo Zhang", "Jian-guo Zhang", "Zhang, Jianguo",
    "zhāng jiàn guó", "Zhāng Jiànguó", "zhang1 jian4 guo2", "zhang1jian4guo2", "Ｚｈａｎｇ Ｊｉａｎｇｕｏ",
    "Zh\u0430ng Ji\u0430ngu\u043e", "Zhang J\u0456anguo", "Z.J.G.", "ZJG", "Z. J. G", "Z-J-G",
    "&#24352;建国", "&#x5f20;&#x5efa;&#x56fd;", "%E5%BC%A0%E5%BB%BA%E5%9B%BD", "\\u5f20\\u5efa\\u56fd",
    "%u5F20%u5EFA%u56FD", "𝐙𝐡𝐚𝐧𝐠 𝐉𝐢𝐚𝐧𝐠𝐮𝐨", "ⓩⓗⓐⓝⓖ jianguo", "z h a n g j i a n g u o",
    "欧阳文静", "歐陽文靜", "欧 阳 文 静", "Ouyang Wenjing", "Wenjing Ouyang", "ou yang wen jing",
    "歐阳文静", "欧阳·文静", "OuYang文静", "欧阳文青争", "李安", "李 安", "李\u200d安", "Li An",
    "木子安", "LI AN", "李an", "An Li", "王秀兰", "王秀蘭", "王 秀兰", "Wang Xiulan", "wang xiu lan",
    "Xiulan Wang", "王Xiulan", "W.X.L.", "阿不都·热合曼", "阿不都热合曼", "阿不都•热合曼",
    "阿不都・熱合曼", "阿不都 热合曼", "John Smith", "JOHN SMITH", "john  smith", "Ｊｏｈｎ Ｓｍｉｔｈ",
    "J\u043ehn Smith", "John\u00a0Smith", "杭州鸿运建材有限公司", "杭州鴻運建材有限公司",
    "杭州 鸿运 建材 有限 公司",
)  # fmt: skip
PLACES = (
    "浙江省杭州市西湖区人民检察院", "西湖区人民检察院", "西湖区检察院", "西湖區人民檢察院",
    "西 湖 区 检 察 院", "西湖\u200b区检察院", "杭州市公安局西湖区分局", "杭州市公安局西湖區分局",
    "Xihu区检察院", "西湖区（人民）检察院", "文三路", "文 三 路", "文三-路", "wensan路", "Wen San Lu",
    "和睦新村", "和睦\n新村", "沿渡河镇", "沿渡河鎮", "沿·渡·河·镇", "马家村", "馬家村", "马 家 村",
    "Majia村", "马家\u200c村", "Yanduhe Zhen",
)  # fmt: skip
FIGURES = (
    "33010619630412123X", "33010619630412123x", "330106 19630412 123X", "330106-19630412-123X",
    "３３０１０６１９６３０４１２１２３Ｘ", "3301061963********", "330106１９６３0412", "33010\u200b6196304",
    "三三零一零六一九六三零四一二", "叁叁零壹零陆壹玖陆叁", "33O1O61963O412123X", "330106 1963.04.12",
    "①③⑧0571①②③④", "13805711234", "138 0571 1234", "138-0571-1234", "+86 138-0571-1234",
    "１３８０５７１１２３４", "一三八零五七一一二三四", "幺三八零五七幺幺二三四", "1 3 8 0 5 7 1 1 2 3 4",
    "138O571l234", "1380571****", "****05711234", "138.0571.1234", "138\n05711234",
    "浙A·B1K345", "浙AB1K345", "浙A B1K345", "浙A-B1K345", "浙ａＢ1Ｋ345", "浙\u200bAB1K345",
    "6222021202041234567", "6222 0212 0204 1234 567", "6222-0212-0204-1234-567",
    "6222021202****", "陆贰贰贰零贰壹贰零贰零肆", "尾号2041234567", "91330106MA27XL1234",
    "91330106 MA27XL1234", "9133-0106-MA27-XL12-34", "９１３３０１０６ＭＡ27XL1234",
)  # fmt: skip
NUMBERS = (
    "（2021）浙01刑终123号", "(2021)浙01刑终123号", "〔2021〕浙01刑终123号", "2021浙01刑终123号",
    "[2021] 浙01刑终 123 号", "（2021）浙01刑终第123号", "（2021）浙01刑终字第123号",
    "（２０２１）浙０１刑终１２３号", "（二〇二一）浙〇一刑终一二三号", "（2021）浙01刑終123號",
    "（2021）浙 01 刑 终 123", "杭西检刑不诉〔2023〕15号", "杭西检刑不诉(2023)15号",
    "杭西檢刑不訴〔2023〕15號", "杭西检 刑不诉 2023 第15号", "杭西检刑不诉〔二零二三〕15号",
    "信330106-2026-00017", "信330106202600017", "330106-2026-00017", "信３３０１０６－２０２６－０００１７",
)  # fmt: skip
DAYS = (
    "1963年4月12日", "1963-04-12", "1963.4.12", "1963/04/12", "19630412", "1963 年 4 月 12 日",
    "一九六三年四月十二日", "１９６３年４月１２日", "1963年04月12日", "一九六三年四月12日",
    "2019年11月25日", "2019-11-25", "二〇一九年十一月二十五日", "2019年十一月25日", "2019.11.25",
)  # fmt: skip

CARRIERS = (
    "申诉人{}对原判不服，提出申诉。", "承办检察官约见了{}，听取意见。", "经查，{}的陈述与在案证据一致。",
    "检察长包案后，当面向{}释法说理。", "（以下简称{}）", "案件来源：{}提交的材料。",
    "The petitioner, {}, was heard in person.", "备注：{}", "“{}”", "——{}——",
    "公开听证会上，{}发表了意见，听证员逐项评议。", "经多次沟通，{}表示认可处理结果。",
)  # fmt: skip


def planted() -> Iterator[tuple[str, str]]:
    """A writing, and a text that carries it."""
    carriers = cycle(CARRIERS)
    for group, times in ((NAMES, 2), (PLACES, 2), (FIGURES, 1), (NUMBERS, 1), (DAYS, 1)):
        for writing in group:
            for _ in range(times):
                yield writing, next(carriers).format(writing)
