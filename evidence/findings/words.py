"""What each kind of finding is called, in English and Spanish; ``{fact}`` stands for a fact by its name.

The English words are also those that earlier versions kept in custody logs.
"""

from __future__ import annotations

from evidence.bilingual import Words

JOINED = Words("or", "o")
"""Between the things of a list, of which one is meant."""

THINGS = {
    "record id": Words("record id", "identificador de registro"),
    "kind": Words("kind", "tipo"),
    "address": Words("address", "dirección"),
    "time": Words("time", "hora"),
    "server": Words("server", "servidor"),
    "earlier capture": Words("earlier capture", "captura anterior"),
    "length": Words("length", "longitud"),
    "block digest": Words("block digest", "huella del bloque"),
    "payload digest": Words("payload digest", "huella del contenido"),
    "directory": Words("directory", "una carpeta"),
    "pipe": Words("pipe", "una tubería"),
    "socket": Words("socket", "un socket"),
    "device": Words("device", "un dispositivo"),
    "link": Words("link", "un enlace"),
    "broken link": Words("broken link", "un enlace roto"),
}  # fmt: skip
"""What of a record can differ from its row, and what can lie where a file should be."""

_ANY = {
    "told": Words("{said}", "{said}"),
    "missing": Words("missing", "falta"),
    "more": Words("{count} more", "{count} más"),
    "found-before": Words("{problem} (found on {day}, custody {entry})",
                          "{problem} (se halló el {day}; bitácora, asiento {entry})"),
    "contradicts": Words("cut off or rewritten: {problem}", "cortada o reescrita: {problem}"),
    "unwritten": Words(
        "not written to its end: a run was cut off, or the disk was full; the next run sees to it",
        "no se terminó de escribir: se interrumpió una revisión o el disco estaba lleno; la "
        "próxima revisión lo resuelve"),
}  # fmt: skip

_FOLDER = {
    "database-damaged": Words("damaged: {why}", "dañada: {why}"),
    "folder-replaced": Words(
        "replaced: the folder at this place was signed by {known}, and this one by {signer}",
        "reemplazada: la carpeta de este lugar la firmaba {known}, y esta la firma {signer}"),
    "folder-replaced-unsigned": Words(
        "replaced: the folder at this place was signed by {known}, and this one by nobody",
        "reemplazada: la carpeta de este lugar la firmaba {known}, y esta no la firma nadie"),
    "rolled-back": Words(
        "rolled back: this machine wrote entry {written} of its log, which ends at entry {ends}; "
        "it is an older copy, or its end was cut off",
        "retrocedió: este equipo escribió el asiento {written} de su bitácora, que ahora "
        "termina en el asiento {ends}; es una copia anterior, o le cortaron el final"),
    "entry-rewritten": Words(
        "rewritten: entry {written} of its log is not the one that this machine wrote",
        "reescrita: el asiento {written} de su bitácora no es el que escribió este equipo"),
    "not-remembered": Words(
        "this machine has not written to it: whether the log went on from here, and this is an older "
        "copy, can't be known",
        "este equipo no ha escrito en ella: no se puede saber si la bitácora continuó en "
        "otra parte y esta es una copia anterior"),
    "note-unreadable": Words(
        "what this machine noted of the log's end can't be read, so whether an older copy was put back "
        "can't be known from it",
        "lo que este equipo anotó del final de la bitácora no se puede leer, así que con esa "
        "nota no se puede saber si se restituyó una copia anterior"),
    "config-changed": Words("has changed: the runs from {day} on went by an earlier version of it",
                            "cambió: las revisiones hechas desde el {day} usaron una versión anterior"),
    "report-deleted": Words("deleted: this report was written here",
                            "borrado: este informe se escribió aquí"),
    "report-altered": Words("altered: not the report that was written",
                            "alterado: no es el informe que se escribió"),
    "report-earlier": Words("an earlier report than the one written here last",
                            "es un informe anterior al último que se escribió aquí"),
    "report-strange": Words("the log does not speak of it: whether we wrote it can't be known",
                            "la bitácora no habla de él: no se puede saber si lo escribimos nosotros"),
    "schema-taken-out": Words("taken out", "quitado"),
    "schema-put-in": Words("put in: {sql}", "agregado: {sql}"),
    "schema-altered": Words("altered: {sql}", "alterado: {sql}"),
    "view-own": Words("a view of somebody's own", "una vista que alguien agregó para su propio uso"),
}  # fmt: skip

