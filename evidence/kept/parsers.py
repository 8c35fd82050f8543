"""What the parsers of files say of a file that they can't read, or not whole."""

from evidence.bilingual import Words

TEXTS = (
    # from behind the fence
    Words("takes longer than {seconds} s", "tarda más de {seconds} s"),
    Words("needs more than {size} MB of memory", "necesita más de {size} MB de memoria"),
    Words("damaged: {why}", "dañado: {why}"),
    Words("no worker could be started: {why}", "no se pudo iniciar el proceso de lectura: {why}"),
    Words("the parser's answer is not what it should be", "el lector no respondió como debía"),
    Words("the parser crashed on it", "el lector falló al leerlo"),
    Words("it was cut off", "se interrumpió"),
    Words("a button without its form", "un botón sin su formulario"),
    # any kind of file
    Words("the file is empty", "el archivo está vacío"),
    Words("empty body", "respuesta vacía"),
    Words("an archive that holds nothing", "un archivo comprimido que no contiene nada"),
    Words("no reader for {kind}", "no hay lector para {kind}"),
    Words(
        "reading {kind} needs {library}, which is not installed",
        "para leer {kind} hace falta {library}, que no está en este equipo",
    ),
    Words(
        "more than {lines} lines or {characters} characters of text",
        "más de {lines} líneas o de {characters} caracteres de texto",
    ),
    Words("more than {characters} characters of text", "más de {characters} caracteres de texto"),
    Words(
        "this is {kind}, which can't be read for citations; convert it to PDF, DOCX, HTML or text",
        "esto es {kind} y no se le pueden leer citas; conviértalo a PDF, DOCX, HTML o texto",
    ),
    Words(
        "this is {kind}, which can't be read; convert it to PDF, DOCX or HTML",
        "esto es {kind} y no se puede leer; conviértalo a PDF, DOCX o HTML",
    ),
    Words(
        "it is called .{ending} and is none: it was read as {kind}",
        "se llama .{ending} y no lo es: se leyó como {kind}",
    ),
    Words(
        "links that lead to no address of the web are left out: {count} ({names})",
        "enlaces que no llevan a ninguna dirección web y no se toman en cuenta: {count} ({names})",
    ),
    Words(
        "links in forms, lists, players and scripts are left out: {count} ({names})",
        "enlaces en formularios, listas, reproductores y scripts que no se toman en cuenta: {count} ({names})",
    ),
    Words(
        "addresses in comments are left out: {count} ({names})",
        "direcciones en los comentarios que no se toman en cuenta: {count} ({names})",
    ),
    Words("only the first {most} URLs are read", "solo se leen las primeras {most} direcciones"),
    Words(
        "it names more than {most} addresses; divide it into several sources",
        "nombra más de {most} direcciones; divídalo en varias fuentes",
    ),
    Words(
        "only the first {most} numbers at line starts are looked at for notes",
        "solo los primeros {most} números al inicio de línea se consideran como posibles notas",
    ),
    Words(
        "only the first {most} million characters are read",
        "solo se leen los primeros caracteres (millones: {most})",
    ),
    Words(
        "only the first {most} commitments are read", "solo se leen los primeros {most} compromisos"
    ),
    Words(
        "finding the article of a page needs trafilatura",
        "para distinguir el artículo de una página hace falta trafilatura",
    ),
    # PDF
    Words(
        "this PDF is locked with a password; save it without one",
        "este PDF está protegido con contraseña; guárdelo sin ella",
    ),
    Words(
        "this PDF is encrypted in a way that can't be read; print it to a new PDF",
        "este PDF está cifrado de un modo que no se puede leer; imprímalo a un PDF nuevo",
    ),
    Words("this PDF has no pages", "este PDF no tiene páginas"),
    Words("this is not a PDF, or it is damaged", "esto no es un PDF, o está dañado"),
    Words(
        "the PDF reader stopped before the first page; the file is damaged",
        "el lector de PDF se detuvo antes de la primera página; el archivo está dañado",
    ),
    Words("damaged pages, not read: {pages}", "páginas dañadas, sin leer: {pages}"),
    Words(
        "{count} of {pages} pages are pictures without text (scanned?); run OCR over the file",
        "páginas que son imágenes sin texto (¿escaneadas?): {count} de {pages}; pase un OCR al archivo",
    ),
    Words(
        "none of the {pages} pages has any text", "ninguna página tiene texto (páginas: {pages})"
    ),
    Words(
        "reading stopped after {seconds} s: pages {first} to {last} unread",
        "la lectura se detuvo tras {seconds} s: quedaron sin leer las páginas {first} a {last}",
    ),
    Words(
        "page {page} can't be read: it stops the PDF reader",
        "la página {page} no se puede leer: detiene al lector de PDF",
    ),
    Words(
        "reading stopped: too many pages can't be read; only {pages} are",
        "la lectura se detuvo: demasiadas páginas no se pueden leer; solo se leyeron {pages}",
    ),
    Words("pdfium: {why}", "pdfium: {why}"),
    Words("no text and no pictures", "sin texto y sin imágenes"),
    # office files, books, mail
    Words(
        "this is a .{old} of an older program, which needs LibreOffice to be read; install it, or save the file as "
        ".{new} or PDF",
        "esto es un .{old} de un programa antiguo y para leerlo hace falta LibreOffice; instálelo, o guarde el archivo "
        "como .{new} o PDF",
    ),
    Words(
        "LibreOffice can't read this .{old}; it is damaged or locked",
        "LibreOffice no puede leer este .{old}; está dañado o protegido",
    ),
    Words(
        "this office file is damaged (its ZIP archive can't be opened)",
        "este documento está dañado (no se puede abrir su ZIP)",
    ),
    Words(
        "this office file is damaged (it has no {member})",
        "este documento está dañado (le falta {member})",
    ),
    Words("its part {member} is damaged or encrypted", "su parte {member} está dañada o cifrada"),
    Words(
        "it unpacks to more than {size} MB; refused",
        "descomprimido pasa de {size} MB; no se abre",
    ),
    Words("this RTF is damaged", "este RTF está dañado"),
    Words("this book has no chapters", "este libro no tiene capítulos"),
    Words("this message has no text", "este mensaje no tiene texto"),
    Words("this message's text is damaged", "el texto de este mensaje está dañado"),
    Words(
        "{count} attachments are not read: {names}", "adjuntos que no se leen: {count} ({names})"
    ),
    Words(
        "{count} documents inside this one are not read: {names}",
        "documentos contenidos en este que no se leen: {count} ({names})",
    ),
    # text, tables, bibliographies, archives
    Words(
        "a list that long is read with one address a line and nothing beside it; save it so, or as CSV, or divide it",
        "una lista tan larga se lee con una dirección por línea y nada más; guárdela así, o como CSV, o divídala",
    ),
    Words("line {line} is longer than {size} MB", "la línea {line} pasa de {size} MB"),
    Words("this is not a text file", "esto no es un archivo de texto"),
    Words(
        "XML with a document type is refused",
        "no se acepta XML con declaración de tipo de documento",
    ),
    Words("this XML is damaged ({why})", "este XML está dañado ({why})"),
    Words(
        "this is XML of a kind ({name}) that can't be read for citations",
        "esto es XML de un tipo ({name}) al que no se le pueden leer citas",
    ),
    Words("this is no sound RIS ({why})", "esto no es RIS válido ({why})"),
    Words("this is no sound JSON ({why})", "esto no es JSON válido ({why})"),
    Words("no sound JSON: {why}", "no es JSON válido: {why}"),
    Words("this JSON is nested too deeply", "este JSON tiene demasiados niveles"),
    Words("this WARC is damaged", "este WARC está dañado"),
    Words(
        "reading stopped at line {line}: {why}", "la lectura se detuvo en la línea {line}: {why}"
    ),
    Words(
        "{count} entries could not be read: a brace or a comma is missing, or a key stands twice",
        "entradas que no se pudieron leer: {count}; falta una llave o una coma, o una clave está repetida",
    ),
    Words(
        "{count} links are made by formulas that are not followed, and are not cited",
        "vínculos hechos con fórmulas que no se siguen, y que no se citan: {count}",
    ),
    # what references can't be put right in
    Words(
        "its charset can't be written back as it is; save it in UTF-8",
        "su codificación no se puede volver a escribir tal cual; guárdelo en UTF-8",
    ),
    Words(
        "the new words can't be written in {encoding}; save it in UTF-8",
        "las palabras nuevas no se pueden escribir en {encoding}; guárdelo en UTF-8",
    ),
    Words(
        "its ZIP archive is damaged, or of a kind that is not written",
        "su ZIP está dañado, o es de un tipo que aquí no se puede escribir",
    ),
    Words("two parts of it have one name", "dos de sus partes tienen el mismo nombre"),
    Words(
        "this is {kind}, into which nothing can be written",
        "esto es {kind}, en el que no se puede escribir nada",
    ),
    Words(
        "changes can be tracked in a DOCX only", "el control de cambios solo es posible en un DOCX"
    ),
    Words(
        "a part of it is written in {encoding}, which is left alone",
        "una de sus partes está escrita en {encoding}, y no se toca",
    ),
    Words("a part of it is damaged", "una de sus partes está dañada"),
    Words(
        "this PDF is protected; save it without protection",
        "este PDF está protegido; guárdelo sin protección",
    ),
    Words(
        "this PDF is damaged, and nothing can be added to it; print it anew",
        "este PDF está dañado y no se le puede agregar nada; vuelva a imprimirlo",
    ),
    Words(
        "this office file is damaged (it has no content.xml)",
        "este documento está dañado (le falta content.xml)",
    ),
)
