import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { storeUpload } from '../platform/files.ts'
import { type TestSystem, testSystem } from '../testing/system.ts'
import { acceptDraft } from './accept.ts'
import { startAmendment } from './amendment.tsx'
import { createDraft, discardDraft, editDraft, readDraft } from './commands.ts'
import { emptyDraft } from './draft.ts'
import { listDrafts, showDraft } from './queries.ts'

const test = await testSystem()
const coordinator = await test.as('coordinator')
const signed = readFileSync(new URL('../../data/plans/plan-181.md', import.meta.url), 'utf8')

/** Plan 181 under another number, as somebody else's document. */
const other = (number: string) => signed.replace('181 /KH-UBND', `${number}/KH-UBND`)

async function upload(system: TestSystem['system'], name: string, text: string): Promise<number> {
  const file = await storeUpload(system.db, system.files, {
    name,
    bytes: new TextEncoder().encode(text),
    uploadedBy: coordinator.actor.userId,
    enterpriseId: null,
  })
  return file.id
}

describe('a signed document becomes a running programme', () => {
  it('is uploaded, corrected and accepted: targets, dated duties and budget lines are there', async () => {
    const fileId = await upload(test.system, 'ke-hoach-200.md', other('200'))
    const { id } = await coordinator.run(readDraft, { fileId })
    const draft = await coordinator.run(showDraft, { id })
    expect(draft).toMatchObject({
      kind: 'document',
      state: 'open',
      label: '200/KH-UBND',
      number: '200/KH-UBND',
      file: { id: fileId, name: 'ke-hoach-200.md' },
    })
    const { targets, objective, objectives, orientation } = draft.document
    const edited = await coordinator.run(editDraft, {
      id,
      version: draft.version,
      part: 'targets',
      content: {
        objective,
        objectives,
        orientation,
        targets: targets.map((target) =>
          target.indicator === 'experts' ? { ...target, minimum: 20, maximum: 20 } : target,
        ),
      },
    })
    const { planId } = await coordinator.run(acceptDraft, { id, version: edited.version })
    const plan = await test.system.db
      .selectFrom('plan')
      .selectAll()
      .where('id', '=', planId)
      .executeTakeFirstOrThrow()
    expect(plan).toMatchObject({
      number: '200/KH-UBND',
      state: 'active',
      issuedOn: '2024-11-18',
      startsOn: '2024-01-01',
      endsOn: '2025-12-31',
      fileId,
      sourceFile: 'ke-hoach-200.md',
    })
    expect(plan.sourceText).toContain('200/KH-UBND')
    const rows = await test.system.db
      .selectFrom('target as t')
      .innerJoin('indicator as i', 'i.id', 't.indicatorId')
      .select(['i.key', 't.minimum', 't.maximum', 't.bound'])
      .where('t.planId', '=', planId)
      .orderBy('t.ord')
      .execute()
    expect(rows.map(({ key, minimum, bound }) => [key, Number(minimum), bound])).toEqual([
      ['conferences', 2, 'exactly'],
      ['courses', 2, 'exactly'],
      ['experts', 20, 'about'],
      ['supportTurns', 18, 'exactly'],
      ['certifiedTurns', 10, 'atLeast'],
      ['certifiedProducts', 20, 'exactly'],
    ])
    const due = await test.system.db
      .selectFrom('dutyItem as i')
      .innerJoin('duty as d', 'd.id', 'i.dutyId')
      .select(['i.dueOn', 'i.dueBefore'])
      .where('d.planId', '=', planId)
      .where('d.code', '=', 'V.1.9')
      .orderBy('i.dueOn')
      .execute()
    expect(due).toEqual([
      { dueOn: '2024-11-30', dueBefore: true },
      { dueOn: '2025-11-30', dueBefore: true },
    ])
    const lines = await test.system.db
      .selectFrom('budgetLine')
      .select(['code', 'total'])
      .where('planId', '=', planId)
      .orderBy('ord')
      .execute()
    expect(lines).toHaveLength(13)
    expect(lines.find(({ code }) => code === 'IV')?.total).toBe(2_238_000_000n)
  })

  it('takes a pasted text as well, keeps it as evidence and tells what could not be placed', async () => {
    const { id } = await coordinator.run(readDraft, { text: other('201') })
    const draft = await coordinator.run(showDraft, { id })
    expect(draft.file?.name).toBe('van-ban-dan.txt')
    expect(draft.reading?.plan.unplaced.map(({ text, line }) => [text, line])).toEqual([
      ['*TL*', 147],
      ['*amb*', 158],
      ['*Khởi*', 166],
    ])
    const span = draft.reading?.spans['budget.lines.12.years.2025'] ?? { start: 0, end: 0 }
    expect(draft.document.budget.lines[12]?.code).toBe('V')
    expect(draft.source?.text.slice(span.start, span.end)).toBe('10')
  })

  it('refuses neither file nor text, and both', async () => {
    await expect(coordinator.run(readDraft, {})).rejects.toMatchObject({ status: 422 })
    const fileId = await upload(test.system, 'a.md', signed)
    await expect(coordinator.run(readDraft, { fileId, text: 'x' })).rejects.toMatchObject({ status: 422 })
  })

  it('accepts once what was sent twice', async () => {
    const { id } = await coordinator.run(readDraft, { text: other('202') })
    const once = crypto.randomUUID()
    const first = await coordinator.run(acceptDraft, { id, version: 1 }, once)
    const second = await coordinator.run(acceptDraft, { id, version: 1 }, once)
    expect(second).toEqual(first)
    await expect(coordinator.run(acceptDraft, { id, version: 2 })).rejects.toMatchObject({
      status: 409,
      code: 'drafts.closed',
    })
    const { n } = await test.system.db
      .selectFrom('plan')
      .select((on) => on.fn.countAll<number>().as('n'))
      .where('number', '=', '202/KH-UBND')
      .executeTakeFirstOrThrow()
    expect(Number(n)).toBe(1)
  })

  it('refuses a number that is taken', async () => {
    const { id } = await coordinator.run(readDraft, { text: signed })
    await expect(coordinator.run(acceptDraft, { id, version: 1 })).rejects.toMatchObject({
      status: 422,
      fields: [{ field: 'number' }],
    })
  })

  it('puts the new plan in the place of the old one when asked to', async () => {
    const first = await coordinator.run(readDraft, { text: other('203') })
    const { planId: old } = await coordinator.run(acceptDraft, { id: first.id, version: 1 })
    const second = await coordinator.run(readDraft, { text: other('204') })
    const { planId } = await coordinator.run(acceptDraft, {
      id: second.id,
      version: 1,
      replacesPlanId: String(old),
    })
    const row = await test.system.db
      .selectFrom('plan')
      .select(['state', 'replacedBy'])
      .where('id', '=', old)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ state: 'replaced', replacedBy: planId })
    const third = await coordinator.run(readDraft, { text: other('205') })
    await expect(
      coordinator.run(acceptDraft, { id: third.id, version: 1, replacesPlanId: old }),
    ).rejects.toMatchObject({ status: 409 })
  })
})

