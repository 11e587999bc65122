from django.urls import path

from touyan.desk.home import views

urlpatterns = [path("", views.home, name="home")]
