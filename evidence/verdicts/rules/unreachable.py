"""No complete answer, or one that tells only of the server's own trouble: unreachable.

By the stage at which the exchange failed, by status (5xx and Cloudflare's 52x; other statuses that
show no page), or by a short page that says so with status 200.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.facts import GONE, answered, may_be_notice, sent_nothing, unchanged
from evidence.verdicts.own_text import ANOTHER_MATTER, notice, words_beside
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.rules.parked import refused_by_a_host
from evidence.verdicts.score import says_missing
from evidence.verdicts.text import NOTICE, headings, phrases, segments, sentences
from evidence.vocabulary import Cause, Stage

if TYPE_CHECKING:
    from evidence.content.model import Content
    from evidence.verdicts.model import Judgement, Look

_BY_STAGE = {
    Stage.DNS: (Cause.DNS, "dns.failed"),
    Stage.TCP: (Cause.REFUSED, "tcp.refused"),
    Stage.TLS: (Cause.TLS, "tls.failed"),
    Stage.HTTP: (Cause.PROTOCOL, "http.broken"),
    Stage.TIMEOUT: (Cause.TIMEOUT, "timeout"),
    Stage.REDIRECT: (Cause.REDIRECT_LOOP, "redirect.loop"),
}
_SITE_EN = r"(?:(?:(?:this|our|the) )?(?:web ?)?(?:site|page|server|service|system|portal) )?(?:is )?(?:currently )?"
_SITE_ES = (
    r"(?:(?:(?:el|la|este|esta|nuestr[oa]|o) )?(?:sitio|pagina|portal|servidor|servicio|sistema|plataforma|site)"
    r"(?: web)? )?(?:(?:se encuentra|esta) )?(?:temporalmente )?"
)
"""What is said to be in maintenance, if anything: works, roads and bridges are so too."""
_TROUBLE = phrases(
    labels=rf"""
        (?:(?:http |error |http error )?50[0-4] ?)?(?:internal )?server error
        (?:50[0-4] )?(?:bad gateway|gateway time-?out|service (?:temporarily )?unavailable)
        (?:http |error |http error )50[0-4]
        runtime error
        (?:error interno del servidor|error del servidor|servicio no disponible)
        (?:erro interno do servidor|servico indisponivel)
        (?:erreur (?:interne )?du serveur|service (?:indisponible|inaccessible))
        ^{_SITE_EN}(?:under|in) maintenance
        ^{_SITE_ES}(?:en mantenimiento|em manutencao)(?! (?:por obras|en l|de[l ]))
    """,
    sentences=r"""
        error establishing a database connection
        error al establecer (?:una|la) conexion con la base de datos
        (?:mysqli?_connect|mysqli|pg_p?connect|oci_(?:p)?connect|mssql_connect|odbc_connect) ?\(\)
        sqlstate ?\[?(?:hy000|08[0-9a-z]{3})
        (?:could not|can ?not|can't|unable to|failed to|error) connect(?:ing)? to (?:the |our )?(?:database|mysql|db)
        no (?:se )?(?:pudo|puede|ha podido|pudimos|fue posible) conectar(?:se|nos)? (?:con|a) (?:la )?base de datos
        (?:imposible|error al) conectar(?:se)? (?:con|a) (?:la )?base de datos
        no (?:se )?(?:pudo|puede|ha podido|fue posible) establecer (?:la )?conexion (?:con|a) (?:la )?base de datos
        error (?:de|en la) conexion (?:con|a|de) (?:la )?base de datos
        (?:nao foi possivel|erro ao|falha ao) (?:se )?conectar (?:ao|com o) banco de dados
        erro (?:de|na) conexao com o banco de dados
        (?:impossible de|erreur lors de la|erreur de) (?:se connecter|connexion) a la base de donnees
        (?:there has been a|a) critical error on (?:this|your) (?:web ?)?site
        (?:ha habido|se ha producido|hubo) un error critico en (?:este|esta|el|la|su) (?:sitio|web|pagina)(?: web)?
        (?:houve|ocorreu) um erro critico n(?:este|esse|o) site
        (?:il y a eu une|une) erreur critique sur (?:ce|votre) site
        (?:fatal|parse) error: .{1,200} (?:in /\S{1,120}|on line \d{1,6})
        ora-(?!01403\b)\d{5}
        server error in '[^']{0,60}' application
        object reference not set to an instance of an object
        (?:server|site) (?:encountered|has encountered) an? (?:internal|unexpected) error
        proxy server (?:received an invalid|did not receive a timely) response
        (?:server|site|website|service) is (?:temporarily|currently) (?:unable|unavailable|down|offline)
        (?:server|site|website) is (?:down for|undergoing|under) (?:scheduled )?maintenance
        (?:something|whoops something) (?:has |'s )?(?:gone|went) wrong
        something's gone wrong
        (?:se ha producido|ha ocurrido|ocurrio|hubo) un error (?:interno|inesperado)
        (?:algo (?:ha )?(?:fallo|fallado|salio mal|ha ido mal))
        no se ha podido completar su solicitud
        servidor no puede procesar su solicitud
        informacion no valida del servidor de origen
        (?:sitio|pagina|portal) (?:se encuentra|esta) (?:temporalmente )?en mantenimiento
        servicio (?:se encuentra|esta) (?:temporalmente )?en mantenimiento(?! (?:por obras|en l|de[l ]))
        (?:sitio|pagina|portal|servicio) (?:se encuentra|esta) (?:temporalmente )?fuera de servicio
        servidor (?:encontrou um erro|esta temporariamente fora de servico)
        servidor proxy recebeu uma resposta invalida
        algo deu errado
        une erreur (?:interne |inattendue )?est survenue
        quelque chose s'est mal passe
        serveur (?:a ete victime d'une erreur|n'est pas en mesure de repondre)
        serveur proxy (?:a recu une|n'a pas recu de) reponse
    """,
)


_OF_A_HOST = phrases(
    labels=r"""
        (?:web server's|apache2?|default|\S{1,20}) (?:\S{1,20} ){0,2}(?:default|test) page(?: it works)?
        default (?:web ?site|web|plesk|server) page
        welcome to (?:nginx|caddy|openresty|centos|tengine)
    """
)
"""Pages of servers that have no site yet; they explain what an outage would mean."""
_PAUSE = phrases(
    labels=r"(?!)",
    sentences=r"""
        ^(?:hola,? |atencion,? )?estamos en mantenimiento(?=,|$)
        ^(?:ola,? |atencao,? )?estamos em manutencao
        ^(?:we are|we're) (?:currently |temporarily )?(?:down for|undergoing|under) (?:\S{1,20} )?maintenance
        (?:sitio|portal|pagina)(?: web)? (?:se )?esta (?:siendo )?(?:renovando|actualizando|renovad[oa]|actualizad[oa])
        (?:sitio|portal|pagina)(?: web)? (?:se encuentra|esta) en (?:renovacion|actualizacion|remodelacion)
        (?:site|portal|pagina) esta (?:sendo )?(?:em atualizacao|atualizad[oa]|renovad[oa])
        (?:site|website) is being (?:updated|upgraded|renovated|redesigned|rebuilt)
    """,
)
"""What a page says that says nothing else; in a text it is news of another site."""


def _apply(look: Look) -> Judgement | None:
    failure = look.failure
    if failure is not None:
        if failure.stage not in _BY_STAGE or (failure.stage, failure.kind) == (
            Stage.DNS,
            "nxdomain",
        ):
            return None
        cause, rule = _BY_STAGE[failure.stage]
        return because(cause, rule, kind=failure.kind, detail=failure.detail or failure.kind)
    return _by_status(look) or _by_words(look)


def _by_status(look: Look) -> Judgement | None:
    status = look.status or 0
    if status >= 500:
        return because(Cause.SERVER_ERROR, "status.server-error", status=status, reason=look.reason)
    if answered(look) and (status in {204, 205} or sent_nothing(look)):
        return because(Cause.PROTOCOL, "body.empty", status=status)
    # outside 2xx these say something of the page; 304 does so only of one that we have
    says = answered(look) or status in GONE or (status == 304 and unchanged(look))
    if not (says or refused_by_a_host(look)):
        return because(Cause.PROTOCOL, "status.other", status=status)
    return None


def _by_words(look: Look) -> Judgement | None:
    content = look.content
    if content is None or not may_be_notice(look) or says_missing(content):
        return None
    if _OF_A_HOST.label((*segments(content), *headings(content))):
        return None
    if words := notice(_TROUBLE, content) or _paused(content):
        return because(
            Cause.SERVER_ERROR, "body.server-error", status=look.status or 0, words=words
        )
    return None


def _paused(content: Content) -> str:
    """The words by which a page that says nothing else says that the site is being worked on."""
    said = sentences(content)
    words = _PAUSE.within(said) if content.main_words < NOTICE else ""
    return words if words_beside(said, _PAUSE.sentences) < ANOTHER_MATTER else ""


RULE = Rule(
    _apply,
    {
        "dns.failed": Words(
            "The name servers gave no answer for this host ({kind}: {detail}).",
            "Los servidores de nombres de dominio (DNS) no respondieron sobre este sitio "
            "({kind}: {detail}).",
        ),
        "tcp.refused": Words(
            "The host did not accept a connection ({detail}).",
            "El servidor no aceptó la conexión ({detail}).",
        ),
        "tls.failed": Words(
            "No secure connection could be made ({detail}).",
            "No se pudo establecer una conexión segura ({detail}).",
        ),
        "http.broken": Words(
            "The answer could not be read by us: it broke off or was no HTTP ({detail}).",
            "No pudimos leer la respuesta: se interrumpió o no era HTTP ({detail}).",
        ),
        "timeout": Words(
            "No complete answer came in time ({detail}).",
            "No hubo una respuesta completa a tiempo ({detail}).",
        ),
        "redirect.loop": Words(
            "The redirects don't end for us: {detail}.",
            "Las redirecciones no terminan para nosotros: {detail}.",
        ),
        "status.server-error": Words(
            "The server reports trouble of its own ({status} {reason}).",
            "El servidor reporta un error interno ({status} {reason}).",
        ),
        "status.other": Words(
            "The server gave an answer that shows no page (status {status}).",
            "El servidor dio una respuesta que no muestra ninguna página (código {status}).",
        ),
        "body.empty": Words(
            "The server says all is well (status {status}) and sends nothing.",
            "El servidor dice que todo está bien (código {status}) y no envía nada.",
        ),
        "body.server-error": Words(
            "The server says all is well (status {status}), but its page tells of trouble (“{words}”).",
            "El servidor dice que todo está bien (código {status}), pero su página informa de una falla "
            "(“{words}”).",
        ),
    },
)
