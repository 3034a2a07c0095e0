import { createHash } from 'node:crypto'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { activePlan, recordFact } from '../plan/index.ts'
import { hashPassword } from '../platform/passwords.ts'
import { createApp } from '../start/app.tsx'
import { testSystem } from '../testing/system.ts'
import { briefTable } from './brief-table.ts'
import { draftReport } from './commands.ts'
import { reportPdf } from './document.ts'
import { listReports, reportDocument, showReport } from './queries.ts'
import { reportRow, wholeReport } from './report-row.ts'
import { sealReport } from './seal.ts'
import { verifyReport } from './verification.ts'

const test = await testSystem()
const coordinator = await test.as('coordinator')
const leader = await test.as('leader')
const plan = await activePlan({ db: test.system.db, planId: null })
const { id } = await coordinator.run(draftReport, { year: 2025, datedOn: '2025-11-28' })

const fail = (): never => {
  throw new Error('The report is not there')
}
const pdf = () => coordinator.run(reportDocument, { id, format: 'pdf' })

async function textOf(base64: string): Promise<string> {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
  const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true })
  return text.replace(/\s+/g, ' ')
}

describe("the programme's report as PDF", () => {
  it('is written of a draft, which says so on its pages', async () => {
    const file = await pdf()
    expect(file).toMatchObject({ name: expect.stringMatching(/-2025-nhap\.pdf$/), fileId: null })
    expect(file.mime).toBe('application/pdf')
    const text = await textOf(file.base64)
    expect(text).toContain('BẢN NHÁP')
    expect(text).toContain('UBND THÀNH PHỐ CẦN THƠ')
    expect(text).toContain('II. KẾT QUẢ THỰC HIỆN')
    expect(text).toContain('Bảng 1.')
  })

  it('is kept as it was sealed, with its SHA-256 in the list: the same bytes each time, whatever has become of the figures', async () => {
    const { version } = await coordinator.run(showReport, { id })
    await leader.run(sealReport, {
      id,
      version,
      number: '12',
      datedOn: '2025-11-28',
      signatory: 'Nguyễn Văn A',
    })
    const first = await pdf()
    expect(first).toMatchObject({ name: expect.stringMatching(/-2025\.pdf$/), fileId: expect.any(Number) })
    const listed = await coordinator.run(listReports, {})
    expect(listed.rows.find((row) => row.id === id)?.pdfSha256).toBe(first.sha256)
    const { checks, ok } = await coordinator.run(verifyReport, { id })
    expect(ok).toBe(true)
    expect(checks.map(({ what }) => what.vi)).toContain('Tệp PDF')
    const bytes = Buffer.from(first.base64, 'base64')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.sha256)
    const text = await textOf(first.base64)
    expect(text).not.toContain('BẢN NHÁP')
    expect(text).toContain('Số: 12/BC-SKHCN')
    expect(text).toContain('Nguyễn Văn A')

    const fileId = await test.evidence()
    await recordFact(test.system.db, {
      planId: plan.id,
      kind: 'conference.held',
      year: 2025,
      occurredOn: '2025-12-01',
      subject: 'event:1',
      recordType: 'training_event',
      recordId: 1,
      label: 'Hội thảo đến sau',
      fileId,
    })
    expect((await coordinator.run(showReport, { id })).differences.length).toBeGreaterThan(0)
    expect((await pdf()).sha256).toBe(first.sha256)
    expect((await coordinator.run(verifyReport, { id })).ok).toBe(true)
  })

  it('is one page of A4 where its kind says so, however much there is to tell', async () => {
    const kind = await test.system.db
      .selectFrom('reportKind')
      .select('id')
      .where('onePage', '=', true)
      .executeTakeFirstOrThrow()
    const brief = await coordinator.run(draftReport, { year: 2025, kindId: kind.id, toDay: '2025-06-30' })
    const { figures } = await coordinator.run(showReport, { id: brief.id })
    expect(figures.brief?.on).toBe('2025-06-30')
    const long = 'Việc phải làm có tên rất dài gồm nhiều cơ quan, nhiều nội dung và nhiều thời hạn '.repeat(4)
    const row = await test.system.db
      .selectFrom('report')
      .selectAll()
      .where('id', '=', brief.id)
      .executeTakeFirstOrThrow()
    expect(row.form).toMatchObject({ onePage: true, parts: ['brief'] })
    const file = await coordinator.run(reportDocument, { id: brief.id, format: 'pdf' })
    const pages = async (bytes: Uint8Array) => (await getDocumentProxy(new Uint8Array(bytes))).numPages
    expect(await pages(Buffer.from(file.base64, 'base64'))).toBe(1)
    const report = await wholeReport(test.system.db, (await reportRow(test.system.db, brief.id)) ?? fail())
    const many = {
      total: 99,
      rows: [1, 2, 3].map((n) => ({ text: `${n} ${long}`, on: '2025-06-01', href: '/duties/1' })),
    }
    const full = {
      ...report,
      sections: { ...report.sections, brief: long.slice(0, 200) },
      figures: {
        ...report.figures,
        targets: report.figures.targets.map((target) => ({ ...target, name: long, cumulative: 0 })),
        brief: {
          ...{ on: '2025-06-30', due: many, late: many, appraised: 12, passedObstacles: 3 },
          lateAdvances: { count: 4, rest: 1_234_000_000n },
        },
      },
    }
    expect(await pages(await reportPdf(full, true))).toBe(1)
    expect(briefTable(full.figures)?.rows).toHaveLength(21)
  })

  it('is offered on the page of the report beside the DOCX, and downloads as a file', async () => {
    const { config, db } = test.system
    const origin = config.publicUrl
    const app = createApp(test.system)
    const userId = coordinator.actor.userId ?? ''
    await db
      .insertInto('accountCredential')
      .values({
        id: 'pdf',
        accountId: userId,
        providerId: 'credential',
        userId,
        password: await hashPassword('mật khẩu thử'),
      })
      .execute()
    const entered = await app.request(`${origin}/sign-in`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email: `${userId}@example.vn`, password: 'mật khẩu thử' }).toString(),
    })
    const cookie = entered.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    const get = (path: string) => app.request(`${origin}${path}`, { headers: { cookie } })
    const page = await (await get(`/reports/${id}`)).text()
    expect(page).toContain(`href="/reports/${id}/document?format=docx"`)
    expect(page).toContain(`href="/reports/${id}/document?format=pdf"`)
    const file = await get(`/reports/${id}/document?format=pdf`)
    expect(file.headers.get('content-type')).toBe('application/pdf')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; .*\.pdf$/)
    const bytes = Buffer.from(await file.arrayBuffer())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe((await pdf()).sha256)
  })
})
