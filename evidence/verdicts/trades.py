"""What casinos, shops and link farms say to their visitors, in our readers' languages and those in
which domains that were let go are bought up most.

Topics are no signs: a law on betting and a report on smuggled medicine speak of them too. A sign is
how such a page invites; ``topic`` are words by which a citation shows that it wants such a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    """A kind of business, with what its pages say to visitors."""

    name: str
    inviting: tuple[re.Pattern[str], ...]
    calling: re.Pattern[str]
    """what it asks visitors to do: one of these has to be among the invitations"""
    topic: re.Pattern[str]
    """words that a citation of such a page would have"""
    after: int
    """different invitations that are enough where another text stood"""
    first: int
    """those that are enough on a first look"""


def _signs(blocks: str) -> tuple[re.Pattern[str], ...]:
    """One pattern a block of lines; each line is a way to say it, over folded text."""
    signs = []
    for block in blocks.strip().split("\n\n"):
        ways = "|".join(line.strip() for line in block.splitlines())
        signs.append(re.compile(rf"(?<![a-z])(?:{ways})(?![a-z])"))
    return tuple(signs)


TRADES = (
    Trade(
        "casino",
        _signs(r"""
        (?:welcome|sign-?up|no deposit|deposit) bonus
        bono de bienvenida
        bonus de (?:boas-vindas|bienvenue|cadastro)
        bono sin deposito

        free spins?
        (?:giros|tiradas|rodadas|jugadas) gratis
        tours gratuits
        giros gratuitos

        (?:play|bet|spin) (?:now|online|for real money|and win)
        (?:juega|apuesta) (?:ya|ahora|en linea|y gana|con)
        (?:jogue|aposte) (?:agora|online|ja)
        (?:jouez|pariez) (?:maintenant|en ligne)

        (?:best|top|new) (?:online )?(?:casinos?|slots?|sportsbooks?|betting sites?)
        (?:mejores?|nuevos?) casinos?
        melhores (?:cassinos|casas de apostas)
        meilleurs? casinos?

        (?:online|live) casino
        casino (?:online|en linea|en ligne|en vivo|live)
        cassino (?:online|ao vivo)

        slot (?:gacor|online|88|777|deposit|demo|pulsa)
        (?:situs|link|agen|bandar) (?:slot|judi|togel|bola)
        gacor
        maxwin

        (?:daftar|login) (?:slot|sekarang|judi|disini|situs)
        togel
        judi (?:online|bola)
        rtp (?:slot|live)

        (?:jackpots?|tragamonedas|caca-niqueis|machines a sous|tragaperras)

        (?:sports? betting|apuestas deportivas|apostas esportivas|paris sportifs)

        (?:1xbet|bet365|pin-?up|1win|melbet|mostbet|parimatch|stake\.com)
        (?:pragmatic play|habanero|pg ?soft|joker ?123|sbobet)

        (?:poker|roulette|ruleta|roleta|blackjack|baccarat|bacara|bakarat)

        (?:withdraw|cash ?out|retira|saque) (?:your |tus |seus )?(?:winnings|ganancias|ganhos)
        (?:registrate|cadastre-se|inscrivez-vous|sign up|join now) (?:y gana|e ganhe|et gagnez|and win|today)

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
            r"agora|ja|maintenant|for)\b|daftar|(?:sign up|join now|registrate|cadastre-se|inscrivez-vous)|gacor"
            r"|withdraw|cash ?out"
        ),
        re.compile(
            r"\b(?:casin|cassin|apuesta|aposta|betting|gambl|slot|juegos? y sorteo|azar|jeux d'argent|loter|poker)"
        ),
        3,
        3,
    ),
    Trade(
        "shop",
        _signs(r"""
        add to (?:cart|basket|bag)
        (?:agregar|anadir|sumar) (?:al carrito|a la (?:cesta|bolsa))
        adicionar ao carrinho
        ajouter au panier

        (?:buy|shop|order) (?:it )?now
        compr(?:ar|a|e) (?:ya|ahora|agora)
        acheter maintenant

        (?:free|fast) (?:shipping|delivery)
        envios? gratis
        frete gratis
        livraison (?:gratuite|offerte)

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

        (?:in stock|sold out|out of stock|agotado|en existencia|esgotado|en stock|rupture de stock)

        (?:replicas?|outlet|sneakers|handbags|rolex|jerseys|nike|ray-?ban|louis vuitton|michael kors)

        (?:regular price|precio (?:normal|regular|habitual)|preco normal|prix habituel)
        money[- ]back guarantee

        (?:[$€£]\s?\d[\d.,]{0,12}\D{1,60}){4}
    """),
        re.compile(
            r"cart\b|carrito|carrinho|panier|checkout|basket|cesta|shipping|envios? gratis|frete|livraison"
        ),
        re.compile(
            r"\b(?:tiendas?|compras?|comprar|shops?|store|ventas?|precios?|librerias?|editorial|catalogo|loja"
            r"|boutique|achats?|products?|productos?)\b"
        ),
        3,
        3,
    ),
    Trade(
        "links",
        _signs(r"""
        (?:guest post|backlinks?|link building|write for us|seo (?:services|agency|tools))

        (?:payday|quick|instant) loans?
        prestamos? (?:rapidos?|al instante)
        emprestimo rapido

        (?:buy|cheap|generic|order|comprar?|acheter) (?:viagra|cialis|levitra|tramadol|xanax|ozempic|kamagra)

        (?:essay|assignment|dissertation|homework) (?:writing )?(?:service|help)

        (?:escorts?|call girls?|hookups?|xxx|porn\w{0,4}|cam girls?|onlyfans)

        (?:crypto|bitcoin|forex) (?:signals?|trading bot|robot|casino)

        (?:weight loss|fat burner|keto) (?:pills?|gummies|supplements?)
        (?:cbd oil|cbd gummies)

        (?:vpn|hosting|antivirus) (?:deals?|reviews?|coupons?)
        coupon codes?
        promo codes?

        (?:download|descargar|baixar|telecharger) (?:apk|mod apk|crack\w*|torrent)
        (?:watch|ver) (?:movies|peliculas) (?:online|gratis)

        (?:sponsored|paid) (?:post|content|links?)
        (?:read more|leer mas) reviews?
    """),
        re.compile(r""),
        re.compile(r"\b(?:viagra|prestamo|loan|porn|escort|seo|backlink|bitcoin|crypto|cbd)"),
        3,
        4,
    ),
)
