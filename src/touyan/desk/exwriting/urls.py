from django.urls import path

from touyan.desk.exwriting import editor

urlpatterns = [
    path("<uuid:public_id>/write/", editor.write, name="exemplar-write"),
    path("<uuid:public_id>/write/draft/", editor.draft, name="exemplar-draft"),
    path("<uuid:public_id>/write/tell/", editor.tell, name="exemplar-tell"),
]
