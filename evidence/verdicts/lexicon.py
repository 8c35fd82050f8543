"""How servers and content systems word "there is no such page", by language.

Collected from the wording of server software (Apache's localised error documents, nginx, IIS and
ASP.NET, Tomcat, Go), of content systems (WordPress, Drupal, Joomla, Hugo and Jekyll themes) and of
Mexican government templates. A sentence needs a subject (page, file, document …) and says that it
is absent; a label is what stands alone in a title, a heading or a line. Each line is a regular
expression over folded text (lower case, no accents). Languages beyond our readers' four have only
what their templates say most.
"""

from __future__ import annotations

from evidence.verdicts.text import phrases

_GAP = r"(?: [^\s!?]{1,40}){0,7}?"
"""Up to seven words of the same sentence between a subject and what is said of it."""
_PEOPLE = r"(?:persons?|people|personas?|pessoas?|personnes?|desaparecid[oa]s?|disappeared)"
_THINGS = rf"(?: (?!{_PEOPLE}\b)[^\s!?]{{1,40}}){{0,7}}?"
"""The same, where none of the words is for people: a register of persons who were not found is a
document, and its title is no error message."""

_LABELS = r"""
    ^(?:404|٤٠٤|۴۰۴)$
    (?:error|http|http error|status|code) 404
    404 (?:error|not found)
    (?:error|erro|erreur|fehler|errore|fejl|fel|fout|virhe|hiba|chyba|page|pagina) 404
    ^(?:not found|gone|410 gone)$
    nothing (?:was )?(?:found|here|to see here)
    there(?:'s| is) (?:nothing|no page) here
    (?:looks like )?(?:you are|you're) lost
    (?:broken|dead) link
    ^no (?:encontrad[oa]|se encontro)$
    no se (?:ha )?encontr(?:o|ado) nada
    nada (?:encontrado|por aqui)
    (?:aqui )?no hay nada(?: aqui| que ver)?
    (?:parece que )?(?:te has|estas) perdid[oa]
    enlace roto
    aqui no hi ha res(?: a veure)?
    ^nao encontrad[oa]$
    nao ha nada (?:aqui|para ver)
    ^introuvable$
    (?:il n'y a )?rien (?:a voir(?: ici)?|n'a ete trouve|trouve|de trouve|ici)
    ^(?:nicht gefunden|non trovat[oa]|niet gevonden)$
"""

_EN = r"(?:page|file|document|resource|object|url|uri|article|content|item|path|record|directory|entry)s?"
_THERE_EN = r"(?:there|here|available|accessible)(?! (?:in|for|to|as|until|with|at|by|from)\b)"
_CANNOT_EN = r"(?:can ?not|can't|could not|couldn't|unable to|not able to|did not)(?: seem to)?"
_ENGLISH = rf"""
    {_EN}{_THINGS} (?:was |were |is |are |could |can |has )?not (?:be |been )?(?:found|located)
    {_EN}{_THINGS} (?:cannot|can't|couldn't|wasn't|isn't) (?:be )?(?:found|located)
    {_EN}{_GAP} (?:does not|doesn't|did not|didn't|do not|don't|no longer) (?:seem to )?exists?
    {_EN}{_GAP} (?:is|has gone|went|seems to be) (?:missing|lost)
    {_EN}{_GAP} (?:is not|isn't|(?:is |are )?no longer|not) {_THERE_EN}
    (?:page|file|document|url){_GAP} (?:has|\w{{3,5}} have) been (?:moved or )?(?:removed|deleted)(?! from\b)
    no such (?:page|file|document|resource|object|url)
    {_CANNOT_EN} (?:find|locate){_GAP} (?:{_EN}|what)
    (?:not|isn't|aren't) (?:be )?the (?:page|file|document|droid)s? (?:that )?(?:you|you're|you are)
    (?:link|url|address)(?: you{_GAP})? (?:may be|is) (?:broken|incorrect|outdated)
    (?:http )?error(?: code)?:? 404
    404 (?:error|not found|page not found|file not found)
"""