_ROWS = {
    "row-put-in": Words("put in: no entry of the custody log speaks of this row",
                        "agregada: ningún asiento de la bitácora habla de esta fila"),
    "row-altered": Words("altered since custody entry {entry} recorded it",
                         "alterada desde que la registró el asiento {entry} de la bitácora"),
    "row-removed": Words("removed since custody entry {entry} recorded it",
                         "quitada desde que la registró el asiento {entry} de la bitácora"),
    "rows-replaced": Words(
        "{rows} had been altered, taken out or put in by somebody else before this entry replaced it",
        "{rows}: alguien había alterado, quitado o agregado esta fila antes de que este "
        "asiento la reemplazara"),
    "rows-replaced-more": Words(
        "{rows} or one of {count} more had been altered, taken out or put in by somebody else before this "
        "entry replaced it",
        "{rows}, o una de otras {count}: alguien había alterado, quitado o agregado esa fila "
        "antes de que este asiento la reemplazara"),
    "observation-silent": Words("says nothing, and not why", "no dice nada ni explica por qué"),
    "statement-unreadable": Words("its statement can't be read ({why})",
                                  "su declaración no se puede leer ({why})"),
    "statement-elsewhere": Words("its statement answers another question",
                                 "su declaración responde a otra pregunta"),
    "statement-unsigned": Words("its statement is not signed by the key that the row names",
                                "su declaración no está firmada con la clave que nombra la fila"),
    "observations-strange": Words("say what none of ours says ({why})",
                                  "dicen algo que las nuestras nunca dicen ({why})"),
}  # fmt: skip

_FILES = {
    "file-cut": Words("cut: {found} bytes, and {sealed} were sealed",
                      "cortado: tiene {found} bytes y se sellaron {sealed}"),
    "file-grown": Words("grown: {found} bytes, and {sealed} were sealed",
                        "creció: tiene {found} bytes y se sellaron {sealed}"),
    "file-replaced": Words("replaced: it begins as {name}", "reemplazado: empieza como {name}"),
    "file-replaced-foreign": Words("replaced: it begins as no file of ours",
                                   "reemplazado: no empieza como ningún archivo nuestro"),
    "file-renamed": Words("renamed: it is {name}, under another name",
                          "renombrado: es {name} con otro nombre"),
    "file-planted": Words("planted: neither a row nor the log speaks of this file",
                          "plantado: ni una fila ni la bitácora hablan de este archivo"),
    "file-planted-or-cut": Words(
        "planted: neither a row nor the log speaks of this file, or the log was cut off: it says that it was "
        "begun after entry {entry}, which is gone",
        "plantado: ni una fila ni la bitácora hablan de este archivo; o bien se cortó la "
        "bitácora: el archivo dice que se empezó tras el asiento {entry}, que ya no está"),
    "file-planted-unsigned": Words(
        "planted: only an entry that is not signed by this folder's key speaks of this file",
        "plantado: de este archivo solo habla un asiento que no está firmado con la clave de esta carpeta"),
    "file-unsealed": Words("not sealed: a run is under way or was cut off; the next run seals it",
                           "sin sellar: hay una revisión en curso o se interrumpió una; la "
                           "próxima lo sella"),
    "file-altered": Words("altered: its bytes are not those sealed on {at}",
                          "alterado: sus bytes no son los que se sellaron el {at}"),
    "file-copied": Words("copied by a merge that broke off, and not taken in",
                         "se copió al incorporar otra carpeta, lo que se interrumpió; no "
                         "forma parte de la evidencia"),
    "no-place": Words("it points to no place in a WARC file", "no apunta a ningún lugar de un archivo WARC"),
    "not-a-file": Words("replaced: this is no plain file but a {what}",
                        "reemplazado: no es un archivo común, sino {what}"),
    "file-elsewhere": Words("a link: the file lies at {place}, and whoever can write there can alter it",
                            "es un enlace: el archivo está en {place}, y quien pueda "
                            "escribir ahí puede alterarlo"),
    "room-elsewhere": Words("a link: the folder lies at {place}, and whoever can write there can alter what is in it",
                            "es un enlace: la carpeta está en {place}, y quien pueda escribir ahí puede alterar su "
                            "contenido"),
    "files-shared": Words(
        "{count} files have a second name elsewhere (hard links), such as {names}: whoever can write there can alter "
        "them",
        "archivos con un segundo nombre en otra parte (enlaces duros): {count}, como "
        "{names}; quien pueda escribir ahí puede alterarlos"),
    "files-no-evidence": Words(
        "files that are no evidence, and that nothing here accounts for ({count}), such as {names}",
        "archivos que no son evidencia y de los que aquí nada da cuenta ({count}), por ejemplo {names}"),
}  # fmt: skip

