"""What servers, firewalls and sellers say in place of a document, in four languages.

Each notice is named for what it is where it stands alone, and is never news where it stands within a
document, or where it is what the citation has shown all along.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest

from evidence.changes.model import Change, Kind
from evidence.verdicts.judging import judge
from evidence.verdicts.rules import WORDS
from evidence.verdicts.wants import Want, wants
from evidence.vocabulary import Cause, Verdict
from tests.unit.pages import ARTICLE, baseline, look

NOTICES = [
    # firewalls
    ("en", Cause.WAF, "<title>Just a moment...</title><p>This may take a few seconds.</p>"),
    ("en", Cause.WAF, "<title>Attention Required! | Cloudflare</title><p>Ray ID 7</p>"),
    ("en", Cause.WAF, "<h1>Why have I been blocked?</h1>"),
    ("en", Cause.WAF, "<p>Verify that you are human to go on.</p>"),
    ("en", Cause.WAF, "<p>Please complete the CAPTCHA below.</p>"),
    ("en", Cause.WAF, "<p>The requested URL was rejected. Your support ID is: 123.</p>"),
    ("en", Cause.WAF, "<h1>Pardon Our Interruption</h1>"),
    ("en", Cause.WAF, "<title>DDoS protection</title><p>Checking your browser.</p>"),
    ("es", Cause.WAF, "<p>Por favor, confirme que no es un robot.</p>"),
    ("es", Cause.WAF, "<p>Compruebe que es humano.</p>"),
    ("es", Cause.WAF, "<h1>Verificación de seguridad</h1>"),
    ("es", Cause.WAF, "<p>Estamos verificando su navegador.</p>"),
    ("es", Cause.WAF, "<h1>Verificación de que no es un programa</h1>"),
    ("pt", Cause.WAF, "<title>Verificação de segurança</title><p>Aguarde.</p>"),
    ("pt", Cause.WAF, "<p>Não sou um robô</p>"),
    ("fr", Cause.WAF, "<p>Je ne suis pas un robot</p>"),
    ("en", Cause.WAF, "<h1>Waiting room</h1><p>You are now in line. Your wait is 4 minutes.</p>"),
    ("en", Cause.WAF, "<title>Virtual waiting room</title><p>Many people want in.</p>"),
    ("es", Cause.WAF, "<p>Usted está en la fila virtual. Le avisaremos cuando sea su turno.</p>"),
    ("es", Cause.WAF, "<p>Ya estás en la fila. Tu lugar es el 310.</p>"),
    ("pt", Cause.WAF, "<p>Você agora está na fila. Aguarde.</p>"),
    ("fr", Cause.WAF, "<p>Vous êtes maintenant dans la file d’attente.</p>"),
    ("fr", Cause.WAF, "<h1>Vérification de sécurité</h1>"),
    # asked too often
    ("en", Cause.RATE_LIMITED, "<h1>Too Many Requests</h1><p>Slow down, please.</p>"),
    ("en", Cause.RATE_LIMITED, "<p>We detected unusual traffic from your network.</p>"),
    ("en", Cause.RATE_LIMITED, "<p>The rate limit was exceeded.</p>"),
    ("es", Cause.RATE_LIMITED, "<p>Se han recibido demasiadas peticiones desde su red.</p>"),
    ("es", Cause.RATE_LIMITED, "<p>Hemos detectado tráfico inusual procedente de tu red.</p>"),
    ("pt", Cause.RATE_LIMITED, "<p>Muitas solicitações. Tente mais tarde.</p>"),
    ("fr", Cause.RATE_LIMITED, "<p>Trop de requêtes, réessayez plus tard.</p>"),
    # withheld by law
    ("en", Cause.LEGAL, "<title>Unavailable For Legal Reasons</title><p>x</p>"),
    ("en", Cause.LEGAL, "<p>Access to this site is blocked by an order of the court.</p>"),
    ("en", Cause.LEGAL, "<p>A court order requires us to block this site.</p>"),
    ("es", Cause.LEGAL, "<p>Este contenido ha sido bloqueado por orden judicial.</p>"),
    ("es", Cause.LEGAL, "<p>Este portal fue suspendido por mandato de la autoridad.</p>"),
    ("es", Cause.LEGAL, "<p>Con motivo de la veda electoral este portal no se muestra.</p>"),
    ("pt", Cause.LEGAL, "<p>Este site foi bloqueado por ordem judicial.</p>"),
    ("fr", Cause.LEGAL, "<p>Ce site a été bloqué par décision de justice.</p>"),
    # who are you?
    ("en", Cause.LOGIN, "<title>Sign in - Accounts</title><p>Use your account.</p>"),
    ("en", Cause.LOGIN, "<p>You need access. Ask for it, or change your account.</p>"),
    ("en", Cause.LOGIN, "<p>Subscribe to keep reading.</p>"),
    ("en", Cause.LOGIN, "<h1>Authentication required</h1>"),
    ("es", Cause.LOGIN, "<p>Debe iniciar sesión para ver este documento.</p>"),
    ("es", Cause.LOGIN, "<p>Suscríbete para seguir leyendo.</p>"),
    ("es", Cause.LOGIN, "<p>Necesitas permiso. Pide acceso o cambia de cuenta.</p>"),
    ("es", Cause.LOGIN, "<p>Ingresa con tu correo electrónico y tu contraseña</p>"),
    ("pt", Cause.LOGIN, "<p>É preciso fazer login para abrir o arquivo.</p>"),
    ("pt", Cause.LOGIN, "<title>Iniciar sessão</title><p>Conta</p>"),
    ("fr", Cause.LOGIN, "<p>Vous devez vous connecter pour lire ce document.</p>"),
    ("fr", Cause.LOGIN, "<title>Connectez-vous</title><p>Compte</p>"),
    # not for you
    ("en", Cause.FORBIDDEN, "<h1>Access Denied</h1><p>Reference #18.</p>"),
    ("en", Cause.FORBIDDEN, "<p>You don't have permission to access this resource.</p>"),
    ("en", Cause.FORBIDDEN, "<p>This website has been blocked.</p>"),
    ("es", Cause.FORBIDDEN, "<p>No tiene permisos para acceder a esta página.</p>"),
    ("es", Cause.FORBIDDEN, "<h1>Acceso restringido</h1><p>Oficina de informática.</p>"),
    ("es", Cause.FORBIDDEN, "<h1>Sitio bloqueado</h1>"),
    ("pt", Cause.FORBIDDEN, "<h1>Acesso negado</h1>"),
    ("pt", Cause.FORBIDDEN, "<p>Você não tem permissão para acessar esta página.</p>"),
    ("fr", Cause.FORBIDDEN, "<h1>Accès refusé</h1>"),
    ("fr", Cause.FORBIDDEN, "<p>Vous n'avez pas le droit d'ouvrir ce dossier.</p>"),
    # drawn by scripts
    ("en", Cause.UNRENDERED, "<p>Please turn on JavaScript.</p>"),
    ("en", Cause.UNRENDERED, "<p>Loading...</p>"),
    ("es", Cause.UNRENDERED, "<p>Este sitio requiere JavaScript.</p>"),
    ("es", Cause.UNRENDERED, "<p>Cargando…</p>"),
    ("pt", Cause.UNRENDERED, "<p>Ative o JavaScript para continuar.</p>"),
    ("pt", Cause.UNRENDERED, "<p>Carregando</p>"),
    ("fr", Cause.UNRENDERED, "<p>Veuillez activer JavaScript.</p>"),
    ("fr", Cause.UNRENDERED, "<p>Chargement…</p>"),
    # the server's own trouble
    ("en", Cause.SERVER_ERROR, "<h1>502 Bad Gateway</h1>"),
    ("en", Cause.SERVER_ERROR, "<h1>Service Temporarily Unavailable</h1>"),
    ("en", Cause.SERVER_ERROR, "<p>The site is currently down. Come back later.</p>"),
    ("en", Cause.SERVER_ERROR, "<h1>Server Error in '/Portal' Application.</h1>"),
    ("en", Cause.SERVER_ERROR, "<p>Whoops, something went wrong.</p>"),
    ("es", Cause.SERVER_ERROR, "<h1>Sitio en mantenimiento</h1>"),
    ("es", Cause.SERVER_ERROR, "<h1>En mantenimiento</h1>"),
    ("es", Cause.SERVER_ERROR, "<h1>Nuestro sitio web se encuentra en mantenimiento</h1>"),
    ("es", Cause.SERVER_ERROR, "<p>El portal se encuentra en mantenimiento hasta el lunes.</p>"),
    ("en", Cause.SERVER_ERROR, "<h1>This site is currently under maintenance</h1>"),
    ("es", Cause.LEGAL, "<p>Por veda electoral se suspende la difusión en este sitio.</p>"),
    ("en", Cause.SERVER_ERROR, "<p>There has been a critical error on this website.</p>"),
    ("es", Cause.SERVER_ERROR, "<p>Ha habido un error crítico en esta web.</p>"),
    ("pt", Cause.SERVER_ERROR, "<p>Houve um erro crítico neste site.</p>"),
    ("fr", Cause.SERVER_ERROR, "<p>Il y a eu une erreur critique sur ce site.</p>"),
    ("en", Cause.SERVER_ERROR, "<p>Fatal error: Allowed memory size exhausted in /srv/index.php</p>"),
    ("en", Cause.SERVER_ERROR, "<b>Parse error</b>: syntax error on line 12"),
    ("en", Cause.SERVER_ERROR, "<p>ORA-12541: TNS: no listener</p>"),
    ("es", Cause.SERVER_ERROR, "<p>El portal se encuentra temporalmente fuera de servicio.</p>"),
    ("es", Cause.SERVER_ERROR, "<p>Ha ocurrido un error inesperado.</p>"),
    ("es", Cause.SERVER_ERROR, "<p>Algo salió mal.</p>"),
    ("pt", Cause.SERVER_ERROR, "<h1>Site em manutenção</h1>"),
    ("pt", Cause.SERVER_ERROR, "<p>O servidor encontrou um erro.</p>"),
    ("fr", Cause.SERVER_ERROR, "<h1>Erreur interne du serveur</h1>"),
    ("fr", Cause.SERVER_ERROR, "<p>Une erreur inattendue est survenue.</p>"),
    ("en", Cause.SERVER_ERROR, "<p>Warning: mysqli_connect(): (HY000/2002): refused in a.php</p>"),
    ("en", Cause.SERVER_ERROR, "<p>SQLSTATE[HY000] [2002] Connection timed out</p>"),
    ("en", Cause.SERVER_ERROR, "<p>Could not connect to the database.</p>"),
    ("es", Cause.SERVER_ERROR, "<p>No se pudo conectar con la base de datos.</p>"),
    ("es", Cause.SERVER_ERROR, "<p>No se puede establecer la conexión con la base de datos</p>"),
    ("es", Cause.SERVER_ERROR, "<h1>Error de conexión a la base de datos</h1>"),
    ("pt", Cause.SERVER_ERROR, "<p>Erro ao conectar ao banco de dados: pg_connect()</p>"),
    ("fr", Cause.SERVER_ERROR, "<p>Impossible de se connecter à la base de données.</p>"),
    # the domain is somebody else's
    ("en", Cause.PARKED, "<p>This domain may be for sale.</p>"),
    ("en", Cause.PARKED, "<h1>Account Suspended</h1><p>Contact your host.</p>"),
    ("en", Cause.PARKED, "<p>Your domain name example.org has expired.</p>"),
    ("es", Cause.PARKED, "<p>Este dominio está a la venta.</p>"),
    ("es", Cause.PARKED, "<p>El dominio agua.example ha caducado.</p>"),
    ("es", Cause.PARKED, "<p>Comprar este dominio</p>"),
    ("pt", Cause.PARKED, "<p>Este domínio está à venda.</p>"),
    ("fr", Cause.PARKED, "<p>Ce nom de domaine est à vendre.</p>"),
    # there is nothing
    ("en", Cause.SOFT_404, "<title>Page not found</title><p>Check the address.</p>"),
    ("en", Cause.SOFT_404, "<p>The file you asked for no longer exists.</p>"),
    ("en", Cause.SOFT_404, "<p>We can't seem to find the page you're looking for.</p>"),
    ("en", Cause.SOFT_404, "<p>Sorry, this page isn't available.</p>"),
    ("en", Cause.SOFT_404, "<p>The requested URL /plan.pdf was not found on this server.</p>"),
    ("en", Cause.SOFT_404, "<p>The page can`t be found</p>"),
    ("en", Cause.SOFT_404, "<p>No such document.</p>"),
    ("es", Cause.SOFT_404, "<title>Página no encontrada</title><p>Revise la dirección.</p>"),
    ("es", Cause.SOFT_404, "<p>El documento que busca ya no existe.</p>"),
    ("es", Cause.SOFT_404, "<p>No fue posible localizar el archivo solicitado.</p>"),
    ("es", Cause.SOFT_404, "<p>El archivo acta-2019.pdf no existe.</p>"),
    ("es", Cause.SOFT_404, "<p>La liga está rota.</p>"),
    ("es", Cause.SOFT_404, "<p>El folio 2019-0007 no existe.</p>"),
    ("pt", Cause.SOFT_404, "<title>Página não encontrada</title><p>Confira o endereço.</p>"),
    ("pt", Cause.SOFT_404, "<p>O conteúdo que você procura foi removido. Documento não localizado.</p>"),
    ("fr", Cause.SOFT_404, "<title>Page introuvable</title><p>Vérifiez l'adresse.</p>"),
    ("fr", Cause.SOFT_404, "<p>Impossible de trouver le fichier que vous demandez.</p>"),
    ("fr", Cause.SOFT_404, "<p>Ce contenu n'est plus disponible.</p>"),
]  # fmt: skip
notices = pytest.mark.parametrize(("language", "cause", "notice"), NOTICES)


@notices
def test_a_notice_that_stands_alone_is_told_for_what_it_is(
    language: str, cause: Cause, notice: str
) -> None:
    judgement = judge(look(notice))
    assert judgement.cause is cause, judgement
    assert {reason.rule for reason in judgement.reasons} <= WORDS.keys()


@notices
def test_a_notice_in_capitals_and_without_accents_is_the_same(
    language: str, cause: Cause, notice: str
) -> None:
    apart = unicodedata.normalize("NFD", notice)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    for written in (bare, re.sub(r">[^<]+<", lambda text: text[0].upper(), notice)):
        assert judge(look(written)).cause is cause, written


@notices
def test_what_is_quoted_as_the_reason_stands_on_the_page(
    language: str, cause: Cause, notice: str
) -> None:
    seen = look(notice)
    assert seen.content is not None
    words = judge(seen).reasons[0].facts.get("words")
    if isinstance(words, str):
        assert words in " ".join((seen.content.title, *seen.content.lines)), "as it is written"


@notices
def test_a_document_that_tells_of_a_notice_is_none(
    language: str, cause: Cause, notice: str
) -> None:
    body = notice.replace("title>", "h2>").replace("h1>", "h2>")
    judgement = judge(look(f"<title>Acta 7</title><p>{ARTICLE[language] * 25}</p>{body}"))
    assert judgement.cause is Cause.FIRST_LOOK, judgement


@notices
@pytest.mark.parametrize("kind", [Kind.IDENTICAL, Kind.COSMETIC, Kind.BOILERPLATE])
def test_what_the_citation_has_shown_all_along_is_no_news(
    kind: Kind, language: str, cause: Cause, notice: str
) -> None:
    seen = look(notice, baseline=baseline(notice), change=Change(kind))
    if cause is Cause.WAF:  # a challenge is never the document, whatever was taken for the baseline
        assert judge(seen).cause is Cause.WAF
    else:
        assert judge(seen).verdict is Verdict.ALIVE


@notices
def test_a_404_that_says_something_else_as_well_is_a_404(
    language: str, cause: Cause, notice: str
) -> None:
    assert judge(look(notice, status=404)).cause is Cause.HTTP_404
    assert judge(look(notice, status=410)).cause is Cause.HTTP_410


@notices
def test_a_browser_is_asked_for_where_it_could_see_more(
    language: str, cause: Cause, notice: str
) -> None:
    seen = look(notice)
    asked = wants(seen, judge(seen))
    assert (Want.BROWSER in asked) == (cause in {Cause.WAF, Cause.UNRENDERED})
    assert (Want.PROBES in asked) == (cause in {Cause.SOFT_404, Cause.UNRENDERED})


@notices
def test_a_notice_that_a_bad_certificate_signs_is_not_believed_to_be_a_loss(
    language: str, cause: Cause, notice: str
) -> None:
    judgement = judge(replace(look(notice), tls_problem="self-signed certificate"))
    assert judgement.verdict in {Verdict.UNREACHABLE, Verdict.BLOCKED}
