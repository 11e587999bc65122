"""What a name tells, and how it is mended."""

import pytest

from touyan.organs.rules.english import english_name, english_place
from touyan.organs.rules.names import (
    level_from_name,
    normalise,
    read_name,
    short_name,
    short_stem,
    split_division,
)
from touyan.organs.rules.pinyin import pinyin_key, place_pinyin


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (" 南开区 人民检察院\u200b", "南开区人民检察院"),
        ("南开区人民检察", "南开区人民检察院"),
        ("南开区人民检", "南开区人民检察院"),
        ("南开区人民检察…", "南开区人民检察院"),
        ("3、南开区人民检察院", "南开区人民检察院"),
        ("上海市人民检察院第三分院（上海铁路运输检察分院）", "上海市人民检察院第三分院"),
        ("上海铁路运输检察分院", "上海铁路运输检察分院"),
    ],
)
def test_a_written_name_is_brought_to_its_proper_form(written: str, read: str) -> None:
    assert read_name(written).name == read
    assert read_name(written).is_office


def test_a_cut_off_name_says_so() -> None:
    assert read_name("南开区人民检察").cut_off
    assert not read_name("南开区人民检察院").cut_off


def test_a_name_in_brackets_is_kept_as_another_name() -> None:
    read = read_name("某市人民检察院第四分院（某铁路运输检察分院）")
    assert read.also == ("某铁路运输检察分院",)


def test_what_is_no_office_is_told_apart() -> None:
    assert not read_name("南开区人民法院").is_office
    assert not read_name("").is_office


def test_full_width_becomes_plain() -> None:
    assert normalise("３１０１０４　") == "310104"
    assert normalise(None) == ""


@pytest.mark.parametrize(
    ("division", "stem", "peoples", "ending"),
    [
        ("积石山保安族东乡族撒拉族自治县", "积石山", ("保安族", "东乡族", "撒拉族"), "自治县"),
        ("恩施土家族苗族自治州", "恩施", ("土家族", "苗族"), "自治州"),
        ("伊犁哈萨克自治州", "伊犁", ("哈萨克族",), "自治州"),
        ("东乡族自治县", "东乡族", (), "自治县"),
        ("梅里斯达斡尔族区", "梅里斯", ("达斡尔族",), "区"),
        ("碑林区", "碑林", (), "区"),
        ("神农架林区", "神农架", (), "林区"),
        ("浦东新区", "浦东", (), "新区"),
    ],
)
def test_a_division_comes_apart(
    division: str, stem: str, peoples: tuple[str, ...], ending: str
) -> None:
    parts = split_division(division)
    assert (parts.stem, parts.peoples, parts.ending) == (stem, peoples, ending)


def test_short_stems_keep_what_would_be_lost() -> None:
    assert short_stem("正定县") == "正定"
    assert short_stem("沛县") == "沛县"
    assert short_stem("科尔沁左翼中旗") == "科尔沁左翼中旗"
    assert short_stem("鄂温克族自治旗") == "鄂温克"


@pytest.mark.parametrize(
    ("name", "province", "short"),
    [
        ("最高人民检察院", "", "高检"),
        ("上海市人民检察院第一分院", "310000", "沪检一分"),
        ("湖北省人民检察院武汉铁路运输分院", "420000", "鄂检武汉铁分"),
        ("大同铁路运输检察院", "140000", "大同铁检"),
        ("南京市鼓楼区人民检察院", "320000", "鼓楼检"),
        ("吴堡县人民检察院", "610000", "吴堡检"),
    ],
)
def test_short_names_follow_from_full_names(name: str, province: str, short: str) -> None:
    assert short_name(name, province_code=province) == short


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("最高人民检察院", 1),
        ("广东省人民检察院", 2),
        ("广西壮族自治区人民检察院", 2),
        ("上海市人民检察院", 2),
        ("新疆生产建设兵团人民检察院", 2),
        ("上海市人民检察院第一分院", 3),
        ("内蒙古自治区人民检察院兴安盟分院", 3),
        ("大理白族自治州人民检察院", 3),
        ("南京市鼓楼区人民检察院", 4),
        ("积石山保安族东乡族撒拉族自治县人民检察院", 4),
        ("苏州市人民检察院", None),
    ],
)
def test_a_name_gives_its_level_away_or_says_nothing(name: str, level: int | None) -> None:
    assert level_from_name(name) == level


@pytest.mark.parametrize(
    ("place", "pinyin"),
    [
        ("重庆", "Chongqing"), ("长沙", "Changsha"), ("长子", "Zhangzi"), ("乐山", "Leshan"),
        ("乐亭", "Laoting"), ("六安", "Lu'an"), ("蚌埠", "Bengbu"), ("亳州", "Bozhou"),
        ("台州", "Taizhou"), ("丽水", "Lishui"), ("厦门", "Xiamen"), ("朝阳", "Chaoyang"),
        ("闵行", "Minhang"), ("吕梁", "Lüliang"), ("宜都", "Yidu"), ("漯河", "Luohe"),
    ],
)  # fmt: skip
def test_places_are_read_as_their_people_read_them(place: str, pinyin: str) -> None:
    assert place_pinyin(place) == pinyin


def test_a_pinyin_key_has_the_full_reading_and_the_initials() -> None:
    assert pinyin_key("长沙市") == "changshashi css"


@pytest.mark.parametrize(
    ("division", "english"),
    [
        ("陕西省", "Shaanxi Province"),
        ("山西省", "Shanxi Province"),
        ("西藏自治区", "Xizang Autonomous Region"),
        ("新疆维吾尔自治区", "Xinjiang Uygur Autonomous Region"),
        ("重庆市", "Chongqing Municipality"),
        ("积石山保安族东乡族撒拉族自治县",
         "Jishishan Bonan, Dongxiang and Salar Autonomous County"),
        ("东乡族自治县", "Dongxiang Autonomous County"),
        ("沛县", "Peixian County"),
    ],
)  # fmt: skip
def test_divisions_have_english_names(division: str, english: str) -> None:
    assert english_place(division) == english


def test_offices_have_english_names() -> None:
    haidian = english_name("海淀区人民检察院", within="Beijing Municipality")
    assert haidian == "People's Procuratorate of Haidian District, Beijing Municipality"
    assert english_name("江苏省南京市鼓楼区人民检察院") == (
        "People's Procuratorate of Gulou District, Nanjing City, Jiangsu Province"
    )
    assert english_name("内蒙古自治区人民检察院呼和浩特铁路运输分院") == (
        "Hohhot Railway Transport Branch of the People's Procuratorate of"
        " Inner Mongolia Autonomous Region"
    )
