"""Roles are groups, with the permissions that open the desk's pages."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission

from accounts.enums import Role

#: What each role sees in the desk. What somebody may *do* to a text is not here: policies decide.
ROLE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.AUTHOR: (),
    Role.EDITOR: (
        "editorial.view_submission",
        "editorial.view_problemreport",
        "editorial.view_readerquestion",
        "editorial.view_retractedwork",
        "editorial.view_citationtask",
        "editorial.view_policy",
        "editorial.view_checklist",
        "articles.view_article",
        "articles.view_publication",
        "articles.view_member",
        "accounts.view_specialty",
        "accounts.view_user",
        "accounts.view_boardmembership",
        "accounts.view_disclosure",
    ),
    Role.BOARD: ("editorial.view_submission", "articles.view_publication"),
    Role.ADMIN: (
        "editorial.view_submission",
        "editorial.view_policy",
        "editorial.view_checklist",
        "editorial.add_policy",
        "editorial.change_policy",
        "articles.view_article",
        "articles.view_publication",
        "articles.view_member",
        "accounts.view_specialty",
        "accounts.add_specialty",
        "accounts.change_specialty",
        "accounts.view_user",
        "accounts.add_user",
        "accounts.change_user",
        "accounts.view_boardmembership",
        "accounts.add_boardmembership",
        "accounts.change_boardmembership",
        "accounts.view_disclosure",
    ),
}


def install_roles() -> None:
    """Create the groups and set their permissions to the table above. May be repeated."""
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, names in ROLE_PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.set([permissions[name] for name in names if name in permissions])
