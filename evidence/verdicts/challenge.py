"""What a firewall's challenge looks like, whoever made it.

A challenge has few words and none of its own: it waits, verifies that somebody is human, asks for
scripts or cookies, gives a place in a queue, sets a small task (slide, press and hold, copy the
letters), says that the site is protected or that somebody was blocked, or gives a number for its
support; and its page loads the vendor's script. One such sign may stand on any page. A challenge is
told by a phrase that only challenges use on a page of next to no text, or by two signs of different
kinds on a short one. A page with a heading and a sentence of its own is none, unless its title or
heading says so: forms have a box to tick, and manuals quote what firewalls say.
Products whose pages served as patterns: Cloudflare, Akamai, Imperva, AWS WAF, DataDome, Anubis,
Imunify360, SiteGround, Bunny Shield, DDoS-Guard, PerimeterX, Sucuri, F5.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from evidence.prefilter import Prefilter
from evidence.verdicts.own_text import (
    ANOTHER_MATTER,
    OF_ITS_OWN,
    SENTENCE,
    UNDER_ITS_NAME,
    has_own_text,
    is_named,
)
from evidence.verdicts.text import SHORT, headings, phrases, segments, sentences

if TYPE_CHECKING:
    from evidence.content.model import Content
    from evidence.verdicts.text import Phrases

_BARE = 60
"""Main words up to which a phrase that only challenges use is enough: the longest challenge of the
recorded ones that names itself once has 48."""
_WORDY = 120
"""Main words up to which two signs may stand anywhere; beyond, one of them stands in the title or a
heading."""
_SCRIPTED = 12
"""Main words of a page that is a vendor's script and next to nothing else."""
_TWO = 2
_MARKUP = 100_000
"""Characters of a page in which a vendor's script is looked for."""
_LINKS = 12
"""A page whose text leads to more places than this is a site's own."""

_HUMAN = r"(?:human[oae]?|humain|person|a bot|un bot|um bot|not a bot|robots?|robos?|uma pessoa|una persona)"
_CLIENT = (
    r"(?:your (?:browser|connection|request|device)|(?:su|tu|seu|sua|votre) (?:navegador|conexion"
    r"|solicitud|navigateur|connexion|requete|conexao|requisicao)|el navegador|o navegador|le navigateur)"
)
_CHECK = (
    r"(?:certificando(?=(?: de)? que voce)|verif\w+"
    r"|check\w*|validat\w+|validand\w+|validar|comprob\w+|comprueb\w+|confirm\w*|making sure"
    r"|make sure|mak(?:e|ing) certain|prov\w{1,3}|demuestr\w+|asegur\w+|assur\w+|s'assur\w+|nous assurons)"
)
_SAFETY = r"(?:security|seguridad|seguranca|securite) (?:of|de|da|do)"
_UNUSUAL = (
    r"(?:(?:unusual|suspicious) activity|(?:actividad|atividade|activite)"
    r" (?:inusual|sospechosa|anormal|incomum|suspeita|inhabituelle|suspecte))"
)
"""Unusual *traffic* is said of too many requests."""
_YOURS = (
    r"(?:computer|direccion|red|ip|equipo|navegador|conexion|computadora|network|address|device|browser|endereco|rede"
    r"|conexao|adresse|reseau)"
)
_YOU_ARE = r"(?:you are|you're|(?:usted )?(?:no )?(?:es|eres)|(?:voce )?(?:nao )?e|vous (?:n')?etes)(?: not| pas)?"
_IS_BEING = r"(?:is|esta|est|se esta)(?: being| siendo| en cours| sendo)?(?: de)?"
_TO_GO_ON = (
    r"(?:to (?:continue|proceed|access)|para (?:continuar|acceder|seguir|prosseguir|acessar)"
    r"|pour (?:continuer|acceder))"
)

_TURN = r"(?:turno|turn|vez|tour),? (?:\S{1,12} ){0,3}(?:\d{1,3} minut\w{1,3}|entrar|acceder|ingresar|enter)"
_MEASURE = r"(?:proteccion|verificacion|protection|verification|protecao|verificacao)"
_LIMITED = (
    r"(?:access|acceso|acesso|acces)(?: \S{1,20}){0,6} (?:limited|limitado|limite)"
    r"(?: \S{1,20})? (?:by|por|pel[oa]|par)"
)
_OWNER = r"(?:the |el |la |le |o )?(?:(?:site )?owner|propietari[oa]|titular|dueno|proprietaire|proprietario)"

