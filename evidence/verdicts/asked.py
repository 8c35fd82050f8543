"""How pages say that *what their visitor asked for* is not there, whatever the system behind them.

Systems word it in hundreds of ways that have one shape: a subject that can only be what was asked
for (*the page you are looking for*, *el contenido al que intenta acceder*, *cette page*), and what
became of it (*may have been removed*, *fue dado de baja*, *n'est plus en ligne*). News and laws speak
of documents that are lost too; what they speak of is not *this* page nor *what you seek*. The
subjects, fates and places of each language stand here, and are put together into sentences; each is
a regular expression over folded text.
"""

from __future__ import annotations

_FEW = r"(?: (?!and\b|y\b|e\b|et\b|that\b)[^\s!?]{1,40}){0,6}?"
"""Up to six words between a subject and its fate."""
_SITES_EN = r"(?:web ?site|site|server|portal|blog|system|database|records|repository|store|wiki)"
_HERE_EN = (
    r"(?:(?:at|in|on|under|from) (?:this|that|our|the) (?:address|location|url|link|page"
    rf"|{_SITES_EN})|here|online)"
)
_THING_EN = (
    r"(?:(?:web ?)?page|file|document|resource|object|url|content|article|item|path|record"
    r"|data ?set|entry"
    r"|story|post|news|report|publication|link|(?:web )?address|section|category|component|view"
    r"|form|video"
    r"|image|materials?|collection|feed|topic|thread|information|folder|directory|product|event"
    r"|screen|pdf|node|(?:press )?release"
    r"|job|episode|photo|download|database entry)"
)
_ASKED_EN = (
    rf"(?:(?:requested|specified|desired) {_THING_EN}|{_THING_EN} requested"
    rf"|{_THING_EN} (?:that |which )?(?:you|you're|you've|we|your \w+)(?: [^\s!?]{{1,20}}){{1,7}}?"
    r"|what (?:you|you're|you were)(?: [^\s!?]{1,20}){1,4}?)"
)
_THIS_EN = rf"(?:this|that) {_THING_EN}(?: you [^\s!?]{{1,20}})?"
_TAKEN_EN = (
    r"(?:moved|removed|deleted|retired|archived|taken (?:down|offline)|unpublished|renamed"
    r"|withdrawn"
    r"|discontinued|expired|erased)"
)
_FATE_EN = (
    r"(?:(?:(?:is|was|are|were) not|isn't|wasn't|aren't|(?:is |are )?no longer)"
    r" (?:found|located|available|accessible|active|valid|there|published|hosted"
    rf"|a(?: \w+)? page|{_HERE_EN})"
    r"|(?:cannot|can't|can not|could not|couldn't) be (?:found|located|displayed|reached|opened"
    r"|retrieved|loaded|served)"
    r"|(?:does not|doesn't|did not|no longer)(?: (?:seem|appear) to)? (?:exist|exists|lives?"
    r"|resides?|works?|correspond)\w*"
    r"|(?:has|have|had|may|might|could|was|were|is)(?: have| has)?(?: been)?"
    rf" (?:either )?{_TAKEN_EN}"
    r"|(?:is|are|may be|might be|seems to be)(?: \w+ly)? (?:unavailable|missing|broken|invalid"
    r"|gone|dead|outdated)"
    r"|(?:has )?(?:expired|vanished|disappeared)|(?:is )?nowhere to be found)"
)
_END_EN = (
    rf"(?=$|,| or | and | right now| anymore| at (?:this|the) (?:time|moment)| {_HERE_EN}| by"
    r" (?:its|the) (?:author|owner|user|administrator))"
)
ENGLISH = rf"""
    no results (?:were |was )?found for (?:the|your) (?:requested|specified|selected) {_THING_EN}
    the case you (?:[^\s!?]{{1,20}} ){{1,4}}?(?:cannot|could not) be (?:located|found)
    {_ASKED_EN}{_FEW} {_FATE_EN}
    (?:this|that|the) (?:web ?)?page (?:is|was) nowhere to be found
    {_THIS_EN} {_FATE_EN}{_END_EN}
    (?:nothing|no {_THING_EN}s?)(?: [^\s!?]{{1,20}}){{0,4}}? (?:found |exists? |is )?{_HERE_EN}$
    no {_THING_EN}(?: with| for)(?: [^\s!?]{{1,20}}){{1,4}}? (?:exists?|was found|could be found|is available)
    nothing (?:was |has been )?found {_HERE_EN}
    {_THING_EN} identifier(?: [^\s!?]{{1,20}}){{0,3}} does not (?:correspond|match|exist)
    (?:couldn't|could not|can't|cannot) find (?:anything|it) (?:here|{_HERE_EN})
    (?:lost|misplaced) (?:this|that|the) (?:page|file|document)$
    an? {_THING_EN} that (?:does not|doesn't|no longer) exists?$
    {_THING_EN} {_FATE_EN} {_HERE_EN}
    {_THING_EN} (?:is|are) (?:not|no longer) (?:on|in|at) (?:this|our|the) {_SITES_EN}
    {_THING_EN} is not available for download
    {_THING_EN} not found in (?:the )?(?:repository|index|database|directory|folder|system|catalogue?)$
    could not be retrieved$
    the (?:web ?)?page (?:was|has been) (?:moved|removed|deleted) or
    (?:does not|doesn't|did not|didn't) (?:match|correspond to) any {_THING_EN}
    the identifier does not correspond to an?
    there (?:is|isn't)(?: [^\s!?]{{1,30}}){{1,4}} (?:text in this page|site here|page here)
    you(?:'ve| have)? (?:followed|clicked|used) an? (?:bad|broken|dead|outdated|old|incorrect|invalid) link
    this is not the (?:web ?)?page you are looking for
    not a functioning page
    the specified (?:key|resource|blob|bucket|object|page|file|url) does not exist
    no explicit mapping for /error
    type=not found, status=404
    http status 404
    couldn't find design note
    invalid or non-?existent document
    did not find a current representation for the target resource
    if you typed the web address, check it
"""

