from django.urls import path

from touyan.desk.bulletins import acting, files, views

urlpatterns = [
    path("", views.bulletins, name="bulletins"),
    path("begin/", views.begin, name="begin-bulletin"),
    path("<uuid:public_id>/", views.bulletin, name="bulletin"),
    path("<uuid:public_id>/write/", views.write, name="write-bulletin"),
    path("<uuid:public_id>.<slug:form>", files.file, name="bulletin-file"),
    path("<uuid:public_id>/bind/", acting.bind, name="bind-number"),
    path("<uuid:public_id>/figures/<int:key>/<slug:way>/", acting.keep, name="keep-figure"),
    path("<uuid:public_id>/issue/", acting.issue, name="issue-bulletin"),
    path("<uuid:public_id>/versions/<int:number>/", acting.version, name="bulletin-version"),
]
