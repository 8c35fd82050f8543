"""Check a custody log from its first entry to its last: the chain, the seals, their signatures and
time-stamps."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.custody import plain_json
from evidence.custody.faults import SHAPES
from evidence.custody.log import anchors, keys, seals, timestamps
from evidence.custody.log.document import (
    CHECKPOINT,
    FORMAT,
    Anchor,
    Cosignature,
    Refusal,
    Seal,
    Token,
    log_key,
)
from evidence.custody.log.merkle import Frontier, Tree
from evidence.custody.log.notes import NoteError, cosigned_at
from evidence.custody.log.witnessed import Witnessed
from evidence.findings import Finding
from evidence.store import ledger

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cryptography.x509 import Certificate

    from evidence.store.records import CustodyEntry


class Chain:
    """One log; feed it every entry in order with :meth:`take`."""

    def __init__(
        self, name: str, roots: Sequence[Certificate], witnessed: Witnessed | None = None
    ) -> None:
        self._name = name
        self._roots = roots
        self.genesis: str | None = None
        """id of the first entry, which names the whole log"""
        self.head: str | None = None
        self.length = 0
        self.public: bytes | None = None
        """raw public key that the log names"""
        self.rows: ledger.Rows = {}
        """what the last entry taken says of rows"""
        self.detail: dict[str, Any] = {}
        """what else it says"""
        self.broken = False
        """the chain tore: what follows proves nothing"""
        self.files: dict[str, str] = {}
        """name of each file in ``seals/`` that the log speaks of, and its sha256"""
        self.first_in: dict[str, int] = {}
        """number of the first entry that each of them is of"""
        self._witnessed = witnessed or Witnessed()
        self.blocks: dict[str, tuple[int, ...]] = {}
        """Bitcoin blocks that anchors lead to, by the seals that they are of"""
        self.sealed_at = 0
        """number of the last seal's entry"""
        self._open: list[str] = []
        """ids since the last seal"""
        self._covered = Frontier()
        """the tree over those before"""
        self._seals: dict[str, Seal] = {}
        self._texts: set[str] = set()
        """of the checkpoints among them"""
        self._last_seal: Seal | None = None
        self._fresh: int | None = None
        """first entry since then that needs a seal"""

    def take(self, entry: CustodyEntry) -> Iterator[Finding]:
        """Check the next entry; sets :attr:`broken` when the log can't be followed any further."""
        where = f"{self._name} {entry.seq}"
        try:
            self.rows = rows_of(plain_json.read(entry.rows_json))
            detail = plain_json.read(entry.detail_json or "")
            made = ledger.entry(entry.seq, entry.previous, entry.at, entry.act, self.rows, detail)
            ledger.raw_id(entry.id)
        except SHAPES as error:
            is_double = isinstance(error, plain_json.TwiceNamedError)
            yield Finding(where, "entry-ambiguous" if is_double else "entry-unreadable")
            self.broken = True
            return
        self.detail = detail if isinstance(detail, dict) else {}  # another is named by its id
        if made.id != entry.id:
            yield Finding(where, "entry-altered", {"act": entry.act, "at": entry.at})
        if entry.previous != self.head or entry.seq != self.length + 1:
            yield Finding(where, "log-broken")
            self.broken = True
            return
        self.genesis = self.genesis or entry.id
        self.head, self.length = entry.id, entry.seq
        yield from self._act(where, entry.at, entry.act, self.detail)
        self._open.append(entry.id)
        if self._fresh is None and entry.act not in seals.ABOUT:
            self._fresh = entry.seq

    def _act(self, where: str, at: str, act: str, detail: dict[str, Any]) -> Iterator[Finding]:
        try:
            if act == keys.MADE:
                yield from self._key(where, keys.public_in(detail), at)
            elif act == seals.SEALED:
                yield from self._seal(where, Seal.read(detail))
            elif act == seals.STAMPED:
                yield from self._token(where, Token.read(detail))
            elif act == seals.ANCHORED:
                yield from self._anchor(where, Anchor.read(detail))
            elif act == seals.COSIGNED:
                yield from self._cosignature(where, Cosignature.read(detail))
            elif act == seals.REFUSED:
                refusal = Refusal.read(detail)
                yield from check_refusal(where, refusal, self.genesis, self.public, self._texts)
            if act == seals.SEALED:
                self.sealed_at = self.length
            if file := seals.file_of(act, detail):
                self.files[file[0]] = hashlib.sha256(file[1]).hexdigest()
                self.first_in.setdefault(file[0], self.length)
        except SHAPES as error:
            yield Finding(where, "entry-strange", {"act": act, "why": str(error)})

    def _key(self, where: str, public: bytes, at: str) -> Iterator[Finding]:
        if self.public is not None:
            yield Finding(where, "second-key")
        elif self.length > 1:
            facts = {"day": at[:10], "count": self.length - 1}
            yield Finding(where, "signed-since", facts, note=True)
        self.public = self.public or public

    def _seal(self, where: str, seal: Seal) -> Iterator[Finding]:
        first = self.length - len(self._open)
        covered = [ledger.raw_id(one) for one in self._open[: max(0, seal.last - first + 1)]]
        for one in covered:
            self._covered.append(one)
        wanted: dict[str, Any] = {"chain": self.genesis, "last": first + len(covered) - 1}
        if seal.checkpoint:
            wanted |= {"format": CHECKPOINT, "root": self._covered.root.hex()}
        else:
            wanted |= {
                "format": FORMAT,
                "first": first,
                "head": self._open[len(covered) - 1] if covered else None,
                "root": Tree(covered).root.hex() if covered else None,
                "previous": self._last_seal.digest if self._last_seal else None,
            }
        for name, value in wanted.items():
            if getattr(seal, name) != value:
                yield Finding(where, "seal-unfit", {"field": name})
        yield from check_signature(where, seal, self.public)
        yield from check_frontier(where, seal)
        self._open, self._fresh = self._open[len(covered) :], None
        self._last_seal = self._seals[seal.digest] = seal
        if seal.checkpoint:
            self._texts.add(seal.checkpoint.text)
        self._witnessed.note_seal(seal, self.length)

    def _token(self, where: str, token: Token) -> Iterator[Finding]:
        seal = self._seals.get(token.seal)
        if seal is None:
            yield Finding(where, "stamp-astray")
        else:
            yield from check_token(where, token, seal, self._roots)

    def _anchor(self, where: str, anchor: Anchor) -> Iterator[Finding]:
        seal = self._seals.get(anchor.seal)
        if seal is None:
            yield Finding(where, "anchor-astray")
        else:
            yield from check_anchor(where, anchor, seal)
        self.blocks |= {anchor.seal: anchor.blocks}

    def _cosignature(self, where: str, word: Cosignature) -> Iterator[Finding]:
        seal = self._seals.get(word.seal)
        if seal is None:
            yield Finding(where, "cosignature-astray")
        else:
            yield from check_cosignature(where, word, seal, self._witnessed)

    def end(self) -> Iterator[Finding]:
        """What the whole log lacks, and what of it can't be told here."""
        yield from told_of_anchors(self._name, self.blocks)
        if self._last_seal and self._fresh:
            yield Finding(self._name, "unsealed", {"entry": self._fresh}, note=True)


