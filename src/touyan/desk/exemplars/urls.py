from django.urls import path

from touyan.desk.exemplars import call_forms, calls, cases, consent, steps

urlpatterns = [
    path("", cases.exemplars, name="exemplars"),
    path("calls/", calls.calls, name="exemplar-calls"),
    path("calls/new/", call_forms.begin, name="exemplar-call-new"),
    path("calls/<uuid:public_id>/", calls.call, name="exemplar-call"),
    path("calls/<uuid:public_id>/quotas/", call_forms.share_out, name="exemplar-call-quotas"),
    path("calls/<uuid:public_id>/close/", call_forms.close, name="exemplar-call-close"),
    path("<uuid:public_id>/", cases.exemplar, name="exemplar"),
    path("<uuid:public_id>/do/<slug:verb>/", steps.step, name="exemplar-step"),
    path("<uuid:public_id>/ask/", consent.ask, name="exemplar-ask"),
    path("<uuid:public_id>/ground/<slug:kind>/", consent.put_on_file, name="exemplar-ground"),
    path("<uuid:public_id>/consent/<uuid:ground_id>/back/", consent.take_back,
         name="exemplar-consent-back"),
    path("<uuid:public_id>/objection/", consent.object_to, name="exemplar-objection"),
    path("<uuid:public_id>/objection/<uuid:objection_id>/", consent.decide,
         name="exemplar-objection-decide"),
]  # fmt: skip
