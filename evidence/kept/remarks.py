"""What long calls remark while they are at work, and what web archives were asked in vain."""

from evidence.bilingual import Words

TEXTS = (
    Words(
        "the configuration has changed: the runs from {date} on went by the earlier one",
        "la configuración cambió: las revisiones hechas desde el {date} usaron la anterior",
    ),
    Words(
        "shard {name} stays where it is for now ({why})",
        "por ahora el tramo {name} se deja donde está ({why})",
    ),
    Words(
        "shard {name} can't be fetched from {place} ({why})",
        "no se puede descargar el tramo {name} de {place} ({why})",
    ),
    Words(
        "nobody takes shards any more ({why}): the rest is looked at here",
        "ya no hay quien reciba tramos ({why}): lo que falta se revisa aquí",
    ),
    Words("{error}; it is kept as {place}", "{error}; se guarda como {place}"),
    Words(
        "is not what was made of it, so nothing of it is taken in ({where}: {problem})",
        "no corresponde al tramo que se repartió, así que no se incorpora nada ({where}: "
        "{problem})",
    ),
    Words("not as its log says", "no es como dice su bitácora"),
    Words("not as it was sealed", "no está como se selló"),
    Words("something else here", "aquí dice otra cosa"),
    Words(
        "signed by another key than the one that was made for it",
        "está firmada con una clave distinta de la que se hizo para el tramo",
    ),
    Words(
        "was made on another machine, where its key is",
        "se hizo en otro equipo, donde está su clave",
    ),
    Words("{error}; its last reading stands", "{error}; sigue vigente su última lectura"),
    Words(
        "the same document, in which this version reads the citations better (new: {added}, taken for none now: "
        "{gone}, with another address: {repointed})",
        "es el mismo documento, en el que esta versión lee mejor las citas (nuevas: {added}, ya no se toman por citas: "
        "{gone}, con otra dirección: {repointed})",
    ),
    Words("can't be fetched ({why})", "no se puede descargar ({why})"),
    Words("can't be read ({why})", "no se puede leer ({why})"),
    Words("can't be walked ({why})", "no se puede recorrer ({why})"),
    Words("larger than {size} MB", "mide más de {size} MB"),
    Words("No such file or directory", "no existe el archivo o la carpeta"),
    Words("Permission denied", "permiso denegado"),
    Words(
        "this is a folder; name the report in it",
        "esto es una carpeta; indique el informe que está en ella",
    ),
    Words(
        "only part of this board could be seen ({problem})",
        "solo se pudo ver una parte de este tablero ({problem})",
    ),
    Words(
        "left out on purpose, by [[ignore]] in testigo.toml: {count}",
        "direcciones omitidas a propósito, por [[ignore]] en testigo.toml: {count}",
    ),
    Words(
        "series {name}: its new version says less; see testigo series {name_}",
        "serie {name}: su nueva versión dice menos; vea testigo series {name_}",
    ),
    Words(
        "series could not be followed ({problem})", "no se pudieron seguir las series ({problem})"
    ),
    Words(
        "what stands at {place} is no version of the plan, or can't be read",
        "lo que hay en {place} no es una versión del plan o no se puede leer",
    ),
    Words("no commitments can be told apart in it", "en ella no se distinguen compromisos"),
    Words(
        "it has nothing in common with the other versions",
        "no tiene nada en común con las demás versiones",
    ),
    Words(
        "another run holds this folder: web archives are not asked now, only copies that are kept already are "
        "looked at; the run asks at its end",
        "otra revisión está usando esta carpeta: por ahora no se consulta a los archivos web "
        "y solo se usan las copias ya guardadas; la revisión los consultará al terminar",
    ),
    Words(
        "no web archive is switched on: only copies that are kept already are compared with",
        "ningún archivo web está activado: solo se compara con las copias ya guardadas",
    ),
    Words(
        "this can't be kept for the next notice: {error}",
        "no se puede guardar para el próximo aviso: {error}",
    ),
    Words(
        "offline: {name} can't be reached and no neutral host either; what waits for archives is kept, run again later",
        "sin red: no hay conexión con {name} ni con ningún servidor neutral; lo pendiente "
        "con los archivos web se conserva; inténtelo más tarde",
    ),
    Words(
        "no archived copy near {day} is known that shows {url}; an archive could not be asked yet ({problem})",
        "no se conoce ninguna copia archivada cercana al {day} que muestre {url}; todavía no "
        "se pudo consultar uno de los archivos web ({problem})",
    ),
    Words(
        "no archived copy near {day} is known that shows {url}",
        "no se conoce ninguna copia archivada cercana al {day} que muestre {url}",
    ),
    # web archives
    Words("left alone until {until}Z ({problem})", "en pausa hasta el {until}Z ({problem})"),
    Words("today's budget is used up", "se agotó el presupuesto de hoy"),
    Words("an answer that we don't know: {detail}", "una respuesta desconocida: {detail}"),
    Words("nothing is saved: {why}", "no se guarda nada: {why}"),
    Words(
        "the copy of {day} can't be had ({detail})",
        "no se puede obtener la copia del {day} ({detail})",
    ),
    Words("the copy of {day} shows no document", "la copia del {day} no muestra ningún documento"),
    Words("JSON that is no object", "un JSON que no es un objeto"),
    Words("a WARC that can't be read", "un WARC que no se puede leer"),
    Words("a cut answer", "una respuesta incompleta"),
    Words(
        "a list of other addresses than the one asked for",
        "una lista de direcciones distintas de la solicitada",
    ),
    Words("a page where JSON should be", "una página donde debía haber JSON"),
    Words(
        "a record of another address than the one handed in",
        "un registro de una dirección distinta de la entregada",
    ),
    Words("a record without an id", "un registro sin id"),
    Words("an answer that is no TimeMap", "la respuesta no es un TimeMap"),
    Words("an answer that is no index", "la respuesta no es un índice"),
    Words("an answer that is no list of records", "la respuesta no es una lista de registros"),
    Words(
        "its WARC holds no answer for the page",
        "su WARC no contiene ninguna respuesta de la página",
    ),
    Words("its WARC is larger than max_body", "su WARC es mayor que max_body"),
    Words(
        "its archived redirect leads to an address that is not public",
        "su redirección archivada lleva a una dirección que no es pública",
    ),
    Words(
        "its archived redirects run in a circle",
        "sus redirecciones archivadas dan vueltas en círculo",
    ),
    Words("its capture failed", "su captura falló"),
    Words("its redirects do not end", "sus redirecciones no terminan"),
    Words("neither a job nor an error", "ni una tarea ni un error"),
    Words("not among its public records (404)", "no está entre sus registros públicos (404)"),
    Words("status 400 without a reason", "código 400 sin explicación"),
    Words("the archive keeps this site closed", "el archivo mantiene cerrado este sitio"),
    Words(
        "the keys are refused (401): check {names}",
        "las claves fueron rechazadas (401): revise {names}",
    ),
    Words("too many requests (429)", "demasiadas solicitudes (429)"),
    Words("an index that can't be read ({why})", "un índice que no se puede leer ({why})"),
    Words("another capture came, of {at}", "llegó otra captura: la del {at}"),
    Words(
        "it was a redirect, and no capture near it shows {target}",
        "era una redirección, y ninguna captura cercana muestra {target}",
    ),
    Words("more than {most} archived redirects", "más de {most} redirecciones archivadas"),
    Words("refused us (status {status})", "nos rechazó (código {status})"),
    Words("status {status}", "código {status}"),
    Words("not in the index yet", "aún no está en el índice"),
)
