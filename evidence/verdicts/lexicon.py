"""How servers and content systems word "there is no such page", by language.

Collected from the wording of server software (Apache's localised error documents, nginx, IIS and
ASP.NET, Tomcat, Go; ASP's databases, where a record that is not there is "BOF or EOF"), of content
systems (WordPress, Drupal, Joomla, Hugo and Jekyll themes) and of Mexican government templates. A
sentence needs a subject (page, file, document …) and says that it is absent; a label is what stands
alone in a title, a heading or a line. Each line is a regular expression over folded text (lower
case, no accents). Languages beyond our readers' four have only what their templates say most.
"""

from __future__ import annotations

import re

from evidence.verdicts.asked import ASKED, BARE, TAKEN_AWAY
from evidence.verdicts.registers import REGISTERS
from evidence.verdicts.text import phrases

_OTHERS_ACT = r"(?:by (?!you\b)|between |entre |por (?!usted|ti\b|el usuario)|par (?!vous\b))"
_GAP = rf"(?: (?!{_OTHERS_ACT})[^\s!?]{{1,40}}){{0,7}}?"
"""Up to seven words of the same sentence between a subject and what is said of it; what somebody else
asked for, or what stands between two things, is no page."""
_PEOPLE = r"(?:persons?|people|personas?|pessoas?|personnes?|desaparecid[oa]s?|disappeared)"
_THINGS = rf"(?: (?!{_PEOPLE}\b|{_OTHERS_ACT})[^\s!?]{{1,40}}){{0,7}}?"
"""The same, where none of the words is for people: a register of persons who were not found is a
document, and its title is no error message."""

_LABELS = r"""
    ^(?:404|٤٠٤|۴۰۴)$
    (?:error|http|http error|status|code)[ /]404
    404 (?:error|not found)
    (?:error|erro|erreur|fehler|errore|fejl|fel|fout|virhe|hiba|chyba|page|pagina) 404
    ^(?:not found|gone|410 gone)$
    nothing (?:was )?(?:found|here|to see here)
    there(?:'s| is) (?:nothing|no page) here
    (?:looks like )?(?:you are|you're) lost
    (?:broken|dead) link
    ^no (?:encontrad[oa]|se encontro|disponible)$
    ^(?:esto |este |esta |aqui |eso )?ya no esta disponible$
    ^(?:lo|la) que (?:buscas|busca)(?: ya)? no (?:esta|existe|se encuentra)(?: aqui| disponible)?$
    no se (?:ha )?encontr(?:o|ado) nada
    nada (?:encontrado|por aqui)
    (?:aqui )?no hay nada(?: aqui| que ver)?
    (?:parece que )?(?:te has|estas) perdid[oa]
    enlace roto
    aqui no hi ha res(?: a veure)?
    ^nao encontrad[oa]$
    ^(?:isto |este |esta )?(?:ja nao|nao) (?:esta|se encontra)(?: mais)? disponivel$
    nao ha nada (?:aqui|para ver)
    ^introuvable$
    ^(?:ceci |cela )?n'est plus disponible$
    (?:il n'y a )?rien (?:a voir(?: ici)?|n'a ete trouve|trouve|de trouve|ici)
    ^(?:nicht gefunden|non trovat[oa]|niet gevonden)$
"""

