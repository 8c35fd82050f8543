"""What ``verify``, ``restored`` and ``witness`` say to the person who typed them. What was found has its
own words (:mod:`evidence.findings`)."""

from __future__ import annotations

from evidence.bilingual import Words

NOBODY = Words("nobody", "nadie")
NOTE = Words("note: ", "nota: ")
AS_RECORDED = Words("all as recorded", "todo está como se registró")
NOT_AS_RECORDED = (
    Words("{count} not as recorded", "{count} discrepancia con lo registrado"),
    Words("{count} not as recorded", "{count} discrepancias con lo registrado"),
)
CHECKED_FOLDER = Words(
    "{captures} captures and {entries} custody entries checked, signed by {signer}: {state}",
    "capturas comprobadas: {captures}; asientos de la bitácora: {entries}; firma: {signer}; "
    "{state}",
)
CHECKED_PACKAGE = Words(
    "{captures} captures checked, signed by {signer}: {state}",
    "capturas comprobadas: {captures}; firma: {signer}; {state}",
)
UNWRITTEN_PROOF = Words(
    "{path} is not written: what is altered proves nothing",
    "no se escribe {path}: lo alterado no prueba nada",
)
PROOF = Words(
    "entry {entry} is in the log of {size} entries, cosigned by {count} known witnesses: {path} proves it of the "
    "leaf {leaf}",
    "el asiento {entry} está en la bitácora (asientos: {size}; testigos conocidos que la "
    "cofirmaron: {count}): {path} lo prueba para la hoja {leaf}",
)

NOT_REPLAYED = Words(
    "nothing is opened again: what is altered shows nothing",
    "no se vuelve a abrir ninguna página: lo alterado no muestra nada",
)
REPLAYED = Words(
    "{count} pages opened again from what is kept of them alone: text {text}, picture {picture} as captured, on "
    "average; {low} show something else",
    "páginas abiertas de nuevo solo con lo que se conserva de ellas: {count}; coinciden con "
    "lo capturado, en promedio, el texto en {text} y la imagen en {picture}; muestran otra "
    "cosa: {low}",
)
REPLAY_FAILED = Words("replay: {url} of {at}: {problem}", "reproducción: {url} del {at}: {problem}")
REPLAY_DIFFERS = Words(
    "replay: {url} of {at}: text {text}, picture {picture} as captured",
    "reproducción: {url} del {at}: coinciden con lo capturado el texto en {text} y la imagen "
    "en {picture}",
)
REPLAY_LACKING = Words(
    "replay: {url} of {at}: text {text}, picture {picture} as captured; nothing is kept for {count} of its requests",
    "reproducción: {url} del {at}: coinciden con lo capturado el texto en {text} y la imagen "
    "en {picture}; de {count} de sus solicitudes no se conserva nada",
)
NOT_TOLD = Words("not told", "no se sabe")

UNSIGNED = {
    "folder": Words(
        "nobody signed this folder: whoever can write it can have made all of it anew",
        "nadie firmó esta carpeta: quien pueda escribir en ella pudo haberla rehecho por completo",
    ),
    "package": Words(
        "nobody signed this package: whoever can write it can have made all of it anew",
        "nadie firmó este paquete: quien pueda escribirlo pudo haberlo rehecho por completo",
    ),
}
SIGNED_HERE = Words("signed by a key of this machine", "firma: una clave de este equipo")
SIGNED_AS_NAMED = Words(
    "signed by the key that was named; its private half is not on this machine",
    "firma: la clave que se indicó; su mitad privada no está en este equipo",
)
UNKNOWN_SIGNER = {
    "folder": Words(
        "its signer is not known to this machine, and anybody can make such a folder: say with --key by which key it "
        "must be signed",
        "este equipo no conoce a quien la firma, y cualquiera puede hacer una carpeta así: indique con --key qué "
        "clave debe firmarla",
    ),
    "package": Words(
        "its signer is not known to this machine, and anybody can make such a package: say with --key by which key it "
        "must be signed",
        "este equipo no conoce a quien lo firma, y cualquiera puede hacer un paquete así: indique con --key qué clave "
        "debe firmarlo",
    ),
}
BUT_SOUND = {
    "folder": Words("sound in itself, but {told}", "íntegra en sí misma, pero {told}"),
    "package": Words("sound in itself, but {told}", "íntegro en sí mismo, pero {told}"),
}

COSIGNED_ONE = Words(
    "seal of entry {entries}: cosigned by {by} of {of} witnesses",
    "sello del asiento {entries}: cofirmas, {by} de {of}",
)
COSIGNED = Words(
    "seals of entry {entries} to {last}: cosigned by {by} of {of} witnesses",
    "sellos de los asientos {entries} a {last}: cofirmas, {by} de {of}",
)
UNWITNESSED = Words(
    "not witnessed as you want it: {needed} witnesses are needed",
    "le faltan cofirmas (testigos que hacen falta según su configuración: {needed})",
)
UNWITNESSED_SINCE = Words(
    "not witnessed as you want it from the seal of entry {entry} on: {needed} witnesses are needed",
    "le faltan cofirmas desde el sello del asiento {entry} (testigos que hacen falta según "
    "su configuración: {needed})",
)
STRANGERS = Words(
    "also cosigned by {names}: not known here, and anybody can make such a witness (--witness)",
    "también tiene cofirmas de {names}, que aquí no se conocen; cualquiera puede hacer un "
    "testigo así (--witness)",
)

RESTORED = Words(
    "it is in the custody log that this copy goes on, and why; testigo verify names what is lost or not signed",
    "en la bitácora de custodia ya consta que se sigue con esta copia y por qué; testigo verify señala lo que se "
    "perdió o quedó sin firma",
)
COSIGNING = Words("cosigning at {address}", "se cofirman bitácoras en {address}")
KEYS = {
    "log": Words("log      {key}", "bitácora  {key}"),
    "witness": Words("witness  {key}", "testigo   {key}"),
}
