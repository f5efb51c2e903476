"""python -m tests.evaluate stance|watch|link|group|import: JSONL on stdin, JSONL on stdout, through the product's own code.

Without a task it prints a table of figures for the labelled data present, and says what is absent.

A `watch` row's actors, phrases and polarity are a watch item's actors, anchors and polarity; a `stance` row's claim is
a claim with no patterns; a `group` row is evidence folded as it arrives.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.briefing import NoBriefingError, draft
from bot.domain.entry import Entry
from bot.domain.evidence import Evidence, Judgement, Match, Phase, Stance, Target, TargetKind
from bot.domain.grammar import parse_words
from bot.domain.story import Actor, Claim, Direction, Polarity, Story, WatchItem
from bot.errors import GrammarError
from bot.settings import load_settings
from watchers.fold.developments import evidence_from, fold
from watchers.judge.judgements import judge
from watchers.judge.trackedclaim import judge_claim
from watchers.link.linking import Linker
from watchers.link.semantic import Semantic
from watchers.match.matcher import Matcher
from watchers.model.extra import missing
from watchers.words.names import usual_names

Row = dict[str, Any]
_STANCES = {
    Stance.SUPPORTS: "supports",
    Stance.REFUTES: "disputes",
    Stance.REPEATS: "mentions",
    Stance.CONTEXT: "mentions",
}
_POLARITY = {"ending": Polarity.ENDS, "negative": Polarity.ENDS, "ends": Polarity.ENDS, "-": Polarity.ENDS}


def stance(rows: Iterable[Row]) -> Iterator[Row]:
    reader = models().reader
    for row in rows:
        claim = Claim(id=str(row.get("claim_id") or row["id"]), text=str(row["claim"]))
        match = Match(target=Target(kind=TargetKind.CLAIM, id=claim.id), passage=row["title"], marks=(), actors=())
        found = judge_claim(match, Story(slug="evaluation", title="Evaluation", claims=(claim,)), as_entry(row), reader)
        yield {"id": row["id"], "stance": _STANCES[found.stance], "why": "; ".join(found.why)}


def watch(rows: Iterable[Row]) -> Iterator[Row]:
    reader = models().reader
    for row in rows:
        matcher = matcher_for(row["watch"])
        matched = matcher.match(as_entry(row), near=reader is not None)
        judgements = judge(matched, matcher.story, reader)
        why = judgements[0].why if judgements else matched.why or ("no actor and no anchor of the item",)
        yield {"id": row["id"], "phase": phase_name(judgements[0]) if judgements else "none", "why": "; ".join(why)}


def phase_name(judgement: Judgement) -> str:
    if judgement.phase is Phase.HAPPENED:
        return "happened"
    if judgement.phase is Phase.CANCELLED:
        return "ruled_out"
    return {Direction.TOWARD: "signal_up", Direction.AWAY: "signal_down", None: "none"}[judgement.direction]


def matcher_for(watched: Row) -> Matcher:
    """A story of one watch item, compiled once for all of its rows."""
    return _compiled(json.dumps(watched, sort_keys=True))


@lru_cache(maxsize=512)
def _compiled(text: str) -> Matcher:
    watched: Row = json.loads(text)
    actors = tuple(Actor(name=name, aliases=usual_names(name)) for name in watched["actors"])
    item = WatchItem(
        id=str(watched["id"]),
        question=str(watched["question"]).removeprefix("Whether: "),
        actors=tuple(a.name for a in actors),
        anchors="|".join(filter(None, map(_anchor, watched["phrases"]))),
        polarity=_POLARITY.get(watched["polarity"], Polarity.HAPPENS),
        resolves_yes_if=str(watched.get("event") or ""),
    )
    return Matcher(Story(slug="evaluation", title="Evaluation", actors=actors, watch_items=(item,)))


def _anchor(phrase: str) -> str:
    """The phrase as one alternative of a pattern; what is none, as "cease-fire (2026)", by its words; "" where it has none."""
    written = phrase.strip().replace(" ", "-")
    try:
        pattern = parse_words(written)
    except GrammarError:
        pattern = None
    if pattern and len(pattern.wanted) == 1 and not pattern.unwanted:
        return written
    return "-".join(re.findall(r"[\w'’]*\w", phrase))


def group(rows: Iterable[Row]) -> Iterator[Row]:
    story, reader = Story(slug="evaluation", title="Evaluation"), models().reader
    told: list[Evidence] = []
    for row in rows:
        entry = as_entry(row)
        found = fold(_as_evidence(entry, story), told[-400:], story, reader)
        told.append(found)
        yield {"id": row["id"], "group": found.development, "why": "; ".join(found.why)}


def _as_evidence(entry: Entry, story: Story) -> Evidence:
    """Evidence on the stream as a whole."""
    match = Match(target=Target(kind=TargetKind.WATCH, id="stream"), passage=entry.title, marks=(), actors=())
    judgement = Judgement(match=match, phase=Phase.NONE)
    seen = entry.published or datetime(2026, 1, 1, tzinfo=UTC)
    return evidence_from(judgement, entry, key=entry.id, story=story, seen=seen)


def link(rows: Iterable[Row]) -> Iterator[Row]:
    semantic = models()
    linker = Linker({})
    for row in rows:
        if row["type"] == "claims":
            linker = Linker({str(c["id"]): c["text"] for c in row["claims"]}, semantic.model)
            continue
        found = linker.link(as_entry(row).title)
        why = "; ".join(found.why)
        yield {"id": row["id"], "claim_id": found.to or None, "best": found.best, "score": found.score, "why": why}


def models() -> Semantic:
    """The models of the extra, where it is on and installed."""
    semantic = Semantic(wanted=load_settings().semantic == "on")
    semantic.load()
    return semantic


def _moment(day: object) -> datetime | None:
    """A day or moment in UTC; None for what is none, as a month or a year alone."""
    try:
        found = datetime.fromisoformat(str(day))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def as_entry(row: Row) -> Entry:
    day = str(row.get("published") or row.get("date") or "")
    return Entry(
        id=str(row["id"]),
        title=row.get("title") or "",
        summary=row.get("summary") or "",
        link=row.get("link") or "",
        outlet=row.get("outlet") or "",
        published=_moment(day),
    )


def briefings(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        try:
            found = draft(row["text"])
        except NoBriefingError as error:
            yield {
                "id": row["id"],
                "headline": "",
                "dek": "",
                "actors": [],
                "claims": [],
                "watch": [],
                "why": str(error),
            }
            continue
        yield {
            "id": row["id"],
            "headline": found.headline,
            "dek": found.dek,
            "actors": [actor.name for actor in found.actors],
            "claims": [{"text": claim.text, "source": claim.source} for claim in found.claims],
            "watch": [question.question for question in found.watch],
        }


TASKS: dict[str, Callable[[Iterable[Row]], Iterator[Row]]] = {
    "stance": stance,
    "watch": watch,
    "link": link,
    "group": group,
    "import": briefings,
}


DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Where labelled data lies beside a checkout, unless WATCHDESK_DATA says otherwise; none of it is in the repository."""
SETS = (
    ("watch", "watch/iran_2026"),
    ("alerts", "watch/iran_2026"),
    ("stance", "stance/emergent_train"),
    ("stance", "stance/iran_private"),
    ("group", "group/iran_stream"),
    ("link", "link/open"),
    ("import", "import/briefings"),
)


