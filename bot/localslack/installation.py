"""The app installed in the workspace: its manifest, its tokens, and what Slack keeps for it."""

from dataclasses import dataclass, field

from bot.localslack.courier import Courier
from bot.localslack.faults import Faults
from bot.localslack.manifest import Manifest
from bot.localslack.ratelimits import RateLimits
from bot.localslack.shapes import Json
from bot.localslack.socketmode import SocketMode
from bot.localslack.tickets import ResponseUrls, Triggers
from bot.localslack.views import Views
from bot.localslack.workspace import Workspace


@dataclass(kw_only=True)
class Installation:
    """What the Web API, the events and the people's deeds all need."""

    workspace: Workspace
    manifest: Manifest
    bot_token: str
    app_token: str
    signing_secret: str
    views: Views
    socket_mode: SocketMode
    courier: Courier
    faults: Faults
    limits: RateLimits
    triggers: Triggers = field(default_factory=Triggers)
    response_urls: ResponseUrls = field(default_factory=ResponseUrls)
    files: dict[str, Json] = field(default_factory=dict)
    url: str = ""

    def team_json(self) -> Json:
        return {"id": self.workspace.team_id, "domain": self.workspace.domain}
