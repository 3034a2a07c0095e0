import { z } from 'zod'
import { readSignatures } from '../documents/read/apart.ts'
import type { SignatureFound } from '../documents/signature/check.ts'
import type { Db } from '../platform/database.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { states } from '../platform/states.ts'

/* The signed scan or digitally signed PDF that comes back to a record: checked as it comes in, kept with what was found. */

/** How the certificate of a signature stands to the authorities that are loaded. */
export const chainStates = states({
  trusted: {
    vi: 'Chứng thư của tổ chức được tin',
    en: 'Certificate of a trusted authority',
    tone: 'success',
  },
  expired: {
    vi: 'Chứng thư hết hạn hoặc chưa có hiệu lực khi ký',
    en: 'The certificate was not valid when it was signed',
    tone: 'warning',
  },
  unknown: {
    vi: 'Chứng thư không dẫn đến tổ chức nào được tin',
    en: 'The certificate leads to no trusted authority',
    tone: 'warning',
  },
  unchecked: {
    vi: 'Chưa kiểm tra chứng thư: chưa nạp tổ chức chứng thực nào',
    en: 'Certificate not checked: no authority is loaded',
    tone: 'warning',
  },
})

const SignatureRow = z.object({
  signer: z.string(),
  issuer: z.string(),
  serial: z.string(),
  /** As the signer's own clock said. */
  signedAt: z.string().nullable(),
  chain: chainStates.schema,
  intact: z.boolean(),
  whole: z.boolean(),
})

/** The paper that came back to a record, as its page shows it. */
export const SignedPaperRow = z.object({
  file: z.object({ id: z.int(), name: z.string() }),
  receivedOn: z.iso.date(),
  /** None: a scan, whose signatures nobody but the eye can check. */
  signatures: z.array(SignatureRow),
})
export type SignedPaper = z.infer<typeof SignedPaperRow>

/** A file whose signatures were looked at. */
export interface CheckedPaper {
  readonly fileId: number
  readonly signatures: readonly SignatureFound[]
  readonly roots: number
}

const taken = ['application/pdf', 'image/png', 'image/jpeg', 'image/webp']

/**
 * Looks at a file that came back signed; it takes a while and locks nothing: `prepare` of a command does it.
 * @throws Problem 404, 409 for a file that is gone; 422 for another kind, or one that was changed after it was signed
 */
export async function checkSignedPaper(context: Context, fileId: number): Promise<CheckedPaper> {
  const file = await evidence(context, fileId)
  if (!taken.includes(file.mime))
    throw invalidField(
      'fileId',
      words('Bản ký là tệp PDF hoặc ảnh chụp, quét.', 'A signed paper is a PDF or a picture.'),
    )
  if (file.mime !== 'application/pdf') return { fileId, signatures: [], roots: 0 }
  await context.files.settled(file.sha256)
  const rows = await context.db
    .selectFrom('signatureRoot')
    .select('der')
    .where('removedOn', 'is', null)
    .execute()
  const signatures = await readSignatures(await context.files.read(file.sha256), {
    trusted: rows.map(({ der }) => new Uint8Array(der)),
    now: context.now,
  })
  if (signatures.some(({ intact }) => !intact))
    throw invalidField(
      'fileId',
      words(
        'Chữ ký số không đúng: tệp đã bị sửa sau khi ký, hoặc chữ ký hỏng.',
        'A digital signature does not hold: the file was changed after it was signed, or the signature is damaged.',
      ),
    )
  if (signatures.at(-1)?.whole === false)
    throw invalidField(
      'fileId',
      words(
        'Sau chữ ký số cuối cùng, tệp còn được thêm nội dung không ai ký.',
        'Something was added to the file after the last signature, and nobody signed it.',
      ),
    )
  return { fileId, signatures, roots: rows.length }
}

/** Keeps a checked paper with its record. @param record as the audit trail files it: `application_decision:7` */
export async function keepSignedPaper(
  { db, today }: Pick<Context, 'db' | 'today'>,
  record: string,
  { fileId, signatures, roots }: CheckedPaper,
): Promise<void> {
  await db
    .insertInto('signedPaper')
    .values({ record, fileId, roots, receivedOn: today, signatures: JSON.stringify(signatures) })
    .execute()
}

/** The paper that came back to a record last. */
export async function signedPaperOf(db: Db, record: string): Promise<SignedPaper | null> {
  const row = await db
    .selectFrom('signedPaper as s')
    .innerJoin('file as f', 'f.id', 's.fileId')
    .select(['s.fileId', 'f.name', 's.receivedOn', 's.signatures'])
    .where('s.record', '=', record)
    .orderBy('s.id', 'desc')
    .executeTakeFirst()
  if (row === undefined) return null
  const { fileId, name, receivedOn, signatures } = row
  return { file: { id: fileId, name }, receivedOn, signatures: z.array(SignatureRow).parse(signatures) }
}
