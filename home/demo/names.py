"""Invented names, numbers and telephones, dealt out in the same order every time."""

from random import Random

import nhs_number

FAMILY = (  # noqa: SIM905, a list of names reads as a list of names
    "Abbott Adair Ainsley Akhtar Allard Amos Appleby Archer Arkwright Ashby Atkin"
    " Ballard Banerjee Barlow Bassett Beckett Bellamy Benning Bhatt Birch Blackwell"
    " Boateng Bostock Bramley Brandt Brennan Briar Buckley Burrows Cadman Calder"
    " Carmody Carver Chaplin Chisholm Clegg Coates Colley Cooke Corrigan Cotter"
    " Crossley Cullen Dalby Danso Darby Dempsey Denholm Desai Dixon Docherty Drabble"
    " Eastham Edgeley Egan Ellwood Emery Fairley Farah Fenwick Finch Fogarty Foxley"
    " Gadsby Garrick Gillow Goddard Gosling Grady Greaves Hadley Halloran Hanif"
    " Hargreaves Haworth Heald Hobday Holroyd Hussain Ibbotson Ingram Jagger Jarrett"
    " Kaur Keane Kenyon Kirkby Lacey Langton Leary Lomax Lovell Maddox Mallory Marwood"
    " Massey Mensah Midgley Moran Naylor Nettles Norbury Nwosu Oakes Ogden Ormond"
    " Padgett Parfitt Pickles Prentice Quigley Radley Ramsden Rashid Rigby Roscoe"
    " Rowntree Sadler Sandhu Saxton Scholes Sefton Shenton Siddall Slater Tanner"
    " Tattersall Thwaite Tolley Underhill Vickers Wadsworth Wainwright Walmsley Wyatt"
    " Yardley"
).split()
MEN = (  # noqa: SIM905
    "Aaron Adam Alfie Andre Ben Brian Callum Colin Craig Damian Darren Dave Eddie"
    " Errol Frank Gary Gavin Glen Hassan Ian Imtiaz Jamie Jason Joel Kieran Lee Liam"
    " Malik Mark Martin Mick Nathan Neil Omar Patrick Paul Pete Ravi Ricky Robbie"
    " Ross Scott Sean Simon Stefan Steve Terry Tony Wayne Winston"
).split()
WOMEN = (  # noqa: SIM905
    "Abbie Aisha Amanda Angie Beth Bev Carly Chantelle Cheryl Claire Dawn Debbie"
    " Donna Elaine Emma Fatima Gemma Hayley Heather Jackie Janine Jo Kelly Kerry Kim"
    " Lauren Lisa Louise Maria Mel Michelle Naomi Nicola Paula Rachel Samina Sandra"
    " Shona Stacey Tina Tracy Vicky Yvonne Zoe"
).split()
# The range kept for drama, after those that the stories name.
FIRST_PHONE = 400


class Deck:
    """Deals each name, number and telephone once."""

    def __init__(self, chance: Random):
        self.chance = chance
        self.dealt = set()
        self.phones = 0

    def name(self, is_woman: bool) -> tuple[str, str]:
        """A family name and a first name that nobody else of the demo has together."""
        while True:
            first = self.chance.choice(WOMEN if is_woman else MEN)
            both = self.chance.choice(FAMILY), first
            if both not in self.dealt:
                self.dealt.add(both)
                return both

    def nhs_number(self) -> str:
        """From the range kept for tests, with a check digit that holds."""
        while True:
            number = f"999{self.chance.randrange(10**7):07}"
            if nhs_number.is_valid(number) and number not in self.dealt:
                self.dealt.add(number)
                return number

    def phone(self) -> str:
        self.phones += 1
        return f"07700 900{FIRST_PHONE + self.phones - 1}"
