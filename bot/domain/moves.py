"""The moves people make: every one is legal from where it says, and every one is logged by whoever calls it.

Plain values in and out. What cannot be done raises CommandError with a sentence that says what can.
"""

from dataclasses import replace
from datetime import datetime
from textwrap import shorten

from bot.domain.balance import stood
from bot.domain.evidence import TargetKind
from bot.domain.standing import BOT, Standing, Verdict, WatchState, answer
from bot.domain.teller import teller
from bot.domain.voices import enough_say_so, firm, proposed_side, reported_by, set_to
from bot.errors import CommandError, DecidedError


def confirmed(standing: Standing, *, by: str, at: datetime, why: str = "", seen: str = "") -> Standing:
    """What was proposed holds from now on. `seen` is the proposal the person was looking at, "" for whichever it is."""
    if not standing.suggested:
        raise _nothing_waits(standing, "Propose a resolution or verdict first.")
    _still(standing, seen, "confirm")
    why = why or f"confirmed, as was proposed: {_grounds(standing)}"
    return replace(set_to(standing, standing.suggested, by=by, at=at, why=why), ground=standing.ground)


def _nothing_waits(standing: Standing, otherwise: str) -> CommandError:
    """Who was faster, where somebody has decided."""
    if standing.by != BOT:
        at = max(standing.since, standing.counts_from or standing.since)
        button = "Set verdict" if standing.target.kind is TargetKind.CLAIM else "Resolve or set state"
        way_back = (
            "@watchdesk reopen in its thread takes that back."
            if standing.resolved
            else f"Nothing is proposed now; “{button}” on the first message of its thread changes where it stands."
        )
        return DecidedError(f"Decided already: {_stands(standing)}", by=standing.by, at=at, hint=way_back)
    return CommandError(f"Nothing is proposed here; it stands at {_stands(standing)}. {otherwise}")


def _stands(standing: Standing) -> str:
    """Where it stands, in a sentence that has its colon: "resolved “yes”", "signal"."""
    name, _, told = standing.words.partition(": ")
    return f"{name} “{told}”" if told else name


def _still(standing: Standing, seen: str, move: str) -> None:
    if seen not in {"", standing.suggested}:
        now = answer(standing.suggested)
        raise CommandError(f"The proposal has changed to “{now}” meanwhile; look at it and {move} again.")


def as_seen(standing: Standing, *, by: str, opened: datetime | None, wrote: str) -> Standing:
    """The standing, unless somebody else has decided on it since the form of whoever decides now was opened; then DecidedError.

    What they `wrote` there is given back to them, for the form is gone.
    """
    since = standing.put_at if standing.by not in {BOT, by} else None
    if opened is None or since is None or since <= opened:
        return standing
    words = f": “{shorten(wrote, 500, placeholder=' …')}”" if wrote else ""
    raise DecidedError(
        f"While your form was open this was decided: {_stands(standing)} ({shorten(standing.why, 120, placeholder=' …')})",
        by=standing.by,
        at=since,
        hint=f"Nothing of yours was saved{words}; if you decide otherwise, open the form again.",
    )


def _grounds(standing: Standing) -> str:
    """What the proposal rests on now: the reason of whoever proposed it, who reports it still, or the voices for a verdict."""
    if standing.proposed_by_a_person:
        return standing.why
    if standing.target.kind is TargetKind.WATCH:
        return reported_by(standing, proposed_side(standing)) or f"{standing.why}; no headline says so any more"
    side = "refutes" if standing.suggested == Verdict.DISPUTED else "supports"
    return f"on the word of {', '.join(dict.fromkeys(teller(v) for v in firm(standing, side)))}"


def objected(standing: Standing, *, by: str, at: datetime, why: str = "", seen: str = "") -> Standing:
    """What was proposed does not hold: a watch item goes back to `developing`, a claim keeps its verdict.

    `seen` is the proposal the person was looking at, "" for whichever it is.
    """
    if not standing.suggested:
        raise _nothing_waits(standing, "So there is nothing to object to.")
    _still(standing, seen, "object")
    is_claim = standing.target.kind is TargetKind.CLAIM
    value = standing.value if is_claim else WatchState.DEVELOPING
    moved = set_to(standing, value, by=by, at=at, why=why or f"objected to “{answer(standing.suggested)}”")
    return replace(moved, counts_from=at)