_SITES_ES = (
    r"(?:sitio(?: web)?|servidor|portal|blog|sistema|pagina(?: web)?|base de datos|web"
    r"|repositorio|registros?)"
)
_HERE_ES = (
    r"(?:en (?:este|esta|esa|nuestro|nuestra|el|la) (?:direccion|ubicacion|url|lugar|enlace"
    rf"|{_SITES_ES})"
    rf"|del (?:{_SITES_ES})|de (?:este|esta|nuestro|nuestra) {_SITES_ES}|aqui|aca|ahi|alli"
    r"|en linea)"
)
_THING_ES = (
    r"(?:paginas?|archivos?|ficheros?|documentos?|recursos?|objetos?|contenidos?|articulos?|url"
    r"|direccion"
    r"|enlace|liga|vinculo|registro|publicacion|seccion|expediente|folio|nota|noticia"
    r"|convocatoria|ruta"
    r"|pdf|nodo|materiales|material|imagen|perfil|tramite|boletin|comunicado|elemento|entrada"
    r"|post|ficha|evento|informe|reporte|formulario|micrositio|presentacion|paquete|item"
    r"|archivo o carpeta(?: compartid[oa]s?)?"
    r"|informacion|conjunto de datos|licitacion|vista|categoria|componente|video|imagen|material"
    r"|carpeta)"
)
_SEEKS_ES = (
    r"(?:(?!(?:busc|procur|trat)\w{0,5} (?:de )?\w+[aei]r\b)(?:busc|solicit|intent|quier|quis"
    r"|dese|pid|ped|trat|has|ha|estas?|consult|segui|us(?!ted)|visit|necesit"
    r"|ingres|escrib|tecle|pretend|requier|ten|guard|deseaba)\w{0,7})"
)
_ASKED_ES = (
    rf"(?:{_THING_ES} (?:web )?(?:solicitad|buscad|requerid|indicad|especificad|consultad)[oa]s?"
    rf"|{_THING_ES} (?:web )?(?:al? |a (?:la|el) |del? |en )?(?:(?:l[ao]|el) )?(?:que|cual)"
    rf" (?:(?:usted|tu|se|nos|me) )?{_SEEKS_ES}"
    rf"(?: [^\s!?]{{1,20}}){{0,4}}?|lo que (?:usted )?{_SEEKS_ES}(?: [^\s!?]{{1,20}}){{0,2}}?)"
)
_THIS_ES = rf"(?:est[ea]|es[ea]) {_THING_ES}(?: web| que {_SEEKS_ES})?"
_TAKEN_ES = (
    r"(?:movid|eliminad|retirad|borrad|removid|quitad|archivad|renombrad|trasladad|despublicad"
    r"|desactivad"
    r"|dad|suprimid)[oa]s?(?: de baja)?"
)
_FATE_ES = (
    r"(?:(?:ya )?no (?:(?:se (?:ha |pudo |puede |ha podido )?|fue |ha sido |pudo ser |puede ser )?"
    r"(?:encontr|hall|localiz)\w+|existen?|parece existir|esta (?:disponible|publicad[oa]"
    r"|en linea|activ[oa]|accesible)"
    r"|(?:pudo|puede|ha podido) (?:encontrarse|localizarse|hallarse)"
    r"|se encuentra(?: disponible)?|figura|aparece|funciona|vive|es valid[oa]|responde|esta(?=$"
    rf"|,| o | {_HERE_ES}))"
    r"|(?:fue|ha sido|haya sido|pudo haber sido|puede haber sido|pudo ser|se ha|se haya"
    r"|se puede haber|pudo haberse"
    rf"|puede haberse|fueron|estar|podria haber sido) {_TAKEN_ES}"
    r"|(?:ha|haya) (?:cambiado de|dejado de (?:existir|funcionar)|desaparecido|caducado|expirado"
    r"|vencido|perdido)|cambio (?:de |su )(?:direccion|lugar|nombre|ubicacion)"
    r"|(?:esta|puede estar|es|resulta) (?:rot|danad|caid|vencid|incorrect|inexistente|invalid)[oa]?"
    r"|(?:vencio|expiro|caduco|desaparecio)|se (?:ha )?(?:perdio|perdido|fue|ido|esfum\w+|mud\w+"
    r"|extravi\w+)(?! a )(?= |$))"
)
_END_ES = (
    rf"(?=$|[,;]| o | y | {_HERE_ES}| por (?:su|el) (?:autor|propietario|administrador|usuario)"
    r"| en este momento| por el momento)"
)
_TO_ES = r"(?: (?:del?|al?|por|para|hasta|desde|entre|contra)\b)"
_OURS_ES = r"(?:lugar|direccion|nombre|ubicacion|baja|servidor|sitio|portal|momento|su autor|nuestr[oa]|est[ea]|la web)"
_QUIT_ES = r"(?:elimino|quito|borro|retiro|eliminado|quitado|borrado|retirado)"
_RETRIEVE_ES = (
    r"no (?:se )?(?:logramos|pudimos|pudo|fue posible|hemos podido|damos)(?: dar)?"
    r"(?: con| recuperar| abrir| mostrar| cargar)"
)
SPANISH = rf"""
    {_ASKED_ES}{_FEW} {_FATE_ES}(?!{_TO_ES}(?! {_OURS_ES}))
    {_THIS_ES} {_FATE_ES}{_END_ES}
    {_THING_ES} {_FATE_ES} {_HERE_ES}(?! d)
    (?:no (?:hay|existe)|no se (?:ha )?encontr\w+)(?: ning\w+| nada)?(?: {_THING_ES})? {_HERE_ES}$
    (?:puede|es posible) que {_THIS_ES} (?:no exista|ya no (?:este|exista)|se haya {_TAKEN_ES}){_END_ES}
    (?:usuario|autor|autora|propietario) (?:elimino|borro|retiro) est[ea] (?:{_THING_ES}|historia)(?: de medium)?$
    est[ea] (?:elemento|archivo|vinculo|enlace|publicacion|carpeta|pagina) se (?:ha )?{_QUIT_ES}(?=$|,| o | y )
    no (?:puede|puedes) acceder a este elemento,? (?:porque|ya que) infringe
    no hay contenido(?: web)? (?:para mostrar|que mostrar)$
    ^(?:el )?(?:id|identificador|folio|codigo) (?:proporcionado|solicitado|indicado|consultado) no (?:es valido|existe)$
    (?:no hay|no se encontraron|sin) resultados para (?:la|el|esta|este) {_THING_ES}
    identificador(?: [^\s!?]{{1,20}}){{0,3}} no (?:se )?(?:corresponde|existe|coincide)
    {_ASKED_ES} se (?:ha ido|fue|tomo) de \S{{1,20}}
    (?:una?|la|el) {_THING_ES} (?:que (?:ya )?no existe|inexistente)$
    no corresponde a ningun(?:a)? {_THING_ES}
    (?:perdimos|hemos perdido|se nos perdio) (?:esta|la|el|este) {_THING_ES}$
    {_RETRIEVE_ES} (?:la|el|esa|ese|esta|este) {_THING_ES}
    (?:aqui no encontramos|no encontramos|no hay|no encontre) nada(?: aqui| aca)?$
    {_THING_ES}(?: [^\s!?]{{1,20}}){{0,4}} tal vez (?:ya )?no exista
    {_THING_ES} (?:ya )?no esta disponible para (?:su )?(?:descarga|consulta)
    se (?:haya|ha|puede haber) (?:quitado|eliminado|movido|borrado) (?:el|la) {_THING_ES} que
    {_THING_ES}(?: [^\s!?]{{1,20}}){{0,2}} (?:ya )?no (?:esta|se encuentra) (?:publicad[oa]|en linea)$
    no se (?:encuentra|encontro) (?:el|la) {_THING_ES} o
    no (?:existe|hay) informacion para (?:el|la) {_THING_ES} (?:solicitad|consultad|requerid|indicad)[oa]
    {_THING_ES} (?:no disponible|inexistente) en (?:el|este|nuestro) (?:servidor|sitio|portal|sistema)$
    {_ASKED_ES} (?:pudo|puede|podria) (?:haber )?cambia(?:r|do) de (?:lugar|direccion|ubicacion)
"""