ALERTS = Path(__file__).with_name("alerts.py")
"""Counts what a channel would have been told, by the labels of the `watch` rows."""
BY_MEANING = ("watch", "alerts", "group", "link")
"""What the extra adds to."""
READ_BEFORE = {
    "watch/iran_2026": "rules were tuned on these rows, and the reader of the extra learned from them",
    "stance/emergent_train": "weights were learned on these rows; held out by claim: python -m tests.train_stance PAIRS.jsonl",
    "stance/iran_private": "labels follow from watch/iran_2026",
    "group/iran_stream": "weights were learned on these rows, the reader's too; held out by day: python -m tests.train_alike STREAM...",
}
"""Why a figure is better than what other data will give."""


def table(data: Path) -> Iterator[str]:
    """A line for each set: what its scorer says and what to hold against it, or why it is skipped."""
    for task, name in SETS:
        rows = data / f"{name}.jsonl"
        scorer = ALERTS if task == "alerts" else data / "score" / f"score_{task}.py"
        absent = next((p for p in (rows, scorer) if not p.is_file()), None)
        if absent:
            yield f"{task:7} {name:22} skipped: there is no {absent}"
            continue
        if task in BY_MEANING:
            yield f"{task:7} {name:22} by words alone: {_score(task, rows, scorer, semantic='off')}"
        with_it = "with the extra semantic: " if task in BY_MEANING else ""
        skipped = "skipped: it is not installed" if with_it and missing() else ""
        yield f"{task:7} {name:22} {with_it}{skipped or _score(task, rows, scorer, semantic='on')}"
        if name in READ_BEFORE:
            yield f"{'':30} not blind: {READ_BEFORE[name]}"


def _score(task: str, rows: Path, scorer: Path, *, semantic: str) -> str:
    answers = ["--", sys.executable, "-m", "tests.evaluate", task]
    command = [
        sys.executable,
        *(["-m", "tests.alerts", str(rows)] if scorer is ALERTS else [str(scorer), str(rows), *answers]),
    ]
    env = {**os.environ, "WATCHDESK_SEMANTIC": semantic}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1800, env=env)
    if done.returncode:
        return f"failed: {done.stderr.strip()[-200:]}"
    figures = json.loads(done.stdout.splitlines()[-1] if scorer is ALERTS else done.stdout)
    return ", ".join(f"{k} {v}" for k, v in figures.items() if not isinstance(v, dict))


def rows_in(path: Path) -> list[Row]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def files_given(usage: str) -> list[Path]:
    """The files on the command line; without any, ends with the sentence that says which are wanted."""
    given = [Path(arg) for arg in sys.argv[1:] if not arg.startswith("--")]
    if not given:
        sys.exit(f"usage: {usage.splitlines()[0]}")
    if absent := next((p for p in given if not p.is_file()), None):
        sys.exit(f"There is no file {absent}.")
    return given


def main() -> None:
    if not sys.argv[1:]:
        for line in table(Path(os.environ.get("WATCHDESK_DATA", DATA))):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        return
    if sys.argv[1:] not in [[task] for task in TASKS]:
        sys.exit(f"usage: python -m tests.evaluate [{'|'.join(TASKS)} < INPUT.jsonl > OUTPUT.jsonl]")
    rows = (json.loads(line) for line in sys.stdin if line.strip())
    for answer in TASKS[sys.argv[1]](rows):
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
