"""Chinese text made comparable, searchable and sortable.

Traditional characters stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

_HAN = "〇㐀-䶿一-鿿豈-﫿\U00020000-\U000323af"
_TOKEN = re.compile(f"([{_HAN}]+)|([^\\W_{_HAN}]+)")
_HAN_RUN = re.compile(f"[{_HAN}]+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_SPACE = re.compile(r"\s+")
_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅●.﹒", "·"))
_BRACKETS = str.maketrans({**dict.fromkeys("[【〖", "〔"), **dict.fromkeys("]】〗", "〕")})


def normalise(text: str) -> str:
    """NFKC, one kind of square bracket (〔〕), no invisible signs, single spaces, no margins."""
    return _SPACE.sub(" ", _compatible(text).translate(_BRACKETS)).strip()


def _compatible(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def normalise_name(name: str) -> str:
    """A name as it is compared: no spaces between Chinese characters, one kind of middle dot."""
    name = normalise(name).translate(_DOTS)
    if _HAN_RUN.search(name):
        return name.replace(" ", "").upper()
    return name.upper()


def bigrams(text: str) -> list[str]:
    """The distinct search lexemes of a text, in order of appearance.

    Chinese runs give every pair of neighbouring characters and the run's last character alone;
    letters and digits give lower-case words. With the last character present, a prefix search
    finds any single character, and the index holds one unigram per run instead of one per sign.
    """
    lexemes: dict[str, None] = {}
    for han, word in _TOKEN.findall(_compatible(text)):
        if han:
            lexemes.update(dict.fromkeys(map("".join, zip(han, han[1:], strict=False))))
            lexemes[han[-1]] = None
        else:
            lexemes[word.lower()] = None
    return list(lexemes)


def query_lexemes(text: str) -> list[str]:
    """The terms that must all occur for a text to match; a term ending in * is a prefix.

    Only a single Chinese character standing alone becomes a prefix term (see `bigrams`).
    """
    terms: dict[str, None] = {}
    for han, word in _TOKEN.findall(_compatible(text)):
        if word:
            terms[word.lower()] = None
        elif len(han) == 1:
            terms[f"{han}*"] = None
        else:
            terms.update(dict.fromkeys(map("".join, zip(han, han[1:], strict=False))))
    return list(terms)


def tsquery(text: str) -> str:
    """PostgreSQL's to_tsquery form of `query_lexemes`; empty when nothing can be searched.

    Safe to build by hand: lexemes hold only letters, digits and Chinese characters.
    """
    return " & ".join(
        f"'{term[:-1]}':*" if term.endswith("*") else f"'{term}'" for term in query_lexemes(text)
    )


# Readings that differ when the character is a surname.
_SURNAMES = {
    "单": "shan",
    "仇": "qiu",
    "曾": "zeng",
    "解": "xie",
    "区": "ou",
    "查": "zha",
    "任": "ren",
    "盖": "ge",
    "朴": "piao",
    "缪": "miao",
    "纪": "ji",
    "员": "yun",
    "召": "shao",
    "覃": "qin",
    "乜": "nie",
    "黑": "he",
    "秘": "bi",
    "洗": "xian",
    "冼": "xian",
    "折": "she",
    "繁": "po",
    "乐": "yue",
    "宓": "mi",
    "隗": "wei",
    "翟": "zhai",
    "谌": "chen",
    "祭": "zhai",
    "种": "chong",
    "重": "chong",
    "褚": "chu",
    "牟": "mou",
    "能": "nai",
    "粘": "nian",
    "相": "xiang",
    "薄": "bo",
    "角": "jue",
    "燕": "yan",
    "应": "ying",
    "宁": "ning",
    "都": "du",
    "句": "gou",
    "贠": "yun",
    "郄": "qie",
    "禤": "xuan",
    "仉": "zhang",
    "厍": "she",
    "庹": "tuo",
    "撒": "sa",
    "石": "shi",
    "车": "che",
    "沈": "shen",
    "贾": "jia",
    "俞": "yu",
    "於": "yu",
    "华": "hua",
    "尹": "yin",
    "柏": "bai",
    "盛": "sheng",
    "曲": "qu",
    "卜": "bu",
    "葛": "ge",
    "洪": "hong",
    "佘": "she",
    "万俟": "mo qi",
    "尉迟": "yu chi",
    "长孙": "zhang sun",
    "单于": "chan yu",
    "澹台": "tan tai",
    "令狐": "ling hu",
    "鲜于": "xian yu",
    "宰父": "zai fu",
}
_LONGEST_HAN_NAME = 5  # longer names are organisations or transliterations: no surname in front
_MOST_SYLLABLES = 12


@lru_cache(maxsize=50_000)
def pinyin_key(name: str) -> str:
    """Syllables by which names sort and are found: 张伟 gives 'zhang wei'."""
    clean = normalise_name(name)
    surname = ""
    if len(clean) <= _LONGEST_HAN_NAME:
        surname = clean[:2] if clean[:2] in _SURNAMES else clean[:1]
    reading = _SURNAMES.get(surname)
    rest = clean.removeprefix(surname) if reading else clean
    syllables = [reading] if reading else []
    syllables += lazy_pinyin(rest.replace("·", ""), style=Style.NORMAL)
    return " ".join(syllables).lower()


@lru_cache(maxsize=50_000)
def pinyin_initials(name: str) -> str:
    """First letters of the syllables: 张伟 gives 'zw'."""
    return "".join(syllable[0] for syllable in pinyin_key(name).split())


def pinyin_lexemes(name: str) -> list[str]:
    """What finds a person's name typed in pinyin: 吴秀兰 by wuxiulan, wu xiulan, wxl."""
    parts = pinyin_key(name).split()
    if not 1 < len(parts) <= _MOST_SYLLABLES:
        return []
    cuts = ["".join(piece) for at in (1, 2) for piece in (parts[:at], parts[at:]) if piece]
    return list(dict.fromkeys([*parts, "".join(parts), *cuts, pinyin_initials(name)]))