_ES = (
    r"(?:paginas?|archivos?|ficheros?|documentos?|recursos?|objetos?|contenidos?|articulos?|url"
    r"|direccion|enlace|liga|registro|publicacion|seccion|expediente|folio)"
)
_FOUND_ES = r"(?:encontr|localiz|hall)(?:ad[oa]s?|ar|amos|aron|o)"
_COULD_ES = r"(?:ha|han|hemos|pudimos|podemos|pudo|puede|logramos|fue posible)"
_HERE_ES = r"(?: disponible| aqui)?(?: en (?:este|el|nuestro) [^\s.!?]{1,40})?(?=$|,| o )"
_WAS_ES = r"(?:fue|ha sido|pudo ser|puede ser|se|se ha|se pudo|se puede)"
_REMOVED_ES = r"(?:movid[oa] o )?(?:eliminad|retirad|borrad|removid)[oa]"
_SPANISH = rf"""
    {_ES}{_THINGS} (?:ya )?no (?:{_WAS_ES} )?(?:{_FOUND_ES}|encuentra{_HERE_ES})
    {_ES}{_GAP}(?<!\bque) (?:ya )?no existen?
    {_ES}{_GAP} (?:ya )?no (?:esta |se encuentra )?disponible(?! (?:en|para|a|hasta|por)\b)
    {_ES}{_GAP} (?:ya )?no esta (?:aqui|ahi)
    (?:pagina|archivo|documento|url){_GAP} (?:ha sido|fue|\w{{4,6}} haber sido) {_REMOVED_ES}(?! de\b)
    no (?:se )?(?:{_COULD_ES} )?{_FOUND_ES}{_GAP} (?:{_ES}|que)
    no (?:se encuentra|existe) (?:el|la|esta|este|dich[oa]) {_ES}
    {_ES} inexistente
    (?:enlace|liga|url|direccion){_GAP} (?:puede estar|es|esta) (?:rot|incorrect|mal escrit)[oa]
"""

_PT = r"(?:paginas?|arquivos?|ficheiros?|documentos?|recursos?|objetos?|conteudos?|artigos?|url|endereco|link)"
_FOUND_PT = r"(?:encontr|localiz)(?:ar|amos|ou|ei)"
_PORTUGUESE = rf"""
    {_PT}{_THINGS} nao (?:foi |pode ser |esta )?(?:encontrad|localizad)[oa]s?
    {_PT}{_GAP} nao existe
    {_PT}{_GAP} nao (?:esta )?(?:mais )?disponivel(?! (?:em|para|ate)\b)
    (?:pagina|arquivo|documento){_GAP} (?:foi|pode ter sido) (?:removid|excluid|apagad)[oa](?! d[aeo]\b)
    nao (?:foi possivel |conseguimos |pudemos |podemos )?{_FOUND_PT}{_GAP} (?:{_PT}|que)
"""

_FR = r"(?:pages?|fichiers?|documents?|ressources?|objets?|contenus?|articles?|(?:l')?adresse|(?:l')?url|lien)"
_FRENCH = rf"""
    {_FR}{_THINGS} (?:(?:est |sont )?introuvables?|non trouvee?s?|inexistante?s?)
    {_FR}{_GAP} n'existent? (?:pas|plus)
    {_FR}{_THINGS} n'(?:a|ont) (?:pas )?(?:pu )?(?:ete|pu etre|etre) trouvee?s?
    {_FR}{_GAP} n'est (?:pas|plus) (?:disponible|accessible)(?! (?:en|pour|a|dans)\b)
    (?:page|fichier|document){_GAP} a ete (?:supprime|retire)e?(?! d[eu]\b)
    (?:n'avons|n'ai|ne pouvons|ne peut|n'a) pas (?:pu )?(?:trouver|trouve){_GAP} (?:{_FR}|que)
    impossible de (?:trouver|localiser){_GAP} (?:{_FR}|que)
"""

_OTHERS = rf"""
    seite{_GAP} (?:nicht gefunden|existiert nicht)
    pagina{_GAP} non (?:e stata |e )?(?:trovata|esiste|disponibile)
    pagina{_GAP} no (?:trobada|s'ha trobat|existeix)
    no s'ha (?:pogut )?trobar?t?{_GAP} pagina
    pagina{_GAP} niet gevonden
    страница{_GAP} не (?:найдена|существует)
    الصفحة{_GAP} غير موجودة
    لم يتم العثور على
    صفحه{_GAP} (?:پیدا|یافت) نشد
    ページが(?:見つかりません|存在しません)\w{{0,10}}
    (?:页面不存在|找不到\w{{0,10}}页面|頁面不存在|找不到\w{{0,10}}頁面)
    페이지를 찾을 수 없습니다
"""

NOT_FOUND = phrases(_LABELS, _ENGLISH + _SPANISH + _PORTUGUESE + _FRENCH + _OTHERS)

APOLOGY = phrases(r"""
    (?:sorry|oo+ps|wh?oops|uh oh)
    (?:lo (?:sentimos|siento)|disculp[ae]n?|perdon|lamentamos|ups)
    (?:desculpe|desculpa|lamento)
    desolee?s?
""")
TOKEN = phrases(r"(?:4 0 4|404|٤٠٤|۴۰۴)")
