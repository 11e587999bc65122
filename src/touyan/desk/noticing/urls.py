from django.urls import URLPattern, path

from touyan.desk.noticing import views

urlpatterns: list[URLPattern] = [
    path("", views.notices, name="notices"),
    path("seen/", views.seen, name="see-notices"),
]
