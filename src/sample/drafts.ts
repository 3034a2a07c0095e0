import { readDraft } from '../plan-drafts/index.ts'
import type { Scenario } from './scenario.ts'

/** A plan to come whose budget is of three sources, read and left open as a draft. */
export function keepDrafts(scenario: Scenario): void {
  const { plan, story } = scenario
  story.on(`${plan.lastYear}-11-12`, async () => {
    await story.run(scenario.as('coordinator'), readDraft, {
      text: severalSources(plan.province, plan.lastYear + 1),
      label: 'Dự thảo nhiều nguồn kinh phí (mẫu)',
    })
  })
}

/** Two lines of three sources: what the state gives by year, what enterprises put in, in all. */
export const severalSources = (province: string, first: number): string => `ỦY BAN NHÂN DÂN
TỈNH ${province.toLocaleUpperCase('vi')}
Số: 900/KH-UBND
${province}, ngày 12 tháng 11 năm ${first - 1}

KẾ HOẠCH
Nâng cao năng suất, chất lượng sản phẩm, hàng hóa trên địa bàn tỉnh ${province} giai đoạn ${first} - ${first + 1} (mẫu)

I. MỤC TIÊU
1. Mục tiêu chung
Nâng cao năng suất, chất lượng sản phẩm, hàng hóa của doanh nghiệp trên địa bàn tỉnh.
2. Mục tiêu cụ thể
- Hỗ trợ 12 lượt doanh nghiệp áp dụng hệ thống quản lý, công cụ cải tiến năng suất chất lượng.

II. ĐỐI TƯỢNG ĐƯỢC HỖ TRỢ
Doanh nghiệp hoạt động trên địa bàn tỉnh.

III. NHIỆM VỤ, GIẢI PHÁP
1. Thông tin, tuyên truyền
- Tuyên truyền trên báo, đài.

IV. KINH PHÍ THỰC HIỆN
- Ngân sách tỉnh, ngân sách trung ương và kinh phí của doanh nghiệp.

V. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và Công nghệ
- Báo cáo trước ngày 30 tháng 11 hằng năm.

Nơi nhận:
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu

Phụ lục
DỰ TOÁN KINH PHÍ THỰC HIỆN KẾ HOẠCH GIAI ĐOẠN ${first} - ${first + 1}
Đơn vị tính: triệu đồng

| STT | Nội dung | Ngân sách tỉnh |  |  | Ngân sách trung ương |  |  | Kinh phí của doanh nghiệp | Tổng các nguồn |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
|  |  | Tổng | ${first} | ${first + 1} | Tổng | ${first} | ${first + 1} | Tổng | Tổng |
| I | Tổ chức hội thảo, tập huấn | 120 | 60 | 60 | 40 | 20 | 20 | 0 | 160 |
| II | Hỗ trợ doanh nghiệp áp dụng hệ thống quản lý | 1.200 | 500 | 700 | 600 | 250 | 350 | 900 | 2.700 |
|  | Tổng cộng | 1.320 | 560 | 760 | 640 | 270 | 370 | 900 | 2.860 |
`
