from django.urls import path

from touyan.desk.reviewing import lists, results, review

urlpatterns = [
    path("", lists.reviews, name="reviews"),
    path("next/", lists.next_one, name="review-next"),
    path("<uuid:public_id>/", review.review, name="review"),
    path("<uuid:public_id>/draft/", review.draft, name="review-draft"),
    path("answers/<uuid:public_id>/", results.answers, name="review-answers"),
    path("agreement/<uuid:public_id>/", results.agreement, name="review-agreement"),
    path("agreement/<uuid:public_id>/thirds/", results.thirds, name="review-thirds"),
]
