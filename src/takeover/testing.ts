import type { Someone } from '../testing/system.ts'
import { proposeTakeover } from './batches.ts'
import { approveTakeover, checkTakeover } from './import.ts'

/** A sheet as pasted rows: headings, then rows, cells apart by semicolons. */
export const sheet = (...rows: readonly string[]): string => rows.join('\n')

/** What the register and sheets of these tests hold. */
export const past = {
  enterprises: sheet(
    'Mã số thuế;Tên doanh nghiệp;Địa chỉ;Địa bàn;Lĩnh vực',
    '2200000018;Công ty Một;Số 1;Huyện Kế Sách;Sản xuất',
    '2200000025;Công ty Hai;Số 2;Huyện Kế Sách;Thương mại',
    '2200000032;Công ty Ba;Số 3;Huyện Kế Sách;Sản xuất',
  ),
  applications: sheet(
    'Số hồ sơ;Mã số thuế;Nội dung hỗ trợ;Năm;Ngày nộp;Kinh phí đề nghị (triệu đồng);Kinh phí của doanh nghiệp (triệu đồng);Tình trạng;Kinh phí hỗ trợ (triệu đồng);Số quyết định;Ngày quyết định',
    'HS-01;2200000018;Hệ thống quản lý an toàn thực phẩm;2025;10/02/2025;60;40;Được hỗ trợ;50;12/QĐ-SKHCN;20/03/2025',
    'HS-02;2200000025;Hệ thống quản lý an toàn thực phẩm;2025;11/02/2025;60;40;Được hỗ trợ;40;12/QĐ-SKHCN;20/03/2025',
    'HS-03;2200000032;Hệ thống quản lý an toàn thực phẩm;2025;12/02/2025;60;40;Không được hỗ trợ;;13/QĐ-SKHCN;20/03/2025',
  ),
  turns: sheet(
    'Số hồ sơ;Mã số thuế;Tình trạng;Ngày thực hiện;Số văn bản',
    'HS-01;2200000018;Hoàn thành;30/10/2025;05/BBNT',
    'HS-02;2200000025;Đang thực hiện;15/05/2025;',
  ),
} as const

/** Who takes a batch over and who approves it. */
export interface Two {
  readonly taker: Someone
  readonly approver: Someone
}

/** Checks and proposes a sheet. @returns the number of its batch */
export async function propose(
  { taker }: Two,
  step: string,
  planId: number,
  text: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<number> {
  const { id } = await taker.run(checkTakeover, { step, planId, text, ...more })
  await taker.run(proposeTakeover, { id, note: 'Sổ theo dõi cũ' })
  return id
}

/** A whole batch as two people bring it in. @returns its number */
export async function takeOver(
  two: Two,
  step: string,
  planId: number,
  text: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<number> {
  const id = await propose(two, step, planId, text, more)
  await two.approver.run(approveTakeover, { id })
  return id
}
