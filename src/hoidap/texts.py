"""Every Vietnamese sentence that HoiDap itself says to a cadre or a trainer.

One home, so that wording can be reviewed and changed in one place.  Texts of
the web pages stand in ``web/static/texts.vi.json`` beside them.
"""

from __future__ import annotations

REFUSAL = "Các tài liệu hiện có không nêu thông tin để trả lời câu hỏi này."
REFUSAL_SUGGESTIONS = "Những đoạn gần nhất trong kho tài liệu được liệt kê để đồng chí tham khảo."
GENERATED = (
    "Câu trả lời do mô hình ngôn ngữ viết; từng câu đã được đối chiếu với đoạn trích dẫn bên dưới."
)
GENERATED_REPLACED = "{count} câu không khớp tài liệu đã được thay bằng nguyên văn."
GENERATED_DROPPED = "{count} câu không khớp tài liệu đã bị bỏ."
ENGINE_FALLBACK = (
    "Mô hình ngôn ngữ chưa trả lời được, nên câu trả lời dưới đây là nguyên văn tài liệu."
)
ENGINE_ABSENT = "Hệ thống chưa nối mô hình ngôn ngữ; câu trả lời dưới đây là nguyên văn tài liệu."
PARTIAL = "Tài liệu chỉ nêu một phần nội dung được hỏi."

ATTRIBUTION = "Theo {speaker}, {newspaper}, ngày {day}:"
ATTRIBUTED_SPEAKER = "đồng chí {name}"
ATTRIBUTED_UNKNOWN = "bài phỏng vấn"

REPLACED = "{document} đã được thay thế bằng {successors}."
REPLACED_UNNAMED = "{document} đã được thay thế bằng văn bản khác."
CONTINUED = "{document} được tiếp tục thực hiện theo {successors}."
EXPIRED = "{document} đã hết hiệu lực."
EXPIRED_ON = "{document} đã hết hiệu lực từ ngày {day}."
#: What a clause does to a provision, by the value of ``Change``.
CHANGED = {
    "amends": "{place} đã được sửa đổi, bổ sung theo {clause}",
    "supplements": "{place} được bổ sung theo {clause}",
    "replaces": "{place} đã được thay thế theo {clause}",
    "repeals": "{place} đã bị bãi bỏ theo {clause}",
    "replaces_words": "{place} đã được thay bằng {words} theo {clause}",
    "extends": "{place} được tiếp tục áp dụng theo {clause}",
    "suspends": "{place} bị tạm ngưng hiệu lực theo {clause}",
    "delegates": "Việc thực hiện {place} đã được giao theo {clause}",
    "consolidates": "{place} đã được hợp nhất trong {clause}",
}
NUMBERED_LAW = "{type} số {number}"
CHANGED_BY = "Theo {clause}:"
CHANGED_BY_SINCE = "Theo {clause} (có hiệu lực từ ngày {day}):"
CHANGED_OTHER_WORDS = "từ ngữ khác"
CHANGED_WORDS = "cụm từ “{words}”"
CHANGED_WORDS_AT = "{words} tại {place}"
CHANGED_END = "{text}."
CHANGED_SINCE = "{text}, có hiệu lực từ ngày {day}."
CHANGED_FROM = "{text}, sẽ có hiệu lực từ ngày {day}."
FORMER_TEXT = "Trước khi sửa đổi, {place} quy định:"
REPEALED_TEXT = "Trước khi bị bãi bỏ, {place} quy định:"
QUOTED_TEXT = "Theo {place}:"
FORMER_WORDING = "Nội dung của {place} trích dưới đây là nội dung trước khi sửa đổi."
UNCHANGED = "Trong kho tài liệu không có văn bản nào sửa đổi, bổ sung hay bãi bỏ {place}."
NOT_YET_IN_FORCE = "{document} chưa có hiệu lực vào ngày {day}."
DIGEST = "Câu trả lời dựa trên bản tóm lược, không phải nguyên văn văn bản."
#: What may be wrong with a document, by the code that the ingestion gave it.
DOUBTS = {
    "no_passages": "Không đọc được nội dung nào của tệp; mời xem bản gốc.",
    "text_outside_content": (
        "Phần lớn chữ của tệp bị nhận nhầm là phần đầu hoặc phần ký, nên nội dung ở đây có thể "
        "thiếu; mời đối chiếu với bản gốc."
    ),
    "accents_lost": (
        "Chữ trong tệp bị mất dấu, nên lời trích có thể sai; mời đối chiếu với bản gốc."
    ),
    "pages_unread": (
        "Có trang của tệp không đọc được hết, nên nội dung ở đây có thể thiếu; mời đối chiếu với "
        "bản gốc."
    ),
}
COUNTED = "Đếm theo cấu trúc văn bản: {document} có {count} {what}."
QUESTIONS_COUNTED = "câu hỏi"
DOCUMENTS_FOUND = "Kho tài liệu có {count} tài liệu như vậy mà bạn được đọc."
AMBIGUOUS = "“{text}” có thể là: {documents}. Câu trả lời lấy từ tất cả các văn bản đó."
UNKNOWN_DOCUMENT = "Kho tài liệu không có “{text}”."
UNKNOWN_PROVISION = "Không có {provision} trong {document} ở kho tài liệu."
PROVISION_LEVELS = {
    "part": "Phần",
    "chapter": "Chương",
    "division": "Mục",
    "subdivision": "Tiểu mục",
    "article": "Điều",
    "clause": "khoản",
    "point": "điểm",
    "item": "ý",
}
LIST_AND = " và "
NUMBERED_DOCUMENT = "{type} {number}"