_EN = r"(?:page|file|document|resource|object|url|uri|article|content|item|path|record|directory|entry)s?"
_SOFT_EN = r"(?:news|story|post|blog|report|notice|publication|event|route|dataset|form|call|release|screen)"
_ASKED_EN = (
    r"(?: (?:requested|specified|(?:that )?(?:you|you're|you are)(?: [^\s!?]{1,20}){1,4}?))?"
)
_THERE_EN = r"(?:there|here|available|accessible)(?! (?:in|for|to|as|until|with|at|by|from)\b)"
_CANNOT_EN = r"(?:can ?not|can't|could not|couldn't|unable to|not able to|did not)(?: seem to)?"
_THE_EN = r"(?: (?:the|a|an|any|this|that|your|such|requested|specified|web|of|on|at|right|thing))*"
"""What may stand between a verb and its object: to find *evidence in the documents* is another
matter than to find *the document*."""
_STRAYED_EN = (
    r"(?:vanished|disappeared|wandered off|run away|ran away|flown away|walked away|went on an adventure"
    r"|hidden itself|been abducted|gone on (?:a )?(?:vacation|holiday|strike))"
)
_SELF_EN = r"(?<!\bthat)(?<!\bwhich)"
_WHERE_EN = (
    r"(?! (?:in|by|among|at) (?!this\b|our\b|index\b"
    r"|(?:the|your) (?:site|server|data|requested|specified|system)))"
)
"""Documents that are not found *in the archive* are no page of this site."""
_ENGLISH = rf"""
    {_EN}{_THINGS}{_SELF_EN} (?:was |were |is |are |could |can |has )?not (?:be |been )?(?:found|located){_WHERE_EN}
    {_EN}{_THINGS}{_SELF_EN} (?:cannot|can't|couldn't|wasn't|isn't) (?:be )?(?:found|located){_WHERE_EN}
    {_EN}{_GAP}(?<!\bthat)(?<!\bwhich) (?:does not|doesn't|did not|didn't|do not|don't|no longer) (?:seem to )?exists?
    {_EN}{_GAP} (?:is|has gone|went|seems to be) (?:missing|lost)
    {_EN}{_GAP} (?:is not|isn't|(?:is |are )?no longer|not) {_THERE_EN}
    (?:page|file|document|url){_GAP} (?:has|\w{{3,5}} have) been (?:moved or )?(?:removed|deleted)(?! from\b)
    {_SOFT_EN}{_ASKED_EN} (?:(?:was|could|is|has)(?: not|n't)|cannot|can't|not) (?:be |been )?found
    {_SOFT_EN}{_ASKED_EN} (?:(?:does|do)(?: not|n't)|no longer) exists?(?=$|,| or | here| on this)
    {_SOFT_EN}{_ASKED_EN} is (?:no longer|not) available(?! (?:in|for|to|as|until|with|at|by|from)\b)
    (?:page|file|document) (?:that )?(?:seems to |appears to )?(?:have |has )?{_STRAYED_EN}
    no such (?:page|file|document|resource|object|url)
    {_CANNOT_EN} (?:find|locate){_THE_EN} (?:{_EN}(?! of (?!this\b|our\b|your\b))|what (?:you|you're|we))
    (?:not|isn't|aren't) (?:be )?the (?:page|file|document|droid)s? (?:that )?(?:you|you're|you are)
    (?:link|url|address)(?: you{_GAP})? (?:may be|is) (?:broken|incorrect|outdated)
    (?:http )?error(?: code)?:? 404
    404 (?:error|not found|page not found|file not found)
    (?:either )?bof or eof is true
"""

