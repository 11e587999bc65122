from django.urls import path

from touyan.desk.bulletins import views

urlpatterns = [
    path("", views.bulletins, name="bulletins"),
    path("begin/", views.begin, name="begin-bulletin"),
    path("<uuid:public_id>/", views.bulletin, name="bulletin"),
    path("<uuid:public_id>/write/", views.write, name="write-bulletin"),
]
