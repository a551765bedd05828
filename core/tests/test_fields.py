"""How a form draws itself and what it makes of what was typed."""

import time
from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.utils.safestring import mark_safe
from hypothesis import example, given
from hypothesis import strategies as st

from core import fields
from core.forms import HouseForm
from core.tests.samples import LAST, ConsultationSample

MARCH_14 = date(2027, 3, 14)


class Day(HouseForm):
    seen_on = forms.DateField(label="When was it?")
    born_on = fields.DateField(called="Date of birth", required=False)


def typed(day="", month="", year="", name="seen_on"):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("14", "3", "2027"),
        ("14", "03", "2027"),
        ("14", "Mar", "2027"),
        ("14", "march", "2027"),
        (" 14 ", " 3 ", " 2027 "),
        ("14/03/2027", "", ""),
        ("14-3-2027", "", ""),
        ("14.03.2027", "", ""),
        ("14-Mar-2027", "", ""),
        ("14 March 2027", "", ""),
        ("14th March, 2027", "", ""),
        ("Sunday 14 March 2027", "", ""),
        ("2027-03-14", "", ""),
    ],
)
def test_a_day_is_understood_as_people_write_and_paste_it(day, month, year):
    form = Day(typed(day, month, year))

    assert form.is_valid(), form.errors
    assert form.cleaned_data["seen_on"] == MARCH_14


BOX = st.text() | st.text(alphabet="0123456789²٣௧/- ") | st.integers().map(str)


@given(day=BOX, month=BOX, year=BOX)
@example(day="9" * 12, month="3", year="2027")
@example(day="14", month="9" * 5000, year="2027")
def test_whatever_is_typed_is_a_day_or_is_told_what_is_wrong(day, month, year):
    form = Day(typed(day, month, year), last={"seen_on": MARCH_14})

    if form.is_valid():
        assert 1900 <= form.cleaned_data["seen_on"].year <= 2100
    else:
        assert len(form.errors["seen_on"]) == 1
    assert fields.draw_form(form)


def test_a_day_sent_whole_is_understood():
    assert Day({"seen_on": "2027-03-14"}).is_valid()


@pytest.mark.parametrize(
    ("boxes", "message", "leads_to"),
    [
        (("", "", ""), "Answer ‘When was it?’", "day"),
        (("14", "3", ""), "Date must include a year", "year"),
        (("14", "", "2027"), "Date must include a month", "month"),
        (("", "3", "2027"), "Date must include a day", "day"),
        (("14", "", ""), "Date must include a month and year", "month"),
        (("14", "3", "27"), "Year must include 4 numbers", "year"),
        (("31", "2", "2027"), "Date must be a real date, like 14 3 2027", "day"),
        (("14", "Marzo", "2027"), "Date must be a real date, like 14 3 2027", "day"),
        (("14/03/27", "", ""), "Year must include 4 numbers", "year"),
        (("x", "y", "2027"), "Date must be a real date, like 14 3 2027", "day"),
        (("²", "3", "2027"), "Date must be a real date, like 14 3 2027", "day"),
        (("9" * 12, "3", "2027"), "Date must be a real date, like 14 3 2027", "day"),
        (("14", "9" * 5000, "2027"), "Date must be a real date, like 14 3 2027", "day"),
        (("14", "٣", "2027"), "Date must be a real date, like 14 3 2027", "day"),
        (("14", "3", "٢٠٢٧"), "Year must include 4 numbers", "year"),
        (("14", "3", "9" * 12), "Year must include 4 numbers", "year"),
        (("14", "3", "9999"), "Year must be from 1900 to 2100", "year"),
        (("14", "3", "0001"), "Year must be from 1900 to 2100", "year"),
    ],
)
def test_a_wrong_day_says_what_to_mend_and_leads_there(boxes, message, leads_to):
    form = Day(typed(*boxes))

    assert form.errors["seen_on"] == [message]
    assert f'<a href="#id_seen_on-{leads_to}">{message}</a>' in fields.draw_errors(form)


def test_a_wrong_day_is_called_what_the_form_calls_it():
    form = Day(typed("14", "3", name="born_on"))

    assert form.errors["born_on"] == ["Date of birth must include a year"]


def test_what_was_typed_comes_back_as_it_was():
    page = fields.draw_form(Day(typed("3l", "Mar", "2027")))

    assert 'value="3l"' in page
    assert 'value="Mar"' in page