#: Questions to begin with, by the shipped document that answers them.
EXAMPLES = {
    "phong-van-huyen-hai-ha-2016": "Bao nhiêu tập thể và cá nhân ở Hải Hà được khen thưởng?",
    "quy-dinh-144-qd-tw-2024": "Quy định 144-QĐ/TW nêu những chuẩn mực nào?",
    "chi-thi-05-ct-tw-2016": "Chỉ thị 05-CT/TW được ban hành ngày nào?",
}
RELATED_ARTICLE = "{article} {name} quy định gì?"
RELATED_HEADING = "{name} nêu gì về “{heading}”?"

QUESTION_EMPTY = "Câu hỏi đang để trống. Mời nhập câu hỏi rồi gửi lại."
QUESTION_TOO_LONG = (
    "Câu hỏi dài {length} ký tự, vượt mức {limit} ký tự. Mời rút gọn câu hỏi rồi gửi lại."
)

ERROR_GENERAL = "Hệ thống gặp lỗi ngoài dự kiến. Mời thử lại sau ít phút hoặc báo người quản trị."
ERROR_INDEX = "Kho tài liệu tạm thời chưa dùng được. Mời báo người quản trị."
ERROR_NO_GENERATION = "Chưa có tài liệu nào được nạp. Mời báo người quản trị nạp tài liệu."
ERROR_NOT_FOUND = "Không tìm thấy mục được yêu cầu."
ERROR_PAGE_NOT_DRAWN = "Trang này không hiển thị được dưới dạng ảnh."
ERROR_BAD_REQUEST = "Yêu cầu chưa đúng định dạng. Mời kiểm tra lại trường: {fields}."
ERROR_BROKEN_TEXT = (
    "Nội dung gửi lên có ký tự hỏng (nửa ký tự Unicode). Mời gõ lại chỗ đó rồi gửi lại."
)
ERROR_MALFORMED_JSON = "Nội dung gửi lên không phải JSON hợp lệ. Mời kiểm tra rồi gửi lại."
ERROR_METHOD = "Địa chỉ này không nhận phương thức {method}."
ERROR_CONFLICT = "Yêu cầu mâu thuẫn với dữ liệu hiện có."
ERROR_CREDENTIAL = "Cần đăng nhập hoặc khoá truy cập còn hiệu lực. Mời đăng nhập lại."
ERROR_FORBIDDEN = "Tài khoản này không được dùng chức năng này."
ERROR_TOO_MANY = "Đang có quá nhiều yêu cầu. Mời thử lại sau {seconds} giây."
ERROR_TOO_LARGE = "Nội dung gửi lên vượt mức {kilobytes} KB."
ERROR_STORAGE = "Máy chủ chưa dùng được nơi lưu dữ liệu của mình. Mời báo người quản trị."
ERROR_STORAGE_BUSY = "Dữ liệu của máy chủ đang bị chương trình khác giữ. Mời thử lại sau ít giây."
ERROR_STORAGE_FULL = "Máy chủ hết chỗ để ghi. Mời báo người quản trị giải phóng chỗ rồi thử lại."
ERROR_TOO_SLOW = "Yêu cầu mất quá nhiều thời gian nên đã dừng. Mời thử lại."

