"""What moves on a page by itself, as sites say it: counters, ages, clocks, and what a page says of its
making. Patterns only, each for a whole line; :mod:`evidence.content.noise` says where they count.

Spanish, English, Portuguese, French, German.
"""

from __future__ import annotations

import re

_N = r"\d[\d.,' ]{0,12}(?: ?(?:k|m|mil|mio|mill[oó]n(?:es)?|million|milh(?:ão|ões))\b(?: de)?)?"
"""A figure as counters write it: "5,321", "12.3K", "1,2 mil"."""
COUNTED = (
    r"visitas?|visitantes?|visits?|visitors?|hits?|views?|vistas?|lecturas?|reads|lectores|descargas?|"
    r"downloads?|downloaded|reproducciones|compartid[ao]s?|shares?|likes?|me gusta|comentarios?|"
    r"comments?|usuarios? (?:en l[ií]nea|conectados)|users? online|visualiza[cç](?:iones|ões|ão)|"
    r"visualizaciones|acessos?|acesso|downloads? realizados|veces|times|vezes|fois|vues?|"
    r"visites?|visiteurs?|téléchargements?|lectures?|partages?|accesos?|"
    r"page ?views|p[aá]ginas vistas|vistas de p[aá]gina|compartir|aufrufe|zugriffe|besucher|mal gelesen|"
    r"visualizzazioni|visualitzacions|volte|keer (?:bekeken|gelezen)|seguidor(?:es)?|followers?|su[bs]*criptores|"
    r"subscribers?|просмотр(?:ов|ы|а)?|посещени[йея]|загрузок|скачиваний|прочтений|"
    r"浏览(?:次数|量)?|点击(?:次数|数|量)|阅读(?:次数|数|量)|访问(?:次数|量)|下载(?:次数|量)|閲覧(?:回?数)|アクセス数|조회수?"
)
LABEL = (
    r"(?:(?:total|n[uú]mero|n[º°.]{1,2}|contador|cantidad|number|count|counter|nombre|compteur|post|abstract|"
    r"visto|vista|le[ií]do|descargado|compartido|viewed|read|downloaded|seen|visitado|visited|"
    r"visualizado|acessado|lu|vu|téléchargé|consult(?:ado|é)|letto|baixado|eres|usted es|sos|you are|vous êtes|você é|"
    r"el|la|the|le|o|de|d[eo]s?|of|esta p[aá]gina(?: ha sido)?|this page(?: has been)?|"
    r"desde|since|hoy|today|ayer|visitante|visitor|visiteur)[ :#]{1,3}){0,6}"
)
DONE = (
    r"visto|le[ií]do|descargado|compartido|visitado|visualizado|acessado|baixado|viewed|read|downloaded|"
    r"lu|vu|téléchargé|gelesen|aufgerufen|letto"
)
"""What was done with a page, where a figure stands behind it: "Visto: 1204"."""
_SPAN = (
    r"(?: (?:hoy|ayer|totales?|en total|[uú]nic[ao]s|(?:este|esta) (?:mes|semana|año)|today|yesterday|online|"
    r"this (?:week|month|year)|hoje|ontem|aujourd.hui|gesamt|heute)"
    r"| (?:desde|since|depuis|seit) (?:el |la )?(?:\d{1,2} )?(?:de )?(?:[a-zéûç]{3,10}\.? )?(?:del? )?\d{4})?"
)
"""Over which days a site counts."""
_OF_A_PAGE = (
    r"(?: (?:del?(?: la| est[ea])?|d[ao]|du|al|a la|of (?:the|this)) (?:art[ií]culos?|publicaci[oó]n|p[aá]gina|pdf|"
    r"archivo|portal|video|nota|entrada|post|resumen|html|xml|page|article|file|artigo|fichier))?"
)
"""What a counter counts for: the site's own things. "Visitas al sitio" may be those of an inspector."""
_SEEN_DONE = (
    r"vist[oa]|visitad[oa]|le[ií]d[oa]|consultad[oa]|descargad[oa]|compartid[oa]|accedid[oa]|visualizad[oa]|abiert[oa]"
    r"|accessed|viewed|visited|read|seen|downloaded|shared|acessad[oa]|visitad[oa]|lid[oa]|baixad[oa]|vue?|lue?"
    r"|consultée?|visitée?|lett[oa]|visualizzat[oa]"
)
_THIS_PAGE = (
    r"(?:est[ea] (?:p[aá]gina|contenido|art[ií]culo|nota|entrada|documento|archivo|publicaci[oó]n|video|sitio|portal"
    r"|tema|post)|this (?:page|post|article|content|document|file|topic|site|video)|est[ae] (?:conteúdo|artigo|arquivo)"
    r"|(?:cette|cet|ce) (?:page|article|document|contenu)|quest[ao] (?:pagina|articolo|documento))"
)
_RATED = r"(?:promedio|calificaci[oó]n|valoraci[oó]n|puntuaci[oó]n|rating|average|média)"
_ORDINAL = r"(?: (?:n[uú]mero|number|numéro|n[º°]|n[ou]m?\.))?"
_GUESTS = (
    r"(?:invitados?|visitantes?|usuarios?|guests?|visitors?|users?|convidados?|invités?|visiteurs?)"
)
_MEMBERS = (
    r"(?:miembros?|usuarios?|members?|users?|registrad[oa]s?|membros?|membres?)(?: registrados?)?"
)
_HOW_MANY = r"(?:\d[\d.,]{0,6}|ning[uú]n|no|nenhum|aucun|un|one)"
_UNIT = (
    r"segundos?|minutos?|horas?|d[ií]as?|semanas?|m[eê]s(?:es)?|años?|anos?|"
    r"seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?|"
    r"secondes?|heures?|jours?|semaines?|mois|ans?|années?|"
    r"sekunden?|stunden?|tag(?:en?)?|wochen?|monat(?:en?)?|jahr(?:en?)?"
)
_SOME = (
    r"(?:\d{1,4}|un[ao]?s?|an?|uma?|une?|algun[oa]s|pocos|a few|poucos|quelques|eine[mrn]?|einigen)"
)
_ABOUT = (
    r"(?:(?:cerca de|aproximadamente|unos|unas|alrededor de|m[aá]s de|menos de|casi|environ|près de|plus de|moins de|"
    r"mais de|quase|over|about|almost|nearly|more than|less than|etwa|über|fast) )?"
)
_NOW_SAID = (
    r"just now|a moment ago|moments ago|(?:hace|há) (?:un momento|unos momentos|instantes|um momento|pouco)|"
    r"hace poco|ahora mismo|justo ahora|agora mesmo|à l.instant|gerade eben"
)
_SPELL = rf"{_SOME} (?:{_UNIT})(?:,? (?:(?:y|e|and|et|und) )?{_SOME} (?:{_UNIT}))?"
WHEN = (
    r"actualizad[oa]|publicad[oa]|modificad[oa]|editad[oa]|"
    r"última (?:actualización|modificación|visita|conexión|sesión)|"
    r"updated|posted|published|modified|edited|last (?:updated?|modified|seen|visit)|"
    r"atualizad[oa]|última (?:atualização|modificação)|publié|mis à jour|dernière mise à jour|modifié|"
    r"(?:zuletzt )?aktualisiert|veröffentlicht|geändert"
)
_PUT = rf"(?:{WHEN}|enviad[oa]|escrit[oa]|subid[oa]|compartid[oa]|submitted|written|shared|uploaded|escrito|écrit)"
"""What was done with a text or a file that sites tell the age of."""
_BY = r"(?: (?:por|by|par|von) [^\s,.:;]{1,30}(?: [^\s,.:;]{1,30}){0,3}?)?"
_BRIEF_UNIT = (
    r"segundos?|minutos?|horas?|d[ií]as?|semanas?|seconds?|minutes?|mins?|hours?|days?|weeks?|secondes?|heures?|jours?"
    r"|semaines?|sekunden?|stunden?|tag(?:en?)?|wochen?"
)
"""Ages that no text which is meant to be kept has."""
_BRIEF_AGE = (
    rf"(?:(?:hace|há|il y a|vor) {_ABOUT}{_SOME} (?:{_BRIEF_UNIT})|{_SOME} (?:{_BRIEF_UNIT}) (?:ago|atrás)"
    rf"|{_NOW_SAID})"
)
_MADE = (
    r"(?:(?:esta|this|cette|la|the|a) )?(?:(?:p[aá]gina|page|sitio|site|consulta|query|documento|cach[eé]|copia|"
    r"contenido|content|informe|reporte|report) )?(?:(?:fue|foi|was|a été|se) )?"
    r"(?:generad[oa]|creada|cargada|servida|procesada|ejecutada|impres[oa]|consultad[oa]|"
    r"generated|created|loaded|rendered|served|executed|printed|gerada|carregada|générée?|chargée?|"
    r"tiempo de (?:carga|respuesta|ejecuci[oó]n|generaci[oó]n)|load time|response time|execution time|"
    r"tempo de (?:carregamento|resposta)|temps de (?:chargement|réponse))"
    r"(?: (?:en|in|em|el|on|le|at|a las|the|dans))?"
)
WEEKDAY = (
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,3})? ?(?:[ap]\.? ?m\b\.?|h(?:rs?|oras)?\b\.?)?(?: ?(?:UTC|GMT|CST|Z))?"
_SECONDS = r"\d{1,2}:\d{2}:\d{2}(?: ?[ap]\.? ?m\b\.?)?(?: ?(?:UTC|GMT|CST|Z|h(?:rs?|oras)?\.?))?"
_LONG_DATE = (
    rf"(?:(?:hoy(?: es)? |hoje(?: é)? )?(?:{WEEKDAY}),? )?"
    r"(?:\d{1,2}(?:er|[º°])? (?:de )?[a-zéûç]{3,10}\.?,? (?:de |del )?\d{4}|[a-z]{3,9}\.? \d{1,2}, \d{4})"
)
_DATE = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
_NOW_HOUR = (
    r"hora (?:actual|local|del servidor|(?:oficial )?(?:del centro )?de (?:la ciudad de )?m[eé]xico|del centro)"
    r"|(?:current|local|server) time|son las|reloj"
)
_NOW = rf"(?:fecha y )?{_NOW_HOUR}|ahora|now"

