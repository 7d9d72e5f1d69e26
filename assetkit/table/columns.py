"""Headers as people write them in, the names that the program uses out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from assetkit.errors import AssetkitError
from assetkit.typography import slug

ALIASES: dict[str, tuple[str, ...]] = {
    "unit": (
        "unit",
        "đơn vị",
        "tên đơn vị",
        "công đoàn",
        "công đoàn cơ sở",
        "công đoàn đơn vị",
        "nơi làm việc",
    ),
    "scope": ("scope", "programme", "chương trình"),
    "code": ("code", "mã", "mã đơn vị", "ký hiệu", "viết tắt", "unit code"),
    "parent": ("parent", "đơn vị cấp trên", "cấp trên", "công đoàn cấp trên", "trực thuộc", "thuộc", "đơn vị chủ quản"),
    "name": ("name", "họ tên", "họ và tên", "tên tác giả", "tác giả", "full name", "author"),
    "photo": ("photo", "ảnh", "hình", "hình ảnh", "tệp ảnh", "file ảnh", "ảnh chân dung", "picture", "image"),
    "title": ("title", "tiêu đề", "tên sáng kiến", "headline"),
    "subtitle": ("subtitle", "tiêu đề phụ", "phụ đề", "chức danh", "chức vụ", "position"),
    "value": (
        "value",
        "số sáng kiến",
        "valid",
        "số lượng",
        "kết quả",
        "thực hiện",
        "đã thực hiện",
        "hợp lệ",
        "số hợp lệ",
        "số sáng kiến hợp lệ",
        "sáng kiến hợp lệ",
        "số sáng kiến thực hiện",
        "actual",
    ),
    "submitted": ("submitted", "đã nộp", "số đã nộp", "số sáng kiến đã nộp", "đã cập nhật", "số đã cập nhật"),
    "reviewing": (
        "reviewing",
        "đang xem xét",
        "số đang xem xét",
        "số sáng kiến đang xem xét",
        "đang được xem xét",
        "đang xét duyệt",
        "số đang xét duyệt",
        "đang xét",
        "chờ duyệt",
        "chờ xét duyệt",
        "under review",
    ),
    "quota": ("quota", "chỉ tiêu", "chỉ tiêu giao", "kế hoạch", "giao", "số chỉ tiêu", "target"),
    "published_percent": (
        "published percent",
        "tỷ lệ",
        "tỉ lệ",
        "tỷ lệ %",
        "phần trăm",
        "percent",
        "tỷ lệ hoàn thành",
        "tỷ lệ đạt",
        "% hoàn thành",
        "% đạt",
        "%",
    ),
    "date": ("date", "ngày", "ngày báo cáo", "day"),
    "as_of": ("as of", "tính đến", "tính đến ngày", "thời điểm", "thời điểm tính", "cập nhật lúc"),
    "phase": ("phase", "giai đoạn", "đợt"),
    "metric": ("metric", "loại số liệu", "chỉ số"),
    "note": ("note", "ghi chú", "chú thích", "notes", "remark"),
    "source": ("source", "nguồn", "nguồn tin", "src"),
    "portal": ("portal", "cổng", "cổng trực tuyến", "đường dẫn", "liên kết", "địa chỉ trang", "link", "url"),
    "mark": ("mark", "biểu trưng", "logo", "huy hiệu", "tệp biểu trưng"),
    "filename": ("filename", "tên tệp", "tên file", "file name", "tệp kết quả"),
}
"""What a column may be called, by the program's name of it. Case, tone marks, "_" and "(…)" do not matter."""


def _key(header: str) -> str:
    """A header without what people write differently: "Chỉ tiêu (SK)", "chi_tieu" and "CHỈ TIÊU *" are one."""
    plain = header.partition("(")[0].strip() or header
    return "%" if plain == "%" else slug(plain.replace("%", " phan tram "))


def _by_key(aliases: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {_key(alias): name for name, known in aliases.items() for alias in known}


_CANONICAL = _by_key(ALIASES)


def resolve(
    headers: Sequence[str],
    wanted: Iterable[str] = (),
    where: str = "",
    aliases: Mapping[str, tuple[str, ...]] = ALIASES,
) -> dict[str, str]:
    """Header -> canonical name; a header that is not known maps to itself.

    ``wanted`` are names that must be there: canonical ones, or a template's own (matched by its spelling). ``aliases`` are what
    the columns of another kind of table may be called.
    Two headers of one meaning and a missing column raise `AssetkitError`, the latter with the headers present.
    """
    wanted = tuple(wanted)
    canonical = _CANONICAL if aliases is ALIASES else _by_key(aliases)
    own = {_key(name): name for name in wanted if name not in aliases}
    names: dict[str, str] = {}
    taken: dict[str, str] = {}
    for header in headers:
        key = _key(header)
        name = own.get(key) or canonical.get(key) or header
        if name in taken:
            message = f"the headers '{taken[name]}' and '{header}' both mean '{name}'"
            raise AssetkitError(message, where=where, hint="rename or delete one of the two columns")
        names[header], taken[name] = name, header
    for name in wanted:
        if name not in taken:
            raise _missing(name, headers, [header for header in headers if names[header] == header], where)
    return names


def _missing(name: str, headers: Sequence[str], unknown: Iterable[str], where: str) -> AssetkitError:
    """The error for a column that is not there, with the nearest of the headers that mean nothing else."""
    aliases = ALIASES.get(name, (name,))
    near = [
        (difflib.SequenceMatcher(None, _key(alias), _key(header)).ratio(), header, alias)
        for alias in aliases
        for header in unknown
        if header not in ALIASES
    ]
    score, header, alias = max(near, default=(0.0, "", ""))
    hint = f"a column with one of the headers: {', '.join(aliases[:4])}"
    if score >= 0.6:
        hint = f"rename the header '{header}' to '{alias}'"
    message = f"there is no column for '{name}'; the headers are: {', '.join(headers)}"
    return AssetkitError(message, where=where, hint=hint)