EDIT_UNKNOWN_PART = "Bộ tài liệu không còn mục này. Mời tải lại trang rồi sửa tiếp."
EDIT_TOO_LONG = "Một danh sách có nhiều nhất {limit} mục. Mời bỏ bớt rồi thêm."
EDIT_NO_TEXT = "Đoạn được chọn không có chữ nào. Mời chọn lại."
EDIT_BAD_ITEM = (
    "Câu hỏi chưa đủ: cần lời hỏi, các phương án khác nhau và đáp án trong số đó. "
    "Câu điền chỗ trống cần dấu ____ và đáp án."
)
DESK_TOO_MANY = "Đang có {count} bộ tài liệu chờ lập. Mời đợi các bộ này xong rồi lập tiếp."
DESK_FULL = "Đã có {count} bộ tài liệu. Mời xoá bớt bộ không dùng rồi lập tiếp."
DESK_NOT_READY = "Bộ tài liệu đang được lập. Mời đợi trong giây lát."
DESK_CHANGED = "Bộ tài liệu vừa được sửa ở nơi khác. Mời tải lại trang rồi sửa tiếp."
STALE_CHANGED = "{document} đã được nạp lại với nội dung khác."
STALE_REPLACED = "{document} đã được thay thế hoặc hết hiệu lực."
STALE_GONE = "{document} không còn trong kho tài liệu."
LIVE_UNKNOWN = "Không có buổi kiểm tra nào với mã này. Mời xem lại mã."
LIVE_CLOSED = "Buổi kiểm tra đã kết thúc."
LIVE_FULL = "Buổi kiểm tra đã đủ {limit} người tham gia."
LIVE_NO_QUIZ = "Bộ tài liệu chưa có câu hỏi kiểm tra."
LIVE_TOO_MANY = "Đang có {limit} buổi kiểm tra mở. Mời kết thúc một buổi trước khi mở buổi mới."
RESULT_NAME = "Họ và tên"
RESULT_RIGHT = "Số câu đúng"
RESULT_MARK_RIGHT = "Đúng"
RESULT_MARK_WRONG = "Sai"

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PAPER_BODY = "TÊN CƠ QUAN, TỔ CHỨC"
PAPER_PLACE = "............, ngày ...... tháng ...... năm 20......"
PAPER_TYPE = "TÀI LIỆU SINH HOẠT CHUYÊN ĐỀ"
PAPER_FOR = "Đối tượng: {audience}"
PAPER_LENGTH = "Thời lượng: {minutes} phút"
PAPER_MADE_FROM = "Tài liệu nguồn"
PAPER_AIMS = "Mục tiêu"
PAPER_AGENDA = "Chương trình"
PAPER_AGENDA_TIME = "Thời gian"
PAPER_AGENDA_CONTENT = "Nội dung"
PAPER_MINUTES = "{minutes} phút"
PAPER_OUTLINE = "Đề cương nội dung"
PAPER_SUMMARY = "Tóm tắt"
PAPER_NEWS = "Điểm mới so với văn bản trước"
PAPER_TERMS = "Thuật ngữ"
PAPER_TIMELINE = "Dòng thời gian"
PAPER_RELATIONS = "Quan hệ giữa các văn bản"
PAPER_READINGS = "Tài liệu đọc trước"
PAPER_READING_WHY = "Vì sao đọc"
PAPER_DISCUSSION = "Câu hỏi thảo luận"
PAPER_DISCUSSION_HOLD = "Đối chiếu câu trả lời với:"
PAPER_QUIZ = "Câu hỏi kiểm tra"
PAPER_QUESTION = "Câu {number}"
PAPER_KEY = "Đáp án"
PAPER_KEY_QUESTION = "Câu"
PAPER_KEY_REASON = "Lý do, nguồn"
PAPER_NOTES = "Lưu ý"
PAPER_DIGEST = "bản tóm lược, không phải nguyên văn"
PAPER_FLAG = "Cần xem lại: {flag}"
PAPER_MATCH = "Ghép mỗi số ở cột trái với một chữ ở cột phải."
PAPER_ORDER = "Xếp các ý sau theo đúng thứ tự."
PAPER_SHEET = "PHIẾU TRẢ LỜI"
PAPER_SHEET_NAME = "Họ và tên"
PAPER_SHEET_UNIT = "Đơn vị"
PAPER_SHEET_DAY = "Ngày"
PAPER_SHEET_SCORE = "Số câu đúng"
PAPER_SHEET_HOW = "Tô kín ô chọn. Câu ghép và câu xếp thứ tự ghi chữ theo lần lượt 1, 2, 3…"
PAPER_SOURCE = "Nguồn: {references}"
PAPER_SOURCES = "Nguồn trích dẫn"
PAPER_PAGE = "Trang {page}"
PAPER_MADE_BY = "Lập bằng HoiDap ngày {day}. Mọi trích dẫn khớp nguyên văn tài liệu nguồn."
SLIDE_CONTINUED = "{title} (tiếp)"
SLIDE_THANKS = "Trao đổi, giải đáp"
ANKI_FRONT = "Câu hỏi"
ANKI_BACK = "Trả lời"

