"""Words of Indonesian planning documents, for telling a broken word from two words. Lower case; forms with -nya are derived."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOCABULARY: frozenset[str] = _words(
    """
    ada adalah adanya adil administrasi advokasi agama air akan akhir akses aksi aktif aktivitas akuntabel akuntabilitas
    akurat alam
    alat alokasi aman analisis anak anggaran anggota angka aparat aparatur apel aplikasi arah arsip asas asosiasi aspek aset
    asing
    atas atau awal bagi bagian bahan bahasa bahwa baik baku bangunan bank bantuan barang baru basis batas bayar bebas beberapa
    belajar belanja belum bencana benda berbagai berbasis berdasarkan berdaya berkala berkas berkelanjutan berkembang
    berkualitas
    berlaku bersama bersih bersumber bertanggung berwenang besar bidang bimbingan bina binaan bisa budaya budidaya bukan buku
    bulan
    bupati cabang cacat cadangan cakupan calon capaian cara cetakan cipta dalam dampak dan dana dapat dari dasar data daya
    dengan
    desa desentralisasi dewan diberikan dibagi dibina didampingi didukung difasilitasi dihasilkan dikali dikelola dikembangkan
    diklat dilaksanakan dilayani dinas dipelihara diperoleh disabilitas disediakan disiplin diselesaikan diselenggarakan
    disusun
    ditangani ditetapkan ditindaklanjuti ditingkatkan dokumen dukungan dunia efektif efektivitas efisien efisiensi ekonomi
    ekosistem
    elektronik energi evaluasi faktor fasilitas fasilitasi fisik formal formasi formulasi forum fungsi fungsional gaji gedung
    gelar gizi golongan gubernur guna guru hak hal handal harga hari harian harus hasil hidup hubungan hukum hutan ibu
    identifikasi
    iklim ikut ilmu indeks indikator individu industri inflasi informasi infrastruktur inovasi inovatif inspektorat instansi
    integrasi intelektual internal investasi irigasi isu izin jabatan jalan jaminan jangka jaringan jasa jelas jembatan jenis
    jenjang jika jiwa jujur jumlah juta kab kabupaten kader kali kampung kantor kapasitas karakter karya kas kasus kawasan
    keadaan
    keamanan keaslian kebakaran keberhasilan kebersihan kebijakan kebudayaan kebutuhan kecamatan kecil kedisiplinan kegiatan
    kehutanan kejadian kekerasan kelas kelautan kelembagaan kelompok keluarga kelurahan kemampuan kemasyarakatan kementerian
    kemiskinan kemitraan kenaikan kendaraan kepada kepala kepariwisataan kepegawaian kependudukan kepemimpinan kepemudaan
    kepentingan kepuasan kerja kerjasama kerukunan kesatuan kesehatan kesejahteraan kesenian kesetaraan kesiapan keselamatan
    kesempatan ketahanan ketenagakerjaan ketentraman ketenteraman keterangan keterbukaan keterampilan ketersediaan ketertiban
    ketua keuangan keunggulan kewenangan khas khusus kinerja klinik kode komisi kompetensi kompetitif komponen komputer
    komunikasi
    kondisi konflik konsep konservasi konsultasi konsumsi konten kontribusi koordinasi koperasi korban kota kotak kredit
    kriteria
    kualifikasi kualitas kuantitas kunjungan kurang lahan lain lainnya lanjut lanjutan lapangan laporan layak layanan lebih
    lembaga
    lestari lingkungan listrik logistik lokal lokasi luar luas lulusan madya maju makanan mampu manajemen manajerial mandiri
    manfaat
    manusia masalah masing masyarakat masuk maupun media melalui melakukan melaksanakan melayani melakukannya memadai
    memanfaatkan
    membangun membina memenuhi memiliki mempunyai memperoleh menangani mencapai menciptakan mendapat mendapatkan mendukung
    menengah
    mengelola mengembangkan mengikuti menilai meningkat meningkatkan meningkatnya menjadi menjamin menuju menurun menurunkan
    menyusun
    mesin minimal minum misi mitra mobil modal moda motor mutasi mutu naik nama nasional negara negeri nelayan nikah nilai
    nomenklatur
    non norma nyaman nyata objek olahraga opini optimal optimalisasi orang organisasi organik pada padat pajak paket panas
    pangan
    panitia pangkat pantai para pariwisata partai partisipasi partisipatif pasar pegawai pejabat pekerja pekerjaan pelaku
    pelaksana
    pelaksanaan pelanggaran pelatihan pelayanan pelestarian peluang pemanfaatan pemangku pemantauan pembangunan pembayaran
    pembelajaran pemberantasan pemberdayaan pemberhentian pemberian pembiayaan pembinaan pembentukan pembuatan pemenuhan
    pemerataan
    pemerintah pemerintahan pemeliharaan pemilihan pemilik pemuda pemulihan penanaman penanganan penanggulangan penanggung
    penataan
    pencapaian pencegahan pendampingan pendapatan pendataan pendidik pendidikan pendukung penduduk penegakan penelitian
    penempatan
    penerapan penerbitan penerima penerimaan penetapan pengabdian pengadaan pengaduan pengamanan pengangkatan penganggaran
    pengarusutamaan pengawasan pengelola pengelolaan pengembangan pengendalian penggunaan penghapusan penghargaan penghasilan
    penguatan pengukuran pengumpulan pengurangan pengurus penilaian peningkatan penjabaran penunjang penurunan penyakit
    penyandang
    penyediaan penyelenggara penyelenggaraan penyelesaian penyuluh penyuluhan penyusunan per peran perangkat peraturan
    perawatan
    perbaikan perbandingan perbatasan percepatan percontohan perdagangan perekonomian perempuan perencanaan pergantian
    perguruan
    perhubungan perikanan periode peringkat perjalanan perjanjian perkantoran perkebunan perkotaan perlengkapan perlindungan
    permasalahan permukiman permusyawaratan pernikahan perpustakaan persandian persen persentase persyaratan pertambangan
    pertanahan
    pertandingan pertanian pertumbuhan perubahan perumahan perusahaan perpajakan pesisir peserta peta petani peternakan
    petugas pihak
    pimpinan pinggir pokok pola politik pos posyandu potensi prasarana pratama prestasi prima prinsip prioritas produk produksi
    produktif produktivitas profesi profesional profesionalisme profesionalitas profil program promosi proses provinsi publik
    publikasi pulau pusat puskesmas raga rakyat ramah rancangan rapat rasio rata rawan reformasi regional registrasi
    rehabilitasi
    rekomendasi rencana rendah representasi respon responsif restorasi retribusi ringan risiko rumah rumusan rutin rusak saat
    sah
    sakit sama sampah sampai sanitasi saluran sangat sarana sasaran satuan sawah sebagai sebelum seberapa secara sedang
    sederhana
    sehat sejahtera sejarah sekolah sekretariat sekretaris sektor seluruh semua seni serta sertifikasi sertifikat sesuai setara
    setiap siaga sidang sikap simpan sipil siswa sistem situasi skala skor sosial sosialisasi stabilitas staf standar
    standarisasi
    standardisasi statistik status strategi strategis struktur struktural studi sub subsidi suku sumber sumberdaya sungai
    surat survei
    swasta swadaya tahap tahun tahunan tamu tanah tanaman tanda tanggap tanggung tangkap tani target tata teknik teknis
    teknologi
    tempat tenaga tentang tepat terampil terbangun terbentuk terbinanya terbuka tercapai tercapainya tercipta terciptanya
    terdaftar
    terdidik terfasilitasi terhadap terintegrasi terkait terkelola terkelolanya terlaksana terlaksananya terlatih terlayani
    terpadu terpelihara terpeliharanya terpenuhi terpenuhinya terampilnya tersedia tersedianya terselenggara terselenggaranya
    tersusun tersusunnya tertib tertinggal tertangani terwujud terwujudnya tidak tiga tim tindak tinggi tingkat tradisional
    transmigrasi transparan transparansi transportasi triwulan tugas tujuan tumbuh tunjangan turun umum umur unggul unggulan
    unit
    untuk upah upaya uraian urusan usaha usia utama vaksinasi validasi verifikasi visi wajib wakil waktu warga wilayah
    wirausaha
    wisata wisatawan yang zakat zona zero nol nihil ton hektar kilogram meter kubik ekor butir liter detik menit jam hari
    minggu
    level tipe tulis kertas ranking juara akreditasi tercemar berat sekali cukup buruk memuaskan istimewa ukm umkm poktan
    posyandu rasio ruas titik
    kelahiran kematian bayi balita stunting penderita pasien ternak ikan padi jagung kedelai beras kopi sawit karet rupiah
    miliar
    achievement activities activity actual actuals administration budget capital category community department description
    development education equipment expenditure expenditures facilities fiscal fund funds general government health improvement
    improvements indicator indicators infrastructure maintenance management number operating percent performance planning
    program
    programs project projects public quarter realization revenue revenues safety services source sources target targets total
    transportation unit units
    """
)

SHORT_WORDS: frozenset[str] = _words(
    "di ke ya se tk sd tv km ha kg cm mm rp pt cv no th pd sk rt rw kk ii iii iv vi ix yg dg tw to of in on at by or an as is it"
)
"""Words of one or two letters that stand alone: units, abbreviations, prepositions."""