def rows_of(told: Any) -> ledger.Rows:
    """What an entry says of rows; raises TypeError or ValueError where it says it in another shape than ours."""
    for part in told.values() if isinstance(told, dict) else [None]:
        if not isinstance(part, dict) or any(
            not isinstance(digest, str | None) for digest in part.values()
        ):
            raise TypeError("not a table's rows and their digests")
        # half of a pair of signs (a surrogate), which JSON can write and no database keeps
        "".join((*part, *filter(None, part.values()))).encode()
    return dict(told)


def check_signature(where: str, seal: Seal, public: bytes | None) -> Iterator[Finding]:
    """Whether a seal is signed by the key that its log names; ``public`` is raw."""
    if public is None:
        if seal.key is not None or seal.signature is not None:
            yield Finding(where, "seal-key-unnamed")
        return
    try:
        if not seal.is_signed(public):
            yield Finding(where, "seal-key-other")
    except NoteError:
        yield Finding(where, "seal-forged")


def check_frontier(where: str, seal: Seal) -> Iterator[Finding]:
    """Whether what the next checkpoint goes on from is of the tree that was signed."""
    try:
        if seal.checkpoint:
            _ = seal.frontier
    except (KeyError, TypeError, ValueError):
        yield Finding(where, "frontier-altered")


