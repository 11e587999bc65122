"""Routes of findings: what waits, one of them, the problem list of an inspection."""

from django.urls import path

from touyan.desk.findings import finding, lists, moves

urlpatterns = [
    path("findings/", lists.waiting, name="findings-waiting"),
    path("findings/<uuid:public_id>/", finding.finding, name="finding"),
    path("findings/<uuid:public_id>/<slug:verb>/", moves.move, name="finding-move"),
    path("<uuid:public_id>/findings/", lists.problems, name="inspection-findings"),
    path("<uuid:public_id>/findings/offices/", lists.offices, name="findings-offices"),
    path("<uuid:public_id>/findings/tell/", moves.tell, name="findings-tell"),
    path("<uuid:public_id>/findings/final/", moves.final, name="findings-final"),
]