_SITES_PT = (
    r"(?:site|servidor|portal|blog|sistema|pagina|base de dados|banco de dados|sitio|repositorio)"
)
_HERE_PT = (
    rf"(?:(?:em|n|d)(?:est|ess)[ea] (?:endereco|local|url|link|{_SITES_PT})|n[oa] (?:nosso "
    rf"|nossa )?{_SITES_PT}"
    rf"|em (?:nosso|nossa) {_SITES_PT}|d[oa] (?:nosso |nossa )?{_SITES_PT}|aqui|ai|no ar|on-?line)"
)
_THING_PT = (
    r"(?:paginas?|arquivos?|ficheiros?|documentos?|recursos?|objetos?|conteudos?|artigos?|url"
    r"|endereco|link"
    r"|noticia|edital|rota|publicacao|materia|post|registr?o|item|boletim|comunicado|evento"
    r"|formulario"
    r"|relatorio|ligacao|caminho|secao|informacao|processo|categoria|componente|video|imagem"
    r"|hiperligacao"
    r"|conjunto de dados|pasta|pdf|no|material|perfil|imagem|foto)"
)
_SEEKS_PT = (
    r"(?:(?!(?:procur|busc|tent)a (?:\w+[aei]r)\b(?! aceder| acessar| abrir))(?:procur|tent|esta"
    r"|solicit|busc|pedi|quer|desej|pretend|acess|digit|clic|segui|consult|visit"
    r"|requisit)\w{0,6})"
)
_ASKED_PT = (
    rf"(?:{_THING_PT} (?:solicitad|procurad|requerid|indicad|pedid|especificad|requisitad"
    r"|digitad|acessad|informad|buscad)[oa]s?"
    rf"|{_THING_PT} (?:web )?(?:a |ao |a qual |em )?(?:que )?(?:voce |se "
    rf"|o utilizador )?{_SEEKS_PT}(?: [^\s!?]{{1,20}}){{0,4}}?"
    rf"|o que (?:voce )?{_SEEKS_PT}(?: [^\s!?]{{1,20}}){{0,2}}?)"
)
_THIS_PT = rf"(?:est[ea]|ess[ea]|sua) {_THING_PT}(?: que voce {_SEEKS_PT})?"
_TAKEN_PT = (
    r"(?:movid|removid|excluid|apagad|eliminad|retirad|arquivad|renomead|deslocad|despublicad"
    r"|desativad|suprimid)[oa]s?"
)
_FATE_PT = (
    r"(?:(?:ja )?nao (?:(?:foi |pode ser |pode |esta |foram |p[oô]de ser )?(?:ser )?(?:encontrad"
    r"|localizad)[oa]s?|existe|parece existir"
    rf"|(?:esta |se encontra )?(?:mais )?(?:disponivel|acessivel|publicad[oa]|{_HERE_PT})"
    r"|se encontra|consta|funciona|e valid[oa]"
    r"|corresponde)|parece nao existir|(?:foi|pode ter sido|ter sido|tenha sido|foram"
    rf"|sido) {_TAKEN_PT}"
    r"|(?:ter )?mudou de|saiu do ar(?=$|,)|deixou de existir|(?:esta|pode estar|e) (?:quebrad"
    r"|incorret|indispon|inexistente|invalid|fora do ar)\w*"
    r"|(?:expirou|sumiu|desapareceu)|(?:tirou|saiu de|foi de) ferias|se perdeu)"
)
_END_PT = (
    rf"(?=$|[,;]| ou | e | mais| {_HERE_PT}| pelo (?:autor|proprietario|administrador)| no momento)"
)
_TO_PT = r"(?: (?:d[aeo]s?|por|para|ate|desde|entre|pel[oa])\b)"
_OURS_PT = r"(?:lugar|endereco|nome|site|portal|servidor|autor|ar|noss[oa])"
_RETRIEVE_PT = (
    r"nao (?:conseguimos|foi possivel|pudemos) (?:achar|recuperar|abrir|exibir|carregar|mostrar)"
)
PORTUGUESE = rf"""
    {_ASKED_PT}{_FEW} {_FATE_PT}(?!{_TO_PT}(?! {_OURS_PT}))
    {_THIS_PT} {_FATE_PT}{_END_PT}
    {_THING_PT} (?:ja )?nao esta (?:mais )?{_HERE_PT}
    {_THING_PT} {_FATE_PT} {_HERE_PT}(?! d)
    nada (?:foi )?encontrado {_HERE_PT}
    (?:nao ha|nao existe|nao foi encontrado)(?: nenhuma?| nada)?(?: {_THING_PT})? {_HERE_PT}$
    (?:identificador|codigo)(?: [^\s!?]{{1,20}}){{0,3}} nao (?:corresponde|existe)
    (?:uma?|a|o) {_THING_PT} (?:que (?:ja )?nao existe(?: mais)?|inexistente)$
    nao corresponde a nenhum(?:a)? {_THING_PT}
    (?:perdemos|sumiu com) (?:esta|essa|a|o) {_THING_PT}$
    {_RETRIEVE_PT} (?:a|o|essa|esse|esta|este) {_THING_PT}
    nao achamos (?:a|o|essa|esse|esta|este) {_THING_PT}
    {_THING_PT} nao esta mais disponivel para (?:download|consulta)
    nao e possivel (?:encontrar|localizar|exibir) (?:a|o|esta|este|essa|esse) {_THING_PT}
    nao temos (?:essa|esta|esse|este) {_THING_PT}
    nenhuma? {_THING_PT} (?:foi )?encontrad[oa] para (?:o|a) (?:identificador|codigo|numero|endereco)
    {_THING_PT} (?:indisponivel|inexistente) ou (?:indisponivel|inexistente|removid[oa])$
    (?:o|a) {_THING_PT} foi {_TAKEN_PT} pel[oa] (?:autora?|proprietari[oa]|administrador)
"""

