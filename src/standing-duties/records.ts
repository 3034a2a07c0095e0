import { type RawBuilder, sql } from 'kysely'
import type { FactKind } from '../plan/index.ts'
import type { Actor } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import { readableOfAgency, readsEvery } from '../platform/sight.ts'
import { states } from '../platform/states.ts'

/*
 * The kinds of record that tell of what a plan asks for. Which of them a sentence is told by is data (recording rules and what an officer decided);
 * here stands how the records of a kind are counted for a plan, and the list that shows them.
 */

interface RecordKind {
  readonly label: Words
  /** The rows of a plan, as `FROM … WHERE` over `x`. */
  readonly of: (plan: RawBuilder<unknown>) => RawBuilder<unknown>
  /** The column of `x` by which an association reads its own alone; none: officers read them. */
  readonly agency?: string
  /** The facts that its records become. */
  readonly facts?: readonly FactKind[]
  readonly href: (planId: number) => string
}

/** Rows that bear the plan. */
const ofPlan =
  (table: string, more = sql`true`): RecordKind['of'] =>
  (plan) =>
    sql`${sql.table(table)} x WHERE x.plan_id = ${plan} AND ${more}`

/** Rows that hang on a support turn of the plan. */
const ofTurn =
  (table: string): RecordKind['of'] =>
  (plan) =>
    sql`${sql.table(table)} x WHERE x.turn_id IN (SELECT id FROM support_turn WHERE plan_id = ${plan})`

const list =
  (address: string, more = '') =>
  (planId: number) =>
    `${address}?plan=${planId}${more}`

const kinds = {
  event: {
    label: words('Sự kiện theo lịch', 'Planned events'),
    of: ofPlan('planned_event'),
    href: list('/events'),
  },
  course: {
    label: words('Hội nghị, khóa đào tạo đã tổ chức', 'Events that were held'),
    of: ofPlan('training_event', sql`x.retracted_on IS NULL`),
    facts: ['conference.held', 'course.held', 'expert.trained'],
    href: list('/training', '&state=counted'),
  },
  school_class: {
    label: words('Lớp học của các trường', 'Classes of schools'),
    of: (plan) =>
      sql`school_class x JOIN plan p ON p.id = ${plan} AND x.year BETWEEN date_part('year', p.starts_on) AND date_part('year', p.ends_on) WHERE true`,
    href: () => '/school-classes',
  },
  turn: {
    label: words('Lượt hỗ trợ', 'Support turns'),
    of: ofPlan('support_turn'),
    facts: ['support.finished'],
    href: list('/support'),
  },
  content_value: {
    label: words('Số liệu theo nội dung hỗ trợ', 'Figures by content'),
    of: ofTurn('content_value'),
    facts: ['content.value'],
    href: list('/content-values'),
  },
  trace_lot: {
    label: words('Lô được truy xuất', 'Traced lots'),
    of: ofTurn('trace_lot'),
    href: list('/trace-lots'),
  },
  certificate: {
    label: words('Chứng nhận', 'Certificates'),
    of: ofPlan('certificate'),
    facts: ['certificate.system', 'certificate.product'],
    href: list('/certificates'),
  },
  improvement: {
    label: words('Dự án cải tiến', 'Improvement projects'),
    of: ofPlan('improvement_project'),
    href: list('/improvements'),
  },
  communication: {
    label: words('Hoạt động truyền thông được xác nhận', 'Communication that was confirmed'),
    of: ofPlan('communication', sql`x.state = 'confirmed' AND x.origin = 'own'`),
    agency: 'x.agency_id',
    facts: ['communication.done'],
    href: list('/communication', '&state=confirmed&origin=own'),
  },
  news: {
    label: words('Bài đã đăng', 'Articles that were published'),
    of: () => sql`news_article x WHERE x.state = 'published'`,
    href: () => '/news/articles?state=published',
  },
  guide: {
    label: words('Bài hướng dẫn hệ thống, công cụ', 'Entries of the guide'),
    of: () => sql`guide_entry x WHERE true`,
    href: () => '/guide',
  },
  outreach: {
    label: words('Việc vận động được xác nhận', 'Outreach that was confirmed'),
    of: ofPlan('outreach', sql`x.state = 'confirmed'`),
    agency: 'x.agency_id',
    facts: ['outreach.done', 'outreach.reached'],
    href: list('/outreach', '&state=confirmed'),
  },
  integration: {
    label: words('Khoản lồng ghép được xác nhận', 'Integrated money that was confirmed'),
    of: ofPlan('integration', sql`x.state = 'confirmed'`),
    agency: 'x.agency_id',
    href: list('/integrations', '&state=confirmed'),
  },
  introduction: {
    label: words('Doanh nghiệp đã giới thiệu', 'Enterprises brought'),
    of: () => sql`introduction x WHERE true`,
    agency: 'x.agency_id',
    href: () => '/introductions',
  },
  nomination: {
    label: words('Đề nghị khen thưởng', 'Nominations for commendation'),
    of: (plan) =>
      sql`nomination x WHERE x.call_id IN (SELECT id FROM commendation_call WHERE plan_id = ${plan})`,
    href: list('/nominations'),
  },
  commendation: {
    label: words('Danh sách khen thưởng', 'Lists of commendation'),
    of: ofPlan('commendation_list'),
    href: list('/commendation-lists'),
  },
  award: {
    label: words('Hồ sơ dự Giải thưởng chất lượng quốc gia', 'Entries for the National Quality Award'),
    of: (plan) => sql`award_entry x WHERE x.round_id IN (SELECT id FROM award_round WHERE plan_id = ${plan})`,
    facts: ['award.won'],
    href: list('/award-entries'),
  },
  science_task: {
    label: words('Nhiệm vụ khoa học và công nghệ', 'S&T tasks'),
    of: ofPlan('science_task'),
    href: list('/science-tasks'),
  },
  need: {
    label: words('Nhu cầu của doanh nghiệp', 'Needs of enterprises'),
    of: ofPlan('need'),
    href: list('/needs'),
  },
  yearly_plan: {
    label: words('Kế hoạch năm', 'Yearly plans'),
    of: ofPlan('yearly_plan'),
    href: list('/yearly-plans'),
  },
  estimate: {
    label: words('Dự toán hằng năm', 'Estimates of a year'),
    of: ofPlan('estimate'),
    href: list('/estimates'),
  },
  proposal: {
    label: words('Đề xuất chính sách', 'Proposals of policy'),
    of: ofPlan('policy_proposal'),
    href: list('/policy-proposals'),
  },
  report: {
    label: words('Báo cáo của Chương trình', "The programme's reports"),
    of: ofPlan('report'),
    href: list('/reports'),
  },
  report_request: {
    label: words('Yêu cầu báo cáo', 'Requests for reports'),
    of: ofPlan('report_request'),
    href: list('/report-requests'),
  },
  study: {
    label: words('Tính toán TFP', 'TFP studies'),
    of: ofPlan('tfp_study'),
    facts: ['tfp.study'],
    href: () => '/studies',
  },
  obstacle: {
    label: words('Khó khăn, vướng mắc đã phản ánh', 'Obstacles reported'),
    of: ofPlan('obstacle'),
    href: list('/obstacles'),
  },
} as const satisfies Record<string, RecordKind>