describe('a mistake in the document comes to light', () => {
  const wrong = (number: string) => other(number).replace('<b>124</b>', '<b>134</b>')

  it('refuses a wrong sum and names the line', async () => {
    const { id } = await coordinator.run(readDraft, { text: wrong('210') })
    const refusal = await coordinator.run(acceptDraft, { id, version: 1 }).catch((error) => error)
    expect(refusal).toMatchObject({ status: 422 })
    const fields = refusal.fields.map((each: { field: string }) => each.field)
    expect(fields).toContain('budget.I')
    // a wrong sum cannot be taken for a reason
    expect(fields.some((field: string) => field.startsWith('settled.'))).toBe(false)
  })

  it('needs no reason once the figure has been put right', async () => {
    const { id } = await coordinator.run(readDraft, { text: wrong('211') })
    const { document, version } = await coordinator.run(showDraft, { id })
    const { version: next } = await coordinator.run(editDraft, {
      id,
      version,
      part: 'budget',
      content: {
        budget: {
          ...document.budget,
          lines: document.budget.lines.map((line) =>
            line.code === 'I' ? { ...line, total: 124_000_000 } : line,
          ),
        },
      },
    })
    await expect(coordinator.run(acceptDraft, { id, version: next })).resolves.toMatchObject({ id })
  })

  it('takes an error of the document with a written reason, which stays with the plan as a remark', async () => {
    const late = other('212').replace('ngày 31/8/2020', 'ngày 31/8/2025')
    const { id } = await coordinator.run(readDraft, { text: late })
    const { reading } = await coordinator.run(showDraft, { id })
    const error = reading?.plan.findings.findIndex(({ severity }) => severity === 'error') ?? -1
    expect(reading?.plan.findings[error]?.code).toBe('date.basisAfterPlan')
    await expect(coordinator.run(acceptDraft, { id, version: 1 })).rejects.toMatchObject({
      fields: [{ field: `settled.${error}` }],
    })
    const { planId } = await coordinator.run(acceptDraft, {
      id,
      version: 1,
      settled: { [error]: 'Bản ký ghi nhầm năm, đã báo Văn phòng.' },
    })
    const plan = await test.system.db
      .selectFrom('plan')
      .select('document')
      .where('id', '=', planId)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(plan.document)).toContain('Lý do chấp nhận: Bản ký ghi nhầm năm, đã báo Văn phòng.')
  })

  it('names everything that a plan still lacks', async () => {
    const { id } = await coordinator.run(readDraft, { text: 'Một đoạn văn không phải kế hoạch.' })
    const refusal = await coordinator.run(acceptDraft, { id, version: 1 }).catch((error) => error)
    const fields = refusal.fields.map((each: { field: string }) => each.field)
    expect(fields).toEqual(expect.arrayContaining(['number', 'issuedOn', 'title', 'startsOn', 'objective']))
  })
})

