from __future__ import annotations

import pytest

from articles.citations.formats import read_references
from articles.citations.vancouver import entry
from tests.articles.allowlist import text_of

#: As journals and Citing Medicine print them; most come out again as they went in.
PRINTED = [
    "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. N Engl J"
    " Med. 2002 Jul 25;347(4):284–7. doi:10.1056/NEJMsb020632 PubMed PMID: 12140307.",
    "Rose ME, Huerbin MB, Melick J, et al. Regulation of excitatory amino acids. Brain Res."
    " 2002;935(1-2):40–6.",
    "Diabetes Prevention Program Research Group. Hypertension and proinsulin. Hypertension."
    " 2002;40(5):679–86. PubMed PMID: 12411462; PubMed Central PMCID: PMC123456.",
    "21st century heart solution may have a sting in the tail. BMJ. 2002;325(7357):184.",
    "Murray PR, Pfaller MA. Medical microbiology. 4th ed. St. Louis: Mosby; 2002.",
    "National Institute for Health and Care Excellence. Hypertension in adults [Internet]. London:"
    " NICE; 2019 [cited 2023 Mar 2]. Available from: https://www.nice.org.uk/guidance/ng136",
    "Is aspirin safe? A trial. Lancet. 2020;1:e12–9. doi:10.1016/S0140-6736(20)30183-5",
    "van den Berg NJ, King ML Jr. A title: of two parts. Clin Infect Dis. 2018 Mar 19;66(7):1–12.",
    "Page RL 2nd, O'Bryant CL, de la Cruz M, Strøm Ø, Nguyễn TH. Heart failure drugs. Circulation."
    " 2016 Aug 9;134(6):e32–69.",
    "Müller Ö, Łukasiewicz Ż, García-Álvarez Á. Un título. Rev Esp Cardiol. 2019;72(3):210–9.",
    "St. John A, D'Agostino RB Sr, Al-Khatib SM. A title. Circulation. 2020;1(2):3–4.",
    "GBD 2019 Diseases and Injuries Collaborators. Global burden of 369 diseases. Lancet."
    " 2020;396(10258):1204–22.",
    "KDIGO 2024 clinical practice guideline for CKD. Kidney Int. 2024;105(4S):S117–314.",
    "Aspirin in 2020. A review of it. BMJ. 2020;1:2–3.",
    "Vitamin D. A review. BMJ. 2020;1:2–3.",
    "Kasper DL, Fauci AS, editors. Harrison's principles of internal medicine. 20th ed. New York:"
    " McGraw-Hill; 2018.",
    "Sweetman SC, editor. Martindale. 37th ed. London: Pharmaceutical Press; 2011. 4142 p.",
    "Solensky R. Drug allergy: desensitization. In: Castells MC, editor. Drug hypersensitivity."
    " Totowa (NJ): Humana; 2011. p. 345–61.",
    "Mann JFE. Choice of drug therapy. In: Post TW, editor. UpToDate [Internet]. Waltham (MA):"
    " UpToDate Inc; 2024 [cited 2024 May 3]. Available from: https://www.uptodate.com",
    "Iqbal AM, Jamal SF. Essential hypertension. In: StatPearls [Internet]. Treasure Island (FL):"
    " StatPearls Publishing; 2023 [updated 2023 Jul 20]. Available from: https://example.org/NBK1/",
    "National Heart, Lung, and Blood Institute. High blood pressure [Internet]. Bethesda (MD):"
    " National Heart, Lung, and Blood Institute; 2022 [updated 2022 Mar 24; cited 2023 May 3]."
    " Available from: https://www.nhlbi.nih.gov/health/high-blood-pressure",
]


@pytest.mark.parametrize("printed", PRINTED)
def test_printed_entry_comes_out_as_it_went_in(printed):
    parsed = read_references(f"1. {printed}")

    assert parsed.format == "Vancouver"
    assert parsed.problems == []
    assert text_of(entry(parsed.items[0])) == printed


