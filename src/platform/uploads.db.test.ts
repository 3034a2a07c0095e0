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
