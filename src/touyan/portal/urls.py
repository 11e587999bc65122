from django.urls import path

from touyan.portal import hearings, outcome, pages, progress, publication, reception

urlpatterns = [
    path("", pages.home, name="portal"),
    path("guide/", pages.guide, name="portal-guide"),
    path("hearings/", hearings.notices, name="portal-hearings"),
    path("limits/", pages.limits, name="portal-limits"),
    path("progress/", progress.progress, name="portal-progress"),
    path("progress/disagree/", outcome.disagree, name="portal-disagree"),
    path("progress/case/", publication.case, name="portal-case"),
    path("reception/", reception.notice, name="portal-reception"),
    path("reception/book/", reception.book, name="portal-reception-book"),
    path("reception/mine/", reception.mine, name="portal-reception-mine"),
    path("reception/cancel/", reception.cancel, name="portal-reception-cancel"),
    path("done/", progress.done, name="portal-done"),
]
