/**
 * The longest that this thread computed without letting others have their turn while `work` was done, in milliseconds of its own
 * computing: what other programs of the machine take does not count.
 */
export async function longestTurn(work: Promise<unknown>): Promise<number> {
  let [longest, last, done] = [0, computed(), false]
  const end = work
    .catch(() => undefined)
    .then(() => {
      done = true
    })
  while (!done) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    const now = computed()
    longest = Math.max(longest, now - last)
    last = now
  }
  await end
  return longest
}

function computed(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
