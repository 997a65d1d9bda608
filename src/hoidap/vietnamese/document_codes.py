"""The codes inside document numbers: types of documents and issuing bodies.

Sources: Hướng dẫn 36-HD/VPTW (Party), Phụ lục III of Nghị định 30/2020/NĐ-CP
(State), and numbers met in the press.  Case and đ carry meaning (``CTr`` is a
programme, ``CT`` a directive; ``HD`` guidance, ``HĐ`` a contract), but askers
type neither, so codes are looked up folded; of two codes that fold alike the
one listed first wins unless the typed form equals the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hoidap.vietnamese.folding import fold

#: code -> names, the likelier first.
TYPE_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "CT": ("Chỉ thị",),
    "NQ": ("Nghị quyết",),
    "QĐ": ("Quyết định", "Quy định"),
    "QĐi": ("Quy định",),
    "QyĐ": ("Quy định",),
    "KL": ("Kết luận",),
    "QC": ("Quy chế",),
    "HD": ("Hướng dẫn",),
    "KH": ("Kế hoạch",),
    "CV": ("Công văn",),
    "BS": ("Bản sao",),
    "TB": ("Thông báo",),
    "BC": ("Báo cáo",),
    "TTr": ("Tờ trình",),
    "CTr": ("Chương trình",),
    "CTHĐ": ("Chương trình hành động",),
    "ĐA": ("Đề án",),
    "QĐNS": ("Quyết định",),
    "NĐ": ("Nghị định",),
    "TT": ("Thông tư", "Thông tri"),
    "TTLT": ("Thông tư liên tịch",),
    "NQLT": ("Nghị quyết liên tịch",),
    "PL": ("Pháp lệnh",),
    "L": ("Lệnh", "Luật"),
    "LCT": ("Lệnh",),
    "VBHN": ("Văn bản hợp nhất",),
    "TC": ("Thông cáo",),
    "PA": ("Phương án",),
    "DA": ("Dự án",),
    "BB": ("Biên bản",),
    "HĐ": ("Hợp đồng",),
    "CĐ": ("Công điện",),
    "BGN": ("Bản ghi nhớ",),
    "BTT": ("Bản thoả thuận",),
    "GUQ": ("Giấy uỷ quyền",),
    "GM": ("Giấy mời",),
    "GGT": ("Giấy giới thiệu",),
    "GNP": ("Giấy nghỉ phép",),
    "PG": ("Phiếu gửi",),
    "PC": ("Phiếu chuyển",),
    "PB": ("Phiếu báo",),
    "SY": ("Bản sao y",),
    "TrS": ("Bản trích sao",),
    "SL": ("Sắc lệnh", "Bản sao lục"),
}

#: Names of types as questions use them, in match form, for patterns; the longer of two names that
#: begin alike comes first.  Names that are as often verbs ("thông báo", "báo cáo") are left out.
TYPE_WORDS: Final = (
    "bộ luật|luật|hiến pháp|pháp lệnh|nghị quyết|nghị định|quyết định|quy định|quy chế|điều lệ"
    "|chỉ thị|kết luận|kế hoạch|hướng dẫn|thông tư"
)

#: Types of legal normative documents; with a year in the number they bind everyone.
LEGAL_TYPES: Final = frozenset({"NĐ", "NQ", "QĐ", "CT", "TT", "TTLT", "NQLT", "PL", "L", "LCT"})

#: Bodies that number in the Party's way, ``NN-TYPE/ORG``.
PARTY_BODIES: Final[Mapping[str, str]] = {
    "TW": "Trung ương Đảng",
    "TU": "Tỉnh uỷ, Thành uỷ",
    "ThU": "Thành uỷ",
    "HU": "Huyện uỷ",
    "QU": "Quận uỷ",
    "ĐU": "Đảng uỷ",
    "ĐUK": "Đảng uỷ Khối",
    "VPTW": "Văn phòng Trung ương Đảng",
    "BTGTW": "Ban Tuyên giáo Trung ương",
    "BTGDVTW": "Ban Tuyên giáo và Dân vận Trung ương",
    "BTCTW": "Ban Tổ chức Trung ương",
    "BDVTW": "Ban Dân vận Trung ương",
    "BNCTW": "Ban Nội chính Trung ương",
    "BKTTW": "Ban Kinh tế Trung ương",
    "BĐNTW": "Ban Đối ngoại Trung ương",
    "UBKTTW": "Uỷ ban Kiểm tra Trung ương",
    "QUTW": "Quân uỷ Trung ương",
    "ĐUCATW": "Đảng uỷ Công an Trung ương",
    "TTVH": "Ban Tư tưởng - Văn hoá Trung ương",
    "UBKTTU": "Uỷ ban Kiểm tra Tỉnh uỷ",
    "BTGTU": "Ban Tuyên giáo Tỉnh uỷ",
    "BTCTU": "Ban Tổ chức Tỉnh uỷ",
    "BDVTU": "Ban Dân vận Tỉnh uỷ",
    "BNCTU": "Ban Nội chính Tỉnh uỷ",
    "VPTU": "Văn phòng Tỉnh uỷ",
}

#: Bodies that number in the State's way, ``NN/TYPE-ORG``.
STATE_BODIES: Final[Mapping[str, str]] = {
    "TTg": "Thủ tướng Chính phủ",
    "CP": "Chính phủ",
    "CTN": "Chủ tịch nước",
    "QH": "Quốc hội",
    "UBTVQH": "Uỷ ban Thường vụ Quốc hội",
    "VPQH": "Văn phòng Quốc hội",
    "VPCTN": "Văn phòng Chủ tịch nước",
    "VPCP": "Văn phòng Chính phủ",
    "UBND": "Uỷ ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "HĐBT": "Hội đồng Bộ trưởng",
    "BNV": "Bộ Nội vụ",
    "BTC": "Bộ Tài chính",
    "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng",
    "BNG": "Bộ Ngoại giao",
    "BTP": "Bộ Tư pháp",
    "BCT": "Bộ Công Thương",
    "BXD": "Bộ Xây dựng",
    "BYT": "Bộ Y tế",
    "BGTVT": "Bộ Giao thông vận tải",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BVHTTDL": "Bộ Văn hoá, Thể thao và Du lịch",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BDTTG": "Bộ Dân tộc và Tôn giáo",
    "TTCP": "Thanh tra Chính phủ",
    "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "UBDT": "Uỷ ban Dân tộc",
    "KTNN": "Kiểm toán Nhà nước",
    "TANDTC": "Toà án nhân dân tối cao",
    "HĐTP": "Hội đồng Thẩm phán Toà án nhân dân tối cao",
    "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
    "BHXH": "Bảo hiểm xã hội Việt Nam",
    "TLĐ": "Tổng Liên đoàn Lao động Việt Nam",
    "SNV": "Sở Nội vụ",
    "STC": "Sở Tài chính",
    "STP": "Sở Tư pháp",
    "SYT": "Sở Y tế",
    "SGDĐT": "Sở Giáo dục và Đào tạo",
}


def _by_folded(*tables: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Folded lower-case code -> codes written so, in table order."""
    found: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for code in table:
            key = fold(code).lower()
            found[key] = (*found.get(key, ()), code)
    return found