CHALLENGE = phrases(
    labels=rf"""
        challenge validation
        just a moment
        attention required!?
        (?:human|bot|browser|robot) (?:verification|check|challenge)(?: screen)?
        ^security (?:verification|check|challenge)$
        ddos protection
        client challenge
        additional security check(?: is)? required
        (?:verificacion|comprobacion) de seguridad adicional(?: requerida)?
        verificacao de seguranca adicional(?: necessaria)?
        (?:\S{{1,20}} )?captcha page
        pardon our interruption
        ^verificacion (?:humana|de (?:seguridad|navegador|humanos?))$
        verificacion de que (?:usted |no )?(?:es|eres)(?: \S{{1,20}}){{1,3}}
        ^(?:comprobacion|control|prueba) de (?:seguridad|navegador|humanidad)$
        verification (?:de securite|humaine|du navigateur)
        verificacao (?:de seguranca|humana|do navegador)
        {_MEASURE} anti-?(?:bots?|robots?|robos?|ddos)(?: activad[ao]| activee?| ativad[ao])?
        (?:establishing|setting up) a secure connection
        (?:estableciendo|estabelecendo) una? conex\w+ segura
        etablissement d'une connexion securisee
        ^virtual (?:waiting room|queue)$
        ^(?:sala de espera|fila|cola|fila de espera) virtual$
        ^(?:file|salle) d'attente virtuelle$
        ^sicherheits(?:uber)?prufung$
        ^crowdsec captcha$
        ^ddos-?guard$
        ^oh,? no(?:es)?$
        (?:why do i have to|por que (?:tengo que|debo)) (?:complete|completar|resolver) (?:a|un) captcha
        what can i do to prevent this in the future
        ^(?:百度)?安全验证$
    """,
    sentences=rf"""
        {_LIMITED} {_OWNER}
        {_CHECK}(?: \S{{1,20}}){{0,3}} {_YOU_ARE} (?:an? |une? |uma? )?{_HUMAN}
        {_CHECK} (?:(?:que|if|that|whether|si|se) )?(?:(?:a|la|the) {_SAFETY} )?{_CLIENT}
        {_CHECK} (?:a|la) {_SAFETY} (?:su|tu|sua|seu|votre) (?:conexion|conexao|connexion|navegador)
        {_UNUSUAL} (?:from|on|desde|de|en|em|depuis) (?:your|su|tu|seu|sua|votre) {_YOURS}
        (?:checking|verifying) (?:if the site connection is secure|the (?:site )?(?:connection )?security of)
        (?:request|solicitud|requete|requisicao|peticion|visita) {_IS_BEING} {_CHECK}
        are you a robot
        eres un robot
        etes-vous un (?:robot|humain)
        {_TO_GO_ON},?(?: \S{{1,20}}){{0,6}} captcha
        (?:complete|solve) the (?:captcha|security check|challenge)
        incapsula incident
        (?:the )?requested url was rejected
        (?:why|you) have(?: i)? been blocked
        (?:la |a |l')?url (?:solicitada|requerida|demandee) (?:fue|ha sido|foi|a ete) (?:rechazada|rejeitada|rejetee)
        (?:made us think|believe|think)(?: \S{{1,20}}){{0,2}} you(?:'re| are| were| might be)? (?:a )?(?:ro)?bot
        (?:believe|think) you are using automat\w+
        (?:not|y no|et non|e nao|no a)(?: (?:con|a|de))? (?:a|un|uma?) (?:ro)?bot$
        (?:you have|you've) been blocked
        (?:usted ha|has|disculpe,? ha|voce foi) (?:sido )?bloquead[oa]
        vous avez ete bloquee?
        请完成安全验证\w{{0,12}}
        completing the captcha proves you are a human
        (?:cuando (?:sea|llegue)|when it's|when it is|quando for|quand ce sera) (?:tu|su|your|a sua|sua|votre) {_TURN}
        dass (?:du|sie) (?:kein (?:ro)?bot(?:er)?|ein mensch) (?:bist|sind)
        (?:di non essere|che non sei) un (?:ro)?bot
        проверка (?:вашего )?браузера
        (?:подтвердите|докажите),? что вы не (?:ро)?бот
        click the button below to continue shopping
        you are (?:now|currently) in (?:the |a )?(?:virtual )?(?:line|queue|waiting room)(?! with\b)
        (?:usted )?esta(?:s)? (?:ahora )?en (?:la |una )?(?:fila|cola|sala) (?:virtual|de espera virtual)
        (?:ahora|ya) estas? en (?:la )?(?:fila|cola)(?: de espera)?
        voce (?:agora )?(?:esta|entrou) (?:agora )?na fila(?: virtual| de espera)?
        vous etes (?:maintenant|actuellement|desormais) dans (?:la|une) (?:file|salle) d'attente
        ce n'est pas un robot
    """,
)
"""What only challenges say."""

