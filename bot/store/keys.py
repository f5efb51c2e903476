"""Where everything lies in Redis: every key has its one address here, with its TTL or the reason it has none."""

from dataclasses import dataclass

DAY = 86_400

SEEN_TTL = 90 * DAY  # since the feed was last read; identities in it are dropped 45 days after their last sight
TRACE_TTL = 14 * DAY
POST_TTL = 90 * DAY
THREAD_OF_TTL = 180 * DAY
ALERTED_TTL = 90 * DAY
EVENT_TTL = 3600
DECIDED_TTL = 30 * DAY  # people correct what they wrote long after it was carried out
PARKED_TTL = 30 * DAY
LESSON_TTL = 7 * DAY
LEASE_MS = 60_000
FEED_LEASE_MS = 6_000  # renewed while a poll goes on: a killed watcher's feeds come round again after this
STEP_MS = 60_000  # a command is sent again within seconds or not at all
ANSWER_MS = 180_000  # reading 20,000 entries takes half a minute on a busy machine
EVIDENCE_DAYS = 30
EVIDENCE_TTL = EVIDENCE_DAYS * DAY  # since the last report: by then all of them are older than is kept
RECENT_DAYS = 7
RECENT_TTL = RECENT_DAYS * DAY  # since the last entry that was kept

WITHOUT_TTL = {
    "stories": "the desk's own data",
    "story": "the desk's own data",
    "removed": "one field a removed story, until its file is imported again",
    "imports": "a number as long-lived as the stories it counts the imports of",
    "followers": "who follows a story holds until they unfollow",
    "following": "the same, the other way round",
    "sought": "one field a channel the story file names, until it is signed up or the story goes",
    "named": "a channel the story file names is signed up once, as long as the story",
    "standings": "where a story stands outlasts it: taken up again, it, or a question that had left its file, goes on from there",
    "stale": "one field a claim or watch item, as long as it stands somewhere: what time brings is told once",
    "silent": "one field a story whose feeds do not answer, until they do or the story goes",
    "ledger": "the record of what was learned and decided is never dropped",
    "feeds": "one field a feed, dropped when no story names it",
    "due": "one member a feed, dropped when no story names it",
    "outbox": "an alert waits until Slack has it",
    "outboxes": "the channels that have something waiting",
    "thread": "one thread per target and channel: a question that is taken up again goes on in it",
    "inbox": "an event waits until it is handled",
    "asked": "what somebody said of a report waits until the watchers have answered",
    "answered": "an answer waits until whoever asked has it",
}
"""Kinds of key (the word after the prefix) without a TTL, and why."""