_OF_ANOTHER = (
    r" (?!(?:en|em|mas|mais|aqui|aca|o|ou|u|y|e|ni|nem|por|pois|debido|actualmente|ahora|agora|con|com|dentro|como|pero"
    r"|porque|ha|fue|foi|se|esta|ya|ja|n[oa]s?|nest[ea]|a|al|la|el|los|las|os|as|nuestr[oa]|est[ea]|es[ea]|sob|bajo|sitio"
    r"|pagina|error|codigo|favor|volver|voltar|ir|regresar|intente|verifique|tal|quiza|talvez)\b)[a-z]"
)
"""Behind *no existe*: what does not exist, where that is another thing than what was named before."""
_ES = (
    r"(?:paginas?|archivos?|ficheros?|documentos?|recursos?|objetos?|contenidos?|articulos?|url"
    r"|direccion|enlace|liga|registro|publicacion|seccion|expediente|folio)"
)
_SOFT_ES = (
    r"(?:notas?|noticias?|convocatorias?|rutas?|tramites?|boletin(?:es)?|comunicados?|elementos?|entradas?"
    r"|post|blog|paquete|presentacion|item|fichas?|eventos?|informes?|reportes?|vinculo|formulario|micrositio|informacion"
    r"|conjunto de datos|dataset|licitacion|proyecto|programa|identificador|vista|pantalla)"
)
"""Words that news and registers are full of: only right beside what says that there is none."""
_ASKED_ES = (
    r"(?: (?:solicitad|buscad|requerid|indicad|especificad|consultad)[oa]s?"
    r"|(?: a)?(?: l[ao])? que (?:usted |tu )?(?!(?:busc|trat)\w{0,4} (?:de )?\w+[aei]r\b)"
    r"(?:busc|solicit|intent|quier|dese|pid|trat|has|ha|estas?)"
    r"[^\s!?]{0,6}(?: [^\s!?]{1,20}){0,3}?)?"
)
_FOUND_ES = r"(?:encontr|localiz|hall)(?:ad[oa]s?|ar|amos|aron|o)"
_COULD_ES = (
    r"(?:ha|han|hemos|ha podido|hemos podido|pudimos|podemos|pudo|puede|logramos|fue posible)"
)
_HERE_ES = r"(?: disponible| aqui)?(?: en (?:este|el|nuestro) [^\s.!?]{1,40})?(?=$|,| o )"
_WAS_ES = (
    r"(?:fue|ha sido|pudo ser|puede ser|ha podido ser|se|se ha|se ha podido|se pudo|se puede|pudimos"
    r"|hemos podido|fue posible)"
)
_REMOVED_ES = r"(?:movid[oa] o )?(?:eliminad|retirad|borrad|removid)[oa]"
_THE_ES = (
    r"(?: (?:el|la|los|las|lo|un|una|ningun|ninguna|es[ea]|est[ea]|dich[oa]|tu|su|aquell?[oa]?"
    r"|mism[oa]|solicitad[oa]|nada|en|siguiente))*"
)
_NOT_FOR_ES = r"(?! (?:en|para|a|hasta|por|desde|al|de)\b)"
_KEY_ES = r"(?:codigo|id|identificador|clave|numero|datos)"
_STRAYED_ES = r"(?:(?:ha |nos )?(?:perdio|perdido|esfum\w+|escondi\w+|escap\w+)|fue de \S{1,40})"
_SPANISH = rf"""
    {_ES}{_THINGS} (?:ya )?no (?:{_WAS_ES} )?(?:{_FOUND_ES}|encuentra{_HERE_ES})
    {_ES}{_GAP}(?<!\bque) (?:ya )?no existen?(?! (?:desde|entre|hasta|para)\b)(?!{_OF_ANOTHER})
    {_ES}{_GAP} (?:ya )?no (?:esta |se encuentra )?disponible(?! (?:en|para|a|hasta|por)\b)
    {_ES}{_GAP} (?:ya )?no esta (?:aqui|ahi)
    (?:pagina|archivo|documento|url){_GAP}(?<!\bque) (?:ha sido|fue|\w{{4,6}} haber sido) {_REMOVED_ES}(?! de\b)
    {_SOFT_ES}{_ASKED_ES} (?:ya )?no (?:{_WAS_ES} )?(?:{_FOUND_ES}(?=$|,| o | en )|encuentra{_HERE_ES})
    {_SOFT_ES}{_ASKED_ES} (?:ya )?no existe(?=$|,| o | en (?:este|el|nuestro) (?:sitio|portal|sistema|servidor))
    {_SOFT_ES}{_ASKED_ES} (?:ya )?no (?:esta |se encuentra )?disponible{_NOT_FOR_ES}
    pagina (?:que buscas )?(?:parece que )?(?:ya )?se {_STRAYED_ES}
    (?:pagina|archivo|documento) (?:ha desaparecido|desaparecio|anda perdid[oa])(?=$|,| de (?:este|nuestro))
    (?:ha|han) (?:dejado de existir|desaparecido) (?:la|esta|el|este) {_ES}
    no (?:se )?(?:{_COULD_ES} )?{_FOUND_ES}{_THE_ES} (?:{_ES}|que (?:busc|solicit|estas|esta|intent|pid)\w*)
    no (?:se )?(?:{_COULD_ES} )?{_FOUND_ES} (?:la|el|esta|este|es[ea]|ningun|ninguna) {_SOFT_ES}(?=$|,| que | solicit)
    no (?:se encuentra|existe) (?:el|la|es[ea]|est[ea]|ningun|ninguna|dich[oa]) {_ES}
    no existe (?:el|la|es[ea]|est[ea]|ningun|ninguna) {_SOFT_ES}(?=$|,| solicitad| con (?:ese|este|el) )
    {_ES}{_ASKED_ES} (?:es |resulta )?inexistente
    (?:enlace|liga|url|direccion|vinculo){_GAP} (?:puede estar|es|esta) (?:rot|incorrect|mal escrit|caid)[oa]
    bof o eof es (?:true|verdadero)
    ^(?:error:? )?ora-01403\b
    no existen? (?:ning\w+ )?(?:{_ES}|{_SOFT_ES}) con (?:el|la|ese|los|esos) {_KEY_ES}
    (?:enlace|liga|vinculo){_ASKED_ES} (?:ya )?(?:ha (?:caducado|expirado)|no (?:es valid[oa]|funciona))
"""

