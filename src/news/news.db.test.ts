import { XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { sendNotices } from '../notices/index.ts'
import { readConfig } from '../platform/config.ts'
import { uploadFile } from '../platform/uploads.ts'
import { createApp } from '../start/app.tsx'
import { problemOf } from '../testing/problem.ts'
import { mailServer, textOfMail } from '../testing/smtp.ts'
import { testSystem } from '../testing/system.ts'
import {
  addPicture,
  archiveArticle,
  createArticle,
  editArticle,
  publishArticle,
  removePicture,
  returnArticle,
  sendArticle,
} from './commands.ts'
import { agreeToStory, askConsent, declineStory, withdrawStory } from './consent.ts'
import { applyArticles, checkArticles, showArticleImportRows } from './import.ts'
import { listArticles, listNews, showArticle, showNews, showPicture, showStory } from './queries.ts'
import {
  confirmSubscription,
  endSubscription,
  leaveNews,
  showLeaving,
  subscribe,
} from './subscribers/commands.ts'
import { listSubscribers } from './subscribers/queries.ts'

const nscl = await testSystem()
const { system } = nscl
const { db } = system
const writer = await nscl.as('coordinator')
const reviewer = await nscl.as('coordinator')
const anyone = await nscl.as('public')
const unit = await db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()
const { id: enterpriseId } = await db
  .insertInto('enterprise')
  .values({
    ...{ taxCode: '2200108445', name: 'Công ty Một', address: 'Sóc Trăng', adminUnitId: unit.id },
    sectorGroup: 'production',
  })
  .returning('id')
  .executeTakeFirstOrThrow()
const owner = await nscl.as('enterprise', { enterpriseId })

const said = (change: object = {}) => ({
  ...{ kind: 'news', title: 'Khai trương', titleEn: 'Opening', summary: 'Tóm tắt', summaryEn: 'In short' },
  ...{ body: '## Phần một\n\nNội dung', bodyEn: '## Part one\n\nText', ...change },
})
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const versionOf = async (id: number) => (await writer.run(showArticle, { id })).version
async function published(change: object = {}) {
  const { id, version } = await writer.run(createArticle, said(change))
  const { version: sent } = await writer.run(sendArticle, { id, version })
  await reviewer.run(publishArticle, { id, version: sent })
  return id
}

test('an article is read by everybody once another person publishes it; nobody publishes the own one', async () => {
  const { id, version } = await writer.run(createArticle, said({ title: 'Hội nghị năng suất' }))
  expect((await problemOf(anyone.run(showNews, { id }))).status).toBe(404)
  const { version: sent } = await writer.run(sendArticle, { id, version })
  expect((await problemOf(writer.run(editArticle, { id, version: sent, ...said() }))).code).toBe(
    'news.elsewhere',
  )
  expect((await problemOf(writer.run(publishArticle, { id, version: sent }))).code).toBe(
    'controls.samePerson',
  )
  expect((await problemOf(writer.run(returnArticle, { id, version: sent, remarks: 'x' }))).code).toBe(
    'controls.samePerson',
  )
  const back = await reviewer.run(returnArticle, { id, version: sent, remarks: 'Sửa tiêu đề' })
  const mended = await writer.run(editArticle, {
    id,
    version: back.version,
    ...said({ title: 'Hội nghị mới' }),
  })
  const again = await writer.run(sendArticle, { id, version: mended.version })
  const { version: read } = await reviewer.run(publishArticle, { id, version: again.version })
  expect(await anyone.run(showNews, { id })).toMatchObject({ title: 'Hội nghị mới' })
  expect((await anyone.run(listNews, { q: 'hoi nghi' })).rows).toHaveLength(1)
  await writer.run(archiveArticle, { id, version: read, reason: 'Đã cũ' })
  expect((await problemOf(anyone.run(showNews, { id }))).status).toBe(404)
})

test('a picture belongs to its article: everybody sees it once that is public, nobody from outside before', async () => {
  const { id } = await writer.run(createArticle, said())
  const file = await writer.run(uploadFile, { name: 'anh.png', bytes: new Uint8Array(png) })
  expect(
    (
      await problemOf(
        writer.run(addPicture, { id, fileId: await nscl.evidence(), caption: 'A', captionEn: 'A' }),
      )
    ).status,
  ).toBe(422)
  const { pictureId } = await writer.run(addPicture, {
    id,
    fileId: file.id,
    caption: 'Xưởng',
    captionEn: 'Shop',
  })
  expect((await problemOf(anyone.run(showPicture, { id: pictureId }))).status).toBe(404)
  const { version } = await writer.run(editArticle, {
    ...{
      id,
      version: await versionOf(id),
      ...said({ body: `![Xưởng](${pictureId}) ![khác](999) <b>x</b>` }),
    },
  })
  const sent = await writer.run(sendArticle, { id, version })
  await reviewer.run(publishArticle, { id, version: sent.version })
  expect(await anyone.run(showPicture, { id: pictureId })).toMatchObject({ mime: 'image/png' })
  const page = await (await createApp(system).request(`${system.config.publicUrl}/news/${id}`)).text()
  expect(page).toContain(`<img src="/news/pictures/${pictureId}" alt="Xưởng"`)
  expect(page).not.toContain('/news/pictures/999')
  expect(page).toContain('&lt;b&gt;x&lt;/b&gt;')
  expect((await problemOf(writer.run(removePicture, { id, picture: pictureId }))).code).toBe('news.elsewhere')
})

test('a story waits for its enterprise, is asked anew once its words change, and is gone when consent is', async () => {
  const story = said({ kind: 'story', taxCode: '2200108445', title: 'Chuyện của Một' })
  expect(
    (await problemOf(writer.run(createArticle, said({ kind: 'story' })))).fields.map(({ field }) => field),
  ).toEqual(['taxCode'])
  const { id, version } = await writer.run(createArticle, story)
  expect((await problemOf(writer.run(sendArticle, { id, version }))).code).toBe('news.noConsent')
  expect((await problemOf(owner.run(showStory, { id }))).status).toBe(404)
  const asked = await writer.run(askConsent, { id, version })
  expect((await problemOf(writer.run(agreeToStory, { id, version: asked.version }))).status).toBe(422)
  const declined = await owner.run(declineStory, { id, version: asked.version })
  expect((await problemOf(writer.run(askConsent, { id, version: declined.version }))).code).toBe(
    'news.notToAsk',
  )
  const changed = await writer.run(editArticle, { id, version: declined.version, ...story, body: 'Ngắn hơn' })
  const anew = await writer.run(askConsent, { id, version: changed.version })
  const agreed = await owner.run(agreeToStory, { id, version: anew.version })
  const sent = await writer.run(sendArticle, { id, version: agreed.version })
  const { version: read } = await reviewer.run(publishArticle, { id, version: sent.version })
  expect(await anyone.run(showNews, { id })).toMatchObject({ enterprise: 'Công ty Một' })
  await owner.run(withdrawStory, { id, version: read })
  expect((await problemOf(anyone.run(showNews, { id }))).status).toBe(404)
  expect(await writer.run(showArticle, { id })).toMatchObject({ state: 'returned', consent: 'withdrawn' })
})

test('the feed is RSS 2.0 in both languages and tells of what is public alone', async () => {
  await published({ title: 'Tin & <bài>' })
  await writer.run(createArticle, said({ title: 'Chưa đăng' }))
  const app = createApp(system)
  for (const path of ['/news/feed.xml', '/news/feed-en.xml']) {
    const answer = await app.request(system.config.publicUrl + path)
    expect(answer.headers.get('content-type')).toContain('application/rss+xml')
    const text = await answer.text()
    expect(XMLValidator.validate(text)).toBe(true)
    expect(text).toContain('<rss version="2.0"')
    expect(text).toMatch(/<guid isPermaLink="true">.*\/news\/\d+<\/guid>/)
    expect(text).toMatch(/<pubDate>\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT<\/pubDate>/)
    expect(text).not.toContain('Chưa đăng')
  }
  expect(await (await app.request(`${system.config.publicUrl}/news/feed.xml`)).text()).toContain(
    'Tin &amp; &lt;bài&gt;',
  )
})

test('one subscribes twice, is mailed each article once, and leaves by one click that leaves no address', async () => {
  const server = await mailServer()
  const { mail } = readConfig({ SMTP_URL: server.url, MAIL_FROM: 'nscl <nscl@example.vn>' })
  const mailing = { ...system, config: { ...system.config, mail } }
  const letters = () => server.mails.filter((one) => one.includes('To: thu@example.vn'))
  expect((await problemOf(anyone.run(subscribe, { email: 'thu@example.vn', language: 'vi' }))).status).toBe(
    422,
  )
  await anyone.run(subscribe, { email: 'Thu@example.vn', language: 'vi', consents: true })
  await anyone.run(subscribe, { email: 'thu@example.vn', language: 'vi', consents: true })
  await published({ title: 'Trước khi xác nhận' })
  await sendNotices(mailing)
  expect(letters()).toHaveLength(1)
  const confirm = /news\/confirm\/(nscl_[\w-]+)/.exec(textOfMail(letters()[0] ?? ''))?.[1]
  await anyone.run(confirmSubscription, { token: confirm })
  const id = await published({ title: 'Sau khi xác nhận' })
  const shown = await writer.run(showArticle, { id })
  const back = await writer.run(returnArticle, { id, version: shown.version, remarks: 'Sửa' })
  const sent = await writer.run(sendArticle, { id, version: back.version })
  await reviewer.run(publishArticle, { id, version: sent.version })
  await sendNotices(mailing)
  expect(letters()).toHaveLength(2)
  const article = letters()[1] ?? ''
  expect(article).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  const leave = /news\/leave\/(nscl_[\w-]+)/.exec(textOfMail(article))?.[1] ?? ''
  // looked at by a program that opens every link, nothing happens
  expect(await anyone.run(showLeaving, { token: leave })).toEqual({ state: 'confirmed' })
  const post = () =>
    createApp(system).request(`${system.config.publicUrl}/news/leave/${leave}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
  expect((await post()).status).toBeLessThan(400)
  expect((await post()).status).toBeLessThan(400)
  expect((await writer.run(listSubscribers, {})).rows).toMatchObject([{ state: 'ended', email: null }])
  expect(
    await db.selectFrom('noticeDelivery').select('id').where('address', '=', 'thu@example.vn').execute(),
  ).toEqual([])
  await published({ title: 'Sau khi thôi' })
  await sendNotices(mailing)
  expect(letters()).toHaveLength(2)
  await expect(anyone.run(leaveNews, { token: 'nscl_khong' })).rejects.toMatchObject({ status: 404 })
  // who comes back is asked anew; the office ends a subscription for whoever asks
  await anyone.run(subscribe, { email: 'thu@example.vn', language: 'en', consents: true })
  const [anew] = (await writer.run(listSubscribers, { state: 'asked' })).rows
  await writer.run(endSubscription, { id: anew?.id, version: anew?.version })
  expect((await writer.run(listSubscribers, { state: 'asked' })).rows).toEqual([])
  await server.close()
})

test('a table of articles comes in as drafts that whoever brought them does not publish', async () => {
  const text = [
    'Tiêu đề bài|Tiêu đề bài bằng tiếng Anh|Loại bài|Mã số thuế|Tóm tắt bài|Tóm tắt bài bằng tiếng Anh|Nội dung bài|Nội dung bài bằng tiếng Anh',
    'Bài A|Article A|Tin tức||Ngắn|Short|Dài|Long',
    'Bài B|Article B|Câu chuyện thành công||Ngắn|Short|Dài|Long',
    'Bài C|Article C|Hát||Ngắn|Short|Dài|Long',
  ]
    .join('\n')
    .replaceAll('|', '\t')
  const { id } = await writer.run(checkArticles, { text })
  const rows = async (of: number) =>
    (await writer.run(showArticleImportRows, { id: of, limit: 10 })).rows.map(({ outcome }) => outcome)
  expect(await rows(id)).toEqual(['new', 'error', 'error'])
  await writer.run(applyArticles, { id })
  const [found] = (await writer.run(listArticles, { q: 'bai a' })).rows
  const { version } = await reviewer.run(sendArticle, { id: found?.id, version: 1 })
  expect((await problemOf(writer.run(publishArticle, { id: found?.id, version }))).code).toBe(
    'controls.samePerson',
  )
  expect(await rows((await writer.run(checkArticles, { text })).id)).toEqual(['same', 'error', 'error'])
})
