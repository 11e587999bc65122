from django.urls import URLPattern, path

from touyan.desk.outcomes import views

urlpatterns: list[URLPattern] = [
    path("", views.outcomes, name="outcomes"),
    path("<uuid:public_id>/propose/", views.propose, name="propose-resolution"),
    path("<uuid:public_id>/revoke/", views.revoke, name="revoke-termination"),
    path("resolution/<uuid:resolution_id>/<slug:step>/", views.resolution_step,
         name="resolution-step"),
]  # fmt: skip