describe('agencies that come into the catalogue after a document was read', () => {
  it('are matched where nobody has edited the duty, on the review and on acceptance', async () => {
    const text = other('240')
      .replaceAll('Sở Nội vụ', 'Sở Khoáng vật và Đo đạc')
      .replace('**4. Cục Thống kê tỉnh**', '**4. Sở Hầm mỏ**')
    const { id } = await coordinator.run(readDraft, { text })
    const holders = async () => {
      const { document, version, reading } = await coordinator.run(showDraft, { id })
      const of = (section: string) =>
        document.duties.flatMap(({ code, agencies }) => (code.startsWith(section) ? [agencies] : []))
      return { document, version, notes: reading?.notes ?? [], third: of('V.3.'), fourth: of('V.4.') }
    }
    const first = await holders()
    expect(first.third).toEqual([[], []])
    expect(first.fourth.flat()).toEqual([])
    // The officer gives the fourth to somebody; the third is left as it was read.
    const edited = await coordinator.run(editDraft, {
      id,
      version: first.version,
      part: 'duties',
      content: {
        duties: first.document.duties.map((duty) =>
          duty.code.startsWith('V.4') ? { ...duty, agencies: ['stc-st'] } : duty,
        ),
      },
    })
    for (const [key, name] of [
      ['khoang-vat', 'Sở Khoáng vật và Đo đạc'],
      ['ham-mo', 'Sở Hầm mỏ'],
    ] as const) {
      await test.system.db
        .insertInto('agency')
        .values({ key, name, nameEn: name, kind: 'agency', source: 'Thử nghiệm' })
        .execute()
    }
    const now = await holders()
    expect(now.third).toEqual([['khoang-vat'], ['khoang-vat']])
    expect(now.fourth.flat()).toEqual(['stc-st'])
    expect(now.notes.filter(({ words }) => words.vi.includes('Khoáng vật'))).toEqual([])
    const { planId } = await coordinator.run(acceptDraft, { id, version: edited.version })
    const charged = await test.system.db
      .selectFrom('duty as d')
      .innerJoin('agency as a', 'a.id', 'd.agencyId')
      .select(['d.code', 'a.key'])
      .where('d.planId', '=', planId)
      .where('a.key', 'in', ['khoang-vat', 'ham-mo'])
      .orderBy('d.code')
      .execute()
    expect(charged).toEqual([
      { code: 'V.3.1', key: 'khoang-vat' },
      { code: 'V.3.2', key: 'khoang-vat' },
    ])
  })
})

