"""The claims of a summary: by verdict, with who says so and how fresh that is; and those that are stale, a line each."""

from datetime import datetime

from bot.blocks.message import Block
from bot.blocks.mrkdwn import bold, cut, escape, host, link, on_day, user, when
from bot.blocks.pages import sections
from bot.blocks.phrases import cited, discussed, origins, said_at, said_on, says_that, stands
from bot.blocks.view import StoryView
from bot.domain.counted import counted
from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.standing import BOT, Standing, Verdict, Voice, is_stale
from bot.domain.story import Claim
from bot.domain.teller import teller
from bot.domain.voices import side_of

_ORDER = (
    Verdict.DISPUTED,
    Verdict.REFUTED,
    Verdict.CONFIRMED,
    Verdict.REPORTED,
    Verdict.UNVERIFIED,
    Verdict.SUPERSEDED,
    Verdict.WITHDRAWN,
)
_VOICES_SHOWN = 3


def claim_lines(view: StoryView, claim: Claim) -> tuple[str, ...]:
    """One line a claim, and one more for the evidence where there is some that bears on it."""
    target = of_claim(claim)
    standing = view.standings[target]
    fresh = bold("stale") if is_stale(claim, standing, now=view.now) else "fresh"
    said = ", ".join(_voice(view, v) for v in _newest(standing)) or f"no named source, as of {_since(view, standing)}"
    owner = f" · {user(standing.owner)} has this" if standing.owner else ""
    waits = f" · {stands(standing)}" if standing.suggested else ""
    line = (
        f"• {escape(cut(claim.text, 300))} — {said} · {fresh} · {origins(standing)}"
        f"{waits}{_decided(view, standing)}{owner}{discussed(view.threads.get(target))}"
    )
    evidence = view.evidence.get(target)
    return (line, _cited(view, evidence)) if evidence and (side_of(evidence) or evidence.copy_of) else (line,)


def _cited(view: StoryView, evidence: Evidence) -> str:
    """The report a claim is shown with, and that it speaks against it where it does."""
    against = says_that(evidence, {}) if side_of(evidence) == "refutes" else ""
    return f"{cited(evidence, view.story, view.now)}{f' · {bold(against)}' if against else ''}"


def by_verdict(view: StoryView) -> list[Block]:
    """Those that wait for nothing and are not stale, by verdict, news first."""
    groups: dict[str, list[Claim]] = {verdict: [] for verdict in _ORDER}
    for claim in view.story.claims:
        if not view.waits(_standing(view, claim)) and not _is_old(view, claim):
            groups.setdefault(_standing(view, claim).value, []).append(claim)
    blocks: list[Block] = []
    for verdict, claims in groups.items():
        if claims:
            title = f"{bold(verdict)} · {counted(len(claims), 'claim')}"
            ordered = sorted(claims, key=lambda c: of_claim(c) not in view.evidence)  # news of it puts it first
            blocks += sections([title, *(line for c in ordered for line in claim_lines(view, c))])
    return blocks


def stale_lines(view: StoryView) -> list[str]:
    """How many are stale, then a line each: what it says, its verdict, and who said so last; [] where none is."""
    claims = [c for c in view.story.claims if not view.waits(_standing(view, c)) and _is_old(view, c)]
    if not claims:
        return []
    newest = max((_standing(view, c) for c in claims), key=_heard_at)
    many = counted(len(claims), "claim is stale", "claims are stale")
    return [f"*{many} (nothing newer than {_heard_on(newest)})*", *(_short(view, c) for c in claims)]


def _heard_at(standing: Standing) -> datetime:
    return standing.last_reaffirmed_at or standing.since


def _heard_on(standing: Standing) -> str:
    """The day of it, as the line of its claim tells it."""
    at = _heard_at(standing)
    return next((said_on(v) for v in standing.voices if v.at == at), on_day(at))


def _short(view: StoryView, claim: Claim) -> str:
    standing = _standing(view, claim)
    last = next(iter(_newest(standing)), None)
    if last is None:
        said = f"no named source, {on_day(standing.since)}"
    else:
        said = f"{escape(cut(teller(last), 60))}{_way(last)}, {said_on(last)}"
    return f"• {escape(cut(claim.text, 120))} — {escape(standing.value)}, {said}"


def _is_old(view: StoryView, claim: Claim) -> bool:
    """Whether it is stale and there is no news of it; what is over does not go stale."""
    standing = _standing(view, claim)
    return is_stale(claim, standing, now=view.now) and not view.is_news(standing)


def _standing(view: StoryView, claim: Claim) -> Standing:
    return view.standings[of_claim(claim)]


def of_claim(claim: Claim) -> Target:
    return Target(kind=TargetKind.CLAIM, id=claim.id)


def _newest(standing: Standing) -> list[Voice]:
    return sorted(standing.voices, key=lambda v: v.at, reverse=True)[:_VOICES_SHOWN]


def _voice(view: StoryView, voice: Voice) -> str:
    """A source with its grade and when it said so."""
    grade = view.story.source(voice.outlet).grade.words
    against = " against" if voice.side == "refutes" else ""
    return f"{escape(cut(teller(voice), 80))} ({grade}{_way(voice)}){against}, as of {said_at(voice, view.now)}"


def _way(voice: Voice) -> str:
    """The link to what it said, where there is one."""
    where = host(voice.link)
    return f", {link(voice.link, where)}" if where else ""


def _since(view: StoryView, standing: Standing) -> str:
    return when(standing.since, view.now)


def _decided(view: StoryView, standing: Standing) -> str:
    return f" · set by {user(standing.by)} {when(standing.since, view.now)}" if standing.by != BOT else ""