_RECORDS = {
    "record-unreadable": Words("{why}", "{why}"),
    "record-altered": Words("altered: the {record} record is not what its digest says",
                            "alterado: el registro {record} no corresponde a su huella"),
    "payload-altered": Words("altered: the payload is not what its digest says",
                             "alterado: el contenido no corresponde a su huella"),
    "not-http": Words("no HTTP answer ({why})", "no es una respuesta HTTP ({why})"),
    "record-differs": Words("its {what} is not that of the record in {file}",
                            "no coincide con el registro en {file}: {what}"),
    "certificate-differs": Words("the record in {file} is not this certificate",
                                 "el registro en {file} no es este certificado"),
    "request-differs": Words("its request is not the one in {file}", "su solicitud no es la que está en {file}"),
    "request-missing": Words("its request is not behind its record",
                             "su solicitud no está a continuación de su registro"),
    "record-unknown": Words("no row speaks of this {record} record",
                            "ninguna fila habla de este registro {record}"),
    "record-missing": Words("no such record in {file} at {offset}",
                            "no hay un registro así en {file}, byte {offset}"),
    "index-disordered": Words("line {line} is out of order", "la línea {line} está fuera de orden"),
    "index-repeated": Words("line {line} is there twice", "la línea {line} está repetida"),
    "index-strange": Words("line {line} speaks of no capture of this folder",
                           "la línea {line} no habla de ninguna captura de esta carpeta"),
    "index-count": Words("{lines} lines for {captures} captures", "{lines} líneas para {captures} capturas"),
}  # fmt: skip

