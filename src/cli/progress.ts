import { SingleBar } from 'cli-progress'

/** Tells how far a long piece of work has come. */
export interface Progress {
  /** @param share what is done, 0 to 1 */
  update(share: number): void
  stop(): void
}

/** Milliseconds between two lines where there is no terminal. */
const every = 5000

/**
 * Progress on standard error: a bar in a terminal, elsewhere (a log, a service) a line at once and every five seconds, so that a
 * long run is known to live.
 * @param label what is being done
 * @param to where the lines go
 */
export function showProgress(
  label: string,
  to: Pick<NodeJS.WriteStream, 'write' | 'isTTY'> = process.stderr,
  interval = every,
): Progress {
  if (to.isTTY) {
    const bar = new SingleBar({ format: `${label} {bar} {percentage}%` })
    bar.start(100, 0)
    return { update: (share) => bar.update(Math.round(share * 100)), stop: () => bar.stop() }
  }
  const began = Date.now()
  let done = 0
  const tell = () => {
    const seconds = Math.round((Date.now() - began) / 1000)
    to.write(`${label}: ${Math.floor(done * 100)} % (${seconds} s)\n`)
  }
  tell()
  const timer = setInterval(tell, interval)
  timer.unref()
  return {
    update(share) {
      done = share
    },
    stop: () => clearInterval(timer),
  }
}
