from django.urls import path

from touyan.desk.importing import columns, proposed, views

urlpatterns = [
    path("", views.register, name="import-register"),
    path("<uuid:public_id>/", views.run, name="import-run"),
    path("<uuid:public_id>/columns/", columns.columns, name="import-columns"),
    path("<uuid:public_id>/status/", views.status, name="import-status"),
    path("<uuid:public_id>/go-on/", views.carry_on, name="import-go-on"),
    path("<uuid:public_id>/cancel/", views.stop, name="import-cancel"),
    path("<uuid:public_id>/rejected.xlsx", views.rejected, name="import-rejected"),
    path("<uuid:public_id>/proposed/", proposed.listed, name="import-proposed"),
    path("<uuid:public_id>/proposed/<uuid:petition_id>/", proposed.relay, name="import-relay"),
]
