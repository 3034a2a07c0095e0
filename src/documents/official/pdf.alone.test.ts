import { expect, it, vi } from 'vitest'

it('on a machine without the typesetter, PDF is answered 501 with the way out: the DOCX', async () => {
  vi.doMock('@myriaddreamin/typst-ts-node-compiler', () => {
    throw new Error('Cannot find native binding')
  })
  const { officialPdf } = await import('./pdf.ts')
  const report = {
    issuer: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
    number: '12',
    symbol: 'BC-SKHCN',
    place: 'Sóc Trăng',
    date: '2025-11-28',
    kind: 'BÁO CÁO',
    subject: 'Kết quả',
    blocks: [],
    recipients: [],
    signature: { authority: ['GIÁM ĐỐC'], name: '' },
    writtenAt: '2025-11-28T00:00:00Z',
  } as const
  await expect(officialPdf(report)).rejects.toMatchObject({
    name: 'Problem',
    status: 501,
    words: { vi: expect.stringContaining('DOCX'), en: expect.stringContaining('DOCX') },
  })
})
