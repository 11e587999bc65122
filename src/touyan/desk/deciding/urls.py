from django.urls import path

from touyan.desk.deciding import views

urlpatterns = [path("<uuid:public_id>/decide/", views.decide, name="decide-petition")]
