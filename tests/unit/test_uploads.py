"""Files of strangers: what is taken, under which name and type, and what is said where not."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Scope

from console.filenames import MAX_LENGTH, clean_name
from console.kinds import UNKNOWN, kind_of
from console.uploads import Upload, UploadError, limited_form, read_uploads, say_size
from tests import samples

MIB = 1024 * 1024


def file(name: str, content: bytes, content_type: str = "image/jpeg") -> UploadFile:
    headers = Headers({"content-type": content_type})
    return UploadFile(io.BytesIO(content), size=len(content), filename=name, headers=headers)


async def read(*files: UploadFile, max_bytes: int = MIB, most: int = 5) -> list[Upload]:
    form = FormData([("berkas", each) for each in files])
    return await read_uploads(form, "berkas", max_bytes=max_bytes, most=most)


@pytest.mark.parametrize(
    ("content", "content_type", "name"),
    [
        (samples.JPEG, "image/jpeg", "foto.jpg"),
        (samples.PNG, "image/png", "foto.jpg.png"),
        (samples.WEBP, "image/webp", "foto.jpg.webp"),
        (samples.HEIC, "image/heic", "foto.jpg.heic"),
        (samples.PDF, "application/pdf", "foto.jpg.pdf"),
        (samples.MP3, "audio/mpeg", "foto.jpg.mp3"),
        (samples.OGG, "audio/ogg", "foto.jpg.ogg"),
        (samples.M4A, "audio/mp4", "foto.jpg.m4a"),
        (samples.MP4, "video/mp4", "foto.jpg.mp4"),
        (
            samples.DOCX,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "foto.jpg.docx",
        ),
        (
            samples.XLSX,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "foto.jpg.xlsx",
        ),
        (samples.JPEG_WITH_PAGE, "image/jpeg", "foto.jpg"),
    ],
)
async def test_a_file_is_taken_as_what_its_bytes_are_and_not_as_what_it_is_called(
    content: bytes, content_type: str, name: str
) -> None:
    for claimed in ("image/jpeg", "text/html", "application/x-msdownload", ""):
        [upload] = await read(file("foto.jpg", content, claimed))
        assert upload == Upload(name, content_type, content)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("foto.jpg", samples.HTML, "sebenarnya bukan gambar JPG"),
        ("foto.jpg", samples.SVG, "sebenarnya bukan gambar JPG"),
        ("surat.pdf", samples.HTML, "sebenarnya bukan dokumen PDF"),
        ("surat.pdf", samples.EXE, "sebenarnya bukan dokumen PDF"),
        ("logo.svg", samples.SVG, "Jenisnya tidak termasuk"),
        ("halaman.html", samples.HTML, "Jenisnya tidak termasuk"),
        ("pasang.exe", samples.EXE, "Jenisnya tidak termasuk"),
        ("jalan.sh", samples.SCRIPT, "Jenisnya tidak termasuk"),
        ("gambar.gif", samples.GIFAR, "Isinya gambar GIF"),
        ("foto.jpg", samples.GIFAR, "Isinya gambar GIF"),
        ("foto.png", samples.zip_bomb(), "Isinya arsip ZIP"),
        ("kosong.pdf", b"", "kosong"),
        ("foto.jpg", b"\xff\xd8\xff" + b"x" * MIB, "terlalu besar. Paling besar 1 MB"),
    ],
)
async def test_what_is_refused_is_named_with_the_reason(
    name: str, content: bytes, said: str
) -> None:
    with pytest.raises(UploadError) as caught:
        await read(file(name, content))
    assert f"“{name}”" in str(caught.value)
    assert said in str(caught.value)


async def test_a_pdf_with_a_page_behind_it_is_a_pdf_and_only_ever_a_download() -> None:
    [upload] = await read(file("surat.pdf", samples.PDF_WITH_PAGE))
    assert upload.content_type == "application/pdf"
    assert not kind_of(upload.content).shown


async def test_a_file_of_exactly_the_limit_is_taken() -> None:
    content = samples.PDF.ljust(1000, b"\n")
    assert len(await read(file("a.pdf", content), max_bytes=1000)) == 1
    with pytest.raises(UploadError, match="terlalu besar"):
        await read(file("a.pdf", content), max_bytes=999)


async def test_nothing_chosen_is_no_file_and_too_many_are_refused() -> None:
    assert await read(file("", b"")) == []
    assert await read_uploads(FormData([("berkas", "teks")]), "berkas", max_bytes=9, most=1) == []
    with pytest.raises(UploadError, match="Paling banyak 2 berkas sekali kirim; Anda memilih 3"):
        await read(*(file(f"{n}.pdf", samples.PDF) for n in range(3)), most=2)


async def test_one_bad_file_refuses_all_and_the_files_are_closed() -> None:
    good, bad = file("a.pdf", samples.PDF), file("b.pdf", samples.EXE)
    with pytest.raises(UploadError, match=r"b\.pdf"):
        await read(good, bad)
    assert good.file.closed
    assert bad.file.closed


# --------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("given", "extension", "name"),
    [
        ("surat.pdf", "pdf", "surat.pdf"),
        ("SURAT.PDF", "pdf", "SURAT.pdf"),
        ("foto.jpeg", "jpg", "foto.jpg"),
        ("/etc/passwd", "pdf", "passwd.pdf"),
        ("C:\\Users\\x\\surat.pdf", "pdf", "surat.pdf"),
        ("../../../x.pdf", "pdf", "x.pdf"),
        ("surat\u202efdp.exe", "png", "suratfdp.exe.png"),
        ("a\x00b\r\nc\td.pdf", "pdf", "ab c d.pdf"),
        ('a"b<c>d|e?f*g:h.pdf', "pdf", "a_b_c_d_e_f_g_h.pdf"),
        ("", "pdf", "berkas.pdf"),
        ("...", "pdf", "berkas.pdf"),
        (".htaccess", "pdf", "htaccess.pdf"),
        ("CON.pdf", "pdf", "berkas_CON.pdf"),
        ("lpt1", "bin", "berkas_lpt1.bin"),
        ("bukti transfer 😀.png", "png", "bukti transfer 😀.png"),
        ("\ud83d.png", "png", "berkas.png"),
        ("x" * 500 + ".pdf", "pdf", "x" * 116 + ".pdf"),
        ("halaman.html", "bin", "halaman.html.bin"),
    ],
)
def test_a_name_is_made_safe(given: str, extension: str, name: str) -> None:
    assert clean_name(given, extension) == name


@given(st.text(max_size=300), st.sampled_from(["pdf", "jpg", "docx", "bin"]))
@example("\u202e", "jpg")
@example(".jpeg", "jpg")
@example("a" * 114 + " .pdf", "jpg")
def test_every_name_can_be_stored_shown_and_downloaded(given: str, extension: str) -> None:
    name = clean_name(given, extension)
    assert name.endswith(f".{extension}")
    assert len(name) <= MAX_LENGTH
    assert not set(name) & set('/\\"<>:|?*')
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in name)
    assert not name.startswith((".", " "))
    assert name.encode()
    assert clean_name(name, extension) == name


@given(st.binary(max_size=200) | st.sampled_from(["\x89PNG\r\n\x1a\n".encode("latin-1")]))
@example(b"\x89PNG\r\n\x1a\n\xff\xff\xff\xff")
@example(b"\xff\xff\xff\xffftypmp42")
@example(b"PK\x03\x04" + b"[Content_Types].xml")
@example(b"\x00\x00\x00\x18ftypheic\x00")
def test_whatever_the_bytes_they_are_of_some_kind_and_never_a_script(content: bytes) -> None:
    kind = kind_of(content)
    assert "html" not in kind.content_type
    assert "svg" not in kind.content_type
    assert "script" not in kind.content_type
    assert kind.shown <= (kind.content_type.split("/")[0] in ("image", "audio", "video"))
    assert kind is not UNKNOWN or not (kind.shown or kind.taken)


# --------------------------------------------------------------------------------------- forms


def request(body: list[bytes], content_type: str, **headers: str) -> Request:
    scope: Scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "query_string": b"",
        "app": None,
        "headers": [(b"content-type", content_type.encode())]
        + [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()],
    }
    left = list(body)

    async def receive() -> Message:
        part = left.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(left)}

    made = Request(scope, receive)
    made.state.left = left
    return made


URLENCODED = "application/x-www-form-urlencoded"


async def test_a_form_within_its_limit_is_read() -> None:
    form = await limited_form(request([b"teks=", b"a" * 90], URLENCODED), 95)
    assert form["teks"] == "a" * 90


async def test_a_form_that_announces_too_much_is_refused_unread() -> None:
    made = request([b"x"], URLENCODED, content_length="96")
    with pytest.raises(HTTPException) as caught:
        await limited_form(made, 95)
    assert caught.value.status_code == 413
    assert "terlalu besar" in caught.value.detail
    assert made.state.left == [b"x"]


@pytest.mark.parametrize("content_type", [URLENCODED, "multipart/form-data; boundary=x"])
async def test_a_form_that_lies_about_its_size_is_refused_where_the_limit_is(
    content_type: str,
) -> None:
    start = b"teks="
    if content_type != URLENCODED:
        start = b'--x\r\nContent-Disposition: form-data; name="b"; filename="a.pdf"\r\n\r\n'
    made = request([start, *[b"a" * 1000] * 100], content_type, content_length="10")
    with pytest.raises(HTTPException) as caught:
        await limited_form(made, 5000)
    assert caught.value.status_code == 413
    assert len(made.state.left) >= 95


async def test_what_is_no_form_gets_a_sentence() -> None:
    with pytest.raises(HTTPException) as caught:
        await limited_form(request([b"--y"], "multipart/form-data"), 5000)
    assert caught.value.status_code == 400
    assert caught.value.detail == "Formulir ini tidak terbaca. Muat ulang halamannya."


@pytest.mark.parametrize(
    ("size", "said"),
    [(10 * MIB, "10 MB"), (MIB * 3 // 2, "1,5 MB"), (200 * 1024, "200 KB"), (5, "1 KB")],
)
def test_sizes_are_said_as_people_say_them(size: int, said: str) -> None:
    assert say_size(size) == said
