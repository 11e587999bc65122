from django.urls import path

from touyan.desk.frozen import views

urlpatterns = [
    path("", views.frozen_figures, name="frozen-figures"),
    path("of/<slug:code>/", views.freeze, name="freeze-figure"),
    path("<uuid:public_id>/", views.frozen_figure, name="frozen-figure"),
    path("<uuid:public_id>/list/", views.frozen_list, name="frozen-list"),
    path("<uuid:public_id>/restate/", views.restate, name="restate-figure"),
]