def test_article_is_taken_apart():
    (item,) = read_references(PRINTED[0]).items

    assert item == {
        "type": "article-journal",
        "author": [
            {"family": "Halpern", "given": "S D"},
            {"family": "Ubel", "given": "P A"},
            {"family": "Caplan", "given": "A L"},
        ],
        "title": "Solid-organ transplantation in HIV-infected patients",
        "container-title": "N Engl J Med",
        "issued": {"date-parts": [[2002, 7, 25]]},
        "volume": "347",
        "issue": "4",
        "page": "284-7",
        "DOI": "10.1056/NEJMsb020632",
        "PMID": "12140307",
        "id": "1",
    }


@pytest.mark.parametrize(
    "text",
    [
        "1. A.\n2. B.\n3. C.",
        "[1] A.\n[2] B.\n[3] C.",
        "1) A.\n2) B.\n3) C.",
        "1\tA.\n2\tB.\n3\tC.".replace("\t", ".\t"),
        "A.\nB.\nC.",
        "A.\n\nB.\n\nC.",
        "1. A\nwrapped.\n\n2. B.\n3. C.",
    ],
)
def test_entries_are_told_apart(text):
    items = read_references(text).items

    assert [item["title"][0] for item in items] == ["A", "B", "C"]
    assert [item["id"] for item in items] == ["1", "2", "3"]


def test_entry_keeps_the_number_by_which_the_text_cites_it():
    parsed = read_references("7. A.\n9. B.", existing=[{"id": "9", "title": "There"}])

    assert [item["id"] for item in parsed.items] == ["7", "1"]
    assert parsed.notes == ["Entry 2 (line 2), “9”, became “1”: “9” is taken. Cite it as [1]."]


def test_entry_of_no_known_shape_is_kept_whole():
    parsed = read_references("Personal words about 10.1000/182. doi:10.1000/182")

    assert parsed.items == [
        {
            "type": "document",
            "title": "Personal words about 10.1000/182",
            "DOI": "10.1000/182",
            "id": "1",
        }
    ]
    assert parsed.problems == [
        "Entry 1 (line 1): it could not be taken apart, so its words are kept whole, as a title."
    ]


def test_500_entries_are_read():
    parsed = read_references("\r\n".join(f"{number}. {PRINTED[3]}" for number in range(1, 501)))

    assert len(parsed.items) == 500
    assert parsed.items[499]["id"] == "500"


def test_entry_too_long_to_be_one_is_named():
    parsed = read_references("1. A.\n2. " + "a. " * 5_000)

    assert parsed.unreadable == [
        "Entry 2 (line 2) can't be read: it is longer than 4,000 characters."
    ]


def test_chapter_has_its_book_editors_and_pages():
    text = (
        "1. Lee B. Chapter title. In: Kasper D, editor. Harrison's principles. 20th ed."
        " New York: McGraw-Hill; 2018. p. 100-10."
    )

    (item,) = read_references(text).items

    assert item == {
        "id": "1",
        "type": "chapter",
        "author": [{"family": "Lee", "given": "B"}],
        "title": "Chapter title",
        "container-title": "Harrison's principles",
        "editor": [{"family": "Kasper", "given": "D"}],
        "edition": "20th",
        "publisher": "McGraw-Hill",
        "publisher-place": "New York",
        "issued": {"date-parts": [[2018]]},
        "page": "100-10",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Raz I, Mosenzon O. A title. N Engl J Med. 2019;380(4):347-57.",
            {"author": [{"family": "Raz", "given": "I"}, {"family": "Mosenzon", "given": "O"}]},
        ),
        (
            "Jones A, et al. Title two? Really! N Engl J Med 2020;382:1-2.",
            {"title": "Title two? Really!", "container-title": "N Engl J Med"},
        ),
        (
            "FDA. Label. https://example.org/label Accessed May 3, 2020.",
            {"title": "Label", "accessed": {"date-parts": [[2020, 5, 3]]}},
        ),
    ],
)
def test_oddities(text, expected):
    (item,) = read_references(f"1. {text}").items

    assert {name: item[name] for name in expected} == expected
    assert "issued" not in item or "accessed" not in item
