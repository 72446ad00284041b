"""The head of the play log's table for a spreadsheet; Vietnamese for every reader, because it is sent away."""

CSV_HEAD: tuple[str, ...] = (
    "Số thứ tự",
    "Giờ dự kiến",
    "Giờ phát thực tế",
    "Khung giờ",
    "Cụm loa",
    "Bản tin",
    "Thể loại",
    "Chủ đề",
    "Mức ưu tiên",
    "Số giây nghe được",
    "Số giây cần phát",
    "Kết quả",
    "Lý do",
    "Chi tiết",
    "Cạc âm thanh",
    "Người soạn",
    "Người duyệt",
    "Người trực máy",
    "Mã âm thanh (SHA-256)",
    "Mã chuỗi",
)
