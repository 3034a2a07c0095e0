import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import { formatNumber } from '../platform/numbers.ts'

/*
 * What the program holds of an agency in a period: a report begins with it, so that nobody types what is recorded. Each kind counts records that
 * name the agency, or, for the coordinator, that its office keeps.
 */

interface HeldKind {
  readonly label: Words
  /** Whose records it counts: of each agency, or of those of a kind, whose office keeps them. */
  readonly of?: 'coordinator' | 'finance' | 'home_affairs'
  /** SELECT count(*) between `$from` and `$to`. */
  readonly count: (
    agency: RawBuilder<unknown>,
    from: RawBuilder<unknown>,
    to: RawBuilder<unknown>,
  ) => RawBuilder<unknown>
  /** The list that shows them. */
  readonly href: (agencyId: number) => string
}

const within = (column: string, from: RawBuilder<unknown>, to: RawBuilder<unknown>) =>
  sql`${sql.ref(column)} BETWEEN ${from} AND ${to}`

/** Rows of a table that name the agency. */
const own =
  (table: string, day: string, more = sql`true`): HeldKind['count'] =>
  (agency, from, to) =>
    sql`SELECT count(*) FROM ${sql.table(table)} x WHERE x.agency_id = ${agency} AND ${within(`x.${day}`, from, to)} AND ${more}`

/** Rows of a table that the office keeps. */
const kept =
  (table: string, day: string, more = sql`true`): HeldKind['count'] =>
  (_agency, from, to) =>
    sql`SELECT count(*) FROM ${sql.table(table)} x WHERE ${within(`x.${day}`, from, to)} AND ${more}`

export const heldKinds = {
  dated: {
    label: words('Việc có thời hạn đã hoàn thành', 'Dated work that was done'),
    count: own('duty_item', 'done_on'),
    href: (agencyId) => `/duties?agencyId=${agencyId}&state=done`,
  },
  opinions: {
    label: words('Ý kiến về dự thảo đã gửi', 'Opinions given on drafts'),
    count: own('opinion_request', 'answered_on'),
    href: () => '/opinions?state=answered',
  },
  introductions: {
    label: words('Doanh nghiệp đã giới thiệu', 'Enterprises brought'),
    count: own('introduction', 'introduced_on'),
    href: (agencyId) => `/introductions?agencyId=${agencyId}`,
  },
  needs: {
    label: words('Nhu cầu của doanh nghiệp đã cung cấp', 'Needs of enterprises told of'),
    count: (agency, from, to) =>
      sql`SELECT count(*) FROM need x WHERE ${agency} IN (x.agency_id, x.brought_by) AND ${within('x.entered_on', from, to)}`,
    href: () => '/needs',
  },
  communication: {
    label: words('Hoạt động truyền thông được xác nhận', 'Communication that was confirmed'),
    count: own('communication', 'held_on', sql`x.state = 'confirmed' AND x.origin = 'own'`),
    href: (agencyId) => `/communication?agencyId=${agencyId}&state=confirmed&origin=own`,
  },
  outreach: {
    label: words('Việc vận động được xác nhận', 'Outreach that was confirmed'),
    count: own('outreach', 'held_on', sql`x.state = 'confirmed'`),
    href: (agencyId) => `/outreach?agencyId=${agencyId}&state=confirmed`,
  },
  news: {
    label: words('Bài đã đăng', 'Articles that were published'),
    of: 'coordinator',
    count: (_agency, from, to) =>
      sql`SELECT count(*) FROM news_article x WHERE x.state = 'published'
        AND ${localDay('x.published_at')} BETWEEN ${from} AND ${to}`,
    href: () => '/news/articles?state=published',
  },
  obstacles: {
    label: words('Khó khăn, vướng mắc đã phản ánh', 'Obstacles reported'),
    count: own('obstacle', 'reported_on'),
    href: () => '/obstacles',
  },
  values: {
    label: words('Giá trị chỉ tiêu đã nhập', 'Values of indicators entered'),
    count: (agency, from, to) =>
      sql`SELECT count(*) FROM indicator_value x WHERE x.agency_id = ${agency} AND x.state <> 'withdrawn'
        AND ${localDay('x.entered_at')} BETWEEN ${from} AND ${to}`,
    href: () => '/indicator-values',
  },
  estimates: {
    label: words('Lượt thẩm định dự toán', 'Estimates appraised'),
    of: 'finance',
    count: kept('estimate_round', 'settled_on'),
    href: () => '/estimates',
  },
  events: {
    label: words('Hội nghị, khóa đào tạo đã tổ chức', 'Events that were held'),
    of: 'coordinator',
    count: kept('training_event', 'held_on', sql`x.retracted_on IS NULL`),
    href: () => '/training',
  },
  calls: {
    label: words('Đợt kêu gọi đã phê duyệt', 'Calls that were approved'),
    of: 'coordinator',
    count: kept('call', 'decided_on', sql`x.state IN ('approved', 'ended')`),
    href: () => '/calls',
  },
  turns: {
    label: words('Lượt hỗ trợ đã quyết định', 'Support turns that were decided'),
    of: 'coordinator',
    count: kept('support_turn', 'decided_on', sql`x.state <> 'cancelled'`),
    href: () => '/support',
  },
  certificates: {
    label: words('Chứng nhận đã cấp cho doanh nghiệp', 'Certificates issued to enterprises'),
    of: 'coordinator',
    count: kept('certificate', 'issued_on', sql`x.withdrawn_on IS NULL`),
    href: () => '/certificates',
  },
  improvements: {
    label: words('Dự án cải tiến đã đánh giá', 'Improvement projects that were evaluated'),
    of: 'coordinator',
    count: kept('improvement_project', 'evaluated_on'),
    href: () => '/improvements?state=evaluated',
  },
  proofs: {
    label: words('Chứng minh tiêu chí đã xem xét', 'Proofs of criteria that were settled'),
    of: 'coordinator',
    count: kept('enterprise_proof', 'decided_on'),
    href: () => '/proofs',
  },
  proposals: {
    label: words('Đề xuất chính sách đã soạn', 'Proposals of policy drawn up'),
    of: 'coordinator',
    count: kept('policy_proposal', 'begun_on'),
    href: () => '/policy-proposals',
  },
  nominations: {
    label: words('Đề nghị khen thưởng đã gửi', 'Nominations submitted'),
    count: own('nomination', 'entered_on', sql`x.state NOT IN ('draft', 'withdrawn')`),
    href: () => '/nominations',
  },
  forwardedLists: {
    label: words(
      'Danh sách khen thưởng đã trình UBND tỉnh',
      "Lists of nominees put to the People's Committee",
    ),
    of: 'home_affairs',
    count: kept('commendation_list', 'forwarded_on'),
    href: () => '/commendation-lists',
  },
  commendations: {
    label: words('Danh sách khen thưởng đã có quyết định', 'Lists of commendation decided'),
    of: 'coordinator',
    count: kept('commendation_list', 'decided_on'),
    href: () => '/commendation-lists',
  },
  awards: {
    label: words('Hồ sơ dự Giải thưởng chất lượng quốc gia', 'Entries for the National Quality Award'),
    of: 'coordinator',
    count: kept('award_entry', 'entered_on', sql`x.state NOT IN ('draft', 'withdrawn')`),
    href: () => '/award-entries',
  },
  tasks: {
    label: words('Nhiệm vụ KH&CN đã đề xuất', 'S&T tasks proposed'),
    of: 'coordinator',
    count: kept('science_task', 'begun_on'),
    href: () => '/science-tasks',
  },
} as const satisfies Record<string, HeldKind>

