from django.urls import URLPattern, path

from touyan.desk.helping import views

urlpatterns: list[URLPattern] = [
    path("appraisals/", views.to_pause, name="appraisals-to-pause"),
    path("<uuid:public_id>/", views.helping, name="matter-help"),
    path("<uuid:public_id>/relief/", views.refer, name="refer-relief"),
    path("<uuid:public_id>/begin/<slug:kind>/", views.begin, name="begin-help"),
    path("relief/<uuid:relief_id>/<slug:step>/", views.relief_step, name="relief-step"),
    path("measure/<uuid:measure_id>/pause/", views.pause, name="pause-for-help"),
    path("measure/<uuid:measure_id>/end/", views.end, name="end-help"),
]
