"""What hosts, sellers of names, firewalls and content systems say in place of a document, and short texts that
speak of the same."""

from __future__ import annotations

import pytest

from evidence.verdicts.judging import judge
from evidence.vocabulary import Cause, Certainty, Verdict
from tests.unit.pages import ARTICLE, look

HOSTED = {
    "a seller, es": "<title>obra.example</title><p>¡Este sitio web está a la venta!</p><p>obra.example es la primera y "
    "mejor fuente de información sobre lo que busca.</p>",
    "a seller, en": "<title>obra.example</title><p>obra.example is your first and best source for all of the "
    "information you're looking for.</p>",
    "an offer": "<p>El propietario de este dominio lo ofrece en venta por 999 USD</p>",
    "a seller, fr": "<p>obra.example est disponible à l'achat</p>",
    "title alone": "<title>Domain is for sale</title><p>obra.example</p>",
    "a registrar": "<h1>obra.example</h1><p>Generic Domain Registration</p>",
    "registered, nl": "<h1>obra.example</h1><p>Dit domein is gereserveerd door een klant van Registro.</p>",
    "registered, de": "<h1>Diese Domain ist bereits registriert</h1><p>Hier entsteht eine neue Website.</p>",
    "registered, ja": "<h1>このドメインは、例.comで取得されています。</h1>",
    "sale, tr": "<h1>Bu alan adı satılıktır</h1>",
    "sale, pl": "<h1>Domena obra.example jest na sprzedaż</h1>",
    "run out, ru": "<h1>Срок регистрации домена obra.example истек</h1>",
    "not connected": "<h1>This domain is not connected to a website yet</h1>",
    "hosting run out": "<h1>Sitio web inactivo</h1><p>El hospedaje de este sitio ha expirado.</p>",
    "hosting suspended": "<p>La cuenta de hosting asociada a este sitio se encuentra suspendida.</p>",
    "no pages yet": "<p>The owner of this web site has not put up any web pages yet.</p>",
    "a server's first page": "<h1>It works!</h1>",
    "a server's test page": "<p>This page is used to test the proper operation of the HTTP server.</p>",
}
NO_HOST = {
    "said by an office": "<h1>Boletín 14</h1><p>La agencia informó que el dominio salud.example está a la venta.</p>",
    "said of a service": "<h1>Nota</h1><p>El instituto informó que el servicio fue suspendido por falta de pago.</p>",
    "said by an audit": "<h1>Note 14</h1><p>The audit said that this domain is for sale since March.</p>",
    "by an audit, es": "<h1>Boletín</h1><p>Según la auditoría, este dominio está a la venta en otro país.</p>",
    "an estate, nl": "<h1>Landgoed</h1><p>Deze domeinen zijn te koop bij de gemeente, met twee boerderijen.</p>",
    "a register, nl": "<h1>Register</h1><p>Deze domeinnaam is geregistreerd door de gemeente in 2004.</p>",
    "a house, ru": "<h1>Объявление</h1><p>Этот дом продается, цена договорная.</p>",
    "a report, zh": "<h1>通知</h1><p>市政府将公布季度预算报告，包括指标、负责人和期限。</p>",
    "schools, ja": "<h1>お知らせ</h1><p>このドメインは全国の学校で使われています。</p>",
    "a school, de": "<h1>Bauprojekt</h1><p>Hier entsteht eine neue Schule für 300 Kinder, sagt die Stadt.</p>",
    "a plot of land": "<h1>Remate</h1><p>Este sitio está en venta por la municipalidad, con 500 metros.</p>",
    "an old site": "<h1>Licitación</h1><p>El hospedaje de este sitio arqueológico ha vencido.</p>",
    "an account for people": "<h1>Acta</h1><p>La cuenta de hospedaje de los damnificados se encuentra suspendida.</p>",
    "an archive": "<h1>Portal</h1><p>El archivo es la primera y mejor fuente de información sobre la guerra.</p>",
    "a landfill": "<h1>Sitio inactivo de disposición final</h1><p>El sitio recibió 300 toneladas de residuos.</p>",
    "a story": "<title>It works!</title><h1>It works!</h1><p>How a village got its water, by those who dug.</p>",
}  # fmt: skip
HIDDEN = {
    "a captcha explained": "<title>Please Wait... | Guard</title><h1>Please wait...</h1><h2>Why do I have to complete "
    "a CAPTCHA?</h2><p>Completing the CAPTCHA proves you are a human and gives you temporary access.</p><h2>What can I "
    "do to prevent this in the future?</h2><p>At home, run an anti-virus scan on your device.</p>",
    "a bot, pt": "<h1>Certificando que você não é um bot!</h1><p>Carregando...</p>",
    "refused, es": "<h1>¡Oh, no!</h1><p>Acceso denegado: código de error 1a2b</p>",
    "a test, zh": "<title>安全验证</title><p>请完成安全验证后继续访问</p>",
    "a queue": "<h1>Estás en la fila</h1><p>Cuando sea tu turno, tendrás 10 minutos para entrar al sitio web.</p>",
    "another country": "<title>No disponible</title><p>Este contenido no está disponible en su región.</p>",
    "another country, en": "<h1>Sorry</h1><p>This content is not available in your country.</p>",
    "a guard": "<p>Su solicitud ha sido bloqueada por el sistema de seguridad. Folio: 123456789</p>",
    "not shared": "<h1>Sorry, this site hasn't been shared with you.</h1>",
    "bots pay": "<h1>Payment required</h1><p>This site charges AI crawlers for access.</p>",
}
SHOWN = {
    "a test at a school, zh": "<h1>校园安全验证工作报告</h1><p>学校完成了安全验证，报告如下。</p>",
    "a vaccine": "<h1>Vacunas</h1><p>La vacuna no está disponible en su región sanitaria hasta marzo.</p>",
    "a grant": "<h1>Becas</h1><p>Si su solicitud fue rechazada por el sistema de becas, presente un recurso.</p>",
    "an office's turn": "<h1>Registro civil</h1><p>Cuando sea su turno, tendrá que mostrar su identificación.</p>",
    "a certificate": "<h1>Constancia</h1><p>Certificamos que usted es una persona acreditada para las brigadas.</p>",
    "news of bots": "<h1>Media note</h1><p>The newspaper charges crawlers for access since March, its editor said.</p>",
    "a private video": "<h1>Acta</h1><p>El video privado de la reunión fue entregado a la fiscalía el martes.</p>",
}  # fmt: skip
GONE = {
    "a shared file": "<h1>Archivo</h1><p>Este archivo o carpeta compartidos se ha eliminado o no está disponible.</p>",
    "may not exist": "<p>Es posible que este elemento no exista o que ya no esté disponible</p>",
    "taken out": "<h1>Eliminado</h1><p>Este elemento se eliminó.</p>",
    "by its author": "<p>El usuario eliminó esta historia</p>",
    "against terms": "<p>Lo sentimos, no puedes acceder a este elemento porque infringe nuestras condiciones.</p>",
    "a presentation": "<p>La presentación que buscas no está disponible o fue eliminada</p>",
    "could not be found": "<p>La página solicitada no pudo encontrarse.</p>",
    "no content": "<p>No hay contenido web para mostrar.</p>",
    "no such note": "<p>No existe nota con el código solicitado.</p>",
    "anywhere": "<p>La página que busca no existe más</p>",
    "in the database": "<p>El registro no existe en la base de datos</p>",
    "or moved, pt": "<p>O arquivo não existe ou foi movido</p>",
    "an identifier": "<p>El identificador 123/456 no se corresponde con ningún objeto.</p>",
    "no row": "<p>ORA-01403: no data found</p>",
    "a blog": "<title>Blog introuvable</title><p>Désolé, le blog que vous recherchez n'existe pas.</p>",
    "de": "<p>Diese Seite ist leider nicht mehr verfügbar.</p>",
    "nl": "<p>Deze pagina bestaat niet (meer).</p>",
    "ru": "<p>Материал не найден или был удалён</p>",
    "zh": "<p>抱歉，您访问的页面不存在或已被删除</p>",
    "ja": "<p>お探しのページは見つかりませんでした</p>",
    "pl": "<p>Nie znaleziono strony</p>",
    "tr": "<p>Aradığınız sayfa bulunamadı</p>",
}  # fmt: skip
THERE = {
    "an archive, ru": "<h1>Отчет</h1><p>Документ не найден в архиве, сообщила комиссия.</p>",
    "a law": "<h1>Ley de obra</h1><p>Artículo 14. Este artículo se eliminó.</p><p>Artículo 15. La obra se licita.</p>",
    "on paper": "<h1>Guía</h1><p>Puede que este documento ya no exista en papel: pida la copia digital.</p>",
    "an edition": "<h1>Libro</h1><p>El autor eliminó esta historia de la segunda edición.</p>",
    "a question": "<h1>Preguntas</h1><p>¿Qué hago si el folio proporcionado no es válido? Llame al centro.</p>",
    "a manual": "<h1>Manual</h1><p>El mensaje ORA-01403 se muestra cuando la consulta no devuelve renglones.</p>",
    "a river, de": "<h1>Amt</h1><p>Die Seite des Flusses ist nicht mehr vorhanden, weil der Damm gebrochen ist.</p>",
    "waste, nl": "<h1>Nieuws</h1><p>De pagina over afval is vernieuwd en bestaat uit drie delen.</p>",
    "another thing": "<h1>Acta 14</h1><p>El documento fue aprobado y no existe recurso pendiente.</p>",
    "another thing, pt": "<h1>Ata 14</h1><p>O documento foi aprovado e não existe recurso pendente.</p>",
    "a blog": "<h1>Blog</h1><p>El blog que buscamos impulsar no existe en otros estados y será el primero.</p>",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTED)
