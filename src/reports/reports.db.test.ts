import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { readDelimited } from '../documents/read/delimited.ts'
import { activePlan, recordFact, retractFact } from '../plan/index.ts'
import { roles } from '../platform/actor.ts'
import { canonicalJson } from '../platform/json.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { draftReport, editReport, restateReport } from './commands.ts'
import { differences } from './comparison.ts'
import { readReportData } from './data.ts'
import { dueReports, listReports, reportDocument, showReport } from './queries.ts'
import { sealReport } from './seal.ts'
import { lineText, renderSection } from './text.ts'
import { verifyReport } from './verification.ts'

const test = await testSystem()
const { db } = test.system
const plan = await activePlan({ db, planId: null })
const coordinator = await test.as('coordinator')
const leader = await test.as('leader')

/** Holds a conference in the year, with its evidence; the facts that the training capability records. */
async function conference(year: number, title: string): Promise<number> {
  const fileId = await test.evidence()
  const event = await db
    .insertInto('trainingEvent')
    .values({
      planId: plan.id,
      kind: 'conference',
      title,
      heldOn: `${year}-06-12`,
      place: 'Sóc Trăng',
      participants: 45,
      fileId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await recordFact(db, {
    planId: plan.id,
    kind: 'conference.held',
    year,
    occurredOn: `${year}-06-12`,
    subject: `event:${event.id}`,
    recordType: 'training_event',
    recordId: event.id,
    label: title,
    fileId,
  })
  return event.id
}

/** The lines of a sealed report's list of evidence. */
async function evidenceList(sha256 = ''): Promise<string[][]> {
  const [, ...lines] = readDelimited((await test.system.files.read(sha256)).toString('utf8'))
  return lines.map((cells) => cells.map(String))
}

/** Gives a budget line money, as the ledger does it. */
async function allocate(code: string, year: number, amount: bigint): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ line: number; source: number }>`
      SELECT l.id AS line, s.id AS source FROM budget_line l, funding_source s
       WHERE l.plan_id = ${plan.id} AND l.code = ${code} AND s.key = 'provincial_st'`.execute(tx)
    const at = rows[0]
    if (at === undefined) throw new Error('no such line')
    const account = async (kind: 'funding' | 'available') => {
      await sql`
        INSERT INTO ledger_account (kind, line_id, year, source_id)
        VALUES (${kind}, ${at.line}, ${year}, ${at.source}) ON CONFLICT DO NOTHING`.execute(tx)
      const found = await tx
        .selectFrom('ledgerAccount')
        .select('id')
        .where('kind', '=', kind)
        .where('lineId', '=', at.line)
        .where('year', '=', year)
        .where('sourceId', '=', at.source)
        .executeTakeFirstOrThrow()
      return found.id
    }
    const funding = await account('funding')
    const available = await account('available')
    await sql`
      WITH entry AS (INSERT INTO ledger_entry (kind, line_id, year, source_id, amount, occurred_on, document_number)
                     VALUES ('allocation', ${at.line}, ${year}, ${at.source}, ${amount}, ${`${year}-02-01`}, '01/QĐ') RETURNING id)
      INSERT INTO ledger_posting (entry_id, account_id, amount)
      SELECT id, ${funding}::int, -${amount}::bigint FROM entry UNION ALL SELECT id, ${available}::int, ${amount}::bigint FROM entry`.execute(
      tx,
    )
  })
}

const reportIn = (report: Awaited<ReturnType<typeof show>>) => report.figures
const show = (id: number, who: Someone = coordinator) => who.run(showReport, { id })
const sealWith = { number: '12', datedOn: '2025-11-28', signatory: 'Nguyễn Văn A' }

/** The text of a DOCX, tags away. */
function docxText(base64: string): string {
  const xml = unzipSync(Buffer.from(base64, 'base64'))['word/document.xml']
  if (xml === undefined) throw new Error('not a DOCX')
  return strFromU8(xml)
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
}
function docxHeader(base64: string): string {
  const parts = unzipSync(Buffer.from(base64, 'base64'))
  return Object.entries(parts)
    .filter(([name]) => name.startsWith('word/header'))
    .map(([, bytes]) => strFromU8(bytes).replace(/<[^>]+>/g, ''))
    .join('\n')
}

const eventId = await conference(2025, 'Hội thảo năng suất xanh')
await conference(2024, 'Hội nghị triển khai Chương trình')
await allocate('I.1', 2025, 50_000_000n)
await allocate('IV', 2025, 900_000_000n)

