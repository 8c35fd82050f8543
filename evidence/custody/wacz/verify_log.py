"""Check a package's log entries: each is what its id says, and stands under a signed seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.custody import plain_json
from evidence.custody.faults import FAULTS
from evidence.custody.log import chain, keys, seals
from evidence.custody.log.document import Anchor, Cosignature, Refusal, Seal, Token
from evidence.custody.log.merkle import proven_root
from evidence.custody.wacz import layout
from evidence.findings import Finding
from evidence.store import ledger
from evidence.store.records import CustodyEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cryptography.x509 import Certificate

    from evidence.custody.log.witnessed import Witnessed
    from evidence.custody.recorded import Recorded
    from evidence.custody.wacz.package import Package


def verify_log(
    package: Package,
    recorded: Recorded,
    public: bytes,
    roots: Sequence[Certificate],
    witnessed: Witnessed,
) -> Iterator[Finding]:
    """First the seals, which stand behind what they cover, then every entry against its proof.

    Fills ``recorded`` with what the entries say of rows, ``witnessed`` with who cosigned the seals.
    ``public`` is the raw key that signed the package, ``roots`` are the certificates that time-stamps must
    lead to.
    """
    checking = _Log(public, roots, witnessed)
    try:
        for where, line in package.lines(layout.LOG):
            checking.note_seal(where, line)
    except FAULTS as error:
        yield Finding(where, "entry-foreign", {"why": str(error)})
        return
    yield from checking.signatures()
    last = 0
    for where, line in package.lines(layout.LOG):
        try:
            entry = CustodyEntry.from_row(line["entry"])
            yield from checking.entry(where, line, entry)
            if entry.seq <= last:
                yield Finding(where, "out-of-order")
            last = entry.seq
            recorded.take(entry.seq, chain.rows_of(plain_json.read(entry.rows_json)))
        except FAULTS as error:
            yield Finding(where, "entry-foreign", {"why": str(error)})
    yield from chain.told_of_anchors(layout.LOG, checking.blocks)


class _Log:
    def __init__(self, public: bytes, roots: Sequence[Certificate], witnessed: Witnessed) -> None:
        self._public = public
        self._roots = roots
        self._seals: dict[str, Seal] = {}
        """by digest, in the order of the log"""
        self._texts: set[str] = set()
        """of the checkpoints among them"""
        self._witnessed = witnessed
        self.blocks: dict[str, tuple[int, ...]] = {}
        self._places: dict[str, str] = {}
        self._under: dict[str, str] = {}
        """seal -> the one that its own entry is under, by the proof that is checked with the entry"""

    def note_seal(self, where: str, line: dict[str, Any]) -> None:
        """Keep the line's entry if it is a seal."""
        if line["entry"]["act"] == seals.SEALED:
            seal = Seal.read(plain_json.read(line["entry"]["detail_json"]))
            self._seals[seal.digest], self._places[seal.digest] = seal, where
            self._under[seal.digest] = line.get("seal", "")
            if seal.checkpoint:
                self._texts.add(seal.checkpoint.text)
            self._witnessed.note_seal(seal, line["entry"]["seq"])

    def signatures(self) -> Iterator[Finding]:
        """A seal is signed, or a signed one stands behind it: a folder may have got its key
        late."""
        vouched: set[str | None] = set()
        for digest, seal in reversed(self._seals.items()):
            if seal.signature is not None or not {digest, self._under[digest]} & vouched:
                yield from chain.check_signature(self._places[digest], seal, self._public)
            vouched.add(digest if seal.checkpoint else seal.previous)

    def entry(self, where: str, line: dict[str, Any], entry: CustodyEntry) -> Iterator[Finding]:
        """One line of the log: ``{"entry"}``, and where a seal covers it ``"seal"`` and
        ``"proof"``."""
        named = plain_json.read(entry.rows_json)
        detail = plain_json.read(entry.detail_json or "")
        made = ledger.entry(entry.seq, entry.previous, entry.at, entry.act, named, detail)
        if made.id != entry.id:
            yield Finding(where, "entry-not-its-id")
        if entry.act == keys.MADE and keys.public_in(detail) != self._public:
            yield Finding(where, "log-of-another-key")
        if entry.act == seals.STAMPED:
            yield from self._token(where, Token.read(detail))
        if entry.act == seals.ANCHORED:
            yield from self._anchor(where, Anchor.read(detail))
        if entry.act == seals.COSIGNED:
            yield from self._cosignature(where, Cosignature.read(detail))
        if entry.act == seals.REFUSED:
            chain_id = next((seal.chain for seal in self._seals.values()), None)
            refusal = Refusal.read(detail)
            yield from chain.check_refusal(where, refusal, chain_id, self._public, self._texts)
        if entry.act not in seals.BEHIND or "seal" in line:
            yield from self._proof(where, line, entry)

    def _token(self, where: str, token: Token) -> Iterator[Finding]:
        seal = self._seals.get(token.seal)
        if seal is None:
            yield Finding(where, "package-stamp-astray")
        else:
            yield from chain.check_token(where, token, seal, self._roots)

    def _anchor(self, where: str, anchor: Anchor) -> Iterator[Finding]:
        seal = self._seals.get(anchor.seal)
        if seal is None:
            yield Finding(where, "package-anchor-astray")
        else:
            yield from chain.check_anchor(where, anchor, seal)
        self.blocks |= {anchor.seal: anchor.blocks}

    def _cosignature(self, where: str, word: Cosignature) -> Iterator[Finding]:
        seal = self._seals.get(word.seal)
        if seal is None:
            yield Finding(where, "package-cosignature-astray")
        else:
            yield from chain.check_cosignature(where, word, seal, self._witnessed)

    def _proof(self, where: str, line: dict[str, Any], entry: CustodyEntry) -> Iterator[Finding]:
        seal = self._seals.get(line.get("seal", ""))
        if seal is None:
            yield Finding(where, "under-no-seal")
            return
        root = proven_root(
            ledger.raw_id(entry.id),
            entry.seq - seal.first,
            seal.last - seal.first + 1,
            [bytes.fromhex(part) for part in line["proof"]],
        )
        if root is None or root.hex() != seal.root:
            yield Finding(where, "proof-broken")
