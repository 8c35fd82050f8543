"""Documents that look like losses: each is short, and speaks of what notices speak of."""

from __future__ import annotations

import pytest

from evidence.verdicts.judging import judge
from evidence.verdicts.model import Probe
from evidence.vocabulary import Cause, Verdict
from tests.unit.pages import look

REGISTER = "Registro Nacional de Personas Desaparecidas y No Localizadas"


@pytest.mark.parametrize(
    "body",
    [
        # firewalls, logins, refusals
        "<title>Robots en la industria</title><p>Un robot soldó la pieza y otro la revisó.</p>",
        "<h1>Cómo se navega</h1><p>El navegador verificó el rumbo de la flota.</p>",
        "<h1>Manual de acceso</h1><p>La guía explica cómo se inicia una sesión del comité.</p>",
        "<p>Los asistentes deben registrarse en la puerta con su acta.</p>",
        "<p>La sesión inicia a las diez. Usuario y contraseña de la red se reparten ahí.</p>",
        "<p>El acceso a la información pública fue negado en 300 solicitudes del año.</p>",
        "<p>Se aprobó el permiso para la obra. No hubo votos en contra del acuerdo.</p>",
        "<p>Subscribe to our newsletter. The session was held on Monday.</p>",
        "<p>Le comité a refusé l'accès aux archives pendant deux ans.</p>",
        "<p>O acesso ao crédito foi negado a trezentas famílias.</p>",
        # asked too often
        "<p>La unidad recibió muchas solicitudes en marzo y las contestó en abril.</p>",
        "<p>Requests for records rose: too many to list here.</p>",
        # law
        "<p>La veda electoral inicia el 1 de abril y termina el día de la jornada.</p>",
        "<p>La orden judicial pide la entrega de los contratos.</p>",
        "<p>The court met twice. Its orders are listed below.</p>",
        "<h1>Acuerdo 94</h1><p>Durante la veda electoral las dependencias suspenderán la propaganda.</p>",
        # trouble
        "<h1>Planta en mantenimiento</h1><p>El servicio se encuentra en mantenimiento por obras.</p>",
        "<h1>Puente en mantenimiento</h1><p>Cierre del 4 al 8 de marzo.</p>",
        "<h1>Bridge under maintenance</h1><p>Closed until 8 March.</p>",
        "<p>La carretera quedó fuera de servicio por la lluvia.</p>",
        "<h1>Plan de mantenimiento</h1><p>El acueducto se encuentra en mantenimiento.</p>",
        "<p>El error del plan fue de origen, dijo la auditoría.</p>",
        "<p>The road is under maintenance until May.</p>",
        # the domain
        "<h1>Dominio público</h1><p>Terrenos en venta en la zona federal.</p>",
        "<p>El plazo del concurso ha vencido; el dominio del tema pesa la mitad.</p>",
        "<p>The account has been suspended by the ministry, the minutes say.</p>",
        # there is nothing
        f"<title>{REGISTER}</title><h1>{REGISTER}</h1><p>Consulta pública.</p>",
        "<h1>Registro estatal de personas no localizadas</h1><p>Seleccione un municipio.</p>",
        "<h1>File of missing persons not found since 1994</h1><p>By state.</p>",
        "<h1>Arquivo de pessoas desaparecidas não localizadas</h1><p>Por estado.</p>",
        "<h1>Fichier des personnes introuvables</h1><p>Par commune.</p>",
        "<p>No se localizaron fosas en el municipio, informó la comisión.</p>",
        "<p>El artículo 6 fue eliminado de la Constitución en 1917.</p>",
        "<p>La publicación ya no está disponible para su venta en librerías.</p>",
        "<p>Informe de la comisión: expedientes que ya no existen.</p>",
        "<title>Oficio 404 | Secretaría</title><p>Se remite el padrón.</p>",
        "<title>Acuerdo 410</title><h1>Acuerdo 410</h1><p>Gaceta del estado.</p>",
        "<h1>Gone with the wind</h1><p>A review of the law.</p>",
        "<p>The document is no longer available in print, only here.</p>",
        "<p>Le dispositif n'existe plus depuis 2016.</p>",
        "<p>O programa não existe mais desde 2016.</p>",
        # what scripts draw
        "<h1>Carga</h1><p>Los camiones cargan en el puerto a las seis de la mañana.</p>",
        "<h1>JavaScript</h1><p>Un curso para personas servidoras públicas.</p>",
    ],
)
def test_a_short_document_is_there(body: str) -> None:
    assert judge(look(body)).cause is Cause.FIRST_LOOK


def test_a_file_name_with_a_dot_does_not_end_the_sentence_that_says_it_is_gone() -> None:
    said = judge(look("<p>El archivo plan.final.pdf ya no existe.</p>")).reasons[0].facts["words"]
    assert said == "archivo plan.final.pdf ya no existe"


@pytest.mark.parametrize(
    "body",
    [
        "<p>No se encontraron los documentos que acreditan el gasto, concluye la auditoría.</p>",
        "<p>The committee did not find the record.</p>",
        "<p>Le document est introuvable depuis hier.</p>",
    ],
)
def test_a_note_of_one_sentence_is_doubted_until_the_server_tells_addresses_apart(
    body: str,
) -> None:
    assert judge(look(body)).verdict is Verdict.MISSING
    probes = tuple(Probe(f"https://dependencia.example/programa/{n}.html", 404) for n in "ab")
    assert judge(look(body, probes=probes)).verdict is Verdict.ALIVE
