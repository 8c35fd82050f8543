"""A file that a visitor brings."""

from evidence.bilingual import Words

WORDS = {
    "file_title": Words("What {name} cites", "Lo que cita {name}"),
    "file_cites": Words(
        "Places that cite: {count}; addresses cited: {urls}.",
        "Lugares donde se cita: {count}; direcciones citadas: {urls}.",
    ),
    "file_nothing": Words(
        "No address was found in this file.", "En este archivo no se encontró ninguna dirección."
    ),
    "file_note": Words(
        "Nothing is kept of this file. To watch all that it cites every night: testigo add FILE",
        "De este archivo no se guarda nada. Para vigilar cada noche todo lo que cita: testigo add ARCHIVO",
    ),
    "file_place": Words("Place", "Lugar"),
    "file_cites_what": Words("Cites", "Cita"),
    "file_known": Words("Known", "Lo que se sabe"),
    "file_unknown": Words("never looked at", "nunca revisada"),
    "file_look": Words("Look now", "Revisar ahora"),
    "file_beside": Words("Your file and this address", "Su archivo y esta dirección"),
    "file_same": Words(
        "{name} is, byte for byte, what this address gave out on {days}.",
        "{name} es, byte por byte, lo que esta dirección entregó el {days}.",
    ),
    "file_other": Words(
        "{name} is not identical, byte for byte, to any copy that is kept of this address.",
        "{name} no es idéntico, byte por byte, a ninguna copia guardada de esta dirección.",
    ),
    "file_redline": Words(
        "From the last copy to your file, word by word",
        "De la última copia a su archivo, palabra por palabra",
    ),
    "file_same_words": Words(
        "The words are the same as in the last copy.",
        "Las palabras son las mismas que en la última copia.",
    ),
    "file_no_text": Words(
        "The two can’t be compared word by word: one of them has no text.",
        "No se pueden comparar palabra por palabra: uno de los dos no tiene texto.",
    ),
}