_TYPES_BY_FOLDED: Final = _by_folded(TYPE_NAMES)
_BODIES_BY_FOLDED: Final = _by_folded(PARTY_BODIES, STATE_BODIES)
#: Endings of the codes of Party bodies that no table can list (``UBKTHU``).
_PARTY_ENDINGS: Final = ("tw", "tu", "hu")
_FEWEST_WITH_ENDING: Final = 4


def _choose(typed: str, candidates: tuple[str, ...]) -> str | None:
    """The candidate written like ``typed``, else the first."""
    exact = [code for code in candidates if code.lower() == typed.lower()]
    return exact[0] if exact else next(iter(candidates), None)


def type_code(typed: str) -> str | None:
    """The type code meant by a typed one: ``qd`` and ``Qđ`` are ``QĐ``; None if unknown."""
    return _choose(typed, _TYPES_BY_FOLDED.get(fold(typed).lower(), ()))


def known_body(typed: str) -> str | None:
    """The code of an issuing body in the tables, in its official case; None if unknown.

    The press writes ``TƯ`` and ``T.Ư`` for ``TW``; ``TU`` and ``T.U`` are a
    province's committee.
    """
    if typed.replace(".", "").lower() == "tư":
        return "TW"
    bare = typed.replace(".", "")
    return _choose(bare, _BODIES_BY_FOLDED.get(fold(bare).lower(), ()))


def is_party_body(code: str) -> bool:
    """Whether a body numbers in the Party's way."""
    if code in PARTY_BODIES:
        return True
    folded = fold(code).lower()
    return (
        code not in STATE_BODIES
        and len(folded) >= _FEWEST_WITH_ENDING
        and folded.endswith(_PARTY_ENDINGS)
    )


def body_name(code: str) -> str | None:
    """What a body's code stands for: ``BNV`` is ``Bộ Nội vụ``."""
    return PARTY_BODIES.get(code) or STATE_BODIES.get(code)


def codes_of_type(name: str) -> tuple[str, ...]:
    """Codes a type of document is written with: ``Quy định`` may be QĐ, QĐi or QyĐ.

    ``name`` may be written without diacritics; () for an unknown type.
    """
    key = fold(name).lower()
    return tuple(
        code for code, names in TYPE_NAMES.items() if any(fold(n).lower() == key for n in names)
    )
