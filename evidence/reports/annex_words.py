"""What the annex of a court package says, in both languages.

Each sentence states what a row or an entry of the log states, and no more: who reads it goes from the
sentence to the row.
"""

from __future__ import annotations

from evidence.bilingual import Words

MOMENT = Words("{day} {month} {year}, {time} UTC", "{day} de {month} de {year}, {time} UTC")
LOCAL = Words(" ({day} {month}, {time} in {zone})", " ({day} de {month}, {time} en {zone})")

TITLE = Words(
    "Record of captures from the web and of their custody",
    "Registro de capturas de internet y de su cadena de custodia",
)
LEAD = Words(
    "This annex was made by a computer program out of the rows of an evidence folder and the entries of its custody "
    "log. It states what a machine received, when by that machine's clock, and what was done with it since. It is no "
    "notarial act, no expert opinion and no conservation certificate (constancia de conservación) under "
    "NOM-151-SCFI-2016, and says nothing about whether what was received is true. What it does not prove is in "
    "section 5.",
    "Este anexo fue generado por un programa de cómputo a partir de las filas de una carpeta "
    "de evidencia y de los asientos de su bitácora de custodia. Hace constar qué recibió un "
    "equipo, cuándo según el reloj de ese equipo y qué se hizo desde entonces con lo "
    "recibido. No es un instrumento notarial ni un dictamen pericial, ni es una constancia "
    "de conservación conforme a la NOM-151-SCFI-2016, y nada dice sobre la veracidad de lo "
    "recibido. Lo que no acredita se expone en el apartado 5.",
)
HEADINGS = (
    Words("1. The package", "1. El paquete"),
    Words("2. What was captured", "2. Qué se capturó"),
    Words("3. Chain of custody", "3. Cadena de custodia"),
    Words("4. How to check it without this program", "4. Cómo comprobarlo sin este programa"),
    Words("5. What is not proven", "5. Lo que no queda acreditado"),
    Words("6. Who files it", "6. Quién lo presenta"),
)
FIELDS = {
    "packed": Words("Package made", "Paquete elaborado"),
    "operator": Words("Operator's contact, as configured", "Contacto del operador, según la configuración"),
    "machine": Words("Machine", "Equipo"),
    "system": Words("Operating system", "Sistema operativo"),
    "program": Words("Program that captured", "Programa que hizo la captura"),
    "libraries": Words("With these libraries", "Con estas bibliotecas"),
    "agent": Words("It named itself to servers as", "Se identificó ante los servidores como"),
    "clock": Words("Clock of the machine", "Reloj del equipo"),
    "packer": Words("Program that made this package", "Programa que elaboró este paquete"),
    "key": Words("Fingerprint of the signing key (sha256 of the Ed25519 public key)",
                 "Huella de la clave de firma (sha256 de la clave pública Ed25519)"),
    "wacz": Words("sha256 of evidence.wacz", "sha256 de evidence.wacz"),
    "captures": Words("Captures in it", "Capturas que contiene"),
    "cited": Words("Cited as", "Citada como"),
    "citing": Words("Cited by", "Citada por"),
    "requested": Words("Requested address", "Dirección solicitada"),
    "sent": Words("Request sent (UTC)", "Solicitud enviada (UTC)"),
    "status": Words("HTTP status", "Código de estado HTTP"),
    "type": Words("Type", "Tipo"),
    "bytes": Words("Bytes of content", "Bytes del contenido"),
    "sha256": Words("sha256 of the content", "sha256 del contenido"),
    "block": Words("sha256 of the whole answer", "sha256 de la respuesta completa"),
    "file": Words("File in this package", "Archivo en este paquete"),
    "ip": Words("Server's address (IP)", "Dirección IP del servidor"),
    "record": Words("WARC record", "Registro WARC"),
    "verdict": Words("What the program concluded", "Lo que concluyó el programa"),
    "number": Words("No.", "Núm."),
    "page": Words("Address of the page", "Dirección de la página"),
    "opened": Words("Opened (UTC)", "Abierta (UTC)"),
    "shows": Words("What this is", "Qué es"),
    "none": Words("none was configured", "no se configuró ninguno"),
    "unknown": Words("not recorded", "no consta"),
}  # fmt: skip
CLOCKS = {
    "system": Words("the system's; whether it was set from the network is not recorded",
                    "el del sistema; no consta si estaba sincronizado con la red"),
    "system, set by systemd-timesyncd": Words("the system's, set from the network (systemd-timesyncd)",
                                              "el del sistema, sincronizado con la red (systemd-timesyncd)"),
}  # fmt: skip
KINDS = {
    "look": Words("capture of a cited address", "captura de una dirección citada"),
    "copy": Words("copy given back by a web archive", "copia que entregó un archivo web"),
    "view": Words("made by a browser of a page that it opened (no answer of a server)",
                  "generado por un navegador a partir de una página que abrió (no es la respuesta de un servidor)"),
    "received": Words("answer that a browser received for a page that it opened",
                     "respuesta que recibió un navegador para una página que abrió"),
    "probe": Words("request made to see how the server answers (no cited address)",
                   "solicitud hecha para ver cómo responde el servidor (no es una dirección citada)"),
    "other": Words("other request of the program: a page of a results board, a list of pages, robots.txt",
                   "otra solicitud del programa: una página de un tablero de resultados, una lista de páginas, "
                   "robots.txt"),
}  # fmt: skip
PARTS = {
    "key": Words("The key", "La clave"),
    "files": Words("The files", "Los archivos"),
    "seals": Words("The seals", "Los sellos"),
    "package": Words("This package", "Este paquete"),
}
MARGIN = {
    "capture": Words("capture {number}", "captura {number}"),
    "entry": Words("entry {number}", "asiento {number}"),
    "file": Words("WARC file", "archivo WARC"),
    "act": Words("person's act", "acto de una persona"),
    "package": Words("package", "paquete"),
}
CHAIN = {
    "key": Words("On {at} the folder's signing key was made and its public half entered in the custody log. Its "
                 "fingerprint is {fingerprint}. The program writes the private half outside the evidence folder.",
                 "El {at} se generó la clave de firma de la carpeta y su mitad pública se "
                 "asentó en la bitácora de custodia. Su huella es {fingerprint}. El programa "
                 "escribe la mitad privada fuera de la carpeta de evidencia."),
    "sent": Words("On {at} the program {tool}, on the machine {host}, sent a {method} request for {url}.",
                  "El {at}, el programa {tool}, en el equipo {host}, envió una solicitud {method} a {url}."),
    "viewed": Words("On {at} a browser that the program started made the following of the page "
                    "{url}: {shows}, with {bytes} bytes. It is no answer of a server; the answers that it was made of "
                    "are captures of their own.",
                    "El {at}, un navegador que inició el programa generó lo siguiente a partir de "
                    "la página {url}: {shows}, de {bytes} bytes. No es la respuesta de un servidor; las respuestas con "
                    "que se generó son capturas aparte."),
    "kept-view": Words("It was written as a WARC record of the file {warc}, at byte {offset}. Its sha256 is {sha256}.",
                       "Se escribió como registro WARC en el archivo {warc}, a partir del byte {offset}. Su sha256 es "
                       "{sha256}."),
    "browsed": Words("On {at} a browser that the program started sent a {method} request for {url}.",
                     "El {at}, un navegador que inició el programa envió una solicitud {method} a {url}."),
    "kept-browser": Words(
        "What the browser gave of the answer, with the compression of the transfer undone, was written as a WARC "
        "record of the file {warc}, at byte {offset}. The sha256 of its content is {sha256}.",
        "Lo que el navegador entregó de la respuesta, ya descomprimido, se escribió como registro WARC en el archivo "
        "{warc}, a partir del byte {offset}. El sha256 de su contenido es {sha256}.",
    ),
    "asked": Words("On {at} the program sent a {method} request for {url}.",
                   "El {at}, el programa envió una solicitud {method} a {url}."),
    "copied": Words("A web archive gave back the following as its copy of {url}, made on {at} as the archive says.",
                    "Un archivo web entregó lo siguiente como su copia de {url}, hecha, "
                    "según el propio archivo web, el {at}."),
    "answered": Words("The answer came from the address {ip}, with status {status} and {bytes} bytes of content (type: "
                      "{type}).",
                      "La respuesta llegó de la dirección {ip}, con código de estado "
                      "{status} y {bytes} bytes de contenido (tipo: {type})."),
    "tls": Words("The connection was encrypted ({version}). The certificate that the server showed was issued to "
                 "{subject} and was checked with this result: {checked}.",
                 "La conexión estaba cifrada ({version}). El certificado que mostró el "
                 "servidor se expidió a nombre de {subject} y su comprobación dio este "
                 "resultado: {checked}."),
    "plain": Words("The connection was not encrypted: whoever carried it could have altered the answer on its way.",
                   "La conexión no estaba cifrada: quienes la transportaron pudieron alterar "
                   "la respuesta en el camino."),
    "cut": Words("The answer was not kept to its end ({why}).", "La respuesta no se conservó hasta el final ({why})."),
    "kept": Words("The answer was written byte for byte as a WARC record of the file {warc}, at byte {offset}. The "
                  "sha256 of its content is {sha256}.",
                  "La respuesta se escribió byte por byte como registro WARC en el archivo {warc}, a partir del byte "
                  "{offset}. El sha256 de su contenido es {sha256}."),
    "same": Words("Its content is byte for byte that of capture {number} and is kept there; its own headers are kept "
                  "with it.",
                  "Su contenido es, byte por byte, el de la captura {number} y se conserva "
                  "en ella; sus propios encabezados se conservan con esta."),
    "rebuilt": Words("The original answer was put together again from what the archive says of it in "
        "its own.",
                     "La respuesta original se reconstruyó a partir de lo que el archivo web "
                     "dice de ella en la suya."),
    "entered": Words("The row of this capture was entered in the custody log on {at}, with its digest.",
                     "La fila de esta captura se asentó en la bitácora de custodia el {at}, con su huella."),
    "taken": Words("This capture was taken over on {at} from another evidence folder, whose custody log is kept with "
                   "this "
                   "one and is no part of this package. Its row was then entered in this log, with its digest; what "
                   "stands above was stated by that folder.",
                   "Esta captura se incorporó el {at} desde otra carpeta de evidencia, cuya bitácora de custodia se "
                   "conserva "
                   "junto con esta y no forma parte de este paquete. Su fila se asentó entonces en esta bitácora, "
                   "con su "
                   "huella; lo anterior lo hizo constar aquella carpeta."),
    "late": Words("The {count} entries before were written without a key: that they are as they were before that day, "
                  "nobody vouches for.",
                  "Los asientos anteriores ({count}) se escribieron sin clave: nadie da fe "
                  "de que estén como antes de ese día."),
    "closed": Words("On {at} the file {warc} was closed. It has {bytes} bytes, and its sha256 is {sha256}.",
                    "El {at} se cerró el archivo {warc}. Tiene {bytes} bytes y su sha256 es {sha256}."),
    "sealed": Words("On {at} the entries {first} to {last} of the log were sealed: the root of their Merkle tree "
                    "(RFC 6962) was signed with the key {key}.",
                    "El {at} se sellaron los asientos {first} a {last} de la bitácora: la raíz de su árbol de Merkle "
                    "(RFC 6962) se firmó con la clave {key}."),
    "unsigned": Words("On {at} the entries {first} to {last} of the log were sealed: the root of their Merkle tree "
                      "(RFC 6962) was entered. The folder had no signing key then.",
                      "El {at} se sellaron los asientos {first} a {last} de la bitácora: se asentó la raíz de su "
                      "árbol de "
                      "Merkle (RFC 6962). La carpeta no tenía entonces clave de firma."),
    "stamped": Words("The time-stamp authority at {authority} states that this seal existed on {at} (RFC 3161 token "
                     "number {serial}, policy {policy}, {accuracy}).",
                     "La autoridad de sellado de tiempo en {authority} declara que este sello existía el {at} (sello "
                     "de "
                     "tiempo RFC 3161 número {serial}, política {policy}, {accuracy})."),
    "cosigned": Words("The witness {name} states by its cosignature, by its own clock on {at}, that the log went on "
                      "from "
                      "all that the witness had seen of it before. Its key is {key}.",
                      "El testigo {name} declara con su cofirma, el {at} según su propio "
                      "reloj, que la bitácora continuaba todo lo que ese testigo había visto "
                      "de ella hasta entonces. Su clave es {key}."),
    "anchored": Words("OpenTimestamps calendars gave a proof (proof/seals/{number}.ots) that leads from this seal to "
                      "the "
                      "Bitcoin "
                      "block {blocks}. Whether the block is so can't be told without its header: “ots verify” asks a "
                      "Bitcoin node.",
                      "Calendarios de OpenTimestamps dieron una prueba "
                      "(proof/seals/{number}.ots) que conduce de este sello al bloque de "
                      "Bitcoin {blocks}. Sin el encabezado del bloque no puede saberse si es "
                      "así: “ots verify” consulta un nodo de Bitcoin."),
    "pending": Words("OpenTimestamps calendars took this seal (proof/seals/{number}.ots) and have not yet told a "
                     "Bitcoin "
                     "block: "
                     "until then it is their promise.",
                     "Calendarios de OpenTimestamps recibieron este sello (proof/seals/{number}.ots) y aún no "
                     "indican un "
                     "bloque "
                     "de Bitcoin: hasta entonces es solo su promesa."),
    "undated": Words("No time-stamp authority has dated this seal: its date is that of the machine's clock.",
                     "Ninguna autoridad de sellado de tiempo ha fechado este sello: su fecha es la del reloj del "
                     "equipo."),
    "person": Words("On {at} {by} noted on one of these captures: “{note}”",
                    "El {at}, {by} anotó sobre una de estas capturas: “{note}”"),
    "overruled": Words("On {at} {by} noted that what is shown as missing is not lost: “{note}”",
                       "El {at}, {by} anotó que lo que aparece como desaparecido no se ha perdido: “{note}”"),
    "packed": Words("On {at} {software} wrote this package and signed its list of files (SHA256SUMS) with the same "
                    "key.",
                    "El {at}, {software} elaboró este paquete y firmó con la misma clave la lista de sus archivos "
                    "(SHA256SUMS)."),
}  # fmt: skip
ACCURACY = Words("accurate to {seconds} s as it says", "con exactitud declarada de {seconds} s")
NO_ACCURACY = Words("its accuracy is not stated", "sin exactitud declarada")
VERIFIED = Words("it holds", "es válido")
NOBODY = Words("the machine was not recorded", "no consta el equipo")

