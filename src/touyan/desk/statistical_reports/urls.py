from django.urls import path

from touyan.desk.statistical_reports import acting, files, plans, views

urlpatterns = [
    path("", views.reports, name="stat-reports"),
    path("new/", acting.new, name="stat-report-new"),
    path("plans/new/", plans.new, name="stat-plan-new"),
    path("plans/<uuid:public_id>/", plans.plan, name="stat-plan"),
    path("plans/<uuid:public_id>/end/", plans.end, name="stat-plan-end"),
    path("<uuid:public_id>/", views.report, name="stat-report"),
    path("<uuid:public_id>/list/", views.cell_list, name="stat-report-list"),
    path("<uuid:public_id>/report.<slug:form>", files.file, name="stat-report-file"),
    path("<uuid:public_id>/<slug:verb>/", acting.step, name="stat-report-step"),
]
