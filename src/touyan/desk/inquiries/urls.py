from django.urls import path

from touyan.desk.inquiries import views

urlpatterns = [path("", views.inquiries, name="inquiries")]