_LOG = {
    "entry-unreadable": Words("altered: not readable", "alterado: no se puede leer"),
    "entry-altered": Words("altered: the entry '{act}' of {at} is not what its id says",
                           "alterado: el asiento “{act}” del {at} no corresponde a su "
                           "identificador"),
    "entry-ambiguous": Words("altered: it has one name twice, which programs read differently",
                             "alterado: repite un nombre, y los programas lo leen de distinto modo"),
    "log-broken": Words("the log is broken before this entry: something was removed or put in",
                        "la bitácora está rota antes de este asiento: se quitó o se agregó algo"),
    "entry-strange": Words("altered: '{act}' says what none of ours says ({why})",
                           "alterado: “{act}” dice algo que los nuestros nunca dicen ({why})"),
    "merge-strange": Words("altered: 'merged' says what none of ours says",
                           "alterado: “merged” dice algo que los nuestros nunca dicen"),
    "merged-log-removed": Words("removed: the log of a merged folder",
                                "quitada: la bitácora de una carpeta incorporada"),
    "merged-log-altered": Words("altered: it does not end where it did when it was merged",
                                "alterada: no termina donde terminaba cuando se incorporó"),
    "log-behind-file": Words("cut off or rewritten: {file} was begun after entry {entry}",
                             "cortada o reescrita: {file} se empezó tras el asiento {entry}"),
    "head-unsigned-so-far": Words("until here the signature over the log's last entry was missing",
                                  "hasta aquí faltaba la firma del último asiento de la bitácora"),
    "head-taken-away": Words("the signature over its last entry was taken away at entry {entry}",
                             "en el asiento {entry} se quitó la firma de su último asiento"),
    "head-forged": Words("the signature over its last entry was forged at entry {entry}",
                         "en el asiento {entry} se falsificó la firma de su último asiento"),
    "log-cut": Words("cut off after entry {entry}: entry {signed} had been signed",
                     "cortada tras el asiento {entry}: el asiento {signed} se había firmado"),
    "log-rewritten": Words("rewritten: entry {signed} that was signed last is another one",
                           "reescrita: el asiento {signed}, el último que se firmó, es otro"),
    "entries-put-in": Words("put in by someone without this folder's key",
                            "agregado por alguien que no tiene la clave de esta carpeta"),
    "restored": Words("an older copy was put back on {day}, by a person: {note}",
                      "una persona restituyó una copia anterior el {day}: {note}"),
    "restored-without": Words(
        "from here on written without this folder's key, as a person said on {day}: {note}",
        "desde aquí se escribió sin la clave de esta carpeta, según dijo una persona el {day}: {note}"),
    "restored-lost": Words(
        "an older copy was put back on {day}, by a person; what was logged up to entry {entry} is gone: {note}",
        "una persona restituyó una copia anterior el {day}; lo que se asentó hasta el "
        "asiento {entry} ya no está: {note}"),
    "unsealed": Words("the entries from {entry} on are not under a seal yet",
                      "los asientos a partir del {entry} aún no están bajo un sello"),
}  # fmt: skip

_KEYS = {
    "second-key": Words("a second signing key was put in", "se agregó una segunda clave de firma"),
    "signed-since": Words(
        "signed from here on ({day}): the {count} entries before were written without a key, and that they are as "
        "they were before that day is vouched for by nobody",
        "firmada a partir de aquí ({day}): los asientos anteriores ({count}) se escribieron "
        "sin clave, y nadie da fe de que estén como antes de ese día"),
    "key-replaced": Words("replaced: the log names {found}, not {key}",
                          "reemplazada: la bitácora nombra la clave {found} y no {key}"),
    "key-replaced-none": Words("replaced: the log names no key, not {key}",
                               "reemplazada: la bitácora no nombra ninguna clave, y por "
                               "tanto tampoco {key}"),
    "key-put-in": Words("put in: the log names no key", "agregada: la bitácora no nombra ninguna clave"),
    "key-differs": Words("missing, or not the key that the log names",
                         "falta, o no es la clave que nombra la bitácora"),
}  # fmt: skip

