from django.urls import path

from touyan.desk.petitions import (
    attaching,
    reading,
    receipt,
    register_list,
    registering,
    suggesting,
)

urlpatterns = [
    path("", register_list.petitions, name="petitions"),
    path("new/", registering.register_petition, name="register-petition"),
    path("new/draft/", registering.petition_draft, name="petition-draft"),
    path(
        "new/draft/<uuid:key>/discard/",
        registering.discard_petition_draft,
        name="discard-petition-draft",
    ),
    path("new/files/", attaching.petition_files, name="petition-files"),
    path("new/similar/", registering.petitions_similar, name="petitions-similar"),
    path("people/", suggesting.people_suggest, name="people-suggest"),
    path("organs/", suggesting.organs_suggest, name="organs-suggest"),
    path("<uuid:public_id>/", reading.petition, name="petition"),
    path("<uuid:public_id>/receipt/", receipt.petition_receipt, name="petition-receipt"),
    path("<uuid:public_id>/identifiers/", reading.petition_disclose, name="petition-disclose"),
    path("<uuid:public_id>/files/<uuid:file_id>/", reading.attachment, name="attachment"),
]
