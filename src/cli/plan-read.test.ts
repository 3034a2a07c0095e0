import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { planSchema } from '../plan-reader/index.ts'
import { Problem } from '../platform/problem.ts'
import { planReadCommand } from './plan-read.ts'

const plan181 = fileURLToPath(new URL('../../data/plans/plan-181.md', import.meta.url))

async function run(...words: string[]): Promise<string> {
  let out = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    out += String(part)
    return true
  })
  try {
    await planReadCommand().parseAsync(words, { from: 'user' })
  } finally {
    write.mockRestore()
  }
  return out
}

describe('nscl plan read', () => {
  it('tells an officer what is in the plan, what differs and on which line', async () => {
    const out = await run(plan181)
    expect(out).toContain('181/KH-UBND')
    expect(out).toContain('ít nhất 10 lượt doanh nghiệp')
    expect(out).toContain('Tổng: 2.662')
    expect(out).toContain('lưu ý, dòng 145: Đoạn kết ghi thời gian')
    expect(out).toContain('dòng 147: *TL*')
  })

  it('says it in English too', async () => {
    const out = await run(plan181, '--lang', 'en')
    expect(out).toContain('Budget (million đồng)')
    expect(out).toContain('Total: 2,662')
  })

  it('writes the whole as JSON of the published schema', async () => {
    const json: unknown = JSON.parse(await run(plan181, '--json'))
    expect(planSchema.parse(json).budget?.total).toBe(2_662_000_000)
  })

  it('names a file that cannot be read', async () => {
    await expect(run('/khong/co.docx')).rejects.toThrow(Problem)
    await expect(run('/khong/co.docx')).rejects.toThrow('/khong/co.docx')
  })
})