export type HeldKey = keyof typeof heldKinds
const heldKeys = Object.keys(heldKinds) as [HeldKey, ...HeldKey[]]

/** How many records of a kind. */
export const Held = z.object({ kind: z.enum(heldKeys), count: z.int() })
export type Held = z.infer<typeof Held>

/** What the program holds of an agency from the first day of a period to its last, or to today; kinds without a record are left out. */
export async function heldOf(
  db: Db,
  agencyId: number,
  span: { readonly fromOn: string; readonly dueOn: string },
  today: string,
): Promise<Held[]> {
  const [agency, from, to] = [
    sql`${agencyId}::int`,
    sql`${span.fromOn}::date`,
    sql`least(${span.dueOn}::date, ${today}::date)`,
  ]
  const each = heldKeys.map((key, place) => {
    const { of = null, count } = heldKinds[key] as HeldKind
    return sql`SELECT ${sql.lit(key)} AS kind, ${place}::int AS place,
      CASE WHEN ${of}::text IS NULL OR EXISTS (SELECT FROM agency a WHERE a.id = ${agency} AND a.kind = ${of}::text)
        THEN (${count(agency, from, to)}) ELSE 0 END::int AS count`
  })
  const { rows } = await sql<Held>`
    SELECT kind, count FROM (${sql.join(each, sql` UNION ALL `)}) h WHERE count > 0 ORDER BY place`.execute(
    db,
  )
  return rows.map((row) => Held.parse(row))
}

/** The same as a sentence that a report may begin with. */
export const heldSentence = (held: readonly Held[]): Words => ({
  vi: held.map(({ kind, count }) => `${heldKinds[kind].label.vi}: ${formatNumber(count, 'vi')}`).join('; '),
  en: held.map(({ kind, count }) => `${heldKinds[kind].label.en}: ${formatNumber(count, 'en')}`).join('; '),
})
