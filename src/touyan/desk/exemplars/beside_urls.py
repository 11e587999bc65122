"""Nominating a matter: a page of the matter, under its address."""

from django.urls import path

from touyan.desk.exemplars import nominating

urlpatterns = [
    path("<uuid:public_id>/typical-cases/nominate/", nominating.nominate_it, name="nominate-case"),
]