Masks = tuple[tuple[re.Pattern[str], str], ...]
COUNTS: Masks = (
    (
        re.compile(
            rf"({LABEL}(?:{COUNTED}){_OF_A_PAGE}{_ORDINAL}{_SPAN}) ?[:：#=(\[-]{{0,2}} ?{_N}[)\]]?",
            re.IGNORECASE,
        ),
        r"\1 #",
    ),
    (re.compile(rf"({DONE}) ?[:(] ?{_N}\)?", re.IGNORECASE), r"\1 #"),
    # of the files of an article
    (
        re.compile(
            rf"((?:resumen|resumo|abstract|résumé|pdf|html|xml|epub) ?[=:] ?){_N} (veces|times|vezes|fois)",
            re.IGNORECASE,
        ),
        r"\1# \2",
    ),
    (re.compile(rf"({LABEL}){_N} ?({COUNTED}{_SPAN})\.?", re.IGNORECASE), r"\1# \2"),
    (
        re.compile(
            rf"({_THIS_PAGE} (?:ya )?(?:ha sido|fue|se ha|has been|was|foi|a été|è stat[ao]) "
            rf"(?:{_SEEN_DONE}) ){_N} (veces|times|vezes|fois|volte)\.?",
            re.IGNORECASE,
        ),
        r"\1# \2",
    ),
    (
        re.compile(rf"((?:n[uú]mero de )?veces (?:{_SEEN_DONE})) ?:? ?{_N}", re.IGNORECASE),
        r"\1 #",
    ),
    (
        re.compile(
            rf"((?:vist[oa]|le[ií]d[oa]|viewed|seen|read) (?:por|by) ){_N} "
            r"(personas|usuarios|lectores|people|users|visitors|readers)\.?",
            re.IGNORECASE,
        ),
        r"\1# \2",
    ),
    (
        re.compile(
            rf"((?:.{{0,60}}\? ?)?(?:{_RATED} ?:? ?)?)"
            rf"(?:\d[.,\d]{{0,4}}(?: ?(?:de|/|of|out of|sobre) ?\d{{1,2}})? ?)?"
            rf"(?<=[\d ])\({_N} (votos?|votes?|valoraciones|opiniones|ratings?|reviews?|avis)\)",
            re.IGNORECASE,
        ),
        r"\1# \2",
    ),
    (
        re.compile(
            rf"(?:a )?{_N} (personas|usuarios|people) (les gusta|le gusta|like) (esto|esta p[aá]gina|this)\.?",
            re.IGNORECASE,
        ),
        r"# \1 \2 \3",
    ),
    (
        re.compile(
            r"(?:hay|tenemos|we have|there are|temos|nous avons)(?: actualmente| currently)? "
            rf"{_HOW_MANY} {_GUESTS}(?: (?:y|e|and|et) {_HOW_MANY} {_MEMBERS})?"
            r" (?:en l[ií]nea|conectad[oa]s|online|en ligne)\.?",
            re.IGNORECASE,
        ),
        "# online",
    ),
)
"""Counters."""
AGES: Masks = (
    (
        re.compile(
            rf"({_PUT}{_BY} ?:? |)(?:(?:hace|há|il y a|vor) {_ABOUT}{_SPELL}|{_ABOUT}{_SPELL} (?:ago|atrás)"
            rf"|{_NOW_SAID})\.?",
            re.IGNORECASE,
        ),
        r"\1⏱",
    ),
    # behind who wrote it: "Ana Pérez (hace 3 días)"
    (
        re.compile(
            rf"([^\d]{{1,60}}? (?:[-–—·•] ?|\()){_BRIEF_AGE}(\)?(?: [·•] \d{{1,3}} ?min(?:ut[eo]s?)?(?: .{{1,20}})?)?)",
            re.IGNORECASE,
        ),
        r"\1⏱\2",
    ),
)
"""Ages."""
CLOCKS: Masks = (
    (
        re.compile(
            rf"(?:(?:(?:fecha y )?hora|time) ?:? )?(?:{_DATE},?(?: -)? ){_CLOCK}", re.IGNORECASE
        ),
        "⏱",
    ),
    (
        re.compile(
            rf"((?:{WHEN}|fecha|date) ?:? |)\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{{1,9}})?(?:Z|[+-]\d\d:?\d\d)?",
            re.IGNORECASE,
        ),
        r"\1⏱",
    ),
    # with seconds: nobody calls a hearing for 10:00:00
    (re.compile(rf"((?:{WHEN}) ?:? ){_DATE},?(?: -)? {_SECONDS}", re.IGNORECASE), r"\1⏱"),
    (
        re.compile(rf"((?:hora|time|heure|uhrzeit)(?: oficial)? ?:? ?){_SECONDS}", re.IGNORECASE),
        r"\1⏱",
    ),
    (re.compile(rf"{_LONG_DATE},?(?: -| a las| at| à)? ?{_SECONDS}", re.IGNORECASE), "⏱"),
)
"""A day with its hour: the server's clock, unless it is an item of a list."""
TOLD: Masks = (
    (
        re.compile(
            rf"((?:{WHEN}) ?:? )(?:ayer|hoy|yesterday|today|ontem|hoje|hier|heute|gestern)"
            rf"(?:,? (?:a las |at |às |à |um )?{_CLOCK})?",
            re.IGNORECASE,
        ),
        r"\1⏱",
    ),
    (
        re.compile(
            r"((?:(?:su|tu|your) )?(?:última (?:visita|conexión|sesión)|last (?:visit|login|seen)|dernière visite|"
            rf"último acesso|letzter besuch) ?:? ){_DATE},?(?: -)? {_CLOCK}",
            re.IGNORECASE,
        ),
        r"\1⏱",
    ),
    (
        re.compile(
            r"((?:tiempo (?:estimado )?de lectura|reading time|tempo de leitura|temps de lecture|lesezeit) ?:? |"
            r"lectura de )\d{1,3} ?min(?:ut[eo]s?|s)?\.?",
            re.IGNORECASE,
        ),
        r"\1#",
    ),
    (
        re.compile(
            r"\d{1,3} ?min(?:ut[eo]s?|s)?\.?( (?:de (?:lectura|leitura|lecture)|read|reading))",
            re.IGNORECASE,
        ),
        r"#\1",
    ),
    (
        re.compile(
            r"((?:s[oó]lo )?(?:faltan?|quedan?|restan?) )\d{1,4}( (?:d[ií]as?|horas?|minutos?)(?: para .{3,60}|\.|))",
            re.IGNORECASE,
        ),
        r"\1#\2",
    ),
    (
        re.compile(
            r"(\d{1,4})( (?:days?|hours?|minutes?) (?:left|to go|remaining)(?: (?:to|until) .{3,60}|\.|))",
            re.IGNORECASE,
        ),
        r"#\2",
    ),
    (
        re.compile(
            r"((?:request|trace|ray|session|correlation|incident|support|error|event|token)(?: id| code)? ?[:#]? )"
            r"[0-9a-f-]{12,40}",
            re.IGNORECASE,
        ),
        r"\1#",
    ),
    (
        re.compile(
            r"((?:su|tu|your|sua|votre) (?:direcci[oó]n |adresse |endereço )?ip(?: address)?(?: es| is| é| est)? ?:? )"
            r"\d{1,3}(?:\.\d{1,3}){3}",
            re.IGNORECASE,
        ),
        r"\1#",
    ),
    (
        re.compile(
            rf"({_MADE}) ?:? ?\d[\d.,]* ?(?:ms|s|seg(?:undos?)?|sec(?:onds?|ondes?)?)\b"
            r"(?:,? (?:con|with|using|avec|com) \d{1,5} (?:consultas|queries|requêtes))?\.?",
            re.IGNORECASE,
        ),
        r"\1 ⏱",
    ),
    (
        re.compile(rf"({_MADE}) ?:? ?(?:{_DATE}(?:,| -| a las| at)? ?)?{_CLOCK}", re.IGNORECASE),
        r"\1 ⏱",
    ),
    (
        re.compile(rf"(?:{_NOW}) ?:? (?:{_DATE},?(?: -)? ){_CLOCK}", re.IGNORECASE),
        "⏱",
    ),
    (re.compile(rf"((?:{_NOW_HOUR}) ?:? ){_CLOCK}", re.IGNORECASE), r"\1⏱"),
    # a sum that only people can do
    (
        re.compile(
            r"(¿?(?:cu[aá]nto (?:es|son)|resuelva|what is|how much is|quanto é|combien font))"
            r" ?:? ?\d{1,2} ?(?:[-+x×*]|m[aá]s|menos|por|plus|minus|times|mais|moins) ?\d{1,2} ?=?\??",
            re.IGNORECASE,
        ),
        r"\1 #?",
    ),
    (
        re.compile(
            r"((?:[^\d]{0,60}\b(?:captcha|matem[aá]tica|math|operaci[oó]n|resuelv[ea]|suma|anti-?spam|human[oa]?)\b"
            r"[^\d]{0,20})?)\d{1,2} ?[-+x×*−] ?\d{1,2} ?= ?\??",
            re.IGNORECASE,
        ),
        r"\1 #?",
    ),
    (
        re.compile(
            rf"((?:fecha(?: y hora)? de impresi[oó]n|data de impressão|date d.impression|print(?:ed)? (?:date|on)"
            rf"|p[aá]gina consultada el|page retrieved on) ?:? )(?:{_LONG_DATE}|{_DATE})"
            rf"(?:,? (?:a las |at )?{_CLOCK})?",
            re.IGNORECASE,
        ),
        r"\1⏱",
    ),
    # what runs down to the second
    (
        re.compile(
            r"(?:\d{1,4} ?(?:d[ií]as?|horas?|minutos?|days?|hours?|minutes?|hrs?|mins?|jours?|heures?),? "
            r"(?:y |and |et )?){2,3}"
            r"\d{1,2} ?(?:segundos?|seconds?|segs?|secs?|secondes?)",
            re.IGNORECASE,
        ),
        "⏱",
    ),
)
"""What says itself that it is the site's: when the page was made, the hour now, a sum for people."""
COPYRIGHT: Masks = (
    # at the beginning of a line, and not before a sentence: "(c) 2018 personas" is an item of a list
    (
        re.compile(
            r"((?:copyright|derechos reservados|todos los derechos reservados|all rights reserved) ?)?"
            r"(©|\(c\)|copyright)( ?copyright)? ?\d{4}(?: ?[-–—] ?\d{4})?(?P<rest>$|[.,;|·•-].*| [^a-zà-ÿ].*)",
            re.IGNORECASE,
        ),
        r"\2 \g<rest>",
    ),
)
"""A copyright with its year."""

