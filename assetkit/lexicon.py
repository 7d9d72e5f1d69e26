"""Nothing in, the word lists of Vietnamese line breaking out. Pure data: add a word, change nothing else."""

from __future__ import annotations


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in text.split(","))


LEXICON = _listed(
    """
    sáng kiến, sáng tạo, sáng chế, sáng lập, công đoàn, công nhân, công ty, công việc, công trình, công nghệ,
    công tác, công nghiệp, công suất, tổng công ty, tổng liên đoàn, liên đoàn, tập đoàn, điện lực, điện năng,
    điện mặt trời, nhiệt điện, thủy điện, truyền tải điện, truyền tải, phân phối, lưới điện, trạm biến áp,
    đường dây, nhà máy, phân xưởng, lao động, người lao động, viên chức, đoàn viên, cán bộ, trí tuệ, tự hào,
    tự lực, đơn vị, chỉ tiêu, thi đua, phong trào, kế hoạch, chương trình, giai đoạn, chỉ thị, hướng dẫn,
    quyết định, quyết tâm, chiến thắng, đại dịch, vượt khó, nỗ lực, phấn đấu, hoàn thành, vượt mức, kết quả,
    tiến độ, tỷ lệ, tỉ lệ, xếp hạng, bảng xếp hạng, thành tích, khen thưởng, vinh danh, danh hiệu, tiêu biểu,
    điển hình, xuất sắc, tác giả, tác phẩm, giải pháp, cải tiến, kỹ thuật, kĩ thuật, đổi mới, hợp lý hóa,
    ứng dụng, chuyển đổi số, số hóa, dữ liệu, hiệu quả, năng suất, chất lượng, tiết kiệm, an toàn, môi trường,
    bền vững, phát triển, xây dựng, tổ chức, tham gia, đồng hành, lan tỏa, chia sẻ, kinh nghiệm, bài học,
    điểm hẹn, giao lưu, trực tuyến, cổng trực tuyến, mạng xã hội, truyền thông, tuyên giáo, nữ công, đăng nhập,
    cập nhật, xem xét, hợp lệ, phê duyệt, hội đồng, chủ tịch, phó chủ tịch, giám đốc, tổng giám đốc, bí thư,
    trưởng ban, đồng nghiệp, đồng chí, Việt Nam, Hồ Chí Minh, quốc gia, Tổ quốc, đất nước, nhân dân, quần chúng,
    xã hội, doanh nghiệp, cơ sở, toàn quốc, toàn ngành, miền Bắc, miền Trung, miền Nam, Hà Nội, Đà Nẵng,
    Hải Phòng, Cần Thơ, việc tốt, việc to, việc nhỏ, mục tiêu, thời hạn, hạn cuối, kỷ niệm, chào mừng, ngày hội,
    thông tin, câu hỏi, hỏi đáp, thắc mắc, tính đến, cùng nhau, chúng ta, thanh niên, bảo dưỡng, bảo vệ, vận hành,
    sửa chữa, khách hàng, dịch vụ, tỷ đồng, tỉ đồng, triệu đồng, nghìn đồng, ngàn đồng
    """
)
"""Words of more than one syllable that a headline does not break; case and the place of the tone do not matter."""

NUMBERED = _listed(
    """
    đoạn, ngày, tháng, năm, quý, đợt, lần, thứ, số, kỳ, khóa, bước, điều, khoản, chương, phần, trang, hạng, tuần,
    mục, lục, câu, nhóm, cấp, tốp, top
    """
)
"""Last syllables of what has a number: "giai đoạn 1", "ngày 30", "quý III". It is not the number of what follows."""

MAGNITUDES = _listed("chục, trăm, nghìn, ngàn, vạn, triệu, tỷ, tỉ")
"""Part of the number: "1 triệu sáng kiến" goes on to the next syllable."""

NOT_UNITS = _listed(
    """
    và, của, là, các, những, được, trên, trong, đến, tới, từ, có, đã, đang, sẽ, để, với, cho, tại, về, hay, hoặc,
    thì, mà, so, theo, vào, ở, qua, do, bởi, cùng, như, nên, ra
    """
)
"""Words that are never counted: a number does not hold on to them."""

FAMILY_NAMES = _listed(
    """
    nguyễn, trần, lê, phạm, hoàng, huỳnh, phan, vũ, võ, đặng, bùi, đỗ, hồ, ngô, dương, lý, đinh, trịnh, đào,
    lương, tạ, lâm, trương
    """
)
"""Family names that open a personal name when capitalised syllables follow."""
