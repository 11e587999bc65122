"""Reading organs and people, and building the viewer every other read asks for.

Screens, which may not touch models, name the classes of what they read from here.
"""

from touyan.organs.models import Account, Department, Organ, OrganTreeImport, Post, RoleGrant
from touyan.organs.queries.directory import (
    Search,
    all_organs,
    count_by_level,
    counts_beneath,
    departments_of,
    directory,
    find_organs,
    in_force,
    organ_by_code,
    organ_by_id,
    organs_above,
    shared_short_names,
)
from touyan.organs.queries.staff import (
    account_by_username,
    find_people,
    latest_organ_of,
    posts_at,
    staff_account,
    staff_of,
    staff_post,
    undecided_roles,
    with_roles,
)
from touyan.organs.queries.trees import TreePlan, plan_tree, tree_import_by_id
from touyan.organs.queries.viewers import (
    current_posts,
    organs_in_scope,
    posts_held,
    posts_in_force,
    scope_filter,
    viewer_of,
)

__all__ = [
    "Account",
    "Department",
    "Organ",
    "OrganTreeImport",
    "Post",
    "RoleGrant",
    "Search",
    "TreePlan",
    "account_by_username",
    "all_organs",
    "count_by_level",
    "counts_beneath",
    "current_posts",
    "departments_of",
    "directory",
    "find_organs",
    "find_people",
    "in_force",
    "latest_organ_of",
    "organ_by_code",
    "organ_by_id",
    "organs_above",
    "organs_in_scope",
    "plan_tree",
    "posts_at",
    "posts_held",
    "posts_in_force",
    "scope_filter",
    "shared_short_names",
    "staff_account",
    "staff_of",
    "staff_post",
    "tree_import_by_id",
    "undecided_roles",
    "viewer_of",
    "with_roles",
]
