from django.urls import path

from touyan.desk.editions import composing, files, library, steps, views

urlpatterns = [
    path("", views.editions, name="editions"),
    path("library/", library.library, name="edition-library"),
    path("new/", composing.begin, name="edition-new"),
    path("<uuid:public_id>/", views.edition, name="edition"),
    path("<uuid:public_id>/compose/", composing.put_together, name="edition-compose"),
    path("<uuid:public_id>/send/", steps.send, name="edition-send"),
    path("<uuid:public_id>/acknowledge/", steps.arrived, name="edition-acknowledge"),
    path("<uuid:public_id>/file.<slug:form>", files.file, name="edition-file"),
    path("<uuid:public_id>/cases/<uuid:case_id>/withdraw/", steps.withdraw_one,
         name="edition-case-withdraw"),
    path("<uuid:public_id>/<slug:verb>/", steps.step, name="edition-step"),
]  # fmt: skip
