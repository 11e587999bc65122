"""Routes of papers."""

from django.urls import path

from touyan.desk.papers import files, queue, views, writing

urlpatterns = [
    path("to-sign/", queue.to_sign, name="to-sign"),
    path("new/<uuid:matter_id>/<slug:kind>/", writing.new, name="paper-new"),
    path("new/<uuid:matter_id>/<slug:kind>/typed/", writing.new_typed, name="paper-new-typed"),
    path("preview/<uuid:matter_id>/<slug:kind>/", writing.preview, name="paper-preview"),
    path("<uuid:public_id>/", views.paper, name="paper"),
    path("<uuid:public_id>/edit/", writing.edit, name="paper-edit"),
    path("<uuid:public_id>/typed/", writing.edit_typed, name="paper-typed"),
    path("<uuid:public_id>/do/<slug:verb>/", views.act, name="paper-do"),
    path("<uuid:public_id>/paper.pdf", files.pdf, name="paper-pdf"),
    path("<uuid:public_id>/paper.docx", files.docx, name="paper-docx"),
    path("<uuid:public_id>/proof/<uuid:file_id>/", files.proof, name="paper-proof"),
]
