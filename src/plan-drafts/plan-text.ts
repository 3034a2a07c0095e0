import { type PlanDocument, targetWords } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { formatMillions } from '../platform/money.ts'

/**
 * The Vietnamese text of a plan, for a plan whose signed file has no text that can be read (a scan): headings as
 * Markdown, lists with dashes, the budget as lines with tabs in triệu đồng.
 */
export function planText(plan: PlanDocument): string {
  const { budget } = plan
  const list = (items: readonly { vi: string }[]) => items.map(({ vi }) => `- ${vi}`).join('\n')
  const money = (amount: number | undefined) => formatMillions(BigInt(amount ?? 0), 'vi')
  const section = (title: string, ...parts: (string | null)[]) =>
    [`## ${title}`, ...parts.filter((part) => part !== null && part !== '')].join('\n\n')
  const rows = [
    ['STT', 'Nội dung', 'Chỉ tiêu/ số lượng', 'Tổng', ...budget.years.map(String), 'Ghi chú'],
    ...budget.lines.map((line) => [
      line.code,
      line.vi,
      line.quantity?.vi ?? '',
      money(line.total),
      ...budget.years.map((year) => money(line.years[year])),
      line.note?.vi ?? '',
    ]),
    [
      '',
      'Tổng cộng',
      '',
      money(budget.total),
      ...budget.years.map((year) => money(budget.yearTotals[year])),
      '',
    ],
  ]
  return [
    `${plan.issuer.vi}\n\nSố: ${plan.number}, ngày ${formatDate(plan.issuedOn)}`,
    `## KẾ HOẠCH\n\n### ${plan.title.vi}`,
    plan.legalBases.map(({ vi }) => `Căn cứ ${vi};`).join('\n\n'),
    section('I. MỤC TIÊU', plan.objective.vi, list(plan.objectives)),
    section(
      'Chỉ tiêu',
      plan.targets.map((target) => `- ${target.vi} (${targetWords(target).vi})`).join('\n'),
      plan.orientation?.vi ?? null,
    ),
    section(
      'II. ĐỐI TƯỢNG THỰC HIỆN',
      plan.participants.vi,
      plan.beneficiaries.vi,
      plan.criteria.map(({ code, vi }) => `- ${code}) ${vi}`).join('\n'),
    ),
    section('III. NHIỆM VỤ, GIẢI PHÁP'),
    ...plan.tasks.map(({ code, title, items }) => `### ${code}. ${title.vi}\n\n${list(items)}`.trim()),
    section('IV. KINH PHÍ THỰC HIỆN', list(plan.funding)),
    section('V. TỔ CHỨC THỰC HIỆN', plan.duties.map(({ code, vi }) => `- ${code}. ${vi}`).join('\n')),
    `**Nơi nhận:**\n\n${list(plan.recipients)}`,
    [plan.signatory.authority.vi, plan.signatory.office.vi, plan.signatory.name].filter(Boolean).join('\n\n'),
    `**Phụ lục**\n\n${budget.title.vi}\n\nĐơn vị tính: triệu đồng`,
    rows.map((cells) => cells.map((cell) => cell.replace(/\s+/g, ' ')).join('\t')).join('\n'),
  ].join('\n\n')
}
