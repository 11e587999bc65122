from django.urls import path

from touyan.desk.campaigns import batches, board, candidates, marks, plans, views

urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("new/", plans.draw_up, name="campaign-new"),
    path("rule/", plans.rule_preview, name="campaign-rule"),
    path("nominate/<uuid:matter_id>/", candidates.put_forward, name="nominate"),
    path("batches/<uuid:public_id>/", batches.batch, name="batch"),
    path("batches/<uuid:public_id>/quotas/", batches.quotas, name="batch-quotas"),
    path("batches/<uuid:public_id>/choose/", batches.choosing, name="batch-choose"),
    path("batches/<uuid:public_id>/freeze/", batches.freeze, name="batch-freeze"),
    path("batches/<uuid:public_id>/<uuid:matter_id>/<slug:code>/", marks.mark, name="entry-mark"),
    path("batches/<uuid:public_id>/list.txt", batches.download, name="batch-list"),
    path("<uuid:public_id>/", views.campaign, name="campaign"),
    path("<uuid:public_id>/change/", plans.change, name="campaign-change"),
    path("<uuid:public_id>/open/", views.open_it, name="campaign-open"),
    path("<uuid:public_id>/end/", views.end_it, name="campaign-end"),
    path("<uuid:public_id>/prepare/", views.prepare, name="campaign-prepare"),
    path("<uuid:public_id>/board/", board.board, name="campaign-board"),
    path("<uuid:public_id>/bulk/", marks.bulk, name="campaign-bulk"),
    path(
        "<uuid:public_id>/candidates/<slug:show>/",
        candidates.candidates,
        name="campaign-candidates",
    ),
]