@dataclass(frozen=True)
class Keys:
    """Addresses under one prefix, so that several desks can share a Redis."""

    prefix: str = "watchdesk"

    def _key(self, *parts: str) -> str:
        return ":".join((self.prefix, *parts))

    def step(self, token: str) -> str:
        """STRING, that a transaction was done; for a minute."""
        return self._key("step", token)

    @property
    def stories(self) -> str:
        """SET of slugs."""
        return self._key("stories")

    @property
    def imports(self) -> str:
        """STRING, how many imports, removals and follows there were; an import is based on all that were before it."""
        return self._key("imports")

    @property
    def removed(self) -> str:
        """HASH slug of a removed story -> when that was."""
        return self._key("removed")

    def story(self, slug: str) -> str:
        """STRING, the story as JSON."""
        return self._key("story", slug)

    def followers(self, slug: str) -> str:
        """SET of channel ids that follow a story."""
        return self._key("followers", slug)

    def following(self, channel: str) -> str:
        """SET of slugs a channel follows."""
        return self._key("following", channel)

    def named(self, slug: str) -> str:
        """SET of the channels, as the story file writes them, that were signed up because it names them."""
        return self._key("named", slug)

    def sought(self, slug: str) -> str:
        """HASH channel, as the story file writes it -> when an import first named it, until it is signed up."""
        return self._key("sought", slug)

    def standings(self, slug: str) -> str:
        """HASH target -> standing as JSON, `version`, raised by one at every write, and `began`, the first import."""
        return self._key("standings", slug)

    def stale(self, slug: str) -> str:
        """HASH target -> when a claim had last been reaffirmed as it was told that it went stale, or the day told as passed."""
        return self._key("stale", slug)

    @property
    def silent(self) -> str:
        """HASH slug -> the silence its channels were told of as JSON, while its feeds do not answer."""
        return self._key("silent")

    def evidence(self, slug: str) -> str:
        """ZSET of evidence as JSON by the time it was seen, in seconds; trimmed to 30 days at every write, gone 30 days after the last."""
        return self._key("evidence", slug)

    def recent(self, slug: str) -> str:
        """ZSET of a story's recent entries as JSON by the time they were published, in seconds."""
        return self._key("recent", slug)

    def dismissed(self, slug: str) -> str:
        """HASH id of evidence -> who said it is not relevant; 60 days after the last, its evidence is long gone."""
        return self._key("dismissed", slug)

    def folds(self, slug: str) -> str:
        """HASH `target entry` -> the entry it is the same report as, "" for none; 60 days after the last, they are gone."""
        return self._key("folds", slug)

    def meanings(self, slug: str) -> str:
        """HASH `target entry` -> what people said its report means; 60 days after the last, they are gone."""
        return self._key("meanings", slug)

    def ledger(self, slug: str) -> str:
        """STREAM of ledger lines."""
        return self._key("ledger", slug)

    @property
    def feeds(self) -> str:
        """HASH url -> feed state as JSON."""
        return self._key("feeds")

    @property
    def due(self) -> str:
        """ZSET of feed urls by the time they are due, in seconds."""
        return self._key("due")

    def lease(self, kind: str, name: str) -> str:
        """STRING with its holder's token; expires by itself."""
        return self._key("lease", kind, name)

    def seen(self, feed: str) -> str:
        """HASH identity -> what is known of its entry, as JSON, or which other identity has that."""
        return self._key("seen", feed)

    def trace(self, link: str) -> str:
        """HASH slug -> how that story decided an entry, as JSON, for `why`."""
        return self._key("traces", link)

    def outbox(self, channel: str) -> str:
        """LIST of alerts as JSON, oldest first."""
        return self._key("outbox", channel)

    @property
    def outboxes(self) -> str:
        """ZSET of channels with something waiting, by the time it may be tried, in seconds."""
        return self._key("outboxes")

    def parked(self, channel: str) -> str:
        """LIST of alerts that cannot be posted, each after the reason and a line's end."""
        return self._key("parked", channel)

    def alerted(self, alert: str) -> str:
        """STRING: this alert was put into the outbox once."""
        return self._key("alerted", alert)

    def post(self, alert: str) -> str:
        """HASH: when posting an alert was first tried, and where it landed."""
        return self._key("post", alert)

    def thread(self, slug: str, target: str, channel: str) -> str:
        """HASH: the ts of the head message of a target's thread in a channel, when it was posted, and what it told of."""
        return self._key("thread", slug, target, channel)

    def thread_of(self, channel: str, ts: str) -> str:
        """STRING `slug target alert`: what a message of ours is about."""
        return self._key("threadof", channel, ts)

    def replies(self, channel: str, ts: str) -> str:
        """SET of the ts of people's replies in a thread."""
        return self._key("replies", channel, ts)

    @property
    def asked(self) -> str:
        """LIST of what people said of reports, as JSON, oldest first, until the watchers have answered."""
        return self._key("asked")

    @property
    def unreadable(self) -> str:
        """LIST of what people said of reports and this version cannot read; a month, for whoever wants to look."""
        return self._key("unreadable")

    @property
    def answered(self) -> str:
        """LIST of ids of lessons that whoever asked has not been shown yet, oldest first."""
        return self._key("answered")

    def lesson(self, asked: str) -> str:
        """STRING, the proposal that answers as JSON, until somebody decides."""
        return self._key("lesson", asked)

    def event(self, event_id: str) -> str:
        """STRING: this Slack event was taken once."""
        return self._key("event", event_id)

    @property
    def inbox(self) -> str:
        """HASH event id -> the event as JSON, until it is handled."""
        return self._key("inbox")
