"""Why something does not hold, as the part that read it says: in English where it is raised, and here in
both languages. What a library says stands in brackets, in its own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.kept import known_again

if TYPE_CHECKING:
    from evidence.bilingual import Language

_LONGEST = 1000
"""Signs of a cause that is ours: two names and a few words; patterns take time with the square of them."""
CAUSES = (
    # records
    Words("the file does not have as many bytes as its row says",
          "el archivo no tiene tantos bytes como dice su fila"),
    Words("no place in a WARC file: {place}", "no es un lugar de un archivo WARC: {place}"),
    Words("can't be read ({said})", "no se puede leer ({said})"),
    Words("a header that others would read otherwise", "un encabezado que otros leerían de otro modo"),
    Words("larger than the memory of this machine", "es mayor que la memoria de este equipo"),
    Words("the record does not end", "el registro no termina"),
    Words("damaged ({said})", "dañado ({said})"),
    Words("larger than {most} bytes", "mide más de {most} bytes"),
    Words("no WARC header", "no tiene encabezado WARC"),
    Words("the length of the record is not what it says", "el registro no mide lo que dice"),
    Words("not the request of the record before", "no es la solicitud del registro anterior"),
    # answers
    Words("two lengths that contradict each other", "dos longitudes que se contradicen"),
    Words("the header section does not end", "los encabezados no terminan"),
    Words("no HTTP status line", "no tiene línea de estado HTTP"),
    Words("a header section of more than {most} bytes", "encabezados de más de {most} bytes"),
    Words("more than {most} bytes of interim answers", "más de {most} bytes de respuestas provisionales"),
    # time-stamps
    Words("it is granted with modifications, which verification does not take",
          "la autoridad lo otorgó con modificaciones, y así no se acepta al verificar"),
    Words("the reply is to another request: its nonce differs",
          "la respuesta es a otra solicitud: su número de un solo uso (nonce) es distinto"),
    Words("its policy is {policy}, not {wanted}", "su política es {policy} y no {wanted}"),
    Words("it does not claim to be accurate to {accuracy} s", "no declara la exactitud que se pide, {accuracy} s"),
    Words("its certificates do not lead to the roots that are configured",
          "sus certificados no conducen a las raíces configuradas"),
    Words("the token is for something else", "se refiere a otra cosa"),
    Words("the authority refused: {said}", "la autoridad se negó: {said}"),
    Words("not readable ({said})", "no se puede leer ({said})"),
    # anchors
    Words("not over a sha256", "no es sobre un sha256"),
    Words("the reply is not readable ({said})", "la respuesta no se puede leer ({said})"),
    Words("the reply is about something else", "la respuesta es sobre otra cosa"),
    Words("no calendar has said anything", "ningún calendario ha dicho nada"),
    Words("it is of something else", "se refiere a otra cosa"),
    Words("it leads to other blocks than the log says", "conduce a otros bloques que los que dice la bitácora"),
    # seals
    Words("not the digest of a seal", "no es la huella de ningún sello"),
    # notes and cosignatures
    Words("not signed", "sin firma"),
    Words("the seal is no checkpoint", "el sello no es un punto de control"),
    Words("not the key of a log or of a witness (Ed25519)",
          "no es la clave de una bitácora ni de un testigo (Ed25519)"),
    Words("its name and id do not belong to this key", "su nombre y su identificador no son de esta clave"),
    Words("not a signature line", "no es un renglón de firma"),
    Words("not signature lines", "no son renglones de firma"),
    Words("not a checkpoint", "no es un punto de control"),
    Words("not by this witness", "no es de este testigo"),
    Words("not base64", "no es base64"),
    Words("not base64 as it is written", "no está escrito en base64 como debe"),
    Words("not a signed note", "no es una nota firmada"),
    Words("too long for a note", "es demasiado larga para una nota"),
    Words("not UTF-8", "no es UTF-8"),
    Words("it has control characters", "tiene caracteres de control"),
    Words("the signature is not by {name}", "la firma no es de {name}"),
    # the log
    Words("not a table's rows and their digests", "no son filas de una tabla con sus huellas"),
    Words("the frontier is of another tree", "los nodos guardados son de otro árbol"),
    Words("not an Ed25519 key", "no es una clave Ed25519"),
    Words("it has one name twice, which programs read differently",
          "repite un nombre, y los programas lo leen de distinto modo"),
    Words("it speaks of another file", "habla de otro archivo"),
    Words("unknown columns: update Testigo", "columnas desconocidas: actualice Testigo"),
    # what observers state
    Words("wrong-signature", "la firma es de otra clave o falta"),
    Words("not-of-now", "responde a otra pregunta"),
    Words("wrong-clock", "su reloj está mal"),
    Words("no-statement: too long", "no es una declaración: demasiado larga"),
    Words("no-statement: {said}", "no es una declaración ({said})"),
)  # fmt: skip


def told(cause: str, language: Language) -> str:
    """A cause in one language; as it stands where it is none of ours."""
    if language == "en" or len(cause) > _LONGEST:
        return cause
    return known_again(cause, CAUSES).text(language)
