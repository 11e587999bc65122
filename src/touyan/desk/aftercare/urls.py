"""Routes of what follows a closing."""

from django.urls import path

from touyan.desk.aftercare import causes, learning, revisiting, scrutiny, unit

urlpatterns = [
    path("revisits/", revisiting.revisits, name="revisits"),
    path("revisits/<uuid:public_id>/", revisiting.revisit, name="revisit"),
    path("revisits/<uuid:public_id>/answer/", revisiting.answer, name="answer-revisit"),
    path("matters/<uuid:public_id>/causes/name/", causes.name, name="name-cause"),
    path("matters/<uuid:public_id>/causes/<slug:code>/", causes.take_back, name="take-back-cause"),
    path("matters/<uuid:public_id>/scrutiny/", scrutiny.begin, name="begin-scrutiny"),
    path("scrutiny/", scrutiny.scrutinies, name="scrutinies"),
    path("scrutiny/<uuid:public_id>/", unit.scrutiny, name="scrutiny"),
    path("scrutiny/<uuid:public_id>/write/", scrutiny.write, name="write-scrutiny"),
    path("scrutiny/<uuid:public_id>/send/", scrutiny.send, name="send-scrutiny"),
    path("scrutiny/<uuid:public_id>/answer/", unit.answer, name="answer-scrutiny"),
    path("scrutiny/<uuid:public_id>/opinion.pdf", unit.pdf, name="scrutiny-pdf"),
    path("scrutiny/<uuid:public_id>/opinion.docx", unit.docx, name="scrutiny-docx"),
    path("campaigns/<uuid:public_id>/learning/", learning.learning, name="campaign-learning"),
    path("campaigns/<uuid:public_id>/learning/matters/", learning.matters, name="learning-matters"),
    path("campaigns/<uuid:public_id>/learning/report.pdf", learning.pdf, name="learning-pdf"),
    path("campaigns/<uuid:public_id>/learning/report.docx", learning.docx, name="learning-docx"),
]