_SEALS = {
    "seal-unfit": Words("the seal does not fit the log: its {field} is another",
                        "el sello no corresponde a la bitácora: su {field} es otro"),
    "seal-key-unnamed": Words("the seal is signed by a key that the log does not name",
                              "el sello está firmado con una clave que la bitácora no nombra"),
    "seal-key-other": Words("the seal is not by the key of this log",
                            "el sello no es de la clave de esta bitácora"),
    "seal-forged": Words("forged: the seal is not signed by the key of this log",
                         "falsificado: el sello no está firmado con la clave de esta bitácora"),
    "frontier-altered": Words("altered: the nodes beside the checkpoint are not those of its tree",
                              "alterado: los nodos que acompañan al punto de control no son "
                              "los de su árbol"),
    "seal-file-unknown": Words("the log does not speak of this seal: its end was cut off",
                               "la bitácora no habla de este sello: le cortaron el final"),
    "file-not-as-logged": Words("altered: not what the log says", "alterado: no es lo que dice la bitácora"),
    "stamp-astray": Words("the time-stamp is for no seal of this log",
                          "el sello de tiempo no es de ningún sello de esta bitácora"),
    "stamp-broken": Words("the time-stamp of {authority} does not hold: {why}",
                          "el sello de tiempo de {authority} no es válido: {why}"),
    "stamp-older": Words("the time-stamp of {authority} is older than what it stamps",
                         "el sello de tiempo de {authority} es anterior a lo que sella"),
    "stamp-root-unknown": Words(
        "the time-stamp of {authority} leads to a root that is not known here; give --roots",
        "el sello de tiempo de {authority} conduce a una raíz que aquí no se conoce; indíquela con --roots"),
    "anchor-astray": Words("the anchor is for no seal of this log",
                           "el ancla no es de ningún sello de esta bitácora"),
    "anchor-broken": Words("the anchor (OpenTimestamps) does not hold: {why}",
                           "el ancla (OpenTimestamps) no es válida: {why}"),
    "anchors-pending": Words(
        "{count} seals are anchored (OpenTimestamps), all pending: that blocks are so can't be told without "
        "their headers; ots verify asks a Bitcoin node",
        "sellos anclados (OpenTimestamps): {count}, todos pendientes: sin los encabezados de "
        "los bloques no se puede saber si es así; ots verify le pregunta a un nodo de Bitcoin"),
    "anchors-reached": Words(
        "{count} seals are anchored (OpenTimestamps), up to Bitcoin block {block}: that blocks are so can't be told "
        "without their headers; ots verify asks a Bitcoin node",
        "sellos anclados (OpenTimestamps): {count}, hasta el bloque {block} de Bitcoin: sin "
        "los encabezados de los bloques no se puede saber si es así; ots verify le pregunta "
        "a un nodo de Bitcoin"),
    "anchors-pending-unchecked": Words(
        "{count} seals are anchored (OpenTimestamps), all pending: not checked here; pip install 'testigo[ots]'",
        "sellos anclados (OpenTimestamps): {count}, todos pendientes: aquí no se comprobó; "
        "pip install 'testigo[ots]'"),
    "anchors-reached-unchecked": Words(
        "{count} seals are anchored (OpenTimestamps), up to Bitcoin block {block}: not checked here; pip install "
        "'testigo[ots]'",
        "sellos anclados (OpenTimestamps): {count}, hasta el bloque {block} de Bitcoin: aquí "
        "no se comprobó; pip install 'testigo[ots]'"),
    "cosignature-astray": Words("the cosignature is for no seal of this log",
                                "la cofirma no es de ningún sello de esta bitácora"),
    "cosignature-broken": Words("the cosignature of {witness} does not hold: {why}",
                                "la cofirma de {witness} no es válida: {why}"),
    "cosignature-older": Words("the cosignature of {witness} is older than what it cosigns",
                               "la cofirma de {witness} es anterior a lo que cofirma"),
    "refused": Words("rolled back or forked: witness {witness} saw size {size}",
                     "retrocedió o se bifurcó: el testigo {witness} vio {size} asientos"),
    "refusal-held": Words("what witness {witness} is said to have seen is what this log holds",
                          "lo que se dice que vio el testigo {witness} es lo que tiene esta bitácora"),
    "refusal-foreign": Words("what witness {witness} is said to have seen is not by this log's key",
                             "lo que se dice que vio el testigo {witness} no es de la clave de esta bitácora"),
}  # fmt: skip

