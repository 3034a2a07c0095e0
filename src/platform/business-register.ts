import { z } from 'zod'
import type { BusinessRegisterSettings } from './config.ts'
import { words } from './language.ts'
import { Problem } from './problem.ts'

/*
 * The adapter to the national business register: a gateway of the province that answers `GET {url}/{taxCode}` with JSON. Off unless the
 * operator names it; whatever it answers is a proposal that a person reads before it is sent.
 */

const Answer = z.object({
  taxCode: z.string(),
  name: z.string().trim().min(1).max(300),
  address: z.string().trim().min(1).max(500),
  representative: z.string().trim().max(200).nullish(),
})

/** What the register says of an enterprise; null: it has none under this tax code. */
export type RegisterEntry = {
  readonly name: string
  readonly address: string
  readonly representative: string | null
} | null

/** Asks the register. @throws Problem 503 when it does not answer in time, or with something else */
export type BusinessRegister = (taxCode: string) => Promise<RegisterEntry>

/** Bytes of an answer: what is longer is none. */
const longestAnswer = 64 * 1024

const silent = () =>
  new Problem(
    'businessRegister.silent',
    503,
    words(
      'Cơ sở dữ liệu đăng ký doanh nghiệp không trả lời được lúc này. Xin tự điền tên và địa chỉ.',
      'The business register does not answer now. Please type name and address yourself.',
    ),
  )

/** @param patience milliseconds to wait for its answer */
export function openBusinessRegister(
  settings: BusinessRegisterSettings | null,
  patience = 5000,
): BusinessRegister | null {
  if (settings === null) return null
  const { url, token } = settings
  return async (taxCode) => {
    try {
      const response = await fetch(`${url.replace(/\/$/, '')}/${encodeURIComponent(taxCode)}`, {
        headers: {
          accept: 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        // A register that sends us elsewhere is another one.
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      })
      if (response.status === 404) {
        await response.body?.cancel()
        return null
      }
      if (!response.ok) throw new Error(`HTTP ${response.status}`)
      const { name, address, representative, taxCode: answered } = Answer.parse(await shortJson(response))
      if (answered !== taxCode) throw new Error('of another tax code')
      return { name, address, representative: representative || null }
    } catch {
      throw silent()
    }
  }
}

/** The body as JSON, read no further than an answer is long. */
async function shortJson({ body }: Response): Promise<unknown> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    length += part.byteLength
    if (length > longestAnswer) throw new Error('too long')
    parts.push(part)
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'))
}
