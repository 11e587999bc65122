"""Place names and office names in pinyin, with the readings place names keep to themselves."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import lazy_pinyin

# Whole words first: readings that hold in this place only.
_WORDS = {
    "长子": ("zhang", "zi"),
    "重庆": ("chong", "qing"),
    "大城县": ("dai", "cheng", "xian"),
    "涡阳": ("guo", "yang"),
    "荥经": ("ying", "jing"),
    "筠连": ("jun", "lian"),
    "繁峙": ("fan", "shi"),
    "洪洞": ("hong", "tong"),
    "伽师": ("jia", "shi"),
    "闵行": ("min", "hang"),
    "六安": ("lu", "an"),
    "六合": ("lu", "he"),
    "六枝": ("lu", "zhi"),
    "蔚县": ("yu", "xian"),
    "尉犁": ("yu", "li"),
    "乐清": ("yue", "qing"),
    "乐亭": ("lao", "ting"),
    "乐陵": ("lao", "ling"),
    "铅山": ("yan", "shan"),
    "浚县": ("xun", "xian"),
    "穆棱": ("mu", "ling"),
    "台州": ("tai", "zhou"),
    "丽水": ("li", "shui"),
    "厦门": ("xia", "men"),
    "莘县": ("shen", "xian"),
    "监利": ("jian", "li"),
    "大埔": ("da", "bu"),
    "番禺": ("pan", "yu"),
    "东阿": ("dong", "e"),
    "中牟": ("zhong", "mu"),
    "柞水": ("zha", "shui"),
    "犍为": ("qian", "wei"),
    "勐海": ("meng", "hai"),
    "勐腊": ("meng", "la"),
    "枞阳": ("zong", "yang"),
    "马尾": ("ma", "wei"),
    "南乐": ("nan", "le"),
    "民乐": ("min", "le"),
    "崆峒": ("kong", "tong"),
    "吴堡": ("wu", "bu"),
    "那曲": ("na", "qu"),
    "泌阳": ("bi", "yang"),
}
# Characters that read one way in place names, another elsewhere.
_CHARACTERS = {
    "长": "chang", "都": "du", "朝": "chao", "佛": "fo", "圩": "xu", "珲": "hun", "藏": "zang",
    "曾": "zeng", "漯": "luo", "什": "shi", "单": "shan", "泊": "bo", "覃": "qin", "阿": "a",
    "堡": "bao", "任": "ren", "盛": "sheng", "区": "qu", "勒": "le",
}  # fmt: skip
_LONGEST = max(map(len, _WORDS))


def syllables(text: str) -> list[str]:
    """One reading for each character, ü kept."""
    read: list[str] = []
    at = 0
    while at < len(text):
        word = _word_at(text, at)
        if word:
            read.extend(_WORDS[word])
            at += len(word)
        else:
            read.append(_CHARACTERS.get(text[at]) or _in_context(text)[at])
            at += 1
    return read


def _word_at(text: str, at: int) -> str:
    for length in range(_LONGEST, 1, -1):
        if text[at : at + length] in _WORDS:
            return text[at : at + length]
    return ""


@lru_cache(maxsize=8192)
def _in_context(text: str) -> list[str]:
    # One unit a character, so that positions stay aligned with the text.
    return lazy_pinyin(text, v_to_u=True, errors=list)  # type: ignore[arg-type]


def place_pinyin(place: str) -> str:
    """A place as maps write it: Lu'an, Xi'an, Lüliang."""
    joined = ""
    for syllable in syllables(place):
        joined += ("'" if joined and syllable[0] in "aoe" else "") + syllable
    return joined[:1].upper() + joined[1:]


def pinyin_key(name: str) -> str:
    """What a typist enters to find a name: full pinyin, a space, and the initials."""
    read = [syllable.replace("ü", "v") for syllable in syllables(name)]
    return f"{''.join(read)} {''.join(part[:1] for part in read)}".lower()