_SITES_FR = (
    r"(?:site(?: web| internet)?|serveur|portail|blog|systeme|base de donnees|page"
    r"|catalogue en ligne)"
)
_HERE_FR = (
    r"(?:(?:a|sous|sur) (?:cette|cet|ce|notre|l'|le) ?(?:adresse|emplacement|url|lien|endroit"
    rf"|{_SITES_FR})|de notre {_SITES_FR}"
    rf"|du {_SITES_FR}|ici|en ligne|dans (?:la|notre) base de donnees)"
)
_THING_FR = (
    r"(?:pages?|fichiers?|documents?|ressources?|objets?|contenus?|articles?|(?:l')?adresse"
    r"|(?:l')?url|liens?"
    r"|(?:l')?actualite|nouvelle|publication|rubrique|annonce|communique|formulaire|route|chemin"
    r"|(?:l')?evenement"
    r"|fiche|(?:l')?element|rapport|offre|demarche|jeu de donnees|section|billet"
    r"|(?:l')?identifiant|video|image"
    r"|categorie|composant|dossier|enregistrement|pdf|n(?:oe|œ)ud|(?:l')?information"
    r"|document pdf|photo)"
)
_SEEKS_FR = (
    r"vous (?!avez recu)(?:avez|cherch|recherch|tent|essay|souhait|voul|demand|consult|av"
    r"|etes|avi|suiv|desir)\w{0,6}"
)
_ASKED_FR = (
    rf"(?:{_THING_FR} (?:demande|recherche|souhaite|indique|saisi|specifie|fourni|consulte)e?s?"
    rf"|{_THING_FR} (?:que |a laquelle |auquel |a qui )?{_SEEKS_FR}(?: [^\s!?]{{1,20}}){{0,4}}?"
    rf"|ce que {_SEEKS_FR}(?: [^\s!?]{{1,20}}){{0,2}}?)"
)
_THIS_FR = rf"(?:cette|ce|cet|votre) {_THING_FR}"
_TAKEN_FR = r"(?:deplace|supprime|retire|renomme|archive|efface|depublie|desactive|enleve)e?s?"
_FATE_FR = (
    r"(?:(?:est |sont |demeure |semble )?introuvables?|n'(?:a|ont) (?:pas )?(?:pu )?(?:etre "
    r"|ete )?(?:trouv|localis)\w+"
    r"|n'existe(?:nt)? (?:pas|plus)|n'est (?:pas|plus) (?:disponible|accessible|valide|active?"
    rf"|la$|{_HERE_FR})|ne semble pas exister"
    r"|ne (?:se trouve|figure|fonctionne|correspond) (?:pas|plus|a aucun)|(?:a|ait"
    r"|ont)(?: peut-etre| pu)?(?: ete| etre)? "
    rf"{_TAKEN_FR}|(?:peut )?(?:avoir|etre) (?:ete )?{_TAKEN_FR}|a (?:change (?:d'|de )|disparu"
    r"|expire)"
    r"|(?:est|sont|semble) (?:temporairement )?(?:rompue?|mort|brise|casse|incorrecte?|invalide"
    r"|indisponible|perdue?|partie?|inexistante?)"
    r"|s'est (?:perdue?|egaree?|envolee?|cachee?))"
)
_END_FR = (
    rf"(?=$|[,;]| ou | et | {_HERE_FR}| par son (?:auteur|proprietaire)| pour le moment| en chemin)"
)
_TO_FR = r"(?: (?:d[ue]s?|par|pour|entre|depuis|aux?|en)\b)"
_OURS_FR = r"(?:site|portail|serveur|adresse|ligne|son auteur|nom|document|notre|ce site)"
_NOT_ABLE_FR = (
    r"(?:ne trouvons|n'avons|n'arrivons|ne (?:soyons|sommes) pas en mesure)(?: [^\s!?]{1,20}){0,5}"
)
FRENCH = rf"""
    il semble que rien n'ait ete trouve (?:ici|a (?:cet|cette) (?:endroit|adresse|emplacement))
    {_ASKED_FR}{_FEW} {_FATE_FR}(?!{_TO_FR}(?! {_OURS_FR}))
    {_THIS_FR} {_FATE_FR}{_END_FR}
    {_THING_FR} {_FATE_FR} {_HERE_FR}(?! d)
    {_THING_FR} n'est (?:pas|plus) (?:sur|dans) (?:notre|le|ce) {_SITES_FR}
    rien (?:n'a ete trouve |ne se trouve )?(?:a (?:cette|cet)|ici|sous cette)(?: adresse| emplacement| url)?
    aucun(?:e)? {_THING_FR} (?:n'a ete trouvee? |n'existe )?{_HERE_FR}
    {_ASKED_FR} est partie? (?:en|se)\b
    ne correspond a aucune? {_THING_FR}
    (?:avons perdu|egare) (?:cette|la|ce|le) {_THING_FR}$
    (?:cette|la|ce|le) {_THING_FR} (?:a ete egaree?|n'existe peut-etre plus)
    {_THING_FR}(?: [^\s!?]{{1,20}}){{0,4}} n'existe peut-etre (?:plus|pas)
    {_THING_FR} n'est plus disponible au telechargement
    (?:une?|la|le) {_THING_FR} (?:qui n'existe (?:pas|plus)|inexistante?)$
    {_NOT_ABLE_FR} (?:(?:cette|la|votre|ce|le) {_THING_FR})
    impossible (?:de|d') ?(?:trouver|localiser|afficher)(?: (?:la|le|l'|cette|ce))? ?{_THING_FR}
"""