_COPY = (
    r"(?:los|las|el|os|as|o|les?|the) (?:caracteres|characters|letras|letters|lettres|codigo|code|texto?|text"
    r"|numeros|digits|chiffres)(?: \S{1,20}){0,6} (?:(?:l'|d')?image[nm]?|picture|abajo|abaixo|below|ci-dessous"
    r"|see|ve[sn]?|voyez"
    r"|aparecen?|aparecem)"
)
_TASK = phrases(
    labels=r"(?!)",
    sentences=rf"""
        (?:slide|drag|swipe)(?: \S{{1,20}}){{0,6}} (?:right|puzzle|access|continue|unlock)
        (?:desli[cz][ae]|arrastr[ae])(?: \S{{1,20}}){{0,6}} (?:derecha|puzle|rompecabezas|continuar)
        (?:deslize|arraste)(?: \S{{1,20}}){{0,6}} (?:direita|continuar|quebra-cabeca)
        faites glisser(?: \S{{1,20}}){{0,6}} (?:droite|continuer|puzzle)
        press (?:&|and) hold
        manten(?:ga)? (?:presionad|pulsad)\w+(?! (?:el|la) (?:boton|tecla) de\b)
        pressione e segure
        appuyez (?:et maintenez|longuement)
        (?:type|enter|write|copy|escrib[ae]|ingres[ae]|introdu[cz]\w{{1,2}}|tecle[ae]|copi[ae]) {_COPY}
        (?:captur[ae]|transcrib[ae]) {_COPY}
        {_TO_GO_ON},?(?: \S{{1,20}}){{0,4}} (?:verificacion|comprobacion|verification|verificacao|security check)$
        (?:digite|insira|informe|escreva|recopi\w+|saisi\w+|entrez|tapez) {_COPY}
        (?:soy|sou|je suis) (?:humano|un humain)
        no soy un robot
        nao sou um robo
        je ne suis pas un robot
        ce n'est pas un robot
        (?:complete|resuelv[ae]|resolva|completez)(?: \S{{1,20}}){{0,4}} captcha
        haga clic para iniciar la verificacion
    """,
)
"""What a visitor is to do; forms ask for the same under their fields."""
_REFUSED = phrases(
    labels="access denied\nacceso denegado\nacesso negado\nacces refuse\nforbidden",
    sentences=r"""
        (?:request|solicitud|peticion|requete|requisicao|pedido)(?: \S{1,20}){0,3} (?:blocked|bloquead[oa]|bloquee)
        access denied
    """,
)
_WAITING = phrases(
    labels=r"""
        (?:one more step|un paso mas|mais um passo|une derniere etape)
        (?:before we continue|antes de continuar\w*|avant de continuer)
        (?:just )?(?:one|a) moment(?: please)?
        (?:please )?(?:wait|hold on|stand by)(?: a moment| while.*)?
        (?:por favor )?(?:esper[ae]|aguard[ae])(?: un momento| por favor| um momento| mientras.*| enquanto.*)?
        un (?:momento|instante)(?: por favor)?
        um (?:momento|instante)(?: por favor)?
        (?:veuillez )?(?:patientez|patienter|un instant)(?: s'il vous plait| pendant.*| quelques.*)?
        loading|cargando|carregando|chargement
        ^(?:verificando|validando|verifying|checking|verification en cours)$
        redirecting|redirigiendo|redirecionando|redirection
    """,
    sentences=r"""
        (?:this|it) (?:process is automatic|may take a few seconds|(?:will|should) (?:only )?take)
        (?:will|seras?|sera) (?:be )?(?:redirected|redirigid[oa]|redirecionad[oa]|redirige)
        please wait while
        (?:espere|aguarde|patientez)(?: por favor)? (?:mientras|enquanto|pendant)
        (?:tomara|puede tomar|levara|prendra|prend)(?: \S{1,20}){0,2} (?:segundos|secondes)
    """,
)
_SCRIPTS = phrases(
    labels=r"(?!)",
    sentences=r"""
        (?:enable|requires?|turn on|activate|disable)(?: \S{1,20}){0,3} (?:javascript|js|cookies|ad ?block\w*)
        (?:habilit|activ|permit|requ)\w*(?: \S{1,20}){0,3} (?:javascript|js|cookies)
        javascript (?:and cookies |y cookies |e cookies |et les cookies )?(?:is|are|esta|est|e|son) \S{1,20}
    """,
)
_PROTECTED = phrases(
    labels=r"(?!)",
    sentences=r"""
        (?:protected|secured|powered)(?: (?:and|&) \S{1,20})? by(?: \S{1,20}){1,2}
        (?:performance|security) (?:&|and) (?:security|performance) by
        (?:protegid[oa]|protegee?|seguridad|securise|segurado) (?:por|par|de)(?: \S{1,20}){1,2}
        protect\w*(?: \S{1,20}){0,4} (?:bots?|scrap\w+|attacks?|malicious|abuse|automated|companies|ddos)
        proteg\w*(?: \S{1,20}){0,5} (?:bots?|robots|ataques|robos|attaques|automatizad\w+|malicios\w+|abus\w*|ddos)
        (?:security|protection) (?:service|system|solution) to protect
        keep(?:s|ing)?(?: \S{1,20}){0,2} (?:ro)?bots (?:away|out)
        servicio de seguridad para proteger(?:se)?
        proof[- ]of[- ](?:work|react)
        (?:automated|automatic|bot) (?:traffic|access|requests?|queries)
        (?:trafico|acceso|solicitudes|consultas|trafego|acces|requetes) (?:automatizad|automatic|automat)\w+
    """,
)
_TICKET = phrases(
    labels=r"(?!)",
    sentences=r"""
        (?:ray|request|incident|support|reference|event|block) ?(?:id|number|#)
        (?:your|su|tu|votre|seu) (?:ip|direccion ip|ip address|adresse ip|endereco ip)
        (?:id|folio|numero) de (?:la )?(?:solicitud|incidente|referencia|soporte|evento)
    """,
)
_VENDOR = re.compile(
    r"captcha-delivery\.com|datadome|cmd/anubis|anubis_challenge|techaro|imunify|wsidchk|sgcaptcha|bunny-?shield"
    r"|_incapsula_resource|perimeterx|px-captcha|px-cloud|awswaf|aws-waf|token\.awswaf|ddos-guard"
    r"|__cf_chl|cdn-cgi/challenge|challenges\.cloudflare\.com|sucuri_cloudproxy|kpsdk|kasada"
    r"|akamai.{0,30}challenge|bm-verify"
    r"|slowaes|__test=|botcheck|bot-?challenge|proof-?of-?work|_challenge\b|perfdrive|reblaze|radware|f5_?cspm"
)
_COOKIE_DOOR = re.compile(
    r"document\.cookie\s{0,3}=(?!\s{0,3}[\"'`](?:lang|locale|idioma|theme|tz|timezone))[^<]{0,400}?"
    r"\blocation\b[^<=]{0,20}(?:\.reload\(|\.replace\(|=)"
)
"""A script that sets a cookie and asks again: who keeps none is let in nowhere."""
_KINDS = (CHALLENGE, _TASK, _WAITING, _SCRIPTS, _PROTECTED, _TICKET, _REFUSED)
_WIDGET = re.compile(
    r"geetest|friendly-?(?:captcha|challenge)|altcha|hcaptcha\.com|recaptcha/|turnstile|tcaptcha"
)
"""Tests for humans that forms of any site may carry, too."""
_MESSAGE = re.compile(r"<textarea\b|<input\b[^<>]{0,200}\btype\s{0,3}=\s{0,3}[\"']?(?:email|tel)\b")
"""Fields of who wants to be written to: there a test for humans guards the form, not a document."""
_FIELD = re.compile(
    r"<select\b|<input\b(?![^<>]{0,200}\btype\s{0,3}=\s{0,3}[\"']?(?:hidden|submit|button|image|checkbox|radio|reset)\b)"
)
"""Fields that somebody fills in: a challenge has one, for its letters."""
_MAY = Prefilter()
"""Pages are long, and few name any of these scripts."""
_IS_VENDOR, _IS_WIDGET = _MAY.add(_VENDOR.pattern), _MAY.add(_WIDGET.pattern)
_ADDRESS = re.compile(
    r"/\.well-known/(?:sg)?captcha|/cdn-cgi/challenge|_incapsula_resource|validate\.perfdrive\.com"
    r"|captcha-delivery\.com|/(?:captcha|challenge|bot-?check|verify-?human|antibot)(?:[/?.]|$)",
    re.IGNORECASE,
)


