"""What each sign of a decision says, in English and Bahasa Indonesia: `str.format` templates over the sign's details.

Signs that the judge weighs (normalize.judge) are measured on a whole table; the others stand for one thing that was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from schemas.decision import Sign
from schemas.doubt_sentences import JUDGED

_ROWS = {
    "row_blank": ("no text", "tanpa teks"),
    "row_title": ("one text alone above the header", "satu teks sendirian di atas kepala tabel"),
    "row_column_numbers": ("ascending column numbers", "nomor kolom yang naik"),
    "row_better_reading": ("the whole reading is better so", "keseluruhan bacaan lebih baik demikian"),
    "row_heads_again": ("prints heads of its columns again", "mencetak lagi kepala kolomnya"),
    "row_header_again": ("prints the table's header again", "mencetak lagi kepala tabel"),
    "row_header_row_again": ("prints a row of the table's header again", "mencetak lagi satu baris kepala tabel"),
    "row_header_parts": (
        "prints parts of the table's header over the same columns",
        "mencetak bagian kepala tabel di atas kolom yang sama",
    ),
    "row_rest_of_cut": (
        "the rest of a row before the page break, above the header that is printed again",
        "sisa baris dari halaman sebelumnya, di atas kepala tabel yang dicetak lagi",
    ),
    "row_numbered_title": ("a numbered title above the header", "judul bernomor di atas kepala tabel"),
    "row_running_line": (
        "the page's running line, printed on other pages too",
        "baris tetap halaman, tercetak juga di halaman lain",
    ),
    "row_passed": ("inside a table that has its head", "di dalam tabel yang sudah berkepala"),
    "row_words_over_numbers": ("words over {0} columns of numbers", "kata-kata di atas {0} kolom angka"),
    "row_beside_heads": ("beside heads that reach down over it", "di samping kepala kolom yang menjulur ke bawah"),
    "row_blank_over_labels": (
        "words over figures, blank over the labels",
        "kata-kata di atas angka, kosong di atas kolom nama",
    ),
    "row_counts_years": ("numbers that complete 'Tahun ke-' above them", "angka yang melengkapi 'Tahun ke-' di atasnya"),
    "row_head_word": ("a known head word", "kata kepala kolom yang dikenal"),
    "row_head_words": (
        "{0} head words and {1} periods in {2} texts",
        "{0} kata kepala kolom dan {1} periode dalam {2} teks",
    ),
    "row_marked": ("marked as header by the format", "ditandai sebagai kepala tabel oleh format berkas"),
    "row_page_sum": ("sums up the page: '{0}'", "menjumlahkan halaman: '{0}'"),
    "row_total": ("starts with '{0}'", "diawali '{0}'"),
    "row_summary": ("sums the table up: '{0}'", "merangkum tabel: '{0}'"),
    "row_note": ("a remark alone in its row", "catatan sendirian di barisnya"),
    "row_label_alone": ("a label alone in its row", "nama sendirian di barisnya"),
    "row_numbered_label": ("a numbered label over the width of the row", "nama bernomor selebar baris"),
    "row_data": ("labels or values under the header", "nama atau nilai di bawah kepala tabel"),
    "reviewed": ("a person says so", "demikian jawaban seorang pemeriksa"),
}
_JOINS = {
    "join_only_header": ("prints nothing but the table's header", "hanya mencetak kepala tabel"),
    "join_given": ("it was decided that it goes on here", "sudah diputuskan bahwa tabel berlanjut di sini"),
    "join_bodiless": ("the table so far is a header without a body", "tabel sampai di sini hanya kepala tanpa isi"),
    "join_own_title": ("starts with a title row of its own", "diawali baris judul sendiri"),
    "join_own_header": ("has a header of its own", "mempunyai kepala tabel sendiri"),
    "join_own_years": ("its first row has years of its own", "baris pertamanya mempunyai tahun sendiri"),
    "join_header_again": ("repeats the table's header", "mengulang kepala tabel"),
    "join_header_blank": ("its header row is blank", "baris kepalanya kosong"),
    "join_column_numbers": ("starts with the column numbers", "diawali nomor kolom"),
    "join_no_header": ("has no header", "tanpa kepala tabel"),
    "join_same_kinds": (
        "{0} of the columns hold the same kind of thing",
        "{0} kolomnya memuat jenis isi yang sama",
    ),
    "join_continued": ("a title above says that it continues", "judul di atasnya menyebut lanjutan"),
    "join_same_title": ("the same title stands above both", "judul yang sama di atas keduanya"),
    "join_heading_between": ("a heading stands between", "ada judul di antaranya"),
    "join_lines_between": (
        "lines that describe another table stand between",
        "ada baris keterangan tabel lain di antaranya",
    ),
    "join_band_between": (
        "names of groups stand between, within its sides",
        "nama kelompok ada di antaranya, di dalam sisinya",
    ),
    "join_text_between": ("text stands between", "ada teks di antaranya"),
    "join_header_beyond_table": (
        "it has a header, and another table stands between",
        "berkepala tabel, dan ada tabel lain di antaranya",
    ),
    "join_beyond_table": ("another table stands between", "ada tabel lain di antaranya"),
    "join_next_page": ("first table of the next page", "tabel pertama di halaman berikutnya"),
    "join_pages_further": ("{0} pages further", "{0} halaman kemudian"),
    "join_same_page": ("on the same page", "di halaman yang sama"),
    "join_follows": ("follows directly", "langsung menyusul"),
    "join_key_blank": ("its first row leaves the key cell blank", "baris pertamanya mengosongkan sel kunci"),
    "join_but_empty": (
        "its columns are the table's, but for an empty one",
        "kolomnya sama dengan kolom tabel, kecuali satu yang kosong",
    ),
    "join_same_place": ("same columns at the same place", "kolom yang sama di tempat yang sama"),
    "join_split_column": ("the table's columns, one of words in two parts", "kolom tabel, satu kolom kata terbagi dua"),
    "join_over": ("its columns lie over the table's columns", "kolomnya terletak di atas kolom tabel"),
    "join_other_size": (
        "the same columns on a page of another size",
        "kolom yang sama pada halaman berukuran lain",
    ),
    "join_same_count": ("same number of columns", "jumlah kolom sama"),
    "join_same_count_elsewhere": ("same number of columns, at other places", "jumlah kolom sama, di tempat lain"),
    "join_other_count": ("{0} columns where the table has {1}", "{0} kolom, sedangkan tabel mempunyai {1}"),
}
_LEVELS = {
    "level_sums": (
        "the parts add up to the activity in {0} of {1} columns",
        "bagian-bagiannya berjumlah sama dengan kegiatan pada {0} dari {1} kolom",
    ),
    "level_name_typical": ("name '{0}' is typical of {1}", "nama '{0}' lazim untuk {1}"),
    "level_indicator_typical": ("indicator '{0}' is typical of {1}", "indikator '{0}' lazim untuk {1}"),
    "level_unit_typical": ("unit '{0}' is typical of {1}", "satuan '{0}' lazim untuk {1}"),
    "level_nomenclature": ("the nomenclature lists it as {0}", "nomenklatur mencatatnya sebagai {0}"),
    "level_rewritten": (
        "its indicator was rewritten in mid-period, as outputs are",
        "indikatornya ditulis ulang di tengah periode, seperti lazimnya keluaran",
    ),
    "level_type_first": ("its type is that of the first name", "tebal hurufnya seperti nama pertama"),
    "level_type_below": ("its type is that of the names below the first", "tebal hurufnya seperti nama di bawah yang pertama"),
    "level_fill_first": ("its fill is that of the first name", "warna selnya seperti nama pertama"),
    "level_fill_below": ("its fill is that of the names below the first", "warna selnya seperti nama di bawah yang pertama"),
    "level_indent_first": ("its indent is that of the first name", "inden hurufnya seperti nama pertama"),
    "level_indent_below": (
        "its indent is that of the names below the first",
        "inden hurufnya seperti nama di bawah yang pertama",
    ),
    "level_counted": ("the names are counted on as things of one rank", "nomornya berurutan sebagai hal yang setingkat"),
    "level_one_rank": (
        "nothing in the table tells parts of activities from activities",
        "tidak ada tanda dalam tabel yang membedakan bagian kegiatan dari kegiatan",
    ),
    "level_order": ("only its place in the order", "hanya urutannya"),
    "level_by_code": ("its code says so", "kodenya menyebut demikian"),
    "level_by_printed": ("the table prints it", "tercetak dalam tabel"),
    "level_by_nomenclature": ("its name is in the official list", "namanya ada dalam daftar resmi"),
    "level_by_sum": ("the sums of its parts say so", "jumlah bagian-bagiannya menyebut demikian"),
    "level_by_style": ("bold type or fill colour tells it", "huruf tebal atau warna sel menandainya"),
    "level_by_cue": ("words of its name or indicator say so", "kata dalam nama atau indikatornya menyebut demikian"),
    "level_by_reviewed": ("a person says so", "demikian jawaban seorang pemeriksa"),
    "level_by_unknown": ("nothing tells it", "tidak ada yang menyebutnya"),
}
_SEVERAL = {
    "several_names_listed": (
        "{0} names in one cell and as many figures in the cells beside it",
        "{0} nama dalam satu sel dan sebanyak itu angka di sel-sel sebelahnya",
    ),
    "several_white_between": (
        "white runs between the lines of all cells, as between rows",
        "ruang kosong memisahkan baris-baris semua sel, seperti di antara baris tabel",
    ),
    "several_numbers_run_on": ("the row numbers run on: {0}", "nomor baris berlanjut: {0}"),
    "several_whole_lines": (
        "every line in {0} value columns is a whole number",
        "setiap baris di {0} kolom nilai adalah bilangan utuh",
    ),
    "several_lines_apart": (
        "the lines of {0} value columns make no number together, each alone is one",
        "baris-baris di {0} kolom nilai tidak membentuk satu angka, masing-masing angka sendiri",
    ),
}
_COLUMNS = {
    "column_heads": ("its head says so", "kepala kolomnya menyebut demikian"),
    "column_cells": ("what stands in it says so", "isi kolomnya menunjukkan demikian"),
    "column_row_measures": ("a column names the measure of each row", "ada kolom yang menyebut ukuran tiap baris"),
    "column_pairs": ("each cell holds several values", "tiap sel memuat beberapa nilai"),
    "column_stated_scale": ("the table or its title states a scale", "tabel atau judulnya menyebut satuan bilangan"),
    "column_scale_unbelieved": (
        "its figures do not fit the stated scale",
        "angkanya tidak cocok dengan satuan bilangan yang disebut",
    ),
    "column_scale_summed": ("it prints the sum of the years", "isinya jumlah dari tahun-tahun"),
    "column_parts_of_year": (
        "its figures make that of the year, or tell what was reached of it",
        "angkanya membentuk angka setahun, atau menyatakan yang tercapai",
    ),
    "column_differences": ("its figures are what became of two columns", "angkanya selisih dua kolom lain"),
    "column_quotients": ("its figures are the quotient of two columns", "angkanya hasil bagi dua kolom lain"),
    "column_between": ("it stands between two quarters or months", "letaknya di antara dua triwulan atau bulan"),
    "column_years_of_shares": ("its year is that of the columns it compares", "tahunnya mengikuti kolom yang dibandingkannya"),
    "column_assumed": ("assumed, as nothing names its measure", "anggapan, karena tidak ada yang menyebut ukurannya"),
    "header_found": ("the finder ends the head after row {0}", "pencari tabel mengakhiri kepala setelah baris {0}"),
    "kind_score": ("by its columns and words, score {0}", "menurut kolom dan kata-katanya, skor {0}"),
}
_GRIDS = {
    "grid_ruled": ("ruled", "bergaris"),
    "grid_one_column": ("one column between rules", "satu kolom di antara garis"),
    "grid_white_parts_rows": (
        "white parts the rows that {0} ruled rows hold",
        "ruang kosong memisahkan baris di dalam {0} baris bergaris",
    ),
    "grid_head_drawn": ("a head drawn cell by cell", "kepala yang digambar sel demi sel"),
    "grid_rules_for_some": ("rules for some of the cells", "garis hanya untuk sebagian sel"),
    "grid_drawn": ("a person drew it", "digambar oleh pemeriksa"),
    "grid_columns_before": ("columns of the page before", "kolom halaman sebelumnya"),
    "grid_lines_in_columns": ("{0} lines in columns", "{0} baris dalam kolom"),
    "grid_head_above": ("a head above rows without rules", "kepala di atas baris tanpa garis"),
    "grid_rules_of_one_width": ("{0} rules of one width", "{0} garis selebar sama"),
    "grid_sheet_area": ("{0}!{1}", "{0}!{1}"),
    "grid_without_running_head": (
        "without a running head or page number in its frame",
        "tanpa kepala atau nomor halaman di dalam bingkainya",
    ),
    "grid_found_by": ("found by {0}", "ditemukan melalui {0}"),
    "grid_figures_beside": ("figures beside the labels", "angka di samping label"),
    "grid_three_columns": ("three columns or more", "tiga kolom atau lebih"),
    "grid_rows": ("rows", "baris"),
    "grid_bold_header": ("a bold header", "kepala bercetak tebal"),
    "grid_caption": ("a table caption", "judul tabel"),
    "grid_long_cells": ("cells as long as sentences", "sel sepanjang kalimat"),
    "grid_filled_cells": ("share of filled cells", "bagian sel yang terisi"),
    "grid_no_words": ("no words at all, as in a chart", "tanpa kata sama sekali, seperti pada grafik"),
    "grid_few_rows": ("fewer than two rows", "kurang dari dua baris"),
    "grid_form": ("names with a colon, as in a form", "nama bertitik dua, seperti pada formulir"),
    "grid_addresses": ("addresses, as under a title", "alamat, seperti di bawah judul"),
    "grid_contents": ("titles with page numbers that rise", "judul dengan nomor halaman yang menaik"),
    "grid_read_by": ("read by {0}", "dibaca oleh {0}"),
    "grid_not_found": ("{0} finds no table here", "{0} tidak menemukan tabel di sini"),
    "grid_compared": (
        "{0} reads {1} of the filled cells the same, {2} x {3} cells against {4} x {5}",
        "{0} membaca {1} sel terisi dengan sama, {2} x {3} sel, bukan {4} x {5}",
    ),
}
_NUMBERS = {
    "numbers_votes": ("{0} of {1} numbers with separators agree", "{0} dari {1} angka bertanda pemisah sepakat"),
    "number_digits_only": ("digits only", "hanya angka"),
    "number_zero_in_words": ("zero in words", "nol dengan kata"),
    "number_decimals": ("{0} decimals after '{1}'", "{0} desimal sesudah '{1}'"),
    "number_leading_zero": ("a leading zero", "berawalan nol"),
    "number_groups": ("'{0}' groups thousands", "'{0}' mengelompokkan ribuan"),
    "number_groups_times": ("'{0}' groups thousands {1} times", "'{0}' mengelompokkan ribuan {1} kali"),
    "number_grouped_once": ("thousands grouped only once", "ribuan hanya dikelompokkan sekali"),
    "number_groups_and_decimals": (
        "'{0}' groups, '{1}' is the decimal sign",
        "'{0}' mengelompokkan ribuan, '{1}' tanda desimal",
    ),
    "number_odd_group": ("a group of thousands without three digits", "kelompok ribuan tanpa tiga angka"),
    "number_same_sign": ("the same sign for groups and decimals", "tanda yang sama untuk ribuan dan desimal"),
    "number_letters_as_digits": ("letters among digits read as digits", "huruf di antara angka dibaca sebagai angka"),
    "number_picture": ("the picture may show {0}", "gambar mungkin menunjukkan {0}"),
    "number_up_to": ("up to {0}", "sampai {0}"),
    "number_several": ("{0} numbers: {1}", "{0} angka: {1}"),
    "number_is_sum": ("it is the sum of {0} cells", "nilainya jumlah {0} sel"),
    "number_is_part_of_sum": ("the sum of {0} cells that it is part of agrees", "jumlah {0} sel yang memuatnya cocok"),
    "number_is_sum_when_joined": ("joined, it is the sum of {0} cells", "disambung, nilainya jumlah {0} sel"),
    "number_is_part_of_sum_when_joined": (
        "joined, the sum of {0} cells that it is part of agrees",
        "disambung, jumlah {0} sel yang memuatnya cocok",
    ),
    "number_printed_twice": ("the same fact is printed twice", "fakta yang sama tercetak dua kali"),
    "number_stored": ("the spreadsheet stores {0}", "lembar kerja menyimpan {0}"),
    "number_regular_when_joined": ("thousands are regular only when joined", "ribuan hanya teratur bila disambung"),
    "number_separator_at_gap": ("a separator stands at the gap", "tanda pemisah berada di celahnya"),
    "number_line_full": ("the line fills its column", "barisnya memenuhi kolom"),
    "number_line_had_room": ("the line had room left", "barisnya masih longgar"),
    "number_thousands_spaced": (
        "all large numbers of the table part their thousands by a space, {0} of them",
        "semua bilangan besar di tabel memisahkan ribuan dengan spasi, {0} di antaranya",
    ),
    "number_pieces": ("{0} pieces", "{0} potongan"),
    "number_joined_near": (
        "joined it is near the {0} others of its series",
        "bila disambung dekat dengan {0} nilai lain pada deretnya",
    ),
    "number_joined_near_and_long": (
        "joined it is near the {0} others of its series and has as many digits",
        "bila disambung dekat dengan {0} nilai lain pada deretnya dan sama banyak angkanya",
    ),
    "number_piece_near": ("a piece alone is near its series", "satu potongan saja dekat dengan deretnya"),
    "number_neighbours_decimals": ("its neighbours have {0} decimals", "tetangganya berdesimal {0}"),
    "number_all_threes": (
        "all {0} numbers of its series have three digits behind the sign",
        "semua {0} angka pada deretnya mempunyai tiga digit di belakang tandanya",
    ),
    "number_no_money_so_fine": ("no money has three decimals", "tidak ada uang dengan tiga desimal"),
    "number_counted": ("'{0}' are counted in whole numbers", "'{0}' dihitung dengan bilangan bulat"),
    "number_percent_bounded": ("percentages are below 1000", "persentase di bawah 1000"),
    "number_unit_bounded": ("'{0}' is below 1000", "'{0}' di bawah 1000"),
    "number_zeros": ("ends in {0} zeros", "berakhir dengan {0} nol"),
    "number_series_zeros": (
        "all open numbers of its series end in zeros, {0} together",
        "semua angka terbuka pada deretnya berakhir dengan nol, seluruhnya {0}",
    ),
    "number_series_whole": ("the {0} others of its series are whole", "{0} nilai lain pada deretnya bulat"),
    "number_far": ("{0} decades from its series", "{0} dekade dari deretnya"),
    "number_near": ("near the {0} others of its series", "dekat dengan {0} nilai lain pada deretnya"),
}
_GROUPS = {
    "series": ("series", "deret"),
    "unit_in_column": ("unit in column", "satuan di kolom"),
    "unit": ("unit", "satuan"),
    "column": ("column", "kolom"),
    "table": ("table", "tabel"),
    "document": ("document", "dokumen"),
}
_OF_GROUPS = {
    "number_separators": (
        "{{0}} of {{1}} separators in its {group} agree",
        "{{0}} dari {{1}} tanda pemisah pada {group} yang sama sejalan",
    ),
    "number_decimals": ("so many decimals in its {group}", "jumlah desimal yang sama pada {group} yang sama"),
    "number_other_decimals": (
        "{{0}} in its {group} have another number of decimals",
        "{{0}} pada {group} yang sama berdesimal lain",
    ),
}
_NUMBERS |= {
    f"{name}_{group}": (en.format(group=words[0]), id_.format(group=words[1]))
    for name, (en, id_) in _OF_GROUPS.items()
    for group, words in _GROUPS.items()
}
_TAILS = {
    "tail_centred": (
        "its cells are centred in height, with as many lines above its figures as below",
        "selnya berada di tengah tinggi baris, dengan baris yang sama banyak di atas dan di bawah angkanya",
    ),
    "tail_open_page": ("the page ends without a closing rule", "halaman berakhir tanpa garis penutup"),
    "tail_no_break": (
        "no page break lies between, but no rule either",
        "tidak ada pergantian halaman di antaranya, tetapi juga tidak ada garis",
    ),
    "tail_below_print": (
        "it prints only where the row above prints too",
        "hanya mencetak di kolom yang juga terisi pada baris di atasnya",
    ),
    "tail_fills_gaps": (
        "its figures stand where the row above leaves some out",
        "angkanya berada di kolom yang dikosongkan baris di atasnya",
    ),
    "tail_below_blank": ("it prints where the row above is blank", "mencetak di kolom yang kosong pada baris di atasnya"),
    "tail_key_blank": ("the key cell is blank", "sel kuncinya kosong"),
    "tail_lacks": (
        "it lacks what the rows of this table always print: {0}",
        "tidak memuat yang selalu dicetak baris tabel ini: {0}",
    ),
    "tail_figures_alone": ("it prints figures and no label at all", "hanya mencetak angka tanpa nama"),
    "tail_short": ("it is short", "teksnya pendek"),
    "tail_small_letters": ("a text starts in small letters", "sebuah teks diawali huruf kecil"),
    "tail_open_text": ("the text above ends open: '…{0}'", "teks di atasnya belum selesai: '…{0}'"),
    "tail_own_texts": ("its texts start like texts of their own", "teksnya diawali seperti teks sendiri"),
    "tail_number_follows": ("its number {0} follows that of the row above", "nomornya {0} menyusul nomor baris di atasnya"),
    "tail_unit_whole": (
        "the two parts of its unit make '{0}', as in other rows",
        "kedua bagian satuannya menjadi '{0}', seperti pada baris lain",
    ),
    "tail_own_unit": ("it prints a unit of its own: {0}", "mencetak satuan sendiri: {0}"),
    "tail_room_above": ("a cell above it has room for another line", "sel di atasnya masih muat satu baris lagi"),
    "tail_full_above": ("the cells above it are full to the foot of the page", "sel di atasnya penuh sampai kaki halaman"),
    "tail_room_for_digit": ("a figure above it has room for another digit", "angka di atasnya masih muat satu digit lagi"),
    "tail_full_figures": ("the figures above it fill their lines", "angka di atasnya memenuhi barisnya"),
    "tail_no_values": ("it has no values", "tidak mempunyai nilai"),
    "tail_rows_valued": ("{0} of the rows have values", "{0} dari baris-barisnya mempunyai nilai"),
    "tail_values_twice": (
        "it has values where the row above has values too",
        "mempunyai nilai di kolom yang juga bernilai pada baris di atasnya",
    ),
    "tail_unit_goes_on": (
        "it has values below values, and the unit goes on",
        "nilainya di bawah nilai, dan satuannya berlanjut",
    ),
    "tail_name_goes_on": (
        "it has values, but its name goes on with an open one",
        "mempunyai nilai, tetapi namanya melanjutkan nama yang belum selesai",
    ),
    "tail_no_second_unit": (
        "it has values below values, but no unit below the unit",
        "nilainya di bawah nilai, tetapi tanpa satuan di bawah satuan",
    ),
    "tail_own_row": ("it has a label and values of its own", "mempunyai nama dan nilai sendiri"),
}
SIGNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {**_ROWS, **_TAILS, **_SEVERAL, **_JOINS, **_LEVELS, **_COLUMNS, **_GRIDS, **_NUMBERS, **JUDGED}
)


def sign_to_words(sign: Sign, language: str = "en") -> str:
    """What the sign says, in Indonesian for "id"; its name where it has no sentence."""
    known = SIGNS.get(sign.name)
    return sign.name if known is None else known[language == "id"].format(*sign.details)


def signs_to_evidence(signs: Iterable[Sign], language: str = "en", *, places: int = 2) -> str:
    """All of them with the weights of those that were weighed: "+0.50 repeats the table's header; +0.25 same columns at the same place"."""
    return "; ".join(
        f"{sign.weight:+.{places}f} {words}" if sign.weight else words
        for sign in signs
        for words in [sign_to_words(sign, language)]
    )
