import { expect, it } from 'vitest'
import { activePlan } from '../plan/index.ts'
import { testSystem } from '../testing/system.ts'
import { planDifferencesIn } from './check.ts'
import { planFile } from './queries.ts'

const { system, as } = await testSystem()

it('anyone takes the plan in force as a document, a PDF and a workbook that give its data back', async () => {
  const someone = await as('public')
  const { id } = await activePlan({ db: system.db, planId: null })
  for (const format of ['docx', 'pdf', 'xlsx']) {
    const file = await someone.run(planFile, { format })
    expect(file.name).toBe(`ke-hoach-181-kh-ubnd-soc-trang.${format}`)
    const bytes = Buffer.from(file.base64, 'base64')
    expect(await planDifferencesIn(system.db, id, file.name, bytes)).toEqual([])
  }
})

it('a plan that has not changed is the same file again; a changed name of an agency is in the next one', async () => {
  const someone = await as('public')
  const first = await someone.run(planFile, { format: 'docx' })
  expect((await someone.run(planFile, { format: 'docx' })).sha256).toBe(first.sha256)
  const { id, document } = await system.db
    .selectFrom('plan')
    .select(['id', 'document'])
    .executeTakeFirstOrThrow()
  const changed = JSON.stringify(document).replace('Sở Khoa học và Công nghệ', 'Sở Khoa học')
  await system.db.updateTable('plan').set({ document: changed }).where('id', '=', id).execute()
  expect((await someone.run(planFile, { format: 'docx' })).sha256).not.toBe(first.sha256)
  await system.db
    .updateTable('plan')
    .set({ document: JSON.stringify(document) })
    .where('id', '=', id)
    .execute()
  expect((await someone.run(planFile, { format: 'docx' })).sha256).toBe(first.sha256)
})

it('a kind of file that there is not is refused', async () => {
  const someone = await as('public')
  await expect(someone.run(planFile, { format: 'odt' })).rejects.toMatchObject({ status: 422 })
})
