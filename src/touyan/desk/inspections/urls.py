from django.urls import path

from touyan.desk.inspections import checklists, lists, members, plans, progress, steps, views

urlpatterns = [
    path("", views.inspections, name="inspections"),
    path("new/", plans.draw_up, name="inspection-new"),
    path("scope/", plans.scope_preview, name="inspection-scope"),
    path("checklists/", checklists.checklists, name="checklists"),
    path("checklists/<uuid:checklist_id>/", checklists.checklist, name="checklist"),
    path("checklists/<uuid:checklist_id>/next/", checklists.next_version, name="checklist-next"),
    path("runs/<uuid:run_id>/", progress.run_status, name="inspection-run"),
    path("<uuid:public_id>/", views.inspection, name="inspection"),
    path("<uuid:public_id>/change/", plans.change, name="inspection-change"),
    path("<uuid:public_id>/freeze/", steps.freeze, name="inspection-freeze"),
    path("<uuid:public_id>/draw/", steps.draw, name="inspection-draw"),
    path("<uuid:public_id>/end/", steps.end_it, name="inspection-end"),
    path("<uuid:public_id>/matters/", lists.matters, name="inspection-matters"),
    path("<uuid:public_id>/list.txt", lists.download, name="inspection-list"),
    path("<uuid:public_id>/again/", lists.draw_again, name="inspection-again"),
    path("<uuid:public_id>/matters/<uuid:matter_id>/add/", steps.add, name="inspection-add"),
    path("<uuid:public_id>/members/", members.members, name="inspection-members"),
    path("<uuid:public_id>/members/name/", members.name, name="inspection-name"),
    path("<uuid:public_id>/members/<int:member_id>/release/", members.release,
         name="inspection-release"),
    path("<uuid:public_id>/assign/", members.share_out, name="inspection-assign"),
    path("<uuid:public_id>/progress/", progress.progress, name="inspection-progress"),
]  # fmt: skip
