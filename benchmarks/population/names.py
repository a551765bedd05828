"""Names as they are spread in England: few that are very common, many that are rare."""

from itertools import accumulate, product

from patients import rules

# Commonest first, as in any telephone book of the country.
FAMILIES = """
Smith|Jones|Taylor|Brown|Williams|Wilson|Johnson|Davies|Patel|Robinson|Wright|Thompson
Evans|Walker|White|Roberts|Green|Hall|Thomas|Clarke|Jackson|Wood|Harris|Edwards|Turner
Martin|Cooper|Hill|Ward|Hughes|Moore|Clark|King|Harrison|Lewis|Baker|Lee|Allen|Morris
Khan|Scott|Watson|Davis|Parker|James|Bennett|Young|Phillips|Richardson|Mitchell|Bailey
Carter|Cook|Singh|Shaw|Bell|Collins|Morgan|Kelly|Begum|Miller|Cox|Hussain|Marshall
Simpson|Price|Anderson|Adams|Wilkinson|Foster|Ellis|Murphy|Chapman|Mason|Gray|Richards
Webb|Rogers|Hunt|Mills|Holmes|Palmer|Matthews|Gibson|Fisher|Barnes|Knight|Lloyd|Butler
Russell|Ali|Stevens|Barker|Jenkins|Dixon|Fletcher|Ahmed|O'Brien|Murray|Reynolds|Graham
O'Connor|McCarthy|Ryan|Sullivan|Byrne|Doyle|Kaur|Akhtar|Mahmood|Chowdhury|Rahman|Islam
Shah|Sharma|Gill|Nowak|Kowalski|Wiśniewski|Wójcik|Kamiński|Zieliński|Popescu|Ionescu
Santos|Silva|Ferreira|García|Müller|Rossi|Adeyemi|Okafor|Mensah|Campbell|Francis|Grant
Lynch|Walsh|Burke|Quinn|Nolan|Fitzgerald|Smith-Jones|Taylor-Brown|Lloyd-Davies|Novák
"""
GIVEN_MALE = """
David|Paul|John|Michael|Mark|James|Andrew|Stephen|Christopher|Robert|Lee|Daniel|Matthew
Darren|Richard|Ian|Peter|Anthony|Jason|Gary|Craig|Kevin|Steven|Simon|Thomas|Adam|Ryan
Carl|Karl|Wayne|Stuart|Neil|Dean|Liam|Scott|Martin|Gareth|Nathan|Jamie|Luke|Shaun|Sean
Mohammed|Tomasz|Piotr|Marek|Imran|Kwame|Dwayne|Lewis|Joshua|Kieran|Callum|Ashley|Aaron
Patrick|Graham|Philip|Nigel|Barry|Terence|Joseph|Connor|Declan|Gurpreet|Andrzej|José
"""
GIVEN_FEMALE = """
Sarah|Nicola|Emma|Lisa|Joanne|Michelle|Claire|Karen|Tracey|Samantha|Rebecca|Louise|Kelly
Amanda|Rachel|Laura|Julie|Donna|Victoria|Kerry|Gemma|Jennifer|Natalie|Leanne|Stacey|Amy
Zoe|Hayley|Danielle|Katie|Jade|Keeley|Chloe|Hannah|Charlotte|Lucy|Angela|Debbie|Susan
Maria|Agnieszka|Shabana|Priya|Grace|Chantelle|Siân|Bernadette|Zoë|Dawn|Lorraine|Paula
"""
BEGINNINGS = """
Ash|Black|Brad|Brook|Burn|Cart|Clay|Crest|Dal|Den|East|Elm|Fair|Farn|Glad|Green|Hal|Hart
Hazel|Hol|Kirk|Lang|Lin|Mar|Mid|Nether|Nor|Oak|Pem|Quarn|Rad|Red|Rush|Sand|Shel|Stan
Stock|Thorn|Up|Wal|War|West|Whit|Win|Wood|Yar
"""
ENDINGS = """
acre|bourne|bridge|brook|bury|by|combe|cote|croft|dale|den|field|ford|gate|ham|holme
hurst|land|ley|low|man|mere|more|ridge|son|stead|ston|ton|wall|ward|well|wick|wood|worth
"""
COMMON_FAMILIES = 0.55


def _words(text):
    return [word for line in text.split("\n") for word in line.split("|") if word]


def _falling(words):
    """The weight of the n-th name falls as 1 / n, as names do."""
    return list(accumulate(1 / (place + 5) for place in range(len(words))))


# Some sixteen hundred names that are places too, each as rare as the next.
RARE = [a + b for a, b in product(_words(BEGINNINGS), _words(ENDINGS))]
COMMON = _words(FAMILIES)
GIVEN = {"male": _words(GIVEN_MALE), "female": _words(GIVEN_FEMALE)}
WEIGHTS = {sex: _falling(words) for sex, words in GIVEN.items()}
COMMON_WEIGHTS = _falling(COMMON)
KEYS = {
    name: rules.names.search_key(name)
    for name in [*RARE, *COMMON, *GIVEN["male"], *GIVEN["female"]]
}


def families(dice, count):
    """``count`` family names: over half of them common ones."""
    common = dice.choices(COMMON, cum_weights=COMMON_WEIGHTS, k=count)
    return [
        name if dice.random() < COMMON_FAMILIES else dice.pick(RARE) for name in common
    ]


def given(dice, sex):
    return dice.choices(GIVEN[sex], cum_weights=WEIGHTS[sex])[0]


def full_name(dice):
    """A member of staff, by given name first."""
    return f"{given(dice, dice.pick(['male', 'female']))} {families(dice, 1)[0]}"
