/** The work, unless the signal comes first. @throws the signal's reason then; how the work ends later concerns nobody */
export async function unlessStopped<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (signal === undefined) return await work
  work.catch(() => {})
  const stopped = aborted(signal).then((): never => {
    throw signal.reason
  })
  return await Promise.race([work, stopped])
}

/** Resolves when the signal comes. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
