"""What a site asks of its visitor, told by the shape of the sentence or the label: consent, a login,
a subscription, an answer to a survey. Spanish, English, Portuguese, French.

A request speaks to the reader, or of the site itself. A document speaks of others: "los sitios
eliminarán las cookies", "citizens will be able to log in to 500 services".
"""

from __future__ import annotations

import re

_OPENING = 400
"""Characters in which a text says what it wants."""

_COOKIES = r"(?:cookies?|biscoitos|galletas informáticas|témoins)"
_SITE = (
    r"\b(?:est[ea]|nuestr[oa]|el|la|this|our|the|ce|cette|notre|o|nosso|nossa|deste|neste) "
    r"(?:sitio|p[aá]gina|portal|web(?:site)?|site|page|plataforma|aplicaci[oó]n)\b"
)
_YOUR = r"\b(?:su|tu|sus|tus|your|votre|vos|sua|seu)\b"
_GOOD = r"\b(?:experi[eê]nci|experienc|expérienc|navega[cç]|visita?\b|browsing|navigation)"
_BRIEF = (
    r"(?:nuestr[ao]|est[ae]|un[ao]? (?:breve|cort[ao]|peque[nñ][ao]|r[aá]pid[ao])|our|this|a (?:short|brief|quick)"
    r"|nossa|uma (?:breve|curta|r[aá]pida)|notre|une (?:courte|brève))"
)
_LETTER = (
    r"\b(?:bolet[ií]n(?! oficial)(?:es)?|boletim|newsletter|lista de (?:correo|distribución)|mailing list"
    r"|lettre d.information|infolettre|novedades|novidades|noticias|notícias|actualités|updates)\b"
)
_MEDIA = rf"(?:{_LETTER}|\b(?:notificaciones|canal|news|alerts|bulletin)\b)"
_NOT_OTHERS = r"(?<!\bto )(?<!\bcan )(?<!\bmay )(?<!\bwill )(?<!\bmust )"

_CONSENT = (
    rf"{_SITE}[^.]{{0,60}}?\b(?:usa|utiliza|emplea|uses?|utilise|contiene|contains|almacena|stores)\b"
    rf"[^.]{{0,80}}?\b{_COOKIES}"
    rf"|\b(?:usamos|utilizamos|empleamos|instalamos|we (?:also |may )?(?:use|store|set|place)|nous utilisons)\b"
    rf"[^.]{{0,80}}?\b{_COOKIES}"
    rf"|\b{_COOKIES}\b[^.]{{0,80}}?{_YOUR}[^.]{{0,20}}?{_GOOD}"
    r"|\b(?:al|si) (?:continuar?|contin[uú]as?|seguir|sigues?|navegar?|usar|utilizar|hacer clic|cerrar|permanecer)\b"
    r"[^.]{0,80}?\b(?:acept|consient|autoriz)\w{1,4} (?:el uso|su uso|que (?:usemos|utilicemos)|nuestr|las? cookies"
    r"|los t[eé]rminos|las? pol[ií]tica|las condiciones)"
    r"|\b(?:by (?:continuing|using|clicking|browsing|closing|accessing)|if you (?:continue|proceed))\b"
    r"[^.]{0,80}?\b(?:you|we) (?:agree|accept|consent|assume)"
    r"|\bao (?:continuar|navegar|clicar|utilizar|usar|prosseguir|acessar)\b[^.]{0,80}?\bvocê (?:concorda|aceita)"
    r"|\ben (?:poursuivant|continuant|cliquant)\b[^.]{0,80}?\bvous acceptez"
    r"|\bwe (?:value|respect|care about) your privacy|\byour privacy (?:matters|is important)"
    r"|\b(?:tu|su) privacidad (?:nos importa|es (?:muy )?importante)"
    r"|\b(?:valoramos|respetamos|cuidamos|damos (?:mucho )?valor a) (?:tu|su) privacidad"
    r"|\b(?:valorizamos|respeitamos) (?:a )?sua privacidade|\bnous respectons votre vie privée"
    r"|\b(?:nosotros y nuestros|we and our|nós e (?:os )?nossos|nous et nos)\b[^.]{0,20}?"
    r"(?:socios|partners|parceiros|partenaires)"
)
_SUBSCRIPTION = (
    r"\b(?:suscr[ií]b(?:ase|ete|anse|e)|reg[ií]str(?:ese|ate)|inscr[ií]b(?:ase|ete)|inscreva-se|cadastre-se|assine"
    rf"|abonnez-vous|inscrivez-vous)\b[^.]{{0,60}}?{_MEDIA}"
    rf"|{_NOT_OTHERS}\b(?:subscribe|sign up|join)\b(?: now| today| here)? (?:to|for|our)\b[^.]{{0,40}}?{_MEDIA}"
    r"|\b(?:deseas?|quieres?|would you like to|gostaria de) (?:recibir|receive|receber) "
    r"(?:nuestr[ao]s |our |as )?(?:notifica|noticias|notícias|novedades|news)"
)
_LOGIN = (
    r"(?:^|[.!?:] |please |por favor,? )(?:inici[ae] sesi[oó]n(?= para | con | en (?:tu|su) | o (?:reg|crea)|[.,:!]|$)"
    r"|(?:log|sign) ?in(?= to (?:continue|your|comment|view|see|access) | with | or |[.,:!]|$)"
    r"|identif[ií]quese\b|identif[ií]cate\b|faça login\b|connectez-vous\b)"
)
_OPINION = (
    r"\bay[uú]d[ea](?:nos)? a mejorar|\bhelp us improve|\bajude-nos a melhorar|\baidez-nous à améliorer"
    r"|\b(?:responde?a?|cont[eé]st[ae](?:nos)?|particip[ae] en|complet[ae]|llen[ae]|take|complete|answer"
    rf"|fill (?:in|out)|participe d[ae]|répondez à) (?:a )?{_BRIEF} (?:\w+ )?"
    r"(?:encuesta|cuestionario|survey|questionnaire|pesquisa|enquête|sondage)"
    rf"|{_YOUR} opini[oó]n (?:nos )?(?:importa|es (?:muy )?(?:importante|valiosa)|matters|counts|is important)"
    r"|\bsua opinião é|\bvotre avis (?:nous|compte)"
    r"|¿?(?:te|le) (?:fue|result[oó]) [uú]til est[ae]|\bwas this (?:page|information) (?:helpful|useful)"
)
_CHAT = (
    r"\bsoy (?:\w+, )?(?:el|la|tu|su|un|una) (?:asistente|chatbot)"
    r"|\bi.?m (?:\w+, )?(?:your|the|a) (?:virtual )?assistant"
    r"|\bsou (?:o|a|seu|sua) assistente|\bje suis votre assistante?"
    r"|\b(?:en qu[eé]|c[oó]mo) (?:(?:le|te|les) )?(?:puedo|podemos) ayudar|\bhow (?:can|may) (?:i|we) help"
    r"|\bcomo posso (?:te |lhe )?ajudar|\bcomment puis-je vous aider|\bchate[ae] con nosotros|\bchat with us"
    r"|¿(?:eres|es usted) mayor de|\bare you (?:over|at least) \d\d|\bconfirm[ae] que (?:eres|es usted) mayor de"
)
_REQUESTS = tuple(
    (tuple(stems.split()), re.compile(pattern, re.IGNORECASE))
    for stems, pattern in (
        (
            "cookie biscoito galleta témoin acep acce agree cons assume autoriz concord aceita priv par socios",
            _CONSENT,
        ),
        (
            "suscr regístr registr inscr cadastr assine abonnez subscribe sign join recibir receive receber",
            _SUBSCRIPTION,
        ),
        ("sesi log sign identif connect", _LOGIN),
        (
            "mejora improve melhora amélior encuest uestion survey pesquis enqu sondage opini avis til help useful",
            _OPINION,
        ),
        ("asistente assistant assistente chat ayudar help ajudar aider mayor over least", _CHAT),
    )
)
"""Each with what a text has that it may match: for a first look that costs little."""

