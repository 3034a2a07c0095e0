// What a phone keeps until it is sent: one after the other, again until there is an answer. Whatever is sent bears a name of its own, so that one whose
// answer was lost acts once.
const pause = 10000

export const post = (action, body) =>
  fetch(action, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual' })

/**
 * @param waiting what is to be sent, the first first
 * @param send sends one
 * @param answered takes one off, with what the server says of it
 * @param signedOut the session has ended: nothing is sent until somebody signs in
 * @returns sends what waits, now
 */
export function outbox({ waiting, send, answered, signedOut }) {
  let busy = false
  let timer
  async function flush() {
    clearTimeout(timer)
    if (busy) return
    busy = true
    try {
      for (const line of waiting()) {
        const answer = await send(line)
        if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) {
          signedOut()
          break
        }
        if (answer.status >= 500 || answer.status === 429) break
        await answered(line, await answer.json())
      }
    } catch {
      // no network, or an answer that was lost: the same line goes again
    } finally {
      busy = false
    }
    if (waiting().length > 0) timer = setTimeout(flush, pause)
  }
  window.addEventListener('online', flush)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') flush()
  })
  return flush
}
