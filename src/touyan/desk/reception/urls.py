"""Routes of reception days and promises."""

from django.urls import path

from touyan.desk.reception import booking, day, days, half_days, papers, promises, record

urlpatterns = [
    path("", days.days, name="reception"),
    path("new/", days.plan, name="reception-new"),
    path("half-days/", half_days.half_days, name="reception-half-days"),
    path("promises/", promises.promises, name="promises"),
    path("promises/<uuid:public_id>/", promises.keep, name="keep-promise"),
    path("<uuid:public_id>/", day.day, name="reception-day"),
    path("<uuid:public_id>/do/<slug:verb>/", day.act, name="reception-do"),
    path("<uuid:public_id>/book/", booking.book, name="reception-book"),
    path("<uuid:public_id>/list/", papers.call_list, name="reception-list"),
    path("booking/<uuid:public_id>/", booking.booking, name="booking"),
    path("booking/<uuid:public_id>/do/<slug:verb>/", booking.act, name="booking-do"),
    path("booking/<uuid:public_id>/record/", record.write, name="reception-record"),
    path("booking/<uuid:public_id>/record.pdf", papers.pdf, name="reception-pdf"),
    path("booking/<uuid:public_id>/record.docx", papers.docx, name="reception-docx"),
]
