from django.urls import path

from touyan.desk.quality import views

urlpatterns = [
    path("", views.quality, name="quality"),
    path("comparison/", views.comparison, name="figures-comparison"),
    path("export/", views.export, name="quality-export"),
]
