"""Routes of what offices report upward on a campaign."""

from django.urls import path

from touyan.desk.campaign_reports import acting, files, matters, report, tables

urlpatterns = [
    path("reports/", tables.waiting, name="reports-waiting"),
    path("reports/<uuid:public_id>/", report.report, name="campaign-report"),
    path("reports/<uuid:public_id>/remarks/", acting.remarks, name="report-remarks"),
    path("reports/<uuid:public_id>/confirm/", acting.confirm, name="report-confirm"),
    path("reports/<uuid:public_id>/changes/", matters.changed, name="report-changes"),
    path("reports/<uuid:public_id>/figures/<slug:code>/", matters.counted, name="report-matters"),
    path("reports/<uuid:public_id>/report.<slug:form>", files.file, name="report-file"),
    path("<uuid:public_id>/reports/", tables.table, name="campaign-reports"),
    path("<uuid:public_id>/reports/<slug:code>/", tables.office, name="office-reports"),
    path("<uuid:public_id>/reports/<slug:code>/draft/", acting.draft, name="report-draft"),
]
