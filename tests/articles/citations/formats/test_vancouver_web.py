"""Printed entries as guidelines, drug labels and the web are cited, in the styles of the field.

Each is taken apart, and comes out in the Vancouver style.
"""

from __future__ import annotations

import time
from typing import Any

import pytest

from articles.citations.formats import read_references
from articles.citations.formats.vancouver import taken_apart
from articles.citations.vancouver import entry
from tests.articles.allowlist import text_of

FROM = "Available from: https://a.example/x"
SEEN = f"[cited 2020 May 3]. {FROM}"
MAY_3 = {"date-parts": [[2020, 5, 3]]}


@pytest.mark.parametrize(
    ("printed", "fields", "vancouver"),
    [
        (
            "FDA. Entresto label. Accessed May 3, 2020. https://a.example/x",
            {"type": "webpage", "author": [{"literal": "FDA"}], "accessed": MAY_3},
            f"FDA. Entresto label [Internet]. {SEEN}",
        ),
        (
            "U.S. Food and Drug Administration. Entresto label. https://a.example/x (accessed May"
            " 3,"
            " 2020).",
            {"author": [{"literal": "U.S. Food and Drug Administration"}], "accessed": MAY_3},
            f"U.S. Food and Drug Administration. Entresto label [Internet]. {SEEN}",
        ),
        (
            "European Society of Cardiology. Guidelines. Accessed 3 May 2020."
            " <https://a.example/x>",
            {"author": [{"literal": "European Society of Cardiology"}], "accessed": MAY_3},
            f"European Society of Cardiology. Guidelines [Internet]. {SEEN}",
        ),
        (
            "NICE. Hypertension in adults. NICE guideline [NG136]. Published August 28, 2019."
            " Updated"
            " March 18, 2022. Accessed May 3, 2020. https://a.example/x",
            {"author": [{"literal": "NICE"}], "issued": {"date-parts": [[2019, 8, 28]]}},
            "NICE. Hypertension in adults. NICE guideline [NG136] [Internet]. 2019 [updated 2022"
            " Mar"
            f" 18; cited 2020 May 3]. {FROM}",
        ),
        (
            "World Health Organization. Hypertension. Updated March 16, 2023. https://a.example/x",
            {"status": "updated 2023 Mar 16", "issued": {"date-parts": [[2023, 3, 16]]}},
            "World Health Organization. Hypertension [Internet]. 2023 [updated 2023 Mar 16]."
            f" {FROM}",
        ),
        (
            "CDC. About kidney disease. Last reviewed May 2019. Accessed 2020-05-03."
            " https://a.example/x",
            {"status": "reviewed 2019 May", "accessed": MAY_3},
            "CDC. About kidney disease [Internet]. 2019 [reviewed 2019 May; cited 2020 May 3]."
            f" {FROM}",
        ),
        (
            "Doe J. My page [Internet]. [place unknown]: Doe; [updated 2019 Aug 28; cited 2020"
            " May 3]."
            f" {FROM}",
            {"publisher": "Doe", "publisher-place": "[place unknown]", "accessed": MAY_3},
            "Doe J. My page [Internet]. [place unknown]: Doe; 2019 [updated 2019 Aug 28; cited 2020"
            f" May 3]. {FROM}",
        ),
        (
            f"WHO. A sheet [Internet]. Geneva: WHO; [cited 2020 May 3]. {FROM}",
            {"publisher": "WHO", "publisher-place": "Geneva", "accessed": MAY_3},
            f"WHO. A sheet [Internet]. Geneva: WHO; {SEEN}",
        ),
        (
            "High Blood Pressure. American Heart Association. Accessed May 3, 2020."
            " https://a.example/x",
            {"title": "High Blood Pressure", "publisher": "American Heart Association"},
            f"High Blood Pressure [Internet]. American Heart Association; {SEEN}",
        ),
        (
            "Hypertension. Fact sheet. Accessed May 3, 2020. https://a.example/x",
            {"title": "Hypertension. Fact sheet"},
            f"Hypertension. Fact sheet [Internet]. {SEEN}",
        ),
        (
            "ClinicalTrials.gov. A trial. Accessed 03/05/2020. https://a.example/x",
            {"accessed": {"literal": "03/05/2020"}},
            f"ClinicalTrials.gov. A trial [Internet]. [cited 03/05/2020]. {FROM}",
        ),
        (
            "NICE (UK). Kidney disease. 2021. Available at: https://a.example/x [Accessed 3 May"
            " 2020].",
            {"issued": {"date-parts": [[2021]]}, "accessed": MAY_3},
            f"NICE (UK). Kidney disease [Internet]. 2021 {SEEN}",
        ),
        (
            "Mann JFE, Flack JM. Choice of drug. UpToDate. Updated March 3, 2019. Accessed May 3,"
            " 2020."
            " https://a.example/x",
            {"type": "chapter", "container-title": "UpToDate", "accessed": MAY_3},
            "Mann JFE, Flack JM. Choice of drug. In: UpToDate [Internet]. 2019 [updated 2019 Mar 3;"
            f" cited 2020 May 3]. {FROM}",
        ),
        (
            "Mann JFE. Choice of drug. In: UpToDate, Connor RF (Ed), Wolters Kluwer. (Accessed on"
            " May"
            " 3, 2020.)",
            {"editor": [{"family": "Connor", "given": "R F"}], "publisher": "Wolters Kluwer"},
            "Mann JFE. Choice of drug. In: Connor RF, editor. UpToDate. Wolters Kluwer; [cited 2020"
            " May 3].",
        ),
        (
            "Iqbal AM. Hypertension. [Updated 2023 Jul 20]. In: StatPearls [Internet]. Treasure"
            " Island"
            f" (FL): StatPearls Publishing; 2023 Jan-. {FROM}",
            {"type": "chapter", "issued": {"date-parts": [[2023, 1]]}},
            "Iqbal AM. Hypertension. In: StatPearls [Internet]. Treasure Island (FL): StatPearls"
            f" Publishing; 2023 [updated 2023 Jul 20]. {FROM}",
        ),
        (
            "McPhee SJ, Winker MA, eds. Current diagnosis. 3rd ed. McGraw-Hill; 2019. ISBN:"
            " 978-0-85369-933-0.",
            {"edition": "3rd", "publisher": "McGraw-Hill", "ISBN": "978-0-85369-933-0"},
            "McPhee SJ, Winker MA, editors. Current diagnosis. 3rd ed. McGraw-Hill; 2019.",
        ),
        (
            "Prince M. Validity. In: Smith A, Jones B, eds. Book of things. 5th ed. Wiley & Sons,"
            " Inc.;"
            " 2018:100-110.",
            {"type": "chapter", "publisher": "Wiley & Sons, Inc.", "page": "100-110"},
            "Prince M. Validity. In: Smith A, Jones B, editors. Book of things. 5th ed. Wiley &"
            " Sons,"
            " Inc.; 2018. p. 100–10.",
        ),
        (
            "Entresto [prescribing information]. East Hanover, NJ: Novartis; 2021.",
            {"type": "book", "publisher": "Novartis", "publisher-place": "East Hanover, NJ"},
            "Entresto [prescribing information]. East Hanover, NJ: Novartis; 2021.",
        ),
        (
            "Writing Committee Members; Otto CM, Nishimura RA, et al. 2020 ACC/AHA guideline. J"
            " Am Coll"
            " Cardiol. 2021;77(4):e25-e197.",
            {"title": "2020 ACC/AHA guideline"},
            "Writing Committee Members, Otto CM, Nishimura RA, et al. 2020 ACC/AHA guideline. J Am"
            " Coll Cardiol. 2021;77(4):e25–e197.",
        ),
        (
            "Perkovic V; on behalf of the CREDENCE Trial Investigators. Canagliflozin. N Engl J"
            " Med."
            " 2019;380(24):2295-306.",
            {
                "author": [
                    {"family": "Perkovic", "given": "V"},
                    {"literal": "CREDENCE Trial Investigators"},
                ]
            },
            "Perkovic V, CREDENCE Trial Investigators. Canagliflozin. N Engl J Med."
            " 2019;380(24):2295–306.",
        ),
        (
            "Smith J.A., Jones B., King M.L., Jr. A title. J. Am. Coll. Cardiol. 2020;75(3):12-9.",
            {"container-title": "J. Am. Coll. Cardiol"},
            "Smith JA, Jones B, King ML Jr. A title. J Am Coll Cardiol. 2020;75(3):12–9.",
        ),
        (
            "Smith JA 3rd. Title. N Engl J Med. 2020 Mar 3. doi: 10.1056/NEJMoa2000001. Epub"
            " ahead of"
            " print. PMID: 32187463; PMCID: PMC7121484.",
            {"status": "Epub ahead of print", "PMID": "32187463", "PMCID": "PMC7121484"},
            "Smith JA 3rd. Title. N Engl J Med. 2020 Mar 3. doi:10.1056/NEJMoa2000001 PubMed PMID:"
            " 32187463; PubMed Central PMCID: PMC7121484.",
        ),
        (
            "Smith J. Title. Lancet. 2020 Mar 3:S0140-6736(20)30183-5. doi: 10.1016/x. Epub ahead"
            " of"
            " print.",
            {"page": "S0140-6736(20)30183-5", "issued": {"date-parts": [[2020, 3, 3]]}},
            "Smith J. Title. Lancet. 2020 Mar 3:S0140-6736(20)30183-5. doi:10.1016/x",
        ),
        (
            "Smith J and Jones A. Title. JAMA. Published online March 3, 2020. doi:10.1001/jama.1",
            {"container-title": "JAMA", "issued": {"date-parts": [[2020, 3, 3]]}},
            "Smith J, Jones A. Title. JAMA. 2020 Mar 3. doi:10.1001/jama.1",
        ),
        (
            "Rosano GMC. Profiling. Eur J Heart Fail. 2021 Jun;23(6):872-81. Available from:"
            " https://doi.org/10.1002/ejhf.2206. Epub 2021 Jun 1.",
            {"DOI": "10.1002/ejhf.2206", "page": "872-81"},
            "Rosano GMC. Profiling. Eur J Heart Fail. 2021 Jun;23(6):872–81. doi:10.1002/ejhf.2206",
        ),
    ],
)
def test_entry_is_taken_apart_and_comes_out_in_vancouver_style(
    printed: str, fields: dict[str, Any], vancouver: str
) -> None:
    parsed = read_references(f"1. {printed}")
    (item,) = parsed.items

    assert {name: item.get(name) for name in fields} == fields
    assert text_of(entry(item)) == vancouver
    assert parsed.problems == []


@pytest.mark.parametrize(
    "piece", ["A. ", "U.S. ", "; ", "[updated 2020; ", "J. Am. ", "Accessed May 3, 2020. ", "In: "]
)
def test_hostile_entry_takes_no_time(piece: str) -> None:
    begun = time.process_time()
    taken_apart((piece * 2_000)[:4_000])
    assert time.process_time() - begun < 1
