"""Who is who: auth.test, users.*, bots.info, team.info, and the way to Socket Mode."""

from bot.localslack.installation import Installation
from bot.localslack.nouns import Person
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.webapi.pages import page
from bot.localslack.webapi.registry import Args, method


@method("api.test", token="none")  # noqa: S106  (a kind of token, not one)
def api_test(app: Installation, args: Args) -> Json:  # noqa: ARG001  (every method has these arguments)
    if args.text("error"):
        raise RefusalError(args.text("error"), args=dict(args))
    return {"args": dict(args)}


@method("auth.test")
def auth_test(app: Installation, args: Args) -> Json:  # noqa: ARG001
    space = app.workspace
    return {
        "url": f"{app.url}/", "team": space.team, "user": space.bot.handle, "team_id": space.team_id,
        "user_id": space.bot.id, "bot_id": space.bot.bot_id, "is_enterprise_install": False,
    }  # fmt: skip


@method("apps.connections.open", token="app")  # noqa: S106
def connections_open(app: Installation, args: Args) -> Json:  # noqa: ARG001
    address = app.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={app.socket_mode.issue_ticket()}&app_id={app.workspace.app_id}"}


@method("users.info", "users:read", tier=4)
def users_info(app: Installation, args: Args) -> Json:
    person = app.workspace.people.get(args.need("user", refusal="user_not_found"))
    if person is None:
        raise RefusalError("user_not_found")
    return {"user": person_json(app, person)}


@method("users.list", "users:read", tier=2)
def users_list(app: Installation, args: Args) -> Json:
    some, more = page([person_json(app, p) for p in app.workspace.people.values()], args, default=1000, most=1000)
    return {"members": some, "cache_ts": 0, "response_metadata": more}


@method("bots.info", "users:read", tier=3)
def bots_info(app: Installation, args: Args) -> Json:
    bot = app.workspace.bot
    if args.text("bot") not in ("", bot.bot_id):
        raise RefusalError("bot_not_found")
    return {
        "bot": {
            "id": bot.bot_id, "deleted": False, "name": bot.name, "updated": 1, "app_id": bot.app_id,
            "user_id": bot.id, "icons": {},
        }
    }  # fmt: skip


@method("team.info", "team:read", tier=3)
def team_info(app: Installation, args: Args) -> Json:  # noqa: ARG001
    space = app.workspace
    team = {"id": space.team_id, "name": space.team, "domain": space.domain, "email_domain": "", "icon": {}}
    return {"team": {**team, "url": f"{app.url}/"}}


def person_json(app: Installation, person: Person) -> Json:
    profile = {
        "real_name": person.name, "display_name": person.name, "real_name_normalized": person.name,
        "display_name_normalized": person.name, "team": app.workspace.team_id, "title": "", "status_text": "",
        "status_emoji": "", "avatar_hash": "",
    }  # fmt: skip
    if person.is_bot:
        profile |= {"bot_id": person.bot_id, "api_app_id": person.app_id}
    return {
        "id": person.id, "team_id": app.workspace.team_id, "name": person.handle, "real_name": person.name,
        "deleted": False, "is_bot": person.is_bot, "is_app_user": False, "is_admin": False, "is_owner": False,
        "tz": "Etc/UTC", "tz_label": "UTC", "tz_offset": 0, "updated": 1, "profile": profile,
    }  # fmt: skip
