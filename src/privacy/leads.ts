import type { DB } from '../platform/database-types.ts'
import type { PersonalKind } from '../platform/personal.ts'
import { marked } from './marked.ts'

/**
 * How the value of a marked column leads to a person: it is the id of an account (`id`), names the account as a subject of the trail
 * (`subject`), is a person's whole name (`name`), an e-mail address or a telephone number (`reach`), or a text in which a name, address
 * or number may stand (`text`). Null: the value leads to nobody by itself; it is of whom the row is of.
 */
export type Lead = 'id' | 'subject' | 'name' | 'reach' | 'text' | null

/** What the columns of a kind lead by, where `exceptions` does not say otherwise, and whether such a column says whom its row is of. */
const byKind = {
  contact: { lead: 'reach', owns: true },
  representative: { lead: 'name', owns: true },
  participant: { lead: null, owns: true },
  expert: { lead: 'name', owns: true },
  subscriber: { lead: 'reach', owns: true },
  nominee: { lead: 'name', owns: true },
  member: { lead: 'name', owns: true },
  taxNumber: { lead: null, owns: true },
  account: { lead: 'id', owns: true },
  credential: { lead: null, owns: true },
  access: { lead: null, owns: true },
  author: { lead: 'id', owns: false },
  trail: { lead: 'text', owns: false },
  freeText: { lead: 'text', owns: false },
  file: { lead: 'text', owns: false },
  official: { lead: 'text', owns: false },
  staged: { lead: 'text', owns: false },
  keptForm: { lead: null, owns: true },
} as const satisfies Readonly<Record<PersonalKind, { lead: Lead; owns: boolean }>>

type MarkedTable = keyof typeof marked
type Exceptions = { readonly [T in MarkedTable]?: Partial<Record<keyof (typeof marked)[T], Lead>> }

const exceptions: Exceptions = {
  account: { email: 'reach', image: null, name: 'name' },
  accountVerification: { identifier: 'reach' },
  apiToken: { name: null },
  audit: { actor: 'name', subject: 'subject', userId: 'id' },
  change: { rowKey: 'id' },
  councilMember: { email: 'reach' },
  correctionRequest: { wanted: null },
  enterprise: { search: 'text' },
  keptForm: { userId: 'id' },
  eventNominee: { email: 'reach', name: 'name', search: 'text' },
  eventInvitee: { email: 'reach', name: 'name' },
  eventRegistration: { email: 'reach', name: 'name', phone: 'reach', search: 'text' },
  erasure: { email: 'reach', name: 'name', phone: 'reach' },
  nomination: { post: null, search: 'text', workplace: null },
  noticeDelivery: { address: 'reach' },
  obstacle: { reportedBy: 'text' },
  // the account of an enterprise or host: a holder's name may stand in it
  paymentClaim: { payee: 'text', payeeAccount: null, payeeBank: null },
  treasuryBatchOrder: { payee: 'text', payeeAccount: null, payeeBank: null },
  treasuryAnswer: { payee: 'text', payeeAccount: null },
  passkey: { name: null },
  person: { email: 'reach', name: 'name', phone: 'reach', search: 'text' },
  personKey: { secret: null, subject: null },
  serviceProvider: { address: null, email: 'reach', phone: 'reach', search: 'text' },
  secondFactorReset: { byName: 'name' },
  tfpStudy: { authorName: 'name', reviewerName: 'name' },
  trainedPerson: { email: 'reach', name: 'name', phone: 'reach', search: 'text' },
}

/** Rows that are of whom another row is of: the column that names it. */
export const parents: { readonly [T in MarkedTable]?: { column: string; table: keyof DB; key: string } } = {
  keptFormFile: { column: 'keptId', table: 'keptForm', key: 'id' },
  newsSending: { column: 'subscriberId', table: 'newsSubscriber', key: 'id' },
  noticeDelivery: { column: 'noticeId', table: 'notice', key: 'id' },
  organisationWord: { column: 'registrationId', table: 'registration', key: 'id' },
}

/** A column with personal data, and how it leads to a person. */
export interface PersonalColumn {
  readonly table: MarkedTable
  readonly column: string
  readonly kind: PersonalKind
  readonly lead: Lead
  /** Whether a person whom it leads to is whom the whole row is of, so that what leads to nobody by itself is theirs. */
  readonly owns: boolean
}

/** The marks of a table in the order of its columns' names: where they are written says nothing. */
export const inOrder = (marks: Readonly<Record<string, PersonalKind | null>>) =>
  Object.entries(marks).toSorted(([one], [other]) => (one < other ? -1 : 1))

/** The columns of a marked table that hold personal data. */
export function personalColumns(table: MarkedTable): PersonalColumn[] {
  const marks: Readonly<Record<string, PersonalKind | null>> = marked[table]
  const own: Readonly<Record<string, Lead | undefined>> = exceptions[table] ?? {}
  return inOrder(marks).flatMap(([column, kind]) => {
    if (kind === null) return []
    const { lead, owns } = byKind[kind]
    const said = own[column]
    return [{ table, column, kind, lead: said === undefined ? lead : said, owns }]
  })
}

/** The tables that hold personal data, the audit trail beside them: that is read by `trail.ts`. */
export const personalTables: readonly MarkedTable[] = (Object.keys(marked) as MarkedTable[])
  .toSorted()
  .filter((table) => table !== 'audit' && table !== 'change' && table !== 'personKey')
export type { MarkedTable }
