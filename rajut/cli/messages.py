"""What the command line says, in English and Bahasa Indonesia."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "bug": (
        "A bug in Rajut: {detail}. Please report it with the document.",
        "Kesalahan dalam Rajut: {detail}. Mohon laporkan beserta dokumennya.",
    ),
    "bare": (
        "Rajut reads the tables of planning documents into data.\n"
        "  rajut convert plan.pdf            read a document, or a folder, into ./output\n"
        "  rajut list plan.pdf               which tables it holds\n"
        "  rajut query output                what the data can be asked\n"
        "  rajut review output               look at what is in doubt\n"
        "`rajut --help` lists all commands; `rajut convert --help` explains one.",
        "Rajut membaca tabel dokumen perencanaan menjadi data.\n"
        "  rajut convert rencana.pdf         baca dokumen, atau folder, ke ./output\n"
        "  rajut list rencana.pdf            tabel apa saja di dalamnya\n"
        "  rajut query output                apa yang dapat ditanyakan pada datanya\n"
        "  rajut review output               periksa yang diragukan\n"
        "`rajut --help` mendaftar semua perintah; `rajut convert --help` menjelaskan satu.",
    ),
    "migrated": (
        "{out}: {documents} documents are now of contract version {version}.",
        "{out}: {documents} dokumen kini memakai kontrak versi {version}.",
    ),
    "migrated-already": (
        "{out} is of contract version {version} already.",
        "{out} sudah memakai kontrak versi {version}.",
    ),
    "converted": (
        "{documents} documents: {ok} ok, {flagged} flagged, {refused} refused, {failed} failed.",
        "{documents} dokumen: {ok} beres, {flagged} perlu dilihat, {refused} ditolak, {failed} gagal.",
    ),
    "document-bad": ("rajut: {code}: {sentence}", "rajut: {code}: {sentence}"),
    "document-kept": (
        "rajut: the rows of the last good reading of '{name}' stay, marked document-stale.",
        "rajut: baris dari pembacaan baik terakhir '{name}' tetap ada, bertanda document-stale.",
    ),
    "holds": ("{rows:>8} rows  {path}", "{rows:>8} baris  {path}"),
    "time-left": ("about {seconds} s left", "sisa sekitar {seconds} d"),
    "names-kept": ("{count} names kept as reference.", "{count} nama disimpan sebagai acuan."),
    "drawn": ("Drawn: {path}", "Digambar: {path}"),
    "wrote": ("Wrote {rows} rows to {path}", "Menulis {rows} baris ke {path}"),
    "pulled": (
        "{folder}: {fetched} files fetched, {kept} were here already, {removed} removed.",
        "{folder}: {fetched} berkas diambil, {kept} sudah ada, {removed} dihapus.",
    ),
    "pushed": ("{files} files are now at {url}", "{files} berkas kini ada di {url}"),
    "name-unsafe": (
        "rajut: name-unsafe: '{name}' was left out: its name leads out of the folder.",
        "rajut: name-unsafe: '{name}' dilewati: namanya mengarah ke luar folder.",
    ),
    "unchanged": ("{out} already holds exactly this dataset.", "{out} sudah berisi dataset yang persis sama."),
    "open-report": ("Read first: {path}", "Baca dahulu: {path}"),
    "open-query": (
        'Ask it: rajut query {path} "SELECT program, year, budget FROM budget_by_program"',
        'Tanyakan: rajut query {path} "SELECT program, year, budget FROM budget_by_program"',
    ),
    "query-empty": (
        "No row answers this; `rajut query {out}` tells what there is.",
        "Tidak ada baris yang menjawab; `rajut query {out}` memberi tahu apa yang ada.",
    ),
    "interrupted": (
        "Interrupted; run the same command again to go on.",
        "Terhenti; jalankan perintah yang sama untuk melanjutkan.",
    ),
    "wrote-review": (
        "Wrote {questions} questions and {values} values to {path}; read the answers back with `rajut corrections import`.",
        "Menulis {questions} pertanyaan dan {values} nilai ke {path}; baca jawabannya dengan `rajut corrections import`.",
    ),
    "corrections-imported": (
        "{count} answers were taken into {path}, {same} were there already.",
        "{count} jawaban dimasukkan ke {path}, {same} sudah ada.",
    ),
    "review-open": ("The desk is open at {address}  (Ctrl+C closes it)", "Meja terbuka di {address}  (Ctrl+C menutupnya)"),
    "correction-bad": ("{path}:{line}: {sentence}", "{path}:{line}: {sentence}"),
    "correction-stale": (
        "{decision} of {name} was not applied: the text there is another now.",
        "{decision} dari {name} tidak diterapkan: teks di sana sudah berbeda.",
    ),
    "correction-foreign": (
        "{decision} of {name}: the document is not in this dataset.",
        "{decision} dari {name}: dokumennya tidak ada di dataset ini.",
    ),
    "correction-waiting": (
        "{decision} of {name} waits for the next `rajut convert`.",
        "{decision} dari {name} menunggu `rajut convert` berikutnya.",
    ),
    "corrections-good": (
        "{path}: {count} answers, all can be taken; {unapplied} are not in the dataset yet.",
        "{path}: {count} jawaban, semuanya dapat dipakai; {unapplied} belum ada di dataset.",
    ),
    "suggested": (
        "{count} of {all} answers as suggestions in {path}; `rajut review` shows them first",
        "{count} dari {all} jawaban sebagai saran di {path}; `rajut review` menampilkannya lebih dulu",
    ),
    "terms-offered": (
        "{count} heads as words of your own in {path}",
        "{count} kepala kolom sebagai kosakata sendiri di {path}",
    ),
    "corrections-merged": ("Wrote {count} answers to {path}", "Menulis {count} jawaban ke {path}"),
    "completion-bash": ("{path}: open a new shell.", "{path}: buka shell baru."),
    "completion-fish": ("{path}: open a new shell.", "{path}: buka shell baru."),
    "completion-zsh": (
        "{path}: put `fpath+=~/.zfunc; autoload -Uz compinit; compinit` into ~/.zshrc, and open a new shell.",
        "{path}: tulis `fpath+=~/.zfunc; autoload -Uz compinit; compinit` di ~/.zshrc, lalu buka shell baru.",
    ),
    "verified": ("{out}: all {checks} checks passed.", "{out}: seluruh {checks} pemeriksaan lolos."),
}


def say(key: str, language: str, **fields: object) -> str:
    """The sentence for `key` in `language` ("en" or "id"). Raises KeyError for an unknown key."""
    return MESSAGES[key][1 if language == "id" else 0].format(**fields)
