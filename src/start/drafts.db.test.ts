import { beforeAll, beforeEach, expect, test } from 'vitest'
import { dropDraft } from '../drafts/commands.ts'
import { listDrafts } from '../drafts/queries.ts'
import type { Actor } from '../platform/actor.ts'
import { mostDrafts } from '../platform/forms/drafts.ts'
import { draftDays, forgetKeptForms } from '../platform/forms/kept.ts'
import { usedBytes } from '../platform/quota.ts'
import { setRetention } from '../retention/commands.ts'
import { findEverything } from '../search/queries.ts'
import {
  type Browser,
  browserOn,
  letIn,
  type Shown,
  type ShownForm,
  testPassword,
} from '../testing/browser.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'

/* A long form is kept as a draft on the server: it survives session and device, is offered again, and is lost by nobody but its owner. */

const { system, as } = await testSystem()
const app = createApp(system)
const pdf = (name: string) => new File([`%PDF-1.4\n% ${name}\n%%EOF\n`], name, { type: 'application/pdf' })

let officer: Someone
let other: Someone
let desk: Browser

const signIn = (who: Actor, browser: Browser) =>
  browser.post('/sign-in', { email: `${who.userId}@example.vn`, password: testPassword, next: '/' })
function formAt(shown: Shown, action = '/training/new'): ShownForm {
  const form = shown.forms.find((each) => each.action === action)
  if (form === undefined) throw new Error(`No form to ${action} in ${shown.text.slice(0, 3000)}`)
  return form
}
const asDraft = '/training/new?_draft=1'
const event = { kind: 'conference', title: 'Hội nghị năng suất', place: 'Hội trường' }
const opened = async (browser = desk) => formAt(await browser.get('/training/new')).values
const drafts = async (who = officer) => (await who.run(listDrafts, {})).rows
const events = async () => (await system.db.selectFrom('trainingEvent').select('id').execute()).length

beforeAll(async () => {
  officer = await as('coordinator')
  other = await as('coordinator')
  for (const { actor } of [officer, other]) await letIn(system, actor.userId ?? '')
})
beforeEach(async () => {
  await system.db.deleteFrom('keptForm').execute()
  desk = browserOn(app, system)
  expect((await signIn(officer.actor, desk)).status).toBe(303)
})

