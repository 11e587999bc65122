from django.urls import path

from touyan.desk.hearings import arranging, lists, officers, page

urlpatterns = [
    path("", lists.hearings, name="hearings"),
    path("officers/", officers.pool, name="hearing-officers"),
    path("officers/<uuid:public_id>/", officers.officer, name="hearing-officer"),
    path("officers/<uuid:public_id>/<slug:verb>/", officers.do, name="hearing-officer-do"),
    path("matters/<uuid:public_id>/", lists.of_matter, name="matter-hearings"),
    path("matters/<uuid:public_id>/apply/", arranging.apply, name="hearing-apply"),
    path("matters/<uuid:public_id>/set/", arranging.arrange, name="hearing-set"),
    path("requests/<uuid:public_id>/", arranging.answer, name="hearing-request"),
    path("<uuid:public_id>/", page.hearing, name="hearing"),
    path("<uuid:public_id>/<slug:verb>/", page.do, name="hearing-do"),
]