def challenge_address(url: str) -> bool:
    """Whether a URL is a firewall's own, where it asks visitors to prove something."""
    return bool(_ADDRESS.search(url))


def challenge(content: Content) -> str:
    """The words by which a page shows itself to be a challenge; empty for any other page, and for one
    with a text of its own."""
    words = _challenge(content)
    least = UNDER_ITS_NAME if is_named(content, words) else OF_ITS_OWN
    wordings = (kind.sentences for kind in _KINDS)
    if words and has_own_text(content, *wordings, least=least):
        return ""
    return "" if words and _is_only_called_so(content, words) else words


def _is_only_called_so(content: Content, words: str) -> bool:
    """Whether a page that is called what challenges are (*Security check*, *Fila virtual*) has a sentence and a half
    about its matter, and nothing else of a challenge: no script of a vendor, no request, no waiting."""
    if not is_named(content, words) or CHALLENGE.sentence(content):
        return False
    kinds = (_TASK, _WAITING, _SCRIPTS, _PROTECTED, _TICKET, _REFUSED)
    wordings = (CHALLENGE.sentences, *(kind.sentences for kind in kinds))
    if not has_own_text(content, *wordings, least=ANOTHER_MATTER):
        return False
    markup = content.html[:_MARKUP].lower()
    if _VENDOR.search(markup) or _WIDGET.search(markup):
        return False
    return not any(_said(kind, content) for kind in kinds)


