"""The app manifest as Slack reads it: what the app is called, may do and is told."""

from dataclasses import dataclass

from bot.localslack.shapes import Json


@dataclass(frozen=True, kw_only=True)
class SlashCommand:
    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    name: str
    kind: str
    callback_id: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Only what changes Slack's behaviour; the rest of the manifest is for app pages we do not have."""

    name: str
    bot_name: str
    scopes: frozenset[str]
    bot_events: frozenset[str]
    commands: tuple[SlashCommand, ...]
    shortcuts: tuple[Shortcut, ...]
    home_tab: bool
    messages_tab: bool
    interactive: bool

    @classmethod
    def read(cls, raw: Json) -> "Manifest":
        features = raw.get("features", {})
        settings = raw.get("settings", {})
        name = raw.get("display_information", {}).get("name", "App")
        home = features.get("app_home", {})
        return cls(
            name=name,
            bot_name=features.get("bot_user", {}).get("display_name", name),
            scopes=frozenset(raw.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
            bot_events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
            commands=tuple(_command(c) for c in features.get("slash_commands", ())),
            shortcuts=tuple(_shortcut(s) for s in features.get("shortcuts", ())),
            home_tab=bool(home.get("home_tab_enabled")),
            messages_tab=bool(home.get("messages_tab_enabled")),
            interactive=bool(settings.get("interactivity", {}).get("is_enabled")),
        )

    def command(self, name: str) -> SlashCommand | None:
        return next((c for c in self.commands if c.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        return next((s for s in self.shortcuts if s.callback_id == callback_id), None)


def _command(raw: Json) -> SlashCommand:
    return SlashCommand(
        command=raw["command"],
        description=raw.get("description", ""),
        usage_hint=raw.get("usage_hint", ""),
        should_escape=bool(raw.get("should_escape")),
    )


def _shortcut(raw: Json) -> Shortcut:
    return Shortcut(
        name=raw["name"], kind=raw["type"], callback_id=raw["callback_id"], description=raw.get("description", "")
    )
