import { finding } from './findings.ts'
import type { Finding, PlanDocument, Span } from './schema.ts'

/** What a plan must have and this one has not, and duties of nobody. */
export function checkParts(plan: PlanDocument): Finding[] {
  const at: Span = { start: 0, end: Math.min(1, plan.text.length) }
  const noSections = plan.sections.length === 0
  if (noSections && plan.budget === null && plan.title === null) {
    return [
      finding('document.notPlan', 'error', at, {
        vi: 'Không nhận ra phần nào của một kế hoạch trong văn bản này.',
        en: 'No part of a plan is recognised in this document.',
      }),
    ]
  }
  if (noSections && plan.budget !== null) {
    return [
      finding('document.appendixAlone', 'info', plan.budget.span, {
        vi: 'Chỉ có bảng dự toán, không có phần lời của kế hoạch.',
        en: 'Only the budget table is here, without the text of the plan.',
      }),
    ]
  }
  const parts: [boolean, string, string][] = [
    [plan.number === null, 'số, ký hiệu', 'number and symbol'],
    [plan.date === null, 'ngày ban hành', 'day of issue'],
    [plan.issuer === null, 'cơ quan ban hành', 'issuing body'],
    [plan.title === null, 'tên kế hoạch', 'title'],
    [plan.periods.length === 0, 'giai đoạn', 'period'],
    [plan.objectives.length === 0, 'mục tiêu', 'objectives'],
    [plan.duties.length === 0, 'tổ chức thực hiện', 'duties'],
    [plan.budget === null, 'bảng dự toán', 'budget table'],
    [plan.signatory === null, 'người ký', 'signatory'],
  ]
  const absent = parts.filter(([is]) => is)
  const unowned = plan.duties.filter(({ agency }) => agency === null)
  // A document that was cut off behind its head: what it has is read, and said to be all.
  const cut = noSections
    ? [
        finding('document.noSections', 'warning', at, {
          vi: 'Văn bản chỉ có phần đầu, không có mục nào: có thể bị cắt mất phần sau.',
          en: 'The document has a head and no section: the rest may have been cut off.',
        }),
      ]
    : []
  return [
    ...cut,
    ...absent.map(([, vi, en]) =>
      finding(
        'part.missing',
        'warning',
        at,
        { vi: `Không tìm thấy ${vi}.`, en: `Not found: ${en}.` },
        en,
        null,
      ),
    ),
    ...unowned.map(({ span }) =>
      finding('duty.noAgency', 'warning', span, {
        vi: 'Chưa rõ nhiệm vụ này của cơ quan nào.',
        en: 'Which agency has this duty is not clear.',
      }),
    ),
  ]
}