describe('the report on 2025', () => {
  it('is due before 30 November and asked for until it is sealed', async () => {
    const { years } = await coordinator.run(dueReports, {})
    const of = { planId: plan.id, plan: '181/KH-UBND' }
    expect(years).toEqual([
      { ...of, year: 2024, dueOn: '2024-11-30', dueBefore: true, late: true, reportId: null, state: null },
      { ...of, year: 2025, dueOn: '2025-11-30', dueBefore: true, late: true, reportId: null, state: null },
    ])
  })

  it('begins with the heading of Sóc Trăng before 1 July 2025 and of Cần Thơ after it', async () => {
    const old = await coordinator.run(draftReport, { year: 2024, datedOn: '2024-11-25' })
    expect((await show(old.id)).heading).toMatchObject({
      superior: 'UBND TỈNH SÓC TRĂNG',
      issuer: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
      symbol: 'BC-SKHCN',
      place: 'Sóc Trăng',
    })
    const report = await show((await coordinator.run(draftReport, { year: 2025, datedOn: '2025-11-28' })).id)
    expect(report.heading).toMatchObject({ superior: 'UBND THÀNH PHỐ CẦN THƠ', place: 'Cần Thơ' })
    expect(report).toMatchObject({
      state: 'draft',
      edition: 1,
      dueOn: '2025-11-30',
      dueBefore: true,
      number: null,
    })
  })

  it('is drafted once for a year', async () => {
    expect((await problemOf(coordinator.run(draftReport, { year: 2025 }))).code).toBe('reports.exists')
    expect((await problemOf(coordinator.run(draftReport, { year: 2026 }))).fields[0]?.field).toBe('year')
  })

  it('has the figures that independent SQL gives', async () => {
    const { rows } = await coordinator.run(listReports, { year: 2025 })
    const figures = reportIn(await show(rows[0]?.id ?? 0))
    const results = await db
      .selectFrom('targetResult')
      .select(['indicatorKey', 'year', 'result'])
      .where('planId', '=', plan.id)
      .execute()
    expect(figures.targets).toHaveLength(6)
    for (const target of figures.targets) {
      const of = (year: number | null) =>
        Number(results.find((row) => row.indicatorKey === target.key && row.year === year)?.result)
      expect([target.key, target.result, target.cumulative]).toEqual([target.key, of(2025), of(null)])
    }
    expect(figures.targets[0]).toMatchObject({ key: 'conferences', result: 1, cumulative: 2 })
    const money = await sql<{ allocated: bigint; estimate: bigint }>`
      SELECT (SELECT sum(allocated)::bigint FROM budget_position p JOIN budget_line l ON l.id = p.line_id
               WHERE l.plan_id = ${plan.id} AND p.year = 2025) AS allocated,
             (SELECT sum(y.estimate)::bigint FROM budget_line_year y JOIN budget_line l ON l.id = y.line_id
               WHERE l.plan_id = ${plan.id} AND l.parent_id IS NULL AND y.year = 2025) AS estimate`.execute(
      db,
    )
    const top = figures.budget.filter((line) => line.parent === null)
    expect(top.reduce((sum, line) => sum + line.allocated, 0n)).toBe(money.rows[0]?.allocated)
    expect(top.reduce((sum, line) => sum + line.allocated, 0n)).toBe(950_000_000n)
    expect(top.reduce((sum, line) => sum + line.estimate, 0n)).toBe(money.rows[0]?.estimate)
    expect(money.rows[0]?.estimate).toBe(1_311_000_000n)
    // A group of lines holds the money of its sub-lines.
    expect(figures.budget.find((line) => line.code === 'I')?.allocated).toBe(50_000_000n)
  })

  it('keeps what an officer wrote, and takes an emptied section back from the data', async () => {
    const id = (await coordinator.run(listReports, { year: 2025 })).rows[0]?.id ?? 0
    const before = await show(id)
    const saved = await coordinator.run(editReport, {
      id,
      version: before.version,
      ...before.sections,
      situation: '',
      proposals: '- Đề nghị Bộ Khoa học và Công nghệ hướng dẫn. {conferences}.',
      datedOn: '28/11/2025',
      signatory: 'Nguyễn Văn A',
    })
    const after = await show(id)
    expect(saved.version).toBe(before.version + 1)
    expect(after.sections.situation).toBe(before.sections.situation)
    expect(after.sections.proposals).toBe('- Đề nghị Bộ Khoa học và Công nghệ hướng dẫn. {conferences}.')
    expect(after.datedOn).toBe('2025-11-28')
  })

  it('refuses to overwrite what somebody else has just saved', async () => {
    const id = (await coordinator.run(listReports, { year: 2025 })).rows[0]?.id ?? 0
    const { version, sections } = await show(id)
    const problem = await problemOf(coordinator.run(editReport, { id, version: version - 1, ...sections }))
    expect([problem.status, problem.code]).toEqual([409, 'reports.stale'])
  })

  it('refuses a name in braces that stands for no figure, in its own section', async () => {
    const id = (await coordinator.run(listReports, { year: 2025 })).rows[0]?.id ?? 0
    const { version, sections } = await show(id)
    const problem = await problemOf(
      coordinator.run(editReport, { id, version, ...sections, task1: '{confrences}' }),
    )
    expect(problem.fields.map((field) => field.field)).toEqual(['task1'])
  })

  it('is written as a draft that says so, with the sentence of each target', async () => {
    const id = (await coordinator.run(listReports, { year: 2025 })).rows[0]?.id ?? 0
    const file = await leader.run(reportDocument, { id, format: 'docx' })
    const text = docxText(file.base64)
    expect(text).toContain('lũy kế 02/02 hội nghị, hội thảo, đạt 100% chỉ tiêu giai đoạn 2024 - 2025')
    expect(text).toContain('Hội thảo năng suất xanh')
    expect(text).toContain('BC-SKHCN')
    expect(docxHeader(file.base64)).toContain('BẢN NHÁP')
    expect(file.name).toMatch(/-nhap\.docx$/)
    expect((await leader.run(reportDocument, { id, format: 'xlsx' })).fileId).toBeNull()
  })

  it('is not sealed by those who only read it, nor edited by its leader', async () => {
    const id = (await coordinator.run(listReports, { year: 2025 })).rows[0]?.id ?? 0
    for (const role of roles) {
      const someone = role === 'enterprise' ? await test.as('public') : await test.as(role)
      if (role !== 'coordinator' && role !== 'leader') {
        expect([role, (await problemOf(someone.run(sealReport, { id, ...sealWith }))).status]).toEqual([
          role,
          role === 'enterprise' ? 401 : 403,
        ])
      }
      if (role !== 'coordinator') {
        expect((await problemOf(someone.run(draftReport, { year: 2025 }))).status).toBe(
          role === 'enterprise' ? 401 : 403,
        )
      }
    }
    const reader = await test.as('auditor')
    expect((await show(id, reader)).id).toBe(id)
    expect((await problemOf((await test.as('public')).run(showReport, { id }))).status).toBe(401)
  })

  it('is not sealed without a number, with a day to come, or over figures that have moved', async () => {
    const id = (await coordinator.run(listReports, { year: 2025 })).rows[0]?.id ?? 0
    const refused = async (input: object) => problemOf(leader.run(sealReport, { id, ...sealWith, ...input }))
    expect((await refused({ number: '' })).fields[0]?.field).toBe('number')
    expect((await refused({ datedOn: '2199-01-01' })).fields[0]?.field).toBe('datedOn')
    expect((await refused({ datedOn: '2024-12-31' })).fields[0]?.field).toBe('datedOn')
    expect((await refused({ datedOn: '' })).fields[0]?.field).toBe('datedOn')
    expect((await refused({ signatory: '' })).fields[0]?.field).toBe('signatory')
    expect((await refused({ seen: 'a'.repeat(64) })).code).toBe('reports.moved')
    expect((await problemOf(coordinator.run(verifyReport, { id }))).code).toBe('reports.notSealed')
  })

  it('is sealed once when two seal it at the same moment', async () => {
    const id = (await coordinator.run(listReports, { year: 2025 })).rows[0]?.id ?? 0
    const { figuresSha256, version } = await show(id)
    // Whoever drafted it does not seal it.
    const other = await test.as('coordinator')
    const tries = await Promise.allSettled(
      [other, leader, other].map((who) =>
        who.run(sealReport, { id, ...sealWith, seen: figuresSha256, version }),
      ),
    )
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    for (const one of tries) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'reports.sealed' })
    }
    const files = await db.selectFrom('file').select('name').where('name', 'like', 'bao-cao-%').execute()
    expect(files.map(({ name }) => name.split('.').at(-1)).sort()).toEqual(['csv', 'docx', 'pdf', 'xlsx'])
    const sealed = await show(id)
    expect(sealed).toMatchObject({ state: 'sealed', number: '12', datedOn: '2025-11-28', differences: [] })
    const evidence = await evidenceList(sealed.figures.evidenceFile?.sha256)
    expect(evidence.map((row) => row[1])).toEqual([
      'Hội nghị, hội thảo đã tổ chức',
      'Hội nghị, hội thảo đã tổ chức',
    ])
    expect(evidence.every((row) => /^[0-9a-f]{64}$/.test(row.at(-1) ?? ''))).toBe(true)
    expect(sealed.figures.evidenceFile).toMatchObject({ facts: 2, files: 2 })
    const file = await coordinator.run(reportDocument, { id, format: 'docx' })
    expect(file.sha256).toBe(sealed.files?.docxSha256)
    expect(docxHeader(file.base64)).not.toContain('BẢN NHÁP')
    expect(docxText(file.base64)).toContain('12/BC-SKHCN')
    expect(await coordinator.run(verifyReport, { id })).toMatchObject({ ok: true })
  })

  it('cannot be edited, removed or sealed again, by the program or by SQL', async () => {
    const id = (await coordinator.run(listReports, { year: 2025 })).rows[0]?.id ?? 0
    const { version, sections } = await show(id)
    expect((await problemOf(coordinator.run(editReport, { id, version, ...sections }))).code).toBe(
      'reports.sealed',
    )
    expect((await problemOf(leader.run(sealReport, { id, ...sealWith }))).code).toBe('reports.sealed')
    await expect(
      db.updateTable('report').set({ number: '13' }).where('id', '=', id).execute(),
    ).rejects.toThrow(/is sealed/)
    await expect(db.deleteFrom('report').where('id', '=', id).execute()).rejects.toThrow(/is sealed/)
  })

  it('shows line by line what changed after the seal, and can be restated once', async () => {
    const id = (await coordinator.run(listReports, { year: 2025 })).rows[0]?.id ?? 0
    await retractFact(db, {
      kind: 'conference.held',
      recordType: 'training_event',
      recordId: eventId,
      reason: 'ghi trùng',
    })
    await allocate('IV', 2025, 1_000_000n)
    const changed = await show(id)
    const lines = changed.differences.map((line) => [line.what.vi, line.sealed, line.now])
    expect(lines).toContainEqual(['Hội nghị, hội thảo: lũy kế', '2', '1'])
    expect(lines).toContainEqual(['Hội thảo năng suất xanh', '12/06/2025; Sóc Trăng; 45 / 0', '—'])
    expect(lines).toContainEqual(['Kinh phí mục IV: đã giao', '900.000.000 đ', '901.000.000 đ'])
    expect(changed.figures.targets[0]?.cumulative).toBe(2)

    expect((await problemOf(coordinator.run(restateReport, { id, reason: ' ' }))).fields[0]?.field).toBe(
      'reason',
    )
    const next = await coordinator.run(restateReport, { id, reason: 'Một hội thảo bị ghi trùng.' })
    expect((await problemOf(coordinator.run(restateReport, { id, reason: 'Lại lần nữa' }))).code).toBe(
      'reports.notLatest',
    )
    const restated = await show(next.id)
    expect(restated).toMatchObject({ edition: 2, state: 'draft', restatement: 'Một hội thảo bị ghi trùng.' })
    expect(restated.figures.targets[0]?.cumulative).toBe(1)
    await leader.run(sealReport, { id: next.id, ...sealWith, number: '15' })
    expect((await coordinator.run(verifyReport, { id: next.id })).ok).toBe(true)
    expect((await coordinator.run(verifyReport, { id })).ok).toBe(true)
    expect((await show(id)).editions.map((edition) => edition.edition)).toEqual([1, 2])
  })

  it('betrays a file that was changed on disk, and evidence that is gone', async () => {
    const id = (await coordinator.run(listReports, { year: 2025, sort: 'id' })).rows[0]?.id ?? 0
    const report = await show(id)
    const place = (digest: string) =>
      join(test.system.config.dataDirectory, 'files', digest.slice(0, 2), digest.slice(2))
    const digest = report.files?.xlsxSha256 ?? ''
    const bytes = await test.system.files.read(digest)
    await writeFile(place(digest), 'another file')
    const broken = await coordinator.run(verifyReport, { id })
    expect(broken.ok).toBe(false)
    expect(broken.checks.filter((check) => !check.ok).map((check) => check.what.en)).toEqual([
      'The XLSX file',
    ])
    expect((await problemOf(coordinator.run(reportDocument, { id, format: 'xlsx' }))).code).toBe(
      'reports.fileLost',
    )
    await writeFile(place(digest), bytes)
    const proof = (await evidenceList(report.figures.evidenceFile?.sha256))[1]?.at(-1) ?? ''
    await rm(place(proof))
    const lost = await coordinator.run(verifyReport, { id })
    expect(lost.checks.filter((check) => !check.ok)).toEqual([
      {
        what: { vi: 'Tệp minh chứng còn nguyên', en: 'Evidence files that are whole' },
        ok: false,
        expected: '2',
        found: '1',
      },
    ])
    const year = (await coordinator.run(listReports, { year: 2024 })).rows[0]?.id ?? 0
    expect(
      (await problemOf(leader.run(sealReport, { id: year, ...sealWith, datedOn: '2024-11-25' }))).code,
    ).toBe('reports.evidenceLost')
  })

  it('names a hundred events of a kind and says how many more there were', async () => {
    const fileId = await test.evidence()
    await sql`
      WITH held AS (
        INSERT INTO training_event (plan_id, kind, title, held_on, place, participants, file_id)
        SELECT ${plan.id}, 'course', 'Khóa ' || n, make_date(2024, 12, 1) + (n % 9), 'Sóc Trăng', 20, ${fileId}
          FROM generate_series(1, 130) n RETURNING id, title, held_on)
      INSERT INTO fact (plan_id, kind, year, quantity, occurred_on, subject, record_type, record_id, label, file_id)
      SELECT ${plan.id}, 'course.held', 2024, 1, held_on, 'event:' || id, 'training_event', id, title, ${fileId} FROM held`.execute(
      db,
    )
    const figures = await readReportData(db, [plan.id], { year: 2024 })
    expect(figures.events.filter(({ kind }) => kind === 'course')).toHaveLength(100)
    expect(figures.eventCounts?.course).toBe(130)
    const lines = renderSection('+ {courseList}', figures, 'Sở').map(lineText)
    expect(lines).toHaveLength(101)
    expect(lines[0]).toContain('Khóa 9 (ngày 01/12/2024')
    expect(lines[100]).toBe('Và 30 sự kiện khác.')
    // Which of them are named is no finding; how many there are is.
    const fewer = { ...figures, eventCounts: { ...figures.eventCounts, course: 129 } }
    const others = { ...fewer, events: figures.events.filter(({ title }) => title !== 'Khóa 9') }
    expect(differences(figures, others).map(({ what, sealed, now }) => [what.vi, sealed, now])).toEqual([
      ['Khóa đào tạo, tập huấn: số sự kiện', '130', '129'],
    ])
  })

  it('betrays a row that was changed behind the trigger, even with its hash put right', async () => {
    const id = (await coordinator.run(listReports, { year: 2025, sort: 'id' })).rows[0]?.id ?? 0
    const failing = async () =>
      (await coordinator.run(verifyReport, { id })).checks
        .filter((check) => !check.ok)
        .map((check) => check.what.en)
    const intact = await failing()
    const tamper = async (change: ReturnType<typeof sql>) => {
      await sql`ALTER TABLE report DISABLE TRIGGER USER`.execute(db)
      await change.execute(db)
      await sql`ALTER TABLE report ENABLE TRIGGER USER`.execute(db)
    }
    const { rows } = await sql<{ data: string }>`SELECT data FROM report WHERE id = ${id}`.execute(db)
    const data = rows[0]?.data ?? ''
    await tamper(
      sql`UPDATE report SET data = replace(data, '"cumulative":2', '"cumulative":9') WHERE id = ${id}`,
    )
    expect(await failing()).toEqual([
      'The sealed figures and text',
      'The record agrees with the audit',
      ...intact,
    ])
    await tamper(
      sql`UPDATE report SET data_sha256 = encode(sha256(convert_to(data, 'UTF8')), 'hex') WHERE id = ${id}`,
    )
    expect(await failing()).toEqual(['The record agrees with the audit', ...intact])
    await tamper(
      sql`UPDATE report SET data = ${data}, data_sha256 = encode(sha256(convert_to(${data}, 'UTF8')), 'hex'), number = '99' WHERE id = ${id}`,
    )
    expect(await failing()).toEqual([
      "The report's own columns agree with the sealed data",
      'The record agrees with the audit',
      ...intact,
    ])
  })

  it('is canonical JSON, byte for byte', async () => {
    const { rows } = await sql<{
      data: string
    }>`SELECT data FROM report WHERE state = 'sealed' ORDER BY id LIMIT 1`.execute(db)
    const data = rows[0]?.data ?? ''
    expect(canonicalJson(JSON.parse(data))).toBe(data)
  })
})
