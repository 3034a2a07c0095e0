import { z } from 'zod'
import { choice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, query } from '../platform/operation.ts'
import { markedFileName } from '../platform/sample.ts'
import { heldDocument, heldJson } from './document.ts'
import { type HeldOnPerson, heldOnPerson, myData } from './queries.ts'

const formats = {
  json: 'application/json',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const
type Format = keyof typeof formats
const formatKeys = Object.keys(formats) as [Format, ...Format[]]
const language = () => choice(['vi', 'en'] as const).default('vi')

const File = z.object({ name: z.string(), mime: z.string(), base64: z.string() })

async function fileOf(
  { db, today }: Context,
  held: HeldOnPerson,
  format: Format,
  spoken: 'vi' | 'en',
): Promise<z.infer<typeof File>> {
  const bytes =
    format === 'json'
      ? Buffer.from(heldJson(held))
      : Buffer.from(await heldDocument(held, { language: spoken, date: today, ...(await letterhead(db)) }))
  return {
    name: markedFileName(`du-lieu-ca-nhan-${today.replaceAll('-', '')}.${format}`),
    mime: formats[format],
    base64: bytes.toString('base64'),
  }
}

/** Who answers for the data, and where: the coordinator of the plan in force. */
async function letterhead(db: Context['db']): Promise<{ issuer: string; place: string }> {
  const coordinator = await db
    .selectFrom('agency')
    .select('name')
    .where('kind', '=', 'coordinator')
    .where('successorId', 'is', null)
    .orderBy('id')
    .executeTakeFirst()
  const plan = await db
    .selectFrom('plan')
    .select('province')
    .where('state', '=', 'active')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return { issuer: coordinator?.name ?? '', place: plan?.province ?? '' }
}

/** What is held on a person as a file: JSON for machines, DOCX to read. */
export const exportPerson = query({
  name: 'privacy.export',
  summary: words('Xuất dữ liệu của một người', "Export a person's data"),
  route: 'GET /persons/held/file',
  input: z.object({ ...heldOnPerson.input.shape, format: choice(formatKeys), language: language() }),
  output: File,
  may: heldOnPerson.may,
  proof: 'session',
  run: async (context, { q, format, language: spoken }) =>
    fileOf(context, await heldOnPerson.run(context, { q }), format, spoken),
})

/** The same for the person who asks. */
export const exportMyData = query({
  name: 'privacy.exportMine',
  summary: words('Tải dữ liệu của tôi', 'Download my data'),
  route: 'GET /persons/me/file',
  input: z.object({ format: choice(formatKeys), language: language() }),
  output: File,
  may: myData.may,
  proof: 'session',
  run: async (context, { format, language: spoken }) =>
    fileOf(context, await myData.run(context, {}), format, spoken),
})