export type RecordKey = keyof typeof kinds
export const recordKeys = Object.keys(kinds) as [RecordKey, ...RecordKey[]]
export const recordKinds: Readonly<Record<RecordKey, RecordKind>> = kinds

/** The kinds as a closed list: their names, schema and choices. */
export const recordNames = states(
  Object.fromEntries(recordKeys.map((key) => [key, recordKinds[key].label])) as Record<RecordKey, Words>,
)

/** Which kind a fact comes of, as rows of `VALUES`. */
export const kindsOfFacts = sql.join(
  recordKeys.flatMap((key) =>
    (recordKinds[key].facts ?? []).map((fact) => sql`(${sql.lit(key)}, ${sql.lit(fact)})`),
  ),
)

/** SELECT record, count: how many records of each kind the actor reads of a plan; null where they are not for it. */
export function recordCounts(
  actor: Pick<Actor, 'userId' | 'grants' | 'agencyIds'>,
  planId: number,
): RawBuilder<{ record: RecordKey; count: number | null }> {
  const plan = sql`${planId}::int`
  return sql.join(
    recordKeys.map((key) => {
      const { of, agency } = recordKinds[key]
      const counted =
        agency === undefined && !readsEvery(actor)
          ? sql`NULL`
          : sql`(SELECT count(*) FROM ${of(plan)} AND ${agency === undefined ? sql`true` : readableOfAgency(actor, agency)})`
      return sql`SELECT ${sql.lit(key)} AS record, ${counted}::int AS count`
    }),
    sql` UNION ALL `,
  ) as RawBuilder<{ record: RecordKey; count: number | null }>
}