_PT = r"(?:paginas?|arquivos?|ficheiros?|documentos?|recursos?|objetos?|conteudos?|artigos?|url|endereco|link)"
_SOFT_PT = (
    r"(?:noticias?|editais|edital|rota|publicac(?:ao|oes)|materia|post|registro|registo"
    r"|item|boletim|comunicado|evento|formulario|relatorio|ligacao|caminho|secao|informacao|processo)"
)
_ASKED_PT = (
    r"(?: (?:solicitad|procurad|requerid|indicad|pedid|especificad)[oa]s?"
    r"|(?: a)? que (?:voce |esta |estava |tentou |procura)[^!?]{0,40}?)?"
)
_FOUND_PT = r"(?:encontr|localiz)(?:ar|amos|ou|ei)"
_THE_PT = r"(?: (?:o|a|os|as|um|uma|nenhum|nenhuma|ess[ea]|est[ea]|sua?|solicitad[oa]|nada|n[oa]))*"
_PORTUGUESE = rf"""
    {_PT}{_THINGS} nao (?:foi |pode ser |pode |esta |foram )?(?:ser )?(?:encontrad|localizad)[oa]s?
    {_PT}{_GAP} (?:nao|ja nao) existe(?!{_OF_ANOTHER})
    {_PT}{_GAP} (?:nao|ja nao) (?:esta |se encontra )?(?:mais )?disponivel(?! (?:em|para|ate)\b)
    (?:pagina|arquivo|documento) (?:sumiu|desapareceu|se perdeu|fugiu|saiu em uma aventura)
    (?:pagina|arquivo|documento){_GAP}(?<!\bque) (?:foi|pode ter sido) (?:removid|excluid|apagad)[oa](?! d[aeo]\b)
    {_SOFT_PT}{_ASKED_PT} nao (?:foi |pode ser |foram )?(?:encontrad|localizad)[oa]s?(?=$|,| ou | n[oa] )
    {_SOFT_PT}{_ASKED_PT} (?:nao|ja nao) existe(?: mais)?(?=$|,| ou | neste | no (?:site|portal|servidor))
    {_SOFT_PT}{_ASKED_PT} (?:nao|ja nao) (?:esta )?(?:mais )?disponivel(?! (?:em|para|ate|a|por)\b)
    nao (?:foi possivel |conseguimos |pudemos |podemos )?{_FOUND_PT}{_THE_PT} (?:{_PT}|que (?:voce|procura))
    nao existe (?:ess[ea]|est[ea]|nenhuma?|[oa]) {_PT}
    (?:{_PT}){_ASKED_PT} (?:e )?inexistente
"""

_FR = r"(?:pages?|fichiers?|documents?|ressources?|objets?|contenus?|articles?|(?:l')?adresse|(?:l')?url|lien)"
_SOFT_FR = (
    r"(?:actualites?|nouvelle|publication|rubrique|annonce|communique|formulaire|route|chemin"
    r"|evenement|blog|fiche|element|rapport|offre|demarche|jeu de donnees|chapitre|section|billet)"
)
_ASKED_FR = (
    r"(?: (?:demandee?s?|recherchee?s?|souhaitee?s?|indiquee?s?)"
    r"|(?: a laquelle)?(?: que)? vous (?!avez rec)[^!?]{1,40}?)?"
)
_THE_FR = r"(?: (?:la|le|les|l'|une?|cette?|cet|votre|aucune?|de|ce))*"
_FRENCH = rf"""
    {_FR}{_THINGS} (?:(?:est |sont |demeure |semble )?introuvables?|non trouvee?s?|inexistante?s?)
    {_FR}{_GAP} n'existe(?:nt)? (?:pas|plus)
    {_FR}{_THINGS} n'(?:a|ont) (?:pas )?(?:pu )?(?:ete|pu etre|etre) (?:trouv|localis)ee?s?
    {_FR}{_GAP} n'est (?:pas|plus) (?:disponible|accessible|en ligne)(?! (?:en|pour|a|dans|qu)\b)
    (?:page|fichier|document){_GAP}(?<!\bqui) a (?:ete (?:supprime|retire|deplace)e?|disparu)(?! d[eu]\b)
    {_SOFT_FR}{_ASKED_FR} (?:(?:est |sont )?introuvables?|non trouvee?s?|inexistante?s?)
    {_SOFT_FR}{_ASKED_FR} n'existe (?:pas|plus)(?=$|,| ou )
    {_SOFT_FR}{_ASKED_FR} n'est (?:pas|plus) (?:disponible|accessible)(?! (?:en|pour|a|dans|qu|aux?|que)\b)
    (?:n'avons|n'ai|ne pouvons|ne peut|n'a|n'arrivons) pas (?:pu )?(?:a )?(?:re)?trouve?r?{_THE_FR} (?:{_FR}|que)
    impossible de (?:trouver|localiser|retrouver){_THE_FR} (?:{_FR}|que)
    aucune? (?:page|contenu|document|article|resultat) (?:ne correspond|n'(?:a ete trouve|existe))\w*
"""

