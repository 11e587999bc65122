"""Typical cases beside a matter: pages of the matter, under its address."""

from django.urls import path

from touyan.desk.editions import similar

urlpatterns = [
    path("<uuid:public_id>/typical-cases/", similar.beside, name="matter-cases"),
    path("<uuid:public_id>/typical-cases/<uuid:case_id>/cite/", similar.cite_it, name="cite-case"),
    path("<uuid:public_id>/typical-cases/<uuid:citation_id>/back/", similar.cite_no_more,
         name="cite-no-more"),
]  # fmt: skip
