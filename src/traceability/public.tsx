import { sql } from 'kysely'
import { z } from 'zod'
import { optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { lookUpLimit } from '../platform/strangers.ts'
import { certificateKinds, certificateSelect, validities, withValidity } from '../support/index.ts'
import { Day, Empty, Facts, Notice, Section, StateBadge, Timeline } from '../ui/index.ts'
import { digitalLinkPath } from './digital-link.ts'
import { eventFields, lotFields, lotStates } from './fields.ts'
import { eventsOf } from './queries.ts'

/* What whoever scans the code of a lot reads: nothing before the enterprise has published it, and its recall first. */

const Tracked = z.object({
  kind: z.string(),
  kindEn: z.string(),
  happenedOn: z.iso.date(),
  what: z.string(),
  place: z.string(),
  who: z.string(),
  why: z.string().nullable(),
})

const countLookUp = lookUpLimit()

/** A published lot by its GTIN and lot number, with its certificates and tracking events. Public. */
export const traceLink = query({
  name: 'traceability.resolve',
  summary: words('Lô hàng theo liên kết số GS1', 'The lot of a GS1 Digital Link'),
  route: 'GET /trace/{gtin}/{lot}',
  input: z.object({ gtin: text(14), lot: text(20), serial: optionalText(20) }),
  output: z.object({
    product: z.string(),
    enterprise: z.string(),
    ...lotFields.row,
    link: z.string(),
    state: lotStates.schema,
    recalledOn: z.iso.date().nullable(),
    /** Of a recall alone. */
    reason: z.string().nullable(),
    certificates: z.array(
      z.object({
        code: z.string(),
        number: z.string(),
        kind: certificateKinds.schema,
        standard: z.string(),
        validity: validities.schema,
        expiresOn: z.iso.date().nullable(),
      }),
    ),
    tracked: z.array(Tracked),
  }),
  may: ['public'],
  async run({ db, today }, { gtin, lot, serial = null }) {
    await countLookUp()
    const row = await db
      .selectFrom('traceLot as l')
      .innerJoin('supportTurn as t', 't.id', 'l.turnId')
      .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
      .innerJoin('product as p', 'p.id', 'l.productId')
      .select(['l.id', 'l.turnId', 'l.productId', ...lotFields.select('l'), 'p.name as product'])
      .select(['e.name as enterprise', 'l.state', 'l.recalledOn', 'l.reason'])
      .where('l.gtin14', '=', gtin.padStart(14, '0'))
      .where('l.lot', '=', lot)
      // a piece that is not traced by itself is one of its lot
      .where(sql<boolean>`(l.serial IS NULL OR l.serial = ${serial}::text)`)
      .where('l.state', '<>', 'draft')
      .orderBy(sql`l.serial NULLS LAST`)
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('lô hàng công khai có mã này', 'Published lot of this code'))
    const certificates = await certificateSelect(db)
      .where('k.turnId', '=', row.turnId)
      .where(({ or, eb }) => or([eb('k.productId', 'is', null), eb('k.productId', '=', row.productId)]))
      .orderBy('k.issuedOn', 'desc')
      .orderBy('k.id')
      .execute()
    const events = await eventsOf(db, row.id).where('v.struckOn', 'is', null).execute()
    const { id: _id, turnId: _turn, productId: _product, ...said } = row
    return {
      ...said,
      link: digitalLinkPath(row),
      reason: row.state === 'recalled' ? row.reason : null,
      certificates: certificates.map((one) => {
        const { code, number, kind, standard, validity, expiresOn } = withValidity(one, today)
        return { code, number, kind, standard, validity, expiresOn }
      }),
      tracked: events.map(({ kind, kindEn, happenedOn, what, place, who, why }) => ({
        ...{ kind, kindEn, happenedOn, what, place, who, why },
      })),
    }
  },
})

async function lotPage(request: PageRequest) {
  const { t, language, params } = request
  const lot = await request.execute(traceLink, { gtin: params.gtin, lot: params.lot, serial: params.serial })
  const facts = lotFields.facts(lot, t, language)
  return {
    title: lot.product,
    lead: `${lot.enterprise} · ${t(`Lô ${lot.lot}`, `Lot ${lot.lot}`)}`,
    breadcrumbs: [{ label: t('Tra cứu chứng nhận', 'Look up a certificate'), href: '/verify' }],
    body: (
      <>
        {lot.state === 'recalled' ? (
          <Notice tone="error" title={t('Lô hàng này đã bị thu hồi', 'This lot is recalled')}>
            <p>
              <Day day={lot.recalledOn} />: {lot.reason}
            </p>
          </Notice>
        ) : null}
        <Section title={t('Sản phẩm và lô hàng', 'Product and lot')} id="lot">
          <Facts
            columns={2}
            items={[
              [t(lotFields.labels.productId), lot.product] as const,
              [t('Doanh nghiệp', 'Enterprise'), lot.enterprise] as const,
              ...Object.values(facts).filter(([, value]) => value !== null),
            ]}
          />
        </Section>
        <Section title={t('Chứng nhận', 'Certificates')} id="certificates">
          {lot.certificates.length === 0 ? (
            <Empty>{t('Chưa có chứng nhận nào được ghi nhận.', 'No certificate is on record.')}</Empty>
          ) : (
            <ul>
              {lot.certificates.map(({ code, number, kind, standard, validity }) => (
                <li class="flex flex-wrap items-baseline gap-x-3 py-1">
                  <a href={`/verify/${code}`}>{number}</a>
                  <span>
                    {t(certificateKinds.names[kind])}, {standard}
                  </span>
                  <StateBadge of={validities} is={validity} t={t} />
                </li>
              ))}
            </ul>
          )}
        </Section>
        <Section
          title={t('Hành trình của lô hàng', 'The way of the lot')}
          id="events"
          lead={t('Do doanh nghiệp ghi và công khai.', 'As the enterprise entered and published it.')}
        >
          <Timeline
            items={lot.tracked.map((event) => ({
              title: t(event.kind, event.kindEn),
              at: event.happenedOn,
              done: true,
              body: (
                <div>
                  <p>{event.what}</p>
                  <p class="hint">
                    {t(eventFields.labels.place)}: {event.place}. {t(eventFields.labels.who)}: {event.who}.
                    {event.why === null ? '' : ` ${t(eventFields.labels.why)}: ${event.why}.`}
                  </p>
                </div>
              ),
            }))}
          />
        </Section>
      </>
    ),
  }
}

export const digitalLinkPages = [
  page({ route: 'GET /01/{gtin}/10/{lot}', for: traceLink, run: lotPage }),
  page({ route: 'GET /01/{gtin}/10/{lot}/21/{serial}', for: traceLink, run: lotPage }),
]