CHECKING = (
    Words("A computer with a POSIX shell, OpenSSL 3 or later and sha256sum is enough: any Linux has them. The script "
          "verify.sh is short enough to be read before it is run, and each of its steps can be typed by hand.",
          "Basta un equipo con un intérprete de comandos POSIX, OpenSSL 3 o posterior y "
          "sha256sum, como cualquier Linux. El programa verify.sh es tan breve que puede "
          "leerse antes de ejecutarlo, y cada paso puede teclearse a mano."),
    Words("The fingerprint below must be obtained from the operator, and the root certificates (ROOTS.pem) from the "
          "time-stamp authority, by another way than this package: what stands in the package about itself proves "
          "nothing.",
          "La huella que aparece abajo debe obtenerse del operador, y los certificados raíz "
          "(RAICES.pem), de la autoridad de sellado de tiempo, por una vía distinta de este "
          "paquete: lo que el paquete dice de sí mismo no prueba nada."),
)  # fmt: skip
ROOTS = Words("ROOTS.pem", "RAICES.pem")
STEPS = (
    Words("The key in key.pem is the one announced; the list SHA256SUMS is signed with it; every file of the "
          "package, this "
          "annex included, is as listed, and there is none more.",
          "La clave de key.pem es la anunciada; la lista SHA256SUMS está firmada con ella; "
          "cada archivo del paquete, incluido este anexo, corresponde a la lista, y no hay "
          "ninguno más."),
    Words("Each seal is signed with the key, and what is signed is part of what the authority dated.",
          "Cada sello está firmado con la clave, y lo firmado es parte de lo que fechó la autoridad."),
    Words("The sha256 of each content stands in the row of its capture, the sha256 of the row in an entry of the "
          "log, and "
          "the entry leads, by the path of hashes of RFC 6962, to the root that the seal signs.",
          "El sha256 de cada contenido figura en la fila de su captura; el sha256 de la fila, en un asiento de la "
          "bitácora, "
          "y el asiento conduce, por la ruta de huellas del RFC 6962, a la raíz que firma el sello."),
    Words("Each time-stamp is for its seal, and the authority's certificates lead to its root and were valid at the "
          "time.",
          "Cada sello de tiempo corresponde a su sello, y los certificados de la autoridad conducen a su raíz y eran "
          "válidos en ese momento."),
)  # fmt: skip
DETAIL = Words(
    "It lists time, address and file of each capture as it found them in the proven rows. This annex is a reading of "
    "those "
    "files: where they differ, the files count. evidence.wacz holds the exact bytes of every answer with its headers; "
    "ReplayWeb.page and pywb show it, and testigo verify checks all of it.",
    "El programa enumera la hora, la dirección y el archivo de cada captura tal como los "
    "halló en las filas comprobadas. Este anexo es una lectura de esos archivos: si "
    "difieren, valen los archivos. evidence.wacz contiene los bytes exactos de cada "
    "respuesta con sus encabezados; ReplayWeb.page y pywb lo muestran, y testigo verify lo "
    "comprueba todo.",
)
BY_HAND = Words("By hand, for the first capture:", "A mano, para la primera captura:")
LIMITS = (
    Words("That the server itself, or its owner, said this. What is recorded is what came over the connection to this "
          "machine. Where the connection was encrypted, the certificate ties the answer to the name of the site; the "
          "encryption leaves nothing that a third party could check afterwards. Where it was not, nothing ties it.",
          "Que el propio servidor, o su titular, haya dicho esto. Lo registrado es lo que "
          "llegó por la conexión a este equipo. Si la conexión estaba cifrada, el "
          "certificado vincula la respuesta con el nombre del sitio, pero el cifrado no deja "
          "nada que un tercero pueda comprobar después. Si no lo estaba, nada la vincula."),
    Words("That others were shown the same. A server can answer by address, country, program or time.",
          "Que a otras personas se les haya mostrado lo mismo. Un servidor puede responder según la dirección, el "
          "país, el "
          "programa o la hora."),
    Words("Who kept the folder and the key. The fingerprint identifies a key, not a person. Whoever has the private "
          "key "
          "could have made another history with it, up to the first seal that somebody else has dated or holds a "
          "copy of. "
          "That the key is the operator's, and was in nobody else's hands, must be shown by other means.",
          "Quién custodió la carpeta y la clave. La huella identifica una clave, no a una persona. Quien tenga la "
          "clave "
          "privada pudo elaborar con ella otra historia, hasta el primer sello que un tercero haya fechado o del que "
          "tenga "
          "copia. Que la clave es del operador y no estuvo en manos ajenas debe acreditarse por otros medios."),
    Words("That the machine's clock was right. The times of requests and entries are its own. A time-stamp proves "
          "that a "
          "seal, and what it covers, existed at the latest at the time that the authority states; it does not prove "
          "when it "
          "began to exist.",
          "Que el reloj del equipo marcara la hora correcta. Las horas de solicitudes y asientos son las suyas. Un "
          "sello de "
          "tiempo acredita que un sello, y lo que cubre, existía a más tardar en el momento que declara la "
          "autoridad; no "
          "acredita desde cuándo."),
    Words("That what was received is true, complete or lawful, or who wrote it.",
          "Que lo recibido sea veraz, completo o lícito, ni quién lo escribió."),
    Words("That a page looked so on a screen. The bytes are the evidence; a browser's picture of them depends on the "
          "browser, its scripts and other addresses.",
          "Que una página se viera así en pantalla. La evidencia son los bytes; su imagen en "
          "un navegador depende del navegador, de sus scripts y de otras direcciones."),
    Words("That what the program concluded (missing, changed …) is right: it is a reading of what was captured, by "
          "rules "
          "that are public, and can be made anew.",
          "Que la conclusión del programa (desaparecido, modificado…) sea correcta: es una lectura de lo capturado, "
          "con "
          "reglas públicas, y puede repetirse."),
)  # fmt: skip
UNSTAMPED = Words(
    "In this package not every seal is dated by a time-stamp authority: see section 3.",
    "En este paquete no todos los sellos están fechados por una autoridad de sellado de tiempo: véase el apartado 3.",
)
FILING = Words(
    "To be filled in by the person who files it. The program knows none of this.",
    "Lo llena quien presenta el paquete. El programa no conoce ninguno de estos datos.",
)
LINES = (
    Words("Name and capacity", "Nombre y carácter con que comparece"),
    Words(
        "Who kept the folder and the key, since when",
        "Quién custodió la carpeta y la clave, y desde cuándo",
    ),
    Words("Place and date", "Lugar y fecha"),
    Words("Signature", "Firma"),
)
PAGE = Words("page", "página")