#: What differs between two provisions, by the value of ``Difference``.
DIFFERENCES = {
    "new": "Bổ sung mới",
    "gone": "Không còn",
    "moved": "Chuyển vị trí, đổi số",
    "divided": "Tách ra",
    "joined": "Gộp lại",
    "number": "Đổi số liệu",
    "deadline": "Đổi thời gian, thời hạn",
    "body": "Đổi cơ quan, chủ thể",
    "modality": "Đổi mức độ bắt buộc, điều kiện",
    "reference": "Đổi viện dẫn",
    "wording": "Đổi câu chữ",
}
COMPARISON_FILE = "So sánh {left} và {right}"
COMPARISON_TYPE = "BẢNG SO SÁNH"
COMPARISON_TITLE = "{left} và {right}"
COMPARISON_COUNT = "Có {changed} chỗ khác nhau và {unchanged} chỗ giống nhau."
COMPARISON_COUNT_MOVED = (
    "Có {changed} chỗ khác nhau (trong đó {moved} chỗ chỉ đổi số hoặc vị trí) "
    "và {unchanged} chỗ giống nhau."
)
COMPARISON_KINDS = "Trong đó: {kinds}."
COMPARISON_KIND_COUNT = "{kind} {count}"
COMPARISON_MARKS = "Cách đánh dấu:"
COMPARISON_MARK_GONE = "chữ chỉ có ở văn bản bên trái"
COMPARISON_MARK_NEW = "chữ chỉ có ở văn bản bên phải"
COMPARISON_DIFFERS = "Khác nhau"
COMPARISON_SAME = "Giống nhau"
COMPARISON_NONE = "(không có)"

CHAT_SOURCES = "Nguồn:"
CHAT_NOTICE = "Lưu ý: {text}"
CHAT_DIGEST = "bản tóm lược"
CHAT_PAGE = "trang {page}"
CHAT_OCR = "nhận dạng từ bản quét, độ tin cậy {percent}%"

