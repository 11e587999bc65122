"""The fixed cast of the demonstration and of the tests: who they are and where they serve."""

from __future__ import annotations

from dataclasses import dataclass

from touyan.organs.rules.roles import Role

PASSWORD = "head-goose-2026"  # noqa: S105 - printed at every start of a demonstration

COUNTY, CITY, PROVINCE, SUPREME = "330106", "330100", "330000", "100000"
ELSEWHERE = "510104"
"""Unit codes: Xihu District, Hangzhou City, Zhejiang Province, the Supreme; Jinjiang District."""
SHOWN = frozenset({COUNTY, CITY, PROVINCE, SUPREME})
"""The offices in which a visitor can sign in as a leader."""


@dataclass(frozen=True)
class Member:
    """One member of the cast in one office."""

    username: str
    name: str
    organ_code: str
    title: str
    title_en: str
    roles: tuple[Role, ...]

    @property
    def in_petition_department(self) -> bool:
        """Chiefs, inspectors and statisticians stand outside it."""
        return not {Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD}.isdisjoint(self.roles)


def _staff(suffix: str, code: str) -> list[Member]:
    """Wang the clerk, Li the handler, He the head, Zhao and Qin the leaders, Sun, Qian in one
    office."""

    def member(first: str, name: str, title: str, title_en: str, *roles: Role) -> Member:
        return Member(f"{first}{suffix}", name, code, title, title_en, roles)

    return [
        member("wang", "王芳", "接访员", "Reception clerk", Role.CLERK),
        member("li", "李建国", "检察官", "Prosecutor", Role.HANDLER),
        member(
            "he",
            "何文静",
            "控告申诉检察部主任",
            "Head of the petition department",
            Role.DEPARTMENT_HEAD,
            Role.HANDLER,
        ),
        member("zhao", "赵敏", "检察长", "Chief procurator", Role.CHIEF),
        member("qin", "秦岚", "副检察长", "Deputy chief procurator", Role.DEPUTY_CHIEF),
        member("sun", "孙志强", "督查员", "Inspector", Role.INSPECTOR),
        member("qian", "钱丽", "统计员", "Statistician", Role.STATISTICIAN),
    ]


CAST: tuple[Member, ...] = (
    *_staff("", COUNTY),
    *_staff(".city", CITY),
    *_staff(".province", PROVINCE),
    *_staff(".spp", SUPREME),
    Member("zhou", "周涛", ELSEWHERE, "接访员", "Reception clerk", (Role.CLERK,)),
    Member("xitong", "许彤", SUPREME, "系统管理员", "System administrator", (Role.SYSTEM_ADMIN,)),
    Member("anquan", "安泉", SUPREME, "安全保密管理员", "Security administrator",
           (Role.SECURITY_ADMIN,)),
    Member("shenji", "沈纪", SUPREME, "安全审计员", "Audit administrator", (Role.AUDIT_ADMIN,)),
)  # fmt: skip


def lines() -> list[str]:
    """What is printed at start: the log-ins of the county office and how to find the others."""
    county = [m for m in CAST if m.organ_code == COUNTY]
    shown = [f"{m.username:<8} {m.name:<4} {m.title} ({m.title_en})" for m in county]
    return [
        f"Demonstration log-ins, password {PASSWORD}",
        *shown,
        "The same names with .city, .province or .spp serve the offices above;",
        "zhou serves elsewhere; xitong, anquan, shenji administer system, security, audit.",
    ]
