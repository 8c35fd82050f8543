"""How registers, catalogues and collections say that they hold nothing under what was asked for.

Their pages don't speak of pages: *la norma solicitada no existe en el acervo*, *no title with this
number is held*. What they keep is named by nouns that news are full of, so a sentence counts only
where the thing is what a visitor asked for or goes by a key, and where the sentence ends with its
absence or with the collection: *the contract requested does not exist in the archives of the
ministry, it answered* is news. Regular expressions over folded text.
"""

from __future__ import annotations

_KEPT_EN = (
    r"(?:act|law|rule|regulation|standard|statute|bill|decree|agreement|contract|case|judge?ment"
    r"|ruling|opinion|book|title|volume|issue|work|thesis|map|series|table|indicator|chart|code"
    r"|number|reference|identifier|id|key|term|entity|project|programme?|filing|minutes|grant|permit)"
)
_ASKED_EN = (
    rf"(?:(?:requested|specified|selected) {_KEPT_EN}|{_KEPT_EN} (?:requested|specified|selected)"
    rf"|{_KEPT_EN} (?:that |which )?you(?:'re| are|'ve| have)? (?:request|look|search|ask|select|enter"
    r"|specif)(?:ed|ing|ied)(?: for)?)"
)
_COLLECTION_EN = (
    r"(?:collections?|catalogue?|holdings|librar(?:y|ies)|archives?|register|registry|index|inventory"
    r"|database|repository|records|system|compilation|site)"
)
_HELD_EN = (
    rf"(?: (?:in|at|on|by|from|of) (?:the|our|this)(?: (?!of\b)[\w-]+){{0,2}} {_COLLECTION_EN})"
)
_ABSENT_EN = (
    r"(?:(?:does not|doesn't|no longer) exists?|(?:was|were|is|could|can)(?: ?not|n't)(?: be)?"
    r" (?:found|located|registered|listed|held|available))"
)
_END_EN = r"(?=$| or |[,;:] (?:please|check|try|verify))"
_KEY_EN = r"(?:with|under|by) (?:this|that|the given) (?:number|id|identifier|code|key|name)"
_ENGLISH = rf"""
    {_ASKED_EN} {_ABSENT_EN}{_HELD_EN}?{_END_EN}
    {_ASKED_EN} (?:is|was) not (?:part of|in) (?:the|our|this)(?: [\w-]+){{0,2}} {_COLLECTION_EN}{_END_EN}
    no {_KEPT_EN} {_KEY_EN} (?:exists|is held|was found){_HELD_EN}?{_END_EN}
"""

_KEPT_ES = (
    r"(?:norma|ley|reglamento|decreto|acuerdo|disposicion|ordenamiento|lineamientos?|libro|titulo|obra"
    r"|ejemplar|tesis|jurisprudencia|sentencia|resolucion|contrato|convenio|acta|minuta|dictamen|oficio"
    r"|iniciativa|pieza|numero|clave|codigo|identificador|referencia|consulta|indicador|serie|tabla|mapa"
    r"|capa|plan|compromiso|concesion|permiso|dependencia|unidad|termino|elemento|item|proyecto|programa"
    r"|ficha|registro|documento|expediente|folio)"
)
_ASKED_ES = (
    rf"(?:{_KEPT_ES} (?:solicitad|buscad|requerid|indicad|especificad|consultad|seleccionad)[oa]s?"
    rf"|{_KEPT_ES} que (?:usted |se )?(?:esta )?(?:busc|solicit|consult|indic|seleccion|requ)\w+)"
)
_COLLECTION_ES = (
    r"(?:acervos?|catalogos?|coleccion(?:es)?|biblioteca|inventario|indice|padron|fondos?|bases?(?: de datos)?"
    r"|banco de datos|repositorio|registros?|sistema|archivos?|listado|directorio|compilacion|normateca"
    r"|sitio|portal)"
)
_HELD_ES = rf"(?: en (?:el|la|los|las|este|esta|nuestr[oa]s?) {_COLLECTION_ES}(?: (?!del?\b)[^\s,;:]+){{0,2}})"
_ABSENT_ES = (
    r"(?:ya )?no (?:existen?|figura|aparece|consta|(?:se encuentra|esta)(?: (?:registrad|disponib|catalogad"
    r"|publicad)\w+)?|(?:se (?:ha |pudo )?|fue |ha sido )(?:encontr|hall|localiz)\w+)"
)
_END_ES = r"(?=$| o |[,;:] (?:por favor|favor|verifi|intent|consult|revis|comprueb|compruebe))"
_KEY_ES = r"con (?:ese|esa|este|esta|dich[oa]|el|la) (?:numero|clave|folio|codigo|identificador|nombre|id)"
_NONE_ES = (
    r"no (?:existe|figura|aparece|consta|se (?:ha )?encontr(?:o|ado)|se encuentra|se localizo)"
)
_WHICH_ES = rf"(?:el|la|es[ea]|ningun|ninguna) (?:{_ASKED_ES}|{_KEPT_ES} {_KEY_ES})"
_SPANISH = rf"""
    {_ASKED_ES} {_ABSENT_ES}{_HELD_ES}?{_END_ES}
    {_NONE_ES}{_HELD_ES}? {_WHICH_ES}{_HELD_ES}?{_END_ES}
    ningun(?:a)? {_KEPT_ES} {_KEY_ES}(?: (?:existe|fue \w+|consta|figura))?{_HELD_ES}?{_END_ES}
"""

