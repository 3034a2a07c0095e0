import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import { heldKinds, heldOf } from '../standing-duties/index.ts'

/*
 * Figures that the program knows of a recipient in a period, so that nobody types what is recorded: of agencies what a report on a standing
 * duty begins with, and the money; of enterprises their support and its money.
 */

interface OwnFigure {
  readonly label: Words
  readonly of: 'agency' | 'enterprise'
  readonly unit: string
  /** SELECT of one number; `who` is the recipient. */
  readonly figure: (
    who: RawBuilder<unknown>,
    from: RawBuilder<unknown>,
    to: RawBuilder<unknown>,
  ) => RawBuilder<unknown>
  /** The list that shows its records. */
  readonly href: (id: number) => string
}

const signed = sql`coalesce(sum(CASE e.kind WHEN 'disbursement' THEN e.amount WHEN 'refund' THEN -e.amount ELSE 0 END), 0)`

const ownFigures = {
  paid: {
    label: words('Kinh phí đã chi (đồng)', 'Money paid (đồng)'),
    of: 'agency',
    unit: 'đồng',
    figure: (
      who,
      from,
      to,
    ) => sql`SELECT ${signed} FROM ledger_entry e WHERE e.occurred_on BETWEEN ${from} AND ${to}
      AND EXISTS (SELECT FROM agency a WHERE a.id = ${who} AND a.kind IN ('coordinator', 'finance'))`,
    href: () => '/budget',
  },
  outreachReached: {
    label: words('Hội viên, doanh nghiệp được tiếp cận', 'Members and enterprises reached'),
    of: 'agency',
    unit: 'doanh nghiệp',
    figure: (who, from, to) => sql`SELECT coalesce(sum(x.enterprises), 0) FROM outreach x
      WHERE x.agency_id = ${who} AND x.state = 'confirmed' AND x.held_on BETWEEN ${from} AND ${to}`,
    href: (id) => `/outreach?agencyId=${id}&state=confirmed`,
  },
  integratedMoney: {
    label: words('Số tiền lồng ghép (đồng)', 'Integrated money (đồng)'),
    of: 'agency',
    unit: 'đồng',
    figure: (who, from, to) => sql`SELECT coalesce(sum(x.amount), 0) FROM integration x
      WHERE x.agency_id = ${who} AND x.state = 'confirmed' AND x.confirmed_on BETWEEN ${from} AND ${to}`,
    href: (id) => `/integrations?agencyId=${id}&state=confirmed`,
  },
  supportTurns: {
    label: words('Lượt hỗ trợ doanh nghiệp nhận', 'Support turns of the enterprise'),
    of: 'enterprise',
    unit: 'lượt',
    figure: (who, from, to) => sql`SELECT count(*) FROM support_turn x
      WHERE x.enterprise_id = ${who} AND x.state <> 'cancelled' AND x.decided_on BETWEEN ${from} AND ${to}`,
    href: (id) => `/support?enterpriseId=${id}`,
  },
  certificatesGot: {
    label: words('Chứng nhận doanh nghiệp được cấp', 'Certificates of the enterprise'),
    of: 'enterprise',
    unit: 'chứng nhận',
    figure: (who, from, to) => sql`SELECT count(*) FROM certificate x
      WHERE x.enterprise_id = ${who} AND x.withdrawn_on IS NULL AND x.issued_on BETWEEN ${from} AND ${to}`,
    href: (id) => `/certificates?enterpriseId=${id}`,
  },
  supportPaid: {
    label: words('Tiền hỗ trợ doanh nghiệp nhận (đồng)', 'Support paid to the enterprise (đồng)'),
    of: 'enterprise',
    unit: 'đồng',
    figure: (
      who,
      from,
      to,
    ) => sql`SELECT ${signed} FROM ledger_entry e JOIN commitment c ON c.id = e.commitment_id
      WHERE c.enterprise_id = ${who} AND e.occurred_on BETWEEN ${from} AND ${to}`,
    href: (id) => `/enterprises/${id}`,
  },
} as const satisfies Record<string, OwnFigure>

const own: Readonly<Record<string, OwnFigure>> = ownFigures
const held: Readonly<Record<string, { readonly label: Words; readonly href: (id: number) => string }>> =
  heldKinds

/** What a question may take from the program, with what it is called. */
export const knownFigures: ReadonlyMap<string, Words> = new Map(
  [...Object.entries(held), ...Object.entries(own)].map(([key, { label }]) => [key, label]),
)

/** The list that shows the records of a known figure of a recipient. */
export const knownHref = (key: string, recipient: Recipient): string =>
  (own[key] ?? held[key])?.href(recipient.agencyId ?? recipient.enterpriseId ?? 0) ?? ''

export interface Recipient {
  readonly agencyId: number | null
  readonly enterpriseId: number | null
}

/** What the program knows of a recipient from the first day of a period to its last, or to today. */
export async function knownOf(
  db: Db,
  { agencyId, enterpriseId }: Recipient,
  span: { readonly fromOn: string; readonly toOn: string },
  today: string,
): Promise<ReadonlyMap<string, number>> {
  const [who, from, to] = [
    sql`${agencyId ?? enterpriseId}::int`,
    sql`${span.fromOn}::date`,
    sql`least(${span.toOn}::date, ${today}::date)`,
  ]
  const kind = agencyId === null ? 'enterprise' : 'agency'
  const each = Object.entries(own)
    .filter(([, { of }]) => of === kind)
    .map(
      ([key, { figure }]) =>
        sql`SELECT ${sql.lit(key)} AS key, (${figure(who, from, to)})::numeric AS amount`,
    )
  const { rows } = await sql<{ key: string; amount: number }>`${sql.join(each, sql` UNION ALL `)}`.execute(db)
  const figures = new Map(rows.map(({ key, amount }) => [key, amount]))
  if (agencyId === null) return figures
  const counts = await heldOf(db, agencyId, { fromOn: span.fromOn, dueOn: span.toOn }, today)
  const count = (key: string) => counts.find((one) => one.kind === key)?.count ?? 0
  for (const key of Object.keys(held)) figures.set(key, count(key))
  return figures
}
