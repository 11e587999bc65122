from datetime import date

from django.urls import path, register_converter

from touyan.desk.rulebook import (
    calendar_day,
    calendar_year,
    charge_proposing,
    charge_rules,
    proposing,
    rules,
)


class DayConverter:
    """A day in an address: 2026-10-01."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "isoday")

urlpatterns = [
    path("", rules.clock_rules, name="clock-rules"),
    path("<int:version_id>/", rules.clock_rule, name="clock-rule"),
    path("<int:version_id>/propose/", proposing.propose, name="propose-rule"),
    path("<int:version_id>/approve/", proposing.approve, name="approve-rule"),
    path("<int:version_id>/withdraw/", proposing.withdraw, name="withdraw-rule"),
    path("charge/", charge_rules.charge_rules, name="charge-rules"),
    path("charge/<int:version_id>/", charge_rules.charge_rule, name="charge-rule"),
    path("charge/<int:version_id>/propose/", charge_proposing.propose, name="propose-charge-rule"),
    path("charge/<int:version_id>/approve/", charge_proposing.approve, name="approve-charge-rule"),
    path(
        "charge/<int:version_id>/withdraw/", charge_proposing.withdraw, name="withdraw-charge-rule"
    ),
    path("calendar/", calendar_year.calendar, name="calendar"),
    path("calendar/<int:year>/enter/", calendar_day.enter_year, name="calendar-year-enter"),
    path("calendar/<isoday:day>/", calendar_day.edit_day, name="calendar-day"),
]
