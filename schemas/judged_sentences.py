"""What each sign that the judge measures on a whole reading says (normalize.judge.signs), in English and Bahasa Indonesia."""

from __future__ import annotations

JUDGED = {
    "placed": ("figures that became values", "angka yang menjadi nilai"),
    "unplaced": ("figures that became none", "angka yang tidak menjadi nilai"),
    "nameless": ("values whose row has no name in words", "nilai yang barisnya tidak bernama dengan kata-kata"),
    "undated": ("values without a year", "nilai tanpa tahun"),
    "unmeasured": ("values without a measure", "nilai tanpa ukuran"),
    "clashing": ("values of the same name, measure and period", "nilai senama, seukuran, dan seperiode"),
    "mixed": ("columns that mix words and numbers", "kolom yang mencampur kata dan angka"),
    "wild": ("values powers of ten from others of their row", "nilai yang jauh berlipat sepuluh dari nilai lain sebaris"),
    "small_money": ("amounts of money below a thousand", "jumlah uang di bawah seribu"),
    "worded_money": ("amounts of money with words", "jumlah uang yang berisi kata"),
    "headless": ("values without a head", "nilai tanpa kepala kolom"),
    "figures_in_head": ("figures inside the head", "angka di dalam kepala tabel"),
    "head_rows": ("rows of the head", "baris kepala tabel"),
    "short_name": ("names of a few letters", "nama yang hanya beberapa huruf"),
    "tail_name": ("names that begin in small letters", "nama yang diawali huruf kecil"),
    "contradicted": ("values that contradict others", "nilai yang bertentangan dengan yang lain"),
    "ambiguous": ("values that stay open", "nilai yang tetap terbuka"),
    "words_as_values": ("words in columns of values", "kata-kata dalam kolom nilai"),
    "years_backwards": ("years that run backwards", "tahun yang berjalan mundur"),
    "percent_beyond": ("percentages beyond a thousand", "persentase melebihi seribu"),
    "tables": ("tables", "tabel"),
    "few_rows_a_name": ("one name for all rows", "satu nama untuk semua baris"),
    "text_values": ("words as values", "kata-kata sebagai nilai"),
    "proven": ("values that sums or ratios prove", "nilai yang dibuktikan jumlah atau rasio"),
}
