"""The source's own errors: reported with both numbers, never corrected."""

import pytest

from normalize.audit.sums_and_gaps import text_to_cut
from normalize.context.profile import blocks_to_profile, capitals_to_title
from normalize.context.unread import blocks_to_unread
from schemas.codes import finding_to_severity
from schemas.finding import Finding
from schemas.normalized import NormalizedDocument
from tests.tables import codes, normalize, one, say, table

HEADER = "Kegiatan/Sub Kegiatan | Indikator | Satuan | Target 2021 | Target 2022 | Target 2023\n"
WRONG_SUM = (
    HEADER
    + "Pembinaan arsip | Tercapainya pembinaan | Orang/ Buku | 5795 | 7 | 9\n"
    + "Penataan arsip | Jumlah orang | Orang | 8000 | 3 | 4\n"
    + "Pengadaan buku | Jumlah buku | Buku | 795 | 4 | 5"
)


def found(document: NormalizedDocument, code: str) -> list[Finding]:
    return [finding for finding in document.findings if finding.code == code]


def test_a_wrong_sum_is_told_with_both_numbers() -> None:
    """5795 is printed where the parts make 8795."""
    [finding] = found(normalize(table(WRONG_SUM)), "sum-differs")
    assert (finding.before, finding.after, len(finding.related)) == ("5795", "8795", 2)


def test_a_wrong_sum_is_published_as_printed() -> None:
    """The print stays, and says that it is contradicted."""
    observation = one(normalize(table(WRONG_SUM)), "Tercapainya pembinaan", 2021)
    assert (observation.value, observation.confidence) == (5795, "contradicted")


def test_right_sums_prove_their_members() -> None:
    """Where whole and parts agree, the numbers are proven."""
    document = normalize(table(WRONG_SUM))
    assert {o.confidence for o in document.observations if o.period.year == 2022} == {"proven"}


def test_a_missing_unit_is_reported() -> None:
    """Only where the table has a unit column."""
    text = HEADER + "Penataan arsip | Jumlah orang | | 8 | 3 | 4"
    assert "unit-missing" in codes(normalize(table(text)))
    assert "unit-missing" not in codes(normalize(table("Indikator | 2021 | 2022\nJumlah orang | 8 | 3")))


def test_an_indicator_without_values_is_reported_and_kept() -> None:
    """Its blanks are published."""
    document = normalize(table(HEADER + "Penataan arsip | Jumlah orang | Orang | | | \nBuku | Jumlah buku | Buku | 1 | 2 | 3"))
    assert [finding_to_severity(finding) for finding in found(document, "indicator-without-values")] == ["warning"]
    assert one(document, "Jumlah orang", 2021).value_status == "blank"


def test_a_name_without_figures_that_heads_others_asks_for_no_look() -> None:
    """It prints no unit: nobody promised figures for it."""
    document = normalize(table(HEADER + "Urusan arsip | Urusan arsip | | | | \nBuku | Jumlah buku | Buku | 1 | 2 | 3"))
    assert {finding_to_severity(one) for one in found(document, "indicator-without-values")} <= {"info"}


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Jumlah ASN yang mengajukan", []),
        ("Pembinaan bagi pegawai dan", []),
        ("Diklat Jabatan Pimpinan Tinggi, Jabatan", ["Diklat Jabatan Pimpinan Tinggi, Jabatan Fungsional"]),
    ],
)
def test_texts_that_stop_in_the_middle(text: str, others: list[str]) -> None:
    """A verb without its object, a function word, an enumeration that another text of the row carries on."""
    assert text_to_cut(text, others)


@pytest.mark.parametrize("text", ["Jumlah pegawai", "Jumlah ASN yang mendapatkan layanan", ""])
def test_whole_texts_are_whole(text: str) -> None:
    """Texts that end like texts are left in peace."""
    assert text_to_cut(text, []) is None


def test_profile_of_a_title() -> None:
    """Region, organization, period and type, each as printed, capitals lowered with a repair."""
    profile, findings = blocks_to_profile(
        [say("RENCANA STRATEGIS DINAS ARSIP KABUPATEN CONTOH JAYA TAHUN 2021-2026", "heading")]
    )
    assert (profile.region, profile.organization) == ("Kabupaten Contoh Jaya", "Dinas Arsip")
    assert (profile.document_type, profile.period_start, profile.period_end) == ("renstra", 2021, 2026)
    assert {finding.code for finding in findings} == {"capitals-lowered"}


def test_a_document_without_a_title_has_no_profile() -> None:
    """Nothing is made up."""
    profile, findings = blocks_to_profile([])
    assert (profile.region, profile.organization, profile.document_type, findings) == (None, None, "other", ())


@pytest.mark.parametrize(
    ("printed", "name"),
    [("KOTA BANDA ACEH", "Kota Banda Aceh"), ("BPBD DAN DINAS", "BPBD dan Dinas"), ("Kota Solok", "Kota Solok")],
)
def test_capitals(printed: str, name: str) -> None:
    """Function words small, abbreviations without a vowel unchanged, mixed case unchanged."""
    assert capitals_to_title(printed) == name


def test_lists_outside_tables_are_counted() -> None:
    """Planning text that is no table is told, with its heading and number of lines."""
    blocks = [say("SASARAN:"), say("1. Tersusunnya dokumen;\n2. Terkelolanya arsip;", "paragraph")]
    [finding] = blocks_to_unread(blocks)
    assert dict(finding.fields) == {"count": "2", "heading": "SASARAN:"}


def test_prose_is_not_planning_content() -> None:
    """Ordinary paragraphs give no finding."""
    assert blocks_to_unread([say("Dokumen ini disusun sebagai pedoman.")]) == ()
