"""Codes of the text, year and number readers."""

from __future__ import annotations

from schemas.finding import CodeSpec

NUMBER_CODES: tuple[CodeSpec, ...] = (
    CodeSpec(
        "number-joined", "repair", "warning", "number",
        "Digits split by white space were joined: '{before}' became '{after}' ({evidence}).",
        "Angka yang terpisah spasi disambung: '{before}' menjadi '{after}' ({evidence}).",
        "A narrow column or wide tracking split a number. It is joined only with the evidence named; look at it if it is not proven.",
    ),
    CodeSpec(
        "percent-sign-doubled", "repair", "info", "number",
        "A percent sign that is printed twice was read once: '{before}'.",
        "Tanda persen ganda dibaca satu kali: '{before}'.",
        "The source prints the sign twice. The number is unchanged.",
    ),
    CodeSpec(
        "footnote-mark-dropped", "repair", "info", "number",
        "The note mark in '{before}' is not part of the number: '{after}'.",
        "Tanda catatan pada '{before}' bukan bagian angka: '{after}'.",
        "An asterisk or a raised digit points to a note below the table. Read the note.",
    ),
    CodeSpec(
        "letter-in-number", "repair", "warning", "number",
        "Letters that look like digits were read as digits: '{before}' became '{after}' ({evidence}).",
        "Huruf yang mirip angka dibaca sebagai angka: '{before}' menjadi '{after}' ({evidence}).",
        "Text recognition took a digit for a letter. It is repaired only where a sum or a second printing proves the number.",
    ),
    CodeSpec(
        "invisible-dropped", "repair", "info", "text",
        "Characters without a glyph were dropped.",
        "Karakter tanpa bentuk dihapus.",
        "Zero-width characters and soft hyphens in the text layer. Nothing visible changed.",
    ),
    CodeSpec(
        "number-convention-chosen", "finding", "info", "number",
        "The separator is open; it was read as {value}: {evidence}.",
        "Arti tanda pemisah terbuka; dibaca sebagai {value}: {evidence}.",
        "'4.500' may be 4500 or 4.5. The reading rests on the evidence listed; check it where the confidence is unproven.",
    ),
    CodeSpec(
        "number-ambiguous", "finding", "warning", "number",
        "'{text}' can be read in several ways ({candidates}); no value is given.",
        "'{text}' dapat dibaca beberapa cara ({candidates}); nilai dikosongkan.",
        "Nothing in the table decides between the readings. Compare with the document and enter the value by review.",
    ),
    CodeSpec(
        "number-split", "finding", "warning", "number",
        "'{text}' may be one number or several ({candidates}); no value is given.",
        "'{text}' mungkin satu angka atau beberapa ({candidates}); nilai dikosongkan.",
        "Digits stand apart and nothing proves that they belong together.",
    ),
    CodeSpec(
        "number-malformed", "finding", "warning", "number",
        "'{text}' is not a well-formed number (perhaps {candidates}); no value is given.",
        "'{text}' bukan angka yang benar (mungkin {candidates}); nilai dikosongkan.",
        "A misprint in the source, such as a group of four digits. It is reported, never corrected.",
    ),
    CodeSpec(
        "number-too-long", "finding", "warning", "number",
        "'{text}' has more digits than a number column keeps; no value is given.",
        "'{text}' memiliki angka lebih banyak daripada daya tampung kolom; nilai dikosongkan.",
        "The published type keeps 15 to 17 digits. The printed text is in value_text.",
    ),
    CodeSpec(
        "number-cut", "finding", "warning", "number",
        "'{text}' begins or ends with a separator: digits may be missing; no value is given.",
        "'{text}' diawali atau diakhiri tanda pemisah: mungkin ada angka yang hilang; nilai dikosongkan.",
        "Part of the number may stand in another cell or on another page.",
    ),
    CodeSpec(
        "number-dot-behind", "finding", "info", "number",
        "A dot follows the number '{text}'; it was read without it.",
        "Ada titik setelah angka '{text}'; dibaca tanpa titik.",
        "Usually the end of a sentence; rarely a number that was cut.",
    ),
    CodeSpec(
        "number-sign-apart", "finding", "warning", "number",
        "The dash in '{text}' may be a minus or not ({candidates}); no value is given.",
        "Garis pada '{text}' mungkin tanda minus atau bukan ({candidates}); nilai dikosongkan.",
        "A dash apart from the number, or behind it, is a minus, a bullet or half a range.",
    ),
    CodeSpec(
        "number-in-brackets", "finding", "info", "number",
        "'{text}' is in brackets and was read as negative.",
        "'{text}' berada dalam tanda kurung dan dibaca negatif.",
        "Bookkeepers write negatives in brackets; no other cell of the column confirms it here.",
    ),
    CodeSpec(
        "number-leading-zero", "finding", "info", "number",
        "'{text}' begins with a zero; a separator may be missing.",
        "'{text}' diawali nol; mungkin ada tanda pemisah yang hilang.",
        "Either a two-digit style, or '0,5' that lost its comma.",
    ),
    CodeSpec(
        "number-approximate", "finding", "info", "number",
        "'{text}' is printed as an approximation.",
        "'{text}' dicetak sebagai perkiraan.",
        "The number carries '±' or a word such as 'sekitar'.",
    ),
    CodeSpec(
        "number-scale-open", "finding", "warning", "number",
        "The letter behind '{text}' may be a scale (million, miliar) or a unit; no value is given.",
        "Huruf setelah '{text}' mungkin skala (juta, miliar) atau satuan; nilai dikosongkan.",
        "'Rp 12 M' is usually miliar, but nothing here says so.",
    ),
    CodeSpec(
        "number-scale-twice", "finding", "warning", "number",
        "'{text}' has a scale word, and its header states a scale too; no value is given.",
        "'{text}' memuat kata skala, dan kepala kolom juga menyatakan skala; nilai dikosongkan.",
        "Either both count or the cell is an exception; look at the document.",
    ),
    CodeSpec(
        "scale-not-applied", "finding", "info", "number",
        "The table's scale was not applied to a percentage.",
        "Skala tabel tidak diterapkan pada persentase.",
        "A percent sign in a cell of a table 'in thousands'.",
    ),
    CodeSpec(
        "number-fraction-counted", "finding", "warning", "number",
        "'{text}' has a fraction though '{unit}' are counted in whole numbers.",
        "'{text}' memiliki pecahan padahal '{unit}' dihitung dalam bilangan bulat.",
        "Perhaps a misprinted separator. The printed number is given.",
    ),
    CodeSpec(
        "range-odd", "finding", "warning", "number",
        "The ends of '{text}' do not make a range; no value is given.",
        "Kedua ujung '{text}' tidak membentuk rentang; nilai dikosongkan.",
        "The first number is larger than the second, or the two follow different conventions.",
    ),
    CodeSpec(
        "value-composite", "finding", "warning", "number",
        "'{text}' holds several values; no single value is given.",
        "'{text}' memuat beberapa nilai; nilai tunggal dikosongkan.",
        "Several targets, or a target and an amount, stand in one cell.",
    ),
    CodeSpec(
        "year-mended", "repair", "info", "header",
        "A broken year in a header was put together: '{before}' became '{after}' ({evidence}).",
        "Tahun yang terpisah di kepala kolom disatukan: '{before}' menjadi '{after}' ({evidence}).",
        "A narrow column or text recognition broke the year. The neighbouring years or the planning period prove it.",
    ),
    CodeSpec(
        "year-split", "finding", "warning", "header",
        "'{text}' looks like the year {year}, but nothing proves it.",
        "'{text}' tampak seperti tahun {year}, tetapi tidak ada buktinya.",
        "The header is left without a year. Its neighbours do not run on and no planning period is known.",
    ),
    CodeSpec(
        "year-cut", "finding", "warning", "header",
        "'{text}' is a year that lost digits; it was not guessed.",
        "'{text}' adalah tahun yang kehilangan angka; tidak diterka.",
        "The column has no year unless its neighbours leave only one.",
    ),
    CodeSpec(
        "years-several", "finding", "warning", "header",
        "Several years stand in one header: '{text}'.",
        "Beberapa tahun berada dalam satu kepala kolom: '{text}'.",
        "Perhaps two columns were read as one.",
    ),
    CodeSpec(
        "year-from-order", "finding", "info", "header",
        "'{text}' was read as {year}: {evidence}.",
        "'{text}' dibaca sebagai {year}: {evidence}.",
        "The header counts the years of the plan instead of naming them.",
    ),
    CodeSpec(
        "year-order-open", "finding", "warning", "header",
        "'{text}' counts the years of a plan whose period is not known.",
        "'{text}' menghitung tahun rencana yang periodenya tidak diketahui.",
        "Give the planning period, or look for it on the cover.",
    ),
    CodeSpec(
        "years-contradict", "finding", "error", "header",
        "The years of the header contradict each other: {years}.",
        "Tahun pada kepala kolom saling bertentangan: {years}.",
        "A year is printed twice across a gap. The source is wrong or two headers were mixed; nothing was corrected.",
    ),
    CodeSpec(
        "year-out-of-run", "finding", "error", "header",
        "'{text}' stands between {before} and {after}.",
        "'{text}' berada di antara {before} dan {after}.",
        "Probably a misprint in the source. It is reported, never corrected.",
    ),
    CodeSpec(
        "word-joined", "repair", "info", "text",
        "A word broken over lines was joined ({evidence}).",
        "Kata yang terputus antarbaris disambung ({evidence}).",
        "The whole word is known, or stands elsewhere in the document, and its parts are no words.",
    ),
    CodeSpec(
        "hyphen-joined", "repair", "info", "text",
        "A hyphen at a line's end was resolved ({evidence}).",
        "Tanda hubung di akhir baris diselesaikan ({evidence}).",
        "Kept where it belongs to the word, dropped where only the line break put it there.",
    ),
    CodeSpec(
        "hyphen-open", "finding", "info", "text",
        "It is open whether the hyphen belongs to the word: {text}.",
        "Belum pasti apakah tanda hubung bagian dari kata: {text}.",
        "The text keeps hyphen and space as read.",
    ),
    CodeSpec(
        "ligature-split", "repair", "info", "text",
        "Ligatures were written as letters.",
        "Ligatur ditulis sebagai huruf biasa.",
        "The text layer holds characters such as 'ﬁ'.",
    ),
    CodeSpec(
        "encoding-mended", "repair", "info", "text",
        "Wrongly decoded characters were restored: '{before}' became '{after}'.",
        "Karakter yang salah dibaca dipulihkan: '{before}' menjadi '{after}'.",
        "The file holds UTF-8 that was once read as another encoding.",
    ),
    CodeSpec(
        "glyphs-doubled", "finding", "warning", "text",
        "Letters are doubled in '{text}'.",
        "Huruf tercetak ganda pada '{text}'.",
        "The page draws the text twice with an offset. The text was left as read.",
    ),
)  # fmt: skip