_KEPT_PT = (
    r"(?:norma|lei|regulamento|decreto|acordo|portaria|resolucao|livro|titulo|obra|exemplar|tese|sentenca"
    r"|acordao|contrato|convenio|ata|parecer|oficio|peca|numero|chave|codigo|identificador|referencia"
    r"|indicador|serie|tabela|mapa|plano|compromisso|termo|elemento|item|projeto|programa|ficha|registr?o"
    r"|documento|processo)"
)
_ASKED_PT = (
    rf"(?:{_KEPT_PT} (?:solicitad|procurad|requerid|indicad|pedid|especificad|informad|consultad|buscad)[oa]s?"
    rf"|{_KEPT_PT} que (?:voce )?(?:esta )?(?:procur|solicit|busc|consult|pedi)\w+)"
)
_COLLECTION_PT = (
    r"(?:acervos?|catalogos?|colec(?:ao|oes)|biblioteca|inventario|indice|fundos?|bases?(?: de dados)?"
    r"|banco de dados|repositorio|registr?os?|cadastro|sistema|arquivos?|site|portal)"
)
_HELD_PT = (
    rf"(?: (?:n[oa]s?|nest[ea]|em noss[oa]s?) {_COLLECTION_PT}(?: (?!d[aeo]s?\b)[^\s,;:]+){{0,2}})"
)
_ABSENT_PT = (
    r"(?:ja )?nao (?:existem?(?: mais)?|consta|figura|esta (?:registrad|disponiv|catalogad)\w+"
    r"|(?:foi |pode ser |se )?(?:encontr|localiz)\w+)"
)
_END_PT = r"(?=$| ou |[,;:] (?:por favor|favor|verifi|tent|consult))"
_KEY_PT = r"com (?:ess[ea]|est[ea]|o|a) (?:numero|chave|codigo|identificador|nome|id)"
_NONE_PT = r"nao (?:existe|consta|figura|foi encontrad[oa]|foi localizad[oa])"
_WHICH_PT = rf"(?:o|a|ess[ea]|nenhuma?) (?:{_ASKED_PT}|{_KEPT_PT} {_KEY_PT})"
_PORTUGUESE = rf"""
    {_ASKED_PT} {_ABSENT_PT}{_HELD_PT}?{_END_PT}
    {_NONE_PT}{_HELD_PT}? {_WHICH_PT}{_HELD_PT}?{_END_PT}
    nenhuma? {_KEPT_PT} {_KEY_PT}(?: (?:existe|foi \w+|consta))?{_HELD_PT}?{_END_PT}
"""

_KEPT_FR = (
    r"(?:norme|loi|reglement|decret|accord|arrete|decision|jugement|arret|livre|titre|ouvrage|volume|numero"
    r"|these|contrat|convention|avis|notice|piece|cle|code|identifiant|reference|indicateur|serie|tableau"
    r"|carte|plan|engagement|terme|element|projet|programme|fiche|enregistrement|document|dossier)"
)
_ASKED_FR = (
    rf"(?:{_KEPT_FR} (?:demande|recherche|souhaite|indique|saisi|specifie|consulte)e?s?"
    rf"|{_KEPT_FR} que vous (?:avez )?(?:recherch|demand|cherch|indiqu|saisi|consult)\w*)"
)
_COLLECTION_FR = (
    r"(?:collections?|catalogue|fonds|bibliotheque|inventaire|index|registre|repertoire|base(?: de donnees)?"
    r"|archives?|depot|systeme|site|portail)"
)
_HELD_FR = (
    rf"(?: (?:au|aux|(?:dans|sur|a) (?:l[ae]s?|notre|nos|ce|cette)) {_COLLECTION_FR}"
    r"(?: (?!d[eu]s?\b)[^\s,;:]+){0,2})"
)
_ABSENT_FR = (
    r"(?:n'existe (?:pas|plus)|ne figure (?:pas|plus)|n'est (?:pas|plus) (?:disponible|enregistree?|referencee?)"
    r"|(?:est )?introuvable|n'a (?:pas )?(?:pu etre |ete )trouvee?)"
)
_END_FR = r"(?=$| ou |[,;:] (?:veuillez|merci|verifi|essay))"
_KEY_FR = (
    r"(?:avec|sous|portant) (?:ce|cet|cette) (?:numero|cle|code|identifiant|nom|reference|cote)"
)
_FRENCH = rf"""
    {_ASKED_FR} {_ABSENT_FR}{_HELD_FR}?{_END_FR}
    aucune? {_KEPT_FR} {_KEY_FR}(?: (?:n'existe|n'a ete trouvee?|ne figure))?{_HELD_FR}?{_END_FR}
"""

REGISTERS = _ENGLISH + _SPANISH + _PORTUGUESE + _FRENCH