def test_a_page_of_a_host_is_a_loss(name: str) -> None:
    assert judge(look(HOSTED[name])).cause is Cause.PARKED


@pytest.mark.parametrize("name", HIDDEN)
def test_a_wall_is_no_loss_and_no_document(name: str) -> None:
    assert judge(look(HIDDEN[name])).verdict is Verdict.BLOCKED


@pytest.mark.parametrize("name", GONE)
def test_a_page_that_says_so_is_no_document(name: str) -> None:
    assert judge(look(GONE[name])).cause is Cause.SOFT_404


@pytest.mark.parametrize(
    "page", [*NO_HOST.items(), *SHOWN.items(), *THERE.items()], ids=lambda one: one[0]
)
def test_a_short_text_about_such_things_is_one(page: tuple[str, str]) -> None:
    assert judge(look(page[1])).verdict is Verdict.ALIVE


def test_a_host_that_suspended_a_site_says_so_with_403_too() -> None:
    suspended = "<title>Account Suspended</title><h1>Account Suspended</h1><p>This Account has been suspended.</p>"
    judgement = judge(look(suspended, status=403, reason="Forbidden"))
    assert judgement.cause is Cause.PARKED
    assert judgement.at_most is Certainty.PROBABLE


@pytest.mark.parametrize(
    "body",
    [
        "<h1>403 Forbidden</h1><p>nginx</p>",
        "<h1>Access denied</h1><p>You don't have permission to access this page.</p>",
        "<h1>Acceso denegado</h1><p>Su dirección ha sido bloqueada por el sistema de seguridad.</p>",
        f"<h1>Nota</h1><p>La cuenta del director fue suspendida, informó el instituto.</p>{ARTICLE['es'] * 3}",
    ],
)
def test_other_refusals_stay_refusals(body: str) -> None:
    assert judge(look(body, status=403, reason="Forbidden")).cause is Cause.FORBIDDEN