_BARE_EN = (
    rf"{_THING_EN} (?:not (?:found|available)|unavailable|missing|does not exist"
    r"|no longer available|removed|deleted|withdrawn)"
)
_BARE_ES = (
    rf"{_THING_ES} (?:(?:ya )?no (?:encontrad[oa]|localizad[oa]|hallad[oa]|disponible|valid[oa]"
    r"|existe)|inexistente|eliminad[oa]|retirad[oa]|borrad[oa])"
)
_BARE_PT = (
    rf"{_THING_PT} (?:nao (?:encontrad[oa]|localizad[oa]|disponivel|existe)|indisponivel"
    r"|inexistente|invalid[oa]|removid[oa]|excluid[oa]|apagad[oa]|retirad[oa])"
)
_BARE_FR = (
    rf"{_THING_FR} (?:introuvable|non trouvee?|indisponible|inexistante?|invalide|n'existe pas"
    r"|non disponible|supprimee?|retiree?)"
)
BARE = rf"""
    ^(?:the |this |that |your )?{_BARE_EN}$
    ^(?:el |la |es[ea] |est[ea] )?{_BARE_ES}$
    ^(?:[oa] |es[st][ea] )?{_BARE_PT}$
    ^(?:l[ae] |cette |ce |cet )?{_BARE_FR}$
    ^(?:cannot|can't|could not) get /\S*$
    ^no route (?:found for|matches)(?: \S+){{1,3}}$
    ^(?:url|direccion|enlace) (?:no valid[oa]|incorrect[oa])$
    ^invalid (?:document|page|file|record|item|article|node|url)(?: (?:id|number|identifier))?$
    ^le lien est (?:mort|rompu|brise)$
    ^(?:nosuchkey|nosuchbucket|blobnotfound|resourcenotfound)$
    ^(?:component|view|layout|category|controller|action) not found\b.*
    ^404 (?:- )?(?:component|view|category|article) not found$
    ^lo que \S+ (?:ya )?no (?:esta|existe)(?: aqui| aca)?$
"""
"""What stands alone on a line or in a title; a noun and its absence, with nothing beside."""

