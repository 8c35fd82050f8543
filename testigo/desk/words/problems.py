"""What went wrong, as a sentence that says what to do. Keys are the names of errors."""

from evidence.bilingual import Words

WORDS = {
    "problem_title": Words("That did not work", "No se pudo hacer"),
    "problem_said": Words("In the words of the program", "En palabras del programa"),
    "problem-NoUrl": Words(
        "Give an address, or choose a file.", "Escriba una dirección o elija un archivo."
    ),
    "problem-NotFound": Words(
        "There is no page at this address. See whether it was typed or copied whole, or begin at the front page.",
        "En esta dirección no hay ninguna página. Revise que esté completa o vuelva a la página de inicio.",
    ),
    "problem-BadForm": Words(
        "What was sent can’t be read, or something is missing in it.",
        "Lo que se envió no se puede leer, o le falta algo.",
    ),
    "problem-Forgotten": Words(
        "This look is no longer remembered. What it found is in the folder: ask for its address.",
        "Ya no se recuerda esta revisión. Lo que encontró está en la carpeta: pregunte por su dirección.",
    ),
    "problem-NameAndNote": Words(
        "Give your name and say why: both are shown with your word.",
        "Escriba su nombre y diga por qué: las dos cosas se muestran con su palabra.",
    ),
    "problem-NothingToSay": Words(
        "That no longer fits: a change is accepted while it stands as changed, a loss is overruled while it stands as "
        "missing.",
        "Eso ya no procede: un cambio se acepta mientras la cita figura como modificada, y "
        "una pérdida se desmiente mientras figura como desaparecida.",
    ),
    "problem-FileGone": Words(
        "This file no longer lies ready. Choose it again on the first page.",
        "Este archivo ya no está disponible. Elíjalo otra vez en la primera página.",
    ),
    "problem-PackageGone": Words(
        "This package no longer lies ready. Make it again on the page of the citation.",
        "Este paquete ya no está disponible. Prepárelo otra vez en la página de la cita.",
    ),
    "problem-OldForm": Words(
        "This form is from before the desk was opened again. Go back, load the page anew, and send it once more.",
        "Este formulario es anterior a la última vez que se abrió el escritorio. Vuelva, "
        "recargue la página y envíelo otra vez.",
    ),
    "problem-TooMany": Words(
        "Many looks are under way already. Try again in a minute.",
        "Ya hay muchas revisiones en curso. Inténtelo de nuevo en un minuto.",
    ),
    "problem-TooLarge": Words(
        "That is more than this desk takes at once.",
        "Eso es más de lo que este escritorio puede recibir de una vez.",
    ),
    "problem-TooLong": Words(
        "The look took too long and was ended. Try again; what was kept is kept.",
        "La revisión tardó demasiado y se detuvo. Inténtelo otra vez; lo que ya se guardó "
        "sigue guardado.",
    ),
    "problem-BadDate": Words(
        "A date is written like 2019-09-12.", "Una fecha se escribe así: 2019-09-12."
    ),
    "problem-Offline": Words(
        "Nothing at all can be reached from this machine: the fault is most likely ours, so nothing is said of the "
        "page. Look at this machine’s connection, then try again.",
        "Desde este equipo no se puede llegar a ningún sitio: lo más probable es que la "
        "falla sea nuestra, así que no se dice nada de la página. Revise la conexión de este "
        "equipo e inténtelo otra vez.",
    ),
    "problem-ClockWrong": Words(
        "The clock of this machine is wrong by hours, so a look would not count. Set it right, then try again.",
        "El reloj de este equipo está desfasado por horas, así que una revisión no contaría. "
        "Ajústelo e inténtelo otra vez.",
    ),
    "problem-Interrupted": Words(
        "The look was stopped. What was finished is kept.",
        "La revisión se detuvo. Lo que alcanzó a terminarse está guardado.",
    ),
    "problem-FolderBusy": Words(
        "A night is being run over this folder right now. Try again when it is over; looks and pages work meanwhile.",
        "En este momento se está haciendo la revisión nocturna de esta carpeta. Inténtelo de nuevo cuando termine; "
        "mientras tanto se puede revisar y consultar.",
    ),
    "problem-FolderError": Words(
        "The evidence folder can’t be used.", "No se puede usar la carpeta de evidencia."
    ),
    "problem-StoreError": Words(
        "The database of the evidence folder can’t be used.",
        "No se puede usar la base de datos de la carpeta de evidencia.",
    ),
    "problem-RecordError": Words(
        "A kept record is damaged; testigo verify names all that are.",
        "Un registro guardado está dañado; testigo verify señala todos los que lo están.",
    ),
    "problem-UsageError": Words("What was asked for is not there.", "Lo que se pidió no está ahí."),
    "problem-SourceError": Words(
        "This document can’t be read.", "No se puede leer este documento."
    ),
    "problem-other": Words(
        "Something went wrong that should not. The evidence that was kept is kept.",
        "Algo falló que no debía fallar. La evidencia guardada sigue guardada.",
    ),
}
