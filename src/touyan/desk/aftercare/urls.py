"""Routes of what follows a closing."""

from django.urls import path

from touyan.desk.aftercare import causes, learning, matter, revisiting, scrutiny, unit

urlpatterns = [
    path("revisits/", revisiting.revisits, name="revisits"),
    path("revisits/<uuid:public_id>/", revisiting.revisit, name="revisit"),
    path("revisits/<uuid:public_id>/answer/", revisiting.answer, name="answer-revisit"),
    path("aftercare/<uuid:public_id>/", matter.aftercare, name="matter-aftercare"),
    path("aftercare/<uuid:public_id>/cause/", causes.name, name="name-cause"),
    path("aftercare/<uuid:public_id>/cause/<slug:code>/", causes.take_back, name="take-back-cause"),
    path("aftercare/<uuid:public_id>/scrutiny/", scrutiny.begin, name="begin-scrutiny"),
    path("scrutiny/", scrutiny.scrutinies, name="scrutinies"),
    path("scrutiny/<uuid:public_id>/", unit.scrutiny, name="scrutiny"),
    path("scrutiny/<uuid:public_id>/write/", scrutiny.write, name="write-scrutiny"),
    path("scrutiny/<uuid:public_id>/send/", scrutiny.send, name="send-scrutiny"),
    path("scrutiny/<uuid:public_id>/answer/", unit.answer, name="answer-scrutiny"),
    path("scrutiny/<uuid:public_id>/opinion.pdf", unit.pdf, name="scrutiny-pdf"),
    path("scrutiny/<uuid:public_id>/opinion.docx", unit.docx, name="scrutiny-docx"),
    path("learning/<uuid:public_id>/", learning.learning, name="campaign-learning"),
    path("learning/<uuid:public_id>/matters/", learning.matters, name="learning-matters"),
    path("learning/<uuid:public_id>/report.pdf", learning.pdf, name="learning-pdf"),
    path("learning/<uuid:public_id>/report.docx", learning.docx, name="learning-docx"),
]
