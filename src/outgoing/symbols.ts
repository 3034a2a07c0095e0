import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, optionalText, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { notFound, staleRecord } from '../platform/problem.ts'
import { states } from '../platform/states.ts'

/*
 * What stands before the body in the symbol of a document: rows, since the appendix of Decree 30/2020/NĐ-CP may change and does not name
 * every kind that the program writes.
 */

/** The kinds of document whose symbol the program writes. */
export const symbolKinds = states({
  decision: words('Quyết định', 'Decision'),
  letter: words('Thông báo', 'Notice'),
  contract: words('Hợp đồng', 'Contract'),
  invitation: words('Giấy mời', 'Invitation'),
  report: words('Báo cáo', 'Report'),
  minutes: words('Biên bản', 'Minutes'),
  estimate: words('Dự toán', 'Estimate'),
})
export type SymbolKind = (typeof symbolKinds.keys)[number]

/** The symbol of a kind of document of a body: `QĐ-SKHCN`. @param body what stands for the body */
export async function symbolOf(db: Db, kind: SymbolKind, body: string): Promise<string> {
  const { abbreviation } = await db
    .selectFrom('documentSymbol')
    .select('abbreviation')
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return `${abbreviation}-${body}`
}

/** A kind of document as data/document-symbols.json has it. */
export const SymbolData = z.object({
  kind: symbolKinds.schema,
  abbreviation: z.string().min(1),
  source: z.string().nullable(),
})

/** Adds the kinds of data/document-symbols.json that are not there yet: what an office has changed stays. */
export async function updateSymbols(db: Db, symbols: readonly z.infer<typeof SymbolData>[]): Promise<void> {
  await db
    .insertInto('documentSymbol')
    .values([...symbols])
    .onConflict((there) => there.doNothing())
    .execute()
}

const SymbolRow = z.object({
  kind: symbolKinds.schema,
  abbreviation: z.string(),
  /** Where it is said; null where nothing says it. */
  source: z.string().nullable(),
  version: z.int(),
})

/** What stands in the symbols of documents. */
export const listSymbols = query({
  name: 'outgoing.symbols',
  summary: words('Ký hiệu loại văn bản', 'Symbols of the kinds of document'),
  route: 'GET /document-symbols',
  input: z.object({}),
  output: z.object({ rows: z.array(SymbolRow) }),
  may: officers,
  async run({ db }) {
    const rows = await db
      .selectFrom('documentSymbol')
      .select(['kind', 'abbreviation', 'source', 'version'])
      .execute()
    const place = (kind: SymbolKind) => symbolKinds.keys.indexOf(kind)
    return { rows: rows.toSorted((a, b) => place(a.kind) - place(b.kind)) }
  },
})

/** Says what stands in the symbol of a kind of document from now on; documents that are out keep theirs. */
export const changeSymbol = command({
  name: 'outgoing.changeSymbol',
  summary: words('Sửa ký hiệu loại văn bản', 'Change the symbol of a kind of document'),
  route: 'PUT /document-symbols/{kind}',
  input: z.object({
    kind: choice(symbolKinds.keys),
    version: whole(1),
    abbreviation: text(10),
    source: optionalText(300),
  }),
  output: z.object({ kind: symbolKinds.schema, version: z.int() }),
  may: ['coordinator'],
  rules: [
    {
      of: ['abbreviation'],
      judge: ({ abbreviation }) =>
        /^\p{L}+$/u.test(abbreviation)
          ? null
          : {
              field: 'abbreviation',
              words: words(
                'Chỉ ghi chữ viết tắt, không có dấu cách, dấu gạch.',
                'Letters alone, without spaces or dashes.',
              ),
            },
    },
  ],
  subject: ({ kind }) => `document_symbol:${kind}`,
  async run({ db }, { kind, version, abbreviation, source = null }) {
    const row = await db
      .selectFrom('documentSymbol')
      .select('version')
      .where('kind', '=', kind)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('ký hiệu này', 'This symbol'))
    if (row.version !== version) throw staleRecord()
    await db
      .updateTable('documentSymbol')
      .set({ abbreviation, source, version: version + 1 })
      .where('kind', '=', kind)
      .execute()
    return { kind, version: version + 1 }
  },
})
