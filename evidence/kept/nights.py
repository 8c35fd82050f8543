"""What an attempt at a night came to, how it asked, and why a notice was not taken, as their rows keep it."""

from __future__ import annotations

from evidence.bilingual import Words

TEXTS = (
    # why a notice could not be sent, in the words of the system
    Words("no answer within {seconds} s", "sin respuesta en {seconds} s"),
    Words("Connection refused", "conexión rechazada"),
    Words("Connection reset by peer", "el servidor cortó la conexión"),
    Words("Connection timed out", "se agotó el tiempo de conexión"),
    Words("Network is unreachable", "no hay conexión con esa red"),
    Words("No route to host", "no hay ruta hacia el servidor"),
    Words("Name or service not known", "no existe ningún servidor con ese nombre"),
    Words(
        "Temporary failure in name resolution",
        "por ahora no se pudo resolver el nombre del servidor",
    ),
    Words("obeyed as {name}", "se respetó como {name}"),
    Words("not asked", "no se consultó"),
    Words("exit code {code}", "código de salida {code}"),
    Words(
        "the run was killed (signal 9): out of memory, or by hand",
        "la revisión se cerró por la fuerza (señal 9): faltó memoria, o alguien la cerró",
    ),
    Words("the run was ended by signal {number}", "una señal puso fin a la revisión: {number}"),
    Words(
        "the run ended with exit code {code}", "la revisión terminó con el código de salida {code}"
    ),
    Words(
        "the run kept nothing for {minutes} minutes and was killed",
        "la revisión no guardó nada en {minutes} minutos y se cerró por la fuerza",
    ),
    Words(
        "it was cut off, and a later night begins in its place",
        "se quedó a medias, y otra noche posterior empieza en su lugar",
    ),
    Words("the run can't be started ({why})", "no se puede iniciar la revisión ({why})"),
    Words(
        "the clock says {year}; no night is run until it is right",
        "el reloj dice que es {year}; no habrá noches hasta que se corrija",
    ),
    Words(
        "the receiver redirects ({status}); name the address it leads to",
        "el destinatario redirige ({status}); indique la dirección a la que lleva",
    ),
    Words("the receiver said {status}", "el destinatario respondió {status}"),
    Words(
        "needs Apprise: pip install 'testigo[notify]'",
        "hace falta Apprise: pip install 'testigo[notify]'",
    ),
    Words("Apprise does not understand this address", "Apprise no entiende esta dirección"),
    Words("Apprise could not deliver it", "Apprise no pudo entregarlo"),
    Words("[notify.email] sender is not set", "falta sender en [notify.email]"),
    Words("the mail server said {said}", "el servidor de correo respondió {said}"),
    Words("never tried", "nunca se intentó"),
    Words("given up after {days} days: {why}", "se desistió después de {days} días: {why}"),
)
