"""Every route. A view without an access mark is closed (kernel.gate)."""

from django.urls import include, path

from touyan.config.away import broken_or_away, unreadable_or_away
from touyan.desk.errors import not_found
from touyan.kernel.gate import signed_in
from touyan.ui.views import gallery

urlpatterns = [
    path("", include("touyan.desk.home.urls")),
    path("", include("touyan.desk.sign_in.urls")),
    path("petitions/", include("touyan.desk.deciding.urls")),
    path("petitions/", include("touyan.desk.petitions.urls")),
    path("matters/", include("touyan.desk.matters.urls")),
    path("lead/", include("touyan.desk.leading.urls")),
    path("hearings/", include("touyan.desk.hearings.urls")),
    path("help/", include("touyan.desk.helping.urls")),
    path("outcomes/", include("touyan.desk.outcomes.urls")),
    path("notices/", include("touyan.desk.noticing.urls")),
    path("papers/", include("touyan.desk.papers.urls")),
    path("reception/", include("touyan.desk.reception.urls")),
    path("manage/", include("touyan.desk.managing.urls")),
    path("office/", include("touyan.desk.office.urls")),
    path("rules/", include("touyan.desk.rulebook.urls")),
    path("inquiries/", include("touyan.desk.inquiries.urls")),
    path("campaigns/", include("touyan.desk.campaigns.urls")),
    path("campaigns/", include("touyan.desk.campaign_reports.urls")),
    path("inspections/", include("touyan.desk.inspections.urls")),
    path("inspections/", include("touyan.desk.findings.urls")),
    path("inspections/", include("touyan.desk.circulars.urls")),
    path("typical-cases/", include("touyan.desk.exemplars.urls")),
    path("typical-cases/", include("touyan.desk.exwriting.urls")),
    path("editions/", include("touyan.desk.editions.urls")),
    path("matters/", include("touyan.desk.editions.beside_urls")),
    path("matters/", include("touyan.desk.exemplars.beside_urls")),
    path("reviews/", include("touyan.desk.reviewing.urls")),
    path("figures/bulletins/", include("touyan.desk.bulletins.urls")),
    path("figures/frozen/", include("touyan.desk.frozen.urls")),
    path("figures/query/", include("touyan.desk.querying.urls")),
    path("figures/own/", include("touyan.desk.measures.urls")),
    path("figures/reports/", include("touyan.desk.statistical_reports.urls")),
    path("figures/", include("touyan.desk.figures.urls")),
    path("quality/", include("touyan.desk.quality.urls")),
    path("coverage/", include("touyan.desk.coverage.urls")),
    path("audit/", include("touyan.desk.audit.urls")),
    path("import/", include("touyan.desk.importing.urls")),
    path("ui/", signed_in(gallery), name="gallery"),
    path("", include("touyan.desk.aftercare.urls")),
    path("portal/", include("touyan.portal.urls")),
    path("cases/", include("touyan.portal.library_urls")),
]

handler400 = unreadable_or_away
handler404 = not_found
handler500 = broken_or_away
