from django.urls import path

from touyan.desk.querying import views

urlpatterns = [
    path("", views.query, name="figure-query"),
    path("export/", views.export, name="figure-query-export"),
    path("save/", views.save, name="figure-query-save"),
    path("<uuid:public_id>/drop/", views.drop, name="figure-query-drop"),
]
