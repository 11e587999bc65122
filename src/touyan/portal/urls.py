from django.urls import path

from touyan.portal import hearings, pages, progress

urlpatterns = [
    path("", pages.home, name="portal"),
    path("guide/", pages.guide, name="portal-guide"),
    path("hearings/", hearings.notices, name="portal-hearings"),
    path("limits/", pages.limits, name="portal-limits"),
    path("progress/", progress.progress, name="portal-progress"),
    path("done/", progress.done, name="portal-done"),
]