def _challenge(content: Content) -> str:
    if content.main_words >= SHORT or sum(not link.is_framed for link in content.links) > _LINKS:
        return ""
    own = CHALLENGE.label((*segments(content), *headings(content)))
    if not own and _is_of_its_own(content):
        return ""
    own = own or CHALLENGE.notice(content)
    if not own and (content.main_words >= _WORDY or len(content.links) > _LINKS):
        return ""  # within a site's frame, only what no other page says
    others = [
        words
        for kind in (_TASK, _WAITING, _SCRIPTS, _PROTECTED, _TICKET, _REFUSED)
        if (words := _said(kind, content))
    ]
    bare = content.main_words < _SCRIPTED and not content.links
    # the page's source is long, and most pages say nothing that a vendor's script could decide
    markup = content.html[:_MARKUP].lower() if own or others or bare else ""
    may = _MAY.possible(markup) if markup else ()
    maker = _IS_VENDOR in may and bool(_VENDOR.search(markup))
    vendor = maker or (_IS_WIDGET in may and bool(_WIDGET.search(markup)))
    signs = [*filter(None, [own]), *others, *(["script"] if vendor else [])]
    may_be_form = not maker and markup != "" and _is_form(markup)
    if may_be_form and not own and others == [_said(_TASK, content)]:
        return ""  # its test for humans guards the form
    if own and (content.main_words < _BARE or len(signs) >= _TWO):
        return own
    if len(signs) >= _TWO and content.main_words < _WORDY and (others and _stands_alone(content)):
        return ", ".join(signs)
    if content.main_words < _BARE // 2 and not may_be_form and (task := _said(_TASK, content)):
        return task
    if bare and (maker or _sets_a_cookie(markup) or (vendor and not content.headings)):
        return "script"
    return ""


def _sets_a_cookie(markup: str) -> bool:
    return "document.cookie" in markup and _COOKIE_DOOR.search(markup) is not None


def _is_form(markup: str) -> bool:
    """Whether visitors fill something in here beside the letters of a test."""
    if _MESSAGE.search(markup):
        return True
    fields = _FIELD.finditer(markup)
    return sum(1 for _ in islice(fields, _TWO)) == _TWO


def _said(kind: Phrases, content: Content) -> str:
    return kind.label(
        (*segments(content), *headings(content), *sentences(content))
    ) or kind.sentence(content)


def _is_of_its_own(content: Content) -> bool:
    """Whether the page has a heading and at least a sentence that are of no challenge."""
    heads = [place for place in headings(content) if "." not in place]
    said = sentences(content)
    # of a page with a heading in its text, those of its footer say nothing
    heads = [place for place in heads if any(place in one for one in said)] or heads
    if not any(not any(kind.label((place,)) for kind in _KINDS) for place in heads):
        return False
    kinds = [kind for kind in _KINDS if kind.may_say(said)]
    own = [
        sentence
        for sentence in said
        if sentence not in heads and not any(kind.search(sentence) for kind in kinds)
    ]
    return sum(len(sentence.split()) for sentence in own) >= SENTENCE


def _stands_alone(content: Content) -> bool:
    """Whether the title or a heading is of the challenge's kind, or there is next to no text."""
    places = (*segments(content), *headings(content))
    told = any(kind.label(places) for kind in (CHALLENGE, _WAITING))
    return told or content.main_words < _BARE // 2
