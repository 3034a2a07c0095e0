import { expect, test } from 'vitest'
import { asSample } from '../platform/sample.ts'
import { keptDocument } from './kept.ts'

/** A writer that counts how often it was asked, and writes when it is let. */
function writer(size = 10) {
  let [times, go] = [0, () => {}]
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  const write = async () => {
    times += 1
    await gate
    return new Uint8Array(size).fill(times)
  }
  return { write, go, times: () => times }
}

test('a document that six ask for at once is written once', async () => {
  const { write, go, times } = writer()
  const asked = Array.from({ length: 6 }, () => keptDocument('six', { a: 1n }, write))
  go()
  const [first, ...others] = await Promise.all(asked)
  expect(others.every((bytes) => bytes === first)).toBe(true)
  expect(await keptDocument('six', { a: 1n }, write)).toBe(first)
  expect(times()).toBe(1)
})

test('one whose content has changed is written anew, and what it superseded is gone', async () => {
  const { write, go, times } = writer()
  go()
  await keptDocument('changed', 1, write)
  await keptDocument('changed', 2, write)
  expect(times()).toBe(2)
  await keptDocument('changed', 1, write)
  expect(times()).toBe(3)
})

test('a document of sample data, which bears its mark, is another', async () => {
  const { write, go, times } = writer()
  go()
  await keptDocument('marked', 1, write)
  await asSample(true, () => keptDocument('marked', 1, write))
  expect(times()).toBe(2)
})

test('a failure is not kept', async () => {
  await expect(keptDocument('failed', 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  const { write, go } = writer()
  go()
  expect(await keptDocument('failed', 1, write)).toHaveLength(10)
})

test('the documents asked for longest ago make room for others', async () => {
  const large = 20 * 1024 * 1024
  const writers = [writer(large), writer(large), writer(large)]
  for (const [at, { write, go }] of writers.entries()) {
    go()
    await keptDocument(`large ${at}`, 1, write)
    await keptDocument('large 0', 1, writers[0]?.write ?? write)
  }
  await keptDocument('large 0', 1, writers[0]?.write ?? writer().write)
  await keptDocument('large 1', 1, writers[1]?.write ?? writer().write)
  expect(writers.map(({ times }) => times())).toEqual([1, 2, 1])
})
