import { systemActor } from '../platform/actor.ts'
import { askCorrection, proposeErasure, settleCorrection, withdrawErasure } from '../privacy/index.ts'
import { opening, type Scenario } from './scenario.ts'

/** What persons ask of the data that are held on them: corrections answered and waiting, an erasure taken back, and one that waits. */
export function askedByPersons(scenario: Scenario): void {
  const { plan, story } = scenario
  const asked = (role: 'enterprise' | 'statistics' | 'agency', wrong: string, wanted: string) =>
    story.run(scenario.as(role), askCorrection, { field: 'other', wrong, wanted })
  const year = plan.firstYear
  story.on(opening(scenario, year, '04-10'), async () => {
    const first = await asked('statistics', 'Chức vụ trong hồ sơ mẫu đã cũ', 'Chuyên viên chính (mẫu)')
    const second = await asked('agency', 'Nơi công tác ghi trước khi sáp nhập (mẫu)', 'Đơn vị mới (mẫu)')
    await story.run(systemActor, settleCorrection, { ...first, outcome: 'corrected' })
    await story.run(systemActor, settleCorrection, {
      ...second,
      outcome: 'refused',
      reason: 'Hồ sơ đã ký giữ nguyên như khi ký (mẫu)',
    })
  })
  story.on(opening(scenario, year, '06-15'), async () => {
    const { id } = await story.run(systemActor, proposeErasure, {
      q: 'nguoi-xin-xoa.mau@example.vn',
      reason: 'Người này yêu cầu, sau đó rút lại (mẫu)',
    })
    await story.run(systemActor, withdrawErasure, { id })
  })
  story.on(opening(scenario, plan.lastYear, '10-05'), async () => {
    await asked('enterprise', 'Số điện thoại liên hệ đã đổi (mẫu)', 'Số mới ở hồ sơ doanh nghiệp (mẫu)')
    await story.run(systemActor, proposeErasure, {
      q: 'hoc-vien.mau@example.vn',
      reason: 'Học viên một lớp yêu cầu xóa (mẫu)',
    })
  })
}