PACK_INTERVIEW = "bài “{title}”, {newspaper}"
PACK_DAY = " ngày {day}"
PACK_DIGEST = " (bản tóm lược)"
PACK_WITH_NUMBER = "{name} số {number}"
PACK_NOTHING_CHOSEN = "Mời chọn văn bản hoặc nhập chủ đề cho buổi sinh hoạt."
PACK_NOTHING_FOUND = (
    "Kho tài liệu không có nội dung về “{topic}”. Mời chọn từ khác hoặc chọn văn bản."
)
PACK_TITLE_TOPIC = "Sinh hoạt chuyên đề: {topic}"
PACK_TITLE_DOCUMENT = "Sinh hoạt chuyên đề: {document}"
PACK_OPENING = "Mở đầu: giới thiệu mục đích, yêu cầu"
PACK_DISCUSSION = "Thảo luận"
PACK_QUIZ = "Trắc nghiệm và giải đáp"
PACK_CLOSING = "Kết luận, phân công việc cần làm"
PACK_FROM_TO = "{first} – {last}"
PACK_READ_TOPIC = "Nội dung về “{topic}”."
PACK_READ_SECTION = "Nội dung phần “{title}” của buổi sinh hoạt."
PACK_ISSUED = "{document} ban hành"
PACK_PUBLISHED = "{document} đăng báo"
PACK_EFFECTIVE = "{document} có hiệu lực"
PACK_STEP_MATERIAL = "Chọn nội dung"
PACK_STEP_OUTLINE = "Lập đề cương"
PACK_STEP_HISTORY = "Đối chiếu các văn bản liên quan"
PACK_STEP_QUIZ = "Soạn câu hỏi"
PACK_STEP_DISCUSSION = "Soạn câu hỏi thảo luận"
PACK_STEP_WRITING = "Viết tóm tắt"
PACK_STEP_DONE = "Hoàn thành"

QUIZ_TRUE = "Đúng"
QUIZ_FALSE = "Sai"
QUIZ_IN_PLACE = "Theo {locator} {document},"
QUIZ_IN_DOCUMENT = "Theo {document},"
QUIZ_IN_INTERVIEW = "Theo bài trả lời phỏng vấn của đồng chí {speaker},"
QUIZ_IN_ARTICLE = "Theo bài “{title}” trên {newspaper},"
QUIZ_ON_WHICH_DAY = "{text} vào ngày nào?"
QUIZ_CHOOSE = "Chọn phương án đúng điền vào chỗ trống: “{text}”"
QUIZ_CHOOSE_PLACED = "{place} chọn phương án đúng điền vào chỗ trống: “{text}”"
QUIZ_FILL = "Điền vào chỗ trống: “{text}”"
QUIZ_FILL_PLACED = "{place} điền vào chỗ trống: “{text}”"
QUIZ_JUDGE = "Nhận định sau đây đúng hay sai? “{text}”"
QUIZ_REASON = "{reference} nêu: “{quote}”"
QUIZ_COMPLETE = "Chọn phương án đúng để hoàn thành câu: “{text}”"
QUIZ_COMPLETE_PLACED = "{place} chọn phương án đúng để hoàn thành câu: “{text}”"
QUIZ_ORDER = "Sắp xếp các nội dung sau theo đúng thứ tự nêu trong {place}: “{lead}”."
QUIZ_ORDER_DAYS = "Sắp xếp các văn bản sau theo thứ tự ngày ban hành, từ sớm đến muộn."
QUIZ_ABOUT_WHAT = "{article} {document} quy định về nội dung nào?"
QUIZ_WHICH_ARTICLE = "Nội dung “{title}” được quy định tại điều nào của {document}?"
QUIZ_MATCH_ARTICLES = "Ghép mỗi điều của {document} với nội dung tương ứng."
QUIZ_MATCH_TITLES = "Ghép số hiệu của mỗi văn bản với tên tương ứng."
QUIZ_MATCH_DAYS = "Ghép mỗi văn bản với ngày ban hành tương ứng."
QUIZ_MATCH_TERMS = "Ghép mỗi thuật ngữ trong {document} với nội dung giải thích tương ứng."
QUIZ_WHICH_NAMED = "Văn bản nào mang tên “{title}”?"
QUIZ_WHO_SIGNED = "Ai là người ký {document}?"
QUIZ_WHICH_TERM = "Theo {place}, thuật ngữ nào được hiểu là “{definition}”?"
QUIZ_WHICH_CONTENT = "Phương án nào sau đây nêu đúng nội dung của {document}?"
QUIZ_BESIDE = "văn bản liên quan"

