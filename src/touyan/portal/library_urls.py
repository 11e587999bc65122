from django.urls import path

from touyan.portal import library

urlpatterns = [
    path("", library.cases, name="public-cases"),
    path("<uuid:public_id>/", library.case, name="public-case"),
    path("editions/<uuid:public_id>/", library.edition, name="public-edition"),
    path("editions/<uuid:public_id>.<slug:form>", library.file, name="public-edition-file"),
]
