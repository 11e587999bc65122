from django.urls import path

from touyan.desk.coverage import views

urlpatterns = [
    path("", views.coverage, name="coverage"),
    path("list/", views.coverage_list, name="coverage-list"),
    path("export/<slug:form>/", views.export, name="coverage-export"),
]
