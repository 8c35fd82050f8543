"""Words that people type for a command, by what they mean: in Spanish, and the English of other tools."""

from __future__ import annotations

import unicodedata

_MEANT = {
    "init": "iniciar inicio inicializar configurar",
    "demo": "demostracion ejemplo",
    "scan": "escanear citas leer",
    "add": "agregar anadir registrar sumar",
    "sources": "fuentes",
    "run": "correr ejecutar recorrer noche",
    "check": "revisar checar consultar cita",
    "archive": "archivar archivo archivos",
    "report": "informe informes reporte reportes reportar",
    "mend": "corregir reparar enmendar",
    "history": "historia historial cronologia log",
    "diff": "diferencia diferencias cambios",
    "compare": "comparar",
    "series": "serie",
    "accept": "aceptar",
    "overrule": "desmentir rectificar",
    "status": "estado estatus situacion panorama",
    "notify": "notificar avisar avisos aviso",
    "schedule": "horario horarios calendario programar agenda",
    "desk": "escritorio",
    "site": "sitio",
    "serve": "servir servicio",
    "observe": "observar observador observadores",
    "witness": "atestiguar testigos cofirmar",
    "verify": "verificar comprobar",
    "export": "exportar paquete",
    "restored": "restaurar restaurada restituida restore",
    "merge": "fusionar unir combinar incorporar",
    "doctor": "diagnostico medico salud",
}
"""Command -> words without accents, each of one command alone."""
_LONGEST = 40
"""Characters of what somebody typed that are looked at."""


def meant(word: str) -> str | None:
    """The command that somebody means who types ``word``; None where it is none of these words."""
    plain = unicodedata.normalize("NFD", word[:_LONGEST].casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return next((command for command, words in _MEANT.items() if plain in words.split()), None)