describe('a draft is worked on', () => {
  it('refuses a stale edit and changes nothing', async () => {
    const { id } = await coordinator.run(readDraft, { text: other('220') })
    const { document } = await coordinator.run(showDraft, { id })
    const send = (version: number, name: string) =>
      coordinator.run(editDraft, {
        id,
        version,
        part: 'funding',
        content: { funding: [...document.funding, { vi: name, en: '' }] },
      })
    await send(1, 'Người thứ nhất')
    await expect(send(1, 'Người thứ hai')).rejects.toMatchObject({ status: 409, code: 'drafts.stale' })
    const after = await coordinator.run(showDraft, { id })
    expect(after.document.funding.at(-1)?.vi).toBe('Người thứ nhất')
    expect(after.version).toBe(2)
  })

  it('keeps the place of each row in the document when a row above it is taken out', async () => {
    const { id } = await coordinator.run(readDraft, { text: other('221') })
    const before = await coordinator.run(showDraft, { id })
    await coordinator.run(editDraft, {
      id,
      version: 1,
      part: 'duties',
      content: { duties: before.document.duties.slice(1) },
      rows: { duties: before.document.duties.slice(1).map((_, index) => index + 1) },
    })
    const after = await coordinator.run(showDraft, { id })
    expect(after.reading?.spans['duties.0']).toEqual(before.reading?.spans['duties.1'])
    expect(after.reading?.spans['duties.14']).toEqual(before.reading?.spans['duties.15'])
    expect(after.reading?.notes).toContainEqual(expect.objectContaining({ path: 'duties.14.recurrence' }))
    expect(after.reading?.first.spans['duties.0']).toEqual(before.reading?.spans['duties.0'])
  })

  it('refuses a part of the wrong form', async () => {
    const { id } = await coordinator.run(readDraft, { text: other('222') })
    await expect(
      coordinator.run(editDraft, { id, version: 1, part: 'duties', content: { targets: [] } }),
    ).rejects.toMatchObject({ status: 422 })
  })

  it('is discarded with a reason and takes no more changes', async () => {
    const { id } = await coordinator.run(readDraft, { text: other('223') })
    await expect(coordinator.run(discardDraft, { id, version: 1, reason: ' ' })).rejects.toMatchObject({
      status: 422,
    })
    await coordinator.run(discardDraft, { id, version: 1, reason: 'Nhầm văn bản' })
    const draft = await coordinator.run(showDraft, { id })
    expect(draft).toMatchObject({ state: 'discarded', reasons: { discarded: { vi: 'Nhầm văn bản' } } })
    await expect(coordinator.run(acceptDraft, { id, version: 2 })).rejects.toMatchObject({ status: 409 })
    const listed = await coordinator.run(listDrafts, { state: 'discarded', q: 'ke hoach 223'.slice(8) })
    expect(listed.rows.map((row) => row.id)).toEqual([id])
  })

  it('of a plan for the next period is accepted with its number, day and signed file', async () => {
    const plan = await test.system.db
      .selectFrom('plan')
      .select(['id', 'document'])
      .where('number', '=', '181/KH-UBND')
      .executeTakeFirstOrThrow()
    const { document } = await coordinator.run(showDraft, {
      id: (await coordinator.run(readDraft, { text: other('224') })).id,
    })
    const id = await createDraft(
      {
        db: test.system.db,
        actor: coordinator.actor,
        files: test.system.files,
        erasures: test.system.erasures,
        businessRegister: null,
        now: test.system.now(),
        today: '2026-11-24',
        planId: null,
      },
      {
        kind: 'next',
        planId: plan.id,
        label: 'Kế hoạch 2026 - 2030',
        document: { ...document, number: '', issuedOn: '' },
        reasons: { 'targets.0.minimum': { vi: '2 × 1,1', en: '2 × 1.1' } },
      },
    )
    await expect(coordinator.run(acceptDraft, { id, version: 1 })).rejects.toMatchObject({
      status: 422,
      fields: [{ field: 'number' }, { field: 'issuedOn' }, { field: 'fileId' }],
    })
    const fileId = await test.evidence('ke-hoach-moi.pdf')
    const { planId } = await coordinator.run(acceptDraft, {
      id,
      version: 1,
      number: '300/KH-UBND',
      issuedOn: '20/11/2026',
      fileId,
    })
    const row = await test.system.db
      .selectFrom('plan')
      .select(['number', 'issuedOn', 'fileId', 'sourceFile', 'sourceText'])
      .where('id', '=', planId)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      number: '300/KH-UBND',
      issuedOn: '2026-11-20',
      fileId,
      sourceFile: 'ke-hoach-moi.pdf',
    })
    // the file has no text: the plan's own stands in
    expect(row.sourceText).toContain('2.662')
  })

  it('of an amendment makes the next version of its plan, and a line is counted by its new target', async () => {
    const first = await coordinator.run(readDraft, { text: other('225') })
    const { planId } = await coordinator.run(acceptDraft, { id: first.id, version: 1 })
    const { draftId } = await coordinator.run(startAmendment, { planId })
    const draft = await coordinator.run(showDraft, { id: draftId })
    expect(draft.amends?.number).toBe('225/KH-UBND')
    const { objective, objectives, orientation, targets } = draft.document
    const { version } = await coordinator.run(editDraft, {
      id: draftId,
      version: draft.version,
      part: 'targets',
      content: {
        objective,
        objectives,
        orientation,
        targets: targets.map((target) =>
          target.indicator === 'courses' ? { ...target, minimum: 3, maximum: 3 } : target,
        ),
      },
    })
    await expect(coordinator.run(acceptDraft, { id: draftId, version })).rejects.toMatchObject({
      fields: [{ field: 'fileId' }, { field: 'amendedBy' }, { field: 'amendedOn' }, { field: 'reason' }],
    })
    const accepted = await coordinator.run(acceptDraft, {
      id: draftId,
      version,
      fileId: await test.evidence('quyet-dinh.pdf'),
      amendedBy: 'Quyết định số 12/QĐ-UBND',
      amendedOn: '02/11/2026',
      reason: 'Thêm một khoá',
    })
    expect(accepted.planId).toBe(planId)
    const plan = await test.system.db
      .selectFrom('plan as p')
      .innerJoin('target as t', 't.planId', 'p.id')
      .innerJoin('indicator as i', 'i.id', 't.indicatorId')
      .select(['p.version', 'p.amendedBy', 't.minimum'])
      .where('p.id', '=', planId)
      .where('i.key', '=', 'courses')
      .executeTakeFirstOrThrow()
    expect({ ...plan, minimum: Number(plan.minimum) }).toEqual({
      version: 2,
      amendedBy: 'Quyết định số 12/QĐ-UBND',
      minimum: 3,
    })
  })

  it('starts empty when nothing is known', async () => {
    const id = await createDraft(
      {
        db: test.system.db,
        actor: coordinator.actor,
        files: test.system.files,
        erasures: test.system.erasures,
        businessRegister: null,
        now: test.system.now(),
        today: '2026-11-24',
        planId: null,
      },
      { kind: 'document', planId: null, label: 'Trống', document: emptyDraft() },
    )
    expect((await coordinator.run(showDraft, { id })).reading).toBeNull()
  })
})

describe('who may', () => {
  it('the coordinator writes, a leader accepts, staff read, enterprises and the public see nothing', async () => {
    const { id } = await coordinator.run(readDraft, { text: other('230') })
    const leader = await test.as('leader')
    const auditor = await test.as('auditor')
    const enterprise = await test.as('enterprise', { enterpriseId: 1 }).catch(() => test.as('public'))
    const open = await test.as('public')
    await expect(auditor.run(showDraft, { id })).resolves.toMatchObject({ id })
    await expect(auditor.run(discardDraft, { id, version: 1, reason: 'x' })).rejects.toMatchObject({
      status: 403,
    })
    await expect(leader.run(readDraft, { text: signed })).rejects.toMatchObject({ status: 403 })
    await expect(enterprise.run(showDraft, { id })).rejects.toMatchObject({ code: expect.any(String) })
    await expect(open.run(listDrafts, {})).rejects.toMatchObject({ status: 401 })
    await expect(leader.run(acceptDraft, { id, version: 1 })).resolves.toMatchObject({ id })
  })
})
