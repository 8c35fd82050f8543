"""One citation."""

from evidence.bilingual import Words

WORDS = {
    "never_title": Words("Not looked at yet", "Todavía no se ha revisado"),
    "never_text": Words(
        "This address was never looked at in this folder.",
        "Esta dirección nunca se ha revisado en esta carpeta.",
    ),
    "citation_live": Words("Open the live page", "Abrir la página actual"),
    "citation_seen": Words("Looked at on {at} UTC", "Revisada el {at} UTC"),
    "citation_again": Words("Look again now", "Revisar de nuevo"),
    "citation_reasons": Words("Why we say so", "Por qué decimos esto"),
    "citation_quote": Words("The passage, in time", "El pasaje a lo largo del tiempo"),
    "citation_quote_nearest": Words(
        "From what was quoted to what stands there now", "De lo citado a lo que dice ahora"
    ),
    "citation_of": Words("Made on", "Fecha de la copia"),
    "citation_who": Words("Whose", "De quién es"),
    "citation_says": Words("Says the passage?", "¿Está el pasaje?"),
    "citation_best": Words("The copy to show", "La copia que conviene mostrar"),
    "citation_sides": Words("Then and now", "Antes y ahora"),
    "citation_then": Words("Then", "Antes"),
    "citation_now": Words("Now", "Ahora"),
    "citation_sides_note": Words(
        "Copies that are kept, shown without scripts and with nothing from the network.",
        "Copias guardadas, sin scripts y sin pedir nada a la red.",
    ),
    "citation_no_then": Words(
        "No earlier copy is kept that shows something else.",
        "No se guarda ninguna copia anterior que muestre algo distinto.",
    ),
    "citation_no_now": Words(
        "The last look was shown nothing that could be kept.",
        "En la última revisión no se recibió nada que se pudiera guardar.",
    ),
    "citation_open_copy": Words("Open this copy alone", "Abrir solo esta copia"),
    "citation_in_archive": Words("in the archive", "en el archivo web"),
    "citation_own": Words("our own copy", "copia nuestra"),
    "citation_redline": Words(
        "What changed between the two, word by word",
        "Qué cambió entre las dos, palabra por palabra",
    ),
    "citation_redline_too-long": Words(
        "These texts are too long to be compared on a page: testigo diff compares them.",
        "Estos textos son demasiado largos para compararlos en una página: testigo diff los compara.",
    ),
    "citation_redline_no-text": Words(
        "One of the copies has no text that can be compared.",
        "Una de las copias no tiene texto que se pueda comparar.",
    ),
    "citation_redline_damaged": Words(
        "One of the copies can’t be read back: testigo verify says which.",
        "Una de las copias no se pudo leer: testigo verify dice cuál.",
    ),
    "citation_save": Words("save its bytes", "guardar sus bytes"),
    "citation_ways": Words("Show it", "Ver"),
    "citation_way-drawn": Words("as a browser drew it", "como la mostró un navegador"),
    "citation_way-came": Words("as it came", "como llegó"),
    "citation_way-picture": Words("as a picture", "como imagen"),
    "citation_way-text": Words("as text", "como texto"),
    "citation_same_text": Words(
        "The text of the two copies is the same.", "El texto de las dos copias es el mismo."
    ),
    "citation_timeline": Words("What happened, and when (UTC)", "Qué pasó y cuándo (UTC)"),
    "citation_times": Words("{count} looks, until {until}", "{count} revisiones, hasta el {until}"),
    "citation_when": Words("When", "Cuándo"),
    "citation_kind-cited": Words("citation", "cita"),
    "citation_kind-look": Words("look", "revisión"),
    "citation_kind-copy": Words("archive", "archivo web"),
    "citation_kind-person": Words("person", "persona"),
    "citation_kind-board": Words("board", "tablero"),
    "citation_show_copy": Words("show the copy", "ver la copia"),
    "citation_cited_by": Words("Who cites it", "Quién la cita"),
    "citation_hand_over": Words("Hand over the proof", "Entregar la prueba"),
    "citation_hand_over_note": Words(
        "The package holds the copies, the looks, the log and what proves them, signed. Whoever gets it can verify it "
        "without you.",
        "El paquete contiene las copias, las revisiones, la bitácora y lo que las prueba, firmado. Quien lo reciba "
        "puede verificarlo sin usted.",
    ),
    "citation_make_package": Words("Make the package (WACZ)", "Preparar el paquete (WACZ)"),
    "citation_certificate": Words("Certificate of this copy", "Constancia de esta copia"),
    "citation_certificate_pdf": Words("as PDF", "en PDF"),
    "citation_persons": Words("A person’s word", "Lo que declara una persona"),
    "citation_accept": Words("This change is fine", "El cambio es aceptable"),
    "citation_accept_note": Words(
        "Later looks compare with what stands there now. What was cited stays what it was, and your name and note are "
        "shown wherever this citation is.",
        "Las próximas revisiones se compararán con lo que dice ahora. Lo citado sigue siendo "
        "lo que era, y el nombre y la nota de usted se muestran dondequiera que aparezca "
        "esta cita.",
    ),
    "citation_accept_do": Words("Accept the change", "Aceptar el cambio"),
    "citation_overrule": Words("This is no loss", "Esto no es una pérdida"),
    "citation_overrule_note": Words(
        "The verdict stays; your word stands beside it, and no alarm is raised while this loss lasts.",
        "El veredicto no cambia; lo que usted declara se muestra junto a él, y no se da "
        "ninguna alarma mientras dure esta pérdida.",
    ),
    "citation_overrule_do": Words("Overrule the loss", "Desmentir la pérdida"),
    "citation_by": Words("Your name", "Su nombre"),
    "citation_note": Words("Why", "Por qué"),
    "citation_captures": Words("Captures and their hashes", "Capturas y sus huellas (SHA-256)"),
    "citation_file": Words("Record", "Registro"),
    "citation_picture": Words(
        "Picture of the page, taken on {at}", "Imagen de la página, tomada el {at}"
    ),
    "citation_pictures": Words(
        "Before and after as pictures, and where they differ",
        "Antes y después en imágenes, y en qué difieren",
    ),
    "citation_next": Words("Next look due on {at} UTC", "Próxima revisión: {at} UTC"),
    "package_title": Words("The package is ready", "El paquete está listo"),
    "package_of": Words("Evidence of", "Evidencia de"),
    "package_download": Words("Save the package", "Guardar el paquete"),
    "package_fingerprint": Words("Fingerprint (SHA-256)", "Huella (SHA-256)"),
    "package_fingerprint_note": Words(
        "Tell it to whoever gets the package by another way than the package itself.",
        "Désela a quien reciba el paquete por una vía distinta del paquete mismo.",
    ),
    "package_signer": Words("Signed by the key", "Firmado con la clave"),
    "package_size": Words("Size", "Tamaño"),
    "package_captures": Words("captures", "capturas"),
    "package_verify": Words("This verifies it", "Así se verifica"),
    "package_anywhere": Words(
        "The package opens in ReplayWeb.page, too, and in other readers of WACZ.",
        "El paquete también se abre en ReplayWeb.page y en otros lectores de WACZ.",
    ),
    "package_back": Words("Back to the citation", "Volver a la cita"),
}