test('what is half filled in is kept with its file, offered when the form is opened again, and dropped when it is sent', async () => {
  const before = await events()
  const page = await desk.get('/training/new')
  expect(page.text).toContain('Lưu nháp')
  expect(page.text).toContain('formaction="/training/new?_draft=1"')
  const saved = await desk.post(asDraft, { ...formAt(page).values, ...event, fileId: pdf('danh-sach.pdf') })
  expect(saved.location).toMatch(/^\/typed\//)
  expect(await events()).toBe(before)
  const offered = await desk.get('/training/new')
  expect(offered.text).toMatch(/Bản nháp &quot;[^&"]+&quot; lưu lúc \d\d\/\d\d\/\d{4} \d\d:\d\d/u)
  const [draft] = await drafts()
  expect(draft?.page).toBe('/training/new')
  const back = await desk.follow(await desk.get(`/drafts/${draft?.id}`))
  expect(back.text).toContain('Đây là bản nháp')
  const form = formAt(back)
  expect(form.values).toMatchObject({ ...event, '_name.fileId': 'danh-sach.pdf' })
  const sent = await desk.post('/training/new', { ...form.values, heldOn: '10/03/2025', participants: '45' })
  expect(sent.location).toMatch(/^\/training\/\d+$/)
  expect(await drafts()).toEqual([])
  expect((await desk.get('/training/new')).text).not.toContain('Bản nháp &quot;')
  expect(await events()).toBe(before + 1)
})

test('a draft is there after the session has ended and on another device, and for nobody else', async () => {
  await desk.post(asDraft, { ...(await opened()), ...event })
  await system.db.deleteFrom('accountSession').execute()
  const phone = browserOn(app, system)
  // A draft leads nobody away from what he signs in for.
  expect((await signIn(officer.actor, phone)).location).toBe('/')
  const [draft] = await drafts()
  const shown = await phone.follow(await phone.get(`/drafts/${draft?.id}`))
  expect(formAt(shown).values).toMatchObject(event)
  const stranger = browserOn(app, system)
  await signIn(other.actor, stranger)
  expect(await drafts(other)).toEqual([])
  expect((await stranger.get(`/drafts/${draft?.id}`)).status).toBe(404)
  const { id } = await system.db.selectFrom('keptForm').select('id').executeTakeFirstOrThrow()
  expect((await stranger.get(`/typed/${id}`)).status).toBe(409)
  expect((await stranger.get('/training/new')).text).not.toContain('Bản nháp &quot;')
  await expect(other.run(dropDraft, { id: draft?.id ?? 0 })).rejects.toMatchObject({ status: 404 })
  expect(await drafts()).toHaveLength(1)
  const row = await system.db.selectFrom('keptForm').select('sealed').executeTakeFirstOrThrow()
  expect(row.sealed.includes(Buffer.from('năng suất'))).toBe(false)
})

test('of two devices the newer draft is not overwritten before it was asked about', async () => {
  await desk.post(asDraft, { ...(await opened()), ...event })
  const [draft] = await drafts()
  const phone = browserOn(app, system)
  await signIn(officer.actor, phone)
  const onDesk = formAt(await desk.follow(await desk.get(`/drafts/${draft?.id}`))).values
  const onPhone = formAt(await phone.follow(await phone.get(`/drafts/${draft?.id}`))).values
  await phone.post(asDraft, { ...onPhone, place: 'Trên điện thoại' })
  const asked = await desk.post(asDraft, { ...onDesk, place: 'Trên máy bàn' })
  expect(asked.status).toBe(200)
  expect(asked.text).toContain('đã được lưu ở nơi khác')
  const typed = formAt(asked).values
  expect(typed.place).toBe('Trên máy bàn')
  const stored = async () => formAt(await phone.follow(await phone.get(`/drafts/${draft?.id}`))).values.place
  expect(await stored()).toBe('Trên điện thoại')
  await desk.post(asDraft, typed)
  expect(await stored()).toBe('Trên máy bàn')
  expect(await drafts()).toHaveLength(1)
})

test('a form that is sent when the session has ended leaves a newer draft of another device as it is', async () => {
  await desk.post(asDraft, { ...(await opened()), ...event })
  const [draft] = await drafts()
  const phone = browserOn(app, system)
  await signIn(officer.actor, phone)
  const onDesk = formAt(await desk.follow(await desk.get(`/drafts/${draft?.id}`))).values
  const onPhone = formAt(await phone.follow(await phone.get(`/drafts/${draft?.id}`))).values
  await phone.post(asDraft, { ...onPhone, place: 'Trên điện thoại' })
  await system.db.deleteFrom('accountSession').execute()
  const lost = await desk.post('/training/new', { ...onDesk, place: 'Trên máy bàn' })
  expect(lost.location).toMatch(/^\/sign-in\?next=%2Ftyped%2F/)
  const back = await desk.follow(await signIn(officer.actor, desk))
  expect(formAt(back).values.place).toBe('Trên máy bàn')
  const kept = await desk.follow(await desk.get(`/drafts/${draft?.id}`))
  expect(formAt(kept).values.place).toBe('Trên điện thoại')
})

test('what was to be kept when the session had ended is kept beside the newer draft, as a draft that leads nobody away', async () => {
  await desk.post(asDraft, { ...(await opened()), ...event })
  const [draft] = await drafts()
  const phone = browserOn(app, system)
  await signIn(officer.actor, phone)
  const onDesk = formAt(await desk.follow(await desk.get(`/drafts/${draft?.id}`))).values
  const onPhone = formAt(await phone.follow(await phone.get(`/drafts/${draft?.id}`))).values
  await phone.post(asDraft, { ...onPhone, place: 'Trên điện thoại' })
  desk.cookies.delete('nscl.session_token')
  const lost = await desk.post(asDraft, { ...onDesk, place: 'Trên máy bàn' })
  expect(lost.location).toMatch(/^\/sign-in\?next=%2Ftyped%2F/)
  expect(await drafts()).toHaveLength(2)
  expect((await signIn(officer.actor, browserOn(app, system))).location).toBe('/')
  const shown = formAt(await phone.follow(await phone.get(`/drafts/${draft?.id}`)))
  expect(shown.values.place).toBe('Trên điện thoại')
  const sent = await phone.post('/training/new', {
    ...shown.values,
    heldOn: '11/03/2025',
    participants: '12',
    title: 'Hội nghị trên điện thoại',
    fileId: pdf('dien-thoai.pdf'),
  })
  expect(sent.location).toMatch(/^\/training\/\d+$/)
  expect(await drafts()).toHaveLength(1)
})

test('a refused file is told and the texts are kept; a sent form, a password and a made-up form are never drafts', async () => {
  const values = await opened()
  const shown = await desk.post(asDraft, { ...values, ...event, fileId: new File(['MZ'], 'virus.exe') })
  expect(shown.text).toContain('Chỉ nhận PDF')
  expect(await drafts()).toHaveLength(1)
  const full = { ...formAt(shown).values, heldOn: '10/03/2025', participants: '45', title: 'Hội nghị đã gửi' }
  await desk.post('/training/new', { ...full, fileId: pdf('danh-sach-2.pdf') })
  expect(await drafts()).toEqual([])
  await desk.post(asDraft, full)
  expect(await drafts()).toEqual([])
  expect((await desk.post(asDraft, { ...event, _once: 'x' })).status).toBe(403)
  await desk.post(asDraft, { ...(await opened()), ...event, password: 'bí mật' })
  expect(await drafts()).toEqual([])
})

test('drafts count in the quota, their files are no unused files, and an account has so many of them at most', async () => {
  const used = await usedBytes(system.db, officer.actor.userId ?? '')
  await desk.post(asDraft, { ...(await opened()), ...event, fileId: pdf('kem-theo.pdf') })
  const file = await system.db.selectFrom('file').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()
  expect(await usedBytes(system.db, officer.actor.userId ?? '')).toBeGreaterThan(used + Number(file.size))
  const named = await system.db.selectFrom('keptFormUpload').select('fileId').execute()
  expect(named).toEqual([{ fileId: file.id }])
  const full = await system.db.selectFrom('keptForm').selectAll().executeTakeFirstOrThrow()
  for (let at = 1; at < mostDrafts; at++) {
    const { number, id, once, ...row } = full
    await system.db
      .insertInto('keptForm')
      .values({ ...row, id: crypto.randomUUID(), once: `${once}.${at}` })
      .execute()
  }
  const refused = await desk.post(asDraft, { ...(await opened()), ...event, place: 'Thêm nữa' })
  expect(refused.text).toContain(`${mostDrafts} bản nháp`)
  expect(formAt(refused).values.place).toBe('Thêm nữa')
})

test('a draft ends when the time is over that the house has set, and is found by its name until then', async () => {
  const admin = await as('coordinator', { admin: true })
  await desk.post(asDraft, { ...(await opened()), ...event })
  const found = await officer.run(findEverything, { q: 'bản nháp' })
  expect(found.groups.find(({ kind }) => kind === 'form_draft')?.items).toHaveLength(1)
  const others = await other.run(findEverything, { q: 'bản nháp' })
  expect(others.groups.find(({ kind }) => kind === 'form_draft')).toBeUndefined()
  const after = (days: number) => ({
    ...system,
    now: () => new Date(Date.now() + days * 86_400_000 + 60_000),
  })
  expect(await forgetKeptForms(after(draftDays - 1))).toBe(0)
  await admin.run(setRetention, { kind: 'formDrafts', days: 10, reason: 'Đủ dùng' })
  expect(await forgetKeptForms(after(9))).toBe(0)
  expect(await forgetKeptForms(after(10))).toBe(1)
  expect(await drafts()).toEqual([])
})

test('what a script keeps is answered with its version; a short form has no draft', async () => {
  const values = await opened()
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...values, ...event })) form.set(name, value)
  form.set('fileId', pdf('tu-dong.pdf'))
  const answer = await app.request(asDraft, {
    method: 'POST',
    body: form,
    headers: {
      Accept: 'application/json',
      Origin: system.config.publicUrl,
      Cookie: [...desk.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  })
  expect(await answer.json()).toMatchObject({
    version: '1',
    wrong: [],
    files: { fileId: expect.any(String) },
  })
  expect((await desk.get('/account/second-factor')).text).not.toContain('data-draft')
})

test('the drafts are listed with a search, by when they end, in order, and go out as a table', async () => {
  await desk.post(asDraft, { ...(await opened()), ...event })
  await desk.post(asDraft, { ...(await opened()), ...event, title: 'Khác' })
  const [first] = await drafts()
  // As long as the house keeps them.
  const lasts = Date.parse(first?.endsAt ?? '') - Date.parse(first?.savedAt ?? '')
  await system.db
    .updateTable('keptForm')
    .set({ keptAt: new Date(system.now().getTime() - lasts + 3 * 86_400_000) })
    .where('number', '=', first?.id ?? 0)
    .execute()
  const ids = async (input: object) => (await officer.run(listDrafts, input)).rows.map(({ id }) => id)
  expect(await ids({ ends: 'soon' })).toEqual([first?.id])
  expect(await ids({ ends: 'later' })).toHaveLength(1)
  expect((await ids({}))[1]).toBe(first?.id)
  expect(await ids({ q: 'training/new' })).toHaveLength(2)
  expect(await ids({ q: 'không có' })).toEqual([])
  const shown = await desk.get('/drafts?ends=soon')
  expect(shown.text.match(/href="\/drafts\/\d+"/g)?.length).toBeGreaterThan(0)
  const csv = await desk.get('/drafts?export=csv')
  expect(csv.status).toBe(200)
  expect(csv.text).toContain('/training/new')
  expect(csv.text).not.toContain('Hội nghị năng suất')
})
