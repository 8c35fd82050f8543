"""What ``testigo doctor`` says of a set-up."""

from evidence.bilingual import Words

TEXTS = (
    Words(
        "{place} and {count} more could not be taken in: its addresses are looked at again; see what is wrong "
        "with it ({command}), then delete it",
        "{place} y {count} más no se pudieron incorporar: sus direcciones se revisan de nuevo; vea qué tienen de malo "
        "({command}) y después bórrelos",
    ),
    Words(
        "{place} could not be taken in: its addresses are looked at again; see what is wrong with it ({command}), "
        "then delete it",
        "{place} no se pudo incorporar: sus direcciones se revisan de nuevo; vea qué tiene de malo ({command}) y "
        "después bórrelo",
    ),
    Words("{count} are walked now", "{count} se están recorriendo ahora"),
    Words(
        "{count} were left by a run that was cut off; testigo run takes them in",
        "{count} quedaron de una revisión que se interrumpió; testigo run los incorpora",
    ),
    Words("{version} (3.11 or later is needed)", "{version} (se necesita 3.11 o posterior)"),
    Words(
        "none; put an address under [crawl] in {config}",
        "ninguno; ponga una dirección en [crawl] de {config}",
    ),
    Words("OpenTimestamps is installed", "OpenTimestamps está instalado"),
    Words(
        "none: {why}; pages whose text scripts draw can't be seen, and there are no pictures",
        "ninguno: {why}; las páginas cuyo texto generan scripts no se pueden ver, y no hay imágenes",
    ),
    Words("turned off in testigo.toml", "desactivado en testigo.toml"),
    Words("turned off by {switch}", "desactivado por {switch}"),
    Words("the Wayback Machine is switched off", "la Wayback Machine está desactivada"),
    Words(
        "only {name} is set; saving needs both keys",
        "solo está definida {name}; para guardar hacen falta ambas claves",
    ),
    Words(
        "looks up only; to save, set {first} and {second} ({place})",
        "solo consulta; para guardar, defina {first} y {second} ({place})",
    ),
    Words(
        "looks up only; to save, set {names} ({place})",
        "solo consulta; para guardar, defina {names} ({place})",
    ),
    Words("keys are set", "las claves están definidas"),
    Words("the key is set", "la clave está definida"),
    Words("{name}: credentials are here", "{name}: las credenciales están aquí"),
    Words(
        "the environment variable {name} is not set",
        "la variable de entorno {name} no está definida",
    ),
    Words("{place} is empty", "{place} está vacío"),
    Words(
        "{place} holds no password or token: it is too long or not printable",
        "{place} no contiene una contraseña ni un token: lo que hay es demasiado largo o no "
        "es texto imprimible",
    ),
    Words(
        "none of the neutral hosts answers; see to the connection",
        "no responde ninguno de los servidores neutrales; revise la conexión",
    ),
    Words("reachable", "hay conexión"),
    Words("{path} (made when needed)", "{path} (se crea cuando hace falta)"),
    Words("{size} GB free; make room", "{size} GB libres; libere espacio"),
    Words("{size} GB free", "{size} GB libres"),
    Words(
        "{path} can't be written; give it to the user of the service",
        "no se puede escribir en {path}; dele permiso al usuario del servicio",
    ),
    Words("all files can be written", "se puede escribir en todos los archivos"),
    Words(
        "{path} is missing; restore it, then testigo verify",
        "falta {path}; restitúyalo y después ejecute testigo verify",
    ),
    Words(
        "sound; testigo verify hashes everything again",
        "en buen estado; testigo verify recalcula todas las huellas",
    ),
    # the nights
    Words(
        "{now}Z is earlier than the newest evidence ({newest}Z); set the clock (NTP)",
        "{now}Z es anterior a la evidencia más reciente ({newest}Z); ajuste el reloj (NTP)",
    ),
    Words(
        "{now}Z here, {there}Z by a server's clock; set the clock (NTP)",
        "{now}Z aquí, {there}Z según el reloj de un servidor; ajuste el reloj (NTP)",
    ),
    Words(
        "{now}Z (nobody to compare with); it was wrong in the run of {began}Z, whose looks don't count",
        "{now}Z (sin nadie con quien compararlo); estaba mal durante la revisión del "
        "{began}Z, que por eso no cuenta",
    ),
    Words(
        "{now}Z; it was wrong in the run of {began}Z, whose looks don't count",
        "{now}Z; estaba mal durante la revisión del {began}Z, que por eso no cuenta",
    ),
    Words("{now}Z (nobody to compare with)", "{now}Z (sin nadie con quien compararlo)"),
    Words(
        "nobody is told what a night finds; name receivers under [notify], then testigo notify --test",
        "no se avisa a nadie de lo que se halla cada noche; indique destinatarios en "
        "[notify] y después ejecute testigo notify --test",
    ),
    Words(
        "{names} of [notify] is not set; set it in the environment of testigo serve or notify",
        "{names} de [notify] no está definida; defínala en el entorno de testigo serve o notify",
    ),
    Words(
        "receivers: {count}; testigo notify --test tries them",
        "destinatarios: {count}; testigo notify --test los prueba",
    ),
    Words("none yet; testigo run makes the first", "aún ninguna; testigo run hace la primera"),
    Words("{began}, at work now", "{began}, en curso"),
    Words(
        "{began} finished at the end of its time; the rest comes first in the next",
        "{began} terminó al acabarse su tiempo; lo que faltó va primero en la próxima",
    ),
    Words("{began} finished", "{began} terminó"),
    Words(
        "{began} offline; see to the network, then testigo run",
        "{began} sin red; revise la red y después ejecute testigo run",
    ),
    Words(
        "{began} was cut off; testigo run goes on with it",
        "{began} quedó a medias; testigo run continúa con ella",
    ),
    Words(
        "no night is scheduled: nothing is looked at unless a person, cron or a timer calls testigo run; write a "
        "[[schedule]] and start testigo serve (docs/running.md); the last one is days ago",
        "no hay noches programadas: nada se revisa mientras una persona, cron o un "
        "temporizador no ejecute testigo run; escriba un [[schedule]] e inicie testigo serve "
        "(docs/running.md); la última fue hace días",
    ),
    Words(
        "no night is scheduled: nothing is looked at unless a person, cron or a timer calls testigo run; write a "
        "[[schedule]] and start testigo serve (docs/running.md)",
        "no hay noches programadas: nada se revisa mientras una persona, cron o un "
        "temporizador no ejecute testigo run; escriba un [[schedule]] e inicie testigo serve "
        "(docs/running.md)",
    ),
    Words(
        "'{name}' names a source '{source}' that there is not; testigo status lists them",
        "'{name}' nombra una fuente '{source}' que no existe; testigo status las enumera",
    ),
    Words(
        "'{name}' of {night} failed {times} times: {problem}; more in {log}",
        "la noche '{name}' del {night} falló (intentos: {times}): {problem}; más en {log}",
    ),
    Words("{why}; more in {log}", "{why}; más en {log}"),
    Words(
        "'{name}' of {night} failed {times} times",
        "la noche '{name}' del {night} falló (intentos: {times})",
    ),
    Words(
        "never started here; start testigo serve (docs/running.md)",
        "nunca se inició aquí; inicie testigo serve (docs/running.md)",
    ),
    Words(
        "stopped at {seen}; start testigo serve again",
        "se detuvo el {seen}; vuelva a iniciar testigo serve",
    ),
    Words(
        "silent since {seen}; start testigo serve again, and read its log",
        "sin señales desde el {seen}; vuelva a iniciar testigo serve y lea lo que dejó escrito",
    ),
    Words("alive at {seen}, process {number}", "activo el {seen}, proceso {number}"),
    # keys, continuity, observers, witnesses
    Words(
        "no signing key: whoever can write this folder can write its history anew, and nobody would see it; "
        "testigo init --key makes one, and what comes after it is signed",
        "sin clave de firma: quien pueda escribir en esta carpeta puede reescribir su historia sin que nadie lo "
        "note; testigo init --key crea una, y lo que venga después queda firmado",
    ),
    Words(
        "{key} is not here, so nothing can be sealed; put the copy that you keep at {place}",
        "{key} no está aquí, así que no se puede sellar nada; ponga en {place} la copia que usted guarda",
    ),
    Words(
        "others on this machine can read it: chmod 600 {place}",
        "otros usuarios de este equipo pueden leerla: chmod 600 {place}",
    ),
    Words("{place}; keep a copy of it elsewhere", "{place}; guarde una copia en otro lugar"),
    Words(
        "not ours: {where}: {problem}, and {count} more; testigo verify names all",
        "ajeno: {where}: {problem}; y {count} más; testigo verify los señala todos",
    ),
    Words(
        "not ours: {where}: {problem}; testigo verify names all",
        "ajeno: {where}: {problem}; testigo verify lo señala todo",
    ),
    Words("nothing in it that is not ours", "no contiene nada ajeno"),
    Words(
        "nobody else on this machine can read the folder",
        "nadie más en este equipo puede leer la carpeta",
    ),
    Words(
        "others on this machine can read it; if they should not: chmod -R go= {folder}",
        "otros usuarios de este equipo pueden leerla; si no deben: chmod -R go= {folder}",
    ),
    Words(
        "{name}: never asked yet; testigo check URL --observers asks now",
        "{name}: nunca se le ha consultado; testigo check URL --observers le consulta ahora",
    ),
    Words("{name}: answered at {at}", "{name}: respondió el {at}"),
    Words("{name}: silent at {at} ({problem})", "{name}: no respondió el {at} ({problem})"),
    Words(
        "{needed} are needed and {named} named; see [custody]",
        "se necesitan {needed} y solo hay {named}; vea [custody]",
    ),
    Words(
        "the log {log} showed two histories ({at}Z): ask its keeper; both checkpoints are in the table witnessed",
        "la bitácora {log} mostró dos historias ({at}Z): pregunte a quien la lleva; los dos "
        "puntos de control están en la tabla witnessed",
    ),
    Words("{name}: asked with the next seal", "{name}: se le consulta con el próximo sello"),
    Words("{name}: cosigned {count} of {of} entries", "{name}: cofirmó {count} de {of} asientos"),
    Words(
        "{name}: {problem} (since {since}Z); it is asked again with the next seal",
        "{name}: {problem} (desde el {since}Z); se le vuelve a consultar con el próximo sello",
    ),
)