def check_token(
    where: str, token: Token, seal: Seal, roots: Sequence[Certificate]
) -> Iterator[Finding]:
    """Whether a time-stamp is for this seal, and by an authority that leads to ``roots``."""
    by = {"authority": token.authority}
    try:
        stamp = timestamps.check(token.reply, seal.whole, roots)
    except timestamps.TokenError as error:
        yield Finding(where, "stamp-broken", {**by, "why": str(error)})
        return
    if stamp.at < clock.parse(seal.at) - clock.APART:
        yield Finding(where, "stamp-older", by)
    if not stamp.trusted:
        yield Finding(where, "stamp-root-unknown", by, note=True)


def check_anchor(where: str, anchor: Anchor, seal: Seal) -> Iterator[Finding]:
    """Whether an anchor is of this seal, and leads to the blocks that the log says."""
    try:
        anchors.check(anchor.proof, seal.whole, list(anchor.blocks))
    except anchors.AnchorError as error:
        yield Finding(where, "anchor-broken", {"why": str(error)})


def told_of_anchors(where: str, blocks: Mapping[str, tuple[int, ...]]) -> Iterator[Finding]:
    """What can't be told of anchors without the headers of blocks, as a note."""
    if not blocks:
        return
    heights = [height for found in blocks.values() for height in found]
    facts = {"count": len(blocks), **({"block": max(heights)} if heights else {})}
    kind = "anchors-reached" if heights else "anchors-pending"
    kind += "" if anchors.is_installed() else "-unchecked"
    yield Finding(where, kind, facts, note=True)


def check_cosignature(
    where: str, word: Cosignature, seal: Seal, witnessed: Witnessed
) -> Iterator[Finding]:
    """Whether a cosignature is for this seal; ``witnessed`` notes one that is."""
    by = {"witness": word.witness.name}
    try:
        if seal.checkpoint is None:
            raise NoteError("the seal is no checkpoint")  # noqa: TRY301 - told like the others
        at = cosigned_at(seal.checkpoint, word.line, word.witness)
    except NoteError as error:
        yield Finding(where, "cosignature-broken", {**by, "why": str(error)})
        return
    if at < (clock.parse(seal.at) - clock.APART).timestamp():
        yield Finding(where, "cosignature-older", by)
    witnessed.note(word.witness, seal.last)


def check_refusal(
    where: str,
    refusal: Refusal,
    chain: str | None,
    public: bytes | None,
    held: Collection[str],
) -> Iterator[Finding]:
    """What a witness showed when it refused: by the log's own key, and none of the checkpoints that the
    log ``held`` (their texts), it is proof; else it accuses nobody."""
    try:
        known = [log_key(chain or "", public)] if public else []
        is_ours = refusal.shown.signer(known) is not None
    except NoteError:
        is_ours = False
    by = {"witness": refusal.witness.name}
    if refusal.shown.text in held:
        yield Finding(where, "refusal-held", by)
    elif is_ours:
        yield Finding(where, "refused", {**by, "size": refusal.shown.size})
    else:
        yield Finding(where, "refusal-foreign", by)
