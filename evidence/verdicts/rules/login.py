"""The page asks who we are (401, 402), or leads to a page that does: blocked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.addresses import LONGEST_WAIT, split
from evidence.bilingual import Words
from evidence.changes.model import Kind
from evidence.verdicts.facts import answered, has_a_text, may_be_notice, names_a_file
from evidence.verdicts.model import Strength
from evidence.verdicts.own_text import (
    UNDER_ITS_NAME,
    has_headline,
    has_own_text,
    outside_headings,
    words_beside,
)
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.rules.parked import says_so
from evidence.verdicts.text import SHORT, headings, phrases, segments, sentences
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.content.model import Content
    from evidence.verdicts.model import Judgement, Look

_STATUS = frozenset({401, 402, 407, 428, 440, 449})
"""RFC 9110, RFC 6585 (428), and IIS's own (440 login time-out, 449 retry with); IABot's list."""
_ADDRESS = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|log-?on|servicelogin|inici(?:ar|o)-?sesion|autenticacion|wp-login"
    r"|sso|oauth2?|adfs|saml2?|cas/login)(?:[/._-]|$)|^accounts\.|^login\.|^sso\.|^auth\.",
    re.IGNORECASE,
)
_ADD = r"(?:post|comment|reply|leave|add|write|rate|review|vote|take part|participate|follow|like|share|save)"
_ANADIR = (
    r"(?:comentar|opinar|responder|dejar|deixar|escribir|escrever|publicar|agregar|anadir|adicionar|"
    r"calificar|valorar|avaliar|votar|participar|seguir(?! le)|compartir|compartilhar|guardar|salvar|"
    r"(?:hacer|fazer) (?:un|um) coment)"
)
_AJOUTER = r"(?:commenter|repondre|laisser|ajouter|ecrire|noter|voter|participer|suivre|partager)"
"""What a login is asked for under an article that everybody may read."""
_OF_ITS_OWN = 40
"""Words in sentences of the page's own: with so many, “Log in” stands on a pop-up or in a corner."""
_PASSWORD = re.compile(r"<input\b[^<>]{0,300}\btype\s{0,3}=\s{0,3}[\"']?password\b", re.IGNORECASE)
_LINKS = 200
"""Links of a page that are counted."""
_MARKUP = 200_000
"""Characters of a page in which a field for a password is looked for."""
_LOGIN = phrases(
    labels=r"""
        (?:please )?(?:log|sign) ?(?:in|on)(?: to| or sign up)?
        ^(?:member |user )?login$
        request access
        (?:authentication|authorization|login) required
        unauthori[sz]ed
        (?:iniciar|inicia|inicie|inicio de) sesion
        (?:identificarse|identificate|identifiquese)
        solicitar acceso
        autenticacion requerida
        (?:iniciar|inicie) sessao
        fazer login
        autenticacao requerida
        se connecter(?: a)?
        connectez-vous
        autorisation requise
    """,
    sentences=rf"""
        (?:you )?(?:must|need to|have to) (?:be )?(?:log|sign)(?:ged|ed)? ?in(?! (?:in order )?to {_ADD})
        (?:please )?(?:log|sign) in to (?:continue|view|access|see|your account)
        you need (?:access|permission)
        (?:could not|unable to) verify that you are authorized
        subscribe to (?:continue|read|keep reading)
        (?:debes?|es necesario|necesitas?) (?:iniciar sesion|(?:identific|autentic|registr)ar[st]e)(?! para {_ANADIR})
        (?:inicia|inicie) sesion (?:para(?! {_ANADIR})|en tu cuenta|con tu cuenta)
        necesitas (?:acceso|permiso)
        no puede certificar que usted este autorizado
        suscribete para (?:leer|continuar|seguir leyendo)
        (?:faca|fazer) login para(?! {_ANADIR})
        nao pode autorizar o seu acesso
        (?:vous devez vous connecter|connectez-vous pour)(?! (?:pour )?{_AJOUTER})
        verifier que vous etes autorise
    """,
)

_FORM = phrases(
    labels=r"(?!)",
    sentences=r"""
        enter your (?:user ?name|e-?mail(?: address)?) and password
        ingres[ae] (?:con )?(?:tu|su) (?:usuario|correo(?: electronico)?) y (?:tu |su )?(?:contrasena|clave)
    """,
)
"""What stands over the fields, in a pop-up as on a page of their own."""


_DOMAIN = re.compile(r"\bdom(?:ain|inio)")
"""Hosts ask the owner of a domain without a site to log in; no reader is asked."""


def _apply(look: Look) -> Judgement | None:
    if look.failure is None and look.status in _STATUS:
        return because(Cause.LOGIN, "blocked.login", status=look.status)
    if answered(look):
        reads = has_a_text(look) and not _has_password(look)
        for target in _targets(look):
            asks = _asks_login(target, by_host=reads)
            if asks and not _asks_login(look.url):
                return because(Cause.LOGIN, "blocked.login-address", final_url=target)
    if (
        may_be_notice(look)
        and look.content is not None
        and (words := _asks(look.content, look.url))
        and not _DOMAIN.search(says_so(look.content))
    ):
        return because(Cause.LOGIN, "blocked.login-page", words=words)
    if may_be_notice(look) and _is_only_form(look):
        return because(Cause.LOGIN, "blocked.login-form", strength=Strength.LACKING)
    return None


