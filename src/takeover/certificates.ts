import { z } from 'zod'
import { taxCode } from '../enterprises/index.ts'
import { keysByWords, quotedNames } from '../imports/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import {
  type CertificateKind,
  certificateFields,
  certificateKinds,
  factKindOf,
  isProductKind,
  mayCertify,
  takeOverCertificate,
  turnStates,
} from '../support/index.ts'
import { certificateColumns } from './columns.ts'
import {
  applicationsOf,
  type LinkedApplication,
  mark,
  numberKey,
  otherEnterprise,
  recordsOf,
  reportedAlready,
  reportedYears,
  unknownApplication,
} from './links.ts'
import { changedSince, retractFacts, standingOn } from './standing.ts'
import { faults, type Line, type Made, needed, notYet, step, type Verdict } from './step.ts'

const { kind: _kind, productId: _product, number, fileId: _sheet, ...certificate } = certificateFields.input
const Row = z.object({
  applicationNumber: text(100),
  taxCode: taxCode(),
  certificateKind: text(200),
  product: optionalText(200),
  certificateNumber: number,
  ...certificate,
})
type Row = z.output<typeof Row>

interface Found {
  readonly application: LinkedApplication
  readonly kind: CertificateKind
  /** Its year has its certificates by an old report. */
  readonly reported: boolean
}

const kindSaid = keysByWords(certificateKinds)
const listed = quotedNames(certificateKinds)

const paper = (body: string, number: string, product: string | null) =>
  [numberKey(body), numberKey(number), numberKey(product ?? '')].join('|')

/** The certificates in force that have one of these numbers. */
async function recorded(db: Db, numbers: readonly string[]) {
  if (numbers.length === 0) return new Map<string, { id: number; turnId: number }>()
  const rows = await db
    .selectFrom('certificate as k')
    .leftJoin('product as p', 'p.id', 'k.productId')
    .select(['k.id', 'k.turnId', 'k.body', 'k.number', 'p.name as product'])
    .where('k.number', 'in', [...new Set(numbers)])
    .where('k.withdrawnOn', 'is', null)
    .execute()
  return new Map(rows.map((row) => [paper(row.body, row.number, row.product), row]))
}

interface Known {
  readonly today: string
  readonly applications: Awaited<ReturnType<typeof applicationsOf>>
  readonly there: Awaited<ReturnType<typeof recorded>>
  readonly reported: ReadonlyMap<string, ReadonlyMap<number, number>>
  readonly above: Map<string, number>
}

/** Whether the application has a turn that a certificate can come of. */
function judgeTurn(
  row: Row,
  application: LinkedApplication | undefined,
  { wrong }: ReturnType<typeof faults>,
) {
  if (application === undefined) return wrong('applicationNumber', unknownApplication)
  if (application.taxCode !== row.taxCode) wrong('taxCode', otherEnterprise(application))
  const { turnState, turnDecidedOn } = application
  if (turnState === null) {
    wrong(
      'applicationNumber',
      words('Hồ sơ này chưa tiếp nhận lượt hỗ trợ.', 'The turn of that application was not taken over.'),
    )
  } else if (!mayCertify(turnState)) {
    const state = turnStates.names[turnState]
    wrong(
      'applicationNumber',
      words(
        `Lượt của hồ sơ này “${state.vi}” nên không có chứng nhận.`,
        `Its turn is “${state.en}”: no certificate comes of it.`,
      ),
    )
  }
  if (turnDecidedOn !== null && row.issuedOn < turnDecidedOn) {
    const on = formatDate(turnDecidedOn)
    wrong(
      'issuedOn',
      words(`Không được trước ngày quyết định hỗ trợ ${on}.`, `Not before the decision of ${on}.`),
    )
  }
}

function judgeRow({ line, row }: Line<Row>, known: Known): Verdict<Found> {
  const { today, applications, there, above } = known
  const found = faults()
  const { wrong } = found
  const application = applications.get(numberKey(row.applicationNumber))
  const label = `${row.certificateNumber} · ${application?.enterprise ?? row.taxCode}`
  judgeTurn(row, application, found)
  const kind = kindSaid(row.certificateKind)
  if (kind === undefined)
    wrong('certificateKind', words(`Xin ghi một trong: ${listed.vi}.`, `Please write one of: ${listed.en}.`))
  else if (isProductKind(kind) && row.product === undefined) wrong('product', needed)
  else if (!isProductKind(kind) && row.product !== undefined)
    wrong(
      'product',
      words('Chứng nhận hệ thống không ghi sản phẩm.', 'A system certificate names no product.'),
    )
  if (row.issuedOn > today) wrong('issuedOn', notYet)
  if (row.expiresOn !== undefined && row.expiresOn < row.issuedOn)
    wrong('expiresOn', words('Ngày hết hạn không được trước ngày cấp.', 'It cannot expire before its issue.'))
  const key = paper(row.body, row.certificateNumber, row.product ?? null)
  const twice = above.get(key)
  if (twice !== undefined)
    wrong(
      'certificateNumber',
      words(`Chứng nhận này đã có ở dòng ${twice}.`, `Row ${twice} has this certificate already.`),
    )
  above.set(key, twice ?? line)
  const earlier = there.get(key)
  if (earlier !== undefined && found.list.length === 0) {
    if (earlier.turnId === application?.turnId) {
      const said = words(
        `Chứng nhận này đã có (${earlier.id}); giữ nguyên.`,
        `This certificate is there (${earlier.id}); it stays.`,
      )
      return { outcome: 'same', label, found: null, problems: [{ column: 'certificateNumber', words: said }] }
    }
    wrong(
      'certificateNumber',
      words(
        `Số này của tổ chức đó đã ghi cho lượt hỗ trợ ${earlier.turnId}.`,
        `This number of that body is recorded for the turn ${earlier.turnId}.`,
      ),
    )
  }
  if (found.list.length > 0 || application === undefined || kind === undefined)
    return { outcome: 'error', label, found: null, problems: found.list }
  const quantity = known.reported.get(factKindOf(kind) ?? '')?.get(application.year)
  return {
    outcome: 'new',
    label,
    found: { application, kind, reported: quantity !== undefined },
    problems:
      quantity === undefined
        ? []
        : [{ column: 'certificateKind', words: reportedAlready(application.year, quantity) }],
  }
}

