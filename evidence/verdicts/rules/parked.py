"""The domain is for sale, expired or suspended, and shows a dealer's page: missing.

One strong sign, or two weak ones, on a page of under 60 words. Strong: the page says so, is the
first page of a server that has no site yet, or comes from a parking service. Weak: the title or
heading is the bare host name; links go to ad feeds; sponsored listings; something is to come soon. A
page with a text of its own about suspended accounts is none.

*Domain* is a word of land law, of wine and of mathematics too: without *name of* or a host beside it, it
counts only where the page speaks of the web, or says *this domain* and speaks of no land.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.addresses import split
from evidence.bilingual import Words
from evidence.folding import caseless
from evidence.verdicts.facts import is_page, may_be_notice
from evidence.verdicts.own_text import ANOTHER_MATTER, has_own_text, is_named, words_beside
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.text import NOTICE, SHORT, headings, phrases, segments, sentences
from evidence.vocabulary import Cause, Certainty

if TYPE_CHECKING:
    from evidence.content.model import Content
    from evidence.verdicts.model import Judgement, Look

_SERVICES = re.compile(
    r"(?:^|\.)(?:sedoparking|sedo|parkingcrew|bodis|hugedomains|afternic|dan|parklogic|above|domainmarket"
    r"|uniregistry|undeveloped|namebright|godaddy|skenzo)\.(?:com|net|org)$",
    re.IGNORECASE,
)
_NAME = r"(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}"
_DOMAIN_EN = rf"(?:(?:this|the|your) (?:website )?domain(?: name)?(?: \S{{1,80}}){{0,3}}|{_NAME})"
_DOMAIN_ES = rf"(?:(?:este|el|su|tu) (?:nombre de )?dominio(?: \S{{1,80}}){{0,3}}|{_NAME})"
_DOMAIN_PT = rf"(?:(?:este|o|seu) (?:nome de )?dominio(?: \S{{1,80}}){{0,3}}|{_NAME})"
_DOMAIN_FR = rf"(?:(?:ce|le|votre) (?:nom de )?domaine(?: \S{{1,80}}){{0,3}}|{_NAME})"
_HELD_FR = r"(?:enregistre|parque|suspendu|cree)"
_HELD = r"(?:estacionado|parqueado|aparcado|reservado|suspendido)"
_HOSTED = (
    r"(?:account|(?:web ?)?site|website|blog|hosting|cuenta|sitio(?: web)?|pagina web|servicio|hospedaje|conta|site"
    r"|servico|hospedagem|compte|hebergement)"
)
_SUSPENDED = (
    r"(?:has been |is |ha sido |esta |se encuentra |fue |foi |esta |est |a ete )?"
    r"(?:suspended|suspendid[oa]|suspens[oa]|suspendue?)"
)
_THIS_SITE_ES = r"est[ea] (?:sitio|pagina|dominio)(?: web)?"
_RUN_OUT = r"(?:(?:expir|venc|caduc)\w{1,4}|sido (?:suspendid|dad)[oa])"
_FOR_SALE = phrases(
    labels=rf"""
        (?:parked|expired|premium|seized) domain(?: name)?
        domain (?:is )?(?:for sale|parked|expired|suspended|seized|not claimed|default page)
        generic domain registration
        domain registered (?:at|with|by) \S{{1,30}}
        (?:this )?website is for sale
        (?:este )?sitio web (?:esta )?(?:a la|en) venta
        (?:ce )?site (?:web |internet )?est a vendre
        (?:este )?site esta a venda
        (?:diese )?website steht zum verkauf
        alan ad[ıi] sat[ıi]l[ıi]k\w*
        domena na sprzedaz
        аккаунт (?:заблокирован|приостановлен)
        домен не продлен
        cyberpanel installed
        sitio (?:web )?inactivo
        dominio (?:aparcado|parking|in vendita)
        dominio (?:estacionado|en venta|expirado|vencido|suspendido|registrado|parqueado|expirou|a venda)
        domaine (?:expire|a vendre|suspendu|enregistre|parque)
        (?:this |your |esta |este |su |tu |ce |votre |seu )?{_HOSTED} {_SUSPENDED}(?: temporalmente| temporarily)?
        (?:website|site) expired
        ^iis windows server$
        future home of something(?: \S{{1,20}})? cool
        welcome to (?:nginx|caddy|openresty|centos|tengine)
        (?:web server's|apache2?|default) (?:\S{{1,20}} ){{0,2}}(?:default|test) page(?: it works)?
        default (?:web ?site|web|plesk|server) page
        (?:get|obtener|conseguir|obter) (?:this|este) (?:domain|dominio)
        (?:el |o )?blog (?:ha sido|foi|has been) (?:eliminado|removido|removed|deleted)
        {_NAME} is no longer available
        interested in (?:this|the) domain
        domain reserved
        ^apache tomcat(?:/\S{{1,20}})?$
        welcome to (?:xampp|openlitespeed)
        ^iis\d{{0,2}}$
        ^internet information services$
        apache is functioning normally
    """,
    sentences=rf"""
        {_DOMAIN_EN} (?:is|may be|might be|has been|was)(?: (?!not\b|no\b)\S{{1,20}}){{0,2}} (?:for sale|parked|seized)
        {_DOMAIN_EN} (?:is|may be)(?: still)? available for (?:purchase|sale)
        {_DOMAIN_EN} is registered,? but may still be available
        {_DOMAIN_EN} (?:has )?expired
        (?:looks like )?this domain isn't connected to a
        (?:the|this) domain name {_NAME} is for sale
        buy this domain(?: name)?
        {_NAME} is your first and best source for
        {_NAME} es la primera y mejor fuente de informacion
        {_NAME} est votre premiere et meilleure source
        owner of (?:this domain|{_NAME}) is offering it for sale
        propietario de (?:este dominio|{_NAME}) lo ofrece en venta
        {_NAME} est disponible a l'achat
        this domain(?: name)? (?:is|has been) registered (?:at|by|through|with) \S{{1,40}}
        this domain has been mapped to squarespace
        this domain is not connected to a
        {_DOMAIN_ES} acaba de (?:ser registrado|registrarse)
        (?:hospedaje|hosting|alojamiento)(?: web)? (?:de|para) {_THIS_SITE_ES} (?:ha )?{_RUN_OUT}
        cuenta de (?:hosting|hospedaje|alojamiento) (?:asociada a|de|para) {_THIS_SITE_ES} {_SUSPENDED}
        (?:hosting|web) account (?:is|has been) (?:suspended|disabled|deactivated)
        owner of this web ?site has not put up any
        this page is used to test the proper operation of the (?:apache )?http server
        domain (?:is )?parked (?:free|by|with|on)
        parked domain name on
        {_DOMAIN_ES} (?:esta|puede estar|podria estar|se encuentra) (?:a la venta|en venta|{_HELD})
        {_DOMAIN_ES} (?:ha (?:caducado|expirado|vencido)|caduco|vencio)
        {_DOMAIN_ES} (?:esta|ha sido|fue) registrado(?: (?:recientemente|pero|en|con|por)\b|,|$)
        {_NAME} puede ser suyo
        vigencia de (?:este|el|su) dominio(?: \S{{1,40}}){{0,3}} ha (?:concluido|vencido|terminado)
        (?:haga|haz|hacer) una oferta por este (?:nombre de )?dominio
        compr(?:ar|a|e) (?:este dominio|{_NAME})
        dominio registrado (?:en|con|a traves de|por|pela|pelo|na|no) \S{{1,30}}
        {_DOMAIN_PT} (?:esta|pode estar) (?:a venda|estacionado|registrado)
        {_DOMAIN_PT} (?:expirou|foi suspenso)
        registro deste dominio expirou
        {_DOMAIN_FR} (?:est|a|vient d'etre)(?: \S{{1,20}}){{0,3}} (?:a vendre|en vente|expire|{_HELD_FR})
        (?:this|your) account has (?:been suspended|expired)
        {_HOSTED} {_SUSPENDED} por falta de pag\w+(?! (?:a|en)\b)
        (?:authors|owner) (?:have|has) deleted this (?:site|blog)
        (?:site|store|shop) (?:hasn't been published yet|is currently unavailable)
        (?:archived|suspended) in accordance with our terms
        (?:generated|provided) by (?:plesk|the domain owner)
        there is no web ?site at this address
        this domain name has been registered (?:with|at|by|through) \S{{1,40}}
        this (?:web ?)?(?:page|site) is parked(?: for)? free
        este sitio (?:web )?esta (?:aparcado|estacionado) (?:gratis|gratuitamente|por)
        enhorabuena,? (?:su|tu) dominio
        (?:die|diese) domain (?:{_NAME} )?(?:steht|ist) (?:zum verkauf|zu verkaufen|geparkt)
        domain steht zum verkauf
        (?:questo dominio|il dominio {_NAME}) e (?:in vendita|scaduto|parcheggiato)
        deze domeinnaam (?:is|staat) te koop
        (?:dit domein|deze domeinnaam) is (?:gereserveerd|geregistreerd)(?: door een klant van| via| bij) \S{{1,40}}$
        (?:diese|die) domain (?:{_NAME} )?(?:ist|wurde) (?:bereits |soeben )?(?:registriert|reserviert)
        hier entsteht eine neue (?:website|webseite|homepage|internetprasenz)
        bu alan ad[ıi](?: \S{{1,20}})? sat[ıi]l[ıi]k
        (?:ta )?domena (?:{_NAME} )?jest na sprzedaz
        ten mien (?:nay|{_NAME}) (?:đang|dang) (?:đuoc |duoc )?rao ban
        срок регистрации домена {_NAME} истек
        このドメインは.{{0,30}}(?:取得|登録|販売)されています
        домен {_NAME} (?:продается|выставлен на продажу)
        этот домен (?:продается|выставлен на продажу)
        该域名(?:正在出售|可转让|已过期)
        (?:you've|you have) (?:successfully )?(?:installed|set ?up) (?:tomcat|xampp|openlitespeed|cyberpanel)
        (?:this is )?the default web page for this server
        upload your website files and start
        subir los archivos de tu sitio web
        if you are the owner of this website,? please contact your hosting provider
        (?:congratulations|felicitations|felicidades|parabens)(?: \S{{1,20}}){{0,4}} (?:domain|domaine|dominio)
    """,
)
_CONDITION = re.compile(
    r"^(?:if|when|whether|si|cuando|se|quando|quand|lorsque)\b(?!.*(?:owner|proprieta|propieta))"
)
"""A sentence that supposes is none that says so."""
_TOLD = re.compile(
    r"\b(?:(?:said|says|reported|reports|told|ruled|found|announced) that"
    r"|(?:dij|inform|report|denunci|confirm|anunci|public)(?:o|a|aron|eron) que"
    r"|(?:disse|informou|anunciou) que|a (?:dit|annonce) que|segun (?:el|la|los|las|un|una) (?!registr))\b"
    r"|^(?:in|en|em) (?:19|20)\d\d\b"
)
"""A sentence that tells what somebody said of a domain, or of a year: no page says so of itself."""
_QUOTED = re.compile(r"[\"'”’»]\W*(?=\w)")
"""Behind words that somebody tells: *“Este dominio está a la venta”, decía la página*."""
_HOSTING = re.compile(
    r"\b(?:domains?|dominios?|domaines?|host\w*|heberg\w+|hosped\w+|proveedor|provedor|provider|owner|propietari[oa]"
    r"|proprietaire|website|web|server|servidor|serveur|nginx|apache|account|offer|oferta|offre|payment|files|blog"
    r"|factura\w+|billing|reactiv\w+|contact\w*|comuniquese)\b"
)
_BARE_DOMAIN = re.compile(
    r"^(?:(?P<article>the|el|o|le) |(?:\w+ ){0,2})dom(?:ains?|inios?|aines?)\b(?! (?:name|\S{1,63}\.\w))"
    r"(?!.* (?:(?:[a-z0-9-]{1,63}\.)+[a-z]{2,12}) )"
)
"""Words that name a domain, and not which: neither *name of* nor a host stands there."""
_FILE = r"(?:pdf|docx?|xlsx?|pptx?|html?|csv|zip|jpe?g|png)"
_WEB = re.compile(
    r"\b(?:www|https?|web|websites?|hosting|hosted|registrars?|dns|nameservers?|whois|isp|sedo|internet"
    r"|hosped(?:aje|agem)|alojamiento web|registrador(?:es)?|registraire|hebergeur|servidores de nombres"
    r"|domain names?|nombres? de dominio|nomes? de dominio|noms? de domaine"
    rf"|(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?!{_FILE}\b)[a-z]{{2,12}})\b"
)
_LAND = re.compile(
    r"\b(?:dominio (?:pleno|util|direc?to|publico|eminente|privado|originario|absoluto|fiduciario|del? )"
    r"|extincion de dominio|ejid\w+|comuneros|parcelas?|predios?|inmuebles?|registro publico|folio real|agrari[oa]s?"
    r"|catastr\w+|hectareas?|notari\w+|usufructo\w*|cartorio|imoveis|matricula do imovel"
    r"|(?:public|eminent|crown|royal|absolute) domain|acres|hectares?|crown|abbey|manor|vineyards?|winery|land registry"
    r"|parcels?|deeds?|functions?|theorems?|proteins?"
    r"|viticoles?|vignobles?|vignes?|chateau|cadastr\w+|notaires?|forets?|skiable)\b"
)
_ADS = phrases(
    "related (?:searches|links)\nsponsored (?:listings|links)\nbusquedas relacionadas\nenlaces patrocinados"
)
_AD_LINK = re.compile(r"[?&](?:dn|domain|kw|query_kw|pcid|afdToken|gclid|caf)=", re.IGNORECASE)
_SOON = phrases(
    r"""
    (?:launching|coming|opening) soon
    proximamente
    (?:(?:est[ea] |nuestr[oa] )?(?:sitio|pagina|site|portal) (?:web )?(?:esta |se encuentra )?)?en construccion
    (?:pagina |site )?(?:em construcao|en construction)
    em breve
    bientot disponible
    """
)
_LANDER = re.compile(r"location(?:\.href)?\s*=\s*[\"']/lander\b")
"""Where the parking pages of a large registrar send a browser."""
_PARKS = re.compile(
    r"window\.lander_system|wsimg\.com/parking-lander/|\bdata-adblockkey\s{0,3}=|\bwindow\.park\s{0,3}=\s{0,3}[\"']"
)
"""What parking services load where nothing else stands; seen in folded source."""
_FRAMES = re.compile(
    r"<i?frame\b[^>]{0,300}\bsrc\s{0,3}=\s{0,3}[\"']?(?:https?:)?//(?:www\.)?"
    r"((?:sedoparking|parkingcrew|bodis|parklogic|skenzo)\.(?:com|net))\b"
)
"""Parking services that show their page in a frame of the domain's."""
_OFFER = re.compile(
    r"\b(?:buy (?:it )?now for [$€£]|[$€£]\S{1,12} per month|make an offer|days? to return the domain"
    r"|transferring a domain|payment plans?|money[- ]back guarantee)"
)
"""What sellers of names say beside the price."""
_LONG = 600
"""Main words of the longest page of a seller: its guarantee and its customers' praise have some 300."""
_FORBIDDEN = 403
_MARKUP = 5_000
_BARE = 5
_FRAMED = 20
"""Words beside a frame that shows everything."""
_ENOUGH = 2
_IS_FOR_SALE = re.compile(rf"{_NAME} (?:is for sale|esta (?:a la|en) venta|e in vendita)$")


def refused_by_a_host(look: Look) -> bool:
    """Whether a page that came with 403 is that of a host which has suspended the site, or of a server without
    one: it refuses nobody in particular."""
    return bool(_said_with_403(look))


def _said_with_403(look: Look) -> str:
    content = look.content
    if (
        look.failure is not None
        or look.status != _FORBIDDEN
        or content is None
        or not is_page(look)
    ):
        return ""
    words = says_so(content)
    return words if words and not has_own_text(content) else ""


def _apply(look: Look) -> Judgement | None:
    content = look.content
    if words := _said_with_403(look):
        return because(Cause.PARKED, "parked.words", at_most=Certainty.PROBABLE, words=words)
    if content is None or not is_page(look) or not may_be_notice(look):
        return None
    final, cited = split(look.final_url).hostname or "", split(look.url).hostname or ""
    if final and final != cited and _SERVICES.search(final):
        return because(Cause.PARKED, "parked.service", host=final)
    if words := says_so(content):
        grade = _grade(content, words, {cited, final})
        if grade is not None:
            return because(Cause.PARKED, "parked.words", at_most=grade, words=words)
    if words := _service_of(content):
        return because(Cause.PARKED, "parked.words", words=words)
    if look.baseline is None and (words := _bare_server(content)):
        return because(Cause.PARKED, "parked.words", at_most=Certainty.SUSPECTED, words=words)
    if words := _offered(content):
        is_it = any(name and name.removeprefix("www.") in words for name in (cited, final))
        grade = Certainty.CONFIRMED if is_it else Certainty.SUSPECTED
        return because(Cause.PARKED, "parked.words", at_most=grade, words=words)
    if content.main_words >= NOTICE:
        return None
    signs = _weak_signs(look, {cited, final} - {""})
    if len(signs) >= _ENOUGH:
        return because(Cause.PARKED, "parked.signs", words=", ".join(signs))
    return None


def _service_of(content: Content) -> str:
    """What of a parking service a page without words loads or shows; empty for others."""
    if content.words >= _FRAMED:
        return ""
    markup = content.html[:_MARKUP].lower()
    found = _PARKS.search(markup) or _LANDER.search(markup) if content.words < _BARE else None
    found = found or _FRAMES.search(markup)
    return found[found.lastindex or 0] if found else ""


def _bare_server(content: Content) -> str:
    """*It works!*, where a page says nothing else; empty for others. What came where a text stood is told by
    that (``rules/not_shown.py``)."""
    said = {*segments(content), *headings(content), *sentences(content)}
    return "it works" if content.words < _BARE and "it works" in said else ""


def _offered(content: Content) -> str:
    """The heading by which a longer page of a seller offers a name, beside a price and a guarantee; empty for
    others: news are called so, too."""
    if not SHORT <= content.main_words < _LONG:
        return ""
    title = segments(content)
    names = [place for place in headings(content) if _IS_FOR_SALE.match(place) and place in title]
    if not names:
        return ""
    said = {match[0][:12] for place in sentences(content) for match in _OFFER.finditer(place)}
    return names[0] if len(said) >= _ENOUGH else ""


def says_so(content: Content) -> str:
    """The words by which a short page says that it is a seller's or a host's; empty for others."""
    if content.main_words >= SHORT:
        return ""
    named = (*segments(content), *headings(content))
    if not _FOR_SALE.may_say((*named, *sentences(content))):
        return ""
    body = [place for place in sentences(content) if _speaks_for_itself(place)]
    if _FOR_SALE.within(body):
        told = (_FOR_SALE.within((place,)) for place in body)
        if words := next((one for one in told if one and _is_of_the_web(one, content)), ""):
            return words
    if words_beside(body, _HOSTING) >= ANOTHER_MATTER:
        return ""
    words = _FOR_SALE.label((*named, *body))
    return words if words and _is_of_the_web(words, content) else ""


def _speaks_for_itself(place: str) -> bool:
    """Whether a sentence says so: it neither supposes it, nor tells what somebody said, or of a year."""
    if _CONDITION.search(place) or _TOLD.search(place):
        return False
    match = _FOR_SALE.search(place)
    return match is None or not _QUOTED.match(place, match.end())


def _grade(content: Content, words: str, hosts: set[str]) -> Certainty | None:
    """How sure it is that a page that says ``words`` is a seller's: a text about sellers says them, too. One
    that names this very host is; one that is called so, above a text, may be."""
    names = {host.removeprefix("www.") for host in hosts if host}
    if any(name in words for name in names) or not has_own_text(content):
        return Certainty.CONFIRMED
    return Certainty.SUSPECTED if is_named(content, words) else None


def _is_of_the_web(words: str, content: Content) -> bool:
    """Whether the domain that ``words`` of a page speak of is a host's name, and no land."""
    bare = _BARE_DOMAIN.search(words)
    if bare is None or _LAND.search(words):
        return bare is None
    text = "\n".join((*segments(content), *headings(content), *sentences(content)))
    web, land = bool(_WEB.search(text)), bool(_LAND.search(text))
    return web and not land if bare["article"] else web or not land


def _weak_signs(look: Look, hosts: set[str]) -> list[str]:
    content = look.content
    if content is None:
        return []
    names = hosts | {host.removeprefix("www.") for host in hosts}
    checks = (
        (bool(named := _named(content, names)), named),
        (soon := _SOON.notice(content), soon),
        (words := _ADS.notice(content), words),
        (sum(bool(_AD_LINK.search(link.url)) for link in content.links[:50]) >= _ENOUGH, "?dn=…"),
    )
    return [sign for fires, sign in checks if fires]


def _named(content: Content, names: set[str]) -> str:
    """The title or the first heading, where it is nothing but the host's name."""
    places = (content.title, *content.headings[:1])
    return next((p for p in places if caseless(p).removeprefix("www.") in names), "")


RULE = Rule(
    _apply,
    {
        "parked.service": Words(
            "The address leads to a dealer in domain names ({host}).",
            "La dirección lleva a un vendedor de nombres de dominio ({host}).",
        ),
        "parked.words": Words(
            "A page of the domain's seller or host stands in place of the site (“{words}”).",
            "En lugar del sitio hay una página de quien vende u hospeda el dominio (“{words}”).",
        ),
        "parked.signs": Words(
            "The page looks like an advertising page on a domain without owner ({words}).",
            "La página parece publicidad en un dominio sin dueño ({words}).",
        ),
    },
)