def proposed(standing: Standing, resolution: WatchState, *, by: str, at: datetime, why: str) -> Standing:
    """A person proposes a resolution; it takes a confirmation to hold."""
    if not resolution.resolved:
        raise CommandError(f"“{resolution}” is no resolution; propose yes, no, partial or ambiguous.")
    if (standing.value, standing.suggested) == (WatchState.PROPOSED, resolution):
        raise CommandError(f"“{answer(resolution)}” is proposed already; Confirm makes it hold.")
    return replace(set_to(standing, WatchState.PROPOSED, by=by, at=at, why=why), suggested=resolution)


def put(standing: Standing, state: WatchState, *, by: str, at: datetime, why: str) -> Standing:
    """An editor sets a state that needs no confirmation."""
    if standing.value == state:
        raise CommandError(f"This is {state} already.")
    return replace(set_to(standing, state, by=by, at=at, why=why), counts_from=at)


def reopened(standing: Standing, *, by: str, at: datetime, why: str = "", seen: str = "") -> Standing:
    """A resolution is taken back: the item stands where the reports since then put it, `developing` where there are none.

    What two origins have reported since then is proposed, by the bot: a person took back, and nobody has answered anew.

    `seen` is the resolution the person was looking at, with since when, as `resolved_at` has it; "" for whichever it is.
    """
    if standing.target.kind is TargetKind.CLAIM:
        raise CommandError("A claim is never resolved; “Set verdict” on the first message of its thread changes it.")
    if not standing.resolved:
        raise _not_resolved(standing)
    if seen not in {"", resolved_at(standing)}:
        raise DecidedError(
            f"It was resolved anew since: {_stands(standing)}",
            by=standing.by,
            at=standing.since,
            hint="@watchdesk reopen takes that back.",
        )
    value, lean = stood(v for v in standing.voices if v.at > standing.since)
    value = WatchState.DEVELOPING if value == WatchState.WATCHING else value
    moved = set_to(standing, value, by=by, at=at, why=why or "reopened")
    return _proposed_anew(replace(moved, lean=lean, counts_from=standing.since), standing)


def _proposed_anew(standing: Standing, was: Standing) -> Standing:
    """The reopened item with the contrary of its answer proposed, where enough say so since."""
    contrary = {
        WatchState.RESOLVED_YES: ("away", WatchState.RESOLVED_NO),
        WatchState.RESOLVED_NO: ("toward", WatchState.RESOLVED_YES),
    }
    side, resolution = contrary.get(WatchState(was.value), ("", None))
    if resolution is None or not enough_say_so(standing, side):
        return standing
    many, _, names = reported_by(standing, side).partition(": ")
    why = f"{many} since it was resolved: {names}"
    return replace(standing, value=WatchState.PROPOSED, suggested=resolution, lean="", by=BOT, why=why)


def _not_resolved(standing: Standing) -> CommandError:
    """Who was faster, where somebody has set what is there now."""
    if standing.by != BOT:
        return DecidedError(f"This is open already: {_stands(standing)}", by=standing.by, at=standing.since)
    return CommandError(f"There is nothing to reopen: this is {_stands(standing)}.")


def resolved_at(standing: Standing) -> str:
    """Which resolution stands, and since when; "" for none. A button made under another one reopens nothing."""
    return f"{standing.value} {standing.since.isoformat(timespec='seconds')}" if standing.resolved else ""


def judged(standing: Standing, verdict: Verdict, *, by: str, at: datetime, why: str) -> Standing:
    """An editor sets a verdict; the same one again reaffirms the claim."""
    return replace(set_to(standing, verdict, by=by, at=at, why=why), last_reaffirmed_at=at)


def owned(standing: Standing, *, by: str, seen: str | None = None) -> Standing:
    """They have it now. `seen` is who had it when they decided that, "" for nobody; None takes it from whoever has it."""
    if standing.owner == by:
        raise CommandError("You have this already; @watchdesk release in its thread gives it up.")
    if standing.owner and seen not in {None, standing.owner}:
        over = "@watchdesk mine in its thread takes it over."
        raise DecidedError("This is taken", by=standing.owner, at=None, hint=over)
    return replace(standing, owner=by)


def released(standing: Standing, *, by: str) -> Standing:
    if standing.owner != by:
        raise CommandError("You do not have this, so there is nothing to release.")
    return replace(standing, owner="")