TAKEN_AWAY = rf"""
    ^(?:the |this |that )?{_THING_EN} (?:unavailable|not available|removed|deleted|withdrawn|expired)$
    ^(?:the |this |that )?{_THING_EN} (?:is )?no longer (?:available|exists|online)$
    ^(?:el |la |es[ea] |est[ea] )?{_THING_ES} (?:no disponible|eliminad[oa]|retirad[oa]|borrad[oa]|dad[oa] de baja)$
    ^(?:el |la |es[ea] |est[ea] )?{_THING_ES} ya no (?:existe|(?:esta |se encuentra )?disponible)$
    ^(?:[oa] |es[st][ea] )?{_THING_PT} (?:nao disponivel|indisponivel|removid[oa]|excluid[oa]|apagad[oa]|retirad[oa])$
    ^(?:[oa] |es[st][ea] )?{_THING_PT} (?:ja nao existe|nao (?:existe|esta) mais(?: disponivel)?)$
    ^(?:l[ae] |cette |ce |cet )?{_THING_FR} (?:indisponible|non disponible|supprimee?|retiree?)$
    ^(?:l[ae] |cette |ce |cet )?{_THING_FR} n'(?:existe|est) plus(?: disponible)?$
"""
"""What is said in a line of a thing that was there once: that it does not exist may be said of any."""
ASKED = ENGLISH + SPANISH + PORTUGUESE + FRENCH
