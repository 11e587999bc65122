from django.urls import URLPattern, path

from touyan.desk.leading import acts, views

urlpatterns: list[URLPattern] = [
    path("", views.desk, name="lead-desk"),
    path("absences/", views.absences, name="lead-absences"),
    path("absences/end/", views.returned, name="lead-absence-end"),
    path("<uuid:public_id>/", views.one_matter, name="lead-matter"),
    path("<uuid:public_id>/do/<str:code>/", acts.do, name="lead-do"),
]