async function taken(db: Db, batchId: number) {
  const records = await recordsOf(db, batchId, 'certificate')
  if (records.length === 0) return []
  return db
    .selectFrom('certificate')
    .select(['id', 'number as name', 'withdrawnOn'])
    .where(
      'id',
      'in',
      records.map(({ recordId }) => recordId),
    )
    .orderBy('id')
    .execute()
}

/** The products that a batch made, and how many certificates of others name each. */
async function productsOf(db: Db, batchId: number) {
  const records = await recordsOf(db, batchId, 'product')
  if (records.length === 0) return []
  const own = (await taken(db, batchId)).map(({ id }) => id)
  return db
    .selectFrom('product as p')
    .leftJoin('certificate as k', (join) =>
      own.length === 0
        ? join.onRef('k.productId', '=', 'p.id')
        : join.onRef('k.productId', '=', 'p.id').on('k.id', 'not in', own),
    )
    .select(['p.id', 'p.name', ({ fn }) => fn.min('k.number').as('other')])
    .where(
      'p.id',
      'in',
      records.map(({ recordId }) => recordId),
    )
    .groupBy('p.id')
    .orderBy('p.id')
    .execute()
}

export const certificates = step({
  key: 'certificates',
  name: words('Chứng nhận', 'Certificates'),
  needs: words(
    'Cần lượt hỗ trợ. Chứng nhận sản phẩm, và chứng nhận hệ thống của lượt hoàn thành, được tính vào chỉ tiêu.',
    'Needs the turns. Certificates of products, and of systems of finished turns, count for their targets.',
  ),
  columns: ['applicationNumber', 'taxCode', ...certificateColumns],
  headings: ['applicationNumber', 'certificateNumber', 'body'],
  row: Row,
  takenBy: ['coordinator'],
  approvedBy: ['coordinator', 'leader'],
  async judge({ db, today }, plan, lines) {
    const rows = lines.map(({ row }) => row)
    const kinds = ['certificate.system', 'certificate.product'] as const
    const known: Known = {
      today,
      applications: await applicationsOf(
        db,
        plan.id,
        rows.map((row) => row.applicationNumber),
      ),
      there: await recorded(
        db,
        rows.map((row) => row.certificateNumber),
      ),
      reported: new Map(
        await Promise.all(kinds.map(async (kind) => [kind, await reportedYears(db, plan.id, kind)] as const)),
      ),
      above: new Map(),
    }
    return lines.map((line) => judgeRow(line, known))
  },
  async write({ db }, batch, rows) {
    const made: Made[] = []
    const products: Made[] = []
    for (const { line, row, found } of rows) {
      const { turnId, turnState, year, enterpriseId, enterprise } = found.application
      if (turnId === null || turnState === null)
        throw new Error(`Application ${found.application.id} has no turn`)
      const { certificateId, newProductId } = await takeOverCertificate(
        db,
        {
          turn: {
            id: turnId,
            planId: batch.plan.id,
            year,
            enterpriseId,
            enterpriseName: enterprise,
            state: turnState,
          },
          product: row.product ?? null,
          ...certificateFields.values({
            ...row,
            kind: found.kind,
            number: row.certificateNumber,
            fileId: batch.file.id,
          }),
        },
        !found.reported,
      )
      made.push({ recordId: certificateId, line, number: row.certificateNumber })
      if (newProductId !== null) products.push({ recordId: newProductId, line, number: null })
    }
    await mark(db, batch, 'certificate', made)
    await mark(db, batch, 'product', products)
  },
  async standing({ db }, batchId) {
    const found = await taken(db, batchId)
    const products = await productsOf(db, batchId)
    const changed = found.filter(({ withdrawnOn }) => withdrawnOn !== null)
    const on = await standingOn(db, 'certificate', found)
    const onProducts = await standingOn(db, 'product', products, ['certificate'])
    return [
      ...changed.map(({ name }) => changedSince(name)),
      ...products.flatMap(({ name, other }) =>
        other === null ? [] : [words(`${name}: chứng nhận ${other}`, `${name}: certificate ${other}`)],
      ),
      ...[...on, ...onProducts].map(({ said }) => said),
    ]
  },
  async undo({ db }, batch, reason) {
    const ids = (await taken(db, batch.id)).map(({ id }) => id)
    const products = (await productsOf(db, batch.id)).map(({ id }) => id)
    await retractFacts(db, 'certificate', ids, reason)
    if (ids.length > 0) await db.deleteFrom('certificate').where('id', 'in', ids).execute()
    if (products.length > 0) await db.deleteFrom('product').where('id', 'in', products).execute()
  },
})
