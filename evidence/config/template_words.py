"""What the comments of ``testigo.toml`` say, in each language; the settings between them are the same in all."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.config.template import TEMPLATE
from evidence.config.template_examples import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language

_SETTING = re.compile(r"# (\[\[?[\w.]+\]\]?$|\w+ = )")
"""A setting or a table that is commented out: no prose."""
_WIDTH = 118
"""Columns of a comment with its sign."""


def template(language: Language) -> str:
    """The configuration that ``init`` writes, with its comments in a language."""
    if language == "en":
        return TEMPLATE
    known = {words.en: words for words in PROSE}
    examples = {f"# {words.en}": f"# {words.text(language)}" for words in EXAMPLES}
    lines: list[str] = []
    for is_prose, part in _parts():
        if is_prose:
            text = known[part].text(language) if part in known else part
            lines += textwrap.wrap(
                text,
                _WIDTH,
                initial_indent="# ",
                subsequent_indent="# ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        else:
            lines.append(examples.get(part, part))
    return "\n".join(lines)


def begun(language: Language) -> str:
    """What ``init`` writes for a reader of a language: its comments in it, and so are reports and notices from then
    on, also of nights that cron or systemd begin with another locale."""
    text = template(language)
    return text if language == "en" else text.replace(_DEFAULT, f'\nlanguage = "{language}"\n', 1)


_DEFAULT = '\n# language = ""\n'
"""The first of them is that of the whole configuration."""


def prose() -> list[str]:
    """The comments in English, each in one line."""
    return [part for is_prose, part in _parts() if is_prose]


def _parts() -> Iterator[tuple[bool, str]]:
    """The template in its order: comments in prose, each whole, and lines of settings."""
    said: list[str] = []
    for line in TEMPLATE.split("\n"):
        if line.startswith("# ") and not _SETTING.match(line):
            said.append(line[2:])
            continue
        if said:
            yield True, " ".join(said)
            said = []
        yield False, line


PROSE = (
    Words(
        "Testigo's configuration for this evidence folder. Every line that starts with '#' shows a "
        "default, or an example.",
        "Configuración de Testigo para esta carpeta de evidencia. Las líneas que empiezan "
        "con '#' muestran un valor predeterminado o un ejemplo.",
    ),
    Words(
        "In which language commands, reports and notices speak: en or es [default: TESTIGO_LANG, else the"
        " locale].",
        "Idioma de los comandos, los informes y los avisos: en o es [predeterminado: "
        "TESTIGO_LANG; si no, el del sistema].",
    ),
    Words(
        "Who asks: sent with every request, so that a site's owner can reach you. Please fill it in.",
        "Quién pregunta: va en cada solicitud, para que quien administra un sitio pueda escribirle. "
        "Llénelo, por favor.",
    ),
    Words(
        "Seconds between two requests to one host.",
        "Segundos entre dos solicitudes al mismo sitio.",
    ),
    Words(
        "Seconds, at most, for one exchange.",
        "Segundos, como máximo, para un intercambio.",
    ),
    Words(
        "Whether a site's robots.txt is obeyed; what you decide is recorded with every run.",
        "Si se obedece el robots.txt de los sitios; lo que usted decida queda asentado en "
        "cada revisión.",
    ),
    Words(
        "Whether a page that seems lost or altered is asked for once more as a browser asks, before that "
        "is more than a suspicion. That one request bears a browser's User-Agent, and is kept as it was "
        "sent.",
        "Si una página que parece perdida o alterada se pide una vez más como la pediría un navegador, "
        "antes de que sea más que una sospecha. Esa única solicitud lleva el User-Agent de un navegador y"
        " se guarda tal como se envió.",
    ),
    Words(
        "Bytes kept of one answer; a longer one is cut and says so.",
        "Bytes que se guardan de una respuesta; si es más larga se corta, y así se hace constar.",
    ),
    Words(
        "Requests under way at once, over all hosts and with one host.",
        "Solicitudes en curso a la vez, entre todos los sitios y con un mismo sitio.",
    ),
    Words(
        "Redirects followed.",
        "Redirecciones que se siguen.",
    ),
    Words(
        "Longest Retry-After (seconds) waited for inside a run.",
        "El Retry-After más largo (en segundos) que se espera dentro de una revisión.",
    ),
    Words(
        "Also ask loopback and private networks (link-local ones never).",
        "Consultar también este equipo y las redes privadas (nunca las de enlace local).",
    ),
    Words(
        "The address of this machine to ask from, where it has several; empty: as the system chooses.",
        "La dirección de este equipo desde la que se pregunta, si tiene varias; vacía: la que elija el "
        "sistema.",
    ),
    Words(
        "Asked for a connection only when no cited host answers: is our own network up?",
        "Servidores a los que se intenta llegar solo si no responde ningún sitio citado, "
        "para saber si falla nuestra propia red.",
    ),
    Words(
        "Of which pages the style sheets, pictures and fonts are kept that they name, so that a replay is"
        " recognisable: at-risk (altered ones, and those of a site that has lost another), all, none.",
        "De qué páginas se guardan también las hojas de estilo, las imágenes y las "
        "tipografías, para que al reproducirlas se reconozcan: at-risk (las alteradas y las "
        "de un sitio que perdió otra), all (todas), none (ninguna).",
    ),
    Words(
        "A run stops looking after so many hours, and the rest comes first in the next (0: no limit). Web"
        " archives have budgets of their own.",
        "Una revisión se detiene después de estas horas y lo que falte va primero en la "
        "siguiente (0: sin límite). Los archivos web tienen sus propios límites.",
    ),
    Words(
        "When a suspicion is confirmed, and when to look again.",
        "Cuándo se confirma una sospecha y cuándo se vuelve a revisar.",
    ),
    Words(
        "Looks at something missing or unreachable that are closer than this count as one.",
        "Las revisiones de algo desaparecido o inaccesible cuentan como una sola si entre "
        "ellas pasa menos tiempo que este.",
    ),
    Words(
        "What stands is due again after so many hours, what is confirmed missing after so many days.",
        "Lo que sigue disponible se vuelve a revisar después de estas horas; lo confirmado "
        "como desaparecido, después de estos días.",
    ),
    Words(
        "Who else vouches for the evidence.",
        "Quién más da fe de la evidencia.",
    ),
    Words(
        "RFC 3161 time-stamp authorities, each asked for a token on every night's seal.",
        "Autoridades de sellado de tiempo RFC 3161; a cada una se le pide un sello para el de cada noche.",
    ),
    Words(
        "A PEM file with the root certificates of authorities that browsers don't know.",
        "Un archivo PEM con los certificados raíz de las autoridades que los navegadores no conocen.",
    ),
    Words(
        "OpenTimestamps calendars (such as https://a.pool.opentimestamps.org), each asked to anchor every"
        " night's seal in the Bitcoin block chain; the proof is completed in later nights. pip install "
        "'testigo[ots]'",
        "Calendarios de OpenTimestamps (como https://a.pool.opentimestamps.org); a cada uno se le pide "
        "anclar el sello de cada noche en la cadena de bloques de Bitcoin; la prueba se completa en "
        "noches posteriores. pip install 'testigo[ots]'",
    ),
    Words(
        "How many witnesses must have cosigned a seal (each is a [[custody.witness]] below); `testigo "
        "verify` says where it is fewer.",
        "Cuántos testigos deben haber cofirmado un sello (cada uno es un [[custody.witness]], más abajo);"
        " `testigo verify` dice dónde hay menos.",
    ),
    Words(
        "An authority that wants credentials or whose replies must fit: a certification provider under "
        "NOM-151-SCFI-2016, a qualified one under eIDAS; docs/court.md has profiles. Repeat the block for"
        " each. A secret stands in the environment (env:NAME) or in a file outside this folder "
        "(file:/PATH).",
        "Una autoridad que pide credenciales o cuyas respuestas deben cumplir ciertos "
        "requisitos: un prestador de servicios de certificación según la NOM-151-SCFI-2016, "
        "uno cualificado según eIDAS; docs/court.md trae perfiles. Repita el bloque para "
        "cada una. Un secreto va en el entorno (env:NOMBRE) o en un archivo fuera de esta "
        "carpeta (file:/RUTA).",
    ),
    Words(
        "Its own root certificates, the policy, and the least accuracy (seconds) that its tokens must "
        "have.",
        "Sus propios certificados raíz, la política y la exactitud mínima (en segundos) que "
        "deben tener sus sellos.",
    ),
    Words(
        "The Wayback Machine: what stood there when it was cited, and saving what stands there now.",
        "La Wayback Machine: para saber qué había cuando se citó y para guardar lo que hay ahora.",
    ),
    Words(
        "Whether cited addresses are looked up there and saved at all. To save, put the keys from "
        "https://archive.org/account/s3.php into the environment: IA_ACCESS_KEY and IA_SECRET_KEY.",
        "Si las direcciones citadas se buscan ahí y se guardan. Para guardar, ponga en el entorno las "
        "claves de https://archive.org/account/s3.php: IA_ACCESS_KEY e IA_SECRET_KEY.",
    ),
    Words(
        "Look-ups, fetches and saves begun a day, and requests a minute (it blocks who asks above 30).",
        "Búsquedas, descargas y copias que se inician por día, y solicitudes por minuto "
        "(bloquea a quien pasa de 30).",
    ),
    Words(
        "A capture so many days from a report's date may stand for what it cited.",
        "A cuántos días de la fecha de un informe puede estar una captura para valer por lo "
        "que el informe citó.",
    ),
    Words(
        "A copy so old is saved anew.",
        "Con esta antigüedad, una copia se vuelve a guardar.",
    ),
    Words(
        "Perma.cc, for what the Wayback Machine refuses. To save, put the key of an account there "
        "(perma.cc/settings/tools) into the environment: PERMA_API_KEY. A record there is public and for "
        "good.",
        "Perma.cc, para lo que la Wayback Machine rechaza. Para guardar, ponga en el entorno "
        "la clave de una cuenta de ese sitio (perma.cc/settings/tools): PERMA_API_KEY. Lo "
        "que se registra ahí es público y definitivo.",
    ),
    Words(
        'What is saved: "refused" (what another archive refused or keeps something else of), "all", '
        '"nothing".',
        'Qué se guarda: "refused" (lo que otro archivo web rechazó o guarda con otro contenido), "all" '
        '(todo), "nothing" (nada).',
    ),
    Words(
        "Number of the folder there that records go to; 0 is the personal one.",
        "Número de la carpeta de esa cuenta en la que quedan los registros; 0 es la personal.",
    ),
    Words(
        "Another archive, asked where none before it has a copy; repeat the block for each.",
        "Otro archivo web, al que se pregunta si ninguno anterior tiene copia; repita el bloque para cada"
        " uno.",
    ),
    Words(
        "Who is told what is new after each night; `testigo notify --test` tries it, docs/notices.md says"
        " more.",
        "A quién se avisa de las novedades después de cada noche; `testigo notify --test` lo prueba, "
        "docs/notices.md dice más.",
    ),
    Words(
        "E-mail addresses, addresses of webhooks, and env:NAME for what stands in the environment "
        "variable NAME: an address with a secret in it, or one that Apprise understands (pip install "
        "'testigo[notify]').",
        "Direcciones de correo, direcciones de webhooks y env:NOMBRE para lo que esté en la "
        "variable de entorno NOMBRE: una dirección que contiene un secreto, o una de Apprise "
        "(pip install 'testigo[notify]').",
    ),
    Words(
        "In which language [default: the one at the top].",
        "En qué idioma [predeterminado: el que se indica arriba].",
    ),
    Words(
        "The least certainty at which a loss or change is told: suspected, probable or confirmed.",
        "La menor certeza con la que se avisa de una pérdida o un cambio: suspected (sospecha), probable "
        "o confirmed (confirmado).",
    ),
    Words(
        "How often: night, or week (news once a week, troubles at once).",
        "Cada cuánto: night (cada noche) o week (las novedades una vez por semana; los problemas, de inmediato).",
    ),
    Words(
        "A file that is written after each night: what is new as an Atom feed, for a web server to publish.",
        "Un archivo que se escribe después de cada noche, con las novedades como canal Atom, "
        "para que lo publique un servidor web.",
    ),
    Words(
        "Where readers find the report, told in every digest.",
        "Dónde está publicado el informe; se indica en cada resumen.",
    ),
    Words(
        "A monitor that is asked at the start and end of every night, such as healthchecks.io; or "
        "env:NAME.",
        "Un monitor al que se avisa al principio y al final de cada noche, como healthchecks.io; o "
        "env:NOMBRE.",
    ),
    Words(
        "The mail server. User and password come from the environment: TESTIGO_SMTP_USER, "
        "TESTIGO_SMTP_PASSWORD.",
        "El servidor de correo. El usuario y la contraseña vienen del entorno: TESTIGO_SMTP_USER, "
        "TESTIGO_SMTP_PASSWORD.",
    ),
    Words(
        "starttls (port 587), ssl (465), or none (25, for a server on this machine); 0 is that port.",
        "starttls (puerto 587), ssl (465) o none (25, para un servidor en este equipo); 0 es el puerto "
        "que corresponde.",
    ),
    Words(
        "A report or results board to watch; repeat the block for each. `testigo add` does the same "
        "without this file.",
        "Un informe o tablero de resultados que se vigila; repita el bloque para cada uno. `testigo add` "
        "hace lo mismo sin este archivo.",
    ),
    Words(
        "Whether the documents that a cited page offers (minutes behind a piece of news) are looked at, "
        "too, each with a verdict of its own, and how many of one page [default: those of boards are].",
        "Si se revisan también los documentos que ofrece una página citada (las minutas de "
        "las que habla una noticia), cada uno con su propio veredicto, y cuántos por página "
        "[predeterminado: solo los de los tableros].",
    ),
    Words(
        "Words to sort sources by; reports can be narrowed to them.",
        "Etiquetas para clasificar las fuentes; los informes pueden limitarse a algunas.",
    ),
    Words(
        'How a source of kind "board" is walked, right below its block. All of it may be left out.',
        'Cómo se recorre una fuente de kind "board", justo debajo de su bloque. Todo se puede omitir.',
    ),
    Words(
        "Where the board's own pages lie: paths on its host, or whole addresses.",
        "Dónde están las páginas del propio tablero: rutas en su sitio o direcciones completas.",
    ),
    Words(
        "Limits of one visit: links away from the first page, pages, seconds and bytes.",
        "Límites de una visita: enlaces de distancia desde la primera página, páginas, "
        "segundos y bytes.",
    ),
    Words(
        "More addresses that are documents, as path and query with *.",
        "Otras direcciones que son documentos, como ruta y consulta, con * en lugar de cualquier cosa.",
    ),
    Words(
        "CSS selectors of what labels the entries, the outermost first [default: the headings].",
        "Selectores CSS de lo que rotula las entradas, el más externo primero [predeterminado: los "
        "encabezados].",
    ),
    Words(
        "Settings by name: sfp-aga, conagua, perfiles-tic, gob-mx, ogp, tablero-pa2015 [default: by the "
        "address].",
        "Ajustes por nombre: sfp-aga, conagua, perfiles-tic, gob-mx, ogp, tablero-pa2015 [predeterminado:"
        " según la dirección].",
    ),
    Words(
        "Addresses that are left out on purpose, with * for anything: no night looks at them, and reports"
        " say that they are left out and why. Repeat the block for each.",
        "Direcciones que se omiten a propósito, con * en lugar de cualquier cosa: ninguna noche las "
        "revisa, y los informes dicen que se omiten y por qué. Repita el bloque para cada una.",
    ),
    Words(
        "A plan whose versions are followed: what became of each commitment (testigo series "
        "NAME). The address of its newest version is looked at every night, and what was "
        "weakened is told. Repeat the block for each.",
        "Un plan cuyas versiones se siguen: qué fue de cada compromiso (testigo series "
        "NOMBRE). Cada noche se revisa la dirección de su versión más reciente y se avisa de "
        "lo que se debilitó. Repita el bloque para cada uno.",
    ),
    Words(
        "Its copies in web archives are versions, too.",
        "Sus copias en archivos web también son versiones.",
    ),
    Words(
        "So are the documents that a board lists (its id) under a title with this phrase, * for anything.",
        "También lo son los documentos que un tablero (su id) enumera con un título que lleva esta frase,"
        " con * en lugar de cualquier cosa.",
    ),
    Words(
        "When `testigo serve` runs a night: minute, hour, day of the month, month, day of the week by "
        "name. One run a local date, also when the clocks change; a night that was missed is made up for "
        "once. Repeat the block, each with a name, to look at some sources at other times.",
        "A qué hora empieza `testigo serve` la revisión de cada noche: minuto, hora, día del "
        "mes, mes, día de la semana por su nombre en inglés. Una revisión por fecha local, "
        "también cuando cambia el horario; una noche que no se hizo se repone una sola vez. "
        "Repita el bloque, cada uno con un nombre, para revisar algunas fuentes a otras "
        "horas.",
    ),
    Words(
        "A witness that cosigns every night's seal, and refuses a history of this folder that was rewound"
        " or forked: another organisation's Testigo, or one of a public network. Repeat the block for "
        "each; docs/custody.md says how.",
        "Un testigo externo, que cofirma el sello de cada noche y rechaza una historia de "
        "esta carpeta que haya retrocedido o se haya bifurcado: el Testigo de otra "
        "organización, o uno de una red pública. Repita el bloque para cada uno; "
        "docs/custody.md dice cómo.",
    ),
    Words(
        "Whose logs are cosigned here, by `testigo serve` or `testigo witness serve`.",
        "Qué bitácoras se cofirman aquí, con `testigo serve` o `testigo witness serve`.",
    ),
    Words(
        "The keys of their logs, as `testigo witness keys` printed them there.",
        "Las claves de esas bitácoras, como las mostró ahí `testigo witness keys`.",
    ),
    Words(
        "What this witness is called; to change it later is to be another witness [default: after this "
        "folder's log].",
        "Cómo se llama este testigo; si el nombre cambia después, será otro testigo "
        "[predeterminado: según la bitácora de esta carpeta].",
    ),
    Words(
        "Another Testigo that looks within the minute at what seems lost or altered, and signs what it "
        "was shown. Repeat the block for each; docs/observers.md says how two organisations look "
        "together.",
        "Otro Testigo, que en el mismo minuto revisa lo que parece perdido o alterado y "
        "firma lo que se le mostró. Repita el bloque para cada uno; docs/observers.md "
        "explica cómo observan en conjunto dos organizaciones.",
    ),
    Words(
        "The fingerprint of its folder's key, as `testigo observe key` printed it there.",
        "La huella de la clave de su carpeta, como la mostró ahí `testigo observe key`.",
    ),
    Words(
        "Where the token is that it gave us: in the environment, or in a file outside this folder.",
        "Dónde está el token que nos dio: en el entorno, o en un archivo fuera de esta carpeta.",
    ),
    Words(
        "From where it looks.",
        "Desde dónde observa.",
    ),
    Words(
        "Looking together: from where we look ourselves, how often observers are asked, and who may have "
        "us look.",
        "Observar en conjunto: desde dónde observamos nosotros, cada cuánto se consulta a "
        "los observadores y quién puede pedirnos que observemos.",
    ),
    Words(
        "Losses and alterations of one night about which they are asked, minutes of it that looks may "
        "wait for them, and seconds for one answer.",
        "Pérdidas y alteraciones de una noche que se les consultan, minutos de la noche que "
        "las revisiones pueden esperarlos y segundos para una respuesta.",
    ),
    Words(
        "Who may have us look, by `testigo serve` or `testigo observe serve`: the hashes that `testigo "
        "observe token` prints.",
        "Quién puede pedirnos que observemos, con `testigo serve` o `testigo observe serve`: "
        "las huellas que muestra `testigo observe token`.",
    ),
    Words(
        "Addresses that each of them may have us look at in an hour.",
        "Direcciones que cada uno puede pedirnos por hora.",
    ),
    Words(
        "Where others ask, once a log or an asker is named. A proxy with TLS stands before it.",
        "Dirección y puerto donde preguntan otros, en cuanto se indica una bitácora o "
        "alguien que pueda preguntar. Delante va un proxy con TLS.",
    ),
    Words(
        "Where `testigo desk` answers a browser (docs/desk.md). Kept copies are shown on the next port.",
        "Dónde responde `testigo desk` a un navegador (docs/desk.md). Las copias conservadas se muestran "
        "en el puerto siguiente.",
    ),
    Words(
        "Names under which it is reached through a TLS proxy before it, and who may read "
        "from elsewhere: the hashes that `testigo desk --token` prints.",
        "Nombres con los que se llega a él a través de un proxy con TLS, y quién puede leer "
        "desde otra parte: las huellas que muestra `testigo desk --token`.",
    ),
    Words(
        "Pages opened in a browser, where one is installed (docs/browser.md): `needed` for those whose "
        "text scripts draw, for a picture of each new loss and alteration, and for one of each page that "
        "stands; `broken` without the last; `always`; `never`.",
        "Páginas que se abren en un navegador, si lo hay (docs/browser.md): `needed`, "
        "aquellas cuyo texto genera un script y las que se necesitan para tener una imagen "
        "de cada pérdida o alteración nueva y de cada página que sigue disponible; `broken`, "
        "lo mismo sin estas últimas; `always`, siempre; `never`, nunca.",
    ),
    Words(
        "Pages of one night that are opened for their picture, and seconds for one page.",
        "Páginas que se abren en una noche para tener su imagen, y segundos para cada una.",
    ),
    Words(
        "What it passes for (desktop or phone), whose language it asks for where a source says none, and "
        "whose clock it has.",
        "Qué aparato aparenta ser (desktop, de escritorio, o phone, un teléfono), qué idioma "
        "pide si la fuente no indica ninguno y en qué zona horaria está.",
    ),
    Words(
        "How `testigo serve` looks after its runs.",
        "Cómo cuida `testigo serve` sus revisiones.",
    ),
    Words(
        "A run that has kept nothing for so many minutes is killed, and taken up again.",
        "Una revisión que en estos minutos no ha guardado nada se interrumpe y se retoma.",
    ),
    Words(
        "Seconds that a run gets to finish its open checks when the service is stopped.",
        "Segundos que tiene una revisión para acabar lo que tiene en curso cuando se detiene "
        "el servicio.",
    ),
    Words(
        "Minutes until a night that failed is tried again; each further failure doubles them, up to four "
        "hours.",
        "Minutos hasta que se vuelve a intentar una noche que falló; cada falla posterior los duplica, "
        "hasta cuatro horas.",
    ),
    Words(
        "Processes that look, each at domains of its own (0: one a core in a night that is worth it; "
        "docs/scaling.md); a Dask scheduler whose workers do in their place "
        '("tcp://...:8786"); where what they look at lies meanwhile, where that is not the evidence folder.',
        "Procesos que revisan, cada uno sus propios dominios (0: uno por núcleo cuando la "
        "noche lo amerita; docs/scaling.md); un planificador de Dask cuyos procesos "
        'trabajadores lo hacen en su lugar ("tcp://...:8786"); dónde queda mientras tanto lo '
        "que revisan, si no es en la carpeta de evidencia.",
    ),
)
"""Each comment, by its English text."""
