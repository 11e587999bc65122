"""Routes of results and circulars."""

from django.urls import path

from touyan.desk.circulars import circular, files, results

urlpatterns = [
    path("<uuid:public_id>/results/", results.results, name="inspection-results"),
    path("<uuid:public_id>/results/matters/", results.counted, name="inspection-counted"),
    path("<uuid:public_id>/results/rounds/", results.compared, name="inspection-rounds"),
    path("<uuid:public_id>/circular/", circular.circular, name="inspection-circular"),
    path("<uuid:public_id>/circular/write/", circular.write, name="circular-write"),
    path("<uuid:public_id>/circular/issue/", circular.issue, name="circular-issue"),
    path("<uuid:public_id>/circular/matters/", results.circular_counted, name="circular-counted"),
    path("<uuid:public_id>/circular.<slug:form>", files.file, name="circular-file"),
]