def _is_only_form(look: Look) -> bool:
    """Whether next to nothing but fields for a password stands where the baseline had a text and no
    such fields."""
    content, baseline = look.content, look.baseline
    if content is None or baseline is None or baseline.content is None or look.change is None:
        return False
    return (
        look.change.kind is Kind.REPLACED
        and _own_words(content, look.url) < _OF_ITS_OWN
        and content.main_words < SHORT
        and _has_password(look)
        and not _PASSWORD.search(baseline.content.html[:_MARKUP])
    )


def _has_password(look: Look) -> bool:
    """Whether the page has a field for a password."""
    return look.content is not None and bool(_PASSWORD.search(look.content.html[:_MARKUP]))


def _asks(content: Content, url: str) -> str:
    """The words with which a short page asks for a login in place of its text; empty for others."""
    if content.main_words >= SHORT:
        return ""
    words = _LOGIN.label(segments(content))
    if not words and _own_words(content, url) < _OF_ITS_OWN:
        words = _LOGIN.label((*_own_headings(content), *sentences(content)))
        words = words or _FORM.sentence(content)
    if words:
        return words if not _is_about_it(content) else _under_a_teaser(content)
    words = _LOGIN.sentence(content)
    is_text = bool(words) and has_own_text(content, _LOGIN.sentences)
    return _under_a_teaser(content) if is_text else words


def _is_about_it(content: Content) -> bool:
    """Whether a page that seems to ask for a login has a text about that: under a headline, or called so in
    its title and above its text. A field for a password makes it a wall."""
    if _PASSWORD.search(content.html[:_MARKUP]):
        return False
    if has_headline(content):
        return has_own_text(content, _LOGIN.sentences)
    titled = _LOGIN.label(segments(content)) and _LOGIN.label(_own_headings(content))
    return bool(titled) and has_own_text(content, _LOGIN.sentences, least=UNDER_ITS_NAME)


def _under_a_teaser(content: Content) -> str:
    """The words, alone in their sentence and no heading, with which a page that shows a text asks for a
    login: the beginning of an article stands above them."""
    return _LOGIN.alone(outside_headings(content))


def _own_headings(content: Content) -> tuple[str, ...]:
    """The headings of the page's own text: a log-in stands in the header of many a site."""
    own = frozenset(content.main)
    return headings(replace(content, headings=tuple(h for h in content.headings if h in own)))


def _own_words(content: Content, url: str) -> int:
    """Words in the sentences that do not speak of logging in, and on the links to files and to pages below
    this one: a list of documents has no sentences."""
    return words_beside(sentences(content), _LOGIN.sentences) + sum(
        len(link.text.split())
        for link in content.links[:_LINKS]
        if not link.is_framed and (names_a_file(link.url) or _is_below(link.url, url))
    )


def _is_below(link: str, url: str) -> bool:
    """Whether a link leads to a page in the folder that ``url`` is."""
    one, other = split(link), split(url)
    folder = f"{other.path.rstrip('/')}/"
    inside = one.hostname == other.hostname and one.path.startswith(folder)
    return len(folder) > 1 and inside and one.path != folder and not _ADDRESS.search(one.path)


def _targets(look: Look) -> list[str]:
    """Where the redirects ended, and where a short page would send a browser on."""
    content = look.content
    short = (
        content is not None and content.main_words < SHORT and content.refresh_after <= LONGEST_WAIT
    )
    refresh = content.refresh if content is not None and short else None
    return [target for target in (look.final_url if look.hops else "", refresh or "") if target]


def _asks_login(url: str, *, by_host: bool = False) -> bool:
    """Whether an address is one for logging in; ``by_host``: whether its host alone says so, as it has to
    where a text stands and no password is asked for."""
    parts = split(url)
    path = "" if by_host else parts.path
    return bool(_ADDRESS.search(path) or _ADDRESS.search(parts.hostname or ""))


RULE = Rule(
    _apply,
    {
        "blocked.login": Words(
            "The page asks for a login or a payment (status {status}).",
            "La página pide iniciar sesión o pagar (código {status}).",
        ),
        "blocked.login-address": Words(
            "The address leads to a login page ({final_url}).",
            "La dirección lleva a una página para iniciar sesión ({final_url}).",
        ),
        "blocked.login-page": Words(
            "A page that asks for a login came in place of the document (“{words}”).",
            "En lugar del documento llegó una página que pide iniciar sesión (“{words}”).",
        ),
        "blocked.login-form": Words(
            "A form that asks for a password came in place of the document.",
            "En lugar del documento llegó un formulario que pide una contraseña.",
        ),
    },
)
