from django.urls import path

from touyan.desk.figures import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("export/", views.export, name="figures-export"),
    path("<slug:code>/", views.one_figure, name="figure"),
    path(
        "<slug:code>/picture/<slug:name>.<slug:form>", views.figure_picture, name="figure-picture"
    ),
    path("<slug:code>/table/", views.figure_table, name="figure-table"),
    path("<slug:code>/list/", views.figure_list, name="figure-list"),
]
