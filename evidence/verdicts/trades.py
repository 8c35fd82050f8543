"""What casinos, shops and link farms say to their visitors, in our readers' languages and those in
which domains that were let go are bought up most.

Topics are no signs: a law on betting and a report on smuggled medicine speak of them too. A sign is
how such a page invites; ``topic`` are words by which a citation shows that it wants such a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from evidence.folding import unaccented
from evidence.prefilter import Prefilter

_MAY = Prefilter()
"""Of all invitations: next to no page has one."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One invitation, in all the ways that pages word it."""

    pattern: re.Pattern[str]
    number: int
    """for :data:`_MAY`"""
    first: str = ""
    """characters of which it begins with one, where it has no letters by which RE2 would tell it"""


@dataclass(frozen=True, slots=True)
class Trade:
    """A kind of business, with what its pages say to visitors."""

    name: str
    inviting: tuple[Sign, ...]
    calling: re.Pattern[str]
    """what it asks visitors to do: one of these has to be among the invitations"""
    topic: re.Pattern[str]
    """words that a citation of such a page would have"""
    after: int
    """different invitations that are enough where another text stood"""
    first: int
    """those that are enough on a first look, where the citation says what it speaks of"""
    unsaid: int
    """those that are enough where it does not"""

    def invitations(self, text: str) -> list[str]:
        """What a (folded) text has of them, a way each."""
        may = _may_match(text)
        signs = (
            sign.pattern
            for sign in self.inviting
            if sign.number in may and (not sign.first or any(one in text for one in sign.first))
        )
        return [match[0] for pattern in signs if (match := pattern.search(text))]


@lru_cache(maxsize=2)  # all trades are looked for in one page, and in the one that stood there
def _may_match(text: str) -> frozenset[int]:
    return _MAY.possible(text)


def _signs(blocks: str) -> tuple[Sign, ...]:
    """One sign a block of lines; each line is a way to say it, over folded text."""
    signs = []
    for block in blocks.strip().split("\n\n"):
        ways = "|".join(unaccented(line).strip() for line in block.strip().splitlines())
        signs.append(Sign(re.compile(rf"(?<![a-z])(?:{ways})(?![a-z])"), _MAY.add(ways)))
    return tuple(signs)


_PRICES = replace(_signs(r"(?:[$€£]\s?\d[\d.,]{0,12}\D{1,60}){4}")[0], first="$€£")
"""Four of them, one after another."""
_SOLD = re.compile(
    r"\b(?:viagra|cialis|tramadol|pharmac|farmac|medicin|medicament|prestamo|emprestimo|loan|credit|essay|plagiari"
    r"|porn|xxx|escort|sexual|prostitu|seo|backlink|bitcoin|crypto|cripto|forex|trading|cbd|iptv|television|apk"
    r"|torrent|pirat)"
)
"""Words of a citation that wants what link farms sell."""


def _niche(inviting: str) -> Trade:
    """A page that sells one such thing: three of its own invitations tell it."""
    return Trade("links", _signs(inviting), re.compile(""), _SOLD, 3, 3, 4)


