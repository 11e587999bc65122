from django.urls import path

from touyan.desk.measures import views

urlpatterns = [
    path("", views.own_measures, name="own-measures"),
    path("compose/", views.compose, name="compose-measure"),
    path("<uuid:public_id>/", views.own_measure, name="own-measure"),
    path("<uuid:public_id>/compose/", views.compose_next, name="compose-measure-next"),
    path("<uuid:public_id>/<slug:verb>/", views.decide, name="decide-measure"),
]
