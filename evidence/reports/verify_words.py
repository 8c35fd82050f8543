"""What ``verify``, ``restored`` and ``witness`` say to the person who typed them. What was found has its
own words (:mod:`evidence.findings`)."""

from __future__ import annotations

from evidence.bilingual import Words

NOBODY = Words("nobody", "nadie")
NOTE = Words("note: ", "nota: ")
AS_RECORDED = Words("all as recorded", "todo está como se registró")
NOT_AS_RECORDED = (
    Words("{count} not as recorded", "{count} hallazgo de algo que no está como se registró"),
    Words("{count} not as recorded", "{count} hallazgos de algo que no está como se registró"),
)
CHECKED_FOLDER = Words(
    "{captures} captures and {entries} custody entries checked, signed by {signer}: {state}",
    "se comprobaron {captures} capturas y {entries} asientos de la bitácora; firma: {signer}; {state}",
)
CHECKED_PACKAGE = Words(
    "{captures} captures checked, signed by {signer}: {state}",
    "se comprobaron {captures} capturas; firma: {signer}; {state}",
)
UNWRITTEN_PROOF = Words(
    "{path} is not written: what is altered proves nothing",
    "{path} no se escribe: lo alterado no prueba nada",
)
PROOF = Words(
    "entry {entry} is in the log of {size} entries, cosigned by {count} known witnesses: {path} proves it of the "
    "leaf {leaf}",
    "el asiento {entry} está en la bitácora de {size} asientos, cofirmada por {count} testigos conocidos: {path} lo "
    "prueba de la hoja {leaf}",
)

NOT_REPLAYED = Words(
    "nothing is opened again: what is altered shows nothing",
    "no se vuelve a abrir nada: lo alterado no muestra nada",
)
REPLAYED = Words(
    "{count} pages opened again from what is kept of them alone: text {text}, picture {picture} as captured, on "
    "average; {low} show something else",
    "{count} páginas abiertas de nuevo solo con lo que se conserva de ellas: el texto {text} y la imagen {picture} "
    "como se capturaron, en promedio; {low} muestran otra cosa",
)
REPLAY_FAILED = Words("replay: {url} of {at}: {problem}", "reproducción: {url} del {at}: {problem}")
REPLAY_DIFFERS = Words(
    "replay: {url} of {at}: text {text}, picture {picture} as captured",
    "reproducción: {url} del {at}: el texto {text} y la imagen {picture} como se capturaron",
)
REPLAY_LACKING = Words(
    "replay: {url} of {at}: text {text}, picture {picture} as captured; nothing is kept for {count} of its requests",
    "reproducción: {url} del {at}: el texto {text} y la imagen {picture} como se capturaron; de {count} de sus "
    "solicitudes no se conserva nada",
)
NOT_TOLD = Words("not told", "no se sabe")

UNSIGNED = {
    "folder": Words(
        "nobody signed this folder: whoever can write it can have made all of it anew",
        "nadie firmó esta carpeta: quien pueda escribir en ella pudo haberla hecho toda de nuevo",
    ),
    "package": Words(
        "nobody signed this package: whoever can write it can have made all of it anew",
        "nadie firmó este paquete: quien pueda escribirlo pudo haberlo hecho todo de nuevo",
    ),
}
SIGNED_HERE = Words("signed by a key of this machine", "firma: una clave de este equipo")
SIGNED_AS_NAMED = Words(
    "signed by the key that was named; its private half is not on this machine",
    "firma: la clave que se indicó; su parte privada no está en este equipo",
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
    "sello del asiento {entries}: cofirmas de {by} de {of} testigos",
)
COSIGNED = Words(
    "seals of entry {entries} to {last}: cosigned by {by} of {of} witnesses",
    "sellos de los asientos {entries} a {last}: cofirmas de {by} de {of} testigos",
)
UNWITNESSED = Words(
    "not witnessed as you want it: {needed} witnesses are needed",
    "le faltan cofirmas: según su configuración hacen falta {needed} testigos",
)
UNWITNESSED_SINCE = Words(
    "not witnessed as you want it from the seal of entry {entry} on: {needed} witnesses are needed",
    "le faltan cofirmas desde el sello del asiento {entry}: según su configuración hacen falta {needed} testigos",
)
STRANGERS = Words(
    "also cosigned by {names}: not known here, and anybody can make such a witness (--witness)",
    "también tiene cofirmas de {names}: aquí no se conocen, y cualquiera puede hacer un testigo así (--witness)",
)

RESTORED = Words(
    "it is in the custody log that an older copy was put back; testigo verify names what is lost",
    "la bitácora de custodia ya dice que se repuso una copia anterior; testigo verify nombra lo que se perdió",
)
COSIGNING = Words("cosigning at {address}", "se cofirman bitácoras en {address}")
KEYS = {
    "log": Words("log      {key}", "bitácora  {key}"),
    "witness": Words("witness  {key}", "testigo   {key}"),
}
