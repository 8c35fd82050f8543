"""Why an exchange came to nothing, as its failure is kept: what we say of it. What a library of the machine
says (OpenSSL, the resolver) stays as it is."""

from __future__ import annotations

from evidence.bilingual import Words

TEXTS = (
    Words("no answer", "sin respuesta"),
    Words("the answer stalled", "la respuesta se quedó a medias"),
    Words(
        "the name servers did not answer in time",
        "los servidores de nombres no respondieron a tiempo",
    ),
    Words("not a host name ({why})", "no es un nombre de servidor ({why})"),
    Words("connection refused", "conexión rechazada"),
    Words("the connection was closed without an answer", "la conexión se cerró sin respuesta"),
    Words("the name has no address", "el nombre no tiene dirección"),
    Words("no browser could read it", "ningún navegador podría leerla"),
    Words("no host", "sin nombre de servidor"),
    Words("not a host name", "no es un nombre de servidor"),
    Words("no browser asks at port {port}", "ningún navegador se conecta al puerto {port}"),
    Words("{hops} hops, last to {target}", "redirecciones: {hops}, la última a {target}"),
    Words("no answer and no error", "no hubo respuesta ni error"),
    Words("it takes too long", "tarda demasiado"),
    Words("the visit's time is over", "se acabó el tiempo de la visita"),
)
