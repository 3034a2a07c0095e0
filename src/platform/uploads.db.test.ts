import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testSystem } from '../testing/system.ts'
import { describeFile, uploadFile } from './uploads.ts'

const { system, as } = await testSystem()
const coordinator = await as('coordinator')

/** Signs that nobody sees: marks of direction, zero-width ones, soft hyphens, control characters. */
const unseen = fc.constantFrom(
  '\u202e',
  '\u202d',
  '\u2066',
  '\u2069',
  '\u200e',
  '\u200b',
  '\u00ad',
  '\ufeff',
  '\u0007',
  '\u061c',
)

test('a file’s name holds no sign that nobody sees, in the list, in the audit trail and as it is handed out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(unseen, fc.constantFrom('bao', 'cáo', ' ', 'fdp'))), async (parts) => {
      const bytes = new TextEncoder().encode(`a,b\n${Math.random()}`)
      const file = await coordinator.run(uploadFile, { name: `x${parts.join('')}.csv`, bytes })
      const { input } = await system.db
        .selectFrom('audit')
        .select('input')
        .where('command', '=', 'files.upload')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      const shown = await coordinator.run(describeFile, { id: file.id })
      for (const text of [file.name, shown.name, input]) expect(text).not.toMatch(/[\p{Cf}\p{Cc}]/u)
      expect(file.name).toMatch(/^x.*\.csv$/)
    }),
    { numRuns: 25 },
  )
})

test('a name that was kept with such signs before is shown without them', async () => {
  const { sha256, size } = await system.files.write(new TextEncoder().encode('a,b'))
  const { id } = await system.db
    .insertInto('file')
    .values({ sha256, name: 'hoa-don\u202efdp.csv', mime: 'text/csv', size: BigInt(size) })
    .returning('id')
    .executeTakeFirstOrThrow()
  expect((await coordinator.run(describeFile, { id })).name).toBe('hoa-donfdp.csv')
})

test('a photograph is kept without where it was taken, unless that is asked for; its picture stays as it was', async () => {
  const place = [...Buffer.from('Exif\0\0GPS 9.60 105.97 Kế Sách')]
  const picture = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0x34, 0xff, 0xd9]
  const bytes = Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, place.length + 2, ...place, ...picture])
  const kept = async (more: object) => {
    const { sha256 } = await coordinator.run(uploadFile, { name: 'xuong.jpg', bytes, ...more })
    return new Uint8Array(await system.files.read(sha256))
  }
  expect(await kept({})).toEqual(Uint8Array.from([0xff, 0xd8, ...picture]))
  expect(await kept({ keepPlace: 'true' })).toEqual(bytes)
  await expect(
    coordinator.run(uploadFile, { name: 'cat.jpg', bytes: bytes.subarray(0, 20) }),
  ).rejects.toMatchObject({ code: 'files.refused' })
})