STEMS = tuple(
    "visit hit view vist lectur read lector descarg download reproduc compartid compartir share like gusta "
    "coment comment usuari user visuali acess veces times vezes fois vue téléch partage page aufruf zugriff "
    "besuch gelesen mal leíd leid baixad lu vu seen invitad guest convidad invité "
    "jour mois semaine heure ans année hace há vor ago atrás ahora agora just justo instant l'instant "
    "l’instant moment gerade ayer hoy yesterday today ontem hoje hier heute gestern "
    "min tiempo tempo temps lese falta queda resta day hour "
    "post abstract resum pdf html xml epub número numero veces acces consult letto volte visualizz visualitz keer "
    "seguidor suscr subs follow "
    "promedio calificac valorac puntuac rating average média token captcha enviad escrit subid submit written "
    "uploaded écrit просмотр посещ загруз скачив прочт 浏览 点击 阅读 访问 下载 閲覧 アクセス 조회 "
    "página pagina este esta this cette cet ce questo questa votos votes "
    "request trace ray session correlation incident support error event ip cuánto cuanto resuelva what how "
    "quanto combien copyright generad gerad cread carg servid procesad ejecutad impres consultad "
    "generat creat load rendered execut printed génér charg response".split()
)
"""How a word begins without which none of these is: for a first look that costs little."""