def test_a_day_is_shown_in_its_boxes():
    page = fields.draw_form(Day(initial={"seen_on": MARCH_14}))

    assert 'name="seen_on_day" type="text" value="14"' in page
    assert 'name="seen_on_month" type="text" value="3"' in page


class Words(HouseForm):
    words = forms.CharField(label="What was said?", max_length=10)
    note = forms.CharField(widget=forms.Textarea, required=False)
    days = forms.IntegerField(max_value=28, required=False)
    kind = forms.ChoiceField(choices=[("a", "<b>A</b>"), ("b", "B")], required=False)


@pytest.mark.parametrize("name", ["words", "note", "days", "kind"])
def test_nothing_typed_becomes_markup(name):
    page = fields.draw_form(Words({name: "\"><script>alert('x')</script>"}))

    assert "<script" not in page
    assert "<b>" not in page


class Letter(HouseForm):
    text = forms.CharField(label="What is it?", max_length=10, widget=forms.Textarea)


def test_a_text_that_is_too_long_is_said_and_kept_and_never_cut_by_the_browser():
    page = fields.draw_form(Letter({"text": "eleven long"}))

    assert "maxlength" not in page
    assert "Use 10 characters or fewer" in page
    assert "eleven long</textarea>" in page


def test_the_first_line_of_a_text_survives_being_empty():
    assert ">\n\nlater</textarea>" in fields.draw_form(Words({"note": "\nlater"}))


@pytest.mark.parametrize(
    ("name", "said", "message"),
    [
        ("words", "", "Answer ‘What was said?’"),
        ("words", "x" * 11, "Use 10 characters or fewer"),
        ("days", "29", "Enter 28 or less"),
    ],
)
def test_errors_tell_what_to_enter(name, said, message):
    assert Words({name: said}).errors[name] == [message]


def test_a_password_is_never_sent_back():
    ask = {"secret": forms.CharField(widget=forms.PasswordInput)}
    form = type("Ask", (HouseForm,), ask)({"secret": "correct horse"})

    assert "correct horse" not in fields.draw_form(form)


def test_an_error_of_a_group_leads_to_its_first_control():
    summary = fields.draw_errors(ConsultationSample({}))

    assert 'href="#id_kind_0"' in summary
    assert 'id="id_kind_0"' in fields.draw_form(ConsultationSample())


def test_an_error_in_a_row_names_the_row():
    summary = fields.draw_errors(ConsultationSample({}))

    assert "Crack: Choose an answer to ‘Since last time’" in summary


def test_errors_are_summed_up_once_on_a_page():
    form = Words({})

    page = fields.draw_errors(form) + fields.draw_form(form)

    assert page.count("nhsuk-error-summary__list") == 1


def test_an_error_of_the_whole_form_stands_without_a_link():
    form = Words({"words": "x"})
    form.add_error(None, "Someone else saved this first")

    assert "<li>Someone else saved this first</li>" in fields.draw_errors(form)


def test_every_field_of_a_row_is_named_after_it():
    page = fields.draw_form(ConsultationSample())

    hidden = '<span class="nhsuk-u-visually-hidden"> Crack</span>'
    assert page.count(hidden) == 4


def test_details_open_where_something_in_them_is_wrong():
    class Folded(HouseForm):
        advice = forms.CharField()
        layout = (fields.Details("Advice", "advice"),)

    assert '<details class="nhsuk-details" open>' in fields.draw_form(Folded({}))
    assert '<details class="nhsuk-details">' in fields.draw_form(Folded())


class Sum(HouseForm):
    one = forms.IntegerField(required=False)
    other = fields.DateField(required=False)
    layout = ("one", "other", fields.Live("/sum/", "one", also=["other"]))


def test_a_live_line_asks_again_when_one_of_its_questions_changes():
    page = fields.draw_form(Sum())

    assert 'hx-get="/sum/" hx-trigger="change from:#id_one, change from:#id_other"' in (
        page
    )
    assert 'hx-include="#id_one, #id_other"' in page


def test_a_live_line_asks_at_once_where_there_is_an_answer_already():
    assert 'hx-trigger="load, change' in fields.draw_form(Sum(initial={"one": 1}))
    assert 'hx-trigger="change' in fields.draw_form(Sum(initial={"other": MARCH_14}))


