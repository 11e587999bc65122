from django.urls import path

from touyan.desk.exwriting import checking, editor, versions

urlpatterns = [
    path("<uuid:public_id>/write/", editor.write, name="exemplar-write"),
    path("<uuid:public_id>/write/draft/", editor.draft, name="exemplar-draft"),
    path("<uuid:public_id>/write/tell/", editor.tell, name="exemplar-tell"),
    path("<uuid:public_id>/write/versions/", versions.versions, name="exemplar-versions"),
    path("<uuid:public_id>/write/versions/restore/", versions.restore,
         name="exemplar-restore"),
    path("<uuid:public_id>/write/checks/", checking.checks, name="exemplar-checks"),
    path("<uuid:public_id>/write/replace/", checking.replace, name="exemplar-replace"),
    path("<uuid:public_id>/write/replacements/<uuid:replacement_id>/undo/", checking.undo,
         name="exemplar-undo"),
    path("<uuid:public_id>/write/keep/", checking.keep, name="exemplar-keep"),
    path("<uuid:public_id>/write/put-forward/", checking.put_forward, name="exemplar-put-forward"),
    path("<uuid:public_id>/write/comments/", checking.comment, name="exemplar-comment"),
    path("<uuid:public_id>/write/comments/<uuid:comment_id>/settle/", checking.settle,
         name="exemplar-settle"),
]  # fmt: skip
