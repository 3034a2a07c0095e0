import { expect, it, vi } from 'vitest'

it('on a machine without the typesetter, PDF is answered 501 with the way out: the DOCX', async () => {
  vi.doMock('@myriaddreamin/typst-ts-node-compiler', () => {
    throw new Error('Cannot find native binding')
  })
  const { typeset } = await import('./typesetter.ts')
  await expect(typeset('{}')).rejects.toMatchObject({
    name: 'Problem',
    status: 501,
    words: { vi: expect.stringContaining('DOCX'), en: expect.stringContaining('DOCX') },
  })
})