def test_what_a_choice_opens_is_drawn_within_it_and_once():
    page = fields.draw_form(ConsultationSample())

    assert page.count('id="id_naloxone_until"') == 1
    assert 'id="id_naloxone_0-opens"' in page


def test_a_layout_draws_every_field():
    page = fields.draw_form(ConsultationSample())

    form = ConsultationSample()
    assert all(f'id="{form[name].auto_id}' in page for name in form.fields)


def test_each_drawing_carries_its_own_submit_key_and_the_version():
    form = Words(version=7)

    first, second = fields.draw_form(form), fields.draw_form(form)

    assert '<input type="hidden" name="version" value="7">' in first
    assert key_of(first) != key_of(second)


def key_of(page):
    return page.split('name="submit_key" value="')[1].split('"')[0]


def test_a_search_form_carries_no_keys():
    class Search(HouseForm):
        method = "get"
        q = forms.CharField()

    page = fields.draw_form(Search(), "token")

    assert 'method="get"' in page
    assert "submit_key" not in page
    assert "token" not in page


def test_the_last_answer_is_told_in_words_with_its_unit():
    page = fields.draw_form(ConsultationSample(last=LAST))

    assert 'id="id_crack_days-last">Last: 6 of 28</span>' in page
    assert 'id="id_crack_change-last">Last: Less</span>' in page
    assert 'aria-describedby="id_crack_days-last"' in page


def test_a_changed_answer_is_marked():
    page = fields.draw_form(ConsultationSample({"crack_days": "4"}, last=LAST))

    mark = 'Last: 6 of 28</span><strong class="app-changed">Changed</strong>'
    assert mark in page


def test_unchanged_fills_its_row_without_judging_or_losing_the_rest():
    said = QueryDict("unchanged=crack_change crack_days&plan=Sleep&heroin_days=3")

    form = ConsultationSample(said, last=LAST)
    page = fields.draw_form(form)

    assert not form.is_valid()
    assert "nhsuk-error" not in page
    assert 'name="crack_change" type="radio" value="less" checked' in page
    assert 'name="crack_days" type="text" value="6"' in page
    assert 'name="alcohol_days" type="text" value="12"' not in page
    assert "Sleep</textarea>" in page
    assert 'name="heroin_days" type="text" value="3"' in page


def test_all_unchanged_fills_every_row():
    page = fields.draw_form(ConsultationSample({"unchanged": "all"}, last=LAST))

    assert 'name="alcohol_days" type="text" value="12"' in page
    assert 'name="kind" type="radio" value="seen" checked' in page


def test_enter_saves_rather_than_pressing_unchanged():
    page = fields.draw_form(ConsultationSample(last=LAST))

    assert page.index(">Save consultation</button>") < page.index("unchanged")


def test_what_one_form_changes_no_other_form_sees():
    mine, other = Words(), Words()
    mine.fields["words"].required = False
    mine.fields["words"].widget.attrs["rows"] = 9
    mine.fields["words"].error_messages["required"] = "Say it"
    mine.fields["words"].validators.clear()
    mine.fields["kind"].choices = [("c", "C")]

    assert other.fields["words"].required
    assert "rows" not in other.fields["words"].widget.attrs
    assert other.fields["words"].error_messages["required"] != "Say it"
    assert other.fields["words"].validators
    assert 'value="a"' in fields.draw_form(other)
    assert 'value="c"' in fields.draw_form(mine)
    assert 'value="a"' not in fields.draw_form(mine)


def test_markup_kept_from_one_list_does_not_pass_for_words_of_another():
    def drawn(label):
        asked = {"kind": forms.ChoiceField(choices=[("a", label)])}
        return fields.draw_form(type("One", (HouseForm,), asked)())

    drawn(mark_safe("<em>A</em>"))

    assert "<em>" not in drawn("<em>A</em>")


@pytest.mark.slow
def test_a_form_of_sixty_fields_is_drawn_in_a_few_milliseconds():
    asked = {f"q{n}": forms.CharField(label="What?", help_text="A") for n in range(30)}
    asked |= {
        f"r{n}": forms.ChoiceField(
            choices=[("y", "Yes"), ("n", "No")], widget=fields.Radios()
        )
        for n in range(30)
    }
    form = type("Sixty", (HouseForm,), asked)()

    assert min(seconds_to(fields.draw_form, form) for _ in range(20)) < 0.005


def seconds_to(do, *arguments):
    began = time.process_time()
    do(*arguments)
    return time.process_time() - began
