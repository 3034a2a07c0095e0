/** A made-up plan of 2025 with these objectives, this word on money and this appendix. */
export const madeUpPlan = (
  number: number,
  objective: string,
  money: string,
  appendix = '',
) => `ỦY BAN NHÂN DÂN
TỈNH SÓC TRĂNG
Số: ${number}/KH-UBND
Sóc Trăng, ngày 05 tháng 01 năm 2025

KẾ HOẠCH
Nâng cao năng suất chất lượng trên địa bàn tỉnh Sóc Trăng năm 2025

I. MỤC TIÊU
1. Mục tiêu chung
Nâng cao nhận thức về năng suất chất lượng.
2. Mục tiêu cụ thể
- ${objective}

II. ĐỐI TƯỢNG ĐƯỢC HỖ TRỢ
Doanh nghiệp hoạt động trên địa bàn tỉnh.

III. NHIỆM VỤ, GIẢI PHÁP
1. Thông tin, tuyên truyền
- Tuyên truyền trên báo, đài.

IV. KINH PHÍ THỰC HIỆN
- ${money}

V. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và Công nghệ
- Báo cáo trước ngày 30 tháng 11 hằng năm.

Nơi nhận:
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Giả Sử
${appendix}`
