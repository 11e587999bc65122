from django.urls import path

from touyan.desk.office import departments, directory, merging, roles, staff, trees

urlpatterns = [
    path("", directory.organs, name="organs"),
    path("import/", trees.choose, name="import-organs"),
    path("import/done/<int:import_id>/", trees.done, name="organs-imported"),
    path(
        "import/done/<int:import_id>/problems.xlsx", trees.done_problems,
        name="organs-imported-problems",
    ),
    path("import/<uuid:tree_id>/", trees.look, name="look-at-organs"),
    path("import/<uuid:tree_id>/problems.xlsx", trees.problems, name="organs-problems"),
    path("requests/", roles.requests, name="role-requests"),
    path("roles/<int:grant_id>/approve/", roles.approve, name="approve-role"),
    path("roles/<int:grant_id>/revoke/", roles.revoke, name="revoke-role"),
    path("staff/<int:account_id>/", staff.member, name="staff-member"),
    path("staff/<int:account_id>/password/", staff.password, name="reset-password"),
    path("staff/<int:account_id>/close/", staff.close, name="deactivate-account"),
    path("staff/<int:account_id>/open/", staff.reopen, name="reactivate-account"),
    path("posts/<int:post_id>/end/", staff.end, name="end-post"),
    path("posts/<int:post_id>/role/", roles.ask, name="ask-role"),
    path("departments/<int:department_id>/close/", departments.close, name="close-department"),
    path("<slug:code>/", directory.organ, name="organ"),
    path("<slug:code>/appoint/", staff.appointment, name="appoint"),
    path("<slug:code>/departments/", departments.add, name="add-department"),
    path("<slug:code>/merge/", merging.merge, name="merge-organ"),
]  # fmt: skip
