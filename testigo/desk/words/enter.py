"""Readers from elsewhere."""

from evidence.bilingual import Words

WORDS = {
    "enter_title": Words("Show your token", "Muestre su clave de acceso"),
    "enter_lead": Words(
        "Whoever shares this evidence with you gave you a token, or a link that carries it.",
        "Quien comparte esta evidencia con usted le dio una clave de acceso, o un enlace que la contiene.",
    ),
    "enter_token": Words("Token", "Clave de acceso"),
    "enter_now": Words("Enter", "Entrar"),
    "problem-UnknownReader": Words(
        "That token is not known here.", "Esa clave de acceso no se conoce aquí."
    ),
}
