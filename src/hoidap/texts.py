"""Every Vietnamese sentence that HoiDap itself says to a cadre or a trainer.

One home, so that wording can be reviewed and changed in one place.  Texts of
the web pages stand in ``web/static/texts.vi.json`` beside them.
"""

from __future__ import annotations

REFUSAL = "Các tài liệu hiện có không nêu thông tin để trả lời câu hỏi này."
REFUSAL_SUGGESTIONS = "Những đoạn gần nhất trong kho tài liệu được liệt kê để đồng chí tham khảo."
PARTIAL = "Tài liệu chỉ nêu một phần nội dung được hỏi."

QUESTION_EMPTY = "Câu hỏi đang để trống. Mời nhập câu hỏi rồi gửi lại."
QUESTION_TOO_LONG = (
    "Câu hỏi dài {length} ký tự, vượt mức {limit} ký tự. Mời rút gọn câu hỏi rồi gửi lại."
)

ERROR_GENERAL = "Hệ thống gặp lỗi ngoài dự kiến. Mời thử lại sau ít phút hoặc báo người quản trị."
ERROR_INDEX = "Kho tài liệu tạm thời chưa dùng được. Mời báo người quản trị."
ERROR_NO_GENERATION = "Chưa có tài liệu nào được nạp. Mời báo người quản trị nạp tài liệu."
ERROR_NOT_FOUND = "Không tìm thấy mục được yêu cầu."
ERROR_BAD_REQUEST = "Yêu cầu chưa đúng định dạng. Mời kiểm tra lại trường: {fields}."
ERROR_MALFORMED_JSON = "Nội dung gửi lên không phải JSON hợp lệ. Mời kiểm tra rồi gửi lại."
ERROR_METHOD = "Địa chỉ này không nhận phương thức {method}."
