"""What says less, and what looks like it and does not."""

from __future__ import annotations

import pytest

from evidence.series.differing import differing
from evidence.series.model import Direction
from evidence.series.weaken import findings


def kinds(old: str, new: str, language: str) -> list[str]:
    return [one.kind.value for one in findings(differing(old, new), language) if one.weakens]


@pytest.mark.parametrize(
    ("language", "kind", "old", "new"),
    [
        ("es", "modal", "La SFP deberá publicar los contratos.", "La SFP podrá publicar los contratos."),
        ("es", "modal", "Garantizar el acceso al agua.", "Promover el acceso al agua."),
        ("es", "modal", "Publicar los contratos de obra.", "Considerar publicar los contratos de obra."),
        ("es", "modal", "Implementar el protocolo.", "Impulsar la implementación del protocolo."),
        ("es", "modal", "La SFP publicará el padrón.", "La SFP procurará publicar el padrón."),
        ("en", "modal", "The ministry shall publish all contracts.", "The ministry may publish all contracts."),
        ("en", "modal", "The agency will publish its budget.", "The agency will consider publishing its budget."),
        ("en", "modal", "Guarantee access to water.", "Promote access to water."),
        ("pt", "modal", "O ministério deverá publicar os contratos.", "O ministério poderá publicar os contratos."),
        ("es", "modal", "Vincularemos a 800 jóvenes.", "Aspiramos a vincular a 800 jóvenes."),
        ("es", "number", "La nómina se publicará cada quincena.", "La nómina se publicará cada semestre."),
        ("es", "number", "Rendirá cuentas una vez al mes.", "Rendirá cuentas una vez al año."),
        ("pt", "number", "O extrato será publicado todo mês.", "O extrato será publicado todo ano."),
        ("es", "number", "Los 50 trámites se harán por internet.", "Los 30 trámites se harán por internet."),
        ("es", "scope", "Difundir la nómina completa.", "Difundir un resumen de la nómina."),
        ("es", "actor", "Revisar con la Red de Mujeres Rurales las reglas.", "Revisar las reglas."),
        ("es", "actor", "Ministerio de Educación; SUTEP", "Ministerio de Educación"),
        ("es", "condition", "Se hará por internet.", "Se hará por internet, sujeto a viabilidad técnica."),
        ("en", "condition", "It will be published.", "It will be published where commercially feasible."),
        ("es", "number", "Alcanzará a 32 entidades del país.", "Alcanzará a 12 entidades del país."),
        ("es", "number", "El 90 % de las solicitudes se atenderá.", "El 60% de las solicitudes se atenderá."),
        ("es", "number", "Se harán doce talleres.", "Se harán cuatro talleres."),
        ("es", "number", "Se capacitará al menos a 500 personas.", "Se capacitará hasta a 500 personas."),
        ("es", "number", "Se informará cada mes.", "Se informará cada año."),
        ("en", "number", "Some 1,500 officials will be trained.", "Some 500 officials will be trained."),
        ("es", "number", "Reducir la mora a 10 expedientes.", "Reducir la mora a 40 expedientes."),
        ("es", "date", "A más tardar el 30 de junio de 2017.", "A más tardar el 31 de diciembre de 2018."),
        ("es", "date", "Fecha límite: 15/05/2017.", "Fecha límite: 15/11/2018."),
        ("es", "date", "Se responderá en un plazo máximo de 10 días.", "Se responderá en un plazo máximo de 30 días."),
        ("en", "date", "It will be ready by March 2017.", "It will be ready in due course."),
        ("en", "date", "Due in the first quarter of 2018.", "Due in the third quarter of 2018."),
        ("es", "scope", "Incluirá a todas las dependencias.", "Incluirá a las dependencias prioritarias."),
        ("es", "scope", "El registro nacional de contratos.", "El registro federal de contratos."),
        ("en", "scope", "It covers all ministries of the state.", "It covers selected ministries of the state."),
        ("pt", "scope", "Abrange todos os órgãos públicos.", "Abrange alguns órgãos públicos."),
        ("es", "condition", "Se publicará el padrón.", "Se publicará el padrón, sujeto a disponibilidad presupuestal."),
        ("en", "condition", "The portal will be opened.", "The portal will be opened, where feasible."),
        ("pt", "condition", "O portal será aberto.", "O portal será aberto, na medida do possível."),
        ("es", "actor", "Participarán SFP, INAI y la sociedad civil.", "Participará SFP."),
        ("es", "deliverable", "Se hará un portal. Se entregará un informe independiente.", "Se hará un portal."),
        ("es", "indicator", "Se hará un portal. Indicador: visitas al mes.", "Se hará un portal."),
    ],
)  # fmt: skip
def test_a_weakening_is_found_and_named(language: str, kind: str, old: str, new: str) -> None:
    assert kind in kinds(old, new, language)
    assert kind not in kinds(new, old, language) or kind in ("number", "actor")


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        # what is typeset anew
        ("es", "Las dependencias deberán publicar «datos».", "Las depen-\ndencias deberán publicar “datos” ."),
        ("es", "Participarán SFP, INAI y SEP.", "Participarán SEP, SFP e INAI."),
        ("es", "Un portal; un informe; un padrón.", "• Un padrón\n• Un portal\n• Un informe"),
        ("es", "Costará 1,000 pesos.", "Costará 1000 pesos."),
        ("es", "La oficina será eficiente y dará informes.", "La oﬁcina será eﬁciente y dará informes."),
        ("es", "Un plan sin condición.", "Un plan sin condición, sujeto a la ley de archivos."),
        ("en", "It is published.33 All is checked.34 Every part.", "It is published. All is checked. Every part."),
        # what says more
        ("es", "Alcanzará a 12 entidades.", "Alcanzará a 32 entidades."),
        ("es", "Reducir la mora a 40 expedientes.", "Reducir la mora a 10 expedientes."),
        ("es", "Se responderá en un plazo de 30 días.", "Se responderá en un plazo de 10 días."),
        ("es", "Se hará antes de diciembre de 2018.", "Se hará antes de junio de 2017."),
        ("es", "La SFP podrá publicar el padrón.", "La SFP deberá publicar el padrón."),
        # what is spelled alike
        ("es", "Se informará en mayo.", "Se informará en mayo de 2017 a los sujetos obligados."),
        ("en", "The report is due.", "The report is due in May 2017."),
        ("es", "La autoridad no deberá cobrar.", "La autoridad no podrá cobrar."),
        ("es", "Los ciudadanos deberán acreditar interés.", "Los ciudadanos podrán acreditar interés."),
        ("es", "Publicar los datos.", "Publicar y promover los datos."),
        ("es", "Conforme al artículo 32 de la ley.", "Conforme al artículo 12 de la ley."),
        ("es", "Se atenderá a todas las regiones.", "Se atenderá a cada una de las regiones."),
        ("es", "Se harán talleres con todas las áreas.", "Se harán talleres con la totalidad de las áreas."),
    ],
)  # fmt: skip
def test_what_says_no_less_is_none(language: str, old: str, new: str) -> None:
    assert kinds(old, new, language) == []


def test_a_number_whose_better_direction_cant_be_told_only_changed() -> None:
    (one,) = findings(differing("Durará 14 meses.", "Durará 9 meses."), "es")
    assert one.direction is Direction.UNKNOWN
    assert not one.weakens


def test_a_finding_quotes_both_and_writes_its_words_as_they_stand() -> None:
    (one,) = findings(
        differing("La SFP Deberá publicar el padrón.", "La SFP Podrá publicar el padrón."), "es"
    )
    assert (one.was, one.now) == ("Deberá", "Podrá")
    assert one.before == "La SFP Deberá publicar el padrón."
