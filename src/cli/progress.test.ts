import { expect, test, vi } from 'vitest'
import { showProgress } from './progress.ts'

test('where there is no terminal a line tells at once, and every few seconds, how far the work has come', () => {
  vi.useFakeTimers()
  try {
    let text = ''
    const write = (part: string | Uint8Array) => {
      text += part
      return true
    }
    const to = { isTTY: false, write }
    const progress = showProgress('Kiểm tra', to)
    expect(text).toBe('Kiểm tra: 0 % (0 s)\n')
    progress.update(0.126)
    vi.advanceTimersByTime(5000)
    progress.update(0.999)
    vi.advanceTimersByTime(10_000)
    progress.stop()
    vi.advanceTimersByTime(60_000)
    expect(text.split('\n')).toEqual([
      'Kiểm tra: 0 % (0 s)',
      'Kiểm tra: 12 % (5 s)',
      'Kiểm tra: 99 % (10 s)',
      'Kiểm tra: 99 % (15 s)',
      '',
    ])
  } finally {
    vi.useRealTimers()
  }
})