_PACKAGE = {
    "package-damaged": Words("damaged: no readable package ({why})", "dañado: no es un paquete legible ({why})"),
    "package-strange": Words("says what none of ours says ({why})", "dice algo que los nuestros nunca dicen ({why})"),
    "part-missing": Words("{name} is missing", "falta {name}"),
    "part-too-long": Words("{name} is too long", "{name} es demasiado largo"),
    "part-strange": Words("{name} is not one of ours ({why})", "{name} no es de los nuestros ({why})"),
    "line-unreadable": Words("{name} line {line}: not readable", "{name}, línea {line}: no se puede leer"),
    "line-beyond": Words("{name} line {line}: longer than any of ours, or with more values",
                         "{name}, línea {line}: más larga que cualquiera nuestra, o con más valores"),
    "line-ambiguous": Words("{name} line {line}: it has one name twice, which programs read differently",
                            "{name}, línea {line}: repite un nombre, y los programas lo leen de distinto modo"),
    "unsigned": Words("not signed: {name} is not one of ours ({why})",
                      "sin firma: {name} no es de los nuestros ({why})"),
    "not-as-signed": Words("altered: not what was signed", "alterado: no es lo que se firmó"),
    "signature-forged": Words("forged: the signature is not by the key that it names",
                              "falsificada: la firma no es de la clave que nombra"),
    "viewers-forged": Words("forged: what viewers check is not signed by the same hand",
                            "falsificada: lo que comprueban los visores lleva la firma de "
                            "otra mano"),
    "signed-by-another": Words("forged: signed by {signer}, not by {key}",
                               "falsificada: la firma {signer} y no {key}"),
    "length-misstated": Words("altered: the archive's directory says another length",
                              "alterado: el directorio del archivo dice otra longitud"),
    "part-altered": Words("altered: not what the manifest says", "alterado: no es lo que dice el manifiesto"),
    "name-repeated": Words("there are {times} files of this name", "hay {times} archivos con este nombre"),
    "part-unlisted": Words("put in: the manifest does not list it", "agregado: no está en el manifiesto"),
    "entry-foreign": Words("not an entry of ours ({why})", "no es un asiento nuestro ({why})"),
    "entry-not-its-id": Words("altered: the entry is not what its id says",
                              "alterado: el asiento no corresponde a su identificador"),
    "log-of-another-key": Words("the log is of another key than the one that signed the package",
                                "la bitácora es de una clave distinta de la que firmó el paquete"),
    "out-of-order": Words("out of order", "fuera de orden"),
    "package-stamp-astray": Words("the time-stamp is for no seal of this package",
                                  "el sello de tiempo no es de ningún sello de este paquete"),
    "package-anchor-astray": Words("the anchor is for no seal of this package",
                                   "el ancla no es de ningún sello de este paquete"),
    "package-cosignature-astray": Words("the cosignature is for no seal of this package",
                                        "la cofirma no es de ningún sello de este paquete"),
    "under-no-seal": Words("under no seal of this package", "no está bajo ningún sello de este paquete"),
    "proof-broken": Words("its proof does not lead to the root of its seal",
                          "su prueba no conduce a la raíz de su sello"),
    "row-foreign": Words("not a row of ours ({why})", "no es una fila nuestra ({why})"),
    "description-altered": Words("altered: the custody record is not what its rows say",
                                 "alterado: el registro de custodia no dice lo que dicen sus "
                                 "filas"),
    "description-foreign": Words("not a custody record of ours ({why})",
                                 "no es un registro de custodia nuestro ({why})"),
    "description-missing": Words("its custody record is missing", "falta su registro de custodia"),
    "record-not-there": Words("its record is not in {file}", "su registro no está en {file}"),
    "record-put-in": Words("put in: no row speaks of this {record} record",
                           "agregado: ninguna fila habla de este registro {record}"),
    "record-repeated": Words("put in: the record is there twice", "agregado: el registro está dos veces"),
    "request-astray": Words("put in: a request that belongs to no capture",
                            "agregada: una solicitud que no es de ninguna captura"),
    "index-differs": Words("not the index of these records", "no es el índice de estos registros"),
    "index-longer": Words("has lines for no record", "tiene líneas que no son de ningún registro"),
    "page-strange": Words("speaks of no capture of this package", "no habla de ninguna captura de este paquete"),
    "revisit-astray": Words("refers to no capture of this package",
                            "no remite a ninguna captura de este paquete"),
    "revisit-misleading": Words("its record sends viewers to another capture",
                                "su registro lleva a los visores a otra captura"),
}  # fmt: skip

WORDS: dict[str, Words] = {
    **_ANY, **_FOLDER, **_ROWS, **_FILES, **_RECORDS, **_LOG, **_KEYS, **_SEALS, **_PACKAGE
}  # fmt: skip