FLAG_SOURCE_CHANGED = "Văn bản nguồn đã thay đổi hoặc không còn trong kho tài liệu."
FLAG_INVENTED = "“{text}” không có trong đoạn trích dẫn."
FLAG_TURNED = "Câu chữ đã đảo ngược ý của đoạn trích dẫn."
FLAG_WORDING = "Câu chữ không còn khớp với đoạn trích dẫn."
FLAG_ANSWER = "Đáp án “{text}” không có trong đoạn trích dẫn."
FLAG_SECOND = "Phương án “{text}” cũng đúng theo đoạn trích dẫn."
FLAG_TRUE_AFTER_ALL = "Nhận định đúng với đoạn trích dẫn nhưng đáp án ghi là sai."
FLAG_PAIR = "Đoạn trích dẫn không ghép “{left}” với “{right}”."
FLAG_ORDER = "Thứ tự không đúng với đoạn trích dẫn."
QUIZ_NO_OTHER = "Nội dung đã chọn không còn câu hỏi khác để thay."

PICTURE_TIMELINE = "Dòng thời gian của các văn bản"
PICTURE_RELATIONS = "Quan hệ giữa các văn bản"
PICTURE_YEARS = "↓ {years} năm"
PICTURE_REPLACES = "thay thế"
PICTURE_CONTINUES = "tiếp nối"
PICTURE_CITES = "viện dẫn"

PACK_TITLE_SECTION = "Sinh hoạt chuyên đề: {title} ({document})"
AIM_TOPIC = "Nắm vững nội dung về “{topic}” trong {documents}."
AIM_CONTENT = "Nắm vững nội dung cơ bản của {documents}, nhất là về {headings}."
AIM_DOCUMENT = "Nắm vững nội dung cơ bản của {documents}."
AIM_CONTINUES = "Hiểu vì sao {later} tiếp nối {earlier} và những điểm mới cần chú ý."
AIM_REPLACES = "Hiểu vì sao {later} thay thế {earlier} và những điểm mới cần chú ý."
AIM_PRACTICE = "Liên hệ trách nhiệm và xác định việc cần làm ngay của {audience}."
AIM_UNIT = "từng đồng chí và đơn vị"
AIM_OTHERS = "{count} tài liệu khác"
AIM_INTERVIEW = "bài “{title}”"
NOTE_DIGEST = (
    "Kho tài liệu chỉ có bản tóm lược của {documents}; "
    "cần đối chiếu văn bản gốc trước khi vận dụng."
)
NOTE_COMPARED = (
    "Phần điểm mới có nội dung tìm ra bằng cách đối chiếu tự động với văn bản trước; "
    "mời kiểm tra lại trước khi dùng."
)
NOTE_WRITTEN_SUMMARY = (
    "Phần tóm tắt do mô hình ngôn ngữ viết; từng câu đã được đối chiếu với đoạn nêu kèm."
)
NOTE_WRITTEN_QUESTIONS = (
    "{count} câu hỏi thảo luận cuối do mô hình ngôn ngữ đặt, chỉ dùng dữ kiện của đoạn nêu kèm."
)
NOTE_FEWER = "Nội dung đã chọn chỉ đủ cho {made} câu hỏi, ít hơn {wanted} câu được yêu cầu."
DISCUSS_DEMAND = "{text}. Đơn vị ta đã thực hiện nội dung này như thế nào, còn vướng mắc ở đâu?"
DISCUSS_BAN = "{text}. Đơn vị ta làm gì để phòng ngừa và phát hiện sớm vi phạm nội dung này?"
DISCUSS_LACK = "{text}. Đơn vị ta có tình trạng này không? Nguyên nhân do đâu, khắc phục thế nào?"
DISCUSS_MEANING = "{text}. Nội dung này có ý nghĩa gì đối với công việc của đơn vị ta?"
DISCUSS_PLACED = "Theo {reference}, {text}"
DISCUSS_COMPARE = (
    "{demand}. Trả lời {newspaper}, {who} kể: “{told}”. Đối chiếu yêu cầu với cách làm đó, "
    "đơn vị ta học được điều gì?"
)
