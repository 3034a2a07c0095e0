/** The wish to stop, as the signals of the operating system (SIGINT, SIGTERM, SIGHUP) tell it. */
export interface StopSignals {
  /** Aborted by the first of them. */
  readonly stop: AbortSignal
  /** Aborted by one that comes later than a second after the first: somebody does not want to wait for requests under way. */
  readonly hurry: AbortSignal
}

/** `npm start` passes on what the terminal has sent to us already: two signals within a second are one wish. */
const oneWish = 1000

export const wasStopped = 'đã dừng theo yêu cầu / stopped as asked'

let listening: StopSignals | null = null

/**
 * From the first call on a signal ends nothing by itself: whoever asked stops what it started, however many signals come, so
 * that no database server is left behind.
 */
export function stopSignals(): StopSignals {
  if (listening !== null) return listening
  const stop = new AbortController()
  const hurry = new AbortController()
  let first = Number.POSITIVE_INFINITY
  const heard = () => {
    if (stop.signal.aborted && Date.now() - first > oneWish) hurry.abort()
    if (!stop.signal.aborted) first = Date.now()
    stop.abort(new Error(wasStopped))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, heard)
  if (process.env.npm_lifecycle_event !== undefined) watchParent(heard)
  // A terminal that was closed, or a pipe that nobody reads any more, must not end the program before it has stopped its server.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  listening = { stop: stop.signal, hurry: hurry.signal }
  return listening
}

/** npm puts a shell between itself and us, and a signal that ends the shell goes no further: who has lost its parent is to stop too. */
function watchParent(onLost: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onLost()
  }, 250)
  timer.unref()
}
