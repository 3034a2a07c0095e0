import { createHmac } from 'node:crypto'

/**
 * The signature of a body: `t=…,v1=…`, where v1 is the HMAC-SHA-256 of `t.body` under the shared secret. The gate recomputes it and
 * refuses what is older than a few minutes. Pure. @param at seconds since 1970
 */
export function signature(secret: string, at: number, body: string): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}

/**
 * Hands a body to the gate of the province (Zalo, SMS …), signed.
 * @param patience milliseconds to wait for its answer
 * @throws Error when it does not answer with 2xx in that time; a redirect is not followed
 */
export async function handToGate(
  { url, secret }: { readonly url: string; readonly secret: string },
  body: string,
  now: Date,
  patience = 10_000,
): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'X-Nscl-Signature': signature(secret, Math.floor(now.getTime() / 1000), body),
    },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  return `HTTP ${answer.status}`
}
