"""What the certificate of a capture says. Its page has each text in every language, one below the other: whom
it is handed to is not known when it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from evidence.bilingual import LANGUAGES, Words

if TYPE_CHECKING:
    from evidence.bilingual import Told

WORDS: dict[str, Words] = {
    "title": Words("Certificate of capture", "Constancia de captura"),
    "lead-reconstructed": Words(
        "What a web archive gave back as its copy of the address below, and how that can be checked. That "
        "the copy is true to its original is the archive's word.",
        "Lo que un archivo web entregó como su copia de la dirección que se indica abajo, y cómo comprobarlo. "
        "Que la copia sea fiel al original lo afirma el archivo web.",
    ),
    "lead-view": Words(
        "What a browser on this machine made of the page at the address below, when, and how that can be "
        "checked: it is no answer of a server. The answers that it was made of have certificates of their "
        "own.",
        "Lo que un navegador, en este equipo, generó con la página de la dirección que se indica abajo, "
        "cuándo, y cómo comprobarlo: no es la respuesta de un servidor. Las respuestas con que se generó "
        "tienen sus propias constancias.",
    ),
    "lead-browser": Words(
        "What a browser on this machine received from the address below for the page that it was showing, "
        "with the compression of the transfer undone, when, and how that can be checked. It says nothing "
        "about whether the content is true.",
        "Lo que un navegador, en este equipo, recibió de la dirección que se indica abajo para la página que "
        "mostraba, ya descomprimido, cuándo, y cómo comprobarlo. No dice nada sobre la veracidad del "
        "contenido.",
    ),
    "lead": Words(
        "What a machine received from the address below, when, and how that can be checked. It says nothing "
        "about whether the content is true.",
        "Lo que un equipo recibió de la dirección que se indica abajo, cuándo, y cómo comprobarlo. No dice "
        "nada sobre la veracidad del contenido.",
    ),
    "capture": Words("The capture", "La captura"),
    "requested": Words("Requested address", "Dirección solicitada"),
    "cited": Words("Cited as", "Citada como"),
    "final": Words("Final address", "Dirección final"),
    "step": Words("Step {number}", "Paso {number}"),
    "archived": Words("Captured by the archive (UTC)", "Capturada por el archivo web (UTC)"),
    "opened": Words("Opened (UTC)", "Abierta (UTC)"),
    "sent": Words("Request sent (UTC)", "Solicitud enviada (UTC)"),
    "times": Words("First byte, end (µs later)", "Primer byte, fin (µs después)"),
    "status": Words("HTTP status", "Código de estado HTTP"),
    "type": Words("Type", "Tipo"),
    "bytes": Words("Bytes of content", "Bytes del contenido"),
    "truncated": Words("Cut off", "Incompleta"),
    "verdict": Words("Verdict of this look", "Veredicto de esta revisión"),
    "cited_by": Words("Cited by", "Citada por"),
    "source_file": Words("sha256 of the source", "sha256 de la fuente"),
    "archives": Words("In web archives", "En archivos web"),
    "this_copy": Words("This copy", "Esta copia"),
    "copy_in": Words("Copy in {archive}", "Copia en {archive}"),
    "who": Words("Who and from where", "Quién y desde dónde"),
    "operator": Words("Operator", "Operador"),
    "machine": Words("Machine", "Equipo"),
    "software": Words("Program", "Programa"),
    "robots": Words("robots.txt", "robots.txt"),
    "dns": Words("Name servers said", "Respuesta de los servidores de nombres (DNS)"),
    "ip": Words("Connected to", "Conectado a"),
    "tls": Words("TLS", "TLS"),
    "checked": Words("Certificate of the site", "Certificado del sitio"),
    "verified": Words("verified", "comprobado"),
    "certificate": Words("Certificate {number}", "Certificado {number}"),
    "replay": Words(
        "A replay of this page may show something else than what readers saw: replay tools run its scripts, "
        "which may ask for the time or for other addresses, and leave out the security policies that it came "
        "with. What counts are the bytes and headers of the record; verdicts and quotes are about the text in "
        "them.",
        "Una reproducción de esta página puede mostrar algo distinto de lo que vieron los lectores: las "
        "herramientas de reproducción ejecutan sus scripts, que pueden consultar la hora u otras direcciones, "
        "y dejan fuera las políticas de seguridad con las que llegó. Lo que cuenta son los bytes y los "
        "encabezados del registro; los veredictos y las citas textuales se refieren al texto que contienen.",
    ),
    "picture": Words("As a browser showed it", "Como la mostró un navegador"),
    "picture_of": Words("The page in a browser", "La página en un navegador"),
    "then_and_now": Words(
        "The page then, left, and now, right", "La página antes, a la izquierda, y ahora, a la derecha"
    ),
    "compared": Words(
        "Compared with the picture of {at}. It decides nothing.",
        "Comparada con la imagen del {at}. No decide nada.",
    ),
    "how": Words("How to check it", "Cómo comprobarlo"),
    "sha_content": Words("sha256 of the content", "sha256 del contenido"),
    "sha_record": Words("sha256 of the record", "sha256 del registro"),
    "sha_request": Words("sha256 of the request", "sha256 de la solicitud"),
    "record": Words("WARC record", "Registro WARC"),
    "body": Words("Content stored in", "Contenido guardado en"),
    "file": Words("Original file", "Archivo original"),
    "sha_file": Words("sha256 of that file", "sha256 de ese archivo"),
    "key": Words(
        "Get the public key or its fingerprint from the operator by another way than this package.",
        "Obtenga del operador la clave pública o su huella por una vía distinta de este paquete.",
    ),
}  # fmt: skip
STATES = {
    "kept": Words("kept here", "conservada aquí"),
    "verified": Words("shows the same", "muestra lo mismo"),
    "differs": Words("shows something else", "muestra otra cosa"),
    "captured": Words("said to be there", "según el archivo web, existe"),
    "refused": Words("shows no document", "no muestra ningún documento"),
}


def beside(words: Told) -> Markup:
    """A text in every language, on one line."""
    return _joined(words, Markup(" · "))


def below(words: Told) -> Markup:
    """A text in every language, each on a line of its own."""
    return _joined(words, Markup("<br>\n"))


def plainly(words: Told) -> str:
    """A text in every language, where there is no markup."""
    return " · ".join(dict.fromkeys(words.in_each().values()))


def _joined(words: Told, between: Markup) -> Markup:
    """The page is in English: the others say which they are. What is the same in all stands once."""
    first, *rest = LANGUAGES
    english = words.text(first)
    others = [
        Markup('<span lang="{}">{}</span>').format(language, told)
        for language in rest
        if (told := words.text(language)) != english
    ]
    return between.join([Markup("{}").format(english), *others])