TRADES = (
    Trade(
        "casino",
        _signs(r"""
        (?:welcome|sign-?up|no deposit|deposit) bonus
        bono de bienvenida
        bonus de (?:boas-vindas|bienvenue|cadastro)
        bono sin deposito
        (?:deneme|hoş geldin) bonusu
        (?:willkommensbonus|bonus di benvenuto)
        khuyến mãi
        เครดิตฟรี
        бонус за регистрацию
        送彩金

        free spins?
        (?:giros|tiradas|rodadas|jugadas) gratis
        tours gratuits
        giros gratuitos
        (?:freispiele|giri gratis|фриспины)

        (?:play|bet|spin) (?:now|online|for real money|and win)
        (?:juega|apuesta) (?:ya|ahora|en linea|y gana|con)
        (?:jogue|aposte) (?:agora|online|ja)
        (?:jouez|pariez) (?:maintenant|en ligne)
        (?:jetzt spielen|gioca ora|hemen (?:oyna|üye ol)|играть сейчас|立即注册|สมัครสมาชิก)
        đăng ký ngay

        (?:best|top|new) (?:online )?(?:casinos?|slots?|sportsbooks?|betting sites?)
        (?:mejores?|nuevos?) casinos?
        melhores (?:cassinos|casas de apostas)
        meilleurs? casinos?
        (?:beste|migliori) (?:online )?casinos?
        (?:casino|bahis) siteleri
        (?:лучшие )?онлайн казино
        nhà cái

        (?:online|live) casino
        casino (?:online|en linea|en ligne|en vivo|live)
        cassino (?:online|ao vivo)
        (?:คาสิโนออนไลน์|casino trực tuyến|真人娱乐|娱乐城)

        (?:สล็อต|игровые автоматы|slot oyunları|nổ hũ|电子游戏)
        (?:fortune tiger|jogo do tigrinho)
        slot (?:gacor|online|88|777|deposit|demo|pulsa)
        (?:situs|link|agen|bandar) (?:slot|judi|togel|bola)
        gacor
        maxwin

        (?:daftar|login) (?:slot|sekarang|judi|disini|situs)
        link alternatif
        deposit (?:\d+ ribu|pulsa|via dana)

        togel
        judi (?:online|bola)
        rtp (?:slot|live)

        (?:jackpots?|tragamonedas|caca-niqueis|machines a sous|tragaperras)

        (?:sports? betting|apuestas deportivas|apostas esportivas|paris sportifs)
        (?:sportwetten|scommesse sportive)
        (?:canlı bahis|cá cược thể thao|แทงบอล|ставки на спорт|体育投注)

        (?:1xbet|bet365|pin-up|pinup|1win|melbet|mostbet|parimatch|stake\.com)
        (?:pragmatic play|habanero|pg soft|pgsoft|joker ?123|sbobet)

        (?:poker|roulette|ruleta|roleta|blackjack|baccarat|bacara|bakarat|rulet|рулетка|บาคาร่า|百家乐|棋牌)

        (?:withdraw|cash ?out|retira|saque) (?:your |tus |seus )?(?:winnings|ganancias|ganhos)
        (?:registrate|cadastre-se|inscrivez-vous) (?:y (?:gana|recibe)|e (?:ganhe|receba)|et (?:gagnez|recevez))
        (?:sign up|join now) (?:and win|today)
        (?:saques?|retiros?) (?:via pix|al instante|inmediatos)
        ฝากถอน

        百家乐
        博彩
        娱乐城
        真人
        เว็บพนัน
        คาสิโน
        สล็อต
        บาคาร่า
        바카라
        카지노
        토토사이트
        casino trực tuyến
        nhà cái
        казино
        ставки на спорт
    """),
        re.compile(
            r"(?:play|bet|spin|jue[gz]\w+|apuesta|jogue|aposte|jouez|pariez) (?:now|online|and|ya|ahora|en|y|con|"
            r"agora|ja|maintenant|for)\b"
            r"|jetzt spielen|gioca ora|uye ol|oyna|đang ky|สมัคร|играть|зарегистр|注册"
            r"|daftar|(?:sign up|join now|registrate|cadastre-se|inscrivez-vous)|gacor"
            r"|withdraw|cash ?out"
        ),
        re.compile(
            r"\b(?:casin|cassin|apuesta|aposta|betting|gambl|slot|juegos? y sorteo|azar|jeux d'argent|loter|poker)"
        ),
        3,
        3,
        3,
    ),
    Trade(
        "shop",
        (
            *_signs(r"""
        add to (?:cart|basket|bag)
        (?:agregar|anadir|sumar) (?:al carrito|a la (?:cesta|bolsa))
        adicionar ao carrinho
        ajouter au panier
        in den warenkorb
        aggiungi al carrello
        カートに入れる

        (?:buy|shop|order) (?:it )?now
        compr(?:ar|a|e) (?:ya|ahora|agora)
        acheter maintenant

        (?:free|fast) (?:shipping|delivery)
        envios? gratis
        frete gratis
        livraison (?:gratuite|offerte)
        (?:versandkostenfrei|spedizione gratuita|送料無料)

        (?:proceed to )?checkout
        finalizar (?:la )?compra
        passer (?:la )?commande

        (?:view|your|shopping) cart
        (?:ver|mi|tu) carrito
        (?:seu|meu) carrinho
        (?:votre|mon) panier

        (?:up to )?\d{1,2} ?% (?:off|de descuento|dcto|de desconto|de remise)
        on sale
        soldes
        sale price

        (?:in stock|sold out|out of stock|agotado|en existencia|esgotado|en stock|rupture de stock|在庫あり)

        (?:replicas?|outlet|sneakers|handbags|rolex|jerseys|nike|ray-?ban|louis vuitton|michael kors)
        (?:ルイヴィトン|ブランドコピー|zapatillas baratas)

        (?:regular price|precio (?:normal|regular|habitual)|preco normal|prix habituel)
        money[- ]back guarantee
        """),
            _PRICES,
        ),
        re.compile(
            r"カートに|warenkorb|carrello|cart\b|carrito|carrinho|panier|checkout|basket|cesta|shipping"
            r"|envios? gratis|frete|livraison"
        ),
        re.compile(
            r"\b(?:tiendas?|compras?|comprar|shops?|store|ventas?|precios?|librerias?|editorial|catalogo|loja|pharmac|farmac"
            r"|boutique|achats?|products?|productos?)\b"
        ),
        3,
        3,
        4,
    ),
    Trade(
        "links",
        _signs(r"""
        (?:guest post|backlinks?|link building|write for us|seo (?:services|agency|tools))
        compra(?:r)? enlaces

        (?:buy|get) (?:instagram )?(?:followers|likes)
        comprar? (?:seguidores|likes)
        acheter des abonnes

        (?:payday|quick|instant) loans?
        prestamos? (?:rapidos?|al instante)
        emprestimo rapido

        (?:buy|cheap|generic|order|comprar?|acheter) (?:viagra|cialis|levitra|tramadol|xanax|ozempic|kamagra)

        (?:essay|assignment|dissertation|homework) (?:writing )?(?:service|help)

        (?:escorts?|call girls?|hookups?|xxx|porn\w{0,4}|cam girls?|onlyfans)

        (?:crypto|bitcoin|forex) (?:signals?|(?:trading )?(?:bot|robot)|casino)

        (?:weight loss|fat burner|keto) (?:pills?|gummies|supplements?)
        (?:cbd oil|cbd gummies)

        (?:vpn|hosting|antivirus) (?:deals?|reviews?|coupons?)
        coupon codes?
        promo codes?
        codigos? promocionales

        (?:download|descargar|baixar|telecharger) (?:apk|mod apk|crack\w*|torrent)
        (?:watch|ver) (?:movies|peliculas) (?:online|gratis)

        (?:sponsored|paid) (?:post|content|links?)
        (?:articulos|posts?|contenidos?) patrocinados?
        (?:read more|leer mas) reviews?
    """),
        re.compile(r""),
        _SOLD,
        3,
        4,
        4,
    ),
    _niche(
        r"""
        (?:buy|cheap|generic|order|comprar?|acheter) (?:viagra|cialis|levitra|tramadol|xanax|ozempic|kamagra)

        (?:without|no) (?:a )?prescription
        (?:sin receta|sem receita|sans ordonnance)

        (?:online|canadian) pharmacy
        (?:farmacia|pharmacie) (?:online|en linea|en ligne)

        (?:add to cart|free shipping|best price|envio (?:gratis|discreto)|discreet (?:shipping|packaging))
        """
    ),
    _niche(
        r"""
        (?:payday|quick|instant) loans?
        (?:prestamos?|creditos?) (?:rapidos?|al instante|en linea)
        emprestimos? (?:rapido|online)
        (?:pret|credit) (?:rapide|immediat)

        (?:solicita|pide|obten) (?:tu|un) (?:prestamo|credito)
        apply (?:now )?for (?:a|your) loan
        solicite seu emprestimo

        sin (?:buro|aval|checar buro)
        (?:no credit check|bad credit (?:ok|loans?))

        (?:calcula tu (?:cuota|prestamo)|(?:dinero|creditos? \S+ \S+) en (?:\d+ )?minutos|solicitar ahora)
        """
    ),
    _niche(
        r"""
        (?:write|do) my (?:essay|paper|homework)

        (?:essay|assignment|dissertation|homework) (?:writing )?(?:service|help)

        (?:plagiarism[- ]free|expert) (?:papers?|essays?|writers)
        your first (?:paper|essay|order)
        order now
        """
    ),
    _niche(
        r"""
        (?:crypto|bitcoin|forex) (?:signals?|(?:trading )?(?:bot|robot)|casino|era|profit|trading)

        (?:earn|make) money
        ganar dinero

        (?:register|sign up) now
        (?:minimum )?deposit (?:of )?[$€]? ?250

        forex (?:signals?|brokers?)
        (?:live|daily) profits
        """
    ),
    _niche(
        r"""
        (?:abonnement|suscripcion|subscription|assinatura|lista) iptv
        iptv (?:subscription|abonnement|premium|gratis)

        (?:essai gratuit|free trial|prueba gratis|teste gratis)

        \d{3,6} (?:chaines|canales|canais|channels)
        (?:acheter|buy|comprar?) (?:maintenant|now|ahora|agora)
        """
    ),
    _niche(
        r"""
        (?:xxx|porn\w{0,4})

        (?:escorts?|call girls?|hookups?|putas|onlyfans)

        (?:cam girls?|live cams?|webcam en vivo|chicas xxx)

        (?:watch|ver|free|gratis) (?:xxx|porno?) \w+
        videos? (?:xxx|porno?) gratis
        """
    ),
    _niche(
        r"""
        (?:download|descargar|baixar|telecharger) (?:\w+ )?(?:apk|mod apk|crack\w*|torrent)

        (?:watch|ver) (?:\w+ )?(?:movies|peliculas|filmes) (?:online|gratis)

        (?:juegos|games|software) (?:crackead\w+|cracked|piratas?)
        apk mod

        torrents?
        """
    ),
)
