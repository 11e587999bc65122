from django.urls import URLPattern, path

from touyan.desk.matters import list_assign, list_views, moves, page

urlpatterns: list[URLPattern] = [
    path("", list_views.matters, name="matters"),
    path("export/", list_views.export_matters, name="matters-export"),
    path("assign/", list_assign.assign_matters, name="matters-assign"),
    path("views/save/", list_views.save_view, name="save-view"),
    path("views/<int:view_id>/drop/", list_views.drop_view, name="drop-view"),
    path("<uuid:public_id>/", page.matter, name="matter"),
    path("<uuid:public_id>/do/<slug:verb>/", moves.make_move, name="matter-move"),
    path("<uuid:public_id>/note/", page.note, name="matter-note"),
    path("<uuid:public_id>/file/", page.file, name="matter-file"),
    path("<uuid:public_id>/file/<uuid:file_id>/", page.take_file, name="matter-take-file"),
]
