from django.urls import path

from touyan.desk.audit import views

urlpatterns = [
    path("", views.log, name="audit-log"),
    path("verify/", views.prove, name="audit-verify"),
]