_THIS_DE = r"(?:diese|die (?:angeforderte|gesuchte|gewunschte)) (?:seite|datei|information)"
_NO_MORE_DE = r"(?:nicht (?:mehr )?(?:verfugbar|vorhanden|auffindbar)|(?:geloscht|entfernt|verschoben) worden)"
_OTHERS = rf"""
    seite{_GAP} (?:nicht gefunden|existiert nicht)
    {_THIS_DE} ist(?: \S{{1,12}}){{0,2}} {_NO_MORE_DE}
    pagina{_GAP} non (?:e stata |e )?(?:trovata|esiste|disponibile)
    pagina{_GAP} no (?:trobada|s'ha trobat|existeix)
    no s'ha (?:pogut )?trobar?t?{_GAP} pagina
    pagina{_GAP} niet gevonden
    (?:deze|de gevraagde) (?:pagina|bestand|document) (?:bestaat niet|is niet (?:meer )?beschikbaar)
    nie znaleziono (?:strony|dokumentu|pliku)
    strona{_GAP} nie (?:istnieje|zostala znaleziona)
    sayfa(?: \S{{1,20}}){{0,2}} bulunamad[ıi]
    страница{_GAP} не (?:найдена|существует)
    ^(?:материал|документ|файл|запись|новость) (?:не найдена?|не существует|была? удален[ао]?)(?=$| или )
    الصفحة{_GAP} غير موجودة
    لم يتم العثور على
    صفحه{_GAP} (?:پیدا|یافت) نشد
    \w{{0,12}}ページ(?:が|は)(?:見つかりません|存在しません|削除され)\w{{0,10}}
    \w{{0,12}}(?:页面不存在|找不到\w{{0,10}}页面|頁面不存在|找不到\w{{0,10}}頁面)\w{{0,12}}
    페이지를 찾을 수 없습니다
"""

NOT_FOUND = phrases(
    _LABELS + BARE,
    ASKED + REGISTERS + _ENGLISH + _SPANISH + _PORTUGUESE + _FRENCH + _OTHERS,
)
TOMBSTONE = phrases(TAKEN_AWAY, ASKED)
"""What can only be said of what was asked for: *this content is no longer available*. News speak of
documents that are gone, too, and never so."""
APOLOGY = phrases(r"""
    (?:sorry|oo+ps|wh?oops|uh oh)
    (?:lo (?:sentimos|siento)|disculp[ae]n?|perdon|lamentamos|ups)
    (?:desculpe|desculpa|lamento)
    desolee?s?
""")
TOKEN = phrases(r"(?:4 0 4|404|٤٠٤|۴۰۴)")
ABOUT = re.compile(
    r"(?:\b(?:says?|said|claims?|claimed|alleges?|alleged|admits?|admitted|reports|finds|according to|dicen?"
    r"|dijo|dijeron|asegur(?:[ao]n?|aron)"
    r"|afirm(?:[ao]n?|aron)|denunci[ao]n?|segun|sostienen?|admiten?|confirm[ao]n?|declar[ao]n?"
    r"|inform[ao]n? (?:que|el|la)"
    r"|reconocen?|diz|dizem|disse|segundo|garante|afirmam|denunciam|admite|confirma|affirmen?t?|selon|dit|disent"
    r"|denoncent?|assurent?|declarent?|reconnait)\b"
    r"|^(?:how|what|why|como|que (?:es|hacer|significa)|o que|por que|porque|guia|guide|comment|qu'est-ce|pourquoi"
    r"|tutorial|tutoriel)\b(?!.*\?).*\b(?:404|error|erro|erreur|page|pagina|nombre|nome|nom)\b)"
)
"""What tells of somebody's words, or explains errors: such a sentence speaks of another page."""
