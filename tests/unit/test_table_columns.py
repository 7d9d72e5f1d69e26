"""Headers as people write them."""

from __future__ import annotations

import unicodedata

import pytest

from assetkit.errors import AssetkitError
from assetkit.table.columns import ALIASES, _key, resolve


def test_an_alias_means_one_thing() -> None:
    owners: dict[str, set[str]] = {}
    for name, aliases in ALIASES.items():
        for alias in aliases:
            owners.setdefault(_key(alias), set()).add(name)
    assert [key for key, names in owners.items() if len(names) > 1] == []
    assert all(resolve([name]) == {name: name} for name in ALIASES)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Đơn vị", "unit"),
        ("ĐƠN VỊ", "unit"),
        ("don_vi", "unit"),
        ("Chỉ tiêu (SK)", "quota"),
        ("Số sáng kiến *", "value"),
        ("Họ và tên", "name"),
        (unicodedata.normalize("NFD", "Giai đoạn"), "phase"),
        ("Tính đến", "as_of"),
        ("src", "source"),
        ("Tỷ lệ (%)", "published_percent"),
        ("%", "published_percent"),
        ("Màu áo", "Màu áo"),
    ],
)
def test_headers(header: str, name: str) -> None:
    assert resolve([header]) == {header: name}


def test_two_headers_of_one_meaning() -> None:
    with pytest.raises(AssetkitError) as caught:
        resolve(["Họ tên", "Đơn vị", "Họ và tên"], where="a.csv row 1")
    assert str(caught.value).startswith("a.csv row 1: the headers 'Họ tên' and 'Họ và tên' both mean 'name'")


def test_a_missing_column_names_the_headers_and_the_nearest() -> None:
    with pytest.raises(AssetkitError) as caught:
        resolve(["Đơn vj", "Số liệu"], ["unit"], "a.csv")
    message = str(caught.value)
    assert "no column for 'unit'; the headers are: Đơn vj, Số liệu" in message
    assert "rename the header 'Đơn vj' to 'đơn vị'" in message


def test_a_missing_column_without_a_near_header() -> None:
    with pytest.raises(AssetkitError, match=r"one of the headers: photo, ảnh"):
        resolve(["Đơn vị", "xyz"], ["unit", "photo"])


def test_a_known_header_is_not_offered_for_renaming() -> None:
    with pytest.raises(AssetkitError) as caught:
        resolve(["Đơn vị"], ["code"])
    assert "rename" not in str(caught.value)


def test_a_templates_own_field() -> None:
    assert resolve(["Câu hỏi", "Họ tên"], ["cau_hoi", "name"]) == {"Câu hỏi": "cau_hoi", "Họ tên": "name"}
