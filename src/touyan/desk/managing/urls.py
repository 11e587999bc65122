from django.urls import path

from touyan.desk.managing import views

urlpatterns = [path("", views.manage, name="manage")]