COOKIES = re.compile(rf"\b{_COOKIES}\b", re.IGNORECASE)
NEWS = re.compile(
    rf"{_LETTER}|\b(?:suscr[ií]b(?:ase|ete|anse|irse|irme)|suscripci[oó]n|subscribe|assine|abonnez-vous)\b",
    re.IGNORECASE,
)
"""Beside a field for an e-mail address: what the address is wanted for."""
LABEL = re.compile(
    r"(?:(?:aviso|pol[ií]tica|configuraci[oó]n|preferencias|uso|gesti[oó]n|consentimiento|configuração|gestion)"
    r" (?:de|sobre|del uso de|des) (?:las )?(?:cookies|consentimiento)"
    r"|(?:configuraci[oó]n|preferencias|centro de preferencias) de (?:la )?privacidad"
    r"|cookies?(?: (?:policy|settings|preferences|consent|notice|banner))?"
    r"|(?:manage )?(?:privacy|consent)(?: preferences?)? (?:cent(?:er|re)|settings|preferences|overview)|manage consent"
    r"|gestionar (?:el )?consentimiento(?: de (?:las )?cookies)?"
    r"|(?:iniciar?|inicio de) sesi[oó]n|log ?in|sign ?in|entrar|fazer login|se connecter|connexion"
    r"|suscr[ií]b(?:ase|ete|irse)|subscribe|newsletter|abonnez-vous|inscreva-se|asistente virtual|chat)",
    re.IGNORECASE,
)
"""Of a heading, all of it."""
BUTTON = re.compile(
    r"(?:accept|allow) (?:all|cookies|all cookies)|(?:aceptar|permitir|rechazar) (?:tod[ao]s?|cookies)(?: las cookies)?"
    r"|aceptar (?:todas )?las cookies|aceitar (?:todos|cookies|todos os cookies)|reject all|tout (?:accepter|refuser)"
    r"|ahora no|not now|agora não|pas maintenant|no,? gracias|no,? thanks|maybe later|quiz[aá]s? m[aá]s tarde",
    re.IGNORECASE,
)
"""Of a button that takes or leaves what is asked."""
YES = re.compile(
    r"acept[ao]r?|accept|i (?:agree|accept)|agree|aceit[ao]r?|concordo|j.accepte|accepter|rechazar|reject|decline"
    r"|rejeitar|refuser|entendido|de acuerdo|got it|ok|permitir|allow|configurar",
    re.IGNORECASE,
)
"""Of a button that says yes or no to whatever stands above it."""


def interrupts(text: str) -> bool:
    """Whether a text opens with what a site wants of its visitor: consent, a login, a subscription,
    an opinion."""
    opening = text[:_OPENING]
    lower = opening.lower()
    return any(
        any(stem in lower for stem in stems) and pattern.search(opening)
        for stems, pattern in _REQUESTS
    )
